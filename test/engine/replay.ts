/**
 * Reads a trace back as a ledger of its own: who held what when, computed from starts, finishes and pauses alone, so that what
 * the engine claims can be held against it. Shares nothing with the engine but the plan's types.
 */
import type { Trace } from '../../src/engine/trace.ts';
import type { Activity, Calendar, Hazard, Plan, Resource } from '../../src/plan/plan.ts';

export interface Stretch {
  readonly from: number;
  /** Infinity while it has no end. */
  readonly to: number;
}

export interface WaitRecord extends Stretch {
  /** A resource, a calendar, or a hazard. */
  readonly resource: Resource | undefined;
  readonly calendar: Calendar | undefined;
  readonly hazard: Hazard | undefined;
}

/** Waits of an activity in order of time. */
export function waitsOf(plan: Plan, trace: Trace, activity: number): WaitRecord[] {
  const waits: WaitRecord[] = [];
  for (let i = trace.lastWait[activity]!; i >= 0; i = trace.waitPrevious[i]!) {
    const what = trace.waitFor[i]!;
    waits.unshift({
      from: trace.waitFrom[i]!,
      to: trace.waitTo[i]!,
      resource: plan.resources[what],
      calendar: what < plan.resources.length ? undefined : plan.calendars[what - plan.resources.length],
      hazard: plan.weather[what - plan.resources.length - plan.calendars.length],
    });
  }
  return waits;
}

export function isOpen({ open, close }: Calendar, time: number): boolean {
  return open.some((from, i) => from <= time && time < close[i]!);
}

/** Open ticks between two times, counted interval by interval. */
export function openTicks({ open, close }: Calendar, from: number, to: number): number {
  return open.reduce((sum, start, i) => sum + Math.max(0, Math.min(close[i]!, to) - Math.max(start, from)), 0);
}

/** When the activity held what it gives back: from its start to its finish, less the time it was sent away. */
function heldBy(plan: Plan, trace: Trace, activity: number): Stretch[] {
  const start = trace.start[activity]!;
  if (Number.isNaN(start)) return [];
  const finish = trace.finish[activity]!;
  const held: Stretch[] = [];
  let from = start;
  for (const wait of waitsOf(plan, trace, activity)) {
    // Who pauses for the weather keeps what it has, unless it gives its crew back.
    const keeps = wait.hazard !== undefined && plan.activities[activity]!.onClose !== 'pause-and-release';
    if (wait.from < start || keeps) continue;
    held.push({ from, to: wait.from });
    from = wait.to;
  }
  // Sent away and not back by the horizon: then the last wait ends there.
  const isAway = from > start && from === plan.horizon && Number.isNaN(finish);
  if (!isAway) held.push({ from, to: Number.isNaN(finish) ? Number.POSITIVE_INFINITY : finish });
  return held.filter((stretch) => stretch.to > stretch.from);
}

interface Change {
  readonly time: number;
  readonly amount: number;
  /** Somebody takes it who need not have: not a capacity step or a level lowered by decree. */
  readonly isTaken: boolean;
}

function changesOf(plan: Plan, trace: Trace, resource: Resource): Change[] {
  const changes: Change[] = resource.capacity
    .slice(1)
    .map(({ from, amount }, i) => ({ time: from, amount: amount - resource.capacity[i]!.amount, isTaken: false }));
  plan.activities.forEach((activity, i) => {
    const start = trace.start[i]!;
    const finish = trace.finish[i]!;
    const crew = activity.work.kind === 'effort' && activity.work.pool === resource.id ? trace.crew[i]! : 0;
    const returned = activity.needs
      .filter((need) => need.resource === resource.id && need.giveBack)
      .reduce((sum, need) => sum + need.amount, crew);
    const kept = activity.needs
      .filter((need) => need.resource === resource.id && !need.giveBack)
      .reduce((sum, need) => sum + need.amount, 0);
    if (returned > 0) {
      for (const { from, to } of heldBy(plan, trace, i)) {
        changes.push({ time: from, amount: -returned, isTaken: true });
        if (to < Number.POSITIVE_INFINITY) changes.push({ time: to, amount: returned, isTaken: false });
      }
    }
    if (kept > 0 && !Number.isNaN(start)) changes.push({ time: start, amount: -kept, isTaken: true });
    for (const give of activity.gives) {
      const time = give.at === 'start' ? start : finish;
      if (give.resource === resource.id && !Number.isNaN(time)) changes.push({ time, amount: give.amount, isTaken: false });
    }
  });
  return changes.sort((a, b) => a.time - b.time);
}

export interface Balance {
  readonly time: number;
  /** Free units at the end of that minute. */
  readonly free: number;
  readonly someTaken: boolean;
}

/** What was free at the end of each minute in which something changed, in order of time. */
export function balances(plan: Plan, trace: Trace, resource: Resource): Balance[] {
  const found: { time: number; free: number; someTaken: boolean }[] = [{ time: 0, free: resource.capacity[0]!.amount, someTaken: false }];
  for (const { time, amount, isTaken } of changesOf(plan, trace, resource)) {
    let last = found.at(-1)!;
    if (last.time !== time) {
      last = { time, free: last.free, someTaken: false };
      found.push(last);
    }
    last.free += amount;
    last.someTaken ||= isTaken;
  }
  return found;
}

/** What was free at the end of a minute. */
export function freeAt(all: readonly Balance[], time: number): number {
  return all.findLast((balance) => balance.time <= time)!.free;
}

/** Units of each resource that the activity must find free to start. */
export function requestsOf({ needs, work }: Activity): ReadonlyMap<string, number> {
  const requests = new Map<string, number>();
  for (const { resource, amount } of needs) requests.set(resource, (requests.get(resource) ?? 0) + amount);
  if (work.kind === 'effort') requests.set(work.pool, (requests.get(work.pool) ?? 0) + work.min);
  return requests;
}
