/** One site with everything that can befall what it orders, from the library: every output of the supply trades is there and moves. */
import { expect, it } from 'vitest';
import { outcomesOf } from './site.ts';

const SITE = {
  until: '2034-12-31',
  file: `markets:
  electrical: {regime: {state: tight}, correlation: 40 %}
  cooling: {correlation: 30 %}
  memory: {cycle: {peak: 4, peak_on: 2026-06-30}}
vendors:
  racks:
    per_month: 15000
    backlog: 20000
    allocation: pro-rata
    others: {hyperscaler: {order: 2026-01-01, quantity: 90000}}
    slip: {lognormal: {p50: 1, sigma: 0.15}}
    terms: {due: 30 d, cancel_fee: 100 %}
templates:
  shed:
    title: shed
    it: 10 MW
    gross: 13 MW
    gpus: 3600
    cooling: liquid
    rack_power: 150 kW
    activities:
      power: {duration: 10 d, takes: {mv-switchgear: 2}}
      cool: {duration: 10 d, takes: {cdu: 4}}
      frames: {duration: 10 d, after: [power, cool], takes: {rack: 50}}
      racks: {duration: 20 d, after: frames, installs: all}
      online: {milestone: true, after: racks, brings_online: all}`,
  site: `storage: {limit: 4000, places: {gpus: 1, mv-switchgear: 20}}
rack_rate: 10 racks/d
supply:
  gear: {item: mv-switchgear, quantity: 2, order: 2026-02-01, price: 1.5 MUSD, transit: 5 wk, customs: {delay: {uniform: {low: 0 d, high: 3 wk}}, tariff: 10 %}, inspection: {fails: 10 %, rework: 6 wk}, expedite: {cuts: 25 %, works: 60 %, premium: 25 %}, needed: 2027-06-01}
  coolers: {item: cdu, quantity: 4, order: 2026-02-01, promised: 2026-08-01, slip: {chance: {p: 45 %, of: {gamma: {shape: 1.5, scale: 7 wk}}}}, substitute: {item: chiller, after: 2026-10-01, price: 2 MUSD}}
  dram: {item: memory, quantity: 50, order: 2026-02-01}
  light: {item: optics, quantity: 50, order: 2026-02-01}
  frames: {item: rack-shell, quantity: 50, order: 2026-02-01}
kits: {rack: {of: {memory: 1, optics: 1, rack-shell: 1}, quantity: 50, lasts: 1 wk}}
gpus:
  first: {model: gb300-nvl72, for: hall-1, quantity: 3600, order: 2026-02-01, vendor: racks, retire: 4 y}
halls: {hall-1: {build: shed, target: 2026-12-31}}`,
};

it('a mission for supply shows every output', async () => {
  const { accounts, causes, censored, deliveries, facts, gauges, pools } = await outcomesOf(SITE, 256);
  expect(censored).toBe(0);
  const mean = (id: string): number => accounts[`plains/${id}`]?.mean ?? Number.NaN;
  expect(mean('purchases/mv-switchgear')).toBeCloseTo(3e6, 0);
  expect(mean('tariffs/mv-switchgear')).toBeCloseTo(0.3e6, 0);
  expect(mean('expediting/mv-switchgear')).toBeCloseTo(0.75e6, 0);
  // Promised two months before the substitute is ordered: P(late by more) = 45 % of a gamma beyond 8.7 wk, about one in five; four pieces each.
  expect(mean('cancelled/cdu')).toBeGreaterThan(0.4);
  expect(mean('cancelled/cdu')).toBeLessThan(1.2);
  expect(mean('purchases/chiller')).toBeCloseTo(mean('cancelled/cdu') * 2e6, 0);
  expect(mean('purchases/gb300-nvl72')).toBeCloseTo(3600 * 76_000, 0);
  expect(mean('e-waste/gb300-nvl72')).toBeCloseTo(3600 * 0.0189, 6);
  // One of the three parts came last, in every future; memory with its 26 weeks and its boom more often than shells.
  const last = ['memory', 'optics', 'rack-shell'].map((part) => mean(`last-part/rack: ${part}`));
  expect(last.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9);
  expect(last[0]).toBeGreaterThan(last[2]!);
  // The price index at the order, on the way up: 4 ^ (months since the rise began / 9).
  const index = Number(facts.plains?.['price-index/dram']?.value);
  expect(index).toBeGreaterThan(1.5);
  expect(mean('purchases/memory')).toBeCloseTo(50 * 2e6 * index, -5);
  expect(Number(facts.plains?.['shortage/racks']?.value)).toBeGreaterThan(0);
  expect(facts.plains?.['filled/racks/ours']?.value).toBe(100);
  expect(facts.plains?.['order-by/gear']?.value).toMatch(/^202\d-\d\d-\d\d$/);
  expect(causes['gpus/racks']?.group).toBe('gpus');
  expect(causes['equipment/memory']?.waitDays).toBeGreaterThan(0);
  expect(pools['plains/storage']?.usedDays).toBeGreaterThan(0);
  expect(Math.max(...(gauges['plains/gpus-in-store']?.mean ?? [0]))).toBeGreaterThan(0);
  expect(deliveries?.arrived.at(-1)).toBe(3600);
});
