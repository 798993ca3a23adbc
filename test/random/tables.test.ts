/** The quick functions against the exact ones, between their knots and in the tails. */
import stdlibNormalQuantile from '@stdlib/stats-base-dists-normal-quantile';
import { describe, expect, it } from 'vitest';
import { betaTable } from '../../src/random/beta-table.ts';
import { gammaTable } from '../../src/random/gamma-table.ts';
import { normalScore } from '../../src/random/normal-score.ts';
import { quicken } from '../../src/random/octave-table.ts';
import { tabulate } from '../../src/random/quantile-table.ts';
import { betaQuantile, gammaFunction, gammaQuantile, logGamma, normalCdf, normalQuantile } from '../../src/random/special.ts';

const MIDDLE = Array.from({ length: 997 }, (_, i) => (i + 0.37) / 997);
const TAILS = Array.from({ length: 90 }, (_, i) => 2 ** -33 * 1.27 ** i).filter((u) => u < 0.01);
const UNIFORMS = [...TAILS, ...MIDDLE, ...TAILS.map((u) => 1 - u)].sort((a, b) => a - b);

function worst(us: readonly number[], quick: (u: number) => number, exact: (u: number) => number): number {
  return Math.max(...us.map((u) => Math.abs(quick(u) - exact(u))));
}

describe('the normal quantile', () => {
  it('agrees with the one of stdlib where that is exact', () =>
    expect(worst(MIDDLE, normalQuantile, (u) => stdlibNormalQuantile(u, 0, 1))).toBeLessThan(1e-13));
  it('inverts the normal CDF, in the tails too', () => {
    const inverted = (u: number): number => normalCdf(normalQuantile(u));
    expect(worst(UNIFORMS, inverted, (u) => u)).toBeLessThan(1e-15);
    const ratio = (u: number): number => inverted(u) / u;
    expect(Math.max(...TAILS.map((u) => Math.abs(ratio(u) - 1)))).toBeLessThan(1e-8);
  });
  // Wichura's own checks, from the paper.
  it.each([
    [0.25, -0.6744897501960817],
    [0.001, -3.090232306167814],
    [1e-20, -9.26234008979841],
  ])('at %d is %d', (u, z) => expect(normalQuantile(u)).toBeCloseTo(z, 13));
  it('is the same when quick', () => expect(worst(UNIFORMS, normalScore.at, normalQuantile)).toBeLessThan(1e-8));
});

describe('the gamma function', () => {
  it.each([
    [0.5, Math.sqrt(Math.PI)],
    [0.1, 9.513507698668732],
    [1, 1],
    [5, 24],
    [11, 3628800],
  ])('of %d is %d', (x, value) => expect(gammaFunction(x) / value).toBeCloseTo(1, 13));
  it('has the logarithm that Stirling gives for 1000', () => expect(logGamma(1000)).toBeCloseTo(5905.220423209181, 9));
});

describe('the beta table', () => {
  it.each([1, 1.01, 1.6, 2.2, 3, 3.77, 4.99, 5])('of shapes %d and the rest of 6 is exact to 1e-9 of the range', (alpha) => {
    expect(worst(UNIFORMS, betaTable(alpha, 6 - alpha).at, (u) => betaQuantile(u, alpha, 6 - alpha))).toBeLessThan(1e-9);
  });
  it('is built once for a pair of shapes', () => expect(betaTable(2, 4)).toBe(betaTable(2, 4)));
});

describe('the gamma table', () => {
  it.each([0.05, 0.1, 0.3, 0.999, 1, 2.7, 16, 120, 499])('of shape %d is exact to 1e-7 of the mean', (shape) => {
    expect(worst(UNIFORMS, gammaTable(shape).at, (u) => gammaQuantile(u, shape)) / shape).toBeLessThan(1e-7);
  });
  it('has no step where the large shapes begin', () => {
    const [below, above] = [gammaTable(500).at, gammaTable(500 + 1e-9).at];
    expect(worst(UNIFORMS, below, above) / 500).toBeLessThan(1e-9);
  });
  it('of shape 1e8 is the normal with the first correction for skew', () => {
    const expected = (u: number): number => 1e8 + 1e4 * normalQuantile(u) + (normalQuantile(u) ** 2 - 1) / 3;
    expect(worst(MIDDLE, gammaTable(1e8).at, expected)).toBeLessThan(1e-3);
  });
});

describe('quicken', () => {
  it('is exact for a straight line, at one half and beyond the table too', () => {
    for (const u of [...UNIFORMS, 0.5, 1e-12, 1e-300, 1 - 2 ** -53]) expect(quicken((v) => v).at(u)).toBeCloseTo(u, 15);
  });
});

describe('tabulate', () => {
  it('gives up on a curve with a corner, rather than smoothing it over', () => {
    const corner = { value: (z: number) => Math.max(0, z - 0.01), slope: (z: number) => (z > 0.01 ? 1 : 0), curvature: () => 0 };
    expect(tabulate(corner, 1e-7, () => 0)).toBeUndefined();
  });
  it('hands over to the exact function beyond its reach', () => {
    const line = { value: (z: number) => z, slope: () => 1, curvature: () => 0 };
    const table = tabulate(line, 1e-7, normalQuantile)!;
    for (const u of [1e-200, 1e-15, 0.3]) expect(table(u)).toBeCloseTo(normalQuantile(u), 12);
  });
});
