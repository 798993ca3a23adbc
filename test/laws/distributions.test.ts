/** The laws that every registered distribution obeys, whatever its kind. */
import { describe, expect, it } from 'vitest';
import { parseQuantity } from '../../src/base/units.ts';
import type { Distribution, DistributionKind, Law, Parameters, ParameterType } from '../../src/random/distribution.ts';
import { checkLaw, DISTRIBUTIONS, makeDistribution } from '../../src/random/distributions/registry.ts';
import { normalCdf, normalDensity } from '../../src/random/special.ts';
import { BLOCK_SIZE, drawKey, fillUniforms, valueInWorld } from '../../src/random/world.ts';
import { LAW_CASES, type LawCase, REFUSED_CASES } from '../random/distribution-cases.ts';

/** Even steps, and both tails as far as a seed can reach. */
const UNIFORMS = [
  ...Array.from({ length: 60 }, (_, i) => 2 ** -33 * 1.4 ** i).filter((u) => u < 0.001),
  ...Array.from({ length: 4000 }, (_, i) => (i + 0.5) / 4000),
  ...Array.from({ length: 60 }, (_, i) => 1 - 2 ** -33 * 1.4 ** i)
    .filter((u) => u > 0.999)
    .reverse(),
].sort((a, b) => a - b);

/** A size to measure errors by. */
function scaleOf({ mean, sd }: Distribution): number {
  return Math.max(Math.abs(mean), sd, 1e-12);
}

/** The first two moments by integrating the quantile function: in steps of the normal score where it is smooth, else in steps of u. */
function integrated({ quantile }: Distribution, shape: LawCase['shape']): { mean: number; sd: number } {
  let weights = 0;
  let sum = 0;
  let squares = 0;
  const add = (u: number, weight: number): void => {
    const x = quantile(u);
    weights += weight;
    sum += weight * x;
    squares += weight * x * x;
  };
  if (shape === 'jumps') for (let i = 0; i < 100_000; i++) add((i + 0.5) / 100_000, 1);
  else for (let z = -8; z <= 8; z += 1 / 256) add(normalCdf(z), normalDensity(z));
  const mean = sum / weights;
  return { mean, sd: Math.sqrt(Math.max(0, squares / weights - mean * mean)) };
}

function draws({ quantile }: Distribution, key: string, blocks: number): number[] {
  const uniforms = new Float64Array(BLOCK_SIZE);
  return Array.from({ length: blocks }, (_, block) => {
    fillUniforms('laws', block, key, uniforms);
    return Array.from(uniforms, (u) => quantile(u));
  }).flat();
}

/** The Kolmogorov-Smirnov statistic times the root of the number of draws; above 1.95 once in a thousand times. */
function kolmogorovSmirnov(values: readonly number[], cdf: (x: number) => number): number {
  const sorted = [...values].sort((a, b) => a - b);
  let worst = 0;
  sorted.forEach((x, i) => {
    // At the last of equal values, so that a value with a probability of its own is compared after its jump.
    if (sorted[i + 1] !== x) worst = Math.max(worst, Math.abs((i + 1) / sorted.length - cdf(x)));
  });
  return worst * Math.sqrt(sorted.length);
}

it('has cases for every registered kind', () => {
  const named = (cases: readonly string[]): string[] => [...new Set(cases)].sort();
  const all = DISTRIBUTIONS.all.map((kind) => kind.name).sort();
  expect(named(LAW_CASES.map(({ law }) => law.kind))).toEqual(all);
  expect(named(REFUSED_CASES.map(({ kind }) => kind))).toEqual(all);
});

it('has a case for every form of every kind', () => {
  for (const kind of DISTRIBUTIONS.all) {
    for (const form of kind.forms) {
      const isForm = ({ law }: LawCase): boolean =>
        law.kind === kind.name && Object.keys(law.parameters).sort().join() === [...form].sort().join();
      expect(LAW_CASES.some(isForm), `${kind.name}: ${form.join(', ')}`).toBe(true);
    }
  }
});

const WITH_FILL = LAW_CASES.map(({ name, law }) => ({ name, ...makeDistribution(law) })).filter(({ fill }) => fill !== undefined);

it.each(WITH_FILL)('$name: turns many uniforms at once as it turns each, to the bit', ({ fill, quantile }) => {
  const many = Float64Array.from(UNIFORMS);
  fill?.(many, many.length - 1);
  expect([...many.subarray(0, -1)]).toEqual(UNIFORMS.slice(0, -1).map((u) => quantile(u)));
  expect(many.at(-1)).toBe(UNIFORMS.at(-1));
});

