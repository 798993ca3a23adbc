/** How to make results again: commands, versions and digests. The same for every kind of report. */
import { html, type Markup } from './markup.ts';

export interface Reproduced {
  readonly before: string;
  readonly commands: readonly string[];
  readonly facts: readonly { readonly name: string; readonly words: string; readonly digest?: string }[];
  /** SHA-256 by the name of a file. */
  readonly files: Readonly<Record<string, string>>;
  /** What is said under the table. */
  readonly after?: string;
}

export function reproduceMarkup({ before, commands, facts, files, after }: Reproduced): Markup {
  const rows = Object.entries(files).map(([file, digest]) => html`<tr><td>${file}</td><td><code>${digest}</code></td></tr>`);
  const list = facts.map(
    ({ name, words, digest }) =>
      html`<dt>${name}</dt><dd><bdi>${words}</bdi>${digest === undefined ? null : html`${words === '' ? '' : ', '}SHA-256 <code>${digest}</code>`}</dd>`,
  );
  return html`<p>${before}</p>
<pre tabindex="0"><code>${commands.join('\n')}</code></pre>
<dl>${list}</dl>
${rows.length === 0 ? null : html`<div class="scroll" role="region" tabindex="0" aria-label="Digests of files"><table><thead><tr><th scope="col">file</th><th scope="col">SHA-256</th></tr></thead><tbody>${rows}</tbody></table></div>`}${after === undefined ? null : html`<p class="soft">${after}</p>`}`;
}

/** What a report needs of the folder besides its results. */
export interface Made {
  /** SHA-256 of the files of results, by name; charts and the report itself are left out. */
  readonly files: Readonly<Record<string, string>>;
  /** The command that made it, where the manifest says it. */
  readonly command: string | null;
}

/** Of a manifest's files those that a report cites: pictures depend on fonts, and no page can hold its own digest. */
export function citedFiles(files: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(files).filter(([name]) => !/\.(png|pdf)$/.test(name) && name !== REPORT_FILE));
}

export const REPORT_FILE = 'report.html';
