/** Energy, its cost and its claims against sums worked out by hand. */
import { describe, expect, it } from 'vitest';
import { annualMatch, emissionsOf, hourlyMatch, terawattHoursAYear } from '../../src/trades/energy/mix.ts';
import { outcomesOf, sitePlan, siteText } from './site-power.ts';

const POWER = '{secured: [{mw: 100 MW, on: 2025-01-01}], energised: [{mw: 50 MW, on: 2025-01-01}]';
// 10 MW IT from day 191 on; the horizon is day 2,191: 2,000 days or 48,000 hours of 10 x 50 % x 1.2 = 6 MW, 288,000 MWh.
const ONLINE = 'activities: {racks: {duration: 191 d, online: {it: 10 MW}}}';
const LOAD = 'load_factor: 50 %, pue: 1.2';

async function told(energy: string, curtailment = '') {
  const { accounts, facts } = await outcomesOf(siteText(`${POWER}${curtailment}}`, `energy: {${LOAD}${energy}}, ${ONLINE}`));
  const account = (id: string): number => accounts[`plains/${id}`]?.mean ?? Number.NaN;
  return { accounts, account, fact: (id: string) => facts['plains']?.[id]?.value };
}

describe('energy of a site', () => {
  it('is counted from when compute is online', async () => {
    const { account, fact } = await told('');
    expect(account('energy/compute')).toBeCloseTo(288_000, 3);
    // 6 MW x 8,760 h = 52.56 GWh; all of the 100 MW that are secured would be 0.876 TWh.
    expect(fact('compute-energy')).toBe(0.0526);
    expect(fact('secured-energy')).toBe(0.876);
  });

  it('costs the price of the node, by steps, and what is added to it', async () => {
    // 40 USD/MWh for the first 365 days up to 2027-07-15 (day 556), 50 for the 1,635 after: 6 MW x 24 h x (365 x 40 + 1,635 x 50).
    const { account, fact } = await told(
      ', node: [{from: 2026-01-05, price: 40 USD/MWh}, {from: 2027-07-15, price: 50 USD/MWh}], adders: 12 USD/MWh',
    );
    expect(account('energy-cost/node')).toBeCloseTo(144 * (365 * 40 + 1635 * 50), 1);
    expect(account('energy-cost/adders')).toBeCloseTo(288_000 * 12, 1);
    expect(fact('energy-price')).toBe(62);
  });

  it('pays for transmission by the kW: 70 USD/kW-y are 7.99 USD/MWh at full load', async () => {
    const { account, fact } = await told(', transmission: {charge: 70 USD/kW-y}');
    expect(fact('transmission-charge')).toBe(7.9909);
    expect(account('energy-cost/transmission') / ((288_000 * 70_000) / 8760)).toBeCloseTo(1, 9);
    // 70 up to 2027-07-15 (day 556), 100 from then on: 365 and 1,635 of 2,000 days.
    const rule = await told(', transmission: [{from: 2026-01-05, charge: 70 USD/kW-y}, {from: 2027-07-15, charge: 100 USD/kW-y}]');
    expect(rule.account('energy-cost/transmission') / account('energy-cost/transmission')).toBeCloseTo(
      (365 * 70 + 1635 * 100) / (2000 * 70),
      9,
    );
    const miner = await told(', transmission: {charge: 70 USD/kW-y, avoided: 75 %}');
    expect(miner.account('energy-cost/transmission') / account('energy-cost/transmission')).toBeCloseTo(0.25, 9);
  });

  it('is firmed as far as the contract goes', async () => {
    const { account, fact } = await told(', firming: {mw: 4.5 MW, adder: 9 USD/MWh, outage_hours: 8.76}');
    // 4.5 of 6 MW on average.
    expect(account('energy-cost/firming')).toBeCloseTo(0.75 * 288_000 * 9, 1);
    expect([fact('firm'), fact('unfirmed'), fact('uptime')]).toEqual([4.5, 1.5, 99.9]);
  });

  it('takes water by the IT energy', async () => {
    const { account } = await told(', water: 0.02 L/kWh');
    // 288,000 / 1.2 = 240,000 MWh of IT energy, at 0.02 L/kWh or m3/MWh.
    expect(account('water/compute')).toBeCloseTo(4800, 3);
  });

  it('uses what the lines cannot take away', async () => {
    const { fact } = await told(', surplus: {generation: 32 GW, export_limit: 18.5 GW, coincident: 70 %}');
    // 32 x 0.7 - 18.5 = 3.9 GW.
    expect([fact('surplus'), fact('surplus-used')]).toEqual([3900, 6]);
  });

  it('has a mix with what it emits, what is claimed and what is met by the hour', async () => {
    const mix = 'mix: {wind: 50 %, solar: 30 %, grid: 20 %}, emissions: {grid: 400 kg/MWh}, certificates: {share: 20 %, price: 2 USD/MWh}';
    const { account, fact } = await told(`, ${mix}`);
    // 0.5 x 11 + 0.3 x 48 + 0.2 x 400 = 99.9 kg.
    expect(fact('emissions')).toBe(0.0999);
    expect(account('emissions/compute')).toBeCloseTo(288_000 * 0.0999, 1);
    expect(account('energy-cost/certificates')).toBeCloseTo(288_000 * 0.4, 1);
    expect([fact('direct-renewable'), fact('annual-matched')]).toEqual([80, 100]);
    expect(fact('hourly-matched') as number).toBeLessThan(80);
    expect((await told(`, ${mix}, hourly_matched: 61 %`)).fact('hourly-matched')).toBe(61);
  });
});

