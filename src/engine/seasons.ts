/**
 * What is known of the weather of a plan before any future is played: the chance of each day, and how the luck of a future is laid
 * out. Comes in: a Plan. Goes out: arrays by day. Day 0 is the UTC day that holds tick 0.
 *
 * Luck is drawn once per hazard and calendar year, so that a date has the same weather wherever the scenario starts and ends.
 */
import { axisOrigin, MINUTES_PER_DAY, startOfMonth, yearAndMonth } from '../base/time.ts';
import type { Hazard, Plan } from '../plan/plan.ts';
import type { Distribution } from '../random/distribution.ts';
import { makeDistribution } from '../random/distributions/registry.ts';

export interface Seasons {
  /** Days from the first to that of the horizon. */
  readonly days: number;
  /** Tick at which day 0 begins; zero or less. */
  readonly dayZero: number;
  /** Calendar years with luck of their own: the one before the start, whose long spells may reach into the scenario, to the horizon's. */
  readonly years: number;
  /** First day of each of them, and of the year after the last. The first two are zero or less. */
  readonly yearBegins: Int32Array;
  readonly hazards: readonly HazardSeasons[];
}

export interface HazardSeasons {
  /** Chance that the day is lost, severe spells aside. */
  readonly chance: Float64Array;
  /** Expected share of the day that lies in a severe spell, if their days were spread evenly over the months they begin in. */
  readonly severeChance: Float64Array;
  /** Chance that the weather stays as it is from one day to the next. */
  readonly keep: number;
  readonly severe: {
    readonly perYear: number;
    readonly lasts: Distribution;
    /** In each year: the first day of each month in which a spell may begin, and how many days there are in it. */
    readonly monthBegins: readonly Int32Array[];
    readonly monthDays: readonly Int32Array[];
  } | null;
}

/** What each uniform of a future's weather is for, in order: the hazard and the calendar year. */
export function weatherDraws(plan: Plan): readonly { readonly hazard: string; readonly year: number }[] {
  const { first, count } = yearsOf(plan);
  return plan.weather.flatMap(({ id }) => Array.from({ length: count }, (_, k) => ({ hazard: id, year: first + k })));
}

function yearsOf({ axis, horizon }: Plan): { readonly first: number; readonly count: number } {
  const origin = axisOrigin(axis);
  const first = yearAndMonth(origin).year - 1;
  return { first, count: yearAndMonth(origin + horizon).year - first + 1 };
}

/** Throws on a severe spell whose law cannot be made. */
export function seasonsOf(plan: Plan): Seasons {
  const origin = axisOrigin(plan.axis);
  const firstDay = Math.floor(origin / MINUTES_PER_DAY);
  const days = Math.floor((origin + plan.horizon) / MINUTES_PER_DAY) - firstDay + 1;
  const { first, count } = yearsOf(plan);
  const dayOf = (year: number, month: number): number => startOfMonth(year, month) / MINUTES_PER_DAY - firstDay;
  const months = Uint8Array.from({ length: plan.weather.length === 0 ? 0 : days }, (_, day) => {
    return yearAndMonth((firstDay + day) * MINUTES_PER_DAY).month;
  });
  return {
    days,
    dayZero: firstDay * MINUTES_PER_DAY - origin,
    years: count,
    yearBegins: Int32Array.from({ length: count + 1 }, (_, k) => dayOf(first + k, 0)),
    hazards: plan.weather.map((hazard) => hazardSeasons(hazard, months, first, count, dayOf)),
  };
}

function hazardSeasons(
  { chance, spell, severe }: Hazard,
  months: Uint8Array,
  firstYear: number,
  years: number,
  dayOf: (year: number, month: number) => number,
): HazardSeasons {
  const common = { chance: Float64Array.from(months, (month) => chance[month]!), keep: 1 - 1 / spell };
  if (severe === null) return { ...common, severeChance: new Float64Array(months.length), severe: null };
  const lasts = makeDistribution(severe.lasts);
  const monthBegins = Array.from({ length: years }, (_, k) => Int32Array.from(severe.months, (month) => dayOf(firstYear + k, month)));
  const monthDays = monthBegins.map((begins, k) =>
    Int32Array.from(severe.months, (month, i) => dayOf(firstYear + k, month + 1) - begins[i]!),
  );
  // In a year that is not a leap year; the difference is a third of a percent at most.
  const daysInSeason = severe.months.reduce((sum, month) => sum + DAYS_IN_MONTH[month]!, 0);
  const share = Math.min(1, (severe.perYear * Math.max(1, lasts.mean / MINUTES_PER_DAY)) / daysInSeason);
  return {
    ...common,
    severeChance: Float64Array.from(months, (month) => (severe.months.includes(month) ? share : 0)),
    severe: { perYear: severe.perYear, lasts, monthBegins, monthDays },
  };
}

const DAYS_IN_MONTH = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
