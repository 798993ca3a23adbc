/**
 * Many futures of one plan. Jobs are cut the same way and added up in the same order for any number of workers, so the
 * result is the same to the bit. Memory grows with the rows (dates per future), not with what happened in a future.
 */
import { type FoldResult, mergeSums, type Played } from '../measure/fold.ts';
import { columnsOf, keepRows, type Rows } from '../measure/rows.ts';
import { countSeeds, type SeedRun } from '../random/seed-list.ts';
import { type Helpers, startHelpers } from './helpers.ts';
import { type Job, jobsOf } from './jobs.ts';
import type { Player } from './player.ts';

export interface MonteCarloOptions {
  /** Threads to use, this one among them. */
  readonly workers: number;
  readonly onProgress?: (done: number, total: number) => void;
}

/** Stops before all futures are played. The decision is taken on the same futures for any number of workers. */
export interface Stopping {
  /** Futures to play before the first look. */
  readonly first: number;
  /** How many are wanted in all, seen the rows of those so far; no more than those is enough. */
  readonly wanted: (rows: Rows) => number;
}

/**
 * `player`: plays what is played on this thread; `helpers` play the rest. With `stopping` it plays as many of the first futures as are
 * wanted, in whole jobs.
 */
export async function playAll(
  player: Player,
  helpers: Helpers | null,
  futures: readonly SeedRun[],
  onProgress?: MonteCarloOptions['onProgress'],
  stopping?: Stopping,
): Promise<Played> {
  const jobs = jobsOf(futures);
  const total = countSeeds(futures);
  const collector = collect(total, columnsOf(player.program.plan).width, (done) => onProgress?.(done, total));
  let wanted = stopping?.first ?? Number.POSITIVE_INFINITY;
  let next = 0;
  for (;;) {
    const from = next;
    while (next < jobs.length && jobs[next]!.offset < wanted) next++;
    await playTogether(jobs.slice(from, next), collector, player, helpers);
    if (stopping === undefined || next === jobs.length) return collector.result();
    wanted = stopping.wanted(collector.result().rows);
    if (wanted <= jobs[next]!.offset) return collector.result();
  }
}

/** The same with helpers of its own. */
export async function monteCarlo(player: Player, futures: readonly SeedRun[], { workers, onProgress }: MonteCarloOptions): Promise<Played> {
  const { program, asked, each } = player;
  const helpers = await startHelpers({ plan: program.plan, asked, each }, workers, jobsOf(futures).length);
  try {
    return await playAll(player, helpers, futures, onProgress);
  } finally {
    await helpers?.close();
  }
}

/** Each takes the next job as soon as it has done one. When one fails, the others end with the job that they are at. */
async function playTogether(jobs: readonly Job[], collector: Collector, player: Player, helpers: Helpers | null): Promise<void> {
  let next = 0;
  let hasFailed = false;
  const playOn = async (play: (job: Job) => Promise<FoldResult>, isWanted: () => boolean): Promise<void> => {
    while (!hasFailed && next < jobs.length && isWanted()) {
      const job = jobs[next++]!;
      try {
        const result = await play(job);
        if (!hasFailed) collector.add(job, result);
      } catch (error) {
        hasFailed = true;
        throw error;
      }
    }
  };
  const here = (): Promise<void> =>
    playOn(
      (job) => player.playInTurns(job.runs),
      () => true,
    );
  if (helpers === null) return here();
  let there = 0;
  const playThere = async (job: Job): Promise<FoldResult> => {
    there++;
    const result = await helpers.play(job);
    there--;
    return result;
  };
  // A job that lies ready spares a helper the wait for this thread; the last ones are for whoever can begin at once.
  const isWanted = (): boolean => there < helpers.count || jobs.length - next > 2 * (helpers.count + 1);
  // This thread begins: it is ready when helpers are still loading.
  const own = here();
  await Promise.all([own, ...Array.from({ length: 2 * helpers.count }, () => playOn(playThere, isWanted))]);
}

interface Collector {
  readonly add: (job: Job, result: FoldResult) => void;
  readonly result: () => Played;
}

/** Adds results up in the order of the jobs, whatever order they come in. */
function collect(total: number, width: number, onProgress: (done: number) => void): Collector {
  const early = new Map<number, { readonly job: Job; readonly result: FoldResult }>();
  const rows = keepRows(total, width);
  let sums: FoldResult['sums'] | undefined;
  let each: Record<string, Float64Array> | undefined;
  let next = 0;
  let done = 0;

  function take({ job, result }: { readonly job: Job; readonly result: FoldResult }): void {
    rows.put(job.offset, result.rows);
    if (result.each !== undefined) each = withJob(each, result.each, job, total);
    if (sums === undefined) sums = result.sums;
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
      rows: rows.first(next),
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
