import { describe, expect, it } from 'vitest';
import { MINUTES_PER_HOUR as HOUR } from '../../../src/base/time.ts';
import { breakEven, hashrateOf } from '../../../src/trades/mining/earnings.ts';
import { days, outcomesOf, site } from '../halls/hall-site.ts';

const POWER = 'power: {secured: [{mw: 100 MW, on: 2025-01-01}], energised: [{mw: 100 MW, on: 2025-01-01}]}';

/** Stripped in 14 d, refitted in 28, online after 7. */
const CONVERSION = `templates:
  conversion:
    title: a conversion
    it: 16 MW
    gross: 20 MW
    activities:
      strip-out: {duration: 14 d, switches_off: all, pools: {strippers: 1}}
      refit: {duration: 28 d, after: strip-out}
      tests: {duration: 7 d, after: refit, draws_power: all}
      online: {milestone: true, after: tests, brings_online: all}
  asic:
    title: a hall for miners
    it: 20 MW
    gross: 20 MW
    blocks: 2
    activities:
      shell: {duration: 30 d}
      energisation: {duration: 5 d, per_block: true, after: shell, mines: all}
      mining: {milestone: true, after: energisation}
pools: {strippers: 1}
`;

const MINERS = 'halls: {m1: {mw: 20 MW, miners: 5700}, m2: {mw: 20 MW, hashrate: 1 EH/s}}';

describe('swapping hall by hall', () => {
  const plan = site(
    `${POWER}\nmining: {${MINERS}, efficiency: 20 J/TH}\nhalls: {a: {build: conversion, swaps: m1, begin: 2026-02-02}, b: {build: conversion, swaps: m2, begin: 2026-02-02}}`,
    CONVERSION,
  );

  it('switches the miners off in the minute in which the works begin, whoever has to wait', () => {
    // Both begin on day 28; one strips at a time.
    const { start, finish } = days(plan);
    expect([start('a/strip-out'), finish('mining/m1/off')]).toEqual([28, 28]);
    expect([start('b/strip-out'), finish('mining/m2/off')]).toEqual([42, 42]);
    expect(finish('b/online')).toBe(91);
  });

  it('shows the valley: MW mined, MW of AI, and what is out of service between', async () => {
    const { power, gauges, accounts, grid } = await outcomesOf(plan);
    const at = (series: readonly number[] | undefined, day: number): number | undefined => series?.[grid.indexOf(day)];
    const [{ miningMw, aiMw }] = power as [(typeof power)[0]];
    const out = gauges['plains/out-of-service/swaps'];
    // Day 28: m1 goes. Day 42: m2 goes. Day 70 and 84: tests draw 20 MW of AI load each. Day 77 and 91: online.
    for (const [day, mining, ai, gone] of [
      [21, 40, 0, 0],
      [35, 20, 0, 20],
      [49, 0, 0, 40],
      [77, 0, 20, 20],
      [91, 0, 40, 0],
    ] as const)
      expect([at(miningMw, day), at(aiMw, day), at(out?.mean, day)]).toEqual([mining, ai, gone]);
    expect(out).toMatchObject({ unit: 'MW', site: 'plains' });
    // 20 MW for 49 days each: from day 28 to 77, and from 42 to 91.
    expect(accounts['plains/out-of-service/a']).toMatchObject({ unit: 'MWd', mean: 980 });
    expect(accounts['plains/out-of-service/b']?.mean).toBe(980);
    expect(accounts['plains/miners-off/m1']).toMatchObject({ unit: 'machines', mean: 5700 });
  });

  it('shows the hashrate: 20 MW at 20 J/TH are 1 EH/s', async () => {
    expect(hashrateOf(20_000, 20)).toBe(1_000_000);
    const { gauges, grid } = await outcomesOf(plan);
    const at = (day: number): number | undefined => gauges['plains/hashrate']?.mean[grid.indexOf(day)];
    expect([at(21), at(35), at(49)]).toEqual([2, 1, 0]);
  });
});

describe('mining halls', () => {
  it('are energised and switched off on their days', async () => {
    const plan = site(
      `${POWER}\nmining: {load: 50 MW, halls: {m1: {mw: 20 MW, energised: 2026-03-02, hand_back: {on: 2026-06-01, slip: 7 d}}}}`,
    );
    const { power, grid } = await outcomesOf(plan);
    const at = (day: number): number | undefined => power[0]?.miningMw[grid.indexOf(day)];
    // Day 56 on, day 147 and a week off.
    expect([at(49), at(56), at(147), at(154)]).toEqual([50, 70, 70, 50]);
    expect(days(plan).finish('mining/m1/off')).toBe(154);
  });

  it('may be built: they bring mining load, block by block, and no compute', async () => {
    const plan = site(`${POWER}\nmining: {load: 10 MW, efficiency: 20 J/TH}\nhalls: {h: {build: asic}}`, CONVERSION);
    const { power, gauges, grid, curve } = await outcomesOf(plan);
    const at = (series: readonly number[] | undefined, day: number): number | undefined => series?.[grid.indexOf(day)];
    expect([at(power[0]?.miningMw, 28), at(power[0]?.miningMw, 35)]).toEqual([10, 30]);
    expect(at(gauges['plains/hashrate']?.mean, 35)).toBe(1.5);
    expect(at(power[0]?.aiMw, 35)).toBe(0);
    expect(curve).toBeNull();
    // 100 MW less 10 at the start leaves room; the two blocks draw 10 MW each.
    expect(plan.activities.find(({ id }) => id === 'plains/h/block-1/energisation')?.needs).toEqual([
      { resource: 'plains/power', amount: 10_000, giveBack: false },
    ]);
  });
});

