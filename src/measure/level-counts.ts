/**
 * A quantity that steps up and down along the grid (MW online, kW energised), counted over futures: how many futures stood
 * at which level at which grid point. From that every percentile follows, whatever the number of futures.
 */
import { percentileInterval, percentileRank } from '../base/statistics.ts';
import { type Grid, gridIndex } from './grid.ts';

/** One change of the quantity, when its activity starts or finishes. */
export interface Change {
  readonly activity: number;
  readonly amount: number;
}

export interface LevelScale {
  readonly base: number;
  readonly least: number;
  /** Amount between two levels: the greatest common divisor of all changes, or coarser. */
  readonly unit: number;
  readonly levels: number;
  /** 1 over the distance that a level may be off: 0 when levels are exact. */
  readonly isExact: boolean;
}

/** More distinct levels than this are rounded to that many equal bins. */
export const MOST_LEVELS = 2048;

export function levelScale(base: number, changes: readonly Change[]): LevelScale {
  let least = base;
  let most = base;
  let divisor = 0;
  for (const { amount } of changes) {
    if (amount < 0) least += amount;
    else most += amount;
    divisor = greatestCommonDivisor(divisor, Math.abs(amount));
  }
  const span = most - least;
  if (span === 0) return { base, least, unit: 1, levels: 1, isExact: true };
  const isExact = Number.isInteger(divisor) && span / divisor <= MOST_LEVELS;
  const unit = isExact ? divisor : span / MOST_LEVELS;
  return { base, least, unit, levels: Math.round(span / unit) + 1, isExact };
}

function greatestCommonDivisor(a: number, b: number): number {
  while (b !== 0) [a, b] = [b, a % b];
  return a;
}

export interface LevelCounts {
  /** Differences along the grid: `counts[point * levels + level]`, how many futures come to the level there less how many leave it. */
  readonly counts: Float64Array;
  /** Differences along the grid of the amount itself, summed over futures: the mean is exact even where levels are not. */
  readonly amounts: Float64Array;
  /** `times`: of each activity, in ticks; NaN and whatever lies beyond the horizon: not by then. */
  readonly add: (times: Float64Array) => void;
}

export function createLevelCounts(grid: Grid, base: number, changes: readonly Change[]): LevelCounts {
  const { least, unit, levels } = levelScale(base, changes);
  const points = grid.at.length;
  const counts = new Float64Array(points * levels);
  const amounts = new Float64Array(points);
  const activity = Int32Array.from(changes, (change) => change.activity);
  const amount = Float64Array.from(changes, (change) => change.amount);
  const scratch = new Float64Array(points + 1);

  function add(times: Float64Array): void {
    for (let i = 0; i < activity.length; i++) {
      const time = times[activity[i]!]!;
      if (time <= grid.horizon) {
        const point = gridIndex(grid, time);
        scratch[point] = scratch[point]! + amount[i]!;
      }
    }
    let value = base;
    let level = Math.round((base - least) / unit);
    counts[level] = counts[level]! + 1;
    amounts[0] = amounts[0]! + base;
    for (let point = 0; point < points; point++) {
      const change = scratch[point]!;
      if (change === 0) continue;
      scratch[point] = 0;
      value += change;
      amounts[point] = amounts[point]! + change;
      const here = point * levels;
      counts[here + level] = counts[here + level]! - 1;
      level = Math.round((value - least) / unit);
      counts[here + level] = counts[here + level]! + 1;
    }
  }

  return { counts, amounts, add };
}

/** Percentiles (inverse of the empirical CDF) of the amount at each grid point, one series for each of `shares`. */
export function levelPercentiles(counts: Float64Array, scale: LevelScale, futures: number, shares: readonly number[]): number[][] {
  return levelsAt(
    counts,
    scale,
    shares.map((share) => percentileRank(futures, share)),
  );
}

/**
 * Bounds that hold the true percentile of the amount with 90 % confidence, at each grid point by itself, for each of `shares`. What
 * no future bounds is bounded by the least and the most that there can be.
 */
export function levelBounds(
  counts: Float64Array,
  scale: LevelScale,
  futures: number,
  shares: readonly number[],
): { readonly lo: number[]; readonly hi: number[] }[] {
  const ranks = shares.flatMap((share) => {
    const { lo, hi } = percentileInterval(futures, share);
    return [lo ?? 0, hi ?? futures + 1];
  });
  const series = levelsAt(counts, scale, ranks);
  return shares.map((_, i) => ({ lo: series[2 * i]!, hi: series[2 * i + 1]! }));
}

/** The amounts of those ranks among the futures at each grid point. Rank 0: the least there can be; more than there are futures: the most. */
function levelsAt(counts: Float64Array, { least, unit, levels }: LevelScale, ranks: readonly number[]): number[][] {
  const points = counts.length / levels;
  const series: number[][] = ranks.map(() => []);
  const standing = new Float64Array(levels);
  for (let point = 0; point < points; point++) {
    for (let level = 0; level < levels; level++) standing[level] = standing[level]! + counts[point * levels + level]!;
    ranks.forEach((rank, i) => {
      let level = 0;
      for (let below = standing[0]!; below < rank && level < levels - 1; below += standing[level]!) level++;
      series[i]!.push(least + level * unit);
    });
  }
  return series;
}

/** Running totals of differences along the grid, each divided by `by`. */
export function runningTotals(differences: ArrayLike<number>, by: number): number[] {
  let total = 0;
  return Array.from(differences, (difference) => {
    total += difference;
    return total / by;
  });
}