describe.each(LAW_CASES)('$name', ({ name, law, cdf, shape, moments }) => {
  const distribution = makeDistribution(law);
  const scale = scaleOf(distribution);

  it('is accepted', () => expect(checkLaw(law)).toBeUndefined());

  it('has a quantile that rises and stays in its range', () => {
    const values = UNIFORMS.map((u) => distribution.quantile(u));
    const falls = values.map((x, i) => (i === 0 ? 0 : values[i - 1]! - x));
    // A last digit may be lost to rounding.
    expect(Math.max(...falls)).toBeLessThan(1e-13 * scale);
    expect(Math.min(...values)).toBeGreaterThanOrEqual(distribution.min - 1e-12 * scale);
    expect(Math.max(...values)).toBeLessThanOrEqual(distribution.max + 1e-12 * scale);
  });

  it('has a quantile that inverts the known CDF', () => {
    const step = 1e-6 * scale;
    const misses = UNIFORMS.map((u) => {
      const x = distribution.quantile(u);
      return Math.max(u - cdf(x + step), cdf(x - step) - u);
    });
    expect(Math.max(...misses)).toBeLessThan(1e-9);
  });

  it('has the moments of its quantile', () => {
    const { mean, sd } = integrated(distribution, shape);
    const tolerance = { 'written out': shape === 'jumps' ? 1e-4 : 2e-5, integrated: 2e-3 }[moments] * scale;
    expect(Math.abs(distribution.mean - mean)).toBeLessThan(tolerance);
    expect(Math.abs(distribution.sd - sd)).toBeLessThan(tolerance * 5);
  });

  it('has a mode and deterministic values within its range', () => {
    for (const world of ['median', 'mean', 'mode'] as const) {
      const value = valueInWorld(distribution, world);
      expect(value).toBeGreaterThanOrEqual(distribution.min);
      expect(value).toBeLessThanOrEqual(distribution.max);
    }
    expect(valueInWorld(distribution, 'median')).toBe(distribution.quantile(0.5));
  });

  it('gives draws that follow the CDF', () => {
    expect(kolmogorovSmirnov(draws(distribution, drawKey(name, 'law', 0), 20), cdf)).toBeLessThan(1.95);
  });
});

describe('the mode', () => {
  it.each(LAW_CASES.filter(({ shape, law }) => shape === 'smooth' && law.kind !== 'uniform'))(
    'of $name is where the CDF is steepest',
    ({ law, cdf }) => {
      const distribution = makeDistribution(law);
      const width = distribution.sd / 1000;
      const density = (x: number): number => cdf(x + width) - cdf(x - width);
      // The atom at zero of a censored law is no peak of the density: look inside the range.
      const inside = (x: number): number => Math.min(Math.max(x, distribution.min + width), distribution.max - width);
      const peak = Math.max(...UNIFORMS.map((u) => density(inside(distribution.quantile(u)))));
      expect(density(inside(distribution.mode))).toBeGreaterThan(peak * 0.99);
    },
  );
});

describe('refusals', () => {
  it.each(REFUSED_CASES)('$kind $parameters', ({ kind: name, parameters, message }) => {
    const kind = DISTRIBUTIONS.get(name);
    const refusal = checkLaw({ kind: name, parameters });
    expect(refusal?.message).toMatch(message);
    expect(refusal?.remedy).toMatch(/^(give|put|make|list|leave|use) /);
    expect(kind.check(parameters)).toEqual(refusal);
    expect(() => makeDistribution({ kind: name, parameters })).toThrow(refusal!.message);
  });

  it('names the kind that was probably meant', () => {
    expect(checkLaw({ kind: 'trangular', parameters: {} })).toEqual({
      message: 'there is no distribution "trangular"; did you mean "triangular"?',
      remedy: `use one of ${DISTRIBUTIONS.all.map((kind) => kind.name).join(', ')}`,
    });
  });

  it('reaches into a nested law', () => {
    const of: Law = { kind: 'uniform', parameters: { low: 8, high: 4 } };
    expect(checkLaw({ kind: 'chance', parameters: { p: 0.5, of } })?.message).toBe('of: low is greater than high');
    expect(() => makeDistribution({ kind: 'chance', parameters: { p: 0.5, of } })).toThrow('low is greater than high');
  });
});

describe.each(DISTRIBUTIONS.all.map((kind) => ({ name: kind.name, kind })))('the description of $name', ({ name, kind }) => {
  it('has an example that reads as a law of that kind', () => {
    const law = lawOf(kind.example);
    expect(law.kind).toBe(name);
    expect(checkLaw(law)).toBeUndefined();
    expect(makeDistribution(law).mean).toBeGreaterThan(0);
  });

  it('says what it is in whole words', () => {
    expect(kind.summary).toMatch(/^[A-Z].*\.$/);
    expect(kind.source.length).toBeGreaterThan(10);
    for (const { description } of Object.values(kind.parameters)) expect(description).toMatch(/^[A-Z].*\.$/);
  });

  it('uses each of its parameters in some form, and no others', () => {
    expect([...new Set(kind.forms.flat())].sort()).toEqual(Object.keys(kind.parameters).sort());
  });
});

/** Reads an example as a scenario's reader would, by the types the kind declares. */
function lawOf(example: Readonly<Record<string, unknown>>): Law {
  const [name, written] = Object.entries(example)[0]!;
  const kind: DistributionKind = DISTRIBUTIONS.get(name);
  const read = ([parameter, value]: [string, unknown]): [string, Parameters[string]] => [
    parameter,
    readParameter(kind.parameters[parameter]!.type, value),
  ];
  return { kind: name, parameters: Object.fromEntries(Object.entries(written as object).map(read)) };
}

function readParameter(type: ParameterType, value: unknown): Parameters[string] {
  const measure = (text: unknown, dimension: 'elapsed' | 'share'): number => {
    const parsed = parseQuantity(text as string, dimension);
    if (!parsed.ok) throw new Error(parsed.message);
    return parsed.value;
  };
  switch (type) {
    case 'value':
    case 'spread':
      return measure(value, 'elapsed');
    case 'number':
      return value as number;
    case 'share':
      return measure(value, 'share');
    case 'values':
      return (value as unknown[]).map((entry) => measure(entry, 'elapsed'));
    case 'table':
      return (value as { value: unknown; weight: number }[]).map((row) => ({ value: measure(row.value, 'elapsed'), weight: row.weight }));
    case 'law':
      return lawOf(value as Record<string, unknown>);
  }
}
