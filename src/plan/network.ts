/**
 * A plan as a graph: activities numbered as in the plan, links by number, expected durations. What the checks, the priority
 * rules and the critical path without contention walk over.
 */
import { makeDistribution } from '../random/distributions/registry.ts';
import type { Activity, Link, Plan, Work } from './plan.ts';

export interface NumberedLink extends Omit<Link, 'from'> {
  readonly from: number;
  readonly to: number;
}

export interface Network {
  readonly activities: readonly Activity[];
  /** Expected ticks of each activity, rounded; effort by its largest crew. */
  readonly durations: Float64Array;
  readonly links: readonly NumberedLink[];
  /** Indices into `links`, by where they come from. */
  readonly outgoing: readonly (readonly number[])[];
}

export function networkOf(plan: Plan): Network {
  const indexOf = new Map(plan.activities.map((activity, i) => [activity.id, i]));
  const outgoing: number[][] = plan.activities.map(() => []);
  const links: NumberedLink[] = [];
  plan.activities.forEach((activity, to) => {
    for (const link of activity.after) {
      const from = indexOf.get(link.from);
      if (from === undefined) throw new Error(`"${activity.id}" comes after "${link.from}", which the plan does not hold`);
      outgoing[from]!.push(links.length);
      links.push({ ...link, from, to });
    }
  });
  const durations = Float64Array.from(plan.activities, ({ work }) => expectedTicks(work));
  return { activities: plan.activities, durations, links, outgoing };
}

/** Expected ticks of work. Shared factors count as 1. */
export function expectedTicks(work: Work): number {
  const mean = makeDistribution(work.law).mean * work.scale;
  return Math.round(work.kind === 'effort' ? mean / (work.max * work.productivity) : mean);
}

/** Activities in an order in which every predecessor comes first; those on a cycle are left out. Smallest number first among equals. */
export function topologicalOrder({
  links,
  outgoing,
  activities,
}: Pick<Network, 'links' | 'outgoing'> & { readonly activities: { readonly length: number } }): number[] {
  const open = new Int32Array(activities.length);
  for (const link of links) open[link.to]!++;
  const order: number[] = [];
  for (let i = 0; i < activities.length; i++) if (open[i] === 0) order.push(i);
  for (let next = 0; next < order.length; next++) {
    for (const index of outgoing[order[next]!]!) {
      const { to } = links[index]!;
      open[to]!--;
      if (open[to] === 0) order.push(to);
    }
  }
  return order;
}
