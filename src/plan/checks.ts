/** What can be known to be impossible before anything runs: cycles, needs that nothing could ever meet, calendars that never open. */
import { type Path, type Problems, startsWith } from '../base/problem.ts';
import { lastTickOf, showInstant } from '../base/time.ts';
import { type NumberedLink, networkOf, topologicalOrder } from './network.ts';
import type { Activity, Plan, Resource } from './plan.ts';

/** Times are kept in 32-bit columns by the measures. */
const LONGEST_HORIZON = 2 ** 31 - 2;

export function checkPlan(plan: Plan, problems: Problems): void {
  // What else is amiss in a plan that lacks parts may be so only because they are missing: then only what is certain is told.
  const isWhole = problems.list.length === 0;
  checkCycles(plan, problems);
  if (isWhole && plan.activities.length === 0)
    problems.add(
      [],
      plan.axis.kind === 'dated' ? 'there is nothing to do: no activities and no sites' : 'there is nothing to do: no activities',
      `add "activities:"${plan.axis.kind === 'dated' ? ' or "sites:"' : ''}; "ttc init" writes an example`,
    );
  if (plan.horizon > LONGEST_HORIZON) problems.add(['until'], 'the horizon is too far away', 'choose an earlier "until"');
  checkAmounts(plan, problems);
  checkRequests(plan, problems, isWhole ? checkSupply(plan, problems) : 'pools-only');
  if (isWhole) checkReturns(plan, problems);
  checkCalendars(plan, problems);
  checkStarts(plan, problems);
  checkOptional(plan, problems);
  checkTargets(plan, problems);
}

/** A day that is not played to its end cannot be met. */
function checkTargets(plan: Plan, problems: Problems): void {
  const origins = new Map(plan.activities.map(({ id, origin }) => [id, origin]));
  for (const { id, activity, target } of plan.milestones) {
    if (target !== null && lastTickOf(plan.axis, target) > plan.horizon)
      problems.add(
        withKey(origins.get(activity) ?? [], 'target'),
        `the target of "${id}" (${showInstant(plan.axis, target)}) is not over by the horizon (${showInstant(plan.axis, plan.horizon)})`,
        'choose a later "until"',
      );
  }
}

/** What must happen cannot hang on what may never happen. */
function checkOptional(plan: Plan, problems: Problems): void {
  const optional = new Set(plan.activities.flatMap((activity) => (activity.optional === true ? [activity.id] : [])));
  if (optional.size === 0) return;
  for (const activity of plan.activities) {
    if (activity.optional === true) continue;
    for (const { from } of activity.after) {
      if (optional.has(from))
        problems.add(
          withKey(activity.origin, 'after'),
          `"${activity.id}" comes after "${from}", which may never happen`,
          'let both branches put a token into a stock, and take it here',
        );
    }
  }
}

/** More circles than this are told as soon as these are mended. */
const MOST_CYCLES = 20;

function checkCycles(plan: Plan, problems: Problems): void {
  const network = networkOf(plan);
  const isMended = new Set<number>();
  for (let count = 0; count < MOST_CYCLES; count++) {
    const links = network.links.filter(({ from, to }) => !isMended.has(from) && !isMended.has(to));
    const cycle = findCycle(plan.activities.length, links);
    if (cycle === undefined) return;
    const first = cycle[0] as number;
    problems.add(
      plan.activities[first]?.origin ?? [],
      `these activities wait for one another in a circle: ${[...cycle, first].map((i) => plan.activities[i]?.id).join(' -> ')}`,
      'remove one of these links',
    );
    // As if it were mended, so that the next circle comes to light.
    for (const activity of cycle) isMended.add(activity);
  }
}

/** Activities of one circle, each waiting for the one before it and the first for the last, or undefined. */
function findCycle(activities: number, links: readonly NumberedLink[]): number[] | undefined {
  const outgoing: number[][] = Array.from({ length: activities }, () => []);
  links.forEach(({ from }, i) => void outgoing[from]?.push(i));
  const ordered = new Set(topologicalOrder({ activities: { length: activities }, links, outgoing }));
  const before = new Map<number, number>();
  for (const { from, to } of links) if (!ordered.has(from) && !ordered.has(to) && !before.has(to)) before.set(to, from);
  const start = before.keys().next().value;
  if (start === undefined) return undefined;
  // Walk backwards among those left over until one comes round again: that is a circle.
  const seen = new Map<number, number>();
  let current = start;
  while (!seen.has(current)) {
    seen.set(current, seen.size);
    current = before.get(current) as number;
  }
  const circle = [...seen.keys()].slice(seen.get(current)).reverse();
  const least = circle.indexOf(Math.min(...circle));
  return [...circle.slice(least), ...circle.slice(0, least)];
}

