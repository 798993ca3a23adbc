/** GPU orders: the platform's own date, racks a day, terms, scrap, what fits where; days from 2026-01-05. */
import { describe, expect, it } from 'vitest';
import { createSampler } from '../../../src/engine/draws.ts';
import { canTake } from '../../../src/trades/gpu-fit.ts';
import { problemsOf } from '../../engine/play.ts';
import { dayOf, outcomesOf, playSite, scenario, sitePlan } from './site.ts';

const hall = (template = '') => `templates:
  shed: {title: shed, it: 2 MW, gross: 3 MW, gpus: 1440, ${template} activities: {racks: {duration: 1 d, installs: all}, online: {milestone: true, after: racks, brings_online: all}}}`;
const MODEL = 'gpu_models: {h9: {title: H9, per_rack: 72, price: 50 kUSD, mass: 20 kg, EXTRA}}';
const site = (orders: string, rest = '') => `${rest}\ngpus: {${orders}}\nhalls: {hall-1: {build: shed}}`.trim();
const order = (rest: string, quantity = 1440) => `first: {model: h9, for: hall-1, quantity: ${quantity}, order: 2026-01-05, ${rest}}`;
const file = (model = '', template = '') => `${MODEL.replace(', EXTRA', model === '' ? '' : `, ${model}`)}\n${hall(template)}`;

const LOT = 'plains/hall-1/gpus/first/lot-1';

describe('GPU orders', () => {
  it('of a platform to come wait for its day and its slip', () => {
    const played = playSite({ file: file('volume: 2026-04-15, platform_slip: 10 d'), site: site(order('lead: 4 wk')) });
    // 2026-04-15 is day 100.
    expect(dayOf(played, LOT)).toBe(110);
    const later = playSite({ file: file('volume: 2026-04-15, platform_slip: 10 d'), site: site(order('lead: 30 wk')) });
    expect(dayOf(later, LOT)).toBe(210);
    const before = playSite({ file: file('volume: 2025-04-15, platform_slip: 10 d'), site: site(order('lead: 4 wk')) });
    expect(dayOf(before, LOT)).toBe(28);
  });

  it('of one platform slip together', () => {
    const two = `${order('lead: 4 wk', 720)}, second: {model: h9, for: hall-1, quantity: 720, order: 2026-01-05, lead: 9 wk}`;
    const plan = sitePlan({ file: file('volume: 2026-04-15, platform_slip: {uniform: {low: 0 d, high: 90 d}}'), site: site(two) });
    const work = createSampler(plan).draw([{ text: 'slip', first: 0, count: 40 }]);
    const column = (id: string) => plan.activities.findIndex((activity) => activity.id === `plains/hall-1/gpus/${id}/platform`);
    const drawn = Array.from({ length: 40 }, (_, row) => ['first', 'second'].map((id) => work[row * plan.activities.length + column(id)]!));
    for (const [one, other] of drawn) expect(one).toBe(other);
    expect(new Set(drawn.map(([one]) => one)).size).toBeGreaterThan(35);
  });

  it('come in weekly lots at a rate of racks a day', () => {
    // Two racks of 72 a day are 1,008 GPUs a week: 1,008 and 432.
    const { plan, ...played } = playSite({ file: file(), site: site(order('lead: 4 wk, delivers: 2 racks/d')) });
    const lots = plan.activities.filter(({ id }) => id.startsWith('plains/hall-1/gpus/first/lot-'));
    expect(lots.map(({ gives }) => gives[0]?.amount)).toEqual([1008, 432]);
    expect(lots.map(({ id }) => played.finish(id) / 1440)).toEqual([28, 35]);
  });

  it('are racked at the rate of the site, one lot after another', () => {
    const lots = 'lots: [{quantity: 720}, {quantity: 720}]';
    const played = playSite({ file: file(), site: site(order(`lead: 4 wk, ${lots}`), 'rack_rate: 5 racks/d') });
    // Ten racks each: two days each, and the line takes one lot at a time.
    expect([dayOf(played, `${LOT}/racking`), dayOf(played, 'plains/hall-1/gpus/first/lot-2/racking')]).toEqual([30, 32]);
    expect(dayOf(played, 'plains/hall-1/racks')).toBe(33);
  });

  it('are paid for when the invoice falls due, and owed until then', async () => {
    const terms = { file: file('terms: {due: 30 d}'), site: site(order('lead: 10 d, transit: 20 d')) };
    // Shipped on day 10, delivered on day 30, due on day 40: 72 MUSD.
    const at = async (until: string) => (await outcomesOf({ ...terms, until })).accounts;
    const shipped = await at('2026-01-20');
    expect(shipped['plains/owed/h9']?.mean).toBe(72e6);
    expect(shipped['plains/purchases/h9']?.mean).toBe(0);
    const paid = await at('2026-02-20');
    expect(paid['plains/owed/h9']?.mean).toBe(0);
    expect(paid['plains/purchases/h9']?.mean).toBe(72e6);
  });

  it('without terms are paid for on delivery', async () => {
    const { accounts } = await outcomesOf({ file: file(), site: site(order('lead: 10 d')), until: '2026-01-20' });
    expect(accounts['plains/purchases/h9']?.mean).toBe(72e6);
    expect(accounts['plains/owed/h9']).toBeUndefined();
  });

  it('become scrap in the end', async () => {
    const scrap = async (until: string) =>
      (await outcomesOf({ file: file(), site: site(order('lead: 10 d, retire: 1 y')), until })).accounts['plains/e-waste/h9']?.mean;
    // 1,440 of 20 kg.
    expect(await scrap('2026-12-31')).toBe(0);
    expect(await scrap('2027-12-31')).toBeCloseTo(28.8, 9);
  });

  it('lie in store from their arrival until they are installed', async () => {
    const late = hall().replace('racks: {duration: 1 d,', 'racks: {duration: 1 d, not_before: 2026-04-15,');
    const { gauges, grid } = await outcomesOf({ file: `${MODEL.replace(', EXTRA', '')}\n${late}`, site: site(order('lead: 10 d')) });
    const stored = gauges['plains/gpus-in-store']?.mean ?? [];
    // There from day 10, installed from day 100 on.
    grid.forEach((day, i) => {
      if (day < 10) expect(stored[i]).toBe(0);
      if (day > 10 && day < 100) expect(stored[i]).toBe(1440);
      if (day > 100) expect(stored[i]).toBe(0);
    });
    expect(Math.max(...stored)).toBe(1440);
  });

  it('wait in the book of a vendor', () => {
    const vendor = 'vendors: {maker: {per_month: 1000, others: {giant: {order: 2025-12-01, quantity: 1500}}}}';
    const played = playSite({ file: `${vendor}\n${file()}`, site: site(order('lead: 10 d, vendor: maker')) });
    // The giant has month 0 and half of month 1; we have the other half, and month 2.
    expect(dayOf(played, `${LOT}/slot`)).toBeCloseTo(2 * 30.436_875, 2);
  });

  it('cannot be had before they are announced', () => {
    const problems = problemsOf(scenario({ file: file('launch: 2026-02-01'), site: site(order('lead: 4 wk')) }));
    expect(problems.map(({ message }) => message)).toEqual(['H9 was not announced before 2026-02-01']);
  });

  it('tell their dates, speed, racks and load', async () => {
    const model =
      'launch: 2025-01-01, volume: 2026-01-15, platform_slip: 0 d, it_per_gpu: 2 kW, power: 1400 W1, rack_power: 140 kW, cooling: [liquid], performance: {bf16: 2500 TFLOP/s, fp8: 5 PFLOP/s}, first_mover: {premium: 2 USD/h, lasts: 90 d}'.replace(
        '1400 W1',
        '1.4 kW',
      );
    const { facts } = await outcomesOf({ file: file(model), site: site(order('lead: 4 wk')) });
    const values = Object.fromEntries(Object.entries(facts.plains ?? {}).map(([id, { value, unit }]) => [id, [value, unit]]));
    expect(values).toMatchObject({
      'launch/h9': ['2025-01-01', ''],
      'volume/h9': ['2026-01-15', ''],
      'gpu-power/h9': [1.4, 'kW'],
      'rack-power/h9': [140, 'kW'],
      'cooling/h9': ['liquid', ''],
      // 1,440 of 2,500 and 5,000 TFLOP/s.
      'bf16/h9': [3.6, 'EFLOP/s'],
      'fp8/h9': [7.2, 'EFLOP/s'],
      'gpu-it/h9': [2.88, 'MW'],
      'racks/h9': [20, 'racks'],
      // Ten days to the volume day and ninety more.
      'first-mover-days/h9': [100, 'd'],
      'first-mover-premium/h9': [2, 'USD per GPU-hour'],
    });
  });
});