describe('what mining earns', () => {
  it('by the figures of the sources: 15 J/TH at 33 USD earns nothing at 91.7 USD/MWh', () => {
    expect(breakEven(15, 33)).toBeCloseTo(91.67, 2);
    // USD 0.803m per MW and year of 365 days.
    expect(breakEven(15, 33) * 24 * 365).toBeCloseTo(803_000, -2);
  });

  const priced = (rest: string) =>
    site(
      `${POWER}\nmining: {load: 20 MW, hand_back: [{mw: 20 MW, on: 2026-04-15}], efficiency: 20 J/TH, uptime: 90 %, hashprice: [{from: 2025-01-01, price: 40 USD/PH/d}, {from: 2026-02-24, price: 50 USD/PH/d}], power_cost: 30 USD/MWh${rest}}`,
    );

  it('follows the path of the hashprice until the miners go', async () => {
    const { accounts, facts } = await outcomesOf(priced(''));
    // 1,000 PH/s at 90 %: 900 x 40 x 50 d + 900 x 50 x 50 d. 20 MW for 100 d are 48,000 MWh.
    expect(accounts['plains/mining-revenue/mean']).toMatchObject({ unit: 'USD', mean: 4_050_000 });
    expect(accounts['plains/mining-energy/all']).toMatchObject({ unit: 'MWh', mean: 48_000 });
    expect(accounts['plains/mining-power-cost/all']?.mean).toBe(1_440_000);
    expect(accounts['plains/mining-cash/mean']?.mean).toBe(4_050_000 - 1_440_000);
    expect(facts['plains']?.['mining-break-even']).toMatchObject({ value: 83.33, unit: 'USD/MWh' });
  });

  it('shows the cash at risk: the path times the P10 and the P90 of its spread', async () => {
    // Uniform from 0.5 to 1.5: P10 is 0.6, P90 1.4.
    const { accounts } = await outcomesOf(priced(', hashprice_spread: {uniform: {low: 0.5, high: 1.5}}'));
    expect(accounts['plains/mining-cash/p10']?.mean).toBeCloseTo(0.6 * 4_050_000 - 1_440_000, 3);
    expect(accounts['plains/mining-cash/p90']?.mean).toBeCloseTo(1.4 * 4_050_000 - 1_440_000, 3);
  });
});

describe('load that is kept', () => {
  it('earns credits for being switched off first', async () => {
    const plan = site(
      `${POWER}\nmining: {load: 50 MW, hand_back: [{mw: 40 MW, on: 2026-01-05}], efficiency: 20 J/TH, hashprice: 40 USD/PH/d, keep: {mw: 10 MW, credit: 70 USD/kW-y, curtailed: 1 %}}`,
    );
    const { accounts, facts } = await outcomesOf(plan);
    const hours = plan.horizon / HOUR;
    expect(accounts['plains/response-credits/mining']?.mean).toBeCloseTo((700_000 * hours) / 8766, 3);
    expect(accounts['plains/curtailed/mining']?.mean).toBeCloseTo(0.1 * hours, 3);
    // What is left after the first instant is 10 MW less 1 %: 500 PH/s x 0.99 at 40 USD a day.
    expect(accounts['plains/mining-revenue/mean']?.mean).toBeCloseTo((500 * 0.99 * 40 * hours) / 24, 3);
    expect(facts['plains']?.['flexible-load']).toMatchObject({ value: 10, unit: 'MW' });
  });
});

describe('a retrofit', () => {
  it('takes compute out of service until it is online again, and costs', async () => {
    const upgrade = CONVERSION.replace('pools: {strippers: 1}\n', '').replace(
      'templates:\n',
      'pools: {strippers: 1}\ntemplates:\n  hall:\n    title: a hall\n    it: 16 MW\n    gross: 20 MW\n    activities: {online: {duration: 20 d, brings_online: all}}\n',
    );
    const plan = site(
      `${POWER}\nhalls: {old: {build: hall}, new: {build: conversion, retrofits: old, out_of_service: 12 MW, it: 4 MW, gross: 5 MW, begin: 2026-01-12, cost: 80 MUSD}}`,
      upgrade,
    );
    const { start, finish } = days(plan);
    // The hall must be online first, on day 20; then 14 + 28 + 7 d.
    expect(start('new/strip-out')).toBe(20);
    expect(finish('new/online')).toBe(69);
    const { gauges, accounts, grid, curve } = await outcomesOf(plan);
    const at = (day: number): number | undefined => gauges['plains/out-of-service/retrofits']?.mean[grid.indexOf(day)];
    expect([at(14), at(21), at(63), at(70)]).toEqual([0, 12, 12, 0]);
    expect(accounts['plains/out-of-service/new']?.mean).toBe(12 * 49);
    expect(accounts['plains/works/new']?.mean).toBe(80_000_000);
    expect(curve?.totalMw).toBe(20);
  });
});
