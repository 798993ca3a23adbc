/** Markets: the chain and the cobweb by hand, and how orders feel them. */
import { describe, expect, it } from 'vitest';
import { MINUTES_PER_WEEK as WEEK } from '../../../src/base/time.ts';
import { createSampler } from '../../../src/engine/draws.ts';
import type { Plan } from '../../../src/plan/plan.ts';
import type { WeightedValue } from '../../../src/random/distribution.ts';
import { type Cycle, priceIndex, strandedCapacity } from '../../../src/trades/supply/cobweb.ts';
import { chancesAfter, multiplierLaw, type Regime } from '../../../src/trades/supply/regime.ts';
import { outcomesOf, playSite, sitePlan } from './site.ts';

const REGIME: Regime = {
  state: 'tight',
  multiplier: { easy: 0.75, normal: 1, tight: 1.35 },
  stay: { easy: 0.96, normal: 0.97, tight: 0.95 },
};

const rows = (months: number, window: number) => multiplierLaw(REGIME, months, window).parameters.values as readonly WeightedValue[];

describe('the chain of states', () => {
  it('moves by the month', () => {
    expect(chancesAfter(REGIME, 0)).toEqual([0, 0, 1]);
    // Tight stays with 95 %, or passes to normal.
    chancesAfter(REGIME, 1).forEach((chance, i) => void expect(chance).toBeCloseTo([0, 0.05, 0.95][i]!, 12));
    // Then: easy 0.05 * 0.015; normal 0.05 * 0.97 + 0.95 * 0.05; tight 0.95 * 0.95 + 0.05 * 0.015.
    chancesAfter(REGIME, 2).forEach((chance, i) => void expect(chance).toBeCloseTo([0.00075, 0.096, 0.90325][i]!, 12));
  });

  it('settles where what leaves each state comes back', () => {
    // easy * 0.04 = normal * 0.015 and tight * 0.05 = normal * 0.015: 0.375, 1 and 0.3 of 1.675.
    chancesAfter(REGIME, 2000).forEach((chance, i) => void expect(chance).toBeCloseTo([0.375 / 1.675, 1 / 1.675, 0.3 / 1.675][i]!, 9));
  });

  it('gives the law of the month of the order', () => {
    expect(rows(0, 1)).toEqual([{ value: 1.35, weight: 1 }]);
    expect(rows(1, 1).map(({ value }) => value)).toEqual([1, 1.35]);
    expect(rows(1, 1)[1]?.weight).toBeCloseTo(0.95, 12);
  });

  it('gives the law of the mean over a window', () => {
    // Two months from a tight one: tight and tight (1.35) with 95 %, tight and normal (1.175) with 5 %.
    expect(rows(0, 2).map(({ value }) => value)).toEqual([expect.closeTo(1.175, 12), expect.closeTo(1.35, 12)]);
    expect(rows(0, 2).map(({ weight }) => weight)).toEqual([expect.closeTo(0.05, 12), expect.closeTo(0.95, 12)]);
    expect(rows(3, 12).reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1, 12);
  });
});

describe('boom and bust', () => {
  const cycle: Cycle = { peak: 4, rise: 9, halfLife: 15, lag: 18, answer: 0.05 };

  it('rises evenly to the peak and, with no capacity, fades by half-lives', () => {
    const idle = priceIndex({ ...cycle, answer: 0 }, 40);
    expect(idle[0]).toBe(1);
    // A third of the way in the logarithm: the cube root of 4.
    expect(idle[3]).toBeCloseTo(4 ** (1 / 3), 12);
    expect(idle[9]).toBeCloseTo(4, 12);
    expect(idle[9 + 15]).toBeCloseTo(2, 12);
    expect(idle[9 + 30]).toBeCloseTo(Math.SQRT2, 12);
  });

  it('falls faster once capacity answers, overshoots, and leaves capacity stranded', () => {
    const prices = priceIndex(cycle, 60);
    // Month 19 is fade alone, since the price of month 0 was the usual one; month 20 is answered by that of month 1, 4^(1/9).
    expect(Math.log(prices[19]!)).toBeCloseTo(Math.log(4) * 2 ** (-10 / 15), 12);
    expect(Math.log(prices[20]!)).toBeCloseTo(Math.log(prices[19]!) * 2 ** (-1 / 15) - (0.05 * Math.log(4)) / 9, 12);
    expect(Math.min(...prices)).toBeLessThan(0.8);
    const spare = strandedCapacity(cycle, 60);
    expect(spare[9]).toBe(0);
    expect(spare[45]).toBeCloseTo(1 / prices[45]! - 1, 12);
    expect(Math.max(...spare)).toBeGreaterThan(0.25);
  });
});

/** What the first 500 futures draw for an activity. */
function drawn(plan: Plan, id: string): number[] {
  const column = plan.activities.findIndex((activity) => activity.id === id);
  const runs = [0, 1].map((index) => ({ text: 'market', first: 256 * index, count: index === 0 ? 256 : 244 }));
  const matrix = createSampler(plan).draw(runs);
  return Array.from({ length: 500 }, (_, row) => matrix[row * plan.activities.length + column]!);
}

