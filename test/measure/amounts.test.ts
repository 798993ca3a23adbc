/** Time to an amount of compute, against dates worked out by hand. */
import { describe, expect, it } from 'vitest';
import { MINUTES_PER_DAY as DAY } from '../../src/base/time.ts';
import type { Outcomes } from '../../src/measure/outcomes.ts';
import { type ProbabilityQuestion, parseProbability } from '../../src/measure/probability.ts';
import { createReach } from '../../src/measure/reach.ts';
import { columnsOf } from '../../src/measure/rows.ts';
import type { Plan } from '../../src/plan/plan.ts';
import { activity, borrows, computeUnit, planOf, resource } from '../plan-builder.ts';
import { outcomesOf } from './played-outcomes.ts';

const HORIZON = 30 * DAY;

/** 30 MW in the east (a, c), 70 MW in the west (b, d). Online on days a 2, b 7, c 1, d 4. */
const compute = [
  computeUnit('a', 10_000, { site: 'east', planned: 2 * DAY }),
  computeUnit('b', 30_000, { site: 'west', planned: 6 * DAY }),
  computeUnit('c', 20_000, { site: 'east', planned: DAY }),
  computeUnit('d', 40_000, { site: 'west', planned: 3 * DAY }),
];
const plan = planOf({
  horizon: HORIZON,
  activities: [activity('a', 2 * DAY), activity('b', 7 * DAY), activity('c', DAY), activity('d', 4 * DAY)],
  compute,
});

function questionsOf(texts: readonly string[], of: Plan): ProbabilityQuestion[] {
  return texts.map((text) => {
    const parsed = parseProbability(text, of);
    if (!parsed.ok) throw new Error(parsed.problem.message);
    return parsed.question;
  });
}

/** `works` in days. */
function outcomesInDays(of: Plan, works: readonly Record<string, number>[] = [{}], asked: readonly string[] = []): Outcomes {
  const inTicks = works.map((own) => Object.fromEntries(Object.entries(own).map(([id, days]) => [id, days * DAY])));
  return outcomesOf(of, inTicks, questionsOf(asked, of));
}

const day = (days: number) => new Date(Date.UTC(2026, 0, 1 + days)).toISOString().slice(0, 10);
const dates = (curve: Outcomes['curve'] | undefined, percentile: 'p50' | 'p80') => curve!.amounts.map((amount) => amount[percentile].date);

describe('amounts that are reached', () => {
  const places = Int32Array.from([0, 1, 2, 3]);
  const all = [10, 20, 20.5, 30, 30.1, 70, 70.1, 100].map((mw) => ({ scope: null, kw: 1000 * mw }));

  it('come with the unit that completes them', () => {
    const reach = createReach(compute, places, all);
    expect([...reach(Float64Array.from([2, 7, 1, 4]), 30)]).toEqual([1, 1, 2, 2, 4, 4, 7, 7]);
    expect([...reach(Float64Array.from([9, 9, 9, 9]), 30)]).toEqual([9, 9, 9, 9, 9, 9, 9, 9]);
  });

  it('never come where units are not online, or too late', () => {
    const reach = createReach(compute, places, all);
    const never = Number.POSITIVE_INFINITY;
    expect([...reach(Float64Array.from([2, Number.NaN, 1, 31]), 30)]).toEqual([1, 1, 2, 2, never, never, never, never]);
  });

  it('are asked for in any order, of any site', () => {
    const reach = createReach(compute, places, [
      { scope: 'west', kw: 70_000 },
      { scope: null, kw: 50_000 },
      { scope: 'west', kw: 40_000 },
      { scope: 'east', kw: 30_000 },
    ]);
    expect([...reach(Float64Array.from([2, 7, 1, 4]), 30)]).toEqual([7, 4, 4, 2]);
  });

  it('do not fail for a fraction that no sum of kW hits', () => {
    const thirds = Array.from({ length: 3 }, (_, i) => computeUnit(String(i), 100 / 3));
    const reach = createReach(
      thirds,
      Int32Array.from([0, 1, 2]),
      [1 / 3, 2 / 3, 1].map((share) => ({ scope: null, kw: share * 100 })),
    );
    expect([...reach(Float64Array.from([5, 6, 7]), 30)]).toEqual([5, 6, 7]);
  });

  it('read the ticks where they stand, and keep units of one tick apart', () => {
    const reach = createReach(compute, Int32Array.from([4, 3, 2, 1]), all);
    expect([...reach(Float64Array.from([99, 4, 1, 7, 2]), 30)]).toEqual([1, 1, 2, 2, 4, 4, 7, 7]);
    expect([...reach(Float64Array.from([99, 2, 2, 2_000_000_000, 2]), 2 ** 31)]).toEqual([2, 2, 2, 2, 2, 2, 2_000_000_000, 2_000_000_000]);
  });
});

