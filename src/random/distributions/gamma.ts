/** The gamma distribution: sums of exponential waits, by shape and scale or by mean and sd. */
import type { Distribution } from '../distribution.ts';
import { scaleEach } from '../each.ts';
import { gammaTable } from '../gamma-table.ts';
import { lazily } from '../remember.ts';
import { constant } from './fixed.ts';
import { checkPositive, defineKind, hasForm, numberOf } from './kind.ts';

const BY_SHAPE = ['shape', 'scale'] as const;

export const gamma = defineKind({
  name: 'gamma',
  summary: 'Skewed to the right and never below zero, such as the sum of several exponential waits.',
  source: 'Johnson, Kotz and Balakrishnan, Continuous Univariate Distributions 1 (1994), chapter 17',
  example: { gamma: { mean: '8 wk', sd: '3 wk' } },
  parameters: {
    shape: { type: 'number', description: 'The shape, a bare number; the larger, the more like a bell.' },
    scale: { type: 'spread', description: 'The scale; the mean is shape times scale.' },
    mean: { type: 'value', description: 'The mean.' },
    sd: { type: 'spread', description: 'The standard deviation.' },
  },
  forms: [BY_SHAPE, ['mean', 'sd']],
  check: (parameters) => checkPositive(parameters, hasForm(parameters, BY_SHAPE) ? BY_SHAPE : ['mean']),
  make(parameters) {
    if (hasForm(parameters, BY_SHAPE)) return ofShape(numberOf(parameters, 'shape'), numberOf(parameters, 'scale'));
    const mean = numberOf(parameters, 'mean');
    const sd = numberOf(parameters, 'sd');
    return sd === 0 ? constant(mean) : ofShape((mean / sd) ** 2, (sd / mean) * sd);
  },
});

function ofShape(shape: number, scale: number): Distribution {
  // The table is built at the first draw, so that reading a scenario stays quick.
  const standard = lazily(() => gammaTable(shape));
  const numbers = Float64Array.of(0, scale);
  return {
    quantile: (u) => scale * standard().at(u),
    fill(values, count) {
      standard().fill(values, count);
      scaleEach(values, count, numbers);
    },
    mean: shape * scale,
    sd: Math.sqrt(shape) * scale,
    mode: Math.max(0, shape - 1) * scale,
    min: 0,
    max: Number.POSITIVE_INFINITY,
  };
}
