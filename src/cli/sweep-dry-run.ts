/** What a sweep would do: its cells, and how long they would take, by a few futures of the base played for a moment. */
import type { SweepCell } from '../plan/sweep.ts';
import { isFinished, keptResults, sweepFolder } from '../report/sweep-store.ts';
import { playCell } from '../study/sweep-cell.ts';
import { EXIT } from './exit.ts';
import type { SweepInput } from './sweep-input.ts';
import { showSeconds } from './sweep-progress.ts';
import { cellList } from './sweep-report.ts';
import { print } from './terminal.ts';

export interface DryRun {
  readonly own: readonly SweepCell[];
  readonly workers: number;
  readonly out: string;
  readonly resume?: true;
  readonly json?: true;
}

/** Seconds of futures that are enough to tell how quick they are. */
const ENOUGH = 0.5;
const MOST_FUTURES = 64;

export async function drySweep(input: SweepInput, { own, workers, out, resume, json }: DryRun): Promise<number> {
  const { study, madeFrom } = input;
  const folder = sweepFolder(out, study);
  const kept = resume === true ? keptResults(folder, new Map(own.map(({ id }) => [id, madeFrom.get(id)!]))) : new Map();
  const missing = own.length - kept.size;
  const perCell = await secondsPerCell(input);
  // A machine with fewer cores than threads, or one that is busy, takes longer.
  const seconds = (missing * perCell) / Math.max(1, Math.min(workers, missing));
  if (json === true) {
    const cells = own.map(({ id, name, overrides }) => ({ id, name, overrides, done: kept.has(id) }));
    await print(
      `${JSON.stringify({ schemaVersion: 1, sweep: study.sweep, folder, isFinished: isFinished(folder), futures: study.futures, cells, missing, estimatedSeconds: Math.round(seconds) })}\n`,
    );
    return EXIT.done;
  }
  const done = kept.size > 0 ? `, ${kept.size} of them done` : '';
  await print(
    `${cellList(study, new Set(kept.keys()), own)}\n\n${own.length} cells of ${study.futures} futures${done}; about ${showSeconds(seconds)} with ${workers} ${workers === 1 ? 'thread' : 'threads'}\n`,
  );
  return EXIT.done;
}

/** By the first cell whose plan can be made: making the plan, and some of its futures. */
async function secondsPerCell({ file, study, futures: [futures] }: SweepInput): Promise<number> {
  const [cell] = study.cells;
  if (cell === undefined || futures === undefined) return 0;
  const start = performance.now();
  const plan = file.planOf(cell);
  const planned = (performance.now() - start) / 1000;
  let rate = 0;
  for (let count = Math.min(4, study.futures); ; count = Math.min(count * 4, study.futures, MOST_FUTURES)) {
    const from = performance.now();
    await playCell({ id: cell.id, madeFrom: '', plan, futures: [{ ...futures, count }], tool: study.tool, seedLabel: study.seed });
    const seconds = (performance.now() - from) / 1000;
    rate = seconds / count;
    if (seconds > ENOUGH || count >= Math.min(study.futures, MOST_FUTURES)) break;
  }
  return planned + rate * study.futures;
}
