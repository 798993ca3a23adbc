/** How long activities waited, by what they waited for. Ticks, summed over activities. */
import type { Trace } from '../../engine/trace.ts';
import { type Accumulator, type Metric, type MetricContext, sumsOf, type Totals } from '../metric.ts';
import { reportUnits } from '../tell.ts';

export const waits: Metric = { name: 'waits', create };

/** Resources first, then calendars, as in Trace.waitFor. */
const TICKS = 'waits/ticks';

function create({ causes, program }: MetricContext): Accumulator | undefined {
  if (causes.ofWait.length === 0) return undefined;
  const ticks = new Float64Array(causes.ofWait.length);
  const isOptional = Uint8Array.from(program.plan.activities, ({ optional }) => Number(optional === true));

  function addFuture(trace: Trace): void {
    const { waitCount, waitFor, waitFrom, waitTo, waitActivity, start } = trace;
    for (let wait = 0; wait < waitCount; wait++) {
      const what = waitFor[wait]!;
      // A branch that was not taken did not wait: it did not happen.
      if (isOptional[waitActivity[wait]!] === 1 && Number.isNaN(start[waitActivity[wait]!]!)) continue;
      ticks[what] = ticks[what]! + waitTo[wait]! - waitFrom[wait]!;
    }
  }

  return { sums: { [TICKS]: ticks }, addFuture };
}

/** Mean days (or units) waited for each resource, then for each calendar. */
export function readWaits(totals: Totals): number[] {
  if (totals.causes.ofWait.length === 0) return [];
  return Array.from(sumsOf(totals, TICKS), (sum) => reportUnits(totals.program.plan, sum / totals.futures));
}

/** Mean days (or units) waited, by number of cause. */
export function readWaitsByCause(totals: Totals): number[] {
  const byCause = totals.causes.all.map(() => 0);
  readWaits(totals).forEach((amount, what) => {
    byCause[totals.causes.ofWait[what]!]! += amount;
  });
  return byCause;
}
