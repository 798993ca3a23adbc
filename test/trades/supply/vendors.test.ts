/** Orders in a vendor's book: when they have their slots, and what that is called. */
import { describe, expect, it } from 'vitest';
import { MINUTES_PER_DAY as DAY, MINUTES_PER_MONTH as MONTH, MINUTES_PER_WEEK as WEEK } from '../../../src/base/time.ts';
import { createSampler } from '../../../src/engine/draws.ts';
import { play } from '../../engine/play.ts';
import { outcomesOf, playSite, scenario, sitePlan } from './site.ts';

const order = (rest: string) => `supply: {ours: {item: transformer, lead: 10 wk, vendor: works, ${rest}}}`;

describe('a vendor with one slot a month', () => {
  const book = 'vendors: {works: {per_month: 1, backlog: 1, others: {rival: {order: 2025-12-01, quantity: 2}}}}';

  it('serves our order after those before it', () => {
    const played = playSite({ file: book, site: order('quantity: 1, order: 2026-01-05') });
    // The backlog has month 0, the rival months 1 and 2, and we month 3; then ten weeks.
    expect(played.finish('plains/supply/ours/lot-1/slot')).toBe(3 * MONTH);
    expect(played.finish('plains/supply/ours/lot-1')).toBe(3 * MONTH + 10 * WEEK);
    const slot = played.plan.activities.find(({ id }) => id === 'plains/supply/ours/lot-1/slot');
    expect(slot?.cause).toBe('equipment/works');
  });

  it('serves us before those who order later', () => {
    const played = playSite({
      file: 'vendors: {works: {per_month: 1, others: {rival: {order: 2026-01-06, quantity: 9}}}}',
      site: order('quantity: 2, order: 2026-01-05, lots: [{quantity: 1}, {quantity: 1}]'),
    });
    expect(played.finish('plains/supply/ours/lot-1')).toBe(10 * WEEK);
    expect(played.finish('plains/supply/ours/lot-2')).toBe(MONTH + 10 * WEEK);
  });

  it('serves an order from the first month that begins after it', () => {
    const played = playSite({ file: 'vendors: {works: {per_month: 1}}', site: order('quantity: 1, order: 2026-01-15') });
    expect(played.start('plains/supply/ours/lot-1/slot')).toBe(10 * DAY);
    expect(played.finish('plains/supply/ours/lot-1/slot')).toBe(MONTH);
  });

  it('is shared by the orders of several sites', () => {
    const theirs = 'hills: {supply: {theirs: {item: transformer, lead: 10 wk, vendor: works, quantity: 1, order: 2026-01-04}}}';
    const played = play(
      `${scenario({ file: 'vendors: {works: {per_month: 1}}', site: order('quantity: 1, order: 2026-01-05') })}  ${theirs}\n`,
    );
    expect(played.finish('hills/supply/theirs/lot-1/slot')).toBe(0);
    expect(played.finish('plains/supply/ours/lot-1/slot')).toBe(MONTH);
  });
});