/** Asks for more than there will ever be at one time. `short`: stocks that are told of already; `pools-only`: what is certain. */
function checkRequests(plan: Plan, problems: Problems, short: ReadonlySet<string> | 'pools-only'): void {
  const resources = new Map(plan.resources.map((resource) => [resource.id, resource]));
  const raises = raisesOf(plan);
  const gains = raisesOf(plan, 'gains');
  for (const activity of plan.activities) {
    for (const need of needsOf(activity)) {
      const resource = resources.get(need.resource);
      // A name that leads nowhere has been told of already.
      if (resource === undefined) continue;
      if (short === 'pools-only' ? resource.kind !== 'pool' : short.has(resource.id)) continue;
      const most =
        Math.max(...resource.capacity.map(({ amount }) => amount)) + ((resource.kind === 'pool' ? gains : raises).get(resource.id) ?? 0);
      if (need.amount > most)
        problems.add(
          activity.origin,
          `"${activity.id}" asks for ${show(resource, need.amount)} of "${resource.id}", which never has more than ${show(resource, most)}`,
          MEND[resource.kind],
        );
    }
  }
}

/** Amounts are kept in whole numbers of 32 bits. */
const MOST_UNITS = 2 ** 31 - 1;

/** Amounts that cannot be counted: a single one, or all of one thing together. */
function checkAmounts(plan: Plan, problems: Problems): void {
  const most = new Map<string, number>();
  for (const activity of plan.activities) {
    for (const { resource, amount } of [...needsOf(activity), ...activity.gives])
      most.set(resource, (most.get(resource) ?? 0) + Math.abs(amount));
  }
  for (const resource of plan.resources) {
    const total = (most.get(resource.id) ?? 0) + Math.max(...resource.capacity.map(({ amount }) => amount));
    if (total > MOST_UNITS)
      problems.add(
        resource.origin,
        `of "${resource.id}" more is moved than can be counted (${show(resource, total)}, at most ${show(resource, MOST_UNITS)})`,
        'count it in a larger unit',
      );
  }
}

/** Stocks of which more is taken, and levels on which more is drawn, than is ever there; their ids. */
function checkSupply(plan: Plan, problems: Problems): ReadonlySet<string> {
  const raises = raisesOf(plan);
  const takes = new Map<string, number>();
  for (const activity of plan.activities)
    for (const need of activity.optional === true ? [] : activity.needs)
      if (!need.giveBack) takes.set(need.resource, (takes.get(need.resource) ?? 0) + need.amount);
  const short = new Set<string>();
  for (const resource of plan.resources) {
    if (resource.kind === 'pool') continue;
    const there = (resource.capacity[0]?.amount ?? 0) + (raises.get(resource.id) ?? 0);
    const wanted = takes.get(resource.id) ?? 0;
    if (wanted <= there) continue;
    if (resource.kind === 'level') {
      // One that asks for more than all there is tells of it itself.
      if (plan.activities.some(({ needs }) => needs.some((need) => need.resource === resource.id && need.amount > there))) continue;
      short.add(resource.id);
      problems.add(
        resource.origin,
        `${show(resource, wanted)} are drawn on "${resource.id}" in all, but it never comes to more than ${show(resource, there)}`,
        MEND.level,
      );
      continue;
    }
    short.add(resource.id);
    const none =
      there === 0
        ? `"${resource.id}" has no supplier: ${show(resource, wanted)} are taken and none is ever put in`
        : `of "${resource.id}" ${show(resource, wanted)} are taken, but only ${show(resource, there)} are ever there`;
    problems.add(resource.origin, none, MEND.stock);
  }
  return short;
}

