/**
 * What holds planned compute back: for each compute unit, from the tick at which the plan has it online until it is, the walk
 * says at each instant what holds it. Kept along the grid (the ribbon) and, exactly, as kW x ticks per cause.
 */

import { ticksPerReportUnit } from '../../base/time.ts';
import { causesInOrder } from '../causes.ts';
import { gridIndex } from '../grid.ts';
import { runningTotals } from '../level-counts.ts';
import { type Accumulator, type Metric, type MetricContext, sumsOf, type Totals } from '../metric.ts';
import type { Ribbon } from '../outcomes.ts';
import type { Path } from '../path.ts';
import { megawatts, tidy } from '../tell.ts';

export const held: Metric = { name: 'held', create };

/** Differences along the grid of kW held, one row per cause. */
const RIBBON = 'held/kw';
/** kW x ticks per cause. */
const LOST = 'held/kw-ticks';
/** kW x ticks of all causes together: one number, so that it may be kept of every future. */
export const LOST_IN_ALL = 'held/all-kw-ticks';

function create({ program, grid, causes }: MetricContext): Accumulator | undefined {
  const { compute } = program.plan;
  if (grid === null || compute.every(({ planned }) => planned === null)) return undefined;
  const points = grid.at.length;
  const ribbon = new Float64Array(causes.all.length * points);
  const lost = new Float64Array(causes.all.length);
  const inAll = new Float64Array(1);
  const planned = Float64Array.from(compute, (unit) => unit.planned ?? Number.POSITIVE_INFINITY);
  const kw = Float64Array.from(compute, (unit) => unit.itKw);

  function addHeld(unit: number, until: number, path: Path): void {
    const since = planned[unit]!;
    const amount = kw[unit]!;
    for (let i = 0; i < path.count && path.time[i]! > since; i++) {
      const from = Math.max(path.time[i + 1]!, since);
      const cause = path.cause[i]!;
      lost[cause] = lost[cause]! + amount * (path.time[i]! - from);
      inAll[0] = inAll[0]! + amount * (path.time[i]! - from);
      const first = cause * points + gridIndex(grid!, from);
      ribbon[first] = ribbon[first]! + amount;
      // What is not online by the horizon is still held at the horizon.
      const end = i === 0 && until > grid!.horizon ? points : gridIndex(grid!, path.time[i]!);
      if (end < points) ribbon[cause * points + end] = ribbon[cause * points + end]! - amount;
    }
  }

  return { sums: { [RIBBON]: ribbon, [LOST]: lost, [LOST_IN_ALL]: inAll }, addHeld };
}

/** Mean MW-days (or MW-units) lost to each cause, by number of cause; null if the plan has no dates for its compute. */
export function readLost(totals: Totals): number[] | null {
  if (totals.sums[LOST] === undefined) return null;
  const scale = totals.futures * 1000 * ticksPerReportUnit(totals.program.plan.axis);
  return Array.from(sumsOf(totals, LOST), (sum) => tidy(sum / scale));
}

/** Null if the plan has no dates for its compute. Causes that hold nothing are left out. */
export function readRibbon(totals: Totals): Ribbon | null {
  const { program, grid, causes, futures } = totals;
  if (grid === null || totals.sums[RIBBON] === undefined) return null;
  const sums = sumsOf(totals, RIBBON);
  const points = grid.at.length;
  const series = causes.all.map((_, cause) => runningTotals(sums.subarray(cause * points, (cause + 1) * points), futures));
  const heldMw = Array.from(grid.at, (_, point) => megawatts(series.reduce((sum, row) => sum + row[point]!, 0)));
  const bands = causesInOrder(program.plan).flatMap((index) => {
    const { id, label, group } = causes.all[index]!;
    const mw = series[index]!.map(megawatts);
    return mw.some((value) => value > 0) ? [{ cause: id, label, group, mw }] : [];
  });
  return { heldMw, causes: bands };
}
