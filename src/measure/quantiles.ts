/**
 * Dates of many futures summed up: percentiles with their sampling intervals, mean and spread. Comes in: one column of the rows
 * (ticks, -1 for censored). A censored future counts as later than everything; what falls among them is null, "after the horizon".
 */
import { type OrderStatistics, orderStatistics } from '../base/order-statistics.ts';
import { moments, percentileInterval, percentileRank } from '../base/statistics.ts';
import type { Plan } from '../plan/plan.ts';
import type { Estimate, InstantSummary } from './outcomes.ts';
import { CENSORED } from './rows.ts';
import { instantOf, reportUnits } from './tell.ts';

/** Ticks by rank. Only `rankTicks` makes them, so a percentile of something else does not compile. */
export interface RankedTicks {
  readonly futures: number;
  /** Of the futures that reached it, in their order: the column itself if all did, so not to be written to. */
  readonly reached: Int32Array;
  /** The same by rank. */
  readonly order: OrderStatistics;
}

export function rankTicks(column: Int32Array): RankedTicks {
  const reached = column.includes(CENSORED) ? column.filter((tick) => tick !== CENSORED) : column;
  return { futures: column.length, reached, order: orderStatistics(reached) };
}

/** The tick of a rank from 1 to the number of futures; Infinity if it falls among the censored. */
function atRank({ order }: RankedTicks, rank: number): number {
  return order.at(rank) ?? Number.POSITIVE_INFINITY;
}

/** The percentile as a tick; Infinity if it falls among the censored. */
export function percentileTick(ticks: RankedTicks, share: number): number {
  return atRank(ticks, percentileRank(ticks.futures, share));
}

/**
 * One percentile with its 90 % interval. A bound is null where it falls after the horizon, and where so few futures were run that
 * none of them bounds it on that side. `isOneWorld`: there was no luck in it, so it is its own interval.
 */
export function estimate(plan: Plan, ticks: RankedTicks, share: number, isOneWorld: boolean): Estimate {
  const at = instantOf(plan, percentileTick(ticks, share));
  const ranks = percentileInterval(ticks.futures, share);
  const bound = (rank: number | null) => (isOneWorld ? at : rank === null ? null : instantOf(plan, atRank(ticks, rank)));
  const interval = { lo: bound(ranks.lo), hi: bound(ranks.hi) };
  return plan.axis.kind === 'dated' ? { date: at, ...interval } : { value: at, ...interval };
}

export function summariseInstant(plan: Plan, ticks: RankedTicks, isOneWorld: boolean): InstantSummary {
  const { count, mean, sd } = moments(ticks.reached);
  const percentile = (share: number) => estimate(plan, ticks, share, isOneWorld);
  return {
    p10: percentile(0.1),
    p50: percentile(0.5),
    p80: percentile(0.8),
    p90: percentile(0.9),
    mean: count === 0 ? null : reportUnits(plan, mean),
    sd: count < 2 ? null : reportUnits(plan, sd),
    meanAt: instantOf(plan, mean),
    censored: ticks.futures - count,
  };
}
