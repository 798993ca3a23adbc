/**
 * The trade of weather: what a site says of wind, wet, cold and heat. Lowers its hazards into the plan; weather-exposure.ts does
 * the rest for each activity. It knows nothing of the luck of a future: the engine draws the days.
 */
import { didYouMean } from '../base/nearest.ts';
import type { Path } from '../base/problem.ts';
import { MINUTES_PER_DAY } from '../base/time.ts';
import { quantity as parse } from '../base/units.ts';
import type { Hazard } from '../plan/plan.ts';
import { makeDistribution } from '../random/distributions/registry.ts';
import { type Lowering, namedCause, spoken } from './lowering.ts';
import { quantityLaw } from './read.ts';
import type { ClimateFields, HazardFields, SiteWeatherFields } from './weather-fields.ts';
import { chanceByMonth, DAYS_IN_MONTH, MONTHS } from './weather-months.ts';

/** What a site's activities find out about its weather while they are lowered. */
export interface SiteWeather {
  readonly fields: SiteWeatherFields;
  readonly path: Path;
  /** Hazards that take any time at all, by their short names. */
  readonly hazards: ReadonlyMap<string, Hazard>;
  /** Every name that the site or its climate has; undefined where the climate was not found, and anything may be meant. */
  readonly names: ReadonlySet<string> | undefined;
  /** Keys of `exposed` and entries of `protection.*.for` that meant some activity. */
  readonly used: Set<string>;
  /** Names that templates expose something to, though the site does not have them. */
  readonly absent: Set<string>;
}

/** Lowers the weather of a site; to be called before its activities. `climate`: what the site names, if anything. */
export function lowerWeather(
  lowering: Lowering,
  site: string,
  fields: SiteWeatherFields | undefined,
  climate: ClimateFields | undefined,
  path: Path,
): void {
  if (fields === undefined) return;
  const all = { ...climate?.hazards, ...fields.hazards };
  const intensity = parse(fields.intensity, 'share');
  const hazards = new Map<string, Hazard>();
  for (const [name, entry] of Object.entries(all)) {
    const at = Object.hasOwn(fields.hazards, name) ? [...path, 'hazards', name] : [...path, 'climate'];
    const hazard = lowerHazard(lowering, site, name, entry, intensity, at);
    const lostDays = lostDaysPerYear(hazard);
    if (lostDays === 0) continue;
    hazards.set(name, hazard);
    namedCause(lowering.builder, 'weather', name, hazard.label);
    lowering.builder.addHazard(hazard);
    lowering.builder.facts.push({
      site,
      id: `weather/${name}`,
      label: `days lost to ${hazard.label}, expected`,
      value: Math.round(10 * lostDays) / 10,
      unit: 'd/y',
      source: entry.source ?? climate?.source ?? null,
    });
  }
  const names = fields.climate !== undefined && climate === undefined ? undefined : new Set(Object.keys(all));
  lowering.weather.set(site, { fields, path, hazards, names, used: new Set(), absent: new Set() });
  checkNames(lowering, names, fields, path);
}

function lowerHazard(lowering: Lowering, site: string, name: string, fields: HazardFields, intensity: number, path: Path): Hazard {
  const { problems } = lowering;
  const label = fields.label ?? spoken(name);
  const share = parse(fields.share_lost, 'share');
  const spell = parse(fields.spell, 'elapsed') / MINUTES_PER_DAY;
  if (share > 1) problems.add([...path, 'share_lost'], `${fields.share_lost} is more than a whole day`, 'write a share from 0 % to 100 %');
  if (spell < 1) problems.add([...path, 'spell'], `a spell of ${fields.spell} is shorter than a day`, 'write "1 d" or more');
  const { severe } = fields;
  const perYear = severe === undefined ? 0 : parse(severe.per_year, 'share');
  if (perYear > 1)
    problems.add(
      [...path, 'severe', 'per_year'],
      `a chance of ${severe?.per_year} is more than certain`,
      'write a share from 0 % to 100 %',
    );
  const chance = chanceByMonth(fields.lost_days_per_month, intensity);
  if (share >= 1 && chance.every((p) => p >= 1))
    problems.add(
      [...path, 'lost_days_per_month'],
      `every day of the year is lost to ${label}, so nothing could be done that is exposed to it`,
      'lose fewer days, or a smaller share of each ("share_lost:")',
    );
  return {
    id: `${site}/${name}`,
    label,
    cause: `weather/${name}`,
    chance,
    spell: Math.max(1, spell),
    share: Math.min(1, share),
    severe:
      severe === undefined || perYear * intensity === 0
        ? null
        : {
            perYear: Math.min(1, perYear * intensity),
            months: severe.months.map((month) => MONTHS.indexOf(month)).sort((a, b) => a - b),
            lasts: quantityLaw(problems, [...path, 'severe', 'lasts'], severe.lasts, 'elapsed'),
          },
    origin: path,
  };
}

