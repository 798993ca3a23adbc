import { describe, expect, it } from 'vitest';
import { MINUTES_PER_DAY as DAY } from '../../src/base/time.ts';
import { histogram } from '../../src/measure/histogram.ts';
import { estimate, percentileTick, rankTicks, summariseInstant } from '../../src/measure/quantiles.ts';
import { activity, planOf } from '../plan-builder.ts';

const plain = planOf({ axis: { kind: 'plain', unit: 'minute' }, horizon: 1000, activities: [activity('a', 1)] });
const dated = planOf({ horizon: 400 * DAY, activities: [activity('a', 1)] });
const upTo = (n: number) => Int32Array.from({ length: n }, (_, i) => n - i);

describe('percentiles of dates', () => {
  it('are observed values', () => {
    const ticks = rankTicks(upTo(10));
    expect([0.1, 0.5, 0.8, 0.9].map((share) => percentileTick(ticks, share))).toEqual([1, 5, 8, 9]);
  });

  it('count a censored future as later than everything', () => {
    const column = upTo(10);
    column[0] = -1;
    column[1] = -1;
    // What was 9 and 10 never came; 1 to 8 did.
    const ticks = rankTicks(column);
    expect(percentileTick(ticks, 0.8)).toBe(8);
    expect(percentileTick(ticks, 0.9)).toBe(Number.POSITIVE_INFINITY);
    const summary = summariseInstant(plain, ticks, false);
    expect(summary.p80.value).toBe(8);
    expect(summary.p90.value).toBeNull();
    expect(summary.censored).toBe(2);
    expect(summary.mean).toBe(4.5);
  });

  it('have a null bound where it falls after the horizon or on nobody', () => {
    // The median of 10: ranks 2 and 9; ranks 1 and 10 would be 0.1 % each, 3 and 8 5.5 %.
    expect(estimate(plain, rankTicks(upTo(10)), 0.5, false)).toEqual({ value: 5, lo: 2, hi: 9 });
    const late = upTo(10);
    late[0] = -1;
    late[1] = -1;
    expect(estimate(plain, rankTicks(late), 0.5, false)).toEqual({ value: 5, lo: 2, hi: null });
    // P10: three or more of 10 at or below it are 7 % likely, four or more 1.3 %; none is 35 % likely.
    expect(estimate(plain, rankTicks(upTo(10)), 0.1, false)).toEqual({ value: 1, lo: null, hi: 4 });
  });

  it('are dates in a dated plan', () => {
    const column = Int32Array.from([DAY, 2 * DAY + 700, 3 * DAY]);
    expect(estimate(dated, rankTicks(column), 0.5, false)).toEqual({ date: '2026-01-03', lo: null, hi: null });
    expect(summariseInstant(dated, rankTicks(column), false).meanAt).toBe('2026-01-03');
  });

  it('are their own interval where there was no luck', () => {
    expect(estimate(plain, rankTicks(Int32Array.of(7)), 0.9, true)).toEqual({ value: 7, lo: 7, hi: 7 });
    expect(summariseInstant(plain, rankTicks(Int32Array.of(7)), true)).toMatchObject({ mean: 7, sd: null, meanAt: 7, censored: 0 });
  });

  it('are all null when nobody got there', () => {
    const summary = summariseInstant(dated, rankTicks(Int32Array.of(-1, -1, -1)), false);
    expect(summary).toMatchObject({ mean: null, sd: null, meanAt: null, censored: 3 });
    expect(summary.p10.date).toBeNull();
  });
});

describe('a histogram', () => {
  it('counts every future that got there, in bins of whole days', () => {
    const column = Int32Array.from([10.5 * DAY, 10.9 * DAY, 11 * DAY, 60 * DAY, -1]);
    const { from, width, counts } = histogram(dated, rankTicks(column));
    expect([from, width]).toEqual([10, 2]);
    expect(counts[0]).toBe(3);
    expect(counts.at(-1)).toBe(1);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(4);
  });

  it('never has more than 40 bins', () => {
    for (const span of [0, 1, 39, 40, 79, 333, 390]) {
      const { counts } = histogram(dated, rankTicks(Int32Array.from([5 * DAY + 1, (5 + span) * DAY + 1])));
      expect(counts.length).toBeLessThanOrEqual(40);
    }
    for (const span of [0, 3, 41, 777, 990]) {
      const { counts } = histogram(plain, rankTicks(Int32Array.from([7, 7 + span])));
      expect(counts.length).toBeLessThanOrEqual(40);
      expect(counts.reduce((sum, count) => sum + count, 0)).toBe(2);
    }
  });
});
