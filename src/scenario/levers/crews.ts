/** Levers of labour: a quarter more of each trade, hiring a month sooner, a second shift, other owners' projects gone. */
import { MINUTES_PER_DAY, MINUTES_PER_MONTH, parseDate } from '../../base/time.ts';
import type { CrewFields } from '../../trades/labor/crews.ts';
import { secondShiftEfficiency } from '../../trades/labor/shifts.ts';
import type { Override } from '../override.ts';
import type { Ground, LeverPart } from './lever.ts';

type Heads = CrewFields['workers'];

interface Place {
  readonly name: string | null;
  readonly path: string;
  readonly crews: Readonly<Record<string, CrewFields>>;
  readonly shifts: boolean;
}

/** The file, its regions and its sites: whoever has crews. */
function placesOf({ fields }: Ground): Place[] {
  return [
    { name: null, path: 'crews', crews: fields.crews, shifts: false },
    ...Object.entries(fields.regions).map(([name, region]) => ({
      name,
      path: `regions.${name}.crews`,
      crews: region.crews ?? {},
      shifts: region.shifts !== undefined,
    })),
    ...Object.entries(fields.sites).map(([name, site]) => ({
      name,
      path: `sites.${name}.crews`,
      crews: site.crews ?? {},
      shifts: site.shifts !== undefined,
    })),
  ];
}

export function crewParts(ground: Ground): LeverPart[] {
  return placesOf(ground).flatMap(({ name, path, crews }) => [
    ...Object.entries(crews).map(([crew, fields]): LeverPart => {
      const trade = fields.label ?? crew;
      return {
        kind: 'crew',
        what: crew,
        label: `${trade} +25 %`,
        says: `A quarter more ${trade}, from the first day to the last`,
        place: name,
        overrides: scaledHeads(`${path}.${crew}`, fields, 'x 1.25'),
      };
    }),
    {
      kind: 'hiring',
      what: 'sooner',
      label: 'hiring 1 month sooner',
      says: 'Every rise in the number of workers comes a month sooner',
      place: name,
      overrides: Object.entries(crews).flatMap(([crew, fields]) => soonerHires(`${path}.${crew}`, fields)),
    },
  ]);
}

/** Wherever a crew says how many it is. */
function headsOf(path: string, crew: CrewFields): { readonly path: string; readonly heads: Heads }[] {
  return [
    { path: `${path}.workers`, heads: crew.workers },
    { path: `${path}.local.workers`, heads: crew.local?.workers },
    { path: `${path}.travelling.workers`, heads: crew.travelling?.workers },
    { path: `${path}.apprentices.workers`, heads: crew.apprentices?.workers },
  ].filter(({ heads }) => heads !== undefined && (typeof heads !== 'number' || heads > 0));
}

function scaledHeads(path: string, crew: CrewFields, by: string): Override[] {
  const stated = headsOf(path, crew).flatMap(({ path: at, heads }): Override[] => {
    if (!Array.isArray(heads)) return scaledCount(at, heads as number, by);
    if (heads.every(({ count }) => isStretched(count, by))) return [{ path: at, value: by }];
    return heads.flatMap(({ count }, i) => scaledCount(`${at}.${i}.count`, count, by));
  });
  const hired = (['local', 'travelling'] as const).flatMap((group) => {
    const hire = crew[group]?.hire;
    const at = `${path}.${group}.hire`;
    return hire === undefined ? [] : [...scaledCount(`${at}.count`, hire.count, by), ...scaledCount(`${at}.per_week`, hire.per_week, by)];
  });
  return [...stated, ...hired];
}

/**
 * Stretching nobody would make somebody of them; and stretching one or two leaves one or two, who become one more where more are
 * wanted, and stay as they are where fewer are.
 */
function scaledCount(path: string, count: number, by: string): Override[] {
  if (isStretched(count, by)) return [{ path, value: by }];
  return count > 0 && Number(by.slice(2)) > 1 ? [{ path, value: count + 1 }] : [];
}

/** Whether a number of heads is another one after "x 1.25". */
function isStretched(count: number, by: string): boolean {
  return count > 0 && Math.max(1, Math.round(count * Number(by.slice(2)))) !== count;
}

