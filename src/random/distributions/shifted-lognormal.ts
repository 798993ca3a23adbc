/** The lognormal moved along the axis, with what falls below zero counted as zero. Numbers in, a distribution out. */
import type { Distribution } from '../distribution.ts';
import { liftEach } from '../each.ts';
import { normalScore } from '../normal-score.ts';
import { normalCdf } from '../special.ts';

/**
 * max(0, median + size (exp(sigma z) - 1)): a lognormal of median `size` moved by `median - size`, which may be negative.
 * Written with expm1 so that it stays exact as the shape nears a bell and `size` grows without bound. `sigma` above zero.
 */
export function shiftedLognormal(median: number, size: number, sigma: number): Distribution {
  const quantile = (u: number): number => Math.max(0, median + size * Math.expm1(sigma * normalScore.at(u)));
  const { mean, sd } = median >= size ? plainMoments(median, size, sigma) : censoredMoments(median, size, sigma);
  const mode = Math.max(0, median + size * Math.expm1(-sigma * sigma));
  const numbers = Float64Array.of(median, size, sigma);
  return {
    quantile,
    fill(values, count) {
      normalScore.fill(values, count);
      growEach(values, count, numbers);
      liftEach(values, count);
    },
    mean,
    sd,
    mode,
    min: Math.max(0, median - size),
    max: Number.POSITIVE_INFINITY,
  };
}

/** `numbers[0] + numbers[1] (exp(numbers[2] z) - 1)` of each score. */
function growEach(scores: Float64Array, count: number, numbers: Float64Array): void {
  const median = numbers[0]!;
  const size = numbers[1]!;
  const sigma = numbers[2]!;
  for (let i = 0; i < count; i++) scores[i] = median + size * Math.expm1(sigma * scores[i]!);
}

function plainMoments(median: number, size: number, sigma: number): { mean: number; sd: number } {
  const variance = sigma * sigma;
  return { mean: median + size * Math.expm1(variance / 2), sd: size * Math.exp(variance / 2) * Math.sqrt(Math.expm1(variance)) };
}

/**
 * Moments of max(0, Y - c) for Y lognormal and c = size - median above zero: the partial expectations of Black and Scholes
 * (Journal of Political Economy 81, 1973), with d the score at which Y passes c.
 */
function censoredMoments(median: number, size: number, sigma: number): { mean: number; sd: number } {
  const c = size - median;
  const d = -Math.log1p(-median / size) / sigma;
  const variance = sigma * sigma;
  const once = size * Math.exp(variance / 2) * normalCdf(d + sigma);
  const twice = size * size * Math.exp(2 * variance) * normalCdf(d + 2 * sigma);
  const above = normalCdf(d);
  const mean = once - c * above;
  const square = twice - 2 * c * once + c * c * above;
  return { mean, sd: Math.sqrt(Math.max(0, square - mean * mean)) };
}
