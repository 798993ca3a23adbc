/** `ttc merge`: the parts of a sweep, played apart, become the tree that one go would have left. */
import { existsSync, readdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { type Command, InvalidArgumentError } from 'commander';
import { InvalidInput, type Problem } from '../../base/problem.ts';
import type { CellResult, SweepStudy } from '../../measure/sweep.ts';
import type { CommandDefinition } from '../command.ts';
import { asOutputError, EXIT } from '../exit.ts';
import { onInterrupt } from '../interrupt.ts';
import { folder, withResultOptions } from '../options.ts';
import { print, tell } from '../terminal.ts';

interface MergeOptions {
  readonly workers?: number;
  readonly out: string;
  readonly json?: true;
  readonly charts: boolean;
  readonly report?: boolean;
}

/** How far below a named folder its sweep may lie: <out>/sweeps/<sweep>/<what it is made of>. */
const DEEPEST = 3;

export const merge: CommandDefinition = {
  name: 'merge',
  summary: 'put the parts of a sweep together that were played with "ttc sweep --shard"',
  examples: ['ttc merge shard-1 shard-2 shard-3 shard-4 --out out'],
  declare: (command: Command) =>
    withResultOptions(
      command
        .argument('<folders...>', 'folders of the parts: what "--out" was, or the folder of the sweep itself')
        .option('--workers <n>', 'threads that paint (default: as many as there are cores)', (text) => {
          const value = Number(text);
          if (!Number.isInteger(value) || value < 1) throw new InvalidArgumentError('Write a whole number from 1 on.');
          return value;
        })
        .option('--out <folder>', 'where results go: <folder>/sweeps/<sweep>/<what it is made of>/', folder, 'out'),
    ),
  async act([folders], given) {
    const options = given as unknown as MergeOptions;
    const parts = partsOf(folders as string[]);
    return onInterrupt(() => together(parts, options), 'the parts are as they were');
  },
};

/** The folders that hold a sweep, at or below those named. Throws InvalidInput where one has none. */
function partsOf(folders: readonly string[]): string[] {
  const problems: Problem[] = [];
  const parts = folders.flatMap((folder) => {
    const found = existsSync(folder) ? search(folder, DEEPEST) : [];
    if (found.length === 0)
      problems.push({
        path: [],
        message: existsSync(folder) ? 'there is no sweep in this folder' : 'there is no such folder',
        remedy: 'name a folder that "ttc sweep" has written',
        place: { file: folder, line: 1, column: 1, excerpt: '' },
      });
    return found;
  });
  if (problems.length > 0) throw new InvalidInput(problems);
  return [...new Set(parts)];
}

function search(folder: string, depth: number): string[] {
  if (existsSync(join(folder, 'sweep.json'))) return [folder];
  if (depth === 0) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort()
    .flatMap((name) => search(join(folder, name), depth - 1));
}

async function together(
  parts: readonly string[],
  { out, charts, report, workers = availableParallelism(), json }: MergeOptions,
): Promise<number> {
  const store = await import('../../report/sweep-store.ts');
  const studies = parts.map((folder) => store.readStudy(folder));
  const [study] = studies as [SweepStudy];
  const differing = parts.filter((_, i) => store.studyText(studies[i]!) !== store.studyText(study));
  if (differing.length > 0)
    throw new InvalidInput(
      differing.map((folder) => ({
        path: [],
        message: `this is not a part of the sweep in ${parts[0]}: its file, base, seed, futures or tool differ`,
        remedy: 'name folders of one sweep',
        place: { file: join(folder, store.STUDY_FILE), line: 1, column: 1, excerpt: '' },
      })),
    );
  const results = gather(study, parts, (file) => (existsSync(file) ? store.readResult(file) : null), store.cellFile);
  const folder = store.sweepFolder(out, study);
  try {
    store.openStore(folder, study);
    for (const result of results.values()) store.keepResult(folder, result);
    const missing = study.cells.filter(({ id }) => !results.has(id));
    if (missing.length > 0) {
      const { missingAsJson, missingList } = await import('../sweep-report.ts');
      if (json === true)
        await print(
          `${JSON.stringify({ schemaVersion: 1, sweep: study.sweep, folder, cells: study.cells.length, missing: missingAsJson(missing, []) })}\n`,
        );
      tell(
        `ttc: ${missing.length} of ${study.cells.length} cells are in none of the parts; the others are kept in ${folder}\n${missingList(study, missing, [])}`,
      );
      return EXIT.partial;
    }
    const { finishTree } = await import('../../report/sweep-tree.ts');
    const tree = await finishTree(folder, study, {
      charts: charts ? 'all' : 'none',
      report: (report ?? charts) ? 'page' : 'none',
      workers,
    });
    const { tellTree } = await import('../sweep-tell.ts');
    await tellTree(study, results, tree, { json: json === true, played: 0 });
    return EXIT.done;
  } catch (error) {
    throw asOutputError(error, folder, 'name a folder you may write to with --out, or make room on the disk');
  }
}

/** The results of all parts. Throws InvalidInput where two parts have one cell from different makings. */
function gather(
  study: SweepStudy,
  parts: readonly string[],
  read: (file: string) => CellResult | null,
  fileOf: (id: string) => string,
): Map<string, CellResult> {
  const results = new Map<string, CellResult>();
  for (const part of parts)
    for (const { id } of study.cells) {
      const file = join(part, fileOf(id));
      const result = read(file);
      if (result === null || result.id !== id) continue;
      const known = results.get(id);
      if (known !== undefined && known.madeFrom !== result.madeFrom)
        throw new InvalidInput([
          {
            path: [],
            message: `the cell ${id} was made from something else in another part`,
            remedy: 'play one of the parts again, from the files of the other',
            place: { file, line: 1, column: 1, excerpt: '' },
          },
        ]);
      results.set(id, result);
    }
  return results;
}