describe('allocation by size and by share', () => {
  const others = 'others: {giant: {order: 2026-01-05, quantity: 30, size: 1000}}';
  const gpus = (vendor: string) => ({
    file: `vendors: {works: {per_month: 10, ${vendor}, ${others}}}`,
    site: order('quantity: 10, order: 2026-01-05'),
  });

  it('starves the small buyer under priority, and tells so', async () => {
    const played = playSite(gpus('allocation: priority'));
    expect(played.finish('plains/supply/ours/lot-1')).toBe(3 * MONTH + 10 * WEEK);
    const equal = playSite(gpus('allocation: priority, our_size: 1001'));
    expect(equal.finish('plains/supply/ours/lot-1')).toBe(10 * WEEK);
  });

  it('ships a share every month under pro-rata', () => {
    const { plan, finish } = playSite(gpus('allocation: pro-rata'));
    // A quarter of what is open is ours, of ten a month: 2.5 (the odd piece to the giant, who stands first), then 22 and 8 open: 2.67, 15 and 5: 2.5, and the rest.
    const gives = [1, 2, 3, 4].map((lot) => plan.activities.find(({ id }) => id === `plains/supply/ours/lot-${lot}`)?.gives[0]?.amount);
    expect(gives).toEqual([2, 3, 2, 3]);
    expect([1, 2, 3, 4].map((lot) => finish(`plains/supply/ours/lot-${lot}`))).toEqual(
      [0, 1, 2, 3].map((month) => month * MONTH + 10 * WEEK),
    );
  });

  it('gives no order more than the most a month', () => {
    const { finish } = playSite({
      file: 'vendors: {works: {per_month: 10, most: 4}}',
      site: order('quantity: 10, order: 2026-01-05'),
    });
    // 4, 4, 2.
    expect(finish('plains/supply/ours/lot-1')).toBe(2 * MONTH + 10 * WEEK);
  });

  it('follows steps of capacity', () => {
    const { finish } = playSite({
      file: 'vendors: {works: {per_month: [{from: 2026-01-05, count: 0}, {from: 2026-05-01, count: 10}]}}',
      site: order('quantity: 10, order: 2026-01-05'),
    });
    // 2026-05-01 is day 116: the first month that begins after it is the fourth (day 121.7).
    expect(finish('plains/supply/ours/lot-1')).toBe(4 * MONTH + 10 * WEEK);
  });

  it('says how short the vendor is, and whose order is filled by the horizon', async () => {
    const { facts } = await outcomesOf({ ...gpus('allocation: priority'), until: '2026-04-30' });
    // 115 days are 3.78 months: four slots of ten are given out by then (months 0 to 4 begin within; month 4 begins on day 121.7).
    expect(facts.plains?.['filled/works/giant']?.value).toBe(100);
    expect(facts.plains?.['filled/works/ours']?.value).toBe(100);
    const short = await outcomesOf({ ...gpus('allocation: priority'), until: '2026-03-31' });
    expect(short.facts.plains?.['filled/works/ours']?.value).toBe(0);
    expect(short.facts.plains?.['shortage/works']?.value).toBeCloseTo(40 / 30, 3);
  });

  it('is censored, not refused, when its slot comes after the horizon', async () => {
    const outcomes = await outcomesOf({ ...gpus('allocation: priority'), until: '2026-03-01' });
    expect(outcomes.censored).toBe(1);
  });
});

it('a slip of the vendor is one draw for all its orders', () => {
  const plan = sitePlan({
    file: 'vendors: {works: {per_month: 9, slip: {uniform: {low: 1, high: 2}}}}',
    site: 'supply: {one: {item: a, lead: 10 wk, vendor: works, quantity: 1, order: 2026-01-05}, two: {item: b, lead: 20 wk, vendor: works, quantity: 1, order: 2026-01-05}}',
  });
  const work = createSampler(plan).draw([{ text: 'slip', first: 0, count: 50 }]);
  const column = (id: string) => plan.activities.findIndex((activity) => activity.id === id);
  const width = plan.activities.length;
  const seen = new Set<number>();
  for (let row = 0; row < 50; row++) {
    const one = work[row * width + column('plains/supply/one/lot-1')]!;
    const two = work[row * width + column('plains/supply/two/lot-1')]!;
    expect(Math.abs(two - 2 * one)).toBeLessThanOrEqual(1);
    seen.add(one);
  }
  expect(seen.size).toBeGreaterThan(40);
});

it('a vendor of its own build time needs no lead time', () => {
  const played = playSite({
    file: 'vendors: {works: {per_month: 9, build: 5 wk}}',
    site: 'supply: {ours: {item: thing, vendor: works, quantity: 1, order: 2026-01-05}}',
  });
  expect(played.finish('plains/supply/ours/lot-1')).toBe(5 * WEEK);
});
