/** Scores against numbers worked out by hand. */
import { describe, expect, it } from 'vitest';
import { brier, crps, errorAgainst, folded, happenedBy, pit, type Span, within } from '../../src/base/scores.ts';

const on = (day: number): Span => ({ from: day, to: day });

describe('CRPS', () => {
  it('is the absolute error of a forecast of one day', () => {
    expect(crps([10], on(13))).toBe(3);
    expect(crps([10], on(10))).toBe(0);
    expect(crps([10, 10, 10], on(4))).toBe(6);
  });

  it("is E|X - y| - E|X - X'| / 2", () => {
    // X is 1, 2 or 6; y = 3. E|X - y| = (2 + 1 + 3) / 3 = 2. The nine |xi - xj| are 0 three times, and 1, 5 and 4 twice: 20 / 9.
    // 2 - 10 / 9 = 8 / 9.
    expect(crps([1, 2, 6], on(3))).toBeCloseTo(8 / 9, 12);
    // X is 0 or 4; y = 9: (9 + 5) / 2 - (4 + 4) / 4 / 2 = 7 - 1.
    expect(crps([0, 4], on(9))).toBe(6);
  });

  it('is the integral of the squared distance between the two distribution functions', () => {
    const days = [3, 5, 5, 8, 14, 15];
    for (const y of [0, 3, 6, 14, 20]) {
      let area = 0;
      for (let day = -1; day < 25; day++) {
        const forecast = days.filter((x) => x <= day).length / days.length;
        area += (forecast - (y <= day ? 1 : 0)) ** 2;
      }
      expect(crps(days, on(y))).toBeCloseTo(area, 12);
    }
  });

  it('counts nothing inside a span: the integral leaves it out', () => {
    const days = [3, 5, 9, 20];
    const span = { from: 4, to: 10 };
    let area = 0;
    for (let day = 0; day < 30; day++) {
      if (day >= span.from && day < span.to) continue;
      const forecast = days.filter((x) => x <= day).length / days.length;
      area += (forecast - (day >= span.to ? 1 : 0)) ** 2;
    }
    // Before the span: day 3, (1/4)^2. After it: days 10 to 19, (3/4 - 1)^2 each. 1/16 + 10/16.
    expect(area).toBeCloseTo(11 / 16, 12);
    expect(crps(days, span)).toBeCloseTo(area, 12);
    expect(crps([5, 6, 9], span)).toBe(0);
  });
});

describe('errors against a span', () => {
  it('count to the nearest day it can have been', () => {
    const span = { from: 10, to: 20 };
    expect([5, 10, 15, 20, 26].map((day) => folded(day, span))).toEqual([5, 10, 10, 10, 16]);
    // Said 5, happened on 10 at the earliest: 5 late. Said 26, happened by 20: 6 early.
    expect([5, 10, 15, 20, 26].map((day) => errorAgainst(day, span))).toEqual([5, 0, 0, 0, -6]);
    expect(errorAgainst(7, on(7))).toBe(0);
  });
});

describe('PIT', () => {
  it('is the share before, and the share by then', () => {
    // Of 1, 2, 2, 5: one before day 2, three by then.
    expect(pit([1, 2, 2, 5], on(2))).toEqual({ before: 0.25, by: 0.75 });
    expect(pit([1, 2, 2, 5], { from: 2, to: 6 })).toEqual({ before: 0.25, by: 1 });
    expect(pit([4, Number.POSITIVE_INFINITY], on(9))).toEqual({ before: 0.5, by: 0.5 });
  });
});

describe('verdicts', () => {
  it('say whether it happened between two days', () => {
    expect([within(on(5), 5, 9), within(on(9), 5, 9), within(on(4), 5, 9), within(on(10), 5, 9)]).toEqual(['yes', 'yes', 'no', 'no']);
    expect([within({ from: 4, to: 6 }, 5, 9), within({ from: 1, to: 4 }, 5, 9), within({ from: 4, to: 12 }, 5, 9)]).toEqual([
      'unsure',
      'no',
      'unsure',
    ]);
    expect(within(on(9), 5, Number.POSITIVE_INFINITY)).toBe('yes');
  });

  it('say whether it had happened by a day', () => {
    const span = { from: 4, to: 6 };
    expect([3, 4, 5, 6, 7].map((day) => happenedBy(span, day))).toEqual(['no', 'unsure', 'unsure', 'yes', 'yes']);
  });
});

describe('the Brier score', () => {
  it('is the square of what the probability was off by', () => {
    expect(brier(0.8, 'yes')).toBeCloseTo(0.04, 12);
    expect(brier(0.8, 'no')).toBeCloseTo(0.64, 12);
    expect(brier(0.8, 'unsure')).toBeNull();
  });
});
