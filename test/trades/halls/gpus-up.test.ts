import { describe, expect, it } from 'vitest';
import { bringUpDays } from '../../../src/trades/halls/bring-up.ts';
import { days, outcomesOf, POWER, site } from './hall-site.ts';

/** Two blocks of 400 GPUs: racked in 10 d, burnt in for 5, connected in 2, accepted in 4. */
function template(burnIn: string, network = ''): string {
  return `templates:
  shed:
    title: a shed
    it: 10 MW
    gross: 15 MW
    gpus: 800
    blocks: 2
    ${network}
    activities:
      racking: {duration: 10 d, per_block: true, installs: all}
      fabric: {duration: 2 d, per_block: true, after: racking}
      burn-in: {${burnIn}, per_block: true, after: racking}
      acceptance: {duration: 4 d, per_block: true, after: [burn-in, fabric], brings_online: all}
      online: {milestone: true, after: acceptance}
`;
}

function hall(ordered: number, fields = '', lots = ''): string {
  const order = `{model: h9, for: a, quantity: ${ordered}, order: 2025-12-01, lead: {value: 5 wk}${lots}}`;
  return `${POWER}\ngpus: {first: ${order}}\nhalls: {a: {build: shed${fields}}}`;
}

describe('bring-up', () => {
  const flat = { pace: 400, at: 1000, learning: 1, best: Number.POSITIVE_INFINITY };

  it('takes the GPUs by the pace where nothing is learnt', () => {
    expect(bringUpDays(flat, 5000, 800)).toBeCloseTo(2, 12);
  });

  it('learns: from 1,000 to 4,000 at half the time per doubling', () => {
    // t(n) = (1/400) (n/1000)^-1, whose integral is 2.5 ln 4 = 3.4657 d; the first 1,000 take 2.5 d.
    const halved = { ...flat, learning: 0.5 };
    expect(bringUpDays(halved, 1000, 3000)).toBeCloseTo(2.5 * Math.log(4), 12);
    expect(bringUpDays(halved, 0, 4000)).toBeCloseTo(2.5 + 2.5 * Math.log(4), 12);
  });

  it('is never faster than the best pace', () => {
    // 800 a day is reached at 2,000 GPUs: 2.5 ln 2 = 1.7329 d from 1,000 to there, then 2,000 more in 2.5 d.
    expect(bringUpDays({ ...flat, learning: 0.5, best: 800 }, 1000, 3000)).toBeCloseTo(2.5 * Math.log(2) + 2.5, 12);
  });

  it('at the pace of the library brings up the first 16,000 in about six weeks, as at Denton', () => {
    const inDays = bringUpDays({ pace: 250, at: 1000, learning: 0.85, best: 2000 }, 0, 16_000);
    expect(inDays).toBeGreaterThan(40);
    expect(inDays).toBeLessThan(45);
  });

  it('goes on where the block before left off, and tells its pace', async () => {
    const plan = site(hall(800), template('bring_up: {pace: 100 GPUs/d, at: 400, learning: 50 %, source: judgement}'));
    const { start, finish } = days(plan);
    // 400 at 100 a day; the next 400 take 4 ln 2 = 2.77 d.
    expect(finish('a/block-1/burn-in') - start('a/block-1/burn-in')).toBe(4);
    expect(finish('a/block-2/burn-in') - start('a/block-2/burn-in')).toBeCloseTo(4 * Math.log(2), 3);
    expect((await outcomesOf(plan)).facts['plains']?.['bring-up/a']).toMatchObject({ value: 144, unit: 'GPUs/d' });
  });

  it('has luck, and people who have done it before', () => {
    const lucky = 'bring_up: {pace: 100 GPUs/d, at: 400, spread: {uniform: {low: 1, high: 3}}}';
    // The mean of the luck is 2.
    expect(days(site(hall(800), template(lucky)), 'mean').finish('a/block-1/burn-in')).toBe(18);
    const skilled = 'bring_up: {pace: 100 GPUs/d, at: 400, learning: 50 %, before: 400}';
    expect(days(site(hall(800), template(skilled))).finish('a/block-1/burn-in')).toBeCloseTo(10 + 4 * Math.log(2), 3);
  });
});