const orders = (one: string, two: string) => `supply:
  one: {item: one, quantity: 1, lead: 10 wk, market: metal, ${one}}
  two: {item: two, quantity: 1, lead: 20 wk, market: metal, ${two}}`;

describe('orders in a market', () => {
  it('of one month are hit alike, and as often as the chain says', () => {
    const plan = sitePlan({ file: 'markets: {metal: {regime: {state: tight}}}', site: orders('order: 2026-03-01', 'order: 2026-02-20') });
    const [one, two] = ['one', 'two'].map((id) => drawn(plan, `plains/supply/${id}`)) as [number[], number[]];
    one.forEach((ticks, i) => void expect(two[i]).toBe(2 * ticks));
    const tight = one.filter((ticks) => ticks === Math.round(1.35 * 10 * WEEK)).length / one.length;
    // A month on: 95 %, give or take three times sqrt(0.95 * 0.05 / 500).
    expect(Math.abs(tight - 0.95)).toBeLessThan(0.03);
  });

  it('of different months share their luck', () => {
    const plan = sitePlan({ file: 'markets: {metal: {regime: {state: normal}}}', site: orders('order: 2026-02-10', 'order: 2027-12-01') });
    const [one, two] = ['one', 'two'].map((id) => drawn(plan, `plains/supply/${id}`)) as [number[], number[]];
    // The tighter the one month, the tighter the other.
    one.forEach((ticks, i) => {
      if (ticks > 10 * WEEK) expect(two[i]! / (20 * WEEK)).toBe(1.35);
      if (ticks < 10 * WEEK) expect(two[i]! / (20 * WEEK)).toBe(0.75);
    });
    expect(new Set(two).size).toBe(3);
  });

  it('are dearer and slower in a boom, by the day of the order', async () => {
    const file = 'markets: {metal: {cycle: {peak: 4, peak_on: 2026-10-05, rise: 9 mo, lead: 0.5}}}';
    const site = orders('order: 2026-10-10, price: 1 MUSD', 'order: 2026-01-05, price: 1 MUSD');
    const played = playSite({ file, site });
    // At the peak the price is four times the usual one, and the lead time twice. 2026-01-05 is the month of the rise's first.
    expect(played.work[played.program.indexOf.get('plains/supply/one')!]).toBe(20 * WEEK);
    expect(played.work[played.program.indexOf.get('plains/supply/two')!]).toBe(20 * WEEK);
    const { accounts, facts } = await outcomesOf({ file, site });
    expect(accounts['plains/purchases/one']?.mean).toBe(4e6);
    expect(accounts['plains/purchases/two']?.mean).toBe(1e6);
    expect(facts.plains?.['price-index/one']?.value).toBe(4);
    // By the end of 2028 the capacity that the boom called forth has nobody to want it at the usual price; in mid-2027 it was not there yet.
    expect(facts.plains?.['stranded-capacity/metal']?.value).toBeGreaterThan(10);
    const early = await outcomesOf({ file, site, until: '2027-06-30' });
    expect(early.facts.plains?.['stranded-capacity/metal']?.value).toBe(0);
  });

  it('hold part of their spread in common', () => {
    const lead = 'lead: {lognormal: {p50: 10 wk, sigma: 0.3}}';
    const site = `supply:\n  one: {item: one, quantity: 1, order: 2026-02-01, ${lead}, market: metal}\n  two: {item: two, quantity: 1, order: 2026-02-01, ${lead}, market: metal}`;
    const plan = sitePlan({ file: 'markets: {metal: {correlation: 40 %}}', site });
    const logs = ['one', 'two'].map((id) => drawn(plan, `plains/supply/${id}`).map((ticks) => Math.log(ticks / (10 * WEEK))));
    const [one, two] = logs as [number[], number[]];
    const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
    const covariance = (a: readonly number[], b: readonly number[]): number =>
      mean(a.map((value, i) => (value - mean(a)) * (b[i]! - mean(b))));
    expect(Math.sqrt(covariance(one, one))).toBeCloseTo(0.3, 1);
    // Standard error of a correlation of 0.4 from 500 draws: (1 - 0.16) / sqrt(500) = 0.038.
    expect(Math.abs(covariance(one, two) / Math.sqrt(covariance(one, one) * covariance(two, two)) - 0.4)).toBeLessThan(0.115);
  });

  it('are left alone where the file does not describe the market of their item', () => {
    const equipment = 'equipment: {one: {title: one, lead: 10 wk, market: metal}}';
    const site = 'supply: {one: {item: one, quantity: 1, order: 2026-02-01}}';
    expect(sitePlan({ file: equipment, site }).factors).toEqual([]);
    const plan = sitePlan({ file: `${equipment}\nmarkets: {metal: {regime: {state: tight}}}`, site });
    expect(plan.activities.find(({ id }) => id === 'plains/supply/one')?.work.factors).toEqual(['market/metal/month-0']);
  });
});
