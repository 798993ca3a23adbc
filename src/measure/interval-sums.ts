/**
 * Units in use along the grid, as exact integrals over each interval of it. A use of n units from one tick to another changes
 * two entries of two arrays, however many intervals it spans; the reader adds them up.
 */
import type { Grid } from './grid.ts';

export interface IntervalSums {
  /** Unit-ticks within the interval in which a change falls, one row per pool. */
  readonly partial: Float64Array;
  /** Units from the next interval on (differences), one row per pool. */
  readonly whole: Float64Array;
  /** `units` more of a pool from this tick on. */
  readonly change: (pool: number, tick: number, units: number) => void;
}

export function createIntervalSums(grid: Grid, pools: number): IntervalSums {
  const points = grid.at.length;
  const partial = new Float64Array(pools * points);
  const whole = new Float64Array(pools * points);

  function change(pool: number, tick: number, units: number): void {
    if (!(tick < grid.horizon)) return;
    const interval = Math.floor(tick / grid.step);
    const at = pool * points + interval;
    partial[at] = partial[at]! + units * (grid.at[interval + 1]! - tick);
    whole[at + 1] = whole[at + 1]! + units;
  }

  return { partial, whole, change };
}

/** Mean units over the interval that begins at each grid point, for the sums of one pool over `futures`. The last point repeats the one before. */
export function intervalMeans(grid: Grid, partial: Float64Array, whole: Float64Array, futures: number): number[] {
  const means: number[] = [];
  let units = 0;
  for (let point = 0; point + 1 < grid.at.length; point++) {
    units += whole[point]!;
    const length = grid.at[point + 1]! - grid.at[point]!;
    means.push((units + partial[point]! / length) / futures);
  }
  return [...means, means.at(-1) ?? 0];
}