describe('time to an amount', () => {
  it('is told for a quarter, half, three quarters and all, in total and per site', () => {
    const { curve, siteCurves } = outcomesInDays(plan);
    expect(curve!.amounts.map(({ share, itMw }) => [share, itMw])).toEqual([
      [0.25, 25],
      [0.5, 50],
      [0.75, 75],
      [1, 100],
    ]);
    expect(dates(curve, 'p50')).toEqual([2, 4, 7, 7].map(day));
    expect(dates(siteCurves.east, 'p50')).toEqual([1, 1, 2, 2].map(day));
    expect(dates(siteCurves.west, 'p50')).toEqual([4, 4, 7, 7].map(day));
    expect(siteCurves.west!.amounts.map(({ itMw }) => itMw)).toEqual([17.5, 35, 52.5, 70]);
  });

  it('is compared with the dates of the plan, a day being the whole of it', () => {
    const { curve } = outcomesInDays(plan, [{}, { d: 3, b: 6 }, { d: 3.5 }]);
    expect(curve!.amounts.map(({ planned }) => planned)).toEqual([2, 3, 6, 6].map(day));
    expect(curve!.amounts.map(({ onTime }) => onTime!.share)).toEqual([1, 0.666667, 0.333333, 0.333333]);
    const partly = { ...plan, compute: compute.map((unit) => (unit.activity === 'b' ? { ...unit, planned: null } : unit)) };
    const unplanned = outcomesInDays(partly).curve!.amounts;
    expect(unplanned.map(({ planned }) => planned)).toEqual([day(2), day(3), null, null]);
    expect(unplanned.map(({ onTime }) => onTime?.share ?? null)).toEqual([1, 0, null, null]);
  });

  it('has percentiles over futures, each future with its own order of units', () => {
    // Half of it (50 MW): days 4, 2, 8, 5, 4. All: 7, 7, 10, 9, 20.
    const works = [{}, { d: 2 }, { b: 8, d: 10 }, { b: 9, d: 5 }, { c: 20 }];
    const { curve } = outcomesInDays(plan, works);
    expect([dates(curve, 'p50'), dates(curve, 'p80')].map((list) => [list[1], list[3]])).toEqual([
      [day(4), day(9)],
      [day(5), day(10)],
    ]);
    expect(curve!.amounts[3]!.mean).toBeCloseTo((7 + 7 + 10 + 9 + 20) / 5, 6);
  });

  it('ends with when all is online', () => {
    const { curve } = outcomesInDays(plan, [{}, { d: 2 }, { b: 40 }]);
    const { share, itMw, onTime, ...all } = curve!.amounts[3]!;
    expect([share, itMw, onTime!.share]).toEqual([1, 100, 0]);
    expect(curve!.complete).toEqual(all);
    expect(all).toMatchObject({ censored: 1, p50: { date: day(7) }, p80: { date: null } });
    expect(curve!.amounts[1]!.censored).toBe(0);
  });

  it('waits for what brings no MW, if it is all that is asked for', () => {
    const extra = { ...plan, compute: compute.map((unit) => (unit.activity === 'b' ? { ...unit, itKw: 0 } : unit)) };
    expect(dates(outcomesInDays(extra).curve, 'p50')).toEqual([1, 4, 4, 7].map(day));
  });

  it('knows what is possible without waiting', () => {
    const waiting = planOf({
      horizon: HORIZON,
      resources: [resource('pool', 'crew', 1)],
      activities: plan.activities.map((one) => ({ ...one, needs: [borrows('crew')] })),
      compute,
    });
    const { curve } = outcomesInDays(waiting);
    // One after the other: a to day 2, b to 9, c to 10, d to 14.
    expect(dates(curve, 'p50')).toEqual([9, 10, 14, 14].map(day));
    expect(curve!.amounts.map(({ noWaitP50 }) => noWaitP50)).toEqual([2, 4, 7, 7].map(day));
  });

  it('agrees with a count that is plainly written', () => {
    const units = Array.from({ length: 17 }, (_, i) =>
      computeUnit(`u${String(i).padStart(2, '0')}`, 100 + ((i * 37) % 23), { site: ['east', 'west', null][i % 3]! }),
    );
    const big = planOf({ horizon: HORIZON, activities: units.map((unit) => activity(unit.activity, DAY)), compute: units });
    const works = Array.from({ length: 40 }, (_, future) =>
      Object.fromEntries(units.map((unit, i) => [unit.activity, 1 + ((i * 7 + future * 11 + i * i * future) % 34)])),
    );
    const { curve, siteCurves } = outcomesInDays(big, works);
    for (const [site, told] of [[null, curve!] as const, ...Object.entries(siteCurves)]) {
      const own = units.filter((unit) => site === null || unit.site === site);
      const all = own.reduce((sum, unit) => sum + unit.itKw, 0);
      for (const { share, p50, censored } of told.amounts) {
        const reached = works.map((work) => {
          const online = (on: number) => own.reduce((sum, unit) => sum + (work[unit.activity]! <= on ? unit.itKw : 0), 0);
          return Array.from({ length: 31 }, (_, on) => on).find((on) => online(on) >= share * all) ?? Number.POSITIVE_INFINITY;
        });
        const median = reached.sort((one, other) => one - other)[19]!;
        expect(p50.date).toBe(median === Number.POSITIVE_INFINITY ? null : day(median));
        expect(censored).toBe(reached.filter((on) => on === Number.POSITIVE_INFINITY).length);
      }
    }
  });

  it('costs a plan without compute nothing', () => {
    const milestones = [{ id: 'a', activity: 'a', target: null }];
    expect(columnsOf({ ...plan, compute: [], milestones }).width).toBe(3);
    expect(columnsOf({ ...plan, milestones }).width).toBe(3 + 3 * 8);
    expect(outcomesInDays({ ...plan, compute: [] }).curve).toBeNull();
  });
});

