/** Something that happens or does not: with probability p a draw of another law, otherwise zero. */
import type { Distribution } from '../distribution.ts';
import { defineKind, lawOf, numberOf } from './kind.ts';

const LAST_BEFORE_ONE = 1 - 2 ** -53;

export const chance = defineKind({
  name: 'chance',
  summary: 'With probability p a draw of another distribution, otherwise zero.',
  source: 'the mixture of an atom at zero with the distribution, inverted so that one uniform decides both',
  example: { chance: { p: '20 %', of: { triangular: { low: '1 wk', mode: '2 wk', high: '6 wk' } } } },
  parameters: {
    p: { type: 'share', description: 'The probability that it happens.' },
    of: { type: 'law', description: 'How much it is when it happens.' },
  },
  forms: [['p', 'of']],
  check: () => undefined,
  make(parameters, makeLaw) {
    const p = numberOf(parameters, 'p');
    const of = makeLaw(lawOf(parameters, 'of'));
    if (p === 1) return of;
    // What of the other law lies below zero comes before the atom, in order of size.
    const below = p * shareBelowZero(of);
    const atomEnd = below + (1 - p);
    const quantile = (u: number): number => {
      if (u > atomEnd) return of.quantile(Math.min((u - (1 - p)) / p, LAST_BEFORE_ONE));
      return u < below ? of.quantile(u / p) : 0;
    };
    return {
      quantile,
      mean: p * of.mean,
      sd: Math.sqrt(p * (of.sd * of.sd + (1 - p) * of.mean * of.mean)),
      // The likeliest outcome: that it does not happen, unless it probably does.
      mode: p > 0.5 ? of.mode : 0,
      min: p === 0 ? 0 : Math.min(0, of.min),
      max: p === 0 ? 0 : Math.max(0, of.max),
    };
  },
});

/** P(X < 0), by bisection on the quantile function. */
function shareBelowZero(of: Distribution): number {
  if (of.min >= 0) return 0;
  if (of.max < 0) return 1;
  let low = 0;
  let high = 1;
  while (true) {
    const middle = (low + high) / 2;
    if (middle === low || middle === high || high - low < 2 ** -50) return middle;
    if (of.quantile(middle) < 0) low = middle;
    else high = middle;
  }
}