/** `gains`: only what is new, not what comes back. */
function raisesOf(plan: Plan, which: 'all' | 'gains' = 'all'): ReadonlyMap<string, number> {
  const raises = new Map<string, number>();
  for (const { gives } of plan.activities)
    for (const { resource, amount, gains } of gives)
      if (amount > 0 && (which === 'all' || gains === true)) raises.set(resource, (raises.get(resource) ?? 0) + amount);
  return raises;
}

const MEND = {
  pool: 'ask for fewer, or give the pool more units',
  stock: 'order more, let an activity put some in, or take fewer',
  level: 'raise the level, or ask for less',
} as const;

function needsOf(activity: Activity): readonly { readonly resource: string; readonly amount: number }[] {
  const { work } = activity;
  const needs = new Map<string, number>();
  const add = (resource: string, amount: number): void => void needs.set(resource, (needs.get(resource) ?? 0) + amount);
  for (const need of activity.needs) add(need.resource, need.amount);
  if (work.kind === 'effort') add(work.pool, work.min);
  return [...needs].map(([resource, amount]) => ({ resource, amount }));
}

/** A pool's units come back only if they were kept. */
function checkReturns(plan: Plan, problems: Problems): void {
  const pools = new Set(plan.resources.filter(({ kind }) => kind === 'pool').map(({ id }) => id));
  const kept = new Map<string, number>();
  for (const activity of plan.activities)
    for (const need of activity.needs)
      if (!need.giveBack && pools.has(need.resource)) kept.set(need.resource, (kept.get(need.resource) ?? 0) + need.amount);
  for (const activity of plan.activities) {
    for (const give of activity.gives) {
      if (!pools.has(give.resource) || give.gains === true) continue;
      const left = (kept.get(give.resource) ?? 0) - give.amount;
      kept.set(give.resource, left);
      if (left < 0)
        problems.add(
          activity.origin,
          `"${activity.id}" returns ${give.amount} of "${give.resource}", more than are kept by other activities`,
          'add "keeps:" to the activity that takes them, or return fewer',
        );
      else checkKeptBefore(plan, problems, activity, give.resource);
    }
  }
}

/** Units cannot come back before they were taken: somebody who keeps them comes before, by a link or by what is taken out of a stock. */
function checkKeptBefore(plan: Plan, problems: Problems, activity: Activity, resource: string): void {
  const byId = new Map(plan.activities.map((each) => [each.id, each]));
  const seen = new Set<string>();
  const open = [activity];
  for (let each = open.pop(); each !== undefined; each = open.pop()) {
    if (each.needs.some((need) => need.resource === resource && !need.giveBack)) return;
    const taken = new Set(each.needs.flatMap((need) => (need.giveBack ? [] : [need.resource])));
    const suppliers = plan.activities.filter(({ gives }) => gives.some((give) => give.amount > 0 && taken.has(give.resource)));
    for (const from of [...each.after.map((link) => link.from), ...suppliers.map(({ id }) => id)]) {
      const before = byId.get(from);
      if (before === undefined || seen.has(from)) continue;
      seen.add(from);
      open.push(before);
    }
  }
  problems.add(
    activity.origin,
    `"${activity.id}" returns units of "${resource}" before anybody keeps them`,
    'let it come after the activity with "keeps:"',
  );
}

function checkCalendars(plan: Plan, problems: Problems): void {
  for (const calendar of plan.calendars) {
    const isSuspect = problems.list.some(({ path }) => startsWith(path, calendar.origin));
    if (!isSuspect && (calendar.open[0] ?? Number.POSITIVE_INFINITY) > plan.horizon)
      problems.add(calendar.origin, `calendar "${calendar.id}" never opens before the horizon`, 'give it working hours, or fewer days off');
  }
}

function checkStarts(plan: Plan, problems: Problems): void {
  for (const activity of plan.activities) {
    if (activity.notBefore > plan.horizon)
      problems.add(
        withKey(activity.origin, 'not_before'),
        `"${activity.id}" may start only after the horizon`,
        'move its date, or choose a later "until"',
      );
  }
}

function withKey(path: Path, key: string): Path {
  return [...path, key];
}

function show(resource: Resource, amount: number): string {
  return resource.unit === 'kW' ? `${amount / 1000} MW` : String(amount);
}
