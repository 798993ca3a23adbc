/**
 * Exact bounds for what one sample of futures says: a percentile, a chance. Each bound is wrong with at most the probability `tail`,
 * whatever the law; a decision that needs one side only is wrong with no more than that. Comes in: ticks, counts. Goes out: bounds.
 */
import { binomialCumulative, percentileRank } from '../base/statistics.ts';
import { betaQuantile } from '../random/special.ts';
import type { RankedTicks } from './quantiles.ts';

/** Infinity: after the horizon, or not bounded above; -Infinity: not bounded below. */
export interface Bounds {
  readonly at: number;
  readonly lo: number;
  readonly hi: number;
}

/**
 * A percentile as a tick, between order statistics. The number of futures at or below the true percentile is binomial (David and
 * Nagaraja 2003, "Order Statistics", section 7.1): "the upper bound lies at or before a limit" is the exact binomial test of it.
 */
export function percentileBounds({ order, futures }: RankedTicks, share: number, tail: number): Bounds {
  const { first, cumulative } = binomialCumulative(futures, share);
  const upTo = (k: number): number => (k < first ? 0 : (cumulative[k - first] ?? 1));
  let lo = first;
  while (lo < futures && upTo(lo) <= tail) lo++;
  // The largest rank whose value lies above the percentile with probability P(B < rank) <= tail.
  const lowest = upTo(lo - 1) <= tail ? lo : 0;
  let hi = Math.min(futures, first + cumulative.length);
  while (hi > 0 && 1 - upTo(hi - 1) <= tail) hi--;
  const highest = hi + 1;
  const at = (rank: number): number => (rank < 1 ? Number.NEGATIVE_INFINITY : (order.at(rank) ?? Number.POSITIVE_INFINITY));
  return { at: at(percentileRank(futures, share)), lo: at(lowest), hi: at(highest) };
}

/** A chance after `hits` of `n` futures: Clopper and Pearson 1934, Biometrika 26, 404-413. */
export function chanceBounds(hits: number, n: number, tail: number): Bounds {
  return {
    at: hits / n,
    lo: hits === 0 ? 0 : betaQuantile(tail, hits, n - hits + 1),
    hi: hits === n ? 1 : betaQuantile(1 - tail, hits + 1, n - hits),
  };
}