function soonerHires(path: string, crew: CrewFields): Override[] {
  const stated = headsOf(path, crew).flatMap(({ path: at, heads }): Override[] => {
    if (!Array.isArray(heads)) return [];
    const ticks = heads.map(({ from }) => parseDate(from) as number);
    return heads.flatMap(({ count }, i) => {
      const before = i === 0 ? 0 : heads[i - 1]!.count;
      // What is there on the first day is there; and steps must stay in order.
      const isFirst = i === 0;
      const isInTheWay = !isFirst && !isRise(heads, i - 1) && ticks[i]! - MINUTES_PER_MONTH - MINUTES_PER_DAY <= ticks[i - 1]!;
      return isFirst || count <= before || isInTheWay || overtakesStart(ticks, i)
        ? []
        : [{ path: `${at}.${i}.from`, value: 'sooner 1 mo' }];
    });
  });
  const hired = (['local', 'travelling'] as const).flatMap((group) =>
    crew[group]?.hire?.from === undefined ? [] : [{ path: `${path}.${group}.hire.from`, value: 'sooner 1 mo' }],
  );
  return [...stated, ...hired];
}

/** A step that comes less than a month after the first one would come before it. */
function overtakesStart(ticks: readonly number[], i: number): boolean {
  return ticks[i]! - MINUTES_PER_MONTH - MINUTES_PER_DAY <= ticks[0]!;
}

function isRise(heads: readonly { readonly count: number }[], i: number): boolean {
  return i > 0 && heads[i]!.count > heads[i - 1]!.count;
}

/** Hours a week below which a calendar has room for a second shift. */
const ONE_SHIFT = 84;

/** Share of the hours on the second of two shifts. */
const HALF = '50 %';

/** As many again on a second shift of a calendar with two, all a little slower for it. */
export function secondShiftParts(ground: Ground): LeverPart[] {
  const { fields, calendars } = ground;
  const two = Object.entries(fields.calendars).find(([, { week }]) => isTwoShifts(weeklyHours(week)))?.[0] ?? 'two-shifts';
  const slower = `x ${secondShiftEfficiency(0.5).toFixed(2)}`;
  const named = [
    ...Object.entries(fields.regions).map(([name, { calendar }]) => ({ name, path: `regions.${name}`, calendar })),
    ...Object.entries(fields.sites).map(([name, { calendar }]) => ({ name, path: `sites.${name}`, calendar })),
  ];
  const places = placesOf(ground);
  return named.flatMap(({ name, path, calendar }): LeverPart[] => {
    const week = calendar === undefined ? undefined : calendars[calendar]?.week;
    if (week === undefined || weeklyHours(week) >= ONE_SHIFT) return [];
    const place = places.find((candidate) => candidate.name === name && Object.keys(candidate.crews).length > 0);
    const crews = Object.entries(place?.crews ?? {}).flatMap(([crew, entry]) => {
      const at = `${place!.path}.${crew}`;
      if (entry.shifts === undefined && place?.shifts !== true) return scaledHeads(at, entry, slower);
      // Who says which shifts are worked counts heads, and loses what a second shift costs by itself.
      return [
        ...scaledHeads(at, entry, 'x 2'),
        ...(entry.shifts === undefined ? [] : [{ path: `${at}.shifts.second_shift`, value: HALF }]),
      ];
    });
    if (place?.shifts === true) crews.push({ path: `${path}.shifts.second_shift`, value: HALF });
    return [
      {
        kind: 'second-shift',
        what: 'second-shift',
        label: `a second shift (calendar ${two})`,
        says: `As many workers again on a second shift, and all a sixth less productive for it; the site works by the calendar "${two}", with its days off, ${tellHours(calendars[two]?.week)} instead of ${tellHours(week)}`,
        place: name,
        overrides: [{ path: `${path}.calendar`, value: two }, ...crews],
      },
    ];
  });
}

function tellHours(week: Readonly<Record<string, unknown>> | undefined): string {
  return `${Math.round(weeklyHours(week ?? {}))} h a week`;
}

function isTwoShifts(hours: number): boolean {
  return hours >= 100 && hours <= 140;
}

/** Open hours of a week as it is written. */
function weeklyHours(week: Readonly<Record<string, unknown>>): number {
  return Object.values(week)
    .flat()
    .reduce<number>((hours, shift) => {
      const [, fromHour, fromMinute, toHour, toMinute] = /^(\d+):(\d+)-(\d+):(\d+)$/.exec(String(shift)) ?? [];
      if (fromHour === undefined) return hours;
      return hours + Number(toHour) - Number(fromHour) + (Number(toMinute) - Number(fromMinute)) / 60;
    }, 0);
}

export function othersParts({ fields }: Ground): LeverPart[] {
  return Object.entries(fields.regions).flatMap(([region, { others }]) =>
    Object.keys(others).map(
      (id): LeverPart => ({
        kind: 'others',
        what: id,
        label: `without ${id}`,
        says: `The project ${id} of another owner takes no workers`,
        place: region,
        overrides: [{ path: `regions.${region}.others.${id}`, value: null }],
      }),
    ),
  );
}
