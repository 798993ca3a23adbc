/** Luck in common in part: each law stays what it was, and only their going together changes. */
import { describe, expect, it } from 'vitest';
import { createSampler } from '../../src/engine/draws.ts';
import { spearman } from '../../src/measure/correlations.ts';
import type { Copula, Work } from '../../src/plan/plan.ts';
import { makeDistribution } from '../../src/random/distributions/registry.ts';
import { activity, planOf } from '../plan-builder.ts';

const FUTURES = 4096;
const LAWS = {
  a: { kind: 'lognormal', parameters: { mean: 1e6, sd: 4e5 } },
  b: { kind: 'exponential', parameters: { mean: 2e6 } },
  c: { kind: 'uniform', parameters: { low: 0, high: 1e6 } },
} as const;

function draws(copula: Partial<Record<keyof typeof LAWS, Copula>>, futures = FUTURES): Record<keyof typeof LAWS, Float64Array> {
  const work = (id: keyof typeof LAWS): Work => {
    const common = copula[id];
    return {
      kind: 'duration',
      clock: 'elapsed',
      law: LAWS[id],
      scale: 1,
      factors: [],
      ...(common === undefined ? {} : { copula: common }),
    };
  };
  const plan = planOf({ activities: (['a', 'b', 'c'] as const).map((id) => activity(id, work(id))) });
  const runs = Array.from({ length: futures / 256 }, (_, block) => ({ text: 'copula', first: 256 * block, count: 256 }));
  const matrix = createSampler(plan).draw(runs);
  const column = (at: number): Float64Array => Float64Array.from({ length: futures }, (_, future) => matrix[3 * future + at]!);
  return { a: column(0), b: column(1), c: column(2) };
}

/** Largest distance between the observed CDF and the law's. */
function distance(values: Float64Array, law: (typeof LAWS)[keyof typeof LAWS]): number {
  const { quantile } = makeDistribution(law);
  const sorted = Float64Array.from(values).sort();
  let largest = 0;
  for (let i = 1; i < 200; i++) {
    const p = i / 200;
    const limit = quantile(p);
    let below = 0;
    while (below < sorted.length && sorted[below]! <= limit) below++;
    largest = Math.max(largest, Math.abs(below / sorted.length - p));
  }
  return largest;
}

const common = { name: 'vendors', rho: 0.4 };
const apart = draws({});
const together = draws({ a: common, b: common });

describe('a copula', () => {
  it('leaves each law as it was', () => {
    // Kolmogorov and Smirnov: 1.95 / sqrt(n) is exceeded by chance once in a thousand times.
    for (const id of ['a', 'b', 'c'] as const)
      expect([id, distance(together[id], LAWS[id]) < 1.95 / Math.sqrt(FUTURES)]).toEqual([id, true]);
  });

  it('makes those that share it go together as much as it says, and nobody else', () => {
    // Of normal scores with correlation 0.4 the rank correlation is 6 / pi x asin(0.4 / 2) = 0.3846; sd about 1 / sqrt(4096) = 0.016.
    expect(Math.abs(spearman(together.a, together.b) - 0.3846)).toBeLessThan(0.05);
    expect(Math.abs(spearman(apart.a, apart.b))).toBeLessThan(0.05);
    expect(Math.abs(spearman(together.a, together.c))).toBeLessThan(0.05);
  });

  it('changes nobody who does not share it, not by a bit', () => {
    expect(together.c).toEqual(apart.c);
  });

  it('is one and the same luck at one, and none at all at zero', () => {
    const one = { name: 'vendors', rho: 1 };
    const same = draws({ a: one, b: one }, 256);
    expect(spearman(same.a, same.b)).toBeCloseTo(1, 3);
    const none = { name: 'vendors', rho: 0 };
    const own = draws({ a: none, b: none }, 256);
    own.a.forEach((value, i) => {
      expect(Math.abs(value - apart.a[i]!)).toBeLessThanOrEqual(1);
    });
  });

  it('does not change with who else is in it', () => {
    expect(draws({ a: common, b: common, c: common }).a).toEqual(together.a);
  });
});
