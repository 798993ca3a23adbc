/**
 * Plays the cells of a sweep, several at once where there are threads, and hands over each result as it comes. It does not know
 * what a cell varies: it is given plans.
 */
import { InvalidInput, type Problem } from '../base/problem.ts';
import type { CellResult } from '../measure/sweep.ts';
import type { Plan } from '../plan/plan.ts';
import { countSeeds, type SeedRun } from '../random/seed-list.ts';
import { startThreads } from './executors/threads.ts';
import { type CellTask, playCell } from './sweep-cell.ts';

export interface SweepTask {
  readonly id: string;
  readonly madeFrom: string;
  readonly futures: readonly SeedRun[];
  /** Made when its turn comes: plans are large. May throw InvalidInput. */
  readonly plan: () => Plan;
}

export interface FailedCell {
  readonly id: string;
  readonly problems: readonly Problem[];
}

export interface SweepRequest {
  readonly tasks: readonly SweepTask[];
  /** Threads to use; 1: none besides this one. */
  readonly workers: number;
  /** Name and version of the tool. */
  readonly tool: string;
  readonly seedLabel: string;
  /** Called once for each result, in the order in which they are ready. What it throws ends the sweep. */
  readonly onResult: (result: CellResult) => void;
}

/** Plays all cells; returns those whose plan cannot be made. */
export async function runSweep({ tasks, workers, tool, seedLabel, onResult }: SweepRequest): Promise<FailedCell[]> {
  const failed: FailedCell[] = [];
  const taskOf = ({ id, madeFrom, futures, plan }: SweepTask): CellTask | null => {
    try {
      return { id, madeFrom, futures, plan: plan(), tool, seedLabel };
    } catch (error) {
      if (!(error instanceof InvalidInput)) throw error;
      failed.push({ id, problems: error.problems });
      return null;
    }
  };
  if (workers <= 1 || tasks.length <= 1) {
    for (const task of tasks) {
      const cell = taskOf(task);
      if (cell !== null) onResult(await playCell(cell));
      // Lets a signal or a progress line through between two cells.
      await new Promise(setImmediate);
    }
    return failed;
  }
  const threads = await startThreads({ worker: 'worker', count: Math.min(workers, tasks.length), data: null });
  const waiting = tasks.values();
  // One lane more than there are threads: a plan is made while the others play.
  const lane = async (): Promise<void> => {
    for (const task of waiting) {
      const cell = taskOf(task);
      if (cell !== null) onResult(await threads.run<CellResult>('playSweepCell', cell));
      else await new Promise(setImmediate);
    }
  };
  try {
    await Promise.all(Array.from({ length: Math.min(workers, tasks.length) + 1 }, lane));
  } finally {
    await threads.close();
  }
  const order = new Map(tasks.map(({ id }, i) => [id, i]));
  return failed.sort((a, b) => (order.get(a.id) ?? 0) - (order.get(b.id) ?? 0));
}

/** The futures of a cell: the same for all, or, with luck of its own, of a seed text that names the cell. */
export function cellFutures(common: readonly SeedRun[], luck: 'common' | 'independent', id: string): readonly SeedRun[] {
  if (luck === 'common') return common;
  return [{ text: `${common[0]?.text ?? 'study'}-${id}`, from: 0, count: countSeeds(common) }];
}
