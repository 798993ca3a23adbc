/** `ttc sweep`: the same scenario many times, with something else in each; what is done is never lost. */
import { availableParallelism } from 'node:os';
import { type Command, InvalidArgumentError } from 'commander';
import type { SweepCell } from '../../plan/sweep.ts';
import type { FailedCell } from '../../study/sweep.ts';
import type { CommandDefinition } from '../command.ts';
import { asOutputError, EXIT, UsageError } from '../exit.ts';
import { onInterrupt } from '../interrupt.ts';
import { folder, wholeNumber, withResultOptions } from '../options.ts';
import type { SweepInput } from '../sweep-input.ts';
import { print, tell } from '../terminal.ts';

declare const TTC_VERSION: string;

interface Shard {
  readonly index: number;
  readonly of: number;
}

interface SweepOptions {
  readonly seed?: string;
  readonly reps?: number;
  readonly workers?: number;
  readonly out: string;
  readonly json?: true;
  readonly resume?: true;
  readonly dryRun?: true;
  readonly shard?: Shard;
  readonly charts: boolean;
  readonly report?: boolean;
}

export const sweep: CommandDefinition = {
  name: 'sweep',
  summary: 'play a scenario many times with something else in each: what each lever buys, alone and together',
  examples: [
    'ttc sweep scenarios/sweeps/first-hall-crew-and-gear.yaml',
    'ttc sweep scenarios/sweeps/horizon-crew-gear-gpus.yaml --dry-run',
    'ttc sweep scenarios/sweeps/horizon-crew-gear-gpus.yaml --resume',
    'ttc sweep sweep.yaml --shard 1/4 --out shard-1',
  ],
  declare: (command: Command) =>
    withResultOptions(
      command
        .argument('<file>', 'sweep file')
        .option('--resume', 'keep the cells that are done, and play what is missing')
        .option('--dry-run', 'print the cells and how long they would take')
        .option('--shard <i/n>', 'play only the i-th of n parts; "ttc merge" puts them together', shardOf)
        .option('--seed <text>', 'seed text, instead of the one in the file')
        .option('--reps <n>', 'futures of each cell, instead of the number in the file', wholeNumber(1, 10_000_000))
        .option('--workers <n>', 'threads (default: as many as there are cores)', wholeNumber(1, 1024))
        .option('--out <folder>', 'where results go: <folder>/sweeps/<sweep>/<what it is made of>/', folder, 'out'),
    ),
  async act([file], given) {
    const options = given as unknown as SweepOptions;
    const { readSweepInput } = await import('../sweep-input.ts');
    const input = readSweepInput(file as string, `time-to-compute ${TTC_VERSION}`, options);
    if (options.dryRun === true) {
      const { drySweep } = await import('../sweep-dry-run.ts');
      return drySweep(input, { ...options, workers: workersOf(options), own: ownCells(input, options.shard) });
    }
    return onInterrupt(() => play(input, options), 'the cells that are done are kept: --resume goes on');
  },
};

