/** Every item, model and vendor of the library can be ordered as it is, and what the library says of it can be seen. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { outcomesOf, sitePlan } from './site.ts';

const names = (kind: string): string[] =>
  readdirSync(join('scenarios/library', kind))
    .map((file) => file.replace('.yaml', ''))
    .sort();

const TEMPLATE =
  'templates: {shed: {title: shed, it: 2 MW, gross: 3 MW, gpus: 72, activities: {racks: {duration: 1 d, installs: all}, online: {milestone: true, after: racks, brings_online: all}}}}';

it.each(names('equipment'))('equipment: %s', (item) => {
  const plan = sitePlan({
    file: 'markets: {electrical: {regime: {state: tight}}}',
    site: `supply: {it: {item: ${item}, quantity: 1, order: 2026-06-01}}`,
  });
  expect(plan.activities.map(({ id }) => id)).toContain('plains/supply/it/lot-1');
});

it.each(names('gpus'))('GPUs: %s', async (model) => {
  const site = `gpus: {it: {model: ${model}, for: hall-1, quantity: 72, order: 2026-06-01}}\nhalls: {hall-1: {build: shed}}`;
  const { accounts, facts } = await outcomesOf({ file: TEMPLATE, site, until: '2031-12-31' });
  const price = accounts[`plains/purchases/${model}`]?.mean ?? 0;
  expect(price / 72).toBeGreaterThan(10_000);
  expect(price / 72).toBeLessThan(200_000);
  for (const key of ['launch', 'volume', 'gpu-power', 'rack-power', 'cooling', 'gpu-it', 'racks'])
    expect(facts.plains).toHaveProperty([`${key}/${model}`]);
  const [rack, power] = ['rack-power', 'gpu-power'].map((key) => Number(facts.plains?.[`${key}/${model}`]?.value)) as [number, number];
  const racks = Number(facts.plains?.[`racks/${model}`]?.value);
  // The GPUs of a rack draw less than the rack.
  expect(((72 / racks) * power) / rack).toBeLessThan(1);
});

it.each(names('vendors'))('vendor: %s', (vendor) => {
  const plan = sitePlan({ site: `supply: {it: {item: ups, quantity: 1, order: 2026-06-01, vendor: ${vendor}}}` });
  expect(plan.activities.map(({ id }) => id)).toContain('plains/supply/it/lot-1');
});

it('of a vendor without a book takes the terms, and pays for what it cancels', async () => {
  const site =
    'supply: {it: {item: ups, quantity: 2, order: 2026-01-05, lead: 300 d, price: 1 MUSD, vendor: dell, substitute: {item: other, after: 2026-03-01, lead: 10 d, price: 3 MUSD}}}';
  const { accounts } = await outcomesOf({ site });
  expect(accounts['plains/cancelling/ups']?.mean).toBe(2e6);
  expect(accounts['plains/purchases/ups']?.mean).toBe(0);
  expect(accounts['plains/purchases/other']?.mean).toBe(6e6);
});
