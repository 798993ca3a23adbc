/** What a lever costs, from plans: payments that only move across the horizon are none, and what is owed counts as paid. */
import { describe, expect, it } from 'vitest';
import { worthOf } from '../../src/measure/levers.ts';
import { compile } from '../../src/scenario/compile.ts';
import { parseScenario } from '../../src/scenario/read-scenario.ts';
import { parseSets } from '../../src/scenario/set-option.ts';
import { outlineOf } from '../../src/study/outline.ts';

const TEXT = `scenario: dear
start: 2026-01-05
until: 2027-03-31
vendors:
  maker: {per_month: 1000, terms: {due: 60 d}}
sites:
  plains:
    supply:
      gear: {item: mv-switchgear, quantity: 10, order: 2026-01-05, vendor: maker, price: 1 MUSD, lead: {uniform: {low: 44 wk, high: 50 wk}}, customs: {delay: 3 d, tariff: 10 %}}
    activities:
      install: {duration: 20 d, takes: {mv-switchgear: 10}}
      online: {milestone: true, after: install, online: {it: 40 MW, planned: 2026-10-01}}
`;

const outline = (...sets: string[]) =>
  outlineOf({
    plan: compile(parseScenario(TEXT, 'dear.yaml', parseSets(sets))),
    futures: [{ text: 'study', from: 0, count: 100 }],
    target: 'makespan',
  });
const costOf = (base: readonly string[], lever: readonly string[]) =>
  worthOf(outline(...base), outline(...base, ...lever), 0.8, { kind: 'dated', start: '2026-01-05' }).costUsd;

describe('the cost of a lever', () => {
  const SOONER = ['sites.plains.supply.gear.lead=x 0.5'];

  it('is nothing where it only brings an invoice, or a delivery, before the horizon', () => {
    // As things are the invoice falls due after the horizon, and with the lever long before it.
    expect(costOf(['until=2027-02-15'], SOONER)).toBeNull();
    // As things are it does not even arrive.
    expect(costOf(['until=2026-10-31'], SOONER)).toBeNull();
  });

  it('is the price of more, with its duty, though the invoice is not due by the horizon', () => {
    expect(costOf(['until=2027-02-15'], ['sites.plains.supply.gear.quantity=12'])).toBe(2.2e6);
  });
});
