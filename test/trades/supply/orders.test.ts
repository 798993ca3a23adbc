/** What may befall an order on its way, in days, and what it costs: worked out by hand. */
import { describe, expect, it } from 'vitest';
import { createSampler } from '../../../src/engine/draws.ts';
import { dayOf, outcomesOf, playSite, sitePlan } from './site.ts';

/** The start is 2026-01-05, day 0; 2026-01-15 is day 10. */
const order = (rest: string, quantity = 3) => `supply: {gear: {item: gear, quantity: ${quantity}, order: 2026-01-15, ${rest}}}`;

describe('the way of an order', () => {
  it('leads through transit, customs and a failed inspection', () => {
    const played = playSite({
      site: order('lead: 30 d, transit: 14 d, customs: {delay: 7 d}, inspection: {fails: 100 %, rework: 3 d}'),
    });
    const at = (step: string): number => dayOf(played, `plains/supply/gear/lot-1/${step}`);
    expect([dayOf(played, 'plains/supply/gear/lot-1'), at('transit'), at('customs'), at('inspection')]).toEqual([40, 54, 61, 64]);
    const stocked = played.plan.activities.flatMap(({ id, gives }) => gives.map(({ resource, amount }) => [id, resource, amount]));
    expect(stocked).toEqual([['plains/supply/gear/lot-1/inspection', 'plains/gear', 3]]);
  });

  it('fails its inspection as often as stated, and then takes its rework', () => {
    const plan = sitePlan({ site: order('lead: 30 d, inspection: {fails: 30 %, rework: 3 d}') });
    const column = plan.activities.findIndex(({ id }) => id.endsWith('/inspection'));
    const work = createSampler(plan).draw([{ text: 'inspection', first: 0, count: 256 }]);
    const drawn = Array.from({ length: 256 }, (_, row) => work[row * plan.activities.length + column]!);
    expect(new Set(drawn)).toEqual(new Set([0, 3 * 1440]));
    const share = drawn.filter((ticks) => ticks > 0).length / 256;
    // Three standard errors of 30 % in 256 draws: 0.086.
    expect(Math.abs(share - 0.3)).toBeLessThan(0.086);
  });

  it('begins from a reserved slot', () => {
    expect(dayOf(playSite({ site: order('lead: 30 d, slot: 2026-03-06') }), 'plains/supply/gear/lot-1')).toBe(60 + 30);
  });

  it('comes on its promised day, and its slip later', () => {
    expect(dayOf(playSite({ site: order('promised: 2026-03-06') }), 'plains/supply/gear/lot-1')).toBe(60);
    expect(dayOf(playSite({ site: order('promised: 2026-03-06, slip: 5 d') }), 'plains/supply/gear/lot-1')).toBe(65);
    expect(dayOf(playSite({ site: order('lead: 30 d, slip: 5 d') }), 'plains/supply/gear/lot-1')).toBe(45);
  });

  it('that is late already is late by what is left of its slip', () => {
    const late =
      'supply: {gear: {item: gear, quantity: 1, order: 2025-06-01, promised: 2025-12-26, slip: {uniform: {low: 0 d, high: 30 d}}}}';
    // Ten days late at the start: the rest is uniform from 0 to 20 days, its median 10.
    expect(dayOf(playSite({ site: late }), 'plains/supply/gear/lot-1')).toBeCloseTo(10, 3);
  });

  it('is cut by haste that works', () => {
    const expedite = (works: string) => order(`lead: 30 d, expedite: {cuts: 20 %, works: ${works}}`);
    expect(dayOf(playSite({ site: expedite('100 %') }), 'plains/supply/gear/lot-1')).toBeCloseTo(10 + 24, 9);
    expect(dayOf(playSite({ site: expedite('0 %') }), 'plains/supply/gear/lot-1')).toBe(10 + 30);
    const plan = sitePlan({ site: expedite('60 %') });
    const column = plan.activities.findIndex(({ id }) => id === 'plains/supply/gear');
    const work = createSampler(plan).draw([{ text: 'haste', first: 0, count: 256 }]);
    const cut = Array.from({ length: 256 }, (_, row) => work[row * plan.activities.length + column]!).filter(
      (ticks) => ticks === 24 * 1440,
    );
    // Three standard errors of 60 % in 256 draws: 0.092.
    expect(Math.abs(cut.length / 256 - 0.6)).toBeLessThan(0.092);
  });

  it('is added to what is on the site', () => {
    const used = `${order('lead: 30 d, on_site: 2')}\nactivities: {early: {duration: 1 d, takes: {gear: 2}}, late: {duration: 1 d, takes: {gear: 3}}}`;
    const played = playSite({ site: used });
    expect([played.start('plains/early') / 1440, played.start('plains/late') / 1440]).toEqual([0, 40]);
  });

  it('tells the last day to order', async () => {
    const { facts } = await outcomesOf({ site: order('lead: {uniform: {low: 0 d, high: 100 d}}, needed: 2026-12-31') });
    // P80 is 80 days: 2026-12-31 less 80 days.
    expect(facts.plains?.['order-by/gear']?.value).toBe('2026-10-12');
  });
});

