/** No dead knobs: each field of halls, templates and mining is changed, one at a time, and something in the outcomes moves. */
import { describe, expect, it } from 'vitest';
import { compile } from '../../../src/scenario/compile.ts';
import { parseScenario } from '../../../src/scenario/read-scenario.ts';
import { runStudy } from '../../../src/study/study.ts';

const BASE = `scenario: flips
start: 2026-01-05
until: 2028-12-31
crews: {masons: {workers: 40}, testers: {workers: 4}}
templates:
  full:
    title: a hall with everything
    it: 20 MW
    gross: 30 MW
    gpus: 1000
    blocks: 2
    learning: {rate: 90 %, of: efforts, forgets: 40 %}
    prefab: {share: 20 %, crews: [masons], activities: [fit-out], needed_by: [walls], lead: 40 d, order: 2026-01-05}
    network: {fabric: fabric, gates: acceptance, minimum_cluster: 600, across: hall}
    fill_lag: 20 d
    design_change: {p: 40 %, after: floor, adds: 9 d}
    developer: {hands_over: 2026-02-02, slip: 3 d, rent: 100 USD/kW-mo, rent_starts: handover}
    activities:
      floor: {effort: {work: 24000 worker-h, crew: masons, min: 1, max: 40}, package: groundworks}
      walls: {effort: {work: 24000 worker-h, crew: masons, min: 1, max: 40}, after: floor, package: walls}
      fit-out: {duration: 30 d, after: walls, draws_power: all}
      tests: {duration: 10 d, per_block: true, repeat: 0.8, after: fit-out, fails: {p: 60 %, rework: 6 d, retest: 50 %, up_to: 2, pools: {testers: 2}}}
      racking: {duration: 5 d, per_block: true, after: tests, installs: all}
      bring-up: {per_block: true, after: racking, bring_up: {pace: 100 GPUs/d, at: 300, learning: 80 %, best: 150 GPUs/d, before: 100, spread: {uniform: {low: 0.8, high: 1.4}}}}
      fabric: {duration: 4 d, per_block: true, after: racking}
      burn-in: {duration: 3 d, per_block: true, after: bring-up, early_failures: {share: 4 %, swap: 2 d, replacement: 25 d}}
      acceptance: {duration: 6 d, per_block: true, after: [burn-in, fabric], brings_online: all}
      online: {milestone: true, after: acceptance}
  conversion:
    title: a conversion
    it: 8 MW
    gross: 10 MW
    activities:
      strip-out: {duration: 14 d, switches_off: all}
      refit: {duration: 28 d, after: strip-out, draws_power: all}
      online: {milestone: true, after: refit, brings_online: all}
  asic:
    title: a hall for miners
    it: 10 MW
    gross: 10 MW
    activities:
      shell: {duration: 60 d}
      energisation: {duration: 5 d, after: shell, mines: all}
sites:
  plains:
    power: {secured: [{mw: 300 MW, on: 2025-01-01}], energised: [{mw: 300 MW, on: 2025-01-01}]}
    mining:
      load: 60 MW
      efficiency: 18 J/TH
      uptime: 90 %
      hashprice: [{from: 2026-01-05, price: 40 USD/PH/d}, {from: 2026-07-01, price: 30 USD/PH/d}]
      hashprice_spread: {uniform: {low: 0.5, high: 1.5}}
      power_cost: 40 USD/MWh
      keep: {mw: 15 MW, credit: 70 USD/kW-y, curtailed: 2 %}
      halls:
        m1: {mw: 10 MW, hashrate: 500 PH/s, miners: 2800}
        m2: {mw: 10 MW, energised: 2026-02-02, hand_back: {on: 2026-09-07, slip: 8 d}}
    gpus:
      first: {model: h9, for: a, quantity: 1010, order: 2025-12-01, lead: 6 wk}
      second: {model: h9, for: b, quantity: 1010, order: 2025-12-01, lead: 6 wk}
    halls:
      a: {build: full, target: 2026-06-01, cost: 20 MUSD}
      b: {build: full, begin: 2026-10-05, new_design: 10 %, with: {fit-out: {duration: 25 d}}}
      c: {build: conversion, swaps: m1, begin: 2026-03-02}
      d: {build: conversion, retrofits: c, out_of_service: 5 MW, it: 1 MW, gross: 1 MW, begin: 2027-01-04}
      e: {build: asic}
`;

async function told(text: string): Promise<string> {
  const plan = compile(parseScenario(text));
  const { outcomes } = await runStudy({
    plan,
    tool: 'test',
    futures: [{ text: 'flips', from: 0, count: 24 }],
    seedLabel: 'flips',
    questions: [],
    tellActivities: false,
    workers: 1,
  });
  return JSON.stringify(outcomes);
}

