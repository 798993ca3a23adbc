/** Cuts the futures of a study into jobs that do not depend on the number of workers: each lies in as few blocks as can be. */
import type { SeedRun } from '../engine/draws.ts';
import type { SeedRun as Futures } from '../random/seed-list.ts';
import { BLOCK_SIZE, type Seed } from '../random/world.ts';

export interface Job {
  readonly runs: readonly SeedRun[];
  readonly futures: number;
  /** Number of futures in the jobs before it. */
  readonly offset: number;
}

export function jobsOf(futures: readonly Futures[]): Job[] {
  const jobs: Job[] = [];
  let runs: SeedRun[] = [];
  let size = 0;
  let offset = 0;
  const close = (): void => {
    if (size === 0) return;
    jobs.push({ runs, futures: size, offset });
    offset += size;
    runs = [];
    size = 0;
  };
  for (const { text, from, count } of futures) {
    for (let first = from; first < from + count; ) {
      const blockEnd = (Math.floor(first / BLOCK_SIZE) + 1) * BLOCK_SIZE;
      const length = Math.min(blockEnd, from + count) - first;
      if (size + length > BLOCK_SIZE) close();
      runs.push({ text, first, count: length });
      size += length;
      first += length;
    }
  }
  close();
  return jobs;
}

/** Runs of the first futures: at least `least` of them, if there are so many. */
export function firstRuns(futures: readonly Futures[], least: number): SeedRun[] {
  const runs: SeedRun[] = [];
  for (const job of jobsOf(futures)) {
    if (job.offset >= least) break;
    runs.push(...job.runs);
  }
  return runs;
}

/** The seed of future number `index` of a study. */
export function seedAt(futures: readonly Futures[], index: number): Seed {
  let left = index;
  for (const { text, from, count } of futures) {
    if (left < count) return { text, index: from + left };
    left -= count;
  }
  throw new Error(`the study has no future number ${index}`);
}
