/**
 * Dates of many futures summed up: percentiles with their sampling intervals, mean and spread. Comes in: one column of the rows
 * (ticks, -1 for censored). A censored future counts as later than everything; what falls among them is null, "after the horizon".
 */
import { sortWholeNumbers } from '../base/sort-whole-numbers.ts';
import { moments, percentileInterval, percentileRank } from '../base/statistics.ts';
import type { Plan } from '../plan/plan.ts';
import type { Estimate, InstantSummary } from './outcomes.ts';
import { CENSORED } from './rows.ts';
import { instantOf, reportUnits } from './tell.ts';

/** Ticks in ascending order. Only `sortTicks` makes one, so a percentile of an unsorted list does not compile. */
export interface SortedTicks {
  readonly isSorted: true;
  /** Of the futures that reached it. */
  readonly reached: Int32Array;
  readonly futures: number;
}

export function sortTicks(column: Int32Array): SortedTicks {
  const reached = column.includes(CENSORED) ? column.filter((tick) => tick !== CENSORED) : column.slice();
  return { isSorted: true, reached: sortWholeNumbers(reached), futures: column.length };
}

/** The tick of a rank from 1 to the number of futures; Infinity if it falls among the censored. */
function atRank({ reached }: SortedTicks, rank: number): number {
  return rank > reached.length ? Number.POSITIVE_INFINITY : reached[rank - 1]!;
}

/** The percentile as a tick; Infinity if it falls among the censored. */
export function percentileTick(ticks: SortedTicks, share: number): number {
  return atRank(ticks, percentileRank(ticks.futures, share));
}

/**
 * One percentile with its 90 % interval. A bound is null where it falls after the horizon, and where so few futures were run that
 * none of them bounds it on that side. `isOneWorld`: there was no luck in it, so it is its own interval.
 */
export function estimate(plan: Plan, ticks: SortedTicks, share: number, isOneWorld: boolean): Estimate {
  const at = instantOf(plan, percentileTick(ticks, share));
  const ranks = percentileInterval(ticks.futures, share);
  const bound = (rank: number | null) => (isOneWorld ? at : rank === null ? null : instantOf(plan, atRank(ticks, rank)));
  const interval = { lo: bound(ranks.lo), hi: bound(ranks.hi) };
  return plan.axis.kind === 'dated' ? { date: at, ...interval } : { value: at, ...interval };
}

export function summariseInstant(plan: Plan, ticks: SortedTicks, isOneWorld: boolean): InstantSummary {
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