async function play(input: SweepInput, options: SweepOptions): Promise<number> {
  const { study } = input;
  const store = await import('../../report/sweep-store.ts');
  const folder = store.sweepFolder(options.out, study);
  const own = ownCells(input, options.shard);
  try {
    const kept = store.keptResults(folder, new Map(own.map(({ id }) => [id, input.madeFrom.get(id)!])));
    if (options.resume !== true) {
      if (kept.size > 0 && !store.isFinished(folder))
        throw new UsageError(
          `${folder} holds ${kept.size} of ${own.length} cells of a sweep that was not finished`,
          'add --resume to go on with it, or remove the folder to begin anew',
        );
      // Played again, and each written over its old result when the new one is there: what is done is never lost.
      kept.clear();
    }
    store.openStore(folder, study);
    const todo = own.filter(({ id }) => !kept.has(id));
    if (options.resume === true && options.json !== true)
      tell(`${own.length - todo.length} of ${own.length} cells are kept in ${folder}, ${todo.length} are to be played`);
    const failed = await playCells(input, todo, options, (result) => store.keepResult(folder, result));
    const there = store.keptResults(folder, input.madeFrom);
    const missing = own.filter(({ id }) => !there.has(id));
    if (missing.length > 0) return await tellMissing(input, folder, missing, failed, options);
    if (options.shard !== undefined) return await tellShard(input, folder, options, todo.length);
    const { finishTree } = await import('../../report/sweep-tree.ts');
    const tree = await finishTree(folder, study, {
      charts: options.charts ? 'all' : 'none',
      report: (options.report ?? options.charts) ? 'page' : 'none',
      workers: workersOf(options),
    });
    const { tellTree } = await import('../sweep-tell.ts');
    await tellTree(study, there, tree, { json: options.json === true, played: todo.length });
    return EXIT.done;
  } catch (error) {
    throw asOutputError(error, folder, 'name a folder you may write to with --out, or make room on the disk');
  }
}

async function playCells(
  { file, study, futures, madeFrom }: SweepInput,
  todo: readonly SweepCell[],
  options: SweepOptions,
  keep: (result: import('../../measure/sweep.ts').CellResult) => void,
): Promise<FailedCell[]> {
  if (todo.length === 0) return [];
  const { cellFutures, runSweep } = await import('../../study/sweep.ts');
  const { sweepProgress } = await import('../sweep-progress.ts');
  const bar = sweepProgress(study.sweep, () => performance.now() / 1000);
  let done = 0;
  bar.update(0, todo.length);
  try {
    return await runSweep({
      tasks: todo.map((cell) => ({
        id: cell.id,
        madeFrom: madeFrom.get(cell.id)!,
        futures: cellFutures(futures, study.luck, cell.id),
        plan: () => file.planOf(cell),
      })),
      workers: workersOf(options),
      tool: study.tool,
      seedLabel: study.seed,
      onResult: (result) => {
        keep(result);
        done++;
        bar.update(done, todo.length);
      },
    });
  } finally {
    bar.clear();
  }
}

async function tellMissing(
  { study }: SweepInput,
  folder: string,
  missing: readonly SweepCell[],
  failed: readonly FailedCell[],
  { json }: SweepOptions,
): Promise<number> {
  const { missingAsJson, missingList } = await import('../sweep-report.ts');
  if (json === true)
    await print(
      `${JSON.stringify({ schemaVersion: 1, sweep: study.sweep, folder, cells: study.cells.length, missing: missingAsJson(missing, failed) })}\n`,
    );
  tell(
    `ttc: ${missing.length} of ${study.cells.length} cells are missing; what is done is kept in ${folder}\n${missingList(study, missing, failed)}`,
  );
  return EXIT.partial;
}

async function tellShard({ study }: SweepInput, folder: string, { shard, json }: SweepOptions, played: number): Promise<number> {
  if (json === true)
    await print(
      `${JSON.stringify({ schemaVersion: 1, sweep: study.sweep, folder, cells: study.cells.length, shard, played, missing: [] })}\n`,
    );
  else await print(`part ${shard?.index} of ${shard?.of} is done: ${folder}\n"ttc merge" puts the parts together\n`);
  return EXIT.done;
}

/** Every n-th cell, so that parts take about as long as one another. */
function ownCells({ study }: SweepInput, shard: Shard | undefined): readonly SweepCell[] {
  return shard === undefined ? study.cells : study.cells.filter((_, i) => i % shard.of === shard.index - 1);
}

function workersOf({ workers }: SweepOptions): number {
  return workers ?? availableParallelism();
}

function shardOf(text: string): Shard {
  const [, index = 0, of = 0] = (/^(\d+)\/(\d+)$/.exec(text) ?? []).map(Number);
  if (index < 1 || of < 1 || index > of) throw new InvalidArgumentError('Write a part and how many there are, such as 1/4.');
  return { index, of };
}
