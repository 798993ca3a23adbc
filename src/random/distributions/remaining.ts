/** What is left of something that has been under way for a while and is known not to be over yet. */
import { defineKind, lawOf, numberOf } from './kind.ts';

/** Points of the midpoint rule for the moments: good to about four digits, which is all that priority rules and notes need. */
const POINTS = 4096;

const LAST_BEFORE_ONE = 1 - 2 ** -53;

export const remaining = defineKind({
  name: 'remaining',
  summary:
    'What is left of a duration that has been under way for a known time and is not over: the conditional distribution, less the time elapsed.',
  source: 'quantile of X - t given X > t is q(F(t) + u (1 - F(t))) - t, with q and F the quantile function and CDF of X',
  example: { remaining: { of: { lognormal: { p50: '40 wk', p90: '60 wk' } }, elapsed: '30 wk' } },
  parameters: {
    of: { type: 'law', description: 'The whole duration.' },
    elapsed: { type: 'spread', description: 'How long it has been under way.' },
  },
  forms: [['of', 'elapsed']],
  check: () => undefined,
  make(parameters, makeLaw) {
    const of = makeLaw(lawOf(parameters, 'of'));
    const elapsed = numberOf(parameters, 'elapsed');
    const past = shareUpTo(of.quantile, elapsed);
    // By the law it should long be over: nothing is left.
    const quantile =
      past >= 1 ? () => 0 : (u: number): number => Math.max(0, of.quantile(Math.min(past + u * (1 - past), LAST_BEFORE_ONE)) - elapsed);
    let sum = 0;
    let squares = 0;
    for (let i = 0; i < POINTS; i++) {
      const value = quantile((i + 0.5) / POINTS);
      sum += value;
      squares += value * value;
    }
    const mean = sum / POINTS;
    return {
      quantile,
      mean,
      sd: Math.sqrt(Math.max(0, squares / POINTS - mean * mean)),
      mode: Math.max(0, of.mode - elapsed),
      min: Math.max(0, of.min - elapsed),
      max: Math.max(0, of.max - elapsed),
    };
  },
});

/** P(X <= t), by bisection on the quantile function. */
export function shareUpTo(quantile: (u: number) => number, t: number): number {
  let low = 0;
  let high = 1;
  while (high - low > 2 ** -50) {
    const middle = (low + high) / 2;
    if (quantile(middle) <= t) low = middle;
    else high = middle;
  }
  return high > 1 - 2 ** -40 ? 1 : low;
}
