/** Who gets what a vendor makes: books worked out by hand, and what holds for every book. */
import { describe, expect, it } from 'vitest';
import { ALLOCATIONS, allocate, type BookEntry, inProportion, monthServed } from '../../../src/trades/supply/allocation.ts';

const NO_LIMIT = Number.POSITIVE_INFINITY;
const entry = (id: string, month: number, quantity: number, size = quantity): BookEntry => ({ id, month, quantity, size });
const evenly = (pieces: number, months: number): number[] => Array.from({ length: months }, () => pieces);

describe('allocation', () => {
  it('fifo: by date of order, however it stands in the book', () => {
    const served = allocate(evenly(10, 5), [entry('late', 1, 20), entry('early', 0, 25)], { allocation: 'fifo', mostPerMonth: NO_LIMIT });
    // 10 + 10 + 5 to the early one; the late one has what is left of the third month, and then its rest.
    expect(served).toEqual([
      [0, 0, 5, 10, 5],
      [10, 10, 5, 0, 0],
    ]);
  });

  it('priority: the bigger buyer first, from the month it orders on', () => {
    const served = allocate(evenly(10, 5), [entry('small', 0, 30, 1), entry('big', 1, 20, 9)], {
      allocation: 'priority',
      mostPerMonth: NO_LIMIT,
    });
    expect(served).toEqual([
      [10, 0, 0, 10, 10],
      [0, 10, 10, 0, 0],
    ]);
  });

  it('pro-rata: in proportion to what is open, in whole pieces', () => {
    const served = allocate(evenly(10, 4), [entry('a', 0, 30), entry('b', 0, 10)], { allocation: 'pro-rata', mostPerMonth: NO_LIMIT });
    // 7.5 and 2.5: the odd piece to the first. Then 22 and 8 open: 7.33 and 2.67. Then 15 and 5: 7.5 and 2.5. Then 7 and 3.
    expect(served).toEqual([
      [8, 7, 8, 7],
      [2, 3, 2, 3],
    ]);
  });

  it('gives one order no more than the most a month, and makes nothing that nobody has ordered', () => {
    const served = allocate(evenly(10, 4), [entry('a', 2, 12)], { allocation: 'fifo', mostPerMonth: 8 });
    expect(served).toEqual([[0, 0, 8, 4]]);
    expect(monthServed(served[0]!, 8)).toBe(2);
    expect(monthServed(served[0]!, 9)).toBe(3);
    expect(monthServed(served[0]!, 13)).toBeUndefined();
  });

  it('parts by largest remainders', () => {
    expect(inProportion(10, [1, 1, 1])).toEqual([1, 1, 1]);
    // 3.33, 3.33, 3.33 of ten: the odd piece to the first.
    expect(inProportion(10, [5, 5, 5])).toEqual([4, 3, 3]);
  });

  it.each(ALLOCATIONS)('%s: no piece is lost, none is given twice, and no capacity lies idle while somebody waits', (allocation) => {
    let state = 7;
    const next = (below: number): number => {
      state = (state * 48_271) % 2_147_483_647;
      return state % below;
    };
    for (let round = 0; round < 200; round++) {
      const made = Array.from({ length: 12 }, () => next(20));
      const book = Array.from({ length: 1 + next(6) }, (_, i) => entry(`${i}`, next(10) - 2, 1 + next(40), next(5)));
      const served = allocate(made, book, { allocation, mostPerMonth: NO_LIMIT });
      book.forEach(({ quantity, month }, i) => {
        expect(served[i]!.reduce((sum, pieces) => sum + pieces, 0)).toBeLessThanOrEqual(quantity);
        expect(served[i]!.slice(0, Math.max(0, month)).every((pieces) => pieces === 0)).toBe(true);
      });
      made.forEach((capacity, month) => {
        const given = served.reduce((sum, row) => sum + row[month]!, 0);
        const before = (i: number): number => served[i]!.slice(0, month).reduce((sum, pieces) => sum + pieces, 0);
        const open = book.reduce((sum, { quantity, month: from }, i) => sum + (from <= month ? quantity - before(i) : 0), 0);
        expect(given).toBe(Math.min(capacity, open));
      });
    }
  });
});
