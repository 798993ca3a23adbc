/**
 * Time. Inside, time is an integer number of ticks since the scenario's start. In a dated scenario and in plain networks
 * whose unit is a real one, a tick is a minute (UTC). This is the only file that knows calendar dates.
 */

export const MINUTES_PER_HOUR = 60;
export const MINUTES_PER_DAY = 1440;
export const MINUTES_PER_WEEK = 7 * MINUTES_PER_DAY;
/** A mean Gregorian month (365.2425 d / 12), used wherever a duration is written in months. */
export const MINUTES_PER_MONTH = Math.round((365.2425 / 12) * MINUTES_PER_DAY);
export const MINUTES_PER_YEAR = Math.round(365.2425 * MINUTES_PER_DAY);

/** Ticks in one abstract unit: fine enough that four decimals are exact. */
const TICKS_PER_ABSTRACT_UNIT = 10_000;

/** Units a plain network may count its time in. `unit` stands for no real unit at all. */
export const PLAIN_UNITS = ['minute', 'hour', 'day', 'week', 'unit'] as const;
export type PlainUnit = (typeof PLAIN_UNITS)[number];

export type TimeAxis =
  | { readonly kind: 'dated' /** ISO date or date-time, UTC. */; readonly start: string }
  | { readonly kind: 'plain'; readonly unit: PlainUnit };

export function ticksPerPlainUnit(unit: PlainUnit): number {
  switch (unit) {
    case 'minute':
      return 1;
    case 'hour':
      return MINUTES_PER_HOUR;
    case 'day':
      return MINUTES_PER_DAY;
    case 'week':
      return MINUTES_PER_WEEK;
    case 'unit':
      return TICKS_PER_ABSTRACT_UNIT;
  }
}

/** Ticks in the unit that results are reported in: a day on a dated axis, the network's own unit on a plain one. */
export function ticksPerReportUnit(axis: TimeAxis): number {
  return axis.kind === 'dated' ? MINUTES_PER_DAY : ticksPerPlainUnit(axis.unit);
}

const DATE = /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}):(\d{2})Z?)?$/;

/** Minutes since 1970-01-01 UTC of an ISO date (`2026-03-01`) or date-time (`2026-03-01T06:30`), or undefined if it is not one. */
export function parseDate(text: string): number | undefined {
  const match = DATE.exec(text);
  if (match === null) return undefined;
  const [, year, month, day, hour = '00', minute = '00'] = match;
  const milliseconds = Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute));
  const date = new Date(milliseconds);
  // Date.UTC rolls 2026-02-30 over into March; such a date is a mistake, not a date.
  const same = date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day);
  const inDay = Number(hour) < 24 && Number(minute) < 60;
  return same && inDay ? milliseconds / 60_000 : undefined;
}

/**
 * The last tick that still counts as "by" an instant. A date without a time of day stands for the whole day, as it does where
 * results are shown: what finishes at 17:00 on the day of its target is on time.
 */
export function lastTickOf(axis: TimeAxis, tick: number): number {
  const isWholeDay = axis.kind === 'dated' && (axisOrigin(axis) + tick) % MINUTES_PER_DAY === 0;
  return isWholeDay ? tick + MINUTES_PER_DAY - 1 : tick;
}

/** `2026-03-01` for minutes since 1970-01-01 UTC (the day that the instant falls in). */
export function formatDate(epochMinutes: number): string {
  return new Date(epochMinutes * 60_000).toISOString().slice(0, 10);
}

/** `2026-03-01T06:30Z` for minutes since 1970-01-01 UTC. */
export function formatDateTime(epochMinutes: number): string {
  return `${new Date(epochMinutes * 60_000).toISOString().slice(0, 16)}Z`;
}

/** Minutes since 1970-01-01 UTC at tick 0 of a dated axis. */
export function axisOrigin(axis: TimeAxis): number {
  if (axis.kind === 'plain') return 0;
  const origin = parseDate(axis.start);
  if (origin === undefined) throw new Error(`axis start is not a date: ${axis.start}`);
  return origin;
}

/** How results show an instant: an ISO date on a dated axis, a bare number of units on a plain one. */
export function showInstant(axis: TimeAxis, tick: number): string | number {
  if (axis.kind === 'dated') return formatDate(axisOrigin(axis) + tick);
  return tick / ticksPerPlainUnit(axis.unit);
}

/** The same to the minute: an ISO date-time on a dated axis. */
export function showMinute(axis: TimeAxis, tick: number): string | number {
  if (axis.kind === 'dated') return formatDateTime(axisOrigin(axis) + tick);
  return tick / ticksPerPlainUnit(axis.unit);
}

/** Day of the week at minutes since 1970-01-01 UTC, Monday = 0. */
export function weekday(epochMinutes: number): number {
  // 1970-01-01 was a Thursday.
  return (((Math.floor(epochMinutes / MINUTES_PER_DAY) + 3) % 7) + 7) % 7;
}

/** Calendar year and month (January = 0) at minutes since 1970-01-01 UTC. */
export function yearAndMonth(epochMinutes: number): { readonly year: number; readonly month: number } {
  const date = new Date(epochMinutes * 60_000);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() };
}

/** Minutes since 1970-01-01 UTC at which a month begins (January = 0; 12 is the next January). Years from 100 on. */
export function startOfMonth(year: number, month: number): number {
  return Date.UTC(year, month) / 60_000;
}
