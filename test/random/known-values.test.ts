/** Values worked out by hand, from tables or from the laws' own promises. */
import { describe, expect, it } from 'vitest';
import type { Distribution, Law, Parameters } from '../../src/random/distribution.ts';
import { makeDistribution } from '../../src/random/distributions/registry.ts';

function make(kind: string, parameters: Parameters): Distribution {
  return makeDistribution({ kind, parameters });
}

describe('percentiles that were asked for are met', () => {
  it.each([
    ['lognormal', { p50: 62, p90: 89 }],
    ['lognormal', { p10: 43, p90: 89 }],
    ['lognormal', { p10: 43, p50: 62, p90: 89 }],
    ['lognormal', { p10: 43, p50: 62, p90: 120 }],
    ['lognormal', { p10: 1, p50: 30, p90: 61 }],
    ['lognormal', { p10: 40, p50: 50, p90: 60.02 }],
    ['lognormal', { p50: 62, sigma: 0.4 }],
    ['triangular', { p10: 43, mode: 62, p90: 89 }],
    ['triangular', { p10: 43, mode: 43, p90: 89 }],
    ['triangular', { p10: 43, mode: 89, p90: 89 }],
  ])('%s %j', (kind, parameters: Readonly<Record<string, number>>) => {
    const law = make(kind, parameters);
    for (const [name, u] of [
      ['p10', 0.1],
      ['p50', 0.5],
      ['p90', 0.9],
    ] as const) {
      if (parameters[name] !== undefined) expect(law.quantile(u)).toBeCloseTo(parameters[name], 8);
    }
    if (parameters.mode !== undefined) expect(law.mode).toBe(parameters.mode);
  });
});

it('a lognormal from mean and sd has them', () => {
  const law = make('lognormal', { mean: 8, sd: 3 });
  expect(law.mean).toBeCloseTo(8, 12);
  expect(law.sd).toBeCloseTo(3, 12);
});

it('a censored normal has the moments of its rule: half a bell for mean 0', () => {
  const law = make('normal', { mean: 0, sd: 1 });
  expect(law.mean).toBeCloseTo(1 / Math.sqrt(2 * Math.PI), 14);
  expect(law.sd).toBeCloseTo(Math.sqrt(0.5 - 1 / (2 * Math.PI)), 14);
  expect(law.quantile(0.3)).toBe(0);
});

it('pert has the textbook mean and sd', () => {
  const law = make('pert', { low: 2, mode: 5, high: 14 });
  expect(law.mean).toBeCloseTo((2 + 4 * 5 + 14) / 6, 14);
  expect(law.sd).toBeCloseTo(Math.sqrt((4 * 8) / 7), 14);
});

it('a triangle has the textbook mean and sd', () => {
  const law = make('triangular', { low: 2, mode: 5, high: 14 });
  expect(law.mean).toBeCloseTo(7, 14);
  expect(law.sd).toBeCloseTo(Math.sqrt((4 + 25 + 196 - 10 - 28 - 70) / 18), 14);
});

it('a discrete law takes its steps where the shares add up', () => {
  const law = make('discrete', {
    values: [
      { value: 6, weight: 1 },
      { value: 2, weight: 3 },
    ],
  });
  expect([0.001, 0.75, 0.7500001, 0.999].map((u) => law.quantile(u))).toEqual([2, 2, 6, 6]);
  expect([law.mean, law.mode, law.min, law.max]).toEqual([3, 2, 2, 6]);
  expect(law.sd).toBeCloseTo(Math.sqrt(3), 14);
});

it('a discrete law counts rows of one value together for its mode', () => {
  const values = [
    { value: 1, weight: 2 },
    { value: 4, weight: 1.5 },
    { value: 4, weight: 1.5 },
  ];
  expect(make('discrete', { values }).mode).toBe(4);
});

describe('an empirical law', () => {
  it('gives observations only, each its share', () => {
    const law = make('empirical', { values: [14, 5, 6, 9] });
    expect([0.001, 0.25, 0.250001, 0.5, 0.75, 0.751, 0.999].map((u) => law.quantile(u))).toEqual([5, 5, 6, 6, 9, 14, 14]);
  });
  it.each([
    [[1, 2, 2, 9, 9, 9], 9],
    [[1, 2, 3, 9, 10], 3],
    [[1, 1, 5, 5, 8, 9, 9], 5],
  ])('%j has mode %d', (values, mode) => expect(make('empirical', { values }).mode).toBe(mode));
});

describe('chance', () => {
  const of: Law = { kind: 'uniform', parameters: { low: 4, high: 8 } };
  it('happens in the upper share of luck, and hands that luck on', () => {
    const law = make('chance', { p: 0.2, of });
    expect([0.1, 0.8].map((u) => law.quantile(u))).toEqual([0, 0]);
    expect(law.quantile(0.9)).toBeCloseTo(6, 12);
    expect(law.quantile(1 - 2 ** -53)).toBeLessThanOrEqual(8);
    expect(law.mean).toBeCloseTo(1.2, 14);
  });
  it('has for mode the likelier of the two', () => {
    expect(make('chance', { p: 0.5, of }).mode).toBe(0);
    expect(make('chance', { p: 0.6, of }).mode).toBe(6);
  });
  it('nests', () => {
    const law = make('chance', { p: 0.5, of: { kind: 'chance', parameters: { p: 0.4, of } } });
    expect(law.mean).toBeCloseTo(1.2, 14);
    expect([law.quantile(0.79), law.quantile(0.9)]).toEqual([0, expect.closeTo(6, 12)]);
  });
});

it('weibull of shape 1 is the exponential', () => {
  const weibull = make('weibull', { shape: 1, scale: 3 });
  const exponential = make('exponential', { mean: 3 });
  for (const u of [0.001, 0.5, 0.999]) expect(weibull.quantile(u)).toBeCloseTo(exponential.quantile(u), 12);
  expect([weibull.mean, weibull.sd]).toEqual([expect.closeTo(3, 12), expect.closeTo(3, 12)]);
});

it('gamma told twice is one gamma', () => {
  const byMoments = make('gamma', { mean: 8, sd: 4 });
  const byShape = make('gamma', { shape: 4, scale: 2 });
  for (const u of [0.001, 0.5, 0.999]) expect(byMoments.quantile(u)).toBe(byShape.quantile(u));
});
