/**
 * What goes together: rank correlations between shared luck and the milestone of each hall that follows it most, between works of one
 * copula, and between the ends of halls and sites. Comes in: the rows of all futures and the shared luck in them. Goes out: the largest, each with its interval.
 * A milestone that was not reached by the horizon counts as later than all others, with ties of mean rank.
 */
import type { Plan } from '../plan/plan.ts';
import type { CorrelationOutcome } from './outcomes.ts';
import { CENSORED, columnsOf, type Rows } from './rows.ts';
import type { SharedLuck } from './shared-luck.ts';
import { tidy } from './tell.ts';

/** Futures that are looked at: enough for an interval of five hundredths to either side. */
export const MOST_FUTURES = 1024;
const FEWEST_FUTURES = 20;
const MOST_TOLD = 20;
/** Halls of one site go together in so many ways that they would leave no room for anything else. */
const MOST_ENDS = 8;
const MOST_MILESTONES = 60;

/** 90 % two-sided, as everywhere. */
const Z = 1.6448536269514722;

interface Ranked {
  readonly id: string;
  /** Centred ranks, and the sum of their squares; 0: it is the same in every future. */
  readonly ranks: Float64Array;
  readonly squares: number;
}

interface Milestone extends Ranked {
  /** Of its dates over all futures. */
  readonly sum: number;
  /** `<site>/<hall>`, with nothing for either where there is none. */
  readonly place: string;
}

/** Largest first, by absolute value; those that may well be nothing (an interval with zero in it) are left out. */
export function correlations(plan: Plan, rows: Rows, luck: readonly SharedLuck[]): CorrelationOutcome[] {
  const futures = Math.min(rows.futures, MOST_FUTURES);
  if (futures < FEWEST_FUTURES) return [];
  const columns = columnsOf(plan);
  const places = new Map(plan.activities.map(({ id, site, hall }) => [id, `${site ?? ''}/${hall ?? ''}`]));
  const milestones = plan.milestones.slice(0, MOST_MILESTONES).map(({ id, activity }, index): Milestone => {
    const ticks = latestLast(rows.column(columns.milestone(index)).subarray(0, futures), plan.horizon);
    return { ...ranked(id, ticks), sum: ticks.reduce((sum, tick) => sum + tick, 0), place: places.get(activity) ?? '/' };
  });
  const draws = luck.map(({ id, copula, values }) => ({ copula, ...ranked(id, values.subarray(0, futures)) }));
  const told = [
    ...draws.flatMap((draw) => strongest(milestones, (milestone) => compared(draw, milestone, futures))),
    ...pairs(draws).flatMap(([a, b]) => (a.copula === null || a.copula !== b.copula ? [] : compared(a, b, futures))),
  ];
  // Of two ends that always go together one simply follows the other.
  const ends = pairs(endsOf(milestones)).flatMap(([a, b]) => compared(a, b, futures).filter(({ rho }) => rho < 1));
  return [...told, ...ends.sort(bySize).slice(0, MOST_ENDS)].sort(bySize).slice(0, MOST_TOLD);
}

function bySize(a: CorrelationOutcome, b: CorrelationOutcome): number {
  return Math.abs(b.rho) - Math.abs(a.rho) || (`${a.a} ${a.b}` < `${b.a} ${b.b}` ? -1 : 1);
}

function latestLast(ticks: Int32Array, horizon: number): Float64Array {
  return Float64Array.from(ticks, (tick) => (tick === CENSORED ? horizon + 1 : tick));
}

/** Of the milestones of each hall, and of each site's work outside its halls, the one that goes with it most. */
function strongest(milestones: readonly Milestone[], compare: (milestone: Milestone) => CorrelationOutcome[]): CorrelationOutcome[] {
  const byPlace = new Map<string, CorrelationOutcome>();
  for (const milestone of milestones) {
    for (const found of compare(milestone)) {
      const known = byPlace.get(milestone.place);
      if (known === undefined || Math.abs(found.rho) > Math.abs(known.rho)) byPlace.set(milestone.place, found);
    }
  }
  return [...byPlace.values()];
}

/** The last milestone of each hall, and of each site's work outside its halls: that of the latest mean date. */
function endsOf(milestones: readonly Milestone[]): Milestone[] {
  const ends = new Map<string, Milestone>();
  for (const milestone of milestones) {
    const known = ends.get(milestone.place);
    if (known === undefined || milestone.sum > known.sum) ends.set(milestone.place, milestone);
  }
  return [...ends.values()];
}

function pairs<T>(all: readonly T[]): (readonly [T, T])[] {
  return all.flatMap((a, i) => all.slice(i + 1).map((b) => [a, b] as const));
}

function compared(a: Ranked, b: Ranked, futures: number): CorrelationOutcome[] {
  if (a.squares === 0 || b.squares === 0) return [];
  let products = 0;
  for (let i = 0; i < futures; i++) products += a.ranks[i]! * b.ranks[i]!;
  const rho = Math.max(-1, Math.min(1, products / Math.sqrt(a.squares * b.squares)));
  const { lo, hi } = spearmanInterval(rho, futures);
  return lo <= 0 && hi >= 0 ? [] : [{ a: a.id, b: b.id, rho: tidy(rho), lo: tidy(lo), hi: tidy(hi) }];
}

/**
 * 90 % interval of a rank correlation by Fisher's transformation with the variance (1 + rho^2 / 2) / (n - 3).
 * Source: Bonett and Wright, Sample size requirements for estimating Pearson, Kendall and Spearman correlations (2000).
 */
export function spearmanInterval(rho: number, n: number): { readonly lo: number; readonly hi: number } {
  if (Math.abs(rho) === 1) return { lo: rho, hi: rho };
  const half = Z * Math.sqrt((1 + (rho * rho) / 2) / (n - 3));
  return { lo: Math.tanh(Math.atanh(rho) - half), hi: Math.tanh(Math.atanh(rho) + half) };
}

/** Spearman's rank correlation, ties by mean rank. NaN if either is the same throughout. Source: Kendall, Rank Correlation Methods (1948). */
export function spearman(a: Float64Array, b: Float64Array): number {
  const one = ranked('', a);
  const other = ranked('', b);
  return one.ranks.reduce((sum, rank, i) => sum + rank * other.ranks[i]!, 0) / Math.sqrt(one.squares * other.squares);
}

function ranked(id: string, values: Float64Array): Ranked {
  const sorted = Float64Array.from(values).sort();
  const centre = (values.length - 1) / 2;
  const rankOf = new Map<number, number>();
  let squares = 0;
  for (let first = 0; first < sorted.length; ) {
    let last = first;
    while (last + 1 < sorted.length && sorted[last + 1] === sorted[first]) last++;
    const rank = (first + last) / 2 - centre;
    rankOf.set(sorted[first]!, rank);
    squares += (last - first + 1) * rank * rank;
    first = last + 1;
  }
  return { id, ranks: Float64Array.from(values, (value) => rankOf.get(value)!), squares };
}