/** What is written, and what is written instead. */
const FLIPS: readonly (readonly [string, string])[] = [
  ['rate: 90 %', 'rate: 80 %'],
  ['of: efforts', 'of: both'],
  ['of: efforts', 'of: durations'],
  ['forgets: 40 %', 'forgets: 80 %'],
  ['new_design: 10 %', 'new_design: 10 %, target: 2027-09-01'],
  ['share: 20 %', 'share: 40 %'],
  ['share: 20 %', 'share: 0 %'],
  ['crews: [masons]', 'crews: []'],
  ['activities: [fit-out]', 'activities: []'],
  ['needed_by: [walls]', 'needed_by: [floor]'],
  ['lead: 40 d', 'lead: 90 d'],
  ['lead: 40 d, order: 2026-01-05', 'lead: 40 d, order: 2026-03-02'],
  ['fabric: fabric,', 'fabric: racking,'],
  ['gates: acceptance', 'gates: burn-in'],
  ['minimum_cluster: 600', 'minimum_cluster: 0'],
  ['across: hall', 'across: site'],
  ['fill_lag: 20 d', 'fill_lag: 30 d'],
  ['p: 40 %, after: floor', 'p: 0 %, after: floor'],
  ['after: floor, adds', 'after: walls, adds'],
  ['adds: 9 d', 'adds: 19 d'],
  ['hands_over: 2026-02-02', 'hands_over: 2026-03-02'],
  ['slip: 3 d', 'slip: 13 d'],
  ['rent: 100 USD/kW-mo', 'rent: 110 USD/kW-mo'],
  ['rent_starts: handover', 'rent_starts: promise'],
  ['package: groundworks', 'package: walls'],
  ['p: 60 %', 'p: 30 %'],
  ['rework: 6 d', 'rework: 9 d'],
  ['retest: 50 %', 'retest: 100 %'],
  ['up_to: 2', 'up_to: 3'],
  ['pools: {testers: 2}', 'pools: {testers: 3}'],
  ['pace: 100 GPUs/d', 'pace: 120 GPUs/d'],
  ['at: 300', 'at: 200'],
  ['learning: 80 %', 'learning: 90 %'],
  ['best: 150 GPUs/d', 'best: 400 GPUs/d'],
  ['before: 100', 'before: 0'],
  ['spread: {uniform: {low: 0.8, high: 1.4}}', 'spread: 2'],
  ['share: 4 %', 'share: 0 %'],
  ['swap: 2 d', 'swap: 4 d'],
  ['replacement: 25 d', 'replacement: 35 d'],
  ['duration: 14 d, switches_off: all', 'duration: 14 d'],
  ['mines: all', 'draws_power: all, brings_online: all'],
  ['efficiency: 18 J/TH', 'efficiency: 20 J/TH'],
  ['uptime: 90 %', 'uptime: 100 %'],
  ['price: 30 USD/PH/d', 'price: 20 USD/PH/d'],
  ['from: 2026-07-01', 'from: 2026-08-01'],
  ['hashprice_spread: {uniform: {low: 0.5, high: 1.5}}', 'hashprice_spread: 1'],
  ['power_cost: 40 USD/MWh', 'power_cost: 50 USD/MWh'],
  ['keep: {mw: 15 MW', 'keep: {mw: 10 MW'],
  ['credit: 70 USD/kW-y', 'credit: 60 USD/kW-y'],
  ['curtailed: 2 %', 'curtailed: 0 %'],
  ['hashrate: 500 PH/s', 'hashrate: 600 PH/s'],
  ['miners: 2800', 'miners: 3000'],
  ['energised: 2026-02-02', 'energised: 2026-03-02'],
  ['on: 2026-09-07', 'on: 2026-10-05'],
  ['slip: 8 d', 'slip: 28 d'],
  ['cost: 20 MUSD', 'cost: 21 MUSD'],
  ['new_design: 10 %', 'new_design: 10 %, prefab: 60 %'],
  ['new_design: 10 %', 'new_design: 10 %, minimum_cluster: 0'],
  ['new_design: 10 %', 'new_design: 10 %, fill_lag: 0 d'],
  ['fit-out: {duration: 25 d}', 'fit-out: {duration: 26 d}'],
  ['swaps: m1', 'retrofits: e'],
  ['out_of_service: 5 MW', 'out_of_service: 6 MW'],
];

describe('every knob', () => {
  const before = told(BASE);

  it.each(FLIPS)('%s -> %s', async (from, to) => {
    expect(BASE.split(from).length).toBeGreaterThan(1);
    // Without what is switched off, nothing can be swapped or retrofitted.
    const text = BASE.replace(from, to);
    const sound = to === 'duration: 14 d' ? text.replace('swaps: m1, ', '').replace('retrofits: c, out_of_service: 5 MW, ', '') : text;
    expect(await told(sound)).not.toBe(await before);
  });
});

describe('a new design', () => {
  it('matters where what is forgotten matters', async () => {
    // A gap of 34 days is less than 8 weeks, so that only the design can make it forget.
    const near = BASE.replace('target: 2026-06-01', 'target: 2026-09-01');
    expect(await told(near.replace('new_design: 10 %', 'new_design: 30 %'))).not.toBe(await told(near));
  });
});
