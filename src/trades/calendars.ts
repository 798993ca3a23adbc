/**
 * Working calendars: weekly hours with days off, over the whole horizon. A plain network has cycles of its own unit instead.
 * Lowers each into open intervals in ticks.
 */
import { z } from 'zod';
import type { Path } from '../base/problem.ts';
import { axisOrigin, MINUTES_PER_DAY, parseDate, weekday } from '../base/time.ts';
import { CAUSE_GROUPS, type Calendar } from '../plan/plan.ts';
import { annotations, byShape, date, name, text } from './fields.ts';
import { groupCause, type Lowering } from './lowering.ts';
import { ticksOf } from './read.ts';

const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
type Day = (typeof DAYS)[number];

const hours = text(/^([01]\d|2[0-4]):[0-5]\d-([01]\d|2[0-4]):[0-5]\d$/, (value) => ({
  message: `"${value}" are not the hours of a day`,
  remedy: 'write hours such as 07:00-17:00; 24:00 is the end of the day',
})).describe('Hours of one day, UTC, such as 07:00-17:00.');

const period = z.lazy(() =>
  z.strictObject({
    from: date('First day.'),
    to: date('Last day, included.'),
    note: z.string().optional().describe('What the days are.'),
  }),
);

const common = {
  label: z.string().optional().describe('What a person calls it.'),
  cause: z.enum(CAUSE_GROUPS).default('calendar').describe('What being closed is called when it holds something up.'),
  ...annotations,
};

export const datedCalendarSchema = z.lazy(() =>
  z.strictObject({
    week: z
      .partialRecord(z.enum(DAYS), byShape([hours, z.array(hours)], 'Open hours.'))
      .describe('Open hours by day of the week; days left out are closed.'),
    closed: z
      .array(byShape([date('A day off.'), period], 'A day off, or a period from the first to the last day.'))
      .default([])
      .describe('Days off: holidays, shutdowns.'),
    ...common,
  }),
);

export const plainCalendarSchema = z.lazy(() =>
  z.strictObject({
    every: z.number().positive().describe("Length of the cycle, in the network's unit."),
    open: z.array(z.tuple([z.number().nonnegative(), z.number().positive()])).describe('Open stretches of each cycle, as [from, to].'),
    ...common,
  }),
);

export const datedCalendarsSchema = z.lazy(() => z.record(name, datedCalendarSchema));
export const plainCalendarsSchema = z.lazy(() => z.record(name, plainCalendarSchema));

/** Open intervals reach this far past the horizon, so that work under way at the horizon still has an end. */
const BEYOND = 366 * MINUTES_PER_DAY;

export function lowerDatedCalendar(lowering: Lowering, id: string, fields: z.output<typeof datedCalendarSchema>, path: Path): void {
  const { axis, horizon, builder, problems } = lowering;
  const origin = axisOrigin(axis);
  const shifts = DAYS.map((day) => shiftsOf(lowering, day, fields.week[day], [...path, 'week', day]));
  const closed = new Set<number>();
  fields.closed.forEach((entry, i) => {
    const [from, to] = typeof entry === 'string' ? [entry, entry] : [entry.from, entry.to];
    if (`${from}${to}`.includes('T'))
      problems.add(
        [...path, 'closed', i],
        'a calendar is closed for whole days, and this names a time of day',
        'write days, such as 2026-12-24',
      );
    const first = Math.floor((parseDate(from) as number) / MINUTES_PER_DAY);
    const last = Math.floor((parseDate(to) as number) / MINUTES_PER_DAY);
    if (last < first) problems.add([...path, 'closed', i], `this period ends (${to}) before it begins (${from})`, 'swap the two dates');
    if (last - first > 36_600)
      problems.add([...path, 'closed', i], 'this period is longer than a hundred years', 'choose an earlier last day');
    else for (let day = first; day <= last; day++) closed.add(day);
  });
  const open: number[] = [];
  const close: number[] = [];
  const lastDay = Math.ceil((origin + horizon + BEYOND) / MINUTES_PER_DAY);
  for (let day = Math.floor(origin / MINUTES_PER_DAY); day < lastDay; day++) {
    if (closed.has(day)) continue;
    for (const [from, to] of shifts[weekday(day * MINUTES_PER_DAY)] ?? []) {
      addInterval(open, close, day * MINUTES_PER_DAY + from - origin, day * MINUTES_PER_DAY + to - origin);
    }
  }
  const openDays = shifts.filter((list) => list.length > 0);
  const weekly = openDays.flat().reduce((sum, [from, to]) => sum + to - from, 0);
  builder.addCalendar(
    calendarOf(lowering, id, fields, open, close, openDays.length === 0 ? MINUTES_PER_DAY : weekly / openDays.length, path),
  );
}

