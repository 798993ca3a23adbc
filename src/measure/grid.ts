/**
 * The instants along which results are reported: weekly on a dated axis, in whole units on a plain one. Comes in: a Plan.
 * Goes out: ticks from 0 to the horizon in equal steps, the last one shorter if need be.
 */
import { MINUTES_PER_WEEK, ticksPerReportUnit } from '../base/time.ts';
import type { Plan } from '../plan/plan.ts';

export interface Grid {
  /** Ticks, from 0 to the horizon. */
  readonly at: Float64Array;
  readonly step: number;
  readonly horizon: number;
}

const MOST_STEPS = 400;

/**
 * Null for a plain network without compute: nothing in it is a curve, and its horizon is no date that anybody chose.
 * More than 400 weeks become 400 steps of several whole weeks at most; more than 400 units 400 equal steps.
 */
export function gridOf(plan: Plan): Grid | null {
  const { axis, horizon } = plan;
  const isDated = axis.kind === 'dated';
  if (!isDated && plan.compute.length === 0) return null;
  const unit = isDated ? MINUTES_PER_WEEK : ticksPerReportUnit(axis);
  const units = horizon / (unit * MOST_STEPS);
  const step = isDated ? unit * Math.max(1, Math.ceil(units)) : units <= 1 ? unit : Math.ceil(horizon / MOST_STEPS);
  const steps = Math.ceil(horizon / step);
  const at = Float64Array.from({ length: steps + 1 }, (_, i) => Math.min(i * step, horizon));
  return { at, step, horizon };
}

/** The first point of the grid at or after a tick; one past the last for a tick after the horizon. */
export function gridIndex(grid: Grid, tick: number): number {
  return tick > grid.horizon ? grid.at.length : Math.ceil(tick / grid.step);
}
