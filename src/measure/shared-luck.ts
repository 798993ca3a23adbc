/**
 * The luck that several activities share, drawn again for futures that were played: factors and risks, works of one draw, works of
 * one copula. Comes in: a plan and its futures. Goes out: a column of numbers for each. Draws are keyed, so they are the same.
 */
import { createSampler, type SeedRun } from '../engine/draws.ts';
import type { Activity, Factor, Plan } from '../plan/plan.ts';

/** One draw, or the luck of one work, over the same futures as the rows. */
export interface SharedLuck {
  readonly id: string;
  /** Those of one copula are also compared with one another. */
  readonly copula: string | null;
  readonly values: Float64Array;
}

/** Longest list: one of each kind of luck that a large plan would have too many of to read. */
const MOST = 60;

export function sharedLuck(plan: Plan, runs: readonly SeedRun[]): SharedLuck[] {
  const factors = sharedFactors(plan);
  const works = sharedWorks(plan);
  if (factors.length + works.length === 0) return [];
  // A plan of nothing but these: since draws are keyed, they are what they were among all others.
  const sampler = createSampler({
    ...plan,
    factors,
    activities: works.map(({ activity }) => ({ ...activity, work: { ...activity.work, factors: [] } })),
    weather: [],
  });
  const take = (matrix: Float64Array, width: number, at: number): Float64Array =>
    Float64Array.from({ length: matrix.length / width }, (_, future) => matrix[future * width + at]!);
  const drawn = sampler.factors(runs);
  const ofFactors = factors.map((factor, at) => {
    const values = take(drawn, factors.length, at);
    // Where only the opposite is used, such as that a risk spares us.
    return { id: luckOf(factor), copula: null, values: factor.turned === true ? values.map((value) => -value) : values };
  });
  if (works.length === 0) return ofFactors;
  const worked = sampler.draw(runs);
  return [...ofFactors, ...works.map(({ id, copula }, at) => ({ id, copula, values: take(worked, sampler.width, at) }))];
}

/** Factors that multiply something, one for each luck. */
function sharedFactors({ factors, activities }: Plan): Factor[] {
  const used = new Set(activities.flatMap(({ work }) => work.factors));
  const first = new Map<string, Factor>();
  for (const factor of factors) {
    if (factor.law.kind === 'fixed' || !used.has(factor.id)) continue;
    if (!first.has(luckOf(factor))) first.set(luckOf(factor), factor);
  }
  return [...first.values()].slice(0, MOST);
}

function luckOf({ id, drawn }: Factor): string {
  return drawn ?? id;
}

interface SharedWork {
  readonly id: string;
  readonly activity: Activity;
  readonly copula: string | null;
}

/** Works that share a draw, one of each; and all works of a copula. */
function sharedWorks({ activities }: Plan): SharedWork[] {
  const sharers = new Map<string, number>();
  for (const { work } of activities)
    if (work.drawn !== undefined && work.law.kind !== 'fixed') sharers.set(work.drawn, (sharers.get(work.drawn) ?? 0) + 1);
  const found: SharedWork[] = [];
  const seen = new Set<string>();
  for (const activity of activities) {
    const { copula, drawn } = activity.work;
    if (copula !== undefined) found.push({ id: activity.id, activity, copula: copula.name });
    else if (drawn !== undefined && (sharers.get(drawn) ?? 0) > 1 && !seen.has(drawn)) {
      seen.add(drawn);
      found.push({ id: drawn, activity, copula: null });
    }
  }
  return found.slice(0, MOST);
}
