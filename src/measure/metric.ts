/**
 * The contract of a metric: something that is added up over futures. Everything a metric keeps is a Float64Array of sums
 * (ticks, kW x ticks, units x ticks, counts of futures), so that the sums of two chunks of futures are added elementwise.
 * Whole numbers below 2^53 throughout, which makes the result the same however futures are grouped.
 */
import type { Program } from '../engine/program.ts';
import type { Trace } from '../engine/trace.ts';
import type { CauseIndex } from './causes.ts';
import type { Grid } from './grid.ts';
import type { Path } from './path.ts';

/** What every metric may look at. */
export interface MetricContext {
  readonly program: Program;
  readonly causes: CauseIndex;
  /** Null: no series. */
  readonly grid: Grid | null;
}

/** Sums by name; names begin with the metric's own. */
export type Sums = Readonly<Record<string, Float64Array>>;

export interface Metric {
  readonly name: string;
  /** Undefined: the plan has nothing that it measures. */
  readonly create: (context: MetricContext) => Accumulator | undefined;
}

/** Adds one future after the other to its sums. May not allocate per future. */
export interface Accumulator {
  readonly sums: Sums;
  /** Called for each future. `noWaitFinish`: earliest finish of each activity if nothing ever waited. */
  readonly addFuture?: (trace: Trace, noWaitFinish: Float64Array) => void;
  /** Called for each milestone that was reached, with the walk along its chain of causes. */
  readonly addMilestone?: (milestone: number, path: Path) => void;
  /** Called with the walk that ends at the last compute online (without compute: at the last finish), or at the horizon. */
  readonly addLast?: (path: Path) => void;
  /**
   * Called for each compute unit that was not online when the plan says, with the walk of what held it. `until`: when it came
   * online, or Infinity. The path reaches back to the planned tick or before.
   */
  readonly addHeld?: (unit: number, until: number, path: Path) => void;
}

/** What the readers of a metric work from, once all futures are in. */
export interface Totals extends MetricContext {
  readonly futures: number;
  readonly sums: Sums;
}

/** The sums of that name. Throws if no metric of this plan keeps them. */
export function sumsOf(totals: Totals, name: string): Float64Array {
  const sums = totals.sums[name];
  if (sums === undefined) throw new Error(`no sums "${name}"`);
  return sums;
}
