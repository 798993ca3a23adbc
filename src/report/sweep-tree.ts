/**
 * The finished tree of a sweep: tables, charts, a page, and the manifest, made from the study and the results as they lie in its
 * folder and from nothing else. So a sweep that was stopped and resumed, its shards put together, and one played in one go leave
 * the same bytes. The tree is what the manifest lists, and the manifest; cells besides it are no part of it.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { sweepFigures } from '../figures/sweep.ts';
import type { CellResult, SweepStudy } from '../measure/sweep.ts';
import { pageParts } from './html/assets.ts';
import { citedFiles, REPORT_FILE } from './html/reproduce.ts';
import { sweepPage } from './html/sweep-page.ts';
import { paintAll } from './paint-all.ts';
import { sweepMarkdown } from './sweep-md.ts';
import { cellFile, isResult, MANIFEST_FILE, readResult, STUDY_FILE, studyText } from './sweep-store.ts';
import { sweepCsv, sweepParquet, sweepTable } from './sweep-table.ts';
import { writeWhole } from './write-file.ts';

export interface SweepTree {
  readonly folder: string;
  readonly charts: readonly string[];
  /** Path of the report; null where none was wanted. */
  readonly report: string | null;
}

export interface TreeRequest {
  readonly charts: 'all' | 'none';
  readonly report: 'page' | 'none';
  readonly workers: number;
}

/** All cells must have their result in the folder. What else lies there goes away, but for cells of other versions of the sweep. */
export async function finishTree(folder: string, study: SweepStudy, { charts, report, workers }: TreeRequest): Promise<SweepTree> {
  const results = new Map(study.cells.map(({ id }) => [id, resultOf(folder, id)]));
  const table = sweepTable(study, results);
  const pictures = charts === 'none' ? [] : await paintAll(sweepFigures({ study, results }), workers);
  const made = new Map<string, string | Uint8Array>([
    [STUDY_FILE, studyText(study)],
    ['results.csv', sweepCsv(table)],
    ['results.parquet', sweepParquet(table)],
    ['summary.md', sweepMarkdown(study, results)],
    ...pictures.map(({ name, png }) => [join('charts', `${name}.png`), png] as const),
  ]);
  const digests: [string, string][] = [];
  for (const [path, content] of made) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeWhole(join(folder, path), content);
    digests.push([path, digestOf(content)]);
  }
  for (const { id } of study.cells) digests.push([cellFile(id), digestOf(readFileSync(join(folder, cellFile(id))))]);
  const resultDigest = resultDigestOf(digests);
  if (report === 'page') {
    const page = sweepPage({ study, results }, { files: citedFiles(Object.fromEntries(digests)), command: null }, pageParts());
    writeWhole(join(folder, REPORT_FILE), page);
    digests.push([REPORT_FILE, digestOf(page)]);
  }
  sweepOut(folder, new Set(digests.map(([path]) => path)));
  writeWhole(join(folder, MANIFEST_FILE), `${JSON.stringify(manifest(study, resultDigest, digests), null, 2)}\n`);
  return {
    folder,
    charts: pictures.map(({ name }) => join(folder, 'charts', `${name}.png`)),
    report: report === 'page' ? join(folder, REPORT_FILE) : null,
  };
}

function resultOf(folder: string, id: string): CellResult {
  const result = readResult(join(folder, cellFile(id)));
  if (result === null) throw new Error(`the result of cell ${id} cannot be read`);
  return result;
}

/**
 * Removes charts that are no more, files that a process died over and cells that cannot be read. Cells of an axis as it was, or of another
 * file with this name and base, stay: they were dear, and no table or manifest of this sweep tells them.
 */
function sweepOut(folder: string, belongs: ReadonlySet<string>): void {
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const within = path.slice(join(folder, '/').length);
    if (!belongs.has(within) && !isResult(folder, within)) rmSync(path, { force: true });
  }
}

/** Pictures are left out: fonts differ between platforms. So is the report, which is made of the results. */
function resultDigestOf(digests: readonly [string, string][]): string {
  const result = createHash('sha256');
  for (const [path, digest] of digests) if (!path.endsWith('.png')) result.update(`${path} ${digest}\n`);
  return result.digest('hex');
}

function manifest(
  { schemaVersion, tool, sweep, scenario, scenarioDigest, seed, futures, luck, cells }: SweepStudy,
  resultDigest: string,
  digests: readonly [string, string][],
): unknown {
  return {
    ...{ schemaVersion, tool, sweep, scenario, scenarioDigest, seed, futures, luck },
    cells: cells.length,
    resultDigest,
    files: Object.fromEntries(digests),
  };
}

function digestOf(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}
