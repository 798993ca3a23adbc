/** A least, a likeliest and a greatest value joined by straight lines; or the same triangle told by two of its percentiles. */
import type { Distribution, Parameters } from '../distribution.ts';
import { constant } from './fixed.ts';
import { checkOrder, defineKind, hasForm, numberOf, type Refusal } from './kind.ts';

const BY_LIMITS = ['low', 'mode', 'high'] as const;
const BY_PERCENTILES = ['p10', 'mode', 'p90'] as const;

export const triangular = defineKind({
  name: 'triangular',
  summary: 'A least, a likeliest and a greatest value; or the likeliest with the 10th and 90th percentiles.',
  source: 'Kotz and van Dorp, Beyond Beta (2004), chapter 1; percentiles after Keefer and Bodily, Management Science 29 (1983)',
  example: { triangular: { low: '5 wk', mode: '8 wk', high: '14 wk' } },
  parameters: {
    low: { type: 'value', description: 'The least possible value.' },
    mode: { type: 'value', description: 'The likeliest value.' },
    high: { type: 'value', description: 'The greatest possible value.' },
    p10: { type: 'value', description: 'One value in ten is below this.' },
    p90: { type: 'value', description: 'One value in ten is above this.' },
  },
  forms: [BY_LIMITS, BY_PERCENTILES],
  check: (parameters) =>
    hasForm(parameters, BY_LIMITS) ? checkOrder(parameters, BY_LIMITS, 'equal-allowed') : checkPercentiles(parameters),
  make(parameters) {
    const mode = numberOf(parameters, 'mode');
    if (hasForm(parameters, BY_LIMITS)) return triangle(numberOf(parameters, 'low'), mode, numberOf(parameters, 'high'));
    const { low, high } = limits(numberOf(parameters, 'p10'), mode, numberOf(parameters, 'p90'));
    return triangle(low, mode, high);
  },
});

function checkPercentiles(parameters: Parameters): Refusal | undefined {
  const disorder = checkOrder(parameters, BY_PERCENTILES, 'equal-allowed') ?? checkOrder(parameters, ['p10', 'p90'], 'strictly-rising');
  if (disorder !== undefined) return disorder;
  const p10 = numberOf(parameters, 'p10');
  const { low } = limits(p10, numberOf(parameters, 'mode'), numberOf(parameters, 'p90'));
  if (p10 < 0 || low >= 0) return undefined;
  return {
    message: 'the triangle through p10, mode and p90 begins below zero',
    remedy: 'give low, mode and high, or use a lognormal with p10 and p90',
  };
}

function triangle(low: number, mode: number, high: number): Distribution {
  if (low === high) return constant(low);
  const range = high - low;
  const turn = (mode - low) / range;
  const rising = range * (mode - low);
  const falling = range * (high - mode);
  const quantile = (u: number): number => (u < turn ? low + Math.sqrt(u * rising) : high - Math.sqrt((1 - u) * falling));
  const numbers = Float64Array.of(low, high, turn, rising, falling);
  return {
    quantile,
    fill: (values, count) => turnEach(values, count, numbers),
    mean: low + (range * (1 + turn)) / 3,
    sd: range * Math.sqrt((1 - turn + turn * turn) / 18),
    mode,
    min: low,
    max: high,
  };
}

/** The quantiles to the last bit, without a branch that luck decides. `numbers`: low, high, turn, rising, falling. */
function turnEach(values: Float64Array, count: number, numbers: Float64Array): void {
  const low = numbers[0]!;
  const high = numbers[1]!;
  const turn = numbers[2]!;
  const rising = numbers[3]!;
  const falling = numbers[4]!;
  for (let i = 0; i < count; i++) {
    const u = values[i]!;
    const left = +(u < turn);
    const right = 1 - left;
    const reach = Math.sqrt(Math.abs(u - right) * (rising * left + falling * right));
    values[i] = low * left + high * right + (left - right) * reach;
  }
}

/**
 * The triangle with tails of one tenth. With t the share of the range left of the mode and w the range,
 * mode - p10 = w (t - sqrt(t / 10)) and p90 - mode = w ((1 - t) - sqrt((1 - t) / 10)), so that their ratio fixes t, which
 * rises steadily from 1/10 (mode = p10) to 9/10 (mode = p90).
 */
function limits(p10: number, mode: number, p90: number): { low: number; high: number } {
  const left = mode - p10;
  const right = p90 - mode;
  const reach = (t: number): number => t - Math.sqrt(t / 10);
  let below = 0.1;
  let above = 0.9;
  for (let i = 0; i < 60; i++) {
    const t = (below + above) / 2;
    if (reach(t) * right < reach(1 - t) * left) below = t;
    else above = t;
  }
  const t = (below + above) / 2;
  const range = (left + right) / (reach(t) + reach(1 - t));
  return { low: mode - range * t, high: mode + range * (1 - t) };
}
