/** The grid and what is counted along it. */
import { describe, expect, it } from 'vitest';
import { MINUTES_PER_DAY as DAY, MINUTES_PER_WEEK as WEEK } from '../../src/base/time.ts';
import { gridIndex, gridOf } from '../../src/measure/grid.ts';
import { createLevelCounts, levelBounds, levelPercentiles, levelScale } from '../../src/measure/level-counts.ts';
import type { Plan } from '../../src/plan/plan.ts';
import { activity, computeUnit, gives, link, planOf, resource, takes } from '../plan-builder.ts';
import { outcomesOf } from './played-outcomes.ts';

describe('the grid', () => {
  const one = [activity('a', 1)];
  const compute = [computeUnit('a', 1000)];

  it('is weekly, and ends at the horizon', () => {
    const grid = gridOf(planOf({ horizon: 3 * WEEK + DAY, activities: one }))!;
    expect([...grid.at]).toEqual([0, WEEK, 2 * WEEK, 3 * WEEK, 3 * WEEK + DAY]);
    expect([0, 1, WEEK, WEEK + 1, 3 * WEEK + 1, 3 * WEEK + DAY, 3 * WEEK + DAY + 1].map((tick) => gridIndex(grid, tick))).toEqual([
      0, 1, 1, 2, 4, 4, 5,
    ]);
  });

  it('is of several weeks where there are more than 400', () => {
    const grid = gridOf(planOf({ horizon: 900 * WEEK, activities: one }))!;
    expect(grid.step).toBe(3 * WEEK);
    expect(grid.at.length).toBe(301);
  });

  it('is of units in a plain network with compute, and absent without', () => {
    const axis = { kind: 'plain', unit: 'day' } as const;
    expect(gridOf(planOf({ axis, horizon: 90 * DAY, activities: one }))).toBeNull();
    expect(gridOf(planOf({ axis, horizon: 90 * DAY, activities: one, compute }))!.step).toBe(DAY);
    const long = gridOf(planOf({ axis, horizon: 1_000_000, activities: one, compute }))!;
    expect(long.at.length).toBe(401);
    expect(long.at.at(-1)).toBe(1_000_000);
  });
});

describe('levels', () => {
  it('are multiples of the greatest common divisor', () => {
    expect(
      levelScale(0, [
        { activity: 0, amount: 1500 },
        { activity: 1, amount: 500 },
        { activity: 2, amount: 1000 },
      ]),
    ).toMatchObject({ least: 0, unit: 500, levels: 7, isExact: true });
    expect(
      levelScale(650, [
        { activity: 0, amount: -50 },
        { activity: 1, amount: -100 },
      ]),
    ).toMatchObject({ least: 500, unit: 50, levels: 4, isExact: true });
    expect(levelScale(7, [])).toMatchObject({ least: 7, levels: 1 });
  });

  it('are rounded to bins where there would be too many, with nothing and everything exact', () => {
    const grid = gridOf(planOf({ horizon: 4 * WEEK, activities: [activity('a', 1)] }))!;
    const changes = Array.from({ length: 40 }, (_, i) => ({ activity: i, amount: 1001 + 2 * i }));
    const total = changes.reduce((sum, { amount }) => sum + amount, 0);
    const scale = levelScale(0, changes);
    expect(scale.isExact).toBe(false);
    const counts = createLevelCounts(grid, 0, changes);
    counts.add(Float64Array.from(changes, (_, i) => (i < 13 ? WEEK : 3 * WEEK)));
    const [median] = levelPercentiles(counts.counts, scale, 1, [0.5]);
    const thirteen = changes.slice(0, 13).reduce((sum, { amount }) => sum + amount, 0);
    expect(median![0]).toBe(0);
    expect(Math.abs(median![1]! - thirteen)).toBeLessThanOrEqual(scale.unit / 2);
    expect(median![3]).toBeCloseTo(total, 6);
  });

  it('have percentiles between the order statistics that hold the true one', () => {
    const grid = gridOf(planOf({ horizon: 2 * WEEK, activities: [activity('a', 1)] }))!;
    const changes = Array.from({ length: 60 }, (_, i) => ({ activity: i, amount: 1 }));
    const scale = levelScale(0, changes);
    const { counts, add } = createLevelCounts(grid, 0, changes);
    // In future i, of 60, i of them have come after a week.
    for (let future = 1; future <= 60; future++) add(Float64Array.from(changes, (_, i) => (i < future ? WEEK : Number.NaN)));
    const [p10, p50] = levelBounds(counts, scale, 60, [0.1, 0.5]);
    // P(B <= 23) = 0.046 and P(B <= 24) = 0.078 of 60 throws of a coin; of 60 with chance 0.1, P(B <= 2) = 0.053 and P(B >= 11) = 0.034.
    expect(p50).toEqual({ lo: [0, 24, 24], hi: [0, 37, 37] });
    expect(p10).toEqual({ lo: [0, 2, 2], hi: [0, 11, 11] });
    // Of one future nothing is known but what can be at all.
    const one = createLevelCounts(grid, 0, changes);
    one.add(Float64Array.from(changes, () => WEEK));
    expect(levelBounds(one.counts, scale, 1, [0.5])).toEqual([{ lo: [0, 0, 0], hi: [60, 60, 60] }]);
  });
});

