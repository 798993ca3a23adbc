/**
 * Work in the weather: which hazards an activity is exposed to, what protects it, and the calendar that it is worked by then. Comes
 * in: an activity with its work and its calendar in fair weather. Goes out: the same with a calendar that loses days.
 */
import type { Path } from '../base/problem.ts';
import { MINUTES_PER_DAY } from '../base/time.ts';
import { quantity as parse } from '../base/units.ts';
import { scoped } from '../plan/builder.ts';
import type { Exposure, Hazard, Work } from '../plan/plan.ts';
import { book } from './booking.ts';
import { groupCause, type Lowering, spoken } from './lowering.ts';
import { type SiteWeather, unknownHazard } from './weather.ts';

/** An activity, as far as the weather is concerned. */
interface Outdoors {
  readonly site: string | null;
  readonly hall: string | null;
  readonly scope: readonly string[];
  readonly name: string;
  /** As the activity says itself. */
  readonly exposedTo: readonly string[] | undefined;
  readonly standsFor: 'weather' | undefined;
  readonly path: Path;
}

interface Timed {
  readonly work: Work;
  readonly calendar: string | null;
}

/**
 * The work and the calendar of an activity in the weather of its site: a calendar that loses days, and, for work in elapsed time,
 * one that is open around the clock otherwise. Without exposure, both as they are. An allowance for weather takes no time.
 */
export function exposeToWeather(lowering: Lowering, activity: Outdoors, timed: Timed): Timed {
  const { site, exposedTo, path } = activity;
  const weather = site === null ? undefined : lowering.weather.get(site);
  if (site === null || weather === undefined) {
    if (exposedTo !== undefined && exposedTo.length > 0 && activity.hall === null) tellNoWeather(lowering, site, [...path, 'exposed_to']);
    if (activity.standsFor !== undefined && site === null) tellNoWeather(lowering, site, [...path, 'stands_for']);
    return timed;
  }
  if (activity.standsFor !== undefined) return { work: NO_TIME, calendar: null };
  const hazards = hazardsOf(lowering, weather, activity);
  if (hazards.length === 0) return timed;
  const exposure = protect(lowering, weather, activity, hazards);
  if (exposure.length === 0) return timed;
  // Work by the clock that must only start within a calendar goes on by the clock.
  const goesByClock = timed.work.clock === 'elapsed' && timed.calendar === null;
  return {
    work: goesByClock ? { ...timed.work, clock: 'working' } : timed.work,
    calendar: exposedCalendar(lowering, site, timed.calendar, exposure),
  };
}

/** What an allowance for weather takes where the weather itself is played. */
const NO_TIME: Work = { kind: 'duration', clock: 'elapsed', law: { kind: 'fixed', parameters: { value: 0 } }, scale: 1, factors: [] };

function tellNoWeather({ axis, problems }: Lowering, site: string | null, path: Path): void {
  if (axis.kind === 'plain') problems.add(path, 'a plain network has no weather', 'remove it; or write a scenario with dates and sites');
  else if (site === null)
    problems.add(path, 'work that belongs to no site has no weather', 'move it to a site with "weather:", or remove this');
  else problems.addMissing(path, `nothing is known of the weather of "${site}"`, 'add "weather:" to the site, or remove this');
}

/** Where the site's own list has a word on the activity, that counts; else what the activity says itself. */
function hazardsOf(lowering: Lowering, weather: SiteWeather, activity: Outdoors): Hazard[] {
  const { fields, hazards, names } = weather;
  const key = keysOf(activity).find((candidate) => Object.hasOwn(fields.exposed, candidate));
  if (key !== undefined) weather.used.add(`exposed ${key}`);
  const wanted = key === undefined ? (activity.exposedTo ?? []) : fields.exposed[key]!;
  wanted.forEach((entry, i) => {
    if (names === undefined || names.has(entry) || key !== undefined) return;
    if (activity.hall === null) {
      if (!lowering.problems.wasLeftOut(entry)) lowering.problems.add([...activity.path, 'exposed_to', i], ...unknownHazard(entry, names));
    } else weather.absent.add(entry);
  });
  return [...new Set(wanted)].flatMap((entry) => hazards.get(entry) ?? []).sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** How an activity may be named for the weather: by itself, or with its hall, which counts for more. */
function keysOf({ hall, name }: Outdoors): string[] {
  return hall === null ? [name] : [`${hall}/${name}`, name];
}

/** What is left of each hazard once the activity is protected; books what that costs. */
function protect(lowering: Lowering, weather: SiteWeather, activity: Outdoors, hazards: readonly Hazard[]): Exposure[] {
  const { fields, used } = weather;
  const site = activity.site as string;
  const grips = new Map(hazards.map(({ id }) => [id, 1]));
  for (const [name, { against, removes, for: whom, cost, cost_per_day: daily }] of Object.entries(fields.protection)) {
    const key = whom === 'all' ? undefined : keysOf(activity).find((candidate) => whom.includes(candidate));
    if (whom !== 'all' && key === undefined) continue;
    const met = against.map((hazard) => `${site}/${hazard}`).filter((id) => grips.has(id));
    if (met.length === 0) continue;
    used.add(`protection ${name} ${key ?? 'all'}`);
    for (const id of met) grips.set(id, (grips.get(id) as number) * (1 - Math.min(1, parse(removes, 'share'))));
    const account = { id: `${site}/weather-protection/${name}`, label: spoken(name), unit: 'USD', site };
    const id = scoped(activity.scope, activity.name);
    const perHour = parse(daily, 'dailyPay') / 24;
    if (parse(cost, 'money') > 0)
      book(lowering.builder, account, { kind: 'event', activity: id, at: 'start', amount: parse(cost, 'money') });
    if (perHour > 0) {
      // From its start to its finish: what runs from the finish on is taken off again.
      book(lowering.builder, account, { kind: 'running', activity: id, from: 'start', perHour });
      book(lowering.builder, account, { kind: 'running', activity: id, from: 'finish', perHour: -perHour });
    }
  }
  return [...grips].filter(([, grip]) => grip > 0).map(([hazard, grip]) => ({ hazard, grip }));
}

/** Calendars reach this far past the horizon, so that work under way at the horizon still has an end. */
const BEYOND = 366 * MINUTES_PER_DAY;

/** The calendar in this weather, made once for all who share both. Its name holds slashes, as no name of a user's does. */
function exposedCalendar({ builder, horizon }: Lowering, site: string, base: string | null, exposure: readonly Exposure[]): string {
  const hazards = exposure.map(({ hazard, grip }) => `${hazard.slice(site.length + 1)}${grip === 1 ? '' : ` x ${grip}`}`).join(', ');
  const id = `${site}/${base ?? ''}/${hazards}`;
  if (builder.calendar(id) !== undefined) return id;
  const known = base === null ? undefined : builder.calendar(base);
  // A name that leads nowhere has been told of already.
  if (base !== null && known === undefined) return base;
  const aroundTheClock = {
    label: 'around the clock',
    cause: groupCause(builder, 'calendar'),
    open: [0],
    close: [horizon + BEYOND],
    minutesPerWorkingDay: MINUTES_PER_DAY,
    origin: [],
  };
  const fair = known ?? aroundTheClock;
  builder.addCalendar({ ...fair, id, exposure });
  return id;
}