/** More open stretches than this are no calendar but a mistake in its unit. */
const MOST_INTERVALS = 2_000_000;

export function lowerPlainCalendar(lowering: Lowering, id: string, fields: z.output<typeof plainCalendarSchema>, path: Path): void {
  const { axis, horizon, builder, problems } = lowering;
  const cycle = ticksOf(axis, fields.every);
  const known = problems.list.length;
  const stretches = fields.open.map(([from, to]) => [ticksOf(axis, from), ticksOf(axis, to)] as const).sort((a, b) => a[0] - b[0]);
  stretches.forEach(([from, to], i) => {
    const before = stretches[i - 1];
    if (to <= from || to > cycle || (before !== undefined && from < before[1]))
      problems.add(
        [...path, 'open', i],
        `the stretch from ${from / ticksOf(axis, 1)} to ${to / ticksOf(axis, 1)} is not one of several that lie one after another within the cycle`,
        'write [from, to] with from < to <= every, and none that overlap',
      );
  });
  const open: number[] = [];
  const close: number[] = [];
  const isSound = problems.list.length === known;
  if (isSound && (cycle <= 0 || (horizon / cycle) * stretches.length > MOST_INTERVALS))
    problems.add(
      [...path, 'every'],
      `this calendar opens more than ${MOST_INTERVALS.toLocaleString('en')} times before the horizon`,
      'choose a longer cycle, or an earlier "until"',
    );
  else if (isSound) {
    for (let start = 0; start <= horizon; start += cycle)
      for (const [from, to] of stretches) addInterval(open, close, start + from, start + to);
  }
  builder.addCalendar(calendarOf(lowering, id, fields, open, close, ticksOf(axis, 1), path));
}

function calendarOf(
  { builder }: Lowering,
  id: string,
  fields: { label?: string | undefined; cause: z.output<typeof common.cause> },
  open: number[],
  close: number[],
  minutesPerWorkingDay: number,
  origin: Path,
): Calendar {
  return { id, label: fields.label ?? id, cause: groupCause(builder, fields.cause), open, close, minutesPerWorkingDay, origin };
}

function addInterval(open: number[], close: number[], from: number, to: number): void {
  const start = Math.max(0, from);
  if (to <= start) return;
  // Shifts that touch (one ends at 24:00, the next begins at 00:00) are one interval.
  if (close[close.length - 1] === start) close[close.length - 1] = to;
  else {
    open.push(start);
    close.push(to);
  }
}

function shiftsOf(
  { problems }: Lowering,
  _day: Day,
  field: string | readonly string[] | undefined,
  path: Path,
): (readonly [number, number])[] {
  if (field === undefined) return [];
  const texts = typeof field === 'string' ? [field] : field;
  const shifts = texts.map((text) => {
    const [from, to] = text.split('-').map((clock) => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5))) as [number, number];
    if (from >= to || to > MINUTES_PER_DAY)
      problems.add(path, `"${text}" is not a stretch of one day`, 'write hours such as 07:00-17:00; split a night shift at 24:00');
    return [from, to] as const;
  });
  shifts.sort((a, b) => a[0] - b[0]);
  shifts.forEach(([from], i) => {
    if (i > 0 && from < shifts[i - 1]![1]) problems.add(path, `hours overlap: ${texts.join(' and ')}`, 'write shifts one after another');
  });
  return shifts;
}
