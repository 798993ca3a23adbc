/**
 * Ledgers of one future, kept from the plan and the trace alone: GPUs, megawatts, workers and money over time. They share nothing with
 * the engine and the measures but the types, so that what those say can be held against them.
 */
import type { Trace } from '../src/engine/trace.ts';
import type { Activity, Entry, GpuTranche, Plan, Resource, SitePower } from '../src/plan/plan.ts';
import { type Balance, balances } from './engine/replay.ts';

/** A future as it was played; the trace is its own copy. */
export interface Future {
  readonly plan: Plan;
  readonly indexOf: ReadonlyMap<string, number>;
  readonly trace: Trace;
  /** What was drawn, as the sampler says it. */
  readonly work: Float64Array;
}

/** A quantity that moves at instants: so much more or less from a tick on. */
export type Moves = readonly { readonly at: number; readonly amount: number }[];

export const amountAt = (moves: Moves, tick: number): number => moves.reduce((sum, { at, amount }) => (at <= tick ? sum + amount : sum), 0);

/** Every tick at which one of them moves, within the scenario. */
export function instantsOf({ plan }: Future, ...lines: readonly Moves[]): number[] {
  const ticks = new Set(lines.flat().map(({ at }) => Math.max(0, at)));
  return [...ticks].filter((tick) => tick <= plan.horizon).sort((a, b) => a - b);
}

export function timeOf({ indexOf, trace }: Future, activity: string, at: 'start' | 'finish'): number {
  return trace[at][indexOf.get(activity)!]!;
}

/** Moves of activities that happened by the horizon; those of nothing are left out. */
export function happenings<Part extends { readonly activity: string }>(
  future: Future,
  parts: readonly Part[],
  at: 'start' | 'finish',
  amount: (part: Part) => number,
): Moves {
  return parts
    .map((part) => ({ at: timeOf(future, part.activity, at), amount: amount(part) }))
    .filter((move) => !Number.isNaN(move.at) && move.amount !== 0);
}

const asMoves = (all: readonly Balance[]): Moves => all.map(({ time, free }, i) => ({ at: time, amount: free - (all[i - 1]?.free ?? 0) }));

export function freeOf({ plan, trace }: Future, resource: Resource): Moves {
  return asMoves(balances(plan, trace, resource));
}

/** What becomes of the GPUs that are ordered for one hall. Pieces. */
export interface GpuLedger {
  readonly hall: string;
  readonly ordered: Moves;
  readonly arrived: Moves;
  readonly cancelled: Moves;
  /** Sent by the maker for dead ones, on top of what was ordered. */
  readonly replaced: Moves;
  /** In the hall's stock, from what its activities give and take. */
  readonly stored: Moves;
  /** Taken out of the stock by the works that install them. */
  readonly taken: Moves;
  /** Those whose works are done. */
  readonly installed: Moves;
  /** Dead, and swapped for others out of the stock. */
  readonly failed: Moves;
  readonly online: Moves;
}

export function gpuLedgers(future: Future): GpuLedger[] {
  const { plan } = future;
  const halls = new Set(plan.gpus.map(({ site, hall }) => `${site}/${hall}`));
  return [...halls].map((hall) => {
    const tranches = plan.gpus.filter((tranche) => `${tranche.site}/${tranche.hall}` === hall);
    const pieces = (of: (tranche: GpuTranche) => GpuTranche['deliveries'] | undefined, at: 'start' | 'finish'): Moves =>
      happenings(
        future,
        tranches.flatMap((tranche) => of(tranche) ?? []),
        at,
        ({ quantity }) => quantity,
      );
    const cancelled = pieces((tranche) => tranche.cancelled, 'start');
    return {
      hall,
      // What is cancelled is ordered elsewhere at the same instant.
      ordered: [...tranches.map(({ orderedAt, quantity }) => ({ at: orderedAt, amount: quantity })), ...cancelled],
      arrived: pieces((tranche) => tranche.deliveries, 'finish'),
      cancelled,
      replaced: pieces((tranche) => tranche.replaced, 'finish'),
      stored: freeOf(future, plan.resources.find(({ id }) => id === `${hall}/gpus`)!),
      taken: pieces((tranche) => tranche.installs, 'start'),
      installed: pieces((tranche) => tranche.installs, 'finish'),
      failed: pieces((tranche) => tranche.failed, 'start'),
      online: happenings(
        future,
        plan.compute.filter((unit) => `${unit.site}/${unit.hall}` === hall),
        'finish',
        ({ gpus }) => gpus,
      ),
    };
  });
}

/** kW at one site's connection. */
export interface PowerLedger {
  readonly site: string;
  readonly secured: Moves;
  readonly energised: Moves;
  /** Made on the site. */
  readonly onSite: Moves;
  readonly mining: Moves;
  readonly ai: Moves;
  /** Drawn by work that brings nothing online, such as a test; for miners, until they mine. */
  readonly other: Moves;
  /** Held back by decree, such as in a curtailment window. */
  readonly heldBack: Moves;
  /** What the level of the connection has left, from what its activities give and take. */
  readonly free: Moves;
}

export function powerLedgers(future: Future): PowerLedger[] {
  return future.plan.power.map((power) => powerLedger(future, power));
}

