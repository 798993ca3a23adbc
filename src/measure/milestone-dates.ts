/**
 * What the dates of a milestone say. Comes in: its columns of the rows. Goes out: the part of its outcome that needs nothing else,
 * plain data, so that other threads can do it.
 */
import { lastTickOf, showInstant } from '../base/time.ts';
import type { Plan } from '../plan/plan.ts';
import { histogram } from './histogram.ts';
import type { MilestoneOutcome } from './outcomes.ts';
import { shareBy } from './probability.ts';
import { estimate, percentileTick, sortTicks, summariseInstant } from './quantiles.ts';
import { type Judgement, judgedBy } from './representative.ts';
import { columnsOf, type Rows } from './rows.ts';
import { instantOf } from './tell.ts';

export interface MilestoneDates {
  readonly summary: Omit<MilestoneOutcome, 'drivers' | 'critical' | 'histogram'>;
  readonly histogram: MilestoneOutcome['histogram'];
  /** Futures that reached it. */
  readonly reached: number;
  readonly judged: Judgement;
}

/** Its dates in the order of futures. */
export interface MilestoneColumns {
  readonly index: number;
  readonly finish: Int32Array;
  /** The same by the no-wait bound. */
  readonly noWait: Int32Array;
}

export function milestoneColumns(plan: Plan, rows: Rows): MilestoneColumns[] {
  const columns = columnsOf(plan);
  return plan.milestones.map((_, index) => ({
    index,
    finish: rows.column(columns.milestone(index)),
    noWait: rows.column(columns.noWait(index)),
  }));
}

export function allMilestoneDates(plan: Plan, rows: Rows, isOneWorld: boolean): MilestoneDates[] {
  return milestoneColumns(plan, rows).map((columns) => milestoneDates(plan, columns, isOneWorld));
}

export function milestoneDates(plan: Plan, { index, finish, noWait }: MilestoneColumns, isOneWorld: boolean): MilestoneDates {
  const { target } = plan.milestones[index]!;
  const ticks = sortTicks(finish);
  const bound = sortTicks(noWait);
  return {
    summary: {
      ...summariseInstant(plan, ticks, isOneWorld),
      target: target === null ? null : showInstant(plan.axis, target),
      onTime: target === null ? null : shareBy(finish, lastTickOf(plan.axis, target)),
      noWaitP50: instantOf(plan, percentileTick(bound, 0.5)),
      noWait: estimate(plan, bound, 0.5, isOneWorld),
    },
    histogram: histogram(plan, ticks),
    reached: ticks.reached.length,
    judged: judgedBy(ticks),
  };
}
