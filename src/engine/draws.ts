/**
 * Draws the work of every activity in many futures at once: a matrix with a row per future, in ticks (or worker-minutes
 * for effort), rounded when drawn. The draw of an activity is keyed by (seed, its id, "duration", attempt 0), so neither
 * its neighbours nor the order of the file have a say in it. Works that share a draw (`drawn`) share the key; works that share a
 * copula have, besides their own, a normal score keyed by (seed, the copula's name, "copula", attempt 0). After the work stands
 * the luck of the weather: a seed per hazard and calendar year, keyed by (seed, hazard, "weather <year>", attempt 0).
 */
import type { Plan } from '../plan/plan.ts';
import type { Distribution } from '../random/distribution.ts';
import { makeDistribution } from '../random/distributions/registry.ts';
import { streamSeed } from '../random/long-stream.ts';
import { normalCdf, normalQuantile } from '../random/special.ts';
import { BLOCK_SIZE, type DeterministicWorld, drawKey, fillUniforms, valueInWorld } from '../random/world.ts';
import { weatherDraws } from './seasons.ts';
import { EVEN } from './weather.ts';

/** Futures `first .. first + count - 1` of one seed text; they lie in one block of the streams. */
export interface SeedRun {
  readonly text: string;
  readonly first: number;
  readonly count: number;
}

/** Activities that are drawn before they are laid into the matrix: as many numbers as one line of a processor's cache holds. */
const TILE = 8;

export interface Sampler {
  /** Numbers in the row of a future: the work of each activity, then the seeds of its weather. */
  readonly width: number;
  /** Row-major: futures x width. The matrix is overwritten by the next call. */
  readonly draw: (runs: readonly SeedRun[]) => Float64Array;
  /** The same bit by bit: yields after each `drawsInTurn` draws or so, so that something else may have its turn, and returns the matrix. Nothing else of the sampler is to be called meanwhile. */
  readonly drawInTurns: (runs: readonly SeedRun[], drawsInTurn: number) => Generator<undefined, Float64Array, undefined>;
  /** The factors alone, row-major: futures x factors in the plan's order. */
  readonly factors: (runs: readonly SeedRun[]) => Float64Array;
  /** The one future in which every draw takes its median, mode or mean. */
  readonly deterministic: (world: DeterministicWorld) => Float64Array;
}

/** Puts the uniforms of a key in the futures `256 block`, `256 block + 1` and so on of a seed text in their places. */
export type UniformSource = (text: string, block: number, key: string, out: Float64Array) => void;

