/** Numbers and instants as the outcomes carry them: ticks into report units, noise of the last digits cut off. */
import { showInstant, ticksPerReportUnit } from '../base/time.ts';
import type { Plan } from '../plan/plan.ts';
import type { Instant } from './outcomes.ts';

/** Rounded to a millionth, so that sums of fractions do not end in ...0000004. */
export function tidy(value: number): number {
  return Math.round(value * 1e6) / 1e6 + 0;
}

/** kW as MW. */
export function megawatts(kilowatts: number): number {
  return tidy(kilowatts / 1000);
}

/** Ticks as days on a dated axis, as units on a plain one. */
export function reportUnits(plan: Plan, ticks: number): number {
  return tidy(ticks / ticksPerReportUnit(plan.axis));
}

/** An instant, or null for one after the horizon (Infinity or NaN). */
export function instantOf(plan: Plan, tick: number): Instant {
  return tick <= plan.horizon ? showInstant(plan.axis, Math.round(tick)) : null;
}
