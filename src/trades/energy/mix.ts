/**
 * Where a site's energy comes from: shares by source, what they emit, and how much of the load is met hour by hour. Pure functions
 * of the shares; no schema and no plan.
 */

/** Sources and what is known of them. `profile`: output by hour of an average day, local time, on any scale. */
interface Source {
  readonly isRenewable: boolean;
  /** t CO2-equivalent per MWh over the life cycle; null: to be stated by the user. */
  readonly emissions: number | null;
  readonly profile: (hour: number) => number;
}

const flat = (): number => 1;
/** A bell from six to six. */
const daylight = (hour: number): number => Math.max(0, Math.sin((Math.PI * (hour + 0.5 - 6)) / 12));
/** More at night than by day, as wind of the plains of West Texas: a third above and below its mean. */
const nightly = (hour: number): number => 1 + Math.cos((2 * Math.PI * (hour + 0.5 - 1)) / 24) / 3;

/**
 * Life-cycle medians of IPCC AR5, working group III, annex III (2014): general knowledge, confidence M. Profiles are judgement
 * (2026-11): an average day, so that calm weeks and seasons are left out and the hourly match is an upper bound.
 */
export const SOURCES = {
  hydro: { isRenewable: true, emissions: 0.024, profile: flat },
  wind: { isRenewable: true, emissions: 0.011, profile: nightly },
  solar: { isRenewable: true, emissions: 0.048, profile: daylight },
  nuclear: { isRenewable: false, emissions: 0.012, profile: flat },
  gas: { isRenewable: false, emissions: 0.49, profile: flat },
  coal: { isRenewable: false, emissions: 0.82, profile: flat },
  grid: { isRenewable: false, emissions: null, profile: flat },
} as const satisfies Record<string, Source>;

export type SourceName = keyof typeof SOURCES;
export const SOURCE_NAMES = Object.keys(SOURCES) as [SourceName, ...SourceName[]];

/** Shares of a year's energy, 0 to 1, that add up to one. */
export type Mix = Readonly<Partial<Record<SourceName, number>>>;

/** Share of the year's energy that comes from renewable sources directly, 0 to 1. */
export function directShare(mix: Mix): number {
  return sum(mix, (source, share) => (SOURCES[source].isRenewable ? share : 0));
}

/** What a year's matching claims: direct energy and certificates, at most all of it. 0 to 1. */
export function annualMatch(mix: Mix, certificates: number): number {
  return Math.min(1, directShare(mix) + certificates);
}

/**
 * Share of a flat load that renewable sources meet in the same hour, over an average day, 0 to 1: what is made beyond the load of
 * an hour does not count. Each source makes its share of the day's energy by its own profile.
 */
export function hourlyMatch(mix: Mix): number {
  let met = 0;
  for (let hour = 0; hour < 24; hour++)
    met += Math.min(
      1,
      sum(mix, (source, share) => (SOURCES[source].isRenewable ? (share * SOURCES[source].profile(hour)) / meanOf(source) : 0)),
    );
  return met / 24;
}

/** t CO2-equivalent per MWh; `stated` go before the defaults. A source that has neither counts as nothing: ask `unstated`. */
export function emissionsOf(mix: Mix, stated: Mix): number {
  return sum(mix, (source, share) => share * (stated[source] ?? SOURCES[source].emissions ?? 0));
}

/** Sources in the mix whose emissions nobody knows. */
export function unstated(mix: Mix, stated: Mix): SourceName[] {
  return SOURCE_NAMES.filter((source) => (mix[source] ?? 0) > 0 && stated[source] === undefined && SOURCES[source].emissions === null);
}

/** TWh that so many kW use in a year of 8,760 hours at a load factor. 4.5 GW at full load: 39.4 TWh. */
export function terawattHoursAYear(kw: number, loadFactor = 1): number {
  return (kw * loadFactor * 8760) / 1e9;
}

function meanOf(source: SourceName): number {
  let total = 0;
  for (let hour = 0; hour < 24; hour++) total += SOURCES[source].profile(hour);
  return total / 24;
}

function sum(mix: Mix, each: (source: SourceName, share: number) => number): number {
  return SOURCE_NAMES.reduce((total, source) => total + each(source, mix[source] ?? 0), 0);
}
