/**
 * The frame of every report: head and policy, title, answers, links, sections, footer, data and script. Comes in: a page's parts, and
 * the script and style of all pages. Goes out: text; the same parts give the same bytes. It does not know what a report is about.
 */
import { createHash } from 'node:crypto';
import type { Figure } from '../../figures/figure.ts';
import { type HeroSize, heroMarkup } from './figure-markup.ts';
import { html, jsonData, type Markup, raw } from './markup.ts';
import { packFigure } from './pack.ts';
import { DATA_ID, type PageData } from './page-data.ts';

export interface PageParts {
  readonly script: string;
  readonly style: string;
}

/** A part of the page: where the links at its top lead. Null: there is nothing of it. */
export interface Section {
  readonly id: string;
  readonly title: string;
  readonly content: Markup | null;
}

export interface Page {
  readonly title: string;
  /** What follows the title in the name of the window. */
  readonly kind: string;
  /** Under the title: what it was made from. */
  readonly origin: string;
  /** The file of the folder in which the numbers of the page stand, where nothing nearer to them says otherwise (`data-of`). */
  readonly numbersOf: string;
  readonly answers: Markup;
  readonly hero: Figure | null;
  /** Whether its words are shown: where the answers do not say what is drawn. Default: hidden. */
  readonly heroCaption?: 'hidden' | 'shown';
  /** Low where the answers need much room. Default: full. */
  readonly heroSize?: HeroSize;
  readonly sections: readonly Section[];
  /** Every figure that the page shows, the one of the first screen among them. */
  readonly figures: readonly Figure[];
  readonly time: Pick<PageData, 'start' | 'unit' | 'until'>;
  readonly why?: Pick<PageData, 'words' | 'why'>;
  readonly footer: string;
}

export function framedPage(page: Page, { script, style }: PageParts): string {
  const { title, kind, origin, numbersOf, hero } = page;
  const shown = page.sections.filter(({ content }) => content !== null);
  const data: PageData = { ...page.time, figures: page.figures.map(packFigure), ...(page.why ?? { words: [], why: [] }) };
  const policy = `default-src 'none'; script-src '${hashOf(script)}'; style-src '${hashOf(style)}'; base-uri 'none'; form-action 'none'`;
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}: ${kind}</title>
<style>${raw(style)}</style>
</head>
<body data-of="${numbersOf}">
<a class="skip" href="#${shown[0]?.id ?? 'answer'}">Skip to the details</a>
<header><div><h1 dir="auto">${title}</h1><p class="soft">${origin}</p></div><button id="theme" type="button">Dark</button></header>
<main>
<section id="answer" aria-label="The answers">
${page.answers}
${hero === null ? null : heroMarkup(hero, page.heroCaption ?? 'hidden', page.heroSize ?? 'full')}
</section>
<nav aria-label="Parts of this report">${shown.map(({ id, title: name }) => html`<a href="#${id}">${name}</a> `)}</nav>
<noscript><p>Charts need scripts, which are switched off here. Every number is in the text and tables.</p></noscript>
${shown.map(
  ({ id, title: name, content }) => html`<section id="${id}"><h2>${name}</h2>
${content}
</section>
`,
)}
</main>
<footer><p class="soft">${page.footer}</p></footer>
<script type="application/json" id="${DATA_ID}">${jsonData(data)}</script>
<script>${raw(script)}</script>
</body>
</html>
`.text;
}

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}
