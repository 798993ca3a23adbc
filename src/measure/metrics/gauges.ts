/**
 * Quantities that step up and down with the plan's activities (hashrate, MW out of service), as means over futures along the
 * grid. Sums are whole amounts; the unit comes in when they are read.
 */
import type { Trace } from '../../engine/trace.ts';
import type { Gauge } from '../../plan/plan.ts';
import { gridIndex } from '../grid.ts';
import { runningTotals } from '../level-counts.ts';
import { type Accumulator, type Metric, type MetricContext, sumsOf, type Totals } from '../metric.ts';
import type { GaugeOutcome } from '../outcomes.ts';
import { tidy } from '../tell.ts';

export const gauges: Metric = { name: 'gauges', create };

/** Differences along the grid. */
function nameOf({ id }: Gauge): string {
  return `gauges/${id}`;
}

function create({ program, grid }: MetricContext): Accumulator | undefined {
  const { plan, indexOf } = program;
  if (grid === null || plan.gauges.length === 0) return undefined;
  const sums = Object.fromEntries(plan.gauges.map((gauge) => [nameOf(gauge), new Float64Array(grid.at.length)]));
  const changes = plan.gauges.flatMap((gauge) =>
    gauge.changes.map(({ activity, at, amount }) => ({ into: sums[nameOf(gauge)]!, activity: indexOf.get(activity)!, at, amount })),
  );

  function addFuture(trace: Trace): void {
    for (let i = 0; i < changes.length; i++) {
      const { into, activity, at, amount } = changes[i]!;
      const time = trace[at][activity]!;
      // NaN: never.
      if (!(time <= grid!.horizon)) continue;
      const point = gridIndex(grid!, time);
      into[point] = into[point]! + amount;
    }
  }

  return { sums, addFuture };
}

/** By id; empty without a grid. */
export function readGauges(totals: Totals): Record<string, GaugeOutcome> {
  const { program, grid, futures } = totals;
  if (grid === null) return {};
  return Object.fromEntries(
    program.plan.gauges.map((gauge) => {
      const { id, label, unit, site, base, perUnit } = gauge;
      const mean = runningTotals(sumsOf(totals, nameOf(gauge)), futures).map((change) => tidy((base + change) / perUnit));
      return [id, { label, unit, site, mean }];
    }),
  );
}
