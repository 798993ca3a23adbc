/** Student's t. Comes in: a probability, degrees of freedom. Goes out: a quantile. */
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
