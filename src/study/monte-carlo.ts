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

/** Stops before all futures are played. The decision is taken on the same futures for any number of workers. */
export interface Stopping {
  /** Futures to play before the first look. */
  readonly first: number;
  /** How many are wanted in all, seen the rows of those so far; no more than those is enough. */
  readonly wanted: (rows: Int32Array) => number;
}

/** `player`: plays what is played on this thread. With `stopping` it plays as many of the first futures as are wanted, in whole jobs. */
export async function monteCarlo(
  player: Player,
  futures: readonly SeedRun[],
  { workers, onProgress }: MonteCarloOptions,
  stopping?: Stopping,
): Promise<FoldResult> {
  const jobs = jobsOf(futures);
  const total = countSeeds(futures);
  const collector = collect(total, (done) => onProgress?.(done, total));
  const isOneThread = workers <= 1 || jobs.length <= 1;
  if (isOneThread) {
    await playWhatIsWanted(jobs, collector, stopping, async (some) => {
      for (const job of some) {
        collector.add(job, player.play(job.runs));
        // Lets a signal or a progress line through between two jobs.
        await new Promise(setImmediate);
      }
    });
    return collector.result();
  }
  const { startThreads } = await import('./executors/threads.ts');
  const threads = startThreads({
    worker: 'worker',
    count: Math.min(workers, jobs.length),
    data: { plan: player.program.plan, asked: player.asked, each: player.each } satisfies Parts,
  });
  try {
    await playWhatIsWanted(jobs, collector, stopping, async (some) => {
      await Promise.all(some.map(async (job) => collector.add(job, await threads.run<FoldResult>('playJob', job))));
    });
    return collector.result();
  } finally {
    await threads.close();
  }
}

/** All jobs, or with `stopping` round after round of them, each as long as the one before has asked for. */
async function playWhatIsWanted(
  jobs: readonly Job[],
  collector: Collector,
  stopping: Stopping | undefined,
  playSome: (jobs: readonly Job[]) => Promise<void>,
): Promise<void> {
  let wanted = stopping?.first ?? Number.POSITIVE_INFINITY;
  let next = 0;
  for (;;) {
    const from = next;
    while (next < jobs.length && jobs[next]!.offset < wanted) next++;
    await playSome(jobs.slice(from, next));
    if (stopping === undefined || next === jobs.length) return;
    wanted = stopping.wanted(collector.result().rows);
    if (wanted <= jobs[next]!.offset) return;
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
  let each: Record<string, Float64Array> | undefined;
  let next = 0;
  let done = 0;
  let columns = 0;

  function take({ job, result }: { readonly job: Job; readonly result: FoldResult }): void {
    const width = result.rows.length / job.futures;
    if (rows.length === 0) rows = new Int32Array(total * width);
    columns = width;
    rows.set(result.rows, job.offset * width);
    if (result.each !== undefined) each = withJob(each, result.each, job, total);
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
    result: () => ({
      rows: rows.subarray(0, next * columns),
      sums: sums ?? {},
      ...(each === undefined ? {} : { each: prefixes(each, next, total) }),
    }),
  };
}

/** What is kept future by future, with that of one more job in its place. */
function withJob(
  all: Record<string, Float64Array> | undefined,
  each: NonNullable<FoldResult['each']>,
  { offset, futures }: Job,
  total: number,
): Record<string, Float64Array> {
  const into =
    all ?? Object.fromEntries(Object.entries(each).map(([name, { length }]) => [name, new Float64Array((length / futures) * total)]));
  for (const [name, values] of Object.entries(each)) into[name]?.set(values, (values.length / futures) * offset);
  return into;
}

function prefixes(each: Readonly<Record<string, Float64Array>>, futures: number, total: number): Record<string, Float64Array> {
  return Object.fromEntries(Object.entries(each).map(([name, values]) => [name, values.subarray(0, (values.length / total) * futures)]));
}
