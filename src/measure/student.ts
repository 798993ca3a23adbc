/** Means of samples with the uncertainty of small numbers. Comes in: values. Goes out: a mean between bounds. */
import { moments } from '../base/statistics.ts';
import { normalQuantile } from '../random/special.ts';

/** Student's t quantile by its expansion around the normal one: Abramowitz and Stegun 26.7.5. Within 1 % from 5 degrees of freedom on. */
export function studentQuantile(u: number, freedom: number): number {
  const z = normalQuantile(u);
  const z2 = z * z;
  const first = (z * (z2 + 1)) / 4;
  const second = (z * (3 + z2 * (16 + 5 * z2))) / 96;
  const third = (z * (-15 + z2 * (17 + z2 * (19 + 3 * z2)))) / 384;
  return z + (first + (second + third / freedom) / freedom) / freedom;
}

/** The mean, and bounds that the true one lies beyond with probability `tail` on either side. Infinite for fewer than two values. */
export function meanBounds(values: ArrayLike<number>, tail: number): { readonly at: number; readonly lo: number; readonly hi: number } {
  const { count, mean, sd } = moments(values);
  if (count < 2) return { at: mean, lo: Number.NEGATIVE_INFINITY, hi: Number.POSITIVE_INFINITY };
  const half = (studentQuantile(1 - tail, count - 1) * sd) / Math.sqrt(count);
  return { at: mean, lo: mean - half, hi: mean + half };
}
