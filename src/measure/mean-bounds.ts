/**
 * Bounds of a mean that hold for skewed amounts too, such as MW-days lost to something rare. Comes in: one value of each future, the
 * least and the most that a future can come to. Goes out: a mean between bounds.
 */
import { moments } from '../base/statistics.ts';
import type { Bounds } from './bounds.ts';
import type { Pairing } from './paired.ts';
import { studentQuantile } from './student.ts';

export interface Range {
  readonly least: number;
  readonly most: number;
}

/**
 * The mean, and bounds that the true one lies beyond with about the probability `tail` at most, on either side. `skewBounds` judges what
 * was seen. It says nothing of what was not seen: values beyond the largest have a chance of at most 1 - tail^(1/n) in all, as with the
 * rule of three (Hanley and Lippman-Hand 1983, JAMA 249, 1743-1745), and may be as large as can be. Each of the two takes half of the
 * tail. So n futures that are all alike still leave room for one that is not. scripts/honesty.mjs measures it.
 */
export function meanBounds(values: ArrayLike<number>, { least, most }: Range, tail: number): Bounds {
  const { at, lo, hi } = skewBounds(values, tail / 2);
  let smallest = most;
  let largest = least;
  for (let i = 0; i < values.length; i++) {
    smallest = Math.min(smallest, values[i]!);
    largest = Math.max(largest, values[i]!);
  }
  const unseen = 1 - (tail / 2) ** (1 / values.length);
  return { at, lo: Math.max(least, lo - unseen * (smallest - least)), hi: Math.min(most, hi + unseen * (most - largest)) };
}

/**
 * The mean between bounds by Student's t, corrected for skewness (Hall 1992, "On the removal of skewness by transformation", Journal of
 * the Royal Statistical Society B 54, 221-228). Infinite for fewer than two values.
 */
function skewBounds(values: ArrayLike<number>, tail: number): Bounds {
  const { count, mean, sd } = moments(values);
  if (count < 2) return { at: mean, lo: Number.NEGATIVE_INFINITY, hi: Number.POSITIVE_INFINITY };
  let cubes = 0;
  for (let i = 0; i < count; i++) cubes += (values[i]! - mean) ** 3;
  const skewness = sd > 0 ? cubes / count / sd ** 3 : 0;
  const z = studentQuantile(1 - tail, count - 1);
  const error = sd / Math.sqrt(count);
  return { at: mean, lo: mean - error * withoutSkew(z, skewness, count), hi: mean - error * withoutSkew(-z, skewness, count) };
}

/**
 * Where the studentised mean of a skewed sample lies as likely as a normal one at z: the inverse of Hall's cubic
 * t + a t^2 + a^2 t^3 / 3 + a / 2 with a = skewness / (3 sqrt(n)), which grows with t and so can be turned round.
 */
function withoutSkew(z: number, skewness: number, count: number): number {
  const a = skewness / (3 * Math.sqrt(count));
  // Below this the cube root would be all rounding; the correction itself is then of no weight.
  return Math.abs(a) < 1e-6 ? z : (Math.cbrt(1 + 3 * a * (z - a / 2)) - 1) / a;
}

/** How much larger the mean of `after` is: of the differences where future i of both had the same luck, else of the two apart. */
export function meanChange(before: ArrayLike<number>, after: ArrayLike<number>, pairing: Pairing, tail: number): Bounds {
  if (pairing === 'paired')
    return skewBounds(
      Float64Array.from({ length: before.length }, (_, i) => after[i]! - before[i]!),
      tail,
    );
  const a = skewBounds(before, tail);
  const b = skewBounds(after, tail);
  const at = b.at - a.at;
  // Bounds that need not be as far on either side: Zou and Donner 2008, Statistics in Medicine 27, 1693-1702.
  return { at, lo: at - Math.hypot(b.at - b.lo, a.hi - a.at), hi: at + Math.hypot(b.hi - b.at, a.at - a.lo) };
}
