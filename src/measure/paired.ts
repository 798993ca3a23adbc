/**
 * Whether one column of many futures is really later, or larger, than another. Comes in: two columns (ticks, -1 for censored, which
 * counts as later than everything; or amounts), played with the same futures or not. Goes out: the difference of a percentile or
 * of the mean, with its interval. It knows nothing of plans, and draws nothing at random.
 */
import { moments, percentileRank } from '../base/statistics.ts';
import { likelyRanks } from './likely-ranks.ts';
import { type RankedTicks, rankTicks } from './quantiles.ts';
import { CENSORED } from './rows.ts';
import { studentQuantile } from './student.ts';

/** paired: future i of one is future i of the other, the same luck. unpaired: other luck. */
export type Pairing = 'paired' | 'unpaired';

/** `no difference shown`: the interval holds zero. `cannot say`: too few futures, or too many after the horizon, for an interval. */
export type DateVerdict = 'later' | 'sooner' | 'no difference shown' | 'cannot say';
export type AmountVerdict = 'more' | 'less' | 'no difference shown' | 'cannot say';

/** After less before. In the report unit of dates (days on a dated axis), or in the unit of the amounts. */
export interface Difference<Verdict extends string> {
  /** Null: one of the two lies after the horizon. */
  readonly by: number | null;
  /** With the given confidence the true difference lies between these; null: nothing bounds it on that side. */
  readonly lo: number | null;
  readonly hi: number | null;
  readonly verdict: Verdict;
}

export interface DateComparison {
  readonly pairing: Pairing;
  /** Of the two-sided interval, such as 0.9: each side is off with half of what is left. */
  readonly confidence: number;
  /** Last tick of the simulation of `before`: what is censored comes after it. */
  readonly horizon: number;
  /** The same of `after`, in its own ticks. Default: `horizon`. */
  readonly horizonAfter?: number;
  /** 1440 on a dated axis. */
  readonly ticksPerUnit: number;
  /** Ticks from the zero of `before` to that of `after`, where the two count from different starts. Default 0. */
  readonly shift?: number;
}

/**
 * By how much the p-th percentile (`share` from 0 to 1) of `after` comes later than that of `before`.
 *
 * The number K of futures that fall at or below the true percentile is binomial(n, p) whatever the law, and the percentile lies
 * between the order statistics K and K + 1. For two percentiles the two numbers are correlated as the indicators "this future
 * lies below its percentile" are (Bahadur 1966, Annals of Mathematical Statistics 37, 577-580: the densities cancel), which is
 * where the same luck pays: what both have in common cancels, to the point for a constant slip. Over evenly spread pairs of such
 * numbers, the differences of order statistics give the interval. With one column alone it is the usual one
 * (David and Nagaraja 2003, "Order Statistics", section 7.1). scripts/honesty.mjs measures how often it holds the truth.
 *
 * Throws RangeError on empty columns, or on paired columns of different length.
 */
export function percentileDifference(
  before: Int32Array,
  after: Int32Array,
  share: number,
  comparison: DateComparison,
): Difference<DateVerdict> {
  checkColumns(before, after, comparison.pairing);
  const { horizon, horizonAfter = horizon, ticksPerUnit, shift = 0, pairing, confidence } = comparison;
  // Columns with as many gaps are not the same where the gaps begin on different days.
  const same = pairing === 'paired' && areEqual(before, after) && (horizonAfter === horizon || !before.includes(CENSORED));
  if (same && shift === 0) return dateDifference({ by: 0, lo: 0, hi: 0 });
  const a = rankTicks(before);
  const b = rankTicks(after);
  const byRank = (ticks: RankedTicks, rank: number): number =>
    rank < 1 ? Number.NEGATIVE_INFINITY : rank > ticks.futures ? Number.POSITIVE_INFINITY : (ticks.order.at(rank) ?? AFTER);
  const correlation = pairing === 'paired' ? correlationBelow(before, after, atShare(a, share), atShare(b, share)) : 0;
  const ranks = likelyRanks({ before: before.length, after: after.length, share, correlation });
  const lows = new Float64Array(ranks.count);
  const highs = new Float64Array(ranks.count);
  for (let i = 0; i < ranks.count; i++) {
    const early = byRank(a, ranks.before[i]!);
    const late = byRank(b, ranks.after[i]!);
    // After the horizon is anywhere from there on, and each side has its own.
    lows[i] = (late === AFTER ? horizonAfter + 1 : late) - (early === AFTER ? Number.POSITIVE_INFINITY : early);
    highs[i] = (late === AFTER ? Number.POSITIVE_INFINITY : late) - (early === AFTER ? horizon + 1 : early);
  }
  const tail = (1 - confidence) / 2;
  // Infinity less Infinity says nothing at all: it counts as the worst, on either side.
  const lo = tailValue(lows, tail, Number.NEGATIVE_INFINITY);
  const hi = -tailValue(negated(highs), tail, Number.NEGATIVE_INFINITY);
  const from = atShare(a, share);
  const to = atShare(b, share);
  const told = (ticks: number): number | null => (Number.isFinite(ticks) ? (ticks + shift) / ticksPerUnit : null);
  return dateDifference({ by: from === AFTER || to === AFTER ? null : told(to - from), lo: told(lo), hi: told(hi) });
}

/**
 * By how much the mean of `after` comes later than that of `before`, by Student's t (paired: of the differences; unpaired: with
 * Welch's degrees of freedom). A mean over futures of which some never end would not be one: then it cannot say.
 * Throws as `percentileDifference` does.
 */