describe('power at a site', () => {
  const plan = planOf({
    horizon: 10 * WEEK,
    activities: [activity('tranche', 2 * WEEK), activity('hand-back', 3 * WEEK), activity('load', WEEK, { after: [link('tranche')] })],
    power: [
      {
        site: 'east',
        level: 'power',
        secured: [
          { from: 0, kw: 100_000 },
          { from: 4 * WEEK, kw: 150_000 },
        ],
        energisedKw: 20_000,
        energise: [{ activity: 'tranche', kw: 30_000 }],
        miningKw: 15_000,
        handBack: [{ activity: 'hand-back', kw: 10_000 }],
        draw: [{ activity: 'load', kw: 7_500 }],
      },
    ],
  });

  it('is energised and handed back at finishes, and drawn from starts on', () => {
    const [power] = outcomesOf(plan).power;
    expect(power!.securedMw.slice(0, 6)).toEqual([100, 100, 100, 100, 150, 150]);
    expect(power!.energisedMw.slice(0, 4)).toEqual([20, 20, 50, 50]);
    expect(power!.miningMw.slice(0, 5)).toEqual([15, 15, 15, 5, 5]);
    expect(power!.aiMw.slice(0, 4)).toEqual([0, 0, 7.5, 7.5]);
  });

  it('has percentiles over futures', () => {
    const works = Array.from({ length: 10 }, (_, i) => ({ tranche: i < 2 ? WEEK : i < 9 ? 2 * WEEK : 6 * WEEK }));
    const [power] = outcomesOf(plan, works).power;
    expect(power!.energisedMw.slice(0, 3)).toEqual([20, 20, 50]);
    expect(power!.energisedP10.slice(0, 4)).toEqual([20, 20, 20, 20]);
    expect(power!.energisedP90.slice(0, 3)).toEqual([20, 50, 50]);
  });
});

describe('deliveries', () => {
  it('count GPUs ordered, arrived, installed and online, each no more than the one before', () => {
    const plan = planOf({
      horizon: 8 * WEEK,
      activities: [
        activity('ship', 2 * WEEK, { notBefore: WEEK, gives: [gives('gpus', 1000)] }),
        activity('rack', WEEK, { needs: [takes('gpus', 1000)] }),
        activity('accept', WEEK, { after: [link('rack')] }),
      ],
      resources: [resource('stock', 'gpus', 0)],
      gpus: [
        {
          id: 't',
          model: 'GB300',
          site: 'east',
          hall: 'h',
          quantity: 1000,
          orderedAt: WEEK,
          deliveries: [{ activity: 'ship', quantity: 1000 }],
          installs: [{ activity: 'rack', quantity: 1000 }],
        },
      ],
      compute: [computeUnit('accept', 2000, { gpus: 1000, site: 'east' })],
    });
    const { deliveries, curve, siteCurves, ribbon, lostMwDays } = outcomesOf(plan, [{}, { ship: 3 * WEEK }]);
    expect(deliveries!.ordered).toEqual([0, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000]);
    expect(deliveries!.arrived).toEqual([0, 0, 0, 500, 1000, 1000, 1000, 1000, 1000]);
    expect(deliveries!.installed).toEqual([0, 0, 0, 0, 500, 1000, 1000, 1000, 1000]);
    expect(deliveries!.online).toEqual([0, 0, 0, 0, 0, 500, 1000, 1000, 1000]);
    expect(curve!.gpus.mean).toEqual(deliveries!.online);
    // Without dates there is nothing to be late against, and one site needs no curve of its own.
    expect([curve!.plannedMw, ribbon, lostMwDays, siteCurves]).toEqual([[], null, null, {}]);
  });
});

