/**
 * Threads that help this one to play the futures of one plan. Comes in: what a player is made of. Goes out: doors to them. They get to know
 * the plan once and live until they are closed.
 */
import type { FoldResult } from '../measure/fold.ts';
import { startThreads } from './executors/threads.ts';
import type { Job } from './jobs.ts';
import type { Parts } from './player.ts';

export interface Helpers {
  /** How many, besides this thread. */
  readonly count: number;
  readonly play: (job: Job) => Promise<FoldResult>;
  readonly close: () => Promise<void>;
}

/**
 * `workers`: threads in all. Null if there is no use for another thread. A helper loads while this thread makes its own player, if
 * helpers are called first.
 */
export async function startHelpers(parts: Parts, workers: number, jobs: number): Promise<Helpers | null> {
  const count = Math.min(workers, jobs) - 1;
  if (count <= 0) return null;
  const { run, close } = await startThreads({ worker: 'worker', count, jobsAhead: 1, data: parts });
  return {
    count,
    play: (job) => run<FoldResult>('playJob', job),
    close,
  };
}