/** Days' worth of open time that a year is expected to lose, if nothing but this hazard came. */
function lostDaysPerYear({ chance, share, severe }: Hazard): number {
  const ordinary = chance.reduce((sum, p, month) => sum + p * DAYS_IN_MONTH[month]!, 0) * share;
  return ordinary + (severe === null ? 0 : (severe.perYear * makeDistribution(severe.lasts).mean) / MINUTES_PER_DAY);
}

/** Names in `exposed` and `protection` must be hazards of the site. */
function checkNames({ problems }: Lowering, names: ReadonlySet<string> | undefined, fields: SiteWeatherFields, path: Path): void {
  const check = (entries: readonly string[], at: Path): void =>
    entries.forEach((entry, i) => {
      if (names !== undefined && !names.has(entry) && !problems.wasLeftOut(entry)) problems.add([...at, i], ...unknownHazard(entry, names));
    });
  for (const [activity, entries] of Object.entries(fields.exposed)) check(entries, [...path, 'exposed', activity]);
  for (const [name, { against, removes }] of Object.entries(fields.protection)) {
    check(against, [...path, 'protection', name, 'against']);
    if (parse(removes, 'share') > 1)
      problems.add([...path, 'protection', name, 'removes'], `${removes} is more than all of it`, 'write a share from 0 % to 100 %');
  }
}

/** What is wrong with a name that is none of the site's hazards, and how to mend it. */
export function unknownHazard(name: string, names: ReadonlySet<string>): [string, string] {
  const known = [...names].sort();
  const others = known.length > 1 ? `one of ${known.join(', ')}` : `"${known[0]}"`;
  return [
    `the site's weather has no hazard "${name}"${didYouMean(name, names)}`,
    known.length > 0 ? `name ${others}, or define it under "weather: hazards:"` : 'define it under "weather: hazards:"',
  ];
}

/** Tells what in the weather of a site meant nothing; to be called after its activities. */
export function finishWeather({ builder, problems, weather }: Lowering, site: string): void {
  const known = weather.get(site);
  if (known === undefined) return;
  const { fields, path, used, absent } = known;
  for (const key of Object.keys(fields.exposed)) {
    if (!used.has(`exposed ${key}`) && !problems.wasLeftOut(key))
      problems.add([...path, 'exposed', key], `no activity of the site is called "${key}"`, NAME_IT);
  }
  for (const [name, { for: whom }] of Object.entries(fields.protection)) {
    if (whom === 'all') continue;
    whom.forEach((key, i) => {
      if (!used.has(`protection ${name} ${key}`) && known.hazards.size > 0 && !problems.wasLeftOut(key))
        problems.add(
          [...path, 'protection', name, 'for', i],
          `no activity "${key}" of the site is exposed to what "${name}" protects against`,
          NAME_IT,
        );
    });
  }
  for (const name of known.hazards.size === 0 ? [] : [...absent].sort())
    builder.notes.push(`Nothing is known of "${name}" at ${site}: what its halls expose to it goes on in any weather.`);
}

const NAME_IT = 'name an activity as its template does, or as "<hall>/<activity>"';
