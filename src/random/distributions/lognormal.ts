/** The lognormal: factors multiply. Told by its moments or by two percentiles; with three percentiles it is shifted. */
import type { Distribution, Parameters } from '../distribution.ts';
import { normalScore } from '../normal-score.ts';
import { normalQuantile } from '../special.ts';
import { checkOrder, checkPositive, defineKind, hasForm, numberOf, type Refusal } from './kind.ts';
import { shiftedLognormal } from './shifted-lognormal.ts';

/** The score of the 90th percentile. */
const Z90 = normalQuantile(0.9);

const BY_MOMENTS = ['mean', 'sd'] as const;
const BY_SIGMA = ['p50', 'sigma'] as const;
const BY_UPPER = ['p50', 'p90'] as const;
const BY_TAILS = ['p10', 'p90'] as const;
const BY_THREE = ['p10', 'p50', 'p90'] as const;
/** Least ratio of upper to lower spread that counts as skew; nearer to 1 the shifted curve is a bell, and its shift runs away. */
const LEAST_SKEW = 1.001;

export const lognormal = defineKind({
  name: 'lognormal',
  summary:
    'Skewed to the right and never below zero; from mean and sd, from percentiles, or from a median and sigma. Three percentiles give a shifted lognormal, whose draws below zero become zero.',
  source: 'Johnson, Kotz and Balakrishnan, Continuous Univariate Distributions 1 (1994), chapter 14',
  example: { lognormal: { p50: '8 wk', p90: '14 wk' } },
  parameters: {
    mean: { type: 'value', description: 'The mean.' },
    sd: { type: 'spread', description: 'The standard deviation.' },
    p10: { type: 'value', description: 'One value in ten is below this.' },
    p50: { type: 'value', description: 'Half of the values are below this.' },
    p90: { type: 'value', description: 'One value in ten is above this.' },
    sigma: { type: 'number', description: 'The standard deviation of the natural logarithm, a bare number.' },
  },
  forms: [BY_MOMENTS, BY_UPPER, BY_TAILS, BY_THREE, BY_SIGMA],
  check(parameters): Refusal | undefined {
    if (hasForm(parameters, BY_MOMENTS)) return checkPositive(parameters, ['mean']);
    if (hasForm(parameters, BY_SIGMA)) return checkPositive(parameters, ['p50']) ?? checkSigma(parameters);
    const names = Object.keys(parameters).sort();
    return checkPositive(parameters, names) ?? checkOrder(parameters, names, 'strictly-rising') ?? checkSkew(parameters);
  },
  make(parameters) {
    const number = (name: string): number => numberOf(parameters, name);
    if (hasForm(parameters, BY_MOMENTS)) {
      const logVariance = Math.log1p((number('sd') / number('mean')) ** 2);
      return ofMedian(number('mean') * Math.exp(-logVariance / 2), Math.sqrt(logVariance));
    }
    if (hasForm(parameters, BY_SIGMA)) return ofMedian(number('p50'), number('sigma'));
    if (hasForm(parameters, BY_UPPER)) return ofMedian(number('p50'), Math.log(number('p90') / number('p50')) / Z90);
    if (hasForm(parameters, BY_TAILS)) {
      return ofMedian(Math.sqrt(number('p10')) * Math.sqrt(number('p90')), Math.log(number('p90') / number('p10')) / (2 * Z90));
    }
    const ratio = skew(parameters);
    return shiftedLognormal(number('p50'), (number('p90') - number('p50')) / (ratio - 1), Math.log(ratio) / Z90);
  },
});

/** How much farther P90 is from the median than P10. */
function skew(parameters: Parameters): number {
  const median = numberOf(parameters, 'p50');
  return (numberOf(parameters, 'p90') - median) / (median - numberOf(parameters, 'p10'));
}

function checkSkew(parameters: Parameters): Refusal | undefined {
  if (!hasForm(parameters, BY_THREE) || skew(parameters) >= LEAST_SKEW) return undefined;
  return {
    message: 'p90 is no farther from p50 than p10 is, and a lognormal leans to the right',
    remedy: 'leave out p10 or p50, or use normal (mean, sd), or triangular (p10, mode, p90)',
  };
}

function checkSigma(parameters: Parameters): Refusal | undefined {
  if (numberOf(parameters, 'sigma') >= 0) return undefined;
  return { message: 'sigma is negative', remedy: 'give a sigma of zero or more, such as 0.3' };
}

function ofMedian(median: number, sigma: number): Distribution {
  const variance = sigma * sigma;
  const mean = median * Math.exp(variance / 2);
  const quantile = (u: number): number => median * Math.exp(sigma * normalScore.at(u));
  const numbers = Float64Array.of(median, sigma);
  return {
    quantile,
    fill(values, count) {
      normalScore.fill(values, count);
      growEach(values, count, numbers);
    },
    mean,
    sd: mean * Math.sqrt(Math.expm1(variance)),
    mode: median * Math.exp(-variance),
    min: sigma === 0 ? median : 0,
    max: sigma === 0 ? median : Number.POSITIVE_INFINITY,
  };
}

/** `numbers[0] exp(numbers[1] z)` of each score. */
function growEach(scores: Float64Array, count: number, numbers: Float64Array): void {
  const median = numbers[0]!;
  const sigma = numbers[1]!;
  for (let i = 0; i < count; i++) scores[i] = median * Math.exp(sigma * scores[i]!);
}
