/**
 * What the time to a milestone was spent on: ticks along its chain of causes, by cause. Over the futures that reached the
 * milestone, in which they sum to its date; and along the chain to the last compute online (or the last finish), in all futures.
 */
import { type Accumulator, type Metric, type MetricContext, sumsOf, type Totals } from '../metric.ts';
import type { CauseAmount } from '../outcomes.ts';
import type { Path } from '../path.ts';
import { reportUnits } from '../tell.ts';

export const drivers: Metric = { name: 'drivers', create };

/** One row of causes per milestone. */
const TICKS = 'drivers/ticks';
const LAST = 'drivers/last-ticks';

function create({ program, causes }: MetricContext): Accumulator {
  const width = causes.all.length;
  const ticks = new Float64Array(program.plan.milestones.length * width);
  const last = new Float64Array(width);

  function add(into: Float64Array, row: number, { count, cause, time }: Path): void {
    for (let i = 0; i < count; i++) {
      const at = row + cause[i]!;
      into[at] = into[at]! + time[i]! - time[i + 1]!;
    }
  }

  return {
    sums: { [TICKS]: ticks, [LAST]: last },
    addMilestone: (milestone, path) => add(ticks, milestone * width, path),
    addLast: (path) => add(last, 0, path),
  };
}

/** Mean days (or units) by cause, largest first, over the `reached` futures that reached the milestone. */
export function readDrivers(totals: Totals, milestone: number, reached: number): CauseAmount[] {
  if (reached === 0) return [];
  const { causes, program } = totals;
  const width = causes.all.length;
  const row = sumsOf(totals, TICKS).subarray(milestone * width, (milestone + 1) * width);
  return causes.all
    .map(({ id, label, group }, i) => ({ cause: id, label, group, amount: reportUnits(program.plan, row[i]! / reached) }))
    .filter(({ amount }) => amount > 0)
    .sort((a, b) => b.amount - a.amount);
}

/** Mean days (or units) on the way to the last compute online (or the last finish), by number of cause. To the horizon where unfinished. */
export function readLastDrivers(totals: Totals): number[] {
  return Array.from(sumsOf(totals, LAST), (sum) => reportUnits(totals.program.plan, sum / totals.futures));
}