describe('early failures', () => {
  const BURN_IN = 'duration: 5 d, early_failures: {share: 5 %, swap: 1 d, replacement: 30 d}';

  it('are swapped for spares: 5 % of 400 are 20 a block', async () => {
    const plan = site(hall(840), template(BURN_IN));
    const { finish } = days(plan);
    expect(finish('a/block-1/burn-in/swap')).toBe(16);
    expect(finish('a/online')).toBe(20);
    expect(plan.activities.some(({ id }) => id.endsWith('/replacement'))).toBe(false);
    expect((await outcomesOf(plan)).accounts['plains/failed-gpus/a']).toMatchObject({ mean: 40, unit: 'GPUs' });
  });

  it('wait for replacements when the spares run out', async () => {
    // 25 spares: 20 go to the first block, 5 to the second, which waits 30 d for 15 more and swaps in 1 d.
    const plan = site(hall(825), template(BURN_IN));
    const { finish } = days(plan);
    expect(finish('a/block-1/burn-in/swap')).toBe(16);
    expect(finish('a/block-2/burn-in/replacement')).toBe(45);
    expect(finish('a/block-2/burn-in/swap')).toBe(46);
    expect(finish('a/online')).toBe(50);
    const { accounts } = await outcomesOf(plan);
    expect(accounts['plains/replaced-gpus/a']?.mean).toBe(15);
  });

  it('keep the count: ordered and replaced are installed, failed or in store', () => {
    const plan = site(hall(825), template(BURN_IN));
    const [tranche] = plan.gpus;
    const sum = (parts: readonly { readonly quantity: number }[] | undefined): number =>
      (parts ?? []).reduce((all, { quantity }) => all + quantity, 0);
    const installed = sum(tranche?.installs);
    const inStore = sum(tranche?.deliveries) + sum(tranche?.replaced) - installed - sum(tranche?.failed);
    expect([tranche?.quantity, sum(tranche?.replaced), installed, sum(tranche?.failed), inStore]).toEqual([825, 15, 800, 40, 0]);
    // The stock itself says the same.
    const taken = plan.activities.flatMap(({ needs }) => needs.filter(({ resource }) => resource === 'plains/a/gpus'));
    const put = plan.activities.flatMap(({ gives }) => gives.filter(({ resource }) => resource === 'plains/a/gpus'));
    expect(taken.reduce((all, { amount }) => all + amount, 0)).toBe(840);
    expect(put.reduce((all, { amount }) => all + amount, 0)).toBe(840);
  });
});

describe('the smallest cluster', () => {
  const NETWORK = (least: number, across = 'hall') =>
    `network: {fabric: fabric, gates: acceptance, minimum_cluster: ${least}, across: ${across}}`;
  /** The second block's GPUs come three weeks after the first's. */
  const LOTS = ', lots: [{quantity: 400}, {quantity: 400, after: 3 wk}]';

  it('of one block does not hold the first block up', () => {
    expect(days(site(hall(800, '', LOTS), template('duration: 5 d', NETWORK(400)))).finish('a/block-1/acceptance')).toBe(19);
  });

  it('of more waits for the next block to be connected, and the network is what held it', async () => {
    const plan = site(hall(800, '', LOTS), template('duration: 5 d', NETWORK(401)));
    const { start, finish } = days(plan);
    // The first lot is there at the start; the second on day 21, racked on 31, connected on 33.
    expect(finish('a/block-2/fabric')).toBe(33);
    expect(start('a/block-1/acceptance-cluster')).toBe(33);
    expect(finish('a/block-1/acceptance')).toBe(37);
    // Burnt in by day 15, so 18 days of waiting; the second block's gate opens in time.
    expect((await outcomesOf(plan)).causes['network']?.waitDays).toBe(18);
  });

  it("is the hall's to change, and to switch off", () => {
    const text = template('duration: 5 d', NETWORK(401));
    expect(days(site(hall(800, ', minimum_cluster: 0', LOTS), text)).finish('a/block-1/acceptance')).toBe(19);
  });

  it('may span the halls of a site', () => {
    const gpus = ['a', 'b'].map((id) => `${id}: {model: h9, for: ${id}, quantity: 800, order: 2025-12-01, lead: 5 wk}`).join(', ');
    const fields = `${POWER}\ngpus: {${gpus}}\nhalls: {a: {build: shed}, b: {build: shed, begin: 2026-02-04}}`;
    const { finish } = days(site(fields, template('duration: 5 d', NETWORK(1200, 'site'))));
    // 800 in hall a, and a block of hall b, which begins on day 30: racked on 40, connected on 42.
    expect(finish('a/online')).toBe(46);
  });
});
