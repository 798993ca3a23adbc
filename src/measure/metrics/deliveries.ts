/** GPUs on their way: ordered, arrived and installed along the grid, as means over futures. */
import type { Trace } from '../../engine/trace.ts';
import type { GpuTranche } from '../../plan/plan.ts';
import { gridIndex } from '../grid.ts';
import { runningTotals } from '../level-counts.ts';
import { type Accumulator, type Metric, type MetricContext, sumsOf, type Totals } from '../metric.ts';
import type { DeliveryOutcome } from '../outcomes.ts';
import { tidy } from '../tell.ts';
import { readOnlineGpus } from './curve.ts';

export const deliveries: Metric = { name: 'deliveries', create };

/** Differences along the grid of pieces. */
const ARRIVED = 'deliveries/arrived';
const INSTALLED = 'deliveries/installed';

function create({ program, grid }: MetricContext): Accumulator | undefined {
  const { plan, indexOf } = program;
  if (grid === null || plan.gpus.length === 0) return undefined;
  const points = grid.at.length;
  const arrived = new Float64Array(points);
  const installed = new Float64Array(points);
  const columns = (of: (tranche: GpuTranche) => GpuTranche['deliveries']) => {
    const parts = plan.gpus.flatMap(of);
    return {
      activity: Int32Array.from(parts, (part) => indexOf.get(part.activity)!),
      quantity: Float64Array.from(parts, (part) => part.quantity),
    };
  };
  const arrivals = columns((tranche) => tranche.deliveries);
  const installs = columns((tranche) => tranche.installs);

  function add(into: Float64Array, { activity, quantity }: ReturnType<typeof columns>, finish: Float64Array): void {
    for (let i = 0; i < activity.length; i++) {
      const time = finish[activity[i]!]!;
      if (!(time <= grid!.horizon)) continue;
      const point = gridIndex(grid!, time);
      into[point] = into[point]! + quantity[i]!;
    }
  }

  function addFuture({ finish }: Trace): void {
    add(arrived, arrivals, finish);
    add(installed, installs, finish);
  }

  return { sums: { [ARRIVED]: arrived, [INSTALLED]: installed }, addFuture };
}

/** Null if the plan orders no GPUs. */
export function readDeliveries(totals: Totals): DeliveryOutcome | null {
  const { program, grid, futures } = totals;
  const { plan } = program;
  if (grid === null || plan.gpus.length === 0) return null;
  const mean = (name: string) => runningTotals(sumsOf(totals, name), futures).map(tidy);
  const orderedBy = (tick: number) => plan.gpus.reduce((sum, tranche) => sum + (tranche.orderedAt <= tick ? tranche.quantity : 0), 0);
  return {
    ordered: Array.from(grid.at, orderedBy),
    arrived: mean(ARRIVED),
    installed: mean(INSTALLED),
    online: plan.compute.length === 0 ? Array.from(grid.at, () => 0) : readOnlineGpus(totals),
  };
}
