/**
 * Priority rules: who goes first when several activities could start. Each turns a plan into one number per activity,
 * smaller first; ties go by id in natural order. `fifo` has no static number: the engine uses the ready time.
 * Plan-based rules are computed on expected durations alone (no calendars, no waits), as in Kolisch (1996), "Serial and
 * parallel resource-constrained project scheduling methods revisited", EJOR 90, table 1.
 */

import { type Network, networkOf, topologicalOrder } from './network.ts';
import type { Activity, DispatchRule, Plan } from './plan.ts';

type PriorityRule = (network: Network) => ArrayLike<number>;

const RULES: Readonly<Record<DispatchRule, PriorityRule>> = {
  fifo: ({ activities }) => activities.map(() => 0),
  priority: ({ activities }) => activities.map((activity: Activity) => activity.priority),
  'latest-finish': (network) => latestTimes(network).finish,
  'latest-start': (network) => latestTimes(network).start,
  'most-successors': (network) => totalSuccessors(network).map((count) => -count),
  'rank-positional-weight': rankPositionalWeight,
};

/** The position of each activity in the dispatch order of the plan's rule: 0 goes first. Activities are in natural order of id. */
export function dispatchRanks(plan: Plan): Int32Array {
  const values = RULES[plan.dispatch.rule](networkOf(plan));
  const order = plan.activities.map((_, i) => i).sort((a, b) => values[a]! - values[b]! || a - b);
  const ranks = new Int32Array(order.length);
  order.forEach((activity, rank) => {
    ranks[activity] = rank;
  });
  return ranks;
}

/** Latest finish and start of each activity that still let the plan end at time 0 (so all are negative or zero). */
function latestTimes(network: Network): { readonly start: Float64Array; readonly finish: Float64Array } {
  const { durations, links, outgoing } = network;
  const start = new Float64Array(durations.length);
  const finish = new Float64Array(durations.length);
  const order = topologicalOrder(network);
  for (const activity of order.reverse()) {
    const duration = durations[activity]!;
    let latest = 0;
    for (const index of outgoing[activity]!) {
      const { to, type, lag, share } = links[index]!;
      const limit = {
        FS: () => start[to]! - lag,
        SS: () => start[to]! - lag + duration - share * duration,
        FF: () => finish[to]! - lag,
        SF: () => finish[to]! - lag + duration,
      }[type]();
      if (limit < latest) latest = limit;
    }
    finish[activity] = latest;
    start[activity] = latest - duration;
  }
  return { start, finish };
}

/** How many activities come after each one, directly or not. */
function totalSuccessors(network: Network): number[] {
  const { links, outgoing } = network;
  const after: Set<number>[] = outgoing.map(() => new Set());
  for (const activity of topologicalOrder(network).reverse()) {
    const mine = after[activity]!;
    for (const index of outgoing[activity]!) {
      const { to } = links[index]!;
      mine.add(to);
      for (const later of after[to]!) mine.add(later);
    }
  }
  return after.map((set) => set.size);
}

/** Greatest rank positional weight: own duration plus those of the direct successors (Alvarez-Valdes and Tamarit 1989). */
function rankPositionalWeight({ durations, links, outgoing }: Network): number[] {
  return outgoing.map((indices, activity) => {
    const direct = new Set(indices.map((index) => links[index]!.to));
    let weight = durations[activity]!;
    for (const successor of direct) weight += durations[successor]!;
    return -weight;
  });
}