describe('curves of sites', () => {
  it('add up to the whole', () => {
    const plan = planOf({
      horizon: 6 * WEEK,
      activities: [activity('a', WEEK), activity('b', 3 * WEEK)],
      compute: [computeUnit('a', 2000, { site: 'east', gpus: 10 }), computeUnit('b', 3000, { site: 'west', gpus: 20 })],
    });
    const { curve, siteCurves } = outcomesOf(plan);
    expect(Object.keys(siteCurves)).toEqual(['east', 'west']);
    expect(siteCurves.east!.mw.p50.map((mw, i) => mw + siteCurves.west!.mw.p50[i]!)).toEqual(curve!.mw.p50);
    expect([siteCurves.east!.totalMw, siteCurves.west!.totalGpus, curve!.totalMw]).toEqual([2, 20, 5]);
  });
});

describe('outcomes', () => {
  const plan = planOf({
    axis: { kind: 'plain', unit: 'day' },
    horizon: 50 * DAY,
    activities: [activity('a', 3 * DAY), activity('b', 4 * DAY, { after: [link('a')] })],
    milestones: [{ id: 'b', activity: 'b', target: 8 * DAY }],
  });

  it('are plain JSON', () => {
    const outcomes = outcomesOf(plan, [{}, { b: 6 * DAY }, { b: 90 * DAY }]);
    expect(JSON.parse(JSON.stringify(outcomes))).toEqual(outcomes);
    expect(outcomes).toMatchObject({
      start: null,
      until: 50,
      unit: 'day',
      replications: 3,
      censored: 1,
      grid: [],
      gridDates: [],
      curve: null,
      ribbon: null,
      power: [],
      deliveries: null,
    });
  });

  it('repeat the median of the makespan', () => {
    const { makespan, milestones } = outcomesOf(plan, [{}, { b: 6 * DAY }, { b: 90 * DAY }]);
    expect(makespan).toMatchObject({ value: 9, p50: { value: 9 }, censored: 1, mean: 8, meanAt: 8 });
    expect(makespan.p90.value).toBeNull();
    expect(milestones.b).toMatchObject({ target: 8, onTime: { share: 0.333333 }, noWaitP50: 9 });
    expect(milestones.b!.drivers).toEqual([{ cause: 'work', label: 'work', group: 'work', amount: 8 }]);
    expect(milestones.b!.critical).toEqual([
      { activity: 'a', label: 'a', share: 1 },
      { activity: 'b', label: 'b', share: 1 },
    ]);
  });

  it('count a finish on the day of its target as on time', () => {
    const dated: Plan = {
      ...plan,
      axis: { kind: 'dated', start: '2026-01-01' },
      activities: [activity('a', 3 * DAY), activity('b', 4 * DAY + 1000, { after: [link('a')] })],
    };
    const late: Plan = { ...dated, milestones: [{ id: 'b', activity: 'b', target: 7 * DAY }] };
    expect(outcomesOf(late).milestones.b).toMatchObject({ target: '2026-01-08', p50: { date: '2026-01-08' }, onTime: { share: 1 } });
    expect(outcomesOf({ ...late, milestones: [{ id: 'b', activity: 'b', target: 6 * DAY }] }).milestones.b!.onTime!.share).toBe(0);
  });

  it('refuse a study without futures', () => {
    expect(() => outcomesOf(plan, [])).toThrow('without futures');
  });
});
