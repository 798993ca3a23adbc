/**
 * Reckons up labour once all work is known: what is drawn of hires, training and others' demand, then hours, pay and daily
 * allowances by trade and site as accounts, and what is worked out beforehand as facts.
 */
import { MINUTES_PER_DAY, MINUTES_PER_YEAR } from '../../base/time.ts';
import type { Entry } from '../../plan/plan.ts';
import type { Lowering } from '../lowering.ts';
import type { LaborBook, Workforce } from './book.ts';
import { type Crew, paidPattern, poolOf } from './crew.ts';
import { lowerHires } from './hiring.ts';
import { type Demand, demandOf, openShare, planEnd, type Supply, supplyOf, tightnessOf, type WorkforceSupply } from './market.ts';
import { lowerOthers, type RegionsFields } from './regions.ts';
import { lowerTraining, type TrainingFields } from './training.ts';
import { hourlyCost, wageIndex } from './wages.ts';

export interface Programmes {
  readonly regions: RegionsFields;
  readonly sites: Readonly<Record<string, { readonly training?: TrainingFields | undefined }>>;
}

/** To be called once every site and activity is lowered, before the plan is built. */
export function settleLabor(lowering: Lowering, book: LaborBook, { regions, sites }: Programmes): void {
  const { builder, horizon } = lowering;
  for (const [region, { training }] of Object.entries(regions))
    lowerTraining(lowering, book, [region], null, training, ['regions', region, 'training']);
  for (const [site, { training }] of Object.entries(sites))
    lowerTraining(lowering, book, [site], site, training, ['sites', site, 'training']);
  lowerOthers(lowering, book, regions);
  const workforces = book.workforces.filter(({ force, isFull }) => force.crews.some(isFull));
  if (workforces.length === 0) return;
  const end = planEnd(builder);
  const demand = demandOf(builder, end, (pool) => {
    const found = book.crewOf(pool);
    return found === undefined ? 1 : openShare(found.crew);
  });
  const costs = new Map<string, number>();
  for (const workforce of workforces) {
    const supply = supplyOf(workforce, end, horizon);
    const tightness = new Map(workforce.force.crews.map((crew, i) => [crew, tightnessOf(crew, supply.crews[i]!, demand, book, end)]));
    lowerHires(lowering, book, workforce, (crew) => finite(tightness.get(crew)));
    workforce.force.crews.forEach((crew, i) => {
      if (workforce.isFull(crew)) settleCrew(lowering, crew, supply.crews[i]!, demand, finite(tightness.get(crew)), end, costs);
    });
    addFacts(lowering, workforce, supply, (crew) => finite(tightness.get(crew)));
  }
  addCostPerMw(lowering, costs);
}

/** A trade that is wanted and not there at all is as tight as one wanted a hundredfold. */
function finite(tightness: number | undefined): number {
  return Math.min(tightness ?? 0, 100);
}

/** `costs`: USD planned by site, to be added to. */
function settleCrew(
  { builder }: Lowering,
  crew: Crew,
  supply: Supply,
  demand: Demand,
  tightness: number,
  end: number,
  costs: Map<string, number>,
): void {
  const pool = poolOf(crew);
  const hasUnits = supply.units > 0;
  // Effective hours cost more hours paid: nobody is at full productivity.
  const paidHours = hasUnits ? (supply.paid + supply.paidApprentices) / supply.units : 1;
  const fullWages = hasUnits ? (supply.paid + supply.paidApprentices * (crew.apprentices?.pay ?? 1)) / supply.units : 1;
  // Days of travellers on the site for each open hour of an effective worker.
  const travellerDays = hasUnits ? supply.travelling / supply.units / (24 * openShare(crew)) : 0;
  const years = end / 2 / MINUTES_PER_YEAR;
  const wage = crew.wage === null ? 0 : fullWages * hourlyCost(crew.wage, tightness, paidPattern(crew), years);
  for (const [site, hours] of demand.sites.get(pool) ?? []) {
    const use = (perUnitHour: number): Entry[] => [{ kind: 'use', resource: pool, perUnitHour, site }];
    const account = (what: string, label: string, unit: string, perUnitHour: number): void => {
      const id = [...(site === null ? [] : [site]), what, crew.name].join('/');
      builder.accounts.push({ id, label: `${crew.label}: ${label}`, unit, site, entries: use(perUnitHour) });
    };
    account('hours', 'hours worked', 'worker-h', paidHours);
    if (crew.wage !== null) account('pay', 'pay', 'USD', wage);
    if (crew.perDiem > 0) account('per-diem', 'lodging and daily allowance', 'USD', travellerDays * crew.perDiem);
    const cost = hours * (wage + travellerDays * crew.perDiem);
    if (site !== null && cost > 0) costs.set(site, (costs.get(site) ?? 0) + cost);
  }
}

/** What the work of a site's plan costs in labour, for each MW of critical IT load that it brings online. */
function addCostPerMw({ builder }: Lowering, costs: ReadonlyMap<string, number>): void {
  for (const [site, cost] of costs) {
    const kw = builder.compute.filter((unit) => unit.site === site).reduce((sum, { itKw }) => sum + itKw, 0);
    if (kw === 0) continue;
    const value = Math.round((cost * 1000) / kw);
    builder.facts.push({
      site,
      id: 'labour/cost-per-mw',
      label: 'labour cost of the plan',
      value,
      unit: 'USD/MW',
      source: 'worked out of the plan',
    });
  }
}

/** Facts are of a site, of a region, or of all sites together. */
const ALL_SITES = 'all';

function addFacts({ builder }: Lowering, workforce: Workforce, supply: WorkforceSupply, tightness: (crew: Crew) => number): void {
  const place = workforce.scope[0] ?? ALL_SITES;
  const add = (id: string, label: string, value: number, unit: string): void => {
    builder.facts.push({ site: place, id, label, value: Math.round(value * 1000) / 1000, unit, source: 'worked out of the plan' });
  };
  const { crews } = workforce.force;
  const sum = (value: (each: Supply) => number): number => supply.crews.reduce((total, each) => total + value(each), 0);
  const heads = sum(({ local, travelling, apprentices }) => local + travelling + apprentices);
  add('labour/workers-peak', 'most workers there at one time', supply.peak, 'workers');
  if (heads > 0)
    add('labour/local-share', 'share of local workers', (100 * sum(({ local, apprentices }) => local + apprentices)) / heads, '%');
  if (workforce.force.beds !== null) add('labour/bedless', 'most travellers without a bed', supply.bedless, 'workers');
  crews.forEach((crew, i) => {
    if (!workforce.isFull(crew)) return;
    const { peak, units, local, travelling, apprentices } = supply.crews[i]!;
    const days = Math.max(1, local + travelling + apprentices) / MINUTES_PER_DAY;
    add(`labour/${crew.name}/workers-peak`, `${crew.label}: most there at one time`, peak, 'workers');
    add(`labour/${crew.name}/worth`, `${crew.label}: effective workers for each one there`, units / MINUTES_PER_DAY / days, '');
    add(`labour/${crew.name}/tightness`, `${crew.label}: demand over supply`, tightness(crew), '');
    if (crew.wage !== null)
      add(`labour/${crew.name}/wage-index`, `${crew.label}: wages relative to the base`, wageIndex(crew.wage, tightness(crew)), '');
  });
}