describe('curtailment', () => {
  it('takes energy in its window, and is paid for', async () => {
    // From 2027-01-05 for 100 days: 100 x 24 h x 6 MW x 50 % = 7,200 MWh.
    const window = ', curtailment: {peaks: {share: 50 %, from: 2027-01-05, to: 2027-04-15, credit: 30 USD/MWh}}';
    const { account } = await told(', node: 40 USD/MWh', window);
    expect(account('curtailed/peaks')).toBeCloseTo(7200, 3);
    expect(account('curtailment-credit/peaks')).toBeCloseTo(216_000, 1);
    expect(account('energy/compute')).toBeCloseTo(288_000 - 7200, 3);
    expect(account('energy-cost/node')).toBeCloseTo(40 * (288_000 - 7200), 1);
  });

  it('of so many hours a year takes them from all of the load, or from some MW of it', async () => {
    // 15 hours of 8,765.82 a year, of 48,000 hours: 82.137 hours of 6 MW; of 3 MW, half of it.
    const hours = (48_000 * 15) / 8765.82;
    const all = await told('', ', curtailment: {sb6: {share: 100 %, hours_per_year: 15}}');
    expect(all.account('curtailed/sb6')).toBeCloseTo(6 * hours, 2);
    const some = await told('', ', curtailment: {sb6: {mw: 3 MW, hours_per_year: 15}}');
    expect(some.account('curtailed/sb6')).toBeCloseTo(3 * hours, 2);
  });
});

describe('mixes', () => {
  it('4.5 GW are 39.4 TWh a year', () => expect(terawattHoursAYear(4_500_000)).toBeCloseTo(39.42, 9));

  it('hydro meets the load in every hour, the sun only by day', () => {
    expect(hourlyMatch({ hydro: 1 })).toBeCloseTo(1, 12);
    expect(hourlyMatch({ gas: 1 })).toBe(0);
    // Of a load met by the sun alone over the year, the hours from six to six are met at most.
    expect(hourlyMatch({ solar: 1 })).toBeLessThanOrEqual(0.5);
    expect(hourlyMatch({ solar: 1 })).toBeGreaterThan(0.35);
    // A share so small that it never exceeds the load is met in full.
    expect(hourlyMatch({ solar: 0.2, gas: 0.8 })).toBeCloseTo(0.2, 12);
  });

  it('certificates claim at most all of it, and emit what their energy emits', () => {
    expect(annualMatch({ wind: 0.9, gas: 0.1 }, 0.3)).toBe(1);
    expect(emissionsOf({ gas: 1 }, {})).toBe(0.49);
    expect(emissionsOf({ gas: 1 }, { gas: 0.4 })).toBe(0.4);
  });
});

describe('what is sold', () => {
  it('is a share of what is secured, here and of all sites', async () => {
    const power = '{secured: [{mw: 750 MW, on: 2025-01-01}], contracted: {microsoft: {mw: 200 MW}}}';
    const { facts } = sitePlan(power, ONLINE);
    const value = (id: string) => facts.find((fact) => fact.id === id)?.value;
    expect([value('contracted'), value('uncontracted'), value('contracted-share')]).toEqual([200, 550, 26.67]);
    // With 3,760 MW elsewhere: 200 of 4,510 MW.
    const two = siteText(power, ONLINE).replace('}}\n', '}, hills: {power: {secured: [{mw: 3760 MW, on: 2025-01-01}]}}}\n');
    const shareOf = async (text: string) => (await outcomesOf(text, 1)).facts['plains']?.['portfolio/contracted-share']?.value;
    expect(await shareOf(two)).toBe(4.43);
    // As IT load with a fifth of overhead: 240 of 4,510 MW.
    expect(await shareOf(two.replace('mw: 200 MW', 'mw: 200 MW, overhead: 1.2'))).toBe(5.32);
  });
});
