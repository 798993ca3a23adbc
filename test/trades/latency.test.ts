/** Latency against the speed of light in glass, and fibre against days and sums worked out by hand. */
import { describe, expect, it } from 'vitest';
import { roundTrip } from '../../src/trades/latency.ts';
import { problemsOf } from '../engine/play.ts';
import { futuresOf, outcomesOf, playSite, sitePlan, siteText, WEEK } from './site-power.ts';

const POWER = '{secured: [{mw: 100 MW, on: 2025-01-01}], energised: [{mw: 50 MW, on: 2025-01-01}]}';
const route = (rest: string): string => `latency: {dallas: {distance: 250 mi, ${rest}}}`;

describe('round trips', () => {
  it('250 miles: 3.9 ms straight, 5.1 ms at 1.3 times that, 5.9 ms at 1.5', () => {
    const km = 250 * 1.609344;
    expect(roundTrip(km, 1)).toBeCloseTo(3.94, 2);
    expect(roundTrip(km, 1.3)).toBeCloseTo(5.12, 2);
    expect(roundTrip(km, 1.5)).toBeCloseTo(5.91, 2);
  });

  it('are facts of the site, with what equipment adds', () => {
    const { facts } = sitePlan(POWER, `${route('equipment: 0.4 ms, fibre: lit')}, activities: {racks: {duration: 1 wk}}`);
    expect(facts).toMatchObject([{ site: 'plains', id: 'latency/dallas', value: 5.5223, unit: 'ms' }]);
  });

  it('sort out the sites that a tenant cannot use', async () => {
    const online = 'activities: {racks: {duration: 1 wk, online: {it: 10 MW}}}';
    const ceilings = 'latency_ceilings: {inference: {to: dallas, at_most: 5 ms}, training: {to: dallas, at_most: 50 ms}}';
    const { facts } = await outcomesOf(siteText(POWER, `${route('fibre: lit')}, ${online}`, ceilings), 1);
    expect([facts['plains']?.['eligible/inference']?.value, facts['plains']?.['eligible/training']?.value]).toEqual([0, 10]);
    const nowhere = siteText(POWER, route('fibre: lit'), ceilings.replace('to: dallas, at_most: 5', 'to: austin, at_most: 5'));
    expect(problemsOf(nowhere).map(({ message }) => message)).toEqual(['no site says how far it is to "austin"']);
  });
});

describe('fibre', () => {
  it('that is dark takes its lighting, and halls can come after it', () => {
    const racks = 'activities: {racks: {duration: 2 wk, after: fibre}}';
    const { start, plan } = playSite(POWER, `${route('fibre: dark, lighting: 8 wk, begin: 2026-02-02')}, ${racks}`);
    // 2026-02-02 is four weeks after the start.
    expect(start('plains/racks')).toBe(12 * WEEK);
    expect(plan.milestones.map(({ id }) => id)).toEqual(['plains/fibre/dallas']);
    const one = 'activities: {racks: {duration: 2 wk, after: fibre/dallas}}';
    expect(playSite(POWER, `${route('fibre: dark, lighting: 8 wk')}, ${one}`).start('plains/racks')).toBe(8 * WEEK);
  });

  const build = 'fibre: to-build, permits: 20 wk, build_per_100_km: 10 wk, lighting: 2 wk';

  it('that is not there is permitted, laid at its pace, and lit', () => {
    const { finish } = playSite(POWER, route(`route_factor: 1.0, ${build}`));
    // 402.336 km at 10 weeks per 100 km are 40.2336 weeks, begun a minute late.
    expect(finish('plains/fibre/dallas')).toBeCloseTo((20 + 40.2336 + 2) * WEEK, 2);
  });

  it('on offer after a bust is bought instead, for less', async () => {
    const offer = `${build}, cost: 60 kUSD/km, purchase: {price: 12 kUSD/km, chance: 70 %}`;
    const { traces } = futuresOf(sitePlan(POWER, route(`route_factor: 1.0, ${offer}`)), 1000);
    const bought = traces.filter(({ finish }) => finish('plains/fibre/dallas') === 2 * WEEK).length;
    expect(Math.abs(bought - 700)).toBeLessThan(4 * Math.sqrt(210));
    expect(traces.filter(({ finish }) => finish('plains/fibre/dallas') > 60 * WEEK).length).toBe(1000 - bought);
    const { accounts, facts } = await outcomesOf(siteText(POWER, route(`route_factor: 1.0, ${offer}`)), 200);
    const share = (accounts['plains/fibre-cost/dallas']?.mean ?? 0) / (402.336 * 1000);
    // Between 12 and 60 by how often it was bought: 70 % of 200, give or take four times 6.5.
    expect(Math.abs((60 - share) / 48 - 0.7)).toBeLessThan(0.13);
    const fact = (id: string) => facts['plains']?.[id]?.value;
    expect([fact('fibre-replacement/dallas'), fact('fibre-price/dallas'), fact('fibre-discount/dallas')]).toEqual([
      24_140_160, 4_828_032, 20,
    ]);
  });

  it('always on offer is never built', () => {
    const { finish } = playSite(POWER, route(`${build}, purchase: {price: 12 kUSD/km}`));
    expect(finish('plains/fibre/dallas')).toBe(2 * WEEK);
  });
});
