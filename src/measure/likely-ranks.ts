/**
 * Where two true percentiles may lie among the sorted values of two samples: evenly spread pairs of ranks, each as likely as the
 * next. Comes in: sample sizes and how the samples go together. Goes out: ranks. No values, no luck: the points are a lattice.
 */
import { binomialCumulative } from '../base/statistics.ts';
import { lazily, remember } from '../random/remember.ts';
import { normalQuantile } from '../random/special.ts';

export interface RankRequest {
  /** Futures in either sample. */
  readonly before: number;
  readonly after: number;
  /** The percentile, from 0 to 1. */
  readonly share: number;
  /** Between the numbers of futures below either percentile, from -1 to 1. */
  readonly correlation: number;
}

export interface RankPairs {
  readonly count: number;
  /** From 0 (before the first value) to n + 1 (after the last). */
  readonly before: Int32Array;
  readonly after: Int32Array;
}

/** Enough for tails of a thousandth. */
const POINTS = 1 << 13;

/** The fractional parts of i and i / g, g the plastic number: an even spread over the square (Roberts 2018, "R2 sequence"). */
const PLASTIC = 1.324717957244746;

/** Normal scores of points spread evenly over the square. */
const spreadScores = lazily(() => ({
  first: Float64Array.from({ length: POINTS }, (_, i) => normalQuantile((i + 0.5) / POINTS)),
  second: Float64Array.from({ length: POINTS }, (_, i) => normalQuantile((0.5 + (i + 1) / PLASTIC) % 1 || 0.5)),
}));

/**
 * Pairs of ranks: the numbers of futures below either percentile are binomial, tied by a normal copula of the given correlation.
 * The percentile lies between that rank and the next; the pairs take the lower and the upper one in turn, both alike.
 */
export function likelyRanks({ before, after, share, correlation }: RankRequest): RankPairs {
  const { first, second } = spreadScores();
  const own = Math.sqrt(Math.max(0, 1 - correlation * correlation));
  const ofBefore = steps(before, share);
  const ofAfter = steps(after, share);
  const ranks = { count: 2 * POINTS, before: new Int32Array(2 * POINTS), after: new Int32Array(2 * POINTS) };
  for (let i = 0; i < POINTS; i++) {
    const a = rankAt(ofBefore, first[i]!);
    const b = rankAt(ofAfter, correlation * first[i]! + own * second[i]!);
    ranks.before[2 * i] = a;
    ranks.after[2 * i] = b;
    ranks.before[2 * i + 1] = a + 1;
    ranks.after[2 * i + 1] = b + 1;
  }
  return ranks;
}

interface Steps {
  /** The lowest rank. */
  readonly rank: number;
  /** Normal score up to which each rank reaches, the last to infinity. */
  readonly upTo: Float64Array;
}

const steps = remember((n: number, share: number): Steps => {
  const { first, cumulative } = binomialCumulative(n, share);
  return { rank: first, upTo: cumulative.map((u) => (u >= 1 ? Number.POSITIVE_INFINITY : normalQuantile(u))) };
});

/** The number of futures below the percentile at a normal score. */
function rankAt({ rank, upTo }: Steps, score: number): number {
  let low = 0;
  let high = upTo.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (upTo[middle]! >= score) high = middle;
    else low = middle + 1;
  }
  return rank + low;
}
