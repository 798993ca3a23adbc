/** Always the same value. */
import type { Distribution } from '../distribution.ts';
import { defineKind, numberOf } from './kind.ts';

export const fixed = defineKind({
  name: 'fixed',
  summary: 'Always the same value.',
  source: 'the degenerate distribution',
  example: { fixed: { value: '6 wk' } },
  parameters: { value: { type: 'value', description: 'The value.' } },
  forms: [['value']],
  check: () => undefined,
  make: (parameters) => constant(numberOf(parameters, 'value')),
});

/** The distribution of a value that does not vary; what other kinds become when their range closes. */
export function constant(value: number): Distribution {
  return { quantile: () => value, mean: value, sd: 0, mode: value, min: value, max: value };
}
