/** One forecast scored, and what several add up to, by hand. */
import { describe, expect, it } from 'vitest';
import { type BacktestMilestone, daysOf, scoreForecast, summariseBacktest } from '../../src/measure/backtest.ts';
import { planOf } from '../plan-builder.ts';

const MINUTES = 1440;
const plan = { ...planOf({ activities: [] }), axis: { kind: 'dated' as const, start: '2025-01-01' }, horizon: 400 * MINUTES };
/** Days since 1970 of 2025-01-01: 55 years of 365 days, 14 leap days. */
const FIRST = 55 * 365 + 14;

const milestone: BacktestMilestone = {
  id: 'hall/online',
  from: null,
  actual: { from: '2025-01-04', to: '2025-01-04' },
  target: '2025-01-03',
  promises: [
    { said: '2024-12-01', by: '2025-01-02', source: 'a' },
    { said: '2025-02-01', by: '2025-03-01', source: 'b' },
  ],
};

/** Futures that finish during the given days of January, at noon. */
const futures = (...days: (number | null)[]): Float64Array =>
  daysOf(
    plan,
    Int32Array.from(days, (day) => (day === null ? -1 : (day - 1) * MINUTES + 720)),
  );

type Known = BacktestMilestone & { actual: NonNullable<BacktestMilestone['actual']> };
const score = (days: Float64Array, changes: Partial<Known> = {}) =>
  scoreForecast({ ...(milestone as Known), ...changes }, '2025-01-01', days, FIRST + 400);

describe('a forecast', () => {
  it('is whole days, whatever the hour, those that never come last', () => {
    expect([...futures(9, null, 3)]).toEqual([FIRST + 2, FIRST + 8, Number.POSITIVE_INFINITY]);
  });

  it('is scored against the day it happened', () => {
    const told = score(futures(2, 3, 3, 5, 12));
    expect([told.p10, told.p50, told.p90]).toEqual(['2025-01-02', '2025-01-03', '2025-01-12']);
    // It happened on the 4th, P50 was the 3rd.
    expect(told.errorDays).toBe(1);
    expect([told.inP10P90, told.inP25P75]).toEqual(['yes', 'yes']);
    // E|X - y| = (2 + 1 + 1 + 1 + 8) / 5 = 2.6. Half of the mean |xi - xj|: sum (2i - 6) x(i) = -4*2 - 2*3 + 0 + 2*5 + 4*12 = 44, by 25.
    expect(told.crpsDays).toBeCloseTo(2.6 - 44 / 25, 6);
    expect(told.pit).toEqual({ before: 0.6, by: 0.6 });
    // The promise known then: by the 2nd, two days before it happened; 1 of 5 futures kept it.
    expect(told.promised).toEqual({ by: '2025-01-02', probability: 0.2, happened: 'no', brier: 0.04, errorDays: 2 });
    expect(told.target).toEqual({ by: '2025-01-03', probability: 0.6, happened: 'no', brier: 0.36, errorDays: 1 });
  });

  it('has the interval of each percentile, between order statistics', () => {
    const told = score(futures(...Array.from({ length: 60 }, (_, i) => i + 1)));
    // Ranks 24 and 37 of 60: P(B <= 23) = 0.046 and P(B <= 24) = 0.078 of 60 throws of a coin.
    expect(told.intervals.p50).toEqual({ lo: '2025-01-24', hi: '2025-02-06' });
    expect(score(futures(2, 3, 3, 5, null)).intervals.p90).toEqual({ lo: '2025-01-03', hi: null });
  });

  it('takes what never comes to come at the horizon, and says how often', () => {
    const told = score(futures(4, null));
    expect(told.censored).toBe(1);
    // One of two is right; the other 397 days off (the horizon is day 400 after the 1st): (0 + 397) / 2 - 397 / 4.
    expect(told.crpsDays).toBeCloseTo(397 / 2 - 397 / 4, 6);
    expect(told.p90).toBeNull();
    expect(score(futures(4, null, null)).errorDays).toBeNull();
  });

  it('is not judged by what nobody knows', () => {
    const told = score(futures(2, 3, 3, 5, 12), { actual: { from: '2025-01-02', to: '2025-01-20' } });
    expect([told.errorDays, told.inP10P90, told.crpsDays]).toEqual([0, 'unsure', 0]);
    expect(told.target?.brier).toBeNull();
  });

  it('stands beside the last promise made by then', () => {
    const later = scoreForecast(milestone as Known, '2025-02-01', futures(50), FIRST + 400);
    expect(later.promised?.by).toBe('2025-03-01');
    // Day 50 of the year is 19 February: in time in the one future there is.
    expect([later.promise?.by, later.promiseProbability]).toEqual(['2025-03-01', 1]);
    const none = scoreForecast(milestone as Known, '2024-11-30', futures(50), FIRST + 400);
    expect(none.promised).toBeNull();
  });
});

describe('a summary', () => {
  const hit = score(futures(2, 3, 3, 5, 12));
  const miss = score(futures(20, 21, 22));
  const unsure = score(futures(2, 3, 3, 5, 12), { actual: { from: '2025-01-02', to: '2025-01-20' } });

  it('counts forecasts and events, and says that few prove nothing', () => {
    const { cases, events, scenarios, verdict } = summariseBacktest([{ scenario: 'a', cases: [hit, miss], open: [] }]);
    expect({ cases, events, scenarios }).toEqual({ cases: 2, events: 1, scenarios: 1 });
    expect(verdict).toContain('2 forecasts of 1 event in 1 scenario: no validation');
    expect(summariseBacktest([]).verdict).toContain('nothing is validated');
  });

  it('adds up coverage, bias and the promise', () => {
    const summary = summariseBacktest([{ scenario: 'a', cases: [hit, miss, unsure], open: [] }]);
    // Wilson, 90 %: 1 of 3 from 0.0944 on, 2 of 3 up to 0.9056 (they mirror each other).
    expect(summary.coverage80).toMatchObject({ of: 3, yes: 1, unsure: 1 });
    expect((summary.coverage80?.lo ?? 0) + (summary.coverage80?.hi ?? 0)).toBeCloseTo(1, 6);
    // P50 were the 3rd, the 21st and inside the span: +1, -17, 0.
    expect(summary.biasDays).toBeCloseTo(-16 / 3, 5);
    // The promise of the 2nd was off by 2, 2 and 0 days.
    expect(summary.againstPromise?.meanAbsoluteErrorOfPromise).toBeCloseTo(4 / 3, 5);
    expect(summary.againstPromise?.meanCrpsDays).toBeCloseTo((hit.crpsDays + miss.crpsDays) / 3, 5);
  });
});