export function meanDifference(before: Int32Array, after: Int32Array, comparison: DateComparison): Difference<DateVerdict> {
  const { ticksPerUnit, shift = 0, pairing, confidence } = comparison;
  checkColumns(before, after, pairing);
  if (before.includes(CENSORED) || after.includes(CENSORED)) return dateDifference({ by: null, lo: null, hi: null });
  const told = (ticks: number | null): number | null => (ticks === null ? null : (ticks + shift) / ticksPerUnit);
  const { by, lo, hi } = differenceOfMeans(before, after, pairing, confidence);
  return dateDifference({ by: told(by), lo: told(lo), hi: told(hi) });
}

/** By how much the mean of an amount, such as MW-days lost in each future, is larger. As `meanDifference`; amounts are never censored. */
export function amountDifference(
  before: ArrayLike<number>,
  after: ArrayLike<number>,
  { pairing, confidence }: { readonly pairing: Pairing; readonly confidence: number },
): Difference<AmountVerdict> {
  checkColumns(before, after, pairing);
  const interval = differenceOfMeans(before, after, pairing, confidence);
  return { ...interval, verdict: verdictOf(interval, 'more', 'less') };
}

/** Stands for the tick of a rank among the censored: "after the horizon". */
const AFTER = -1;

interface Interval {
  readonly by: number | null;
  readonly lo: number | null;
  readonly hi: number | null;
}

function checkColumns(before: ArrayLike<number>, after: ArrayLike<number>, pairing: Pairing): void {
  if (before.length === 0 || after.length === 0) throw new RangeError('a column of no futures cannot be compared');
  if (pairing === 'paired' && before.length !== after.length)
    throw new RangeError(`${before.length} futures cannot be paired with ${after.length}`);
}

function areEqual(a: Int32Array, b: Int32Array): boolean {
  return a.every((value, i) => value === b[i]);
}

/** The percentile as a tick, or AFTER. */
function atShare({ order, futures }: RankedTicks, share: number): number {
  return order.at(percentileRank(futures, share)) ?? AFTER;
}

/** The correlation over futures of "at or before its percentile" in one and in the other. 0 where one of them has no such spread. */
function correlationBelow(before: Int32Array, after: Int32Array, from: number, to: number): number {
  const isBelow = (tick: number, limit: number): boolean => limit === AFTER || (tick !== CENSORED && tick <= limit);
  let a = 0;
  let b = 0;
  let both = 0;
  for (let i = 0; i < before.length; i++) {
    const early = isBelow(before[i]!, from);
    const late = isBelow(after[i]!, to);
    if (early) a++;
    if (late) b++;
    if (early && late) both++;
  }
  const n = before.length;
  const spread = a * (n - a) * (b * (n - b));
  return spread === 0 ? 0 : (n * both - a * b) / Math.sqrt(spread);
}

function negated(values: Float64Array): Float64Array {
  return values.map((value) => -value);
}

/** The value with at most a share `tail` of them below it; what is not a number counts as `worst`. Reorders the values. */
function tailValue(values: Float64Array, tail: number, worst: number): number {
  for (let i = 0; i < values.length; i++) if (Number.isNaN(values[i]!)) values[i] = worst;
  return select(values, Math.max(0, Math.floor(tail * values.length) - 1));
}

/** What would stand at a place if the values were sorted: Hoare 1961, "Algorithm 65: find". Reorders them. */
function select(values: Float64Array, place: number): number {
  let low = 0;
  let high = values.length - 1;
  while (low < high) {
    const pivot = values[(low + high) >> 1]!;
    let i = low;
    let j = high;
    while (i <= j) {
      while (values[i]! < pivot) i++;
      while (values[j]! > pivot) j--;
      if (i <= j) {
        const value = values[i]!;
        values[i++] = values[j]!;
        values[j--] = value;
      }
    }
    if (place <= j) high = j;
    else if (place >= i) low = i;
    else break;
  }
  return values[place]!;
}

function differenceOfMeans(before: ArrayLike<number>, after: ArrayLike<number>, pairing: Pairing, confidence: number): Interval {
  if (pairing === 'paired') {
    const each = Float64Array.from({ length: before.length }, (_, i) => after[i]! - before[i]!);
    const { count, mean, sd } = moments(each);
    return around(mean, sd / Math.sqrt(count), count - 1, confidence);
  }
  const a = moments(before);
  const b = moments(after);
  const [va, vb] = [a.sd ** 2 / a.count, b.sd ** 2 / b.count];
  // Welch 1947, Biometrika 34, 28-35.
  const freedom = (va + vb) ** 2 / (va ** 2 / (a.count - 1) + vb ** 2 / (b.count - 1));
  return around(b.mean - a.mean, Math.sqrt(va + vb), va + vb === 0 ? Math.min(a.count, b.count) - 1 : freedom, confidence);
}

function around(mean: number, error: number, freedom: number, confidence: number): Interval {
  if (!(freedom >= 1)) return { by: mean, lo: null, hi: null };
  const half = studentQuantile((1 + confidence) / 2, freedom) * error;
  return { by: mean, lo: mean - half, hi: mean + half };
}

function dateDifference(interval: Interval): Difference<DateVerdict> {
  return { ...interval, verdict: verdictOf(interval, 'later', 'sooner') };
}

function verdictOf<Up extends string, Down extends string>(
  { lo, hi }: Interval,
  up: Up,
  down: Down,
): Up | Down | 'no difference shown' | 'cannot say' {
  if (lo !== null && lo > 0) return up;
  if (hi !== null && hi < 0) return down;
  return lo === null || hi === null ? 'cannot say' : 'no difference shown';
}
