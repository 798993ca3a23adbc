/**
 * Draws the work of every activity in many futures at once: a matrix with a row per future, in ticks (or worker-minutes
 * for effort), rounded when drawn. The draw of an activity is keyed by (seed, its id, "duration", attempt 0), so neither
 * its neighbours nor the order of the file have a say in it.
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
    key: drawKey(id, 'duration', 0),
    distribution: distributionOf(work.law),
    fixed: work.law.kind === 'fixed',
    scale: work.scale,
    factors: work.factors.map((name) => factors[factorIndex.get(name)!]!),
  }));
  const uniforms = new Float64Array(BLOCK_SIZE);
  let matrix = new Float64Array(BLOCK_SIZE * width);

  function drawRun({ text, first, count }: SeedRun, row: number): void {
    const block = Math.floor(first / BLOCK_SIZE);
    const offset = first - block * BLOCK_SIZE;
    if (offset + count > BLOCK_SIZE) throw new Error('a run of seeds crosses a block');
    for (const factor of factors) {
      fillUniforms(text, block, factor.key, uniforms);
      for (let i = 0; i < count; i++) factor.column[i] = factor.distribution.quantile(uniforms[offset + i]!);
    }
    for (let activity = 0; activity < width; activity++) {
      const column = columns[activity]!;
      if (!column.fixed) fillUniforms(text, block, column.key, uniforms);
      fillColumn(column, offset, count, row * width + activity);
    }
  }

  function fillColumn(
    { distribution, fixed, scale, factors: shared }: (typeof columns)[number],
    offset: number,
    count: number,
    at: number,
  ): void {
    const constant = distribution.mean;
    for (let i = 0; i < count; i++) {
      let value = (fixed ? constant : distribution.quantile(uniforms[offset + i]!)) * scale;
      for (const factor of shared) value *= factor.column[i]!;
      matrix[at + i * width] = value > 0 ? Math.round(value) : 0;
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
        return value > 0 ? Math.round(value) : 0;
      }),
  };
}
