/**
 * What is kept of every single future: a row of 32-bit ticks with the makespan, the finish of each milestone and its finish by
 * the no-wait bound. -1: not by the horizon.
 */
import type { Plan } from '../plan/plan.ts';

export const CENSORED = -1;

/** Columns of one row. */
export interface Columns {
  readonly width: number;
  readonly makespan: number;
  readonly milestone: (index: number) => number;
  readonly noWait: (index: number) => number;
}

export function columnsOf({ milestones }: Plan): Columns {
  return {
    width: 1 + 2 * milestones.length,
    makespan: 0,
    milestone: (index) => 1 + index,
    noWait: (index) => 1 + milestones.length + index,
  };
}

/** One column in the order of futures. */
export function columnOf(rows: Int32Array, width: number, column: number): Int32Array {
  return Int32Array.from({ length: rows.length / width }, (_, future) => rows[future * width + column]!);
}

/** A tick as a row holds it. */
export function asRowTick(tick: number, horizon: number): number {
  return tick <= horizon ? tick : CENSORED;
}
