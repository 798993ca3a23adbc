/**
 * Plays futures for one number each, and nothing else is kept: for studies that need many futures of one outcome. Comes in: a plan, what is asked,
 * and either the futures of seeds or rows of uniforms of a design. Goes out: the outcome by future, Infinity where it is not reached.
 */
import { createSampler, type SeedRun } from '../engine/draws.ts';
import { compileProgram } from '../engine/program.ts';
import { createSimulator } from '../engine/simulate.ts';
import { type ChosenOutcome, outcomeReader } from '../measure/chosen-outcome.ts';
import type { Plan } from '../plan/plan.ts';
import { BLOCK_SIZE } from '../random/world.ts';
import { startThreads, type Threads } from './executors/threads.ts';

/** Plain data, to be sent to other threads. */
export interface OutcomeParts {
  readonly plan: Plan;
  readonly outcome: ChosenOutcome;
  /** Keys of the draws whose uniforms the rows of a design hold, in their order. All others are at their median. */
  readonly keys: readonly string[];
}

/** Futures of seeds, or rows of uniforms one after the other. At most 256 of either. */
export type OutcomeJob =
  | { readonly kind: 'seeds'; readonly runs: readonly SeedRun[]; readonly futures: number }
  | { readonly kind: 'rows'; readonly uniforms: Float64Array; readonly futures: number };

export interface OutcomePlayer {
  readonly play: (job: OutcomeJob) => Float64Array;
}

export function createOutcomePlayer({ plan, outcome, keys }: OutcomeParts): OutcomePlayer {
  const program = compileProgram(plan);
  const simulator = createSimulator(program);
  const read = outcomeReader(program, outcome);
  const seeded = createSampler(plan);
  const place = new Map(keys.map((key, i) => [key, i]));
  let uniforms = new Float64Array(0);
  const designed = createSampler(plan, (_text, _block, key, out) => {
    const at = place.get(key);
    if (at === undefined) out.fill(0.5);
    else for (let row = 0; (row + 1) * keys.length <= uniforms.length; row++) out[row] = uniforms[row * keys.length + at]!;
  });

  return {
    play(job) {
      if (job.kind === 'rows') uniforms = new Float64Array(job.uniforms);
      const sampler = job.kind === 'rows' ? designed : seeded;
      const matrix = sampler.draw(job.kind === 'rows' ? [{ text: 'design', first: 0, count: job.futures }] : job.runs);
      const outcomes = new Float64Array(job.futures);
      for (let future = 0; future < job.futures; future++)
        outcomes[future] = read(simulator.run(matrix.subarray(future * sampler.width, (future + 1) * sampler.width)));
      return outcomes;
    },
  };
}

/** Cuts the rows of a design into jobs. */
export function rowJobs(rows: readonly Float64Array[], width: number): OutcomeJob[] {
  const jobs: OutcomeJob[] = [];
  for (let from = 0; from < rows.length; from += BLOCK_SIZE) {
    const some = rows.slice(from, from + BLOCK_SIZE);
    const uniforms = new Float64Array(some.length * width);
    some.forEach((row, i) => {
      uniforms.set(row, i * width);
    });
    jobs.push({ kind: 'rows', uniforms, futures: some.length });
  }
  return jobs;
}

export interface OutcomeFarm {
  /** The outcomes of the jobs, one after the other, whatever thread played them. */
  readonly play: (jobs: readonly OutcomeJob[], onProgress?: (done: number, total: number) => void) => Promise<Float64Array>;
  readonly close: () => Promise<void>;
}

/** Plays jobs on this thread, or on several. */
export function startOutcomeFarm(parts: OutcomeParts, workers: number): OutcomeFarm {
  const player = workers <= 1 ? createOutcomePlayer(parts) : null;
  let threads: Threads | null = null;
  return {
    async play(jobs, onProgress) {
      const total = jobs.reduce((sum, { futures }) => sum + futures, 0);
      let done = 0;
      const results = new Array<Float64Array>(jobs.length);
      const keep = (i: number, result: Float64Array): void => {
        results[i] = result;
        done += result.length;
        onProgress?.(done, total);
      };
      if (player !== null) {
        for (const [i, job] of jobs.entries()) {
          keep(i, player.play(job));
          // Lets a signal or a progress line through between two jobs.
          await new Promise(setImmediate);
        }
      } else {
        threads ??= await startThreads({ worker: 'worker', count: workers, data: parts });
        const pool = threads;
        await Promise.all(jobs.map(async (job, i) => keep(i, await pool.run<Float64Array>('playOutcomes', job))));
      }
      const all = new Float64Array(total);
      let at = 0;
      for (const result of results) {
        all.set(result, at);
        at += result.length;
      }
      return all;
    },
    close: async () => threads?.close(),
  };
}
