/**
 * Scores of a probability forecast against what happened. Comes in: the days a forecast gave, one per future, in ascending order,
 * and the day or days on which it may have happened. Goes out: distances in days, shares and verdicts. It knows no dates.
 *
 * What happened is often known only to lie between two reports. Inside such a span nobody can say whether a forecast was right, so
 * nothing is counted there: every day in it stands for its first (`folded`). By a span of one day this changes nothing.
 */

/** Whole days, both included. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

export type Verdict = 'yes' | 'no' | 'unsure';

/**
 * The day as it counts when the span is taken as one day: earlier days stay, later ones move up by its length. The "chaining
 * function" of a threshold-weighted score with weight 0 inside the span: Allen, Ginsbourger and Ziegel (2023), "Evaluating
 * forecasts for high-impact events using transformed kernel scores", SIAM/ASA J. Uncertainty Quantification 11.
 */
export function folded(day: number, { from, to }: Span): number {
  if (day <= from) return day;
  return day <= to ? from : day - (to - from);
}

/** What happened less what was said, in days: positive is later than said. 0 where it may have been that very day. */
export function errorAgainst(said: number, span: Span): number {
  // Without the + 0, a difference of nothing could come out as -0.
  return span.from - folded(said, span) + 0;
}

/**
 * Continuous ranked probability score in days; 0 is perfect, and for a forecast of a single day it is the absolute error.
 * E|X - y| - E|X - X'| / 2 over the empirical distribution: Gneiting and Raftery (2007), JASA 102, equation 21. The second term is
 * summed over the ordered values: the sum of all |xi - xj| is twice the sum of (2 i - n - 1) x(i). Threshold-weighted for spans.
 * At least one day must be given, in ascending order.
 */
export function crps(ascending: ArrayLike<number>, span: Span): number {
  const n = ascending.length;
  let distance = 0;
  let spread = 0;
  for (let i = 0; i < n; i++) {
    const day = folded(ascending[i]!, span) - span.from;
    distance += Math.abs(day);
    spread += (2 * (i + 1) - n - 1) * day;
  }
  return distance / n - spread / (n * n);
}

/**
 * Probability integral transform: the share of futures before it happened, and by when it had. Uniform over many cases if forecasts
 * are calibrated. Two numbers, since days are whole: Czado, Gneiting and Held (2009), Biometrics 65, 1254-1261.
 */
export function pit(ascending: ArrayLike<number>, { from, to }: Span): { readonly before: number; readonly by: number } {
  let before = 0;
  let by = 0;
  for (let i = 0; i < ascending.length; i++) {
    if (ascending[i]! < from) before++;
    if (ascending[i]! <= to) by++;
  }
  return { before: before / ascending.length, by: by / ascending.length };
}

/** Whether it happened between two days, both included. Unsure where only a part of the span lies between them. */
export function within({ from, to }: Span, first: number, last: number): Verdict {
  if (from >= first && to <= last) return 'yes';
  return to < first || from > last ? 'no' : 'unsure';
}

/** Whether it had happened by the end of a day. */
export function happenedBy({ from, to }: Span, day: number): Verdict {
  if (to <= day) return 'yes';
  return from > day ? 'no' : 'unsure';
}

/** Brier score, 0 (best) to 1: the square of what the probability was off by. Brier (1950), Monthly Weather Review 78, 1-3. */
export function brier(probability: number, happened: Verdict): number | null {
  return happened === 'unsure' ? null : (probability - (happened === 'yes' ? 1 : 0)) ** 2;
}
