/**
 * Instants of outcomes as places on an axis and as words. On a dated axis a place is in days since the start; on a plain one
 * it is in the network's unit.
 */
import { formatDate, MINUTES_PER_DAY, parseDate } from '../base/time.ts';
import type { Estimate, Instant, Outcomes } from '../measure/outcomes.ts';
import { MONTHS } from './words.ts';

/** What places and words for instants are made from. */
export type Timed = Pick<Outcomes, 'start' | 'until' | 'unit'>;

/** Where an instant lies on the time axis; null: after the horizon. Days count from 00:00 of the day of the start. */
export function placeOf(outcomes: Timed, instant: Instant): number | null {
  if (instant === null || typeof instant === 'number') return instant;
  return (minutes(instant) - firstMidnight(outcomes)) / MINUTES_PER_DAY;
}

/** The instant of an estimate, whichever of its two fields holds it. */
export function instantOf(estimate: Estimate): Instant {
  return estimate.date ?? estimate.value ?? null;
}

/** The date at a number of days since the start. */
export function dateAt(outcomes: Timed, days: number): string {
  return formatDate(firstMidnight(outcomes) + Math.floor(days) * MINUTES_PER_DAY);
}

/** `12 Mar 2027`, `42.5 hours`, or `after 31 Dec 2028` for what lies after the horizon. */
export function tellInstant(outcomes: Timed, instant: Instant): string {
  if (instant === null) return `after ${tellInstant(outcomes, outcomes.until ?? 'the horizon')}`;
  if (typeof instant === 'string') return longDate(instant);
  return tellSpan(outcomes, instant);
}

/** `12 Mar 2027` for a place on the axis, or `42.5 hours`. */
export function tellPlace(outcomes: Timed, place: number): string {
  return outcomes.start === null ? tellSpan(outcomes, place) : longDate(dateAt(outcomes, place));
}

/** A length of time: `63 days`, `42.5 hours`. */
export function tellSpan(outcomes: Timed, amount: number): string {
  const unit = outcomes.unit ?? 'day';
  const digits = Math.abs(amount) >= 20 ? 0 : 1;
  const shown = amount.toLocaleString('en-GB', { maximumFractionDigits: digits });
  return `${shown} ${unit}${shown === '1' ? '' : 's'}`;
}

/** The first day of each `step`-th month between two places, counted from January. */
export function monthStarts(
  outcomes: Timed,
  from: number,
  to: number,
  step: number,
): { readonly place: number; readonly year: number; readonly month: number }[] {
  const first = dateAt(outcomes, from);
  const starts: { place: number; year: number; month: number }[] = [];
  let year = Number(first.slice(0, 4));
  let month = 0;
  for (;;) {
    const place = placeOf(outcomes, `${year}-${String(month + 1).padStart(2, '0')}-01`) as number;
    if (place > to) return starts;
    if (place >= from) starts.push({ place, year, month });
    month += step;
    year += Math.floor(month / 12);
    month %= 12;
  }
}

function longDate(iso: string): string {
  const [year, month, day] = iso.slice(0, 10).split('-');
  if (year === undefined || month === undefined || day === undefined) return iso;
  return `${Number(day)} ${MONTHS[Number(month) - 1]} ${year}`;
}

function firstMidnight(outcomes: Timed): number {
  if (outcomes.start === null) throw new Error('a plain network has no dates');
  return minutes(outcomes.start.slice(0, 10));
}

function minutes(iso: string): number {
  const parsed = parseDate(iso);
  if (parsed === undefined) throw new Error(`not a date: ${iso}`);
  return parsed;
}
