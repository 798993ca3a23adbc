/** The modified beta of PERT: a least, a likeliest and a greatest value, smoother and less spread out than a triangle. */
import { betaTable } from '../beta-table.ts';
import { scaleEach } from '../each.ts';
import { lazily } from '../remember.ts';
import { constant } from './fixed.ts';
import { checkOrder, defineKind, numberOf } from './kind.ts';

/** The weight of the mode against the two limits in the mean. */
const LAMBDA = 4;

export const pert = defineKind({
  name: 'pert',
  summary: 'A least, a likeliest and a greatest value, as a smooth hump that favours the likeliest (beta, lambda 4).',
  source: 'Malcolm, Roseboom, Clark and Fazar, Operations Research 7 (1959); Vose, Risk Analysis (2008), on the PERT distribution',
  example: { pert: { low: '5 wk', mode: '8 wk', high: '14 wk' } },
  parameters: {
    low: { type: 'value', description: 'The least possible value.' },
    mode: { type: 'value', description: 'The likeliest value.' },
    high: { type: 'value', description: 'The greatest possible value.' },
  },
  forms: [['low', 'mode', 'high']],
  check: (parameters) => checkOrder(parameters, ['low', 'mode', 'high'], 'equal-allowed'),
  make(parameters) {
    const low = numberOf(parameters, 'low');
    const mode = numberOf(parameters, 'mode');
    const high = numberOf(parameters, 'high');
    if (low === high) return constant(low);
    const range = high - low;
    const turn = (mode - low) / range;
    const mean = low + (range * (1 + LAMBDA * turn)) / (LAMBDA + 2);
    // The table is built at the first draw, so that reading a scenario stays quick.
    const standard = lazily(() => betaTable(1 + LAMBDA * turn, 1 + LAMBDA * (1 - turn)));
    const numbers = Float64Array.of(low, range);
    return {
      quantile: (u) => low + range * standard().at(u),
      fill(values, count) {
        standard().fill(values, count);
        scaleEach(values, count, numbers);
      },
      mean,
      sd: Math.sqrt(((mean - low) * (high - mean)) / (LAMBDA + 3)),
      mode,
      min: low,
      max: high,
    };
  },
});
