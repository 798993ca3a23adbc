import { describe, expect, it } from 'vitest';
import { sortWholeNumbers } from '../../src/base/sort-whole-numbers.ts';

/** A cheap stream of whole numbers below `most`. */
function numbers(count: number, most: number): Int32Array {
  let state = 12345;
  return Int32Array.from({ length: count }, () => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    return state % most;
  });
}

describe('sortWholeNumbers', () => {
  it.each([
    [0, 10],
    [1, 10],
    [511, 1000],
    [512, 1],
    [5000, 3],
    [5000, 2 ** 11],
    [5000, 2 ** 21],
    [5000, 2 ** 31 - 1],
  ])('sorts %i numbers below %i like a comparison does', (count, most) => {
    const values = numbers(count, most);
    const expected = [...values].sort((a, b) => a - b);
    expect([...sortWholeNumbers(values)]).toEqual(expected);
  });

  it('keeps the largest there can be', () => {
    const values = numbers(600, 2 ** 31 - 1);
    values[7] = 2 ** 31 - 1;
    expect(sortWholeNumbers(values).at(-1)).toBe(2 ** 31 - 1);
  });
});