describe('the money of an order', () => {
  it('is booked once: price, haste and duty each when it falls due', async () => {
    const site = order(
      'lead: 30 d, transit: 60 d, customs: {delay: 0 d, tariff: 10 %}, price: 2 MUSD, expedite: {cuts: 0 %, works: 100 %, premium: 25 %}',
    );
    const { accounts } = await outcomesOf({ site });
    const usd = Object.fromEntries(Object.entries(accounts).map(([id, { mean }]) => [id, mean]));
    // Three pieces of 2 MUSD.
    expect(usd).toEqual({ 'plains/purchases/gear': 6e6, 'plains/expediting/gear': 1.5e6, 'plains/tariffs/gear': 0.6e6 });
    // By the end of February it has left the factory, but not come.
    const early = await outcomesOf({ site, until: '2026-02-28' });
    expect(early.accounts['plains/purchases/gear']?.mean).toBe(0);
    expect(early.accounts['plains/tariffs/gear']?.mean).toBe(0);
    expect(early.accounts['plains/expediting/gear']?.mean).toBe(1.5e6);
  });

  it('is the price of the day of the order', async () => {
    const price = 'price: [{from: 2025-01-01, price: 1 MUSD}, {from: 2026-01-15, price: 3 MUSD}, {from: 2026-01-16, price: 5 MUSD}]';
    const { accounts } = await outcomesOf({ site: order(`lead: 30 d, ${price}`) });
    expect(accounts['plains/purchases/gear']?.mean).toBe(9e6);
  });

  it('is one for all orders of an item', async () => {
    const site =
      'supply: {a: {item: gear, quantity: 2, order: 2026-01-15, lead: 9 d, price: 1 MUSD}, b: {item: gear, quantity: 1, order: 2026-01-15, lead: 9 d, price: 2 MUSD}}';
    expect((await outcomesOf({ site })).accounts['plains/purchases/gear']?.mean).toBe(4e6);
  });
});

describe('a substitute', () => {
  const site = (lead: string) =>
    `${order(`lead: ${lead}, price: 1 MUSD, substitute: {item: other, after: 2026-03-06, lead: 20 d, price: 3 MUSD}`)}\nactivities: {use: {duration: 1 d, takes: {gear: 3}}}`;

  it('is ordered for what has not come, which is cancelled', async () => {
    const played = playSite({ site: site('200 d') });
    expect(played.start('plains/use') / 1440).toBe(60 + 20);
    expect(played.finish('plains/supply/gear/lot-1/received')).toBeNaN();
    const { accounts, censored } = await outcomesOf({ site: site('200 d') });
    expect(censored).toBe(0);
    expect(accounts['plains/purchases/gear']?.mean).toBe(0);
    expect(accounts['plains/purchases/other']?.mean).toBe(9e6);
    expect(accounts['plains/cancelled/gear']?.mean).toBe(3);
  });

  it('is not needed for what has', async () => {
    const played = playSite({ site: site('30 d') });
    expect(played.start('plains/use') / 1440).toBe(40);
    expect(played.start('plains/supply/gear/lot-1/substitute')).toBeNaN();
    const { accounts, censored } = await outcomesOf({ site: site('30 d') });
    expect(censored).toBe(0);
    expect(accounts['plains/purchases/gear']?.mean).toBe(3e6);
    expect(accounts['plains/purchases/other']?.mean).toBe(0);
    expect(accounts['plains/cancelled/gear']?.mean).toBe(0);
  });
});

