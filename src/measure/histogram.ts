/** Counts of futures in equal bins of time. Comes in: ticks by rank. Goes out: bins in days (or units) since the start. */
import { ticksPerReportUnit } from '../base/time.ts';
import type { Plan } from '../plan/plan.ts';
import type { MilestoneOutcome } from './outcomes.ts';
import type { RankedTicks } from './quantiles.ts';
import { tidy } from './tell.ts';

const MOST_BINS = 40;

/** Bins are 1, 2 or 5 times a power of ten units wide, or 7 or 14 days, and begin at a multiple of that; 40 at most. */
export function histogram(plan: Plan, { order }: RankedTicks): MilestoneOutcome['histogram'] {
  const unit = ticksPerReportUnit(plan.axis);
  const first = order.at(1);
  const last = order.at(order.count);
  if (first === undefined || last === undefined) return { from: 0, width: 1, counts: [] };
  const width = binWidth(plan, (last - first) / unit);
  const binOf = (tick: number): number => Math.floor(tick / unit / width);
  const firstBin = binOf(first);
  let before = 0;
  const counts = Array.from({ length: binOf(last) - firstBin + 1 }, (_, bin) => {
    const upTo = order.countUpTo(lastTick(first, last, (tick) => binOf(tick) <= firstBin + bin));
    const count = upTo - before;
    before = upTo;
    return count;
  });
  return { from: tidy(firstBin * width), width, counts };
}

/** The last tick from `first` to `last` of which something holds that holds of `first` and, once it does not, never again. */
function lastTick(first: number, last: number, holds: (tick: number) => boolean): number {
  let low = first;
  let high = last;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (holds(middle)) low = middle;
    else high = middle - 1;
  }
  return low;
}

function binWidth(plan: Plan, span: number): number {
  const steps = plan.axis.kind === 'dated' ? [1, 2, 7, 14, 28, 56, 112, 224, 448, 896] : roundSteps(span);
  // A span of n widths may touch n + 1 bins.
  return steps.find((step) => span / step <= MOST_BINS - 1) ?? Math.ceil(span / (MOST_BINS - 1));
}

function roundSteps(span: number): number[] {
  const magnitude = 10 ** Math.floor(Math.log10(Math.max(span, 1) / MOST_BINS));
  const least = Math.max(1, magnitude);
  return [1, 2, 5, 10, 20, 50].map((factor) => factor * least);
}
