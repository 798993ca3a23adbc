/** Waiting for something that is as likely to come at one moment as at any other. */
import { checkPositive, defineKind, numberOf } from './kind.ts';

export const exponential = defineKind({
  name: 'exponential',
  summary: 'The wait for something that may come at any moment, equally likely at each.',
  source: 'Johnson, Kotz and Balakrishnan, Continuous Univariate Distributions 1 (1994), chapter 19',
  example: { exponential: { mean: '3 wk' } },
  parameters: { mean: { type: 'value', description: 'The mean, which is also the standard deviation.' } },
  forms: [['mean']],
  check: (parameters) => checkPositive(parameters, ['mean']),
  make(parameters) {
    const mean = numberOf(parameters, 'mean');
    const quantile = (u: number): number => -mean * Math.log1p(-u);
    return {
      quantile,
      fill(values, count) {
        for (let i = 0; i < count; i++) values[i] = quantile(values[i]!);
      },
      mean,
      sd: mean,
      mode: 0,
      min: 0,
      max: Number.POSITIVE_INFINITY,
    };
  },
});
