import { describe, expect, it } from 'vitest';
import { orderStatistics } from '../../src/base/order-statistics.ts';

/** A cheap stream of whole numbers below `most`. */
function numbers(count: number, most: number): Int32Array {
  let state = 12345;
  return Int32Array.from({ length: count }, () => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    return state % most;
  });
}

const CASES = [
  [1, 10],
  [511, 1000],
  [512, 1],
  [5000, 3],
  [5000, 2 ** 10],
  [5000, 2 ** 11 + 1],
  [5000, 2 ** 21],
  [5000, 2 ** 31 - 1],
] as const;

describe.each(CASES)('of %i numbers below %i', (count, most) => {
  const values = numbers(count, most);
  const sorted = [...values].sort((a, b) => a - b);

  it('have each rank where a comparison puts it, whatever is asked first', () => {
    const statistics = orderStatistics(values);
    const step = 7919;
    for (let i = 0; i < count; i++) {
      const place = (i * step) % count;
      expect(statistics.at(place + 1)).toBe(sorted[place]);
    }
  });

  it('have none outside', () => {
    const { at, count: all } = orderStatistics(values);
    expect([all, at(0), at(-1), at(count + 1), at(Number.NaN)]).toEqual([count, undefined, undefined, undefined, undefined]);
  });

  it('count those up to a limit', () => {
    const { countUpTo } = orderStatistics(values);
    const limits = [
      -1,
      0,
      sorted[0]!,
      sorted[0]! - 1,
      sorted.at(-1)!,
      2 ** 31,
      ...sorted.filter((_, i) => i % 97 === 0).flatMap((v) => [v - 1, v]),
    ];
    for (const limit of limits) expect(countUpTo(limit)).toBe(sorted.filter((value) => value <= limit).length);
  });
});

it('of nothing are nothing', () => {
  const { count, at, countUpTo } = orderStatistics(new Int32Array(0));
  expect([count, at(1), countUpTo(5)]).toEqual([0, undefined, 0]);
});

it('leave the numbers as they are, and know the largest there can be', () => {
  const values = numbers(600, 2 ** 31 - 1);
  values[7] = 2 ** 31 - 1;
  const before = values.slice();
  expect(orderStatistics(values).at(600)).toBe(2 ** 31 - 1);
  expect(values).toEqual(before);
});