describe('chance of an amount', () => {
  const works = [{}, { d: 2 }, { b: 8, d: 10 }, { b: 9, d: 5 }, { c: 20 }];
  const texts = [
    'online 50 MW <= 2026-01-06',
    'online 50 % <= 2026-01-05',
    'online 71 MW <= 2026-01-09',
    'online 100 % <= 2026-01-11',
    'makespan <= 2026-01-11',
    'west/online 40 MW <= 2026-01-03',
    'east/online 30 MW <= 2026-01-30',
  ];

  it('is counted future by future, beside questions of another kind', () => {
    // 50 MW: days 4, 2, 8, 5, 4. 71 MW: 7, 7, 10, 9, 7. All: 7, 7, 10, 9, 20. 40 MW in the west: 4, 2, 10, 5, 4.
    const { probabilities } = outcomesInDays(plan, works, texts);
    expect(probabilities.map(({ question }) => question)).toEqual(texts);
    expect(probabilities.map(({ p }) => p)).toEqual([0.8, 0.6, 0.6, 0.8, 0.8, 0.2, 1]);
  });

  it('is the share that the dates of the same amount tell', () => {
    const { probabilities, curve } = outcomesInDays(plan, works, ['online 50 % <= 2026-01-04', 'online 100 % <= 2026-01-07']);
    expect(probabilities.map(({ p, lo, hi }) => ({ share: p, lo, hi }))).toEqual([1, 3].map((i) => curve!.amounts[i]!.onTime));
  });
});
