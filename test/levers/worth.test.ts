/** What a lever is worth, from futures written by hand; and the order in which levers are pulled. */
import { describe, expect, it } from 'vitest';
import { byWorth, isWorth, type LeverWorth, type Outline, worthOf } from '../../src/measure/levers.ts';
import { sequence } from '../../src/study/levers.ts';

const DAY = 1440;
const AXIS = { kind: 'dated', start: '2026-01-05' } as const;
const outline = (
  days: readonly number[],
  lost: readonly number[] | null = null,
  costs: readonly number[] = days.map(() => 0),
): Outline => ({
  ticks: Int32Array.from(days, (day) => (day < 0 ? -1 : day * DAY)),
  lostMwDays: lost === null ? null : Float64Array.from(lost),
  costs: Float64Array.from(costs),
  horizon: 10_000 * DAY,
});
const spread = Array.from({ length: 200 }, (_, i) => 100 + i);

describe('the worth of a lever', () => {
  it('is the days by which the percentile comes sooner; the same gain in every future leaves no doubt', () => {
    const worth = worthOf(outline(spread), outline(spread.map((day) => day - 7)), 0.8, AXIS);
    expect(worth.days).toEqual({ by: 7, lo: 7, hi: 7 });
    expect(worth).toMatchObject({ verdict: 'helps', sooner: 1, later: 0, meanDays: 7, mwDays: null, costUsd: null });
  });

  it('tells the share of futures that became later all the same', () => {
    const after = spread.map((day, i) => (i % 10 === 0 ? day + 3 : day - 20));
    const worth = worthOf(outline(spread), outline(after), 0.5, AXIS);
    expect(worth.sooner).toBe(0.9);
    expect(worth.later).toBe(0.1);
  });

  it('hurts where it makes things later, and says nothing of what lies after the horizon', () => {
    expect(worthOf(outline(spread), outline(spread.map((day) => day + 30)), 0.8, AXIS).verdict).toBe('hurts');
    const never = spread.map((day, i) => (i < 100 ? day : -1));
    expect(worthOf(outline(never), outline(never), 0.8, AXIS).days.by).toBe(0);
    const worth = worthOf(outline(never), outline(never.map((day) => (day < 0 ? -1 : day - 5))), 0.8, AXIS);
    expect(worth.days.by).toBeNull();
  });

  it('counts MW-days that are no longer lost as gained, and what is paid more as cost', () => {
    const worth = worthOf(
      outline(
        spread,
        spread,
        spread.map(() => 1005),
      ),
      outline(
        spread,
        spread.map((lost) => lost - 4),
        spread.map(() => 1505),
      ),
      0.8,
      AXIS,
    );
    expect(worth.mwDays).toEqual({ by: 4, lo: 4, hi: 4 });
    expect(worth.costUsd).toBe(500);
    expect(worthOf(outline(spread), outline(spread), 0.8, AXIS).costUsd).toBeNull();
  });

  it('counts as cost only what is known both ways: what is left to do at the horizon is no saving', () => {
    const cost = (before: readonly number[], after: readonly number[]): number | null =>
      worthOf(outline(spread, null, before), outline(spread, null, after), 0.8, AXIS).costUsd;
    const unfinished = (share: number, usd: number): number[] => spread.map((_, i) => (i < share * spread.length ? Number.NaN : usd));
    expect(cost(unfinished(0.25, 45e6), unfinished(0, 45e6))).toBeNull();
    expect(cost(unfinished(0.25, 45e6), unfinished(0, 46e6))).toBe(1e6);
    // Those few that end in time may not be those that cost most.
    expect(cost(unfinished(0.75, 45e6), unfinished(0, 46e6))).toBeNull();
  });

  it('takes what is after a nearer horizon for no more than that', () => {
    const until = (day: number, days: readonly number[]): Outline => ({
      ...outline(days.map((at) => (at > day ? -1 : at))),
      horizon: day * DAY,
      lostMwDays: Float64Array.from(days, () => day),
    });
    const sooner = worthOf(until(10_000, spread), until(200, spread), 0.8, AXIS);
    expect(sooner).toMatchObject({ verdict: 'cannot say', mwDays: null });
    expect(worthOf(until(200, spread), until(10_000, spread), 0.8, AXIS).verdict).toBe('cannot say');
  });
});

const worth = (
  by: number | null,
  mwDays = 0,
  verdict: LeverWorth['verdict'] = (by ?? 0) > 0 ? 'helps' : 'no difference shown',
): LeverWorth => ({
  days: { by, lo: by, hi: by },
  verdict,
  meanDays: by,
  mwDays: { by: mwDays, lo: mwDays, hi: mwDays },
  sooner: 0,
  later: 0,
  costUsd: null,
});

describe('the sequence', () => {
  it('ranks by days, then by MW-days', () => {
    const sorted = [worth(0, 5), worth(3, 1), worth(3, 9), worth(-2)].sort(byWorth);
    expect(sorted.map(({ days, mwDays }) => [days.by, mwDays?.by])).toEqual([
      [3, 9],
      [3, 1],
      [0, 5],
      [-2, 0],
    ]);
  });

  it('counts a lever as worth it where dates lie after the horizon, but MW-days are gained for certain', () => {
    expect(isWorth(worth(null, 5, 'cannot say'))).toBe(true);
    expect(isWorth(worth(0, 5))).toBe(false);
  });

  it('pulls the best, sees what it has become, and ends when nothing helps', async () => {
    // b is worth nothing until a is pulled: one mole hides another.
    const worthAfter: Record<string, Record<string, number>> = { '': { a: 5, b: 0, c: 2 }, a: { b: 9, c: 0 }, 'a,b': { c: 0 } };
    const asked: string[] = [];
    const steps: string[] = [];
    const ended = await sequence<string>(10, {
      rank: async (done) => {
        asked.push(done.join());
        return Object.entries(worthAfter[done.join()] ?? {})
          .map(([lever, by]) => ({ lever, worth: worth(by) }))
          .sort((x, y) => byWorth(x.worth, y.worth));
      },
      onStep: async (_, step) => {
        steps.push(`${step.lever} ${step.worth.days.by}`);
      },
    });
    expect(steps).toEqual(['a 5', 'b 9']);
    expect(asked).toEqual(['', 'a', 'a,b']);
    expect(ended).toBe('nothing helps');
  });

  it('stops at the most steps that are asked for', async () => {
    let pulled = 0;
    const ended = await sequence<number>(3, {
      rank: async (done) => [{ lever: done.length, worth: worth(1) }],
      onStep: async () => {
        pulled++;
      },
    });
    expect([pulled, ended]).toEqual([3, 'most steps']);
  });
});
