/** How tight the market of a trade is: demand by the plan over what there is, in worker-hours, until the plan's last date. */
import { MINUTES_PER_HOUR, MINUTES_PER_WEEK } from '../../base/time.ts';
import type { ActivityDraft, PlanBuilder } from '../../plan/builder.ts';
import { makeDistribution } from '../../random/distributions/registry.ts';
import type { LaborBook, Workforce } from './book.ts';
import { type Crew, poolOf } from './crew.ts';
import { type CrewState, statesAt, turningPoints } from './force.ts';

/** Worker-hours that each site asks of each pool. */
export interface Demand {
  /** By pool: hours in all, those of others' projects included. */
  readonly hours: ReadonlyMap<string, number>;
  /** By pool: hours by site (null: none) whose work it does. */
  readonly sites: ReadonlyMap<string, ReadonlyMap<string | null, number>>;
}

/** When the plan has everything done: its last target, or the horizon. Ticks. */
export function planEnd({ compute, milestones, horizon }: PlanBuilder): number {
  const dates = [...compute.map(({ planned }) => planned), ...milestones.map(({ target }) => target)].flatMap((tick) =>
    tick !== null && tick > 0 ? [tick] : [],
  );
  return dates.length === 0 ? horizon : Math.min(horizon, Math.max(...dates));
}

export function demandOf(builder: PlanBuilder, end: number, openShareOf: (pool: string) => number): Demand {
  const hours = new Map<string, number>();
  const sites = new Map<string, Map<string | null, number>>();
  const add = (draft: ActivityDraft, name: string, workerHours: (pool: string) => number): void => {
    const pool = builder.findResource(draft.scope, name);
    if (pool === undefined || pool.kind !== 'pool') return;
    const more = workerHours(pool.id);
    hours.set(pool.id, (hours.get(pool.id) ?? 0) + more);
    // What is optional and belongs to no site is others' work.
    if (draft.optional === true && draft.site === null) return;
    const bySite = sites.get(pool.id) ?? new Map<string | null, number>();
    sites.set(pool.id, bySite.set(draft.site, (bySite.get(draft.site) ?? 0) + more));
  };
  for (const draft of builder.drafts()) {
    const { work } = draft;
    const mean = meanWork(builder, draft);
    if (work.kind === 'effort') add(draft, work.pool, () => mean / work.productivity / MINUTES_PER_HOUR);
    for (const { name, amount, giveBack } of draft.needs) {
      if (!giveBack || work.kind === 'effort') continue;
      const lasts = Math.max(0, Math.min(mean, end - draft.notBefore));
      add(draft, name, (pool) => ((amount * lasts) / MINUTES_PER_HOUR) * (work.clock === 'working' ? 1 : openShareOf(pool)));
    }
  }
  return { hours, sites };
}

/** Mean of the work as drawn: ticks, or worker-minutes. */
function meanWork(builder: PlanBuilder, { work }: ActivityDraft): number {
  const factors = work.factors.reduce((product, id) => {
    const law = builder.factor(id)?.law;
    return law === undefined ? product : product * makeDistribution(law).mean;
  }, 1);
  return makeDistribution(work.law).mean * work.scale * factors;
}

/** What a crew amounts to from the start to the end of the plan, with everybody who is planned to come. */
export interface Supply {
  /** Sums over time, in minutes: of effective workers, of licensed and of apprentices paid for each open hour, of heads. */
  readonly units: number;
  readonly paid: number;
  readonly paidApprentices: number;
  readonly local: number;
  readonly travelling: number;
  readonly apprentices: number;
  /** Largest number of heads there. */
  readonly peak: number;
}

export interface WorkforceSupply {
  readonly crews: readonly Supply[];
  /** Largest number of heads of all crews. */
  readonly peak: number;
  /** Largest number of travellers who find no bed. */
  readonly bedless: number;
}

export function supplyOf({ force }: Workforce, end: number, horizon: number): WorkforceSupply {
  const points = turningPoints(force, horizon).filter((tick) => tick < Math.max(1, end));
  const states = points.map((tick) => statesAt(force, tick, 'planned'));
  const heads = ({ local, travelling, apprentices }: CrewState): number => local + travelling + apprentices;
  const largest = (value: (state: readonly CrewState[]) => number): number =>
    states.reduce((most, state) => Math.max(most, value(state)), 0);
  const crews = force.crews.map((_, i): Supply => {
    const sum = (value: (state: CrewState) => number): number =>
      points.reduce((total, from, point) => total + value(states[point]![i]!) * ((points[point + 1] ?? end) - from), 0);
    return {
      units: sum(({ units }) => units),
      paid: sum(({ paid }) => paid),
      paidApprentices: sum(({ paidApprentices }) => paidApprentices),
      local: sum(({ local }) => local),
      travelling: sum(({ travelling }) => travelling),
      apprentices: sum(({ apprentices }) => apprentices),
      peak: largest((state) => heads(state[i]!)),
    };
  });
  return {
    crews,
    peak: largest((state) => state.reduce((sum, each) => sum + heads(each), 0)),
    bedless: largest((state) => state.reduce((sum, { bedless }) => sum + bedless, 0)),
  };
}

/** Share of the time in which the calendar of a crew is open. */
export function openShare({ openHours }: Crew): number {
  return openHours / (MINUTES_PER_WEEK / MINUTES_PER_HOUR);
}

/** Demand over supply of a crew, until the end of the plan. Infinite where there is nobody. */
export function tightnessOf(crew: Crew, supply: Supply, demand: Demand, { joining }: LaborBook, end: number): number {
  const pool = poolOf(crew);
  const later = joining.reduce((sum, { pool: joined, from, units }) => (joined === pool ? sum + units * Math.max(0, end - from) : sum), 0);
  const hours = ((supply.units + later) / MINUTES_PER_HOUR) * openShare(crew);
  const wanted = demand.hours.get(pool) ?? 0;
  return wanted === 0 ? 0 : wanted / hours;
}
