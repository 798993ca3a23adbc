/**
 * Many futures of one plan. Jobs are cut the same way and added up in the same order for any number of workers, so the
 * result is the same to the bit. Memory grows with the rows (dates per future), not with what happened in a future.
 */
import { type FoldResult, mergeSums } from '../measure/fold.ts';
import { countSeeds, type SeedRun } from '../random/seed-list.ts';
import { type Job, jobsOf } from './jobs.ts';
import type { Parts, Player } from './player.ts';

export interface MonteCarloOptions {
  /** Threads to use; 1: none besides this one. */
  readonly workers: number;
  readonly onProgress?: (done: number, total: number) => void;
}

/** `player`: plays what is played on this thread. */
export async function monteCarlo(
  player: Player,
  futures: readonly SeedRun[],
  { workers, onProgress }: MonteCarloOptions,
): Promise<FoldResult> {
  const jobs = jobsOf(futures);
  const total = countSeeds(futures);
  const collector = collect(total, (done) => onProgress?.(done, total));
  if (workers <= 1 || jobs.length <= 1) {
    for (const job of jobs) {
      collector.add(job, player.play(job.runs));
      // Lets a signal or a progress line through between two jobs.
      await new Promise(setImmediate);
    }
    return collector.result();
  }
  const { startThreads } = await import('./executors/threads.ts');
  const threads = startThreads({
    worker: 'worker',
    count: Math.min(workers, jobs.length),
    data: { plan: player.program.plan, asked: player.asked } satisfies Parts,
  });
  try {
    await Promise.all(jobs.map(async (job) => collector.add(job, await threads.run<FoldResult>('playJob', job))));
    return collector.result();
  } finally {
    await threads.close();
  }
}

interface Collector {
  readonly add: (job: Job, result: FoldResult) => void;
  readonly result: () => FoldResult;
}

/** Adds results up in the order of the jobs, whatever order they come in. */
function collect(total: number, onProgress: (done: number) => void): Collector {
  const early = new Map<number, { readonly job: Job; readonly result: FoldResult }>();
  let rows = new Int32Array(0);
  let sums: FoldResult['sums'] | undefined;
  let next = 0;
  let done = 0;

  function take({ job, result }: { readonly job: Job; readonly result: FoldResult }): void {
    const width = result.rows.length / job.futures;
    if (rows.length === 0) rows = new Int32Array(total * width);
    rows.set(result.rows, job.offset * width);
    if (sums === undefined) sums = structuredClone(result.sums);
    else mergeSums(sums, result.sums);
  }

  return {
    add(job, result) {
      early.set(job.offset, { job, result });
      done += job.futures;
      for (let entry = early.get(next); entry !== undefined; entry = early.get(next)) {
        early.delete(next);
        take(entry);
        next += entry.job.futures;
      }
      onProgress(done);
    },
    result: () => ({ rows, sums: sums ?? {} }),
  };
}
