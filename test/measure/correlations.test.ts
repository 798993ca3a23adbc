/** What goes together: the numbers by hand, and the luck that is drawn again. */
import { describe, expect, it } from 'vitest';
import { correlations, spearman, spearmanInterval } from '../../src/measure/correlations.ts';
import { columnsOf, rowsOf } from '../../src/measure/rows.ts';
import { sharedLuck } from '../../src/measure/shared-luck.ts';
import { activity, planOf } from '../plan-builder.ts';
import { futuresOf } from '../trades/risks/futures.ts';

const list = (...values: number[]) => Float64Array.from(values);

describe('a rank correlation', () => {
  it('is Spearman by hand', () => {
    // Ranks 1 2 3 4 5 and 2 1 4 3 5: differences 1 1 1 1 0, so 1 - 6 x 4 / (5 x 24) = 0.8.
    expect(spearman(list(10, 20, 30, 40, 50), list(2, 1, 7, 3, 99))).toBeCloseTo(0.8, 12);
    expect(spearman(list(1, 2, 3), list(9, 4, 1))).toBe(-1);
    // Ties have their mean rank: 1.5 1.5 3 against 1 2 3. Centred -0.5 -0.5 1 and -1 0 1: 1.5 / sqrt(1.5 x 2) = 0.8660.
    expect(spearman(list(7, 7, 8), list(1, 2, 3))).toBeCloseTo(Math.sqrt(3) / 2, 12);
    expect(spearman(list(7, 7, 7), list(1, 2, 3))).toBeNaN();
  });

  it('has an interval', () => {
    // atanh 0.5 = 0.5493; half a width 1.6449 x sqrt(1.125 / 97) = 0.1771; tanh 0.3722 = 0.3559 and tanh 0.7264 = 0.6209.
    const { lo, hi } = spearmanInterval(0.5, 100);
    expect(lo).toBeCloseTo(0.3559, 3);
    expect(hi).toBeCloseTo(0.6209, 3);
  });
});

describe('correlations', () => {
  it('are told largest first, of halls with one another and of luck with dates, without those that may be nothing', () => {
    const plan = planOf({
      activities: ['a', 'b', 'c'].map((id) => activity(id, 1, { site: 's', hall: id })),
      milestones: ['a', 'b', 'c'].map((id) => ({ id, activity: id, target: null })),
      horizon: 1000,
    });
    const columns = columnsOf(plan);
    const futures = 40;
    const rows = new Int32Array(futures * columns.width);
    const luck = Float64Array.from({ length: futures }, (_, i) => i);
    for (let i = 0; i < futures; i++) {
      // a goes with the luck, its last future is never reached; b goes the other way but for two; c goes by itself.
      rows[i * columns.width + columns.milestone(0)] = i === futures - 1 ? -1 : i;
      rows[i * columns.width + columns.milestone(1)] = i === 0 ? 38 : i === 1 ? 39 : 39 - i;
      rows[i * columns.width + columns.milestone(2)] = i % 2;
    }
    const told = correlations(plan, rowsOf(rows, columns.width), [{ id: 'luck', copula: null, values: luck }]);
    // Two neighbours swapped: 1 - 6 x 2 / (40 x 1599) = 0.9998, turned.
    expect(told.map(({ a, b, rho }) => [a, b, rho])).toEqual([
      ['luck', 'a', 1],
      ['a', 'b', -0.999812],
      ['luck', 'b', -0.999812],
    ]);
    for (const { rho, lo, hi } of told) expect([lo <= rho, rho <= hi, lo * hi > 0]).toEqual([true, true, true]);
  });

  it('are not told of a handful of futures, or of one world', async () => {
    const text =
      'activities: {a: {duration: {exponential: {mean: 9 d}}, times: [f], milestone: true}}\nfactors: {f: {uniform: {low: 1, high: 9}}}';
    expect((await futuresOf(text, 19)).outcomes.correlations).toEqual([]);
    expect((await futuresOf(text, 'median')).outcomes.correlations).toEqual([]);
    expect((await futuresOf(text, 200)).outcomes.correlations).toHaveLength(1);
  });

  it('of a risk are those between a coin and a date, one for each place', async () => {
    const { outcomes, days } = await futuresOf(
      `
sites:
  plains: {activities: {a: {duration: 10 d, milestone: true}, c: {duration: {uniform: {low: 1 d, high: 2 d}}, milestone: true}}}
  hills: {activities: {b: {duration: 10 d, milestone: true}, d: {duration: {uniform: {low: 9 d, high: 12 d}}, after: b, milestone: true}}}
risks:
  strike: {chance: 40 %, affects: [{activity: '*/a', delay: 5 d}, {activity: hills/b, delay: 5 d}]}`,
      400,
    );
    // Both dates have two values, with the coin: they go together wholly. Of "hills" the one that does so most is told.
    const told = outcomes.correlations.filter(({ a }) => a === 'risk/strike');
    expect(told.map(({ b, rho }) => [b, rho])).toEqual([
      ['hills/b', 1],
      ['plains/a', 1],
    ]);
    expect(new Set(days('plains/a')).size).toBe(2);
    // The ends of the two sites: a goes from 10 to 15 days with the coin, d from some 20.5 to 25.5.
    expect(outcomes.correlations.some(({ a, b }) => a === 'hills/d' && b === 'plains/a')).toBe(true);
  });

  it('of correlated orders are told, and come out as they were put in', async () => {
    const { outcomes, plan } = await futuresOf(
      `
correlated: {electrical: {rho: 60 %, orders: [gear, plains/supply/ups], activities: [plains/permit]}}
sites:
  plains:
    supply:
      gear: {item: gear, quantity: 1, order: 2026-01-05, lead: {lognormal: {mean: 60 wk, sd: 15 wk}}}
      ups: {item: ups, quantity: 1, order: 2026-01-05, lead: {lognormal: {mean: 40 wk, sd: 15 wk}}}
    activities:
      permit: {duration: {exponential: {mean: 90 d}}}
      set: {duration: 1 d, takes: {gear: 1, ups: 1}, milestone: true}`,
      1000,
    );
    const pair = outcomes.correlations.find(({ a, b }) => a === 'plains/supply/gear' && b === 'plains/supply/ups');
    // 6 / pi x asin(0.6 / 2) = 0.582.
    expect(pair?.lo).toBeLessThan(0.582);
    expect(pair?.hi).toBeGreaterThan(0.582);
    expect(plan.activities.filter(({ work }) => work.copula !== undefined)).toHaveLength(3);
  });
});

describe('shared luck', () => {
  it('is drawn again bit by bit, from whatever future on', async () => {
    const { plan } = await futuresOf(
      'activities: {a: {duration: 9 d, times: [f]}, b: {duration: 9 d}}\nfactors: {f: {uniform: {low: 1, high: 9}}}',
    );
    const [whole] = sharedLuck(plan, [{ text: 'x', first: 0, count: 64 }]);
    const [late] = sharedLuck(plan, [{ text: 'x', first: 32, count: 32 }]);
    expect(whole?.id).toBe('f');
    expect(whole?.values.subarray(32)).toEqual(late?.values);
  });
});