describe('what fits where', () => {
  it('is a matter of cooling and of racks', () => {
    const gb300 = { model: 'gb300', cooling: ['liquid'] as const, rackKw: 140 };
    expect(canTake(gb300, {})).toEqual({ ok: true });
    expect(canTake(gb300, { cooling: 'liquid', rackKw: 140 })).toEqual({ ok: true });
    expect(canTake(gb300, { cooling: 'air', rackKw: 200 })).toEqual({ ok: false, why: 'is cooled by air, and gb300 needs liquid' });
    expect(canTake(gb300, { cooling: 'liquid', rackKw: 130 })).toEqual({ ok: false, why: 'has racks of 130 kW, and gb300 draws 140 kW' });
    expect(canTake({ model: 'b300', cooling: ['air', 'liquid'] }, { cooling: 'air' })).toEqual({ ok: true });
  });

  it('or of what the hall says itself', () => {
    expect(canTake({ model: 'h200' }, { takes: ['gb300', 'vr200'] })).toEqual({ ok: false, why: 'takes only gb300, vr200' });
    expect(canTake({ model: 'vr200', rackKw: 230 }, { takes: ['gb300', 'vr200'], rackKw: 140 })).toEqual({ ok: true });
  });

  it('is told of orders that do not fit', () => {
    const problems = problemsOf(scenario({ file: file('cooling: [liquid]', 'cooling: air,'), site: site(order('lead: 4 wk')) }));
    expect(problems.map(({ message }) => message)).toEqual(['"hall-1" is cooled by air, and h9 needs liquid']);
    expect(problemsOf(scenario({ file: file('cooling: [liquid]', 'cooling: liquid,'), site: site(order('lead: 4 wk')) }))).toEqual([]);
  });
});
