/** Designs: Latin hypercubes hit every slice once; Sobol points are nets, their table has property A, and keys decide. */
import { describe, expect, test } from 'vitest';
import { latinHypercube } from '../../src/random/designs/latin-hypercube.ts';
import { directionNumbers, MOST_SOBOL_DIMENSIONS, sobol } from '../../src/random/designs/sobol.ts';

const column = (rows: readonly Float64Array[], dimension: number): number[] => rows.map((row) => row[dimension] as number);
const slices = (values: readonly number[], parts: number): number[] =>
  values.map((value) => Math.floor(value * parts)).sort((a, b) => a - b);

describe('latin hypercube', () => {
  test('has one point in every slice of every dimension', () => {
    const rows = latinHypercube(7, 300, 'a');
    for (let dimension = 0; dimension < 7; dimension++)
      expect(slices(column(rows, dimension), 300)).toEqual(Array.from({ length: 300 }, (_, i) => i));
  });

  test('the key decides, and dimensions are shuffled apart', () => {
    expect(latinHypercube(3, 20, 'a')).toEqual(latinHypercube(3, 20, 'a'));
    expect(latinHypercube(3, 20, 'a')).not.toEqual(latinHypercube(3, 20, 'b'));
    const rows = latinHypercube(2, 2000, 'a');
    const covariance = rows.reduce((sum, row) => sum + ((row[0] as number) - 0.5) * ((row[1] as number) - 0.5), 0) / 2000;
    expect(Math.abs(covariance * 12)).toBeLessThan(0.08);
  });

  test('refuses sizes that cannot be', () => {
    expect(() => latinHypercube(0, 5, 'a')).toThrow(RangeError);
    expect(() => latinHypercube(2, 1.5, 'a')).toThrow(RangeError);
  });
});

describe('sobol', () => {
  test('every dimension has one point in each 2^-k slice of the first 2^k, however it is scrambled', () => {
    const rows = sobol(MOST_SOBOL_DIMENSIONS, 256, 'key');
    for (let dimension = 0; dimension < MOST_SOBOL_DIMENSIONS; dimension++)
      expect(slices(column(rows, dimension), 256)).toEqual(Array.from({ length: 256 }, (_, i) => i));
  });

  test('the first two dimensions are a (0, 2) sequence: every elementary rectangle of area 1/64 holds one point of 64', () => {
    const rows = sobol(2, 64, 'key');
    for (let across = 0; across <= 6; across++) {
      const cells = rows.map(
        (row) => Math.floor((row[0] as number) * 2 ** across) * 2 ** (6 - across) + Math.floor((row[1] as number) * 2 ** (6 - across)),
      );
      expect(new Set(cells).size).toBe(64);
    }
  });

  // Joe and Kuo's table has Sobol's property A in its first 1,111 dimensions: a wrong number would break it half the time or more.
  test('the table has property A: the first 2^d points lie one in each of the 2^d halves of d dimensions', () => {
    for (let dimensions = 1; dimensions <= MOST_SOBOL_DIMENSIONS; dimensions++) {
      const halves = Array.from({ length: dimensions }, (_, dimension) => {
        let row = 0;
        directionNumbers(dimension)
          .subarray(0, dimensions)
          .forEach((number, bit) => {
            row |= (number >>> 31) << bit;
          });
        return row;
      });
      expect(rankOverTwo(halves)).toBe(dimensions);
    }
  });

  test('a key gives its own points, and more of them begin with the fewer', () => {
    expect(sobol(4, 50, 'a')).toEqual(sobol(4, 90, 'a').slice(0, 50));
    expect(sobol(4, 50, 'a')).not.toEqual(sobol(4, 50, 'b'));
  });

  test('integrates a smooth product far better than chance', () => {
    const mean = (rows: readonly Float64Array[]) =>
      rows.reduce((sum, row) => sum + row.reduce((product, u) => product * (1 + 0.5 * (u - 0.5)), 1), 0) / rows.length;
    const off = ['a', 'b', 'c', 'd', 'e'].map((key) => Math.abs(mean(sobol(10, 4096, key)) - 1));
    // The sample mean of 4,096 independent points is off by 0.007 (its standard error).
    expect(Math.max(...off)).toBeLessThan(0.0012);
  });

  test('refuses more dimensions than its table has', () => {
    expect(() => sobol(MOST_SOBOL_DIMENSIONS + 1, 8, 'a')).toThrow(/at most 21/);
  });
});

/** Rank of a matrix of bits, a row to a number. */
function rankOverTwo(rows: readonly number[]): number {
  const left = [...rows];
  let rank = 0;
  for (let bit = 0; bit < 32; bit++) {
    const pivot = left.findIndex((row, i) => i >= rank && ((row >>> bit) & 1) === 1);
    if (pivot < 0) continue;
    [left[rank], left[pivot]] = [left[pivot] as number, left[rank] as number];
    for (let i = 0; i < left.length; i++)
      if (i !== rank && (((left[i] as number) >>> bit) & 1) === 1) left[i] = (left[i] as number) ^ (left[rank] as number);
    rank++;
  }
  return rank;
}
