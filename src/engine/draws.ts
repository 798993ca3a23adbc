/**
 * Draws the work of every activity in many futures at once: a matrix with a row per future, in ticks (or worker-minutes
 * for effort), rounded when drawn. The draw of an activity is keyed by (seed, its id, "duration", attempt 0), so neither
 * its neighbours nor the order of the file have a say in it. Works that share a draw (`drawn`) share the key.
 */
import type { Plan } from '../plan/plan.ts';
import type { Distribution } from '../random/distribution.ts';
import { makeDistribution } from '../random/distributions/registry.ts';
import { BLOCK_SIZE, type DeterministicWorld, drawKey, fillUniforms, valueInWorld } from '../random/world.ts';

/** Futures `first .. first + count - 1` of one seed text; they lie in one block of the streams. */
export interface SeedRun {
  readonly text: string;
  readonly first: number;
  readonly count: number;
}

export interface Sampler {
  /** Row-major: futures x activities. The matrix is overwritten by the next call. */
  readonly draw: (runs: readonly SeedRun[]) => Float64Array;
  /** The one future in which every draw takes its median, mode or mean. */
  readonly deterministic: (world: DeterministicWorld) => Float64Array;
}

export function createSampler(plan: Plan): Sampler {
  const width = plan.activities.length;
  const laws = new Map<string, Distribution>();
  const distributionOf = (law: Parameters<typeof makeDistribution>[0]): Distribution => {
    const key = JSON.stringify(law);
    const known = laws.get(key) ?? makeDistribution(law);
    laws.set(key, known);
    return known;
  };
  const factors = plan.factors.map(({ id, law }) => ({
    key: drawKey(id, 'factor', 0),
    distribution: distributionOf(law),
    column: new Float64Array(BLOCK_SIZE),
  }));
  const factorIndex = new Map(plan.factors.map(({ id }, i) => [id, i]));
  const columns = plan.activities.map(({ id, work }) => ({
    key: drawKey(work.drawn ?? id, 'duration', 0),
    distribution: distributionOf(work.law),
    isFixed: work.law.kind === 'fixed',
    scale: work.scale,
    factors: work.factors.map((name) => factors[factorIndex.get(name)!]!),
  }));
  /** What is drawn of one thing in the futures of a run. */
  const values = new Float64Array(BLOCK_SIZE);
  let matrix = new Float64Array(BLOCK_SIZE * width);

  /** Draws into `values`. */
  function drawValues(key: string, distribution: Distribution, { text, first, count }: SeedRun): void {
    const block = Math.floor(first / BLOCK_SIZE);
    const offset = first - block * BLOCK_SIZE;
    if (offset + count > BLOCK_SIZE) throw new Error('a run of seeds crosses a block');
    fillUniforms(text, block, key, values);
    if (offset > 0) values.copyWithin(0, offset, offset + count);
    if (distribution.fill !== undefined) distribution.fill(values, count);
    else for (let i = 0; i < count; i++) values[i] = distribution.quantile(values[i]!);
  }

  function drawRun(run: SeedRun, row: number): void {
    for (const { key, distribution, column } of factors) {
      drawValues(key, distribution, run);
      column.set(values);
    }
    for (let activity = 0; activity < width; activity++) {
      const { key, distribution, isFixed, scale, factors: shared } = columns[activity]!;
      if (isFixed) values.fill(distribution.mean);
      else drawValues(key, distribution, run);
      if (scale !== 1) multiply(values, run.count, scale);
      for (const { column } of shared) multiplyEach(values, run.count, column);
      roundInto(matrix, row * width + activity, width, values, run.count);
    }
  }

  return {
    draw(runs) {
      const rows = runs.reduce((sum, run) => sum + run.count, 0);
      if (rows * width > matrix.length) matrix = new Float64Array(rows * width);
      let row = 0;
      for (const run of runs) {
        drawRun(run, row);
        row += run.count;
      }
      return matrix.subarray(0, rows * width);
    },
    deterministic: (world) =>
      Float64Array.from(columns, ({ distribution, scale, factors: shared }) => {
        const value = shared.reduce(
          (product, factor) => product * valueInWorld(factor.distribution, world),
          valueInWorld(distribution, world) * scale,
        );
        return wholeTicks(value);
      }),
  };
}

// Small loops of their own: V8 makes the most of those.

function multiply(values: Float64Array, count: number, by: number): void {
  for (let i = 0; i < count; i++) values[i] = values[i]! * by;
}

function multiplyEach(values: Float64Array, count: number, by: Float64Array): void {
  for (let i = 0; i < count; i++) values[i] = values[i]! * by[i]!;
}

/** Into every `stride`-th place from `at` on. */
function roundInto(matrix: Float64Array, at: number, stride: number, values: Float64Array, count: number): void {
  for (let i = 0; i < count; i++) {
    matrix[at + i * stride] = wholeTicks(values[i]!);
  }
}

/** Halves go up. Math.round would do the same, by way of a branch that luck decides. */
function wholeTicks(value: number): number {
  return Math.max(0, Math.floor(value + 0.5));
}
