/**
 * Statistics that hold for any list of numbers: moments, the rank of a percentile, and intervals that say how far a
 * percentile or a share could be off for having seen only so many futures. Comes in: counts and numbers. Goes out: the same.
 */

/** How sure every interval in this project is. */
export const CONFIDENCE = 0.9;

/** The normal quantile at 0.95: two-sided 90 %. */
const Z_TWO_SIDED_90 = 1.6448536269514722;

export interface Moments {
  readonly count: number;
  readonly mean: number;
  /** Sample standard deviation (n - 1); NaN for fewer than two values. */
  readonly sd: number;
}

/** Mean and standard deviation in two passes, in the order given. The mean of nothing is NaN. */
export function moments(values: ArrayLike<number>): Moments {
  const count = values.length;
  let sum = 0;
  for (let i = 0; i < count; i++) sum += values[i]!;
  const mean = sum / count;
  let squares = 0;
  for (let i = 0; i < count; i++) squares += (values[i]! - mean) ** 2;
  return { count, mean, sd: count < 2 ? Number.NaN : Math.sqrt(squares / (count - 1)) };
}

/**
 * Rank (1 to n) of the p-th percentile among n sorted values: the smallest value that at least a share p of them do not
 * exceed. Inverse of the empirical CDF; type 1 in Hyndman and Fan (1996), "Sample quantiles in statistical packages".
 */
export function percentileRank(n: number, p: number): number {
  // p * n may come out a hair above a whole number (0.1 * 30 would be rank 4 without the correction).
  return Math.min(n, Math.max(1, Math.ceil(p * n - 1e-9)));
}

/** Ranks (1 to n) of the order statistics that bound a percentile; null: no observation bounds it on that side. */
export interface RankInterval {
  readonly lo: number | null;
  readonly hi: number | null;
}

/**
 * The order statistics that hold the true p-th percentile with at least 90 % confidence, 5 % at most on either side.
 * The number of n futures at or below the true percentile is binomial(n, p), whatever the distribution; so X(l) lies above
 * the percentile with probability P(B < l) and X(u) below it with P(B >= u), or less where values tie. Exact, for any n.
 * David and Nagaraja, "Order Statistics", 3rd ed. 2003, section 7.1.
 */
export function percentileInterval(n: number, p: number): RankInterval {
  const tail = (1 - CONFIDENCE) / 2;
  const { first, weights } = binomialWeights(n, p);
  let lo = first;
  let below = 0;
  for (let i = 0; i < weights.length && below + weights[i]! <= tail; i++) {
    below += weights[i]!;
    lo = first + i + 1;
  }
  let hi = first + weights.length;
  let above = 0;
  for (let i = weights.length - 1; i >= 0 && above + weights[i]! <= tail; i--) {
    above += weights[i]!;
    hi = first + i;
  }
  // Rank lo needs P(B <= lo - 1) <= tail, so rank 0 means that not even the smallest observation will do; hi likewise.
  return { lo: lo >= 1 ? lo : null, hi: hi <= n ? hi : null };
}

/**
 * The cumulative distribution of binomial(n, p): P(B <= first + i) at place i, over the run of outcomes that carries all of its
 * weight but 1e-18. The last is 1.
 */
export function binomialCumulative(n: number, p: number): { readonly first: number; readonly cumulative: Float64Array } {
  const { first, weights } = binomialWeights(n, p);
  let sum = 0;
  const cumulative = Float64Array.from(weights, (weight) => {
    sum += weight;
    return Math.min(1, sum);
  });
  cumulative[cumulative.length - 1] = 1;
  return { first, cumulative };
}

/**
 * The probabilities of binomial(n, p) for the run of outcomes from `first` on that carry all of its weight but 1e-18:
 * weights relative to the mode by the ratio of neighbours, then normalised, so that nothing under- or overflows.
 */
function binomialWeights(n: number, p: number): { readonly first: number; readonly weights: readonly number[] } {
  const NEGLIGIBLE = 1e-22;
  const odds = p / (1 - p);
  const mode = Math.min(n, Math.floor((n + 1) * p));
  const up: number[] = [];
  for (let k = mode, weight = 1; k < n && weight > NEGLIGIBLE; k++) {
    weight *= ((n - k) / (k + 1)) * odds;
    up.push(weight);
  }
  const down: number[] = [];
  for (let k = mode, weight = 1; k > 0 && weight > NEGLIGIBLE; k--) {
    weight *= k / ((n - k + 1) * odds);
    down.push(weight);
  }
  const weights = [...down.reverse(), 1, ...up];
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return { first: mode - down.length, weights: weights.map((weight) => weight / total) };
}

export interface ShareInterval {
  readonly share: number;
  readonly lo: number;
  readonly hi: number;
}

/**
 * A share of n trials with its 90 % score interval (Wilson 1927, JASA 22, 209-212). It never shrinks to a point: after n
 * hits out of n the lower bound is n / (n + z^2), not 1. n must be at least 1.
 */
export function wilsonInterval(hits: number, n: number): ShareInterval {
  const share = hits / n;
  const z2 = Z_TWO_SIDED_90 ** 2;
  const middle = (share + z2 / (2 * n)) / (1 + z2 / n);
  const half = (Z_TWO_SIDED_90 / (1 + z2 / n)) * Math.sqrt((share * (1 - share)) / n + z2 / (4 * n * n));
  return { share, lo: hits === 0 ? 0 : middle - half, hi: hits === n ? 1 : middle + half };
}
