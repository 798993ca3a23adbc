/** The difference of two columns: what it must hold whatever the luck, and how often its interval holds the truth. */
import { describe, expect, it } from 'vitest';
import { percentileInterval } from '../../src/base/statistics.ts';
import { percentileBounds } from '../../src/measure/bounds.ts';
import { amountDifference, meanDifference, percentileDifference } from '../../src/measure/paired.ts';
import { rankTicks } from '../../src/measure/quantiles.ts';
import { streamSeed, uniformAt } from '../../src/random/long-stream.ts';
import { normalQuantile } from '../../src/random/special.ts';
import { uniform } from '../../src/random/world.ts';

const DAY = 1440;
const HORIZON = 2000 * DAY;
const paired = { pairing: 'paired', confidence: 0.9, horizon: HORIZON, ticksPerUnit: DAY } as const;
const unpaired = { ...paired, pairing: 'unpaired' } as const;

function stream(name: string): () => number {
  const seed = streamSeed(uniform({ text: 'paired-test', index: 0 }, name));
  let n = 0;
  return () => uniformAt(seed, n++);
}

function dates(random: () => number, count: number): Int32Array {
  return Int32Array.from({ length: count }, () => Math.round(DAY * (500 + 60 * normalQuantile(random()))));
}

describe('a difference of percentiles', () => {
  const before = dates(stream('before'), 500);

  it('of a column and itself is nothing, also where it lies after the horizon', () => {
    const late = before.map(() => -1);
    for (const column of [before, late])
      expect(percentileDifference(column, column.slice(), 0.8, paired)).toEqual({ by: 0, lo: 0, hi: 0, verdict: 'no difference shown' });
  });

  it('of a slip that every future has is that slip, to the point', () => {
    const after = before.map((tick) => tick + 14 * DAY);
    expect(percentileDifference(before, after, 0.8, paired)).toEqual({ by: 14, lo: 14, hi: 14, verdict: 'later' });
    expect(percentileDifference(after, before, 0.8, paired)).toEqual({ by: -14, lo: -14, hi: -14, verdict: 'sooner' });
  });

  it('is narrower for the same luck than for other luck', () => {
    const random = stream('noise');
    const after = before.map((tick) => tick + Math.round(DAY * (14 + 10 * normalQuantile(random()))));
    const same = percentileDifference(before, after, 0.8, paired);
    const other = percentileDifference(before, after, 0.8, unpaired);
    expect(same.by).toBe(other.by);
    expect(same.verdict).toBe('later');
    expect(same.hi! - same.lo!).toBeLessThan(0.6 * (other.hi! - other.lo!));
  });

  it('counts what is censored as later than everything, and says what it cannot know', () => {
    const censored = before.map((tick, i) => (i % 3 === 0 ? -1 : tick));
    const worse = percentileDifference(before, censored, 0.8, paired);
    expect(worse).toMatchObject({ by: null, hi: null, verdict: 'later' });
    expect(worse.lo).toBeGreaterThan(1000);
    expect(
      percentileDifference(
        censored,
        censored.map((tick) => (tick === -1 ? -1 : tick + DAY)),
        0.8,
        paired,
      ),
    ).toEqual({
      by: null,
      lo: null,
      hi: null,
      verdict: 'cannot say',
    });
  });

  it('cannot be said of a few futures', () => {
    expect(percentileDifference(before.subarray(0, 5), before.subarray(5, 10), 0.8, unpaired).verdict).toBe('cannot say');
  });

  it('takes a later start into account', () => {
    expect(percentileDifference(before, before.slice(), 0.8, { ...paired, shift: 3 * DAY })).toMatchObject({ by: 3, lo: 3, hi: 3 });
  });

  it('refuses columns that cannot be compared', () => {
    expect(() => percentileDifference(before, before.subarray(1), 0.8, paired)).toThrow(RangeError);
    expect(() => percentileDifference(new Int32Array(0), before, 0.8, unpaired)).toThrow(RangeError);
  });

  it('holds the truth about as often as it says, and no less', () => {
    let held = 0;
    for (let i = 0; i < 200; i++) {
      const random = stream(`cover ${i}`);
      const { lo, hi } = percentileDifference(dates(random, 300), dates(random, 300), 0.8, unpaired);
      if (lo! <= 0 && 0 <= hi!) held++;
    }
    // 180 of 200 expected; fewer than 167 would come once in a thousand times.
    expect(held).toBeGreaterThanOrEqual(167);
    expect(held).toBeLessThanOrEqual(196);
  });
});

describe('a difference of means', () => {
  it('is that of the futures, and narrower for the same luck', () => {
    const random = stream('means');
    const before = dates(random, 400);
    const after = before.map((tick) => tick + Math.round(DAY * (2 + 3 * normalQuantile(random()))));
    const same = meanDifference(before, after, paired);
    const other = meanDifference(before, after, unpaired);
    expect(same.verdict).toBe('later');
    expect(other.verdict).toBe('no difference shown');
    expect(same.by).toBeCloseTo(other.by!, 9);
    expect(same.lo).toBeLessThan(2);
    expect(same.hi).toBeGreaterThan(2);
    expect(
      meanDifference(
        before,
        before.map((tick, i) => (i === 7 ? -1 : tick)),
        paired,
      ).verdict,
    ).toBe('cannot say');
  });

  it('of amounts says more or less', () => {
    const before = Float64Array.from({ length: 50 }, (_, i) => i);
    const after = before.map((value) => value + 1 + 0.1 * (value % 2));
    expect(amountDifference(before, after, { pairing: 'paired', confidence: 0.9 })).toMatchObject({
      verdict: 'more',
      by: expect.closeTo(1.05, 9),
    });
    expect(amountDifference(after, before, { pairing: 'paired', confidence: 0.9 }).verdict).toBe('less');
    expect(amountDifference([3], [4], { pairing: 'unpaired', confidence: 0.9 }).verdict).toBe('cannot say');
  });
});

describe('bounds of a percentile', () => {
  it.each([20, 100, 500, 1234])('of %i futures are the order statistics of the usual interval', (count) => {
    const sorted = rankTicks(dates(stream(`bounds ${count}`), count));
    for (const share of [0.1, 0.5, 0.8]) {
      const { lo, hi } = percentileInterval(count, share);
      const bounds = percentileBounds(sorted, share, 0.05);
      expect(bounds.lo).toBe(lo === null ? Number.NEGATIVE_INFINITY : sorted.order.at(lo));
      expect(bounds.hi).toBe(hi === null ? Number.POSITIVE_INFINITY : sorted.order.at(hi));
    }
  });
});
