/**
 * What a study of another kind than a run leaves behind: its JSON, its tables and its charts, and a manifest. Comes in: named
 * contents and figures. Goes out: the path of the folder.
 */
import { join } from 'node:path';
import type { Figure } from '../figures/figure.ts';
import { citedFiles, REPORT_FILE } from './html/reproduce.ts';
import { paintAll } from './paint-all.ts';
import { openResultFolder } from './result-folder.ts';
import type { Written } from './write-results.ts';

export interface HowToWrite {
  readonly runId: string;
  readonly workers: number;
  /** What must be undone if the run is interrupted. */
  readonly onOpen: (discard: () => void) => void;
}

export interface WriteStudyRequest extends HowToWrite {
  /** Folder that holds `<run id>/`. */
  readonly parent: string;
  readonly files: Readonly<Record<string, string>>;
  readonly figures: readonly Figure[];
  /** Its report, from the digests of the files that it cites; null: none is wanted. */
  readonly report: ((files: Readonly<Record<string, string>>) => string) | null;
  /** What the manifest says of its origin: tool, scenario digests, seed. */
  readonly manifest: Readonly<Record<string, unknown>>;
}

export async function writeStudy({
  parent,
  runId,
  files,
  figures,
  report,
  manifest,
  workers,
  onOpen,
}: WriteStudyRequest): Promise<Written> {
  const folder = openResultFolder(parent, runId);
  onOpen(folder.discard);
  try {
    const digests: Record<string, string> = {};
    for (const [name, content] of Object.entries(files)) digests[name] = folder.write(name, content);
    const pictures = await paintAll(figures, workers);
    for (const { name, png } of pictures) digests[`charts/${name}.png`] = folder.write(`charts/${name}.png`, png);
    if (report !== null) digests[REPORT_FILE] = folder.write(REPORT_FILE, report(citedFiles(digests)));
    folder.write('manifest.json', `${JSON.stringify({ runId, ...manifest, files: digests }, null, 2)}\n`);
    const path = folder.finish();
    return {
      folder: path,
      charts: pictures.map(({ name }) => join(path, 'charts', `${name}.png`)),
      report: report === null ? null : join(path, REPORT_FILE),
    };
  } catch (error) {
    folder.discard();
    throw error;
  }
}
