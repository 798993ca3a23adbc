/** The bell curve, with what falls below zero counted as zero. */
import { liftEach, scaleEach } from '../each.ts';
import { normalScore } from '../normal-score.ts';
import { normalCdf, normalDensity } from '../special.ts';
import { constant } from './fixed.ts';
import { defineKind, numberOf } from './kind.ts';

/** From so many sd above zero on, what is below zero does not count in double precision. */
const SAFELY_ABOVE = 9;

export const normal = defineKind({
  name: 'normal',
  summary: 'The bell curve; a draw below zero becomes zero, and mean and sd are stated before that rule.',
  source:
    'Johnson, Kotz and Balakrishnan, Continuous Univariate Distributions 1 (1994), chapter 13; moments after the rule: Greene, Econometric Analysis, on the censored normal',
  example: { normal: { mean: '8 wk', sd: '1 wk' } },
  parameters: {
    mean: { type: 'value', description: 'The middle of the bell, before draws below zero become zero.' },
    sd: { type: 'spread', description: 'The standard deviation, before draws below zero become zero.' },
  },
  forms: [['mean', 'sd']],
  check(parameters) {
    if (numberOf(parameters, 'mean') >= 0) return undefined;
    return { message: 'mean is below zero, so that most draws would be zero', remedy: 'give a mean of zero or more' };
  },
  make(parameters) {
    const middle = numberOf(parameters, 'mean');
    const spread = numberOf(parameters, 'sd');
    if (spread === 0) return constant(middle);
    const { mean, sd } = censoredMoments(middle, spread);
    const quantile = (u: number): number => Math.max(0, middle + spread * normalScore.at(u));
    const numbers = Float64Array.of(middle, spread);
    return {
      quantile,
      fill(values, count) {
        normalScore.fill(values, count);
        scaleEach(values, count, numbers);
        liftEach(values, count);
      },
      mean,
      sd,
      mode: middle,
      min: 0,
      max: Number.POSITIVE_INFINITY,
    };
  },
});

/** Mean and sd of max(0, X) for X normal: E = m P + s d and E2 = (m^2 + s^2) P + m s d, with P and d the CDF and density at m / s. */
function censoredMoments(middle: number, spread: number): { mean: number; sd: number } {
  const a = middle / spread;
  if (a > SAFELY_ABOVE) return { mean: middle, sd: spread };
  const inside = normalCdf(a);
  const density = normalDensity(a);
  const mean = a * inside + density;
  const square = (a * a + 1) * inside + a * density;
  return { mean: spread * mean, sd: spread * Math.sqrt(square - mean * mean) };
}