describe('storage on the site', () => {
  const site = (limit: number) => `storage: {limit: ${limit}, places: {gear: 2}}
${order('lead: 0 d, lots: [{quantity: 3}, {quantity: 3, after: 1 d}]', 6)}
activities: {first: {duration: 5 d, not_before: 2026-01-25, takes: {gear: 3}}, second: {duration: 5 d, after: first, takes: {gear: 3}}}`;

  it('holds a lot up before the gate until there is room', () => {
    const played = playSite({ site: site(6) });
    // The first lot fills all six places on day 10; the second stands before the gate from day 11 until the first is taken on day 20.
    expect(dayOf(played, 'plains/supply/gear/lot-1/received')).toBe(10);
    expect(dayOf(played, 'plains/supply/gear/lot-2/received')).toBe(20);
    expect(played.waits('plains/supply/gear/lot-2/received')).toEqual([{ for: 'plains/storage', from: 11 * 1440, to: 20 * 1440 }]);
  });

  it('holds nobody up if there is room for all', () => {
    expect(dayOf(playSite({ site: site(12) }), 'plains/supply/gear/lot-2/received')).toBe(11);
  });

  it('tells how full it was', async () => {
    const { pools } = await outcomesOf({ site: site(12) });
    // Six places from day 10 and six from day 11, until days 20 and 25: 60 + 84 place-days.
    expect(pools['plains/storage']?.usedDays).toBeCloseTo(60 + 84, 6);
  });

  it('is taken by what is there at the start', () => {
    const full = `storage: {limit: 6, places: {gear: 2}}
${order('lead: 0 d, on_site: 3')}
activities: {use: {duration: 1 d, not_before: 2026-01-25, takes: {gear: 3}}}`;
    expect(dayOf(playSite({ site: full }), 'plains/supply/gear/lot-1/received')).toBe(20);
  });
});

describe('kits', () => {
  const parts = `supply:
  dram: {item: memory, quantity: 8, order: 2026-01-05, lead: 30 d}
  light: {item: optics, quantity: 16, order: 2026-01-05, lead: 20 d}
  boxes: {item: shell, quantity: 8, order: 2026-01-05, lead: 10 d}`;

  it('are there when the last part is, and say which it was', async () => {
    const site = `${parts}\nkits: {rack: {of: {shell: 1, memory: 1, optics: 2}, quantity: 8, lasts: 2 d}}\nactivities: {install: {duration: 1 d, takes: {rack: 8}}}`;
    expect(playSite({ site }).start('plains/install') / 1440).toBe(32);
    const { accounts } = await outcomesOf({ site });
    expect(accounts['plains/last-part/rack: memory']?.mean).toBe(1);
    expect(accounts['plains/last-part/rack: optics']?.mean).toBe(0);
    expect(accounts['plains/last-part/rack: shell']?.mean).toBe(0);
  });

  it('come in batches', () => {
    const lots = parts.replace('lead: 30 d}', 'lead: 30 d, lots: [{quantity: 4}, {quantity: 4, after: 15 d}]}');
    const played = playSite({ site: `${lots}\nkits: {rack: {of: {shell: 1, memory: 1, optics: 2}, quantity: 8, batches: 2}}` });
    expect([dayOf(played, 'plains/kits/rack-1'), dayOf(played, 'plains/kits/rack-2')]).toEqual([30, 45]);
  });

  it('of an order let its lots ship when the last part is in', async () => {
    const racks =
      'racks: {item: rack, quantity: 500, order: 2026-01-05, lead: 5 d, kit: {per: 72, of: {memory: 1, optics: 2}, lasts: 1 d}, transit: 3 d}';
    const site = `${parts}\n  ${racks}`;
    const played = playSite({ site });
    // 500 / 72 is seven kits: 7 of 8 pieces of memory, 14 of 16 of optics.
    expect(played.plan.activities.find(({ id }) => id === 'plains/supply/racks/lot-1/kit')?.needs.map(({ amount }) => amount)).toEqual([
      7, 14,
    ]);
    expect(dayOf(played, 'plains/supply/racks/lot-1/transit')).toBe(34);
    expect((await outcomesOf({ site })).accounts['plains/last-part/racks: memory']?.mean).toBe(1);
  });
});