/** `source`: where uniforms come from, if not from seeds: designs bring their own. */
export function createSampler(plan: Plan, source: UniformSource = fillUniforms): Sampler {
  const activities = plan.activities.length;
  const weatherKeys = weatherDraws(plan).map(({ hazard, year }) => drawKey(hazard, `weather ${year}`, 0));
  const width = activities + weatherKeys.length;
  const laws = new Map<string, Distribution>();
  const distributionOf = (law: Parameters<typeof makeDistribution>[0]): Distribution => {
    const key = JSON.stringify(law);
    const known = laws.get(key) ?? makeDistribution(law);
    laws.set(key, known);
    return known;
  };
  const factors = plan.factors.map(({ id, law, drawn, turned }) => ({
    key: drawKey(drawn ?? id, 'factor', 0),
    isTurned: turned === true,
    distribution: distributionOf(law),
    column: new Float64Array(BLOCK_SIZE),
  }));
  const factorIndex = new Map(plan.factors.map(({ id }, i) => [id, i]));
  const copulas = new Map(
    plan.activities.flatMap(({ work: { copula } }) =>
      copula === undefined
        ? []
        : [[copula.name, { key: drawKey(copula.name, 'copula', 0), scores: new Float64Array(BLOCK_SIZE) }] as const],
    ),
  );
  const columns = plan.activities.map(({ id, work }) => ({
    copula: work.copula === undefined ? undefined : { rho: work.copula.rho, scores: copulas.get(work.copula.name)!.scores },
    key: drawKey(work.drawn ?? id, 'duration', 0),
    distribution: distributionOf(work.law),
    isFixed: work.law.kind === 'fixed',
    scale: work.scale,
    factors: work.factors.map((name) => factors[factorIndex.get(name)!]!),
  }));
  /** What is drawn of one thing in the futures of a run. */
  const values = new Float64Array(BLOCK_SIZE);
  const tile = new Float64Array(TILE * BLOCK_SIZE);
  let matrix = new Float64Array(BLOCK_SIZE * width);

  /** Turns the uniforms in `values` into draws. */
  function turnInto(distribution: Distribution, count: number): void {
    if (distribution.fill !== undefined) distribution.fill(values, count);
    else for (let i = 0; i < count; i++) values[i] = distribution.quantile(values[i]!);
  }

  function drawUniforms(key: string, { text, first, count }: SeedRun): void {
    const block = Math.floor(first / BLOCK_SIZE);
    const offset = first - block * BLOCK_SIZE;
    if (offset + count > BLOCK_SIZE) throw new Error('a run of seeds crosses a block');
    source(text, block, key, values);
    if (offset > 0) values.copyWithin(0, offset, offset + count);
  }

  function drawFactors(run: SeedRun): void {
    for (const { key, isTurned, distribution, column } of factors) {
      drawUniforms(key, run);
      if (isTurned) turnOver(values, run.count);
      turnInto(distribution, run.count);
      column.set(values);
    }
  }

  function drawShared(run: SeedRun): void {
    drawFactors(run);
    for (const { key, scores } of copulas.values()) {
      drawUniforms(key, run);
      for (let i = 0; i < run.count; i++) scores[i] = normalQuantile(values[i]!);
    }
  }

  /** Draws the work of the activities `from .. to - 1`; `from` is the first of a tile. */
  function drawWork(run: SeedRun, row: number, from: number, to: number): void {
    for (let activity = from; activity < to; activity++) {
      const { key, distribution, isFixed, scale, factors: shared, copula } = columns[activity]!;
      if (isFixed) values.fill(distribution.mean);
      else {
        drawUniforms(key, run);
        if (copula !== undefined) mix(values, run.count, copula.scores, copula.rho);
        turnInto(distribution, run.count);
      }
      if (scale !== 1) multiply(values, run.count, scale);
      for (const { column } of shared) multiplyEach(values, run.count, column);
      const inTile = activity % TILE;
      roundInto(tile, inTile * BLOCK_SIZE, values, run.count);
      if (inTile === TILE - 1 || activity === to - 1) layTile(matrix, row * width + activity - inTile, width, tile, inTile + 1, run.count);
    }
  }

  function drawWeather(run: SeedRun, row: number): void {
    weatherKeys.forEach((key, i) => {
      drawUniforms(key, run);
      const at = row * width + activities + i;
      for (let future = 0; future < run.count; future++) matrix[at + future * width] = streamSeed(values[future]!);
    });
  }

  function* drawInTurns(runs: readonly SeedRun[], drawsInTurn: number): Generator<undefined, Float64Array, undefined> {
    const rows = runs.reduce((sum, run) => sum + run.count, 0);
    if (rows * width > matrix.length) matrix = new Float64Array(rows * width);
    const inTurn = TILE * Math.ceil(drawsInTurn / (TILE * BLOCK_SIZE));
    let row = 0;
    for (const run of runs) {
      drawShared(run);
      for (let from = 0; from < activities; from += inTurn) {
        drawWork(run, row, from, Math.min(from + inTurn, activities));
        yield;
      }
      drawWeather(run, row);
      row += run.count;
    }
    return matrix.subarray(0, rows * width);
  }

  function draw(runs: readonly SeedRun[]): Float64Array {
    const drawing = drawInTurns(runs, Number.POSITIVE_INFINITY);
    for (;;) {
      const { done, value } = drawing.next();
      if (done === true) return value;
    }
  }

  return {
    width,
    draw,
    drawInTurns,
    factors(runs) {
      const drawn = new Float64Array(runs.reduce((sum, run) => sum + run.count, 0) * factors.length);
      let row = 0;
      for (const run of runs) {
        drawFactors(run);
        factors.forEach(({ column }, i) => {
          for (let future = 0; future < run.count; future++) drawn[(row + future) * factors.length + i] = column[future]!;
        });
        row += run.count;
      }
      return drawn;
    },
    deterministic(world) {
      const row = new Float64Array(width).fill(EVEN);
      columns.forEach(({ distribution, scale, factors: shared }, activity) => {
        const value = shared.reduce(
          (product, factor) => product * valueInWorld(factor.distribution, world),
          valueInWorld(distribution, world) * scale,
        );
        row[activity] = wholeTicks(value);
      });
      return row;
    },
  };
}

// Small loops of their own: V8 makes the most of those.

function multiply(values: Float64Array, count: number, by: number): void {
  for (let i = 0; i < count; i++) values[i] = values[i]! * by;
}

function turnOver(values: Float64Array, count: number): void {
  for (let i = 0; i < count; i++) values[i] = 1 - values[i]!;
}

const LEAST = 2 ** -53;

/**
 * Uniforms whose normal scores have correlation `sqrt(rho)` with the shared ones: Phi(sqrt(rho) Z + sqrt(1 - rho) e), uniform
 * again whatever rho. Source: Nelsen, An Introduction to Copulas (2006), section 2.3; Li, On Default Correlation (2000).
 */
function mix(values: Float64Array, count: number, shared: Float64Array, rho: number): void {
  const common = Math.sqrt(rho);
  const own = Math.sqrt(1 - rho);
  for (let i = 0; i < count; i++) {
    const u = normalCdf(common * shared[i]! + own * normalQuantile(values[i]!));
    values[i] = Math.min(Math.max(u, LEAST), 1 - LEAST);
  }
}

function multiplyEach(values: Float64Array, count: number, by: Float64Array): void {
  for (let i = 0; i < count; i++) values[i] = values[i]! * by[i]!;
}

function roundInto(tile: Float64Array, at: number, values: Float64Array, count: number): void {
  for (let i = 0; i < count; i++) tile[at + i] = wholeTicks(values[i]!);
}

/** Columns of a tile become neighbours in rows of the matrix, `stride` apart from one row to the next. */
function layTile(matrix: Float64Array, at: number, stride: number, tile: Float64Array, columns: number, count: number): void {
  for (let i = 0, to = at; i < count; i++, to += stride)
    for (let column = 0, from = i; column < columns; column++, from += BLOCK_SIZE) matrix[to + column] = tile[from]!;
}

/** Halves go up. Math.round would do the same, by way of a branch that luck decides. */
function wholeTicks(value: number): number {
  return Math.max(0, Math.floor(value + 0.5));
}
