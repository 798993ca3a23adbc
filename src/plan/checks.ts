/** What can be known to be impossible before anything runs: cycles, needs that nothing could ever meet, calendars that never open. */
import type { Path, Problems } from '../base/problem.ts';
import { networkOf, topologicalOrder } from './network.ts';
import type { Activity, Plan, Resource } from './plan.ts';

/** Times are kept in 32-bit columns by the measures. */
const LONGEST_HORIZON = 2 ** 31 - 2;

export function checkPlan(plan: Plan, problems: Problems): void {
  checkCycles(plan, problems);
  // What else is amiss in a plan that lacks parts may be so only because they are missing.
  if (problems.list.length > 0) return;
  if (plan.activities.length === 0)
    problems.add([], 'there is nothing to do: no activities and no sites', 'add "activities:" or "sites:"; "ttc init" writes an example');
  if (plan.horizon > LONGEST_HORIZON) problems.add(['until'], 'the horizon is too far away', 'choose an earlier "until"');
  checkNeeds(plan, problems);
  checkReturns(plan, problems);
  checkCalendars(plan, problems);
  checkStarts(plan, problems);
}

function checkCycles(plan: Plan, problems: Problems): void {
  const network = networkOf(plan);
  const ordered = new Set(topologicalOrder(network));
  const onCycle = plan.activities.map((_, i) => i).filter((i) => !ordered.has(i));
  if (onCycle.length === 0) return;
  const stuck = new Set(onCycle);
  const comesAfter = (activity: number) =>
    network.links.filter((link) => link.to === activity && stuck.has(link.from)).map((link) => link.from);
  // Walk backwards among those left over until one comes round again: that is a cycle.
  const seen: number[] = [];
  let current = onCycle[0] as number;
  while (!seen.includes(current)) {
    seen.push(current);
    current = comesAfter(current)[0] as number;
  }
  const names = [...seen.slice(seen.indexOf(current)), current].reverse().map((i) => plan.activities[i]?.id);
  problems.add(
    plan.activities[current]?.origin ?? [],
    `these activities wait for one another in a circle: ${names.join(' -> ')}`,
    'remove one of these links',
  );
}

function checkNeeds(plan: Plan, problems: Problems): void {
  const resources = new Map(plan.resources.map((resource) => [resource.id, resource]));
  const raises = new Map<string, number>();
  const takes = new Map<string, number>();
  for (const activity of plan.activities) {
    for (const give of activity.gives) if (give.amount > 0) raises.set(give.resource, (raises.get(give.resource) ?? 0) + give.amount);
    for (const need of activity.needs) if (!need.giveBack) takes.set(need.resource, (takes.get(need.resource) ?? 0) + need.amount);
  }
  for (const activity of plan.activities) {
    for (const need of needsOf(activity)) {
      const resource = resources.get(need.resource) as Resource;
      const most =
        Math.max(...resource.capacity.map(({ amount }) => amount)) + (resource.kind === 'pool' ? 0 : (raises.get(resource.id) ?? 0));
      if (need.amount > most)
        problems.add(
          activity.origin,
          `"${activity.id}" asks for ${show(resource, need.amount)} of "${resource.id}", which never has more than ${show(resource, most)}`,
          MEND[resource.kind],
        );
    }
  }
  for (const resource of plan.resources) {
    if (resource.kind !== 'stock') continue;
    const there = (resource.capacity[0]?.amount ?? 0) + (raises.get(resource.id) ?? 0);
    const wanted = takes.get(resource.id) ?? 0;
    if (wanted === 0 || wanted <= there) continue;
    const none =
      there === 0
        ? `"${resource.id}" has no supplier: ${show(resource, wanted)} are taken and none is ever put in`
        : `of "${resource.id}" ${show(resource, wanted)} are taken, but only ${show(resource, there)} are ever there`;
    problems.add(resource.origin, none, MEND.stock);
  }
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
      if (!pools.has(give.resource)) continue;
      const left = (kept.get(give.resource) ?? 0) - give.amount;
      kept.set(give.resource, left);
      if (left < 0)
        problems.add(
          activity.origin,
          `"${activity.id}" returns ${give.amount} of "${give.resource}", more than are kept by other activities`,
          'add "keeps:" to the activity that takes them, or return fewer',
        );
    }
  }
}

function checkCalendars(plan: Plan, problems: Problems): void {
  for (const calendar of plan.calendars) {
    if ((calendar.open[0] ?? Number.POSITIVE_INFINITY) > plan.horizon)
      problems.add(calendar.origin, `calendar "${calendar.id}" never opens before the horizon`, 'give it working hours, or fewer days off');
  }
}

function checkStarts(plan: Plan, problems: Problems): void {
  for (const activity of plan.activities) {
    if (activity.notBefore > plan.horizon)
      problems.add(
        withKey(activity.origin, 'not_before'),
        `"${activity.id}" may start only after the horizon`,
        'move its date, or a later "until"',
      );
  }
}

function withKey(path: Path, key: string): Path {
  return [...path, key];
}

function show(resource: Resource, amount: number): string {
  return resource.unit === 'kW' ? `${amount / 1000} MW` : String(amount);
}
