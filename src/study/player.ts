/** Plays futures of one plan: everything is built once and reused from one job to the next. */
import { createSampler, type SeedRun } from '../engine/draws.ts';
import { createNoWait } from '../engine/no-wait.ts';
import { compileProgram, type Program } from '../engine/program.ts';
import { createSimulator } from '../engine/simulate.ts';
import type { Trace } from '../engine/trace.ts';
import type { AskedAmount } from '../measure/asked-amount.ts';
import { createFold, type Fold, type FoldResult } from '../measure/fold.ts';
import type { Plan } from '../plan/plan.ts';
import { lazily } from '../random/remember.ts';
import { BLOCK_SIZE, type DeterministicWorld } from '../random/world.ts';

/** What a player is made of: plain data, to be sent to other threads. */
export interface Parts {
  readonly plan: Plan;
  /** Amounts of compute that are counted besides those of the rows. */
  readonly asked: readonly AskedAmount[];
  /** Names of sums that are kept future by future too. */
  readonly each?: readonly string[];
}

/** One that threw is not to be used again: it may hold half a job. */
export interface Player {
  readonly program: Program;
  readonly asked: Parts['asked'];
  readonly each: readonly string[];
  /** Play the futures, at most a block of them, and add them up. */
  readonly play: (runs: readonly SeedRun[]) => FoldResult;
  /** The same, letting everything else that waits for this thread have its turn every few futures and at the end. Nothing else of the player is to be called meanwhile. */
  readonly playInTurns: (runs: readonly SeedRun[]) => Promise<FoldResult>;
  /** Play the one future in which every draw takes its median, mode or mean. */
  readonly playWorld: (world: DeterministicWorld) => FoldResult;
  /** The trace of one future; valid until the next call of anything here. */
  readonly trace: (which: SeedRun | DeterministicWorld) => Trace;
}

/** Activities drawn or played after which something else may have its turn: a signal, a progress line, a thread that wants a job. Some milliseconds. */
const TURN = 20_000;

export function createPlayer({ plan, asked, each = [] }: Parts): Player {
  const program = compileProgram(plan);
  const simulator = createSimulator(program);
  const sampler = createSampler(plan);
  const noWait = createNoWait(program);
  const { width } = sampler;
  const futuresInTurn = Math.ceil(TURN / plan.activities.length);

  const theFold = lazily(() => createFold(program, BLOCK_SIZE, asked, each));

  /** Adds the futures `from .. to - 1` of the matrix. */
  function add(sums: Fold, matrix: Float64Array, from: number, to: number): void {
    for (let future = from; future < to; future++) {
      const work = matrix.subarray(future * width, (future + 1) * width);
      sums.add(simulator.run(work), noWait.run(work));
    }
  }

  function playRows(matrix: Float64Array): FoldResult {
    const sums = theFold();
    add(sums, matrix, 0, matrix.length / width);
    return sums.take();
  }

  async function drawInTurns(runs: readonly SeedRun[]): Promise<Float64Array> {
    const drawing = sampler.drawInTurns(runs, TURN);
    for (;;) {
      const { done, value } = drawing.next();
      if (done === true) return value;
      await new Promise(setImmediate);
    }
  }

  async function playInTurns(runs: readonly SeedRun[]): Promise<FoldResult> {
    const matrix = await drawInTurns(runs);
    const futures = matrix.length / width;
    const sums = theFold();
    for (let from = 0; from < futures; from += futuresInTurn) {
      add(sums, matrix, from, Math.min(from + futuresInTurn, futures));
      await new Promise(setImmediate);
    }
    return sums.take();
  }

  return {
    program,
    asked,
    each,
    play: (runs) => playRows(sampler.draw(runs)),
    playInTurns,
    playWorld: (world) => playRows(sampler.deterministic(world)),
    trace: (which) => simulator.run(typeof which === 'string' ? sampler.deterministic(which) : sampler.draw([which]).subarray(0, width)),
  };
}