function powerLedger(future: Future, power: SitePower): PowerLedger {
  const { plan } = future;
  const { activities, resources } = plan;
  const kw = (part: { readonly kw: number }): number => part.kw;
  const told = new Set([...power.draw, ...power.handBack, ...power.energise, ...(power.onSite ?? [])].map(({ activity }) => activity));
  const others = activities.filter(({ id }) => !told.has(id));
  const needed = ({ needs }: Activity): number =>
    needs.reduce((sum, { resource, amount }) => (resource === power.level ? sum + amount : sum), 0);
  const given = (activity: Activity, at: 'start' | 'finish'): number =>
    activity.gives.reduce((sum, give) => (give.resource === power.level && give.at === at ? sum + give.amount : sum), 0);
  const drawing = new Set([...power.draw, ...(power.onSite ?? [])].map(({ activity }) => activity));
  const takers = activities
    .filter(({ id, needs }) => !drawing.has(id) && needs.some(({ resource }) => resource === power.level))
    .map((activity) => ({ activity: activity.id, kw: needed(activity) }));
  const byId = others.map((activity) => ({ activity: activity.id, at: activity }));
  return {
    site: power.site,
    secured: [
      ...power.secured.map(({ from, kw: all }, i) => ({ at: from, amount: all - (power.secured[i - 1]?.kw ?? 0) })),
      ...happenings(future, power.secure ?? [], 'finish', kw),
    ],
    energised: [{ at: 0, amount: power.energisedKw }, ...happenings(future, power.energise, 'finish', kw)],
    onSite: happenings(future, power.onSite ?? [], 'finish', kw),
    mining: [{ at: 0, amount: power.miningKw }, ...happenings(future, power.handBack, 'finish', (part) => -part.kw)],
    ai: happenings(future, power.draw, 'start', kw),
    other: [
      ...happenings(future, takers, 'start', ({ kw: taken }) => taken),
      ...happenings(
        future,
        power.handBack.filter((part) => part.kw < 0),
        'finish',
        kw,
      ),
    ],
    heldBack: (['start', 'finish'] as const).flatMap((when) => happenings(future, byId, when, ({ at }) => -given(at, when))),
    free: freeOf(future, resources.find(({ id }) => id === power.level)!),
  };
}

/** Workers or machines of one pool. */
export interface PoolLedger {
  readonly resource: Resource;
  readonly balances: readonly Balance[];
  /** Those who are there, used or not: stated steps, and those who arrive. */
  readonly there: Moves;
  /** Unit-ticks of use until the pool's site is done (or the horizon). */
  readonly used: number;
}

export function poolLedgers(future: Future): PoolLedger[] {
  const { plan, trace } = future;
  const pools = plan.resources.filter(({ kind }) => kind === 'pool');
  return pools.map((resource) => {
    const gains = plan.activities.flatMap(({ id, gives }) =>
      gives.filter((give) => give.resource === resource.id && give.gains === true).map((give) => ({ activity: id, ...give })),
    );
    const there: Moves = [
      ...resource.capacity.map(({ from, amount }, i) => ({ at: from, amount: amount - (resource.capacity[i - 1]?.amount ?? 0) })),
      ...(['start', 'finish'] as const).flatMap((when) =>
        happenings(
          future,
          gains.filter(({ at }) => at === when),
          when,
          ({ amount }) => amount,
        ),
      ),
    ];
    const held = balances(plan, trace, resource);
    const end = doneAt(future, resource.site);
    return { resource, balances: held, there, used: sumUntil(there, end) - sumUntil(asMoves(held), end) };
  });
}

/** Amount x ticks up to an end. */
const sumUntil = (moves: Moves, end: number): number => moves.reduce((sum, { at, amount }) => sum + amount * Math.max(0, end - at), 0);

/** The last finish on a site (null: of the plan) of what has to be done, or the horizon if something is left. */
function doneAt({ plan, trace }: Future, site: string | null): number {
  const finishes = plan.activities.flatMap((activity, i) =>
    activity.optional === true || (site !== null && activity.site !== site) ? [] : [trace.finish[i]!],
  );
  return finishes.some(Number.isNaN) ? plan.horizon : Math.max(0, ...finishes);
}

/** Amount that an entry books in this future, in the account's unit. */
export function booked(future: Future, entry: Entry): number {
  const { plan, trace, indexOf } = future;
  const { horizon } = plan;
  switch (entry.kind) {
    case 'event':
      return timeOf(future, entry.activity, entry.at) <= horizon ? entry.amount : 0;
    case 'last-wait': {
      const i = indexOf.get(entry.activity)!;
      const wait = trace.lastWait[i]!;
      const isIt = wait >= 0 && plan.resources[trace.waitFor[wait]!]?.id === entry.resource;
      return trace.start[i]! <= horizon && isIt ? entry.amount : 0;
    }
    case 'running': {
      const from = Math.max(timeOf(future, entry.activity, entry.from), entry.within?.from ?? 0);
      const to = Math.min(horizon, entry.within?.to ?? horizon);
      return from < to ? ((to - from) / 60) * entry.perHour : 0;
    }
    case 'use':
      return (plan.activities.reduce((sum, _, i) => sum + workedFor(future, i, entry), 0) / 60) * entry.perUnitHour;
    case 'presence': {
      const { there } = poolLedgers(future).find(({ resource }) => resource.id === entry.resource)!;
      return (sumUntil(there, Number.isNaN(trace.makespan) ? horizon : trace.makespan) / 60) * entry.perUnitHour;
    }
  }
}

/** Unit-ticks that finished work of an activity took of a pool, nights and pauses left out. */
function workedFor({ plan, trace }: Future, i: number, { resource, site }: Extract<Entry, { kind: 'use' }>): number {
  const activity = plan.activities[i]!;
  if (Number.isNaN(trace.finish[i]!) || (site !== undefined && activity.site !== site)) return 0;
  const crew = activity.work.kind === 'effort' && activity.work.pool === resource ? trace.crew[i]! : 0;
  const units = activity.needs.reduce((sum, need) => (need.resource === resource && need.giveBack ? sum + need.amount : sum), crew);
  return units * trace.worked[i]!;
}
