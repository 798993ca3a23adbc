/** Any value of a range, all equally likely. */
import { scaleEach } from '../each.ts';
import { constant } from './fixed.ts';
import { checkOrder, defineKind, numberOf } from './kind.ts';

export const uniform = defineKind({
  name: 'uniform',
  summary: 'Any value between two limits, all equally likely.',
  source: 'Johnson, Kotz and Balakrishnan, Continuous Univariate Distributions 2 (1995), chapter 26',
  example: { uniform: { low: '4 wk', high: '8 wk' } },
  parameters: {
    low: { type: 'value', description: 'The least possible value.' },
    high: { type: 'value', description: 'The greatest possible value.' },
  },
  forms: [['low', 'high']],
  check: (parameters) => checkOrder(parameters, ['low', 'high'], 'equal-allowed'),
  make(parameters) {
    const low = numberOf(parameters, 'low');
    const high = numberOf(parameters, 'high');
    if (low === high) return constant(low);
    const range = high - low;
    const middle = low + range / 2;
    const numbers = Float64Array.of(low, range);
    return {
      quantile: (u) => low + range * u,
      fill: (values, count) => scaleEach(values, count, numbers),
      mean: middle,
      sd: range / Math.sqrt(12),
      mode: middle,
      min: low,
      max: high,
    };
  },
});
