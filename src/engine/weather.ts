/**
 * The weather of one future: which days are lost to which hazard. Comes in: the seasons of the plan and the luck of a future. Goes
 * out: a code per hazard and day, made when somebody first asks. It does not know who works when.
 *
 * Each day draws one uniform. Below `keep` the weather stays what it was; otherwise it is drawn anew, from the same uniform. A day
 * is lost when its weather lies below the hazard's chance, so that a larger chance loses the same days and more.
 */
import { MINUTES_PER_DAY } from '../base/time.ts';
import type { Plan } from '../plan/plan.ts';
import { uniformAt } from '../random/long-stream.ts';
import { type HazardSeasons, seasonsOf } from './seasons.ts';

/** Codes of a day. */
export const FAIR = 0;
export const LOST = 1;
/** In a severe spell: lost altogether. */
export const SEVERE = 2;

/** In the place of a seed: no luck at all, but the expected number of lost days, spread evenly. */
export const EVEN = -1;

/** Places in the stream of a year: whether a severe spell begins, when, how long; then one for each day. */
const COMES = 0;
const WHEN = 1;
const HOW_LONG = 2;
const DAILY = 3;

export interface Weather {
  readonly days: number;
  readonly dayZero: number;
  /**
   * A future begins. `luck` holds a seed per hazard and year from place `activities` on, or EVEN there, or nothing, which is the
   * same. The weather of the future before is forgotten, unless it is the same.
   */
  readonly begin: (luck: Float64Array) => void;
  /** Another number in every future that begins: whoever has made something of the weather makes it anew. */
  readonly future: () => number;
  readonly isEven: () => boolean;
  /** Codes of the days of this future for a hazard by its number, known up to that day at least. The array is reused. */
  readonly daysOf: (hazard: number, until: number) => Uint8Array;
  readonly seasons: readonly HazardSeasons[];
}

/** The weather of the futures of a plan, one at a time. Until one begins it is that of a world without luck. */
export function createWeather(plan: Plan): Weather {
  const { days, dayZero, years, yearBegins, hazards } = seasonsOf(plan);
  const activities = plan.activities.length;
  const seeds = new Float64Array(hazards.length * years).fill(EVEN);
  const codes = hazards.map(() => new Uint8Array(days));
  /** The future that the codes of each hazard are of, and how many of its years have been played. */
  const playedIn = new Int32Array(hazards.length).fill(-1);
  const played = new Int32Array(hazards.length);
  let future = 0;

  function begin(luck: Float64Array): void {
    let isSame = true;
    for (let i = 0; i < seeds.length; i++) {
      const seed = luck[activities + i] ?? EVEN;
      if (seeds[i] === seed) continue;
      seeds[i] = seed;
      isSame = false;
    }
    if (!isSame) future++;
  }

  function daysOf(hazard: number, until: number): Uint8Array {
    const known = codes[hazard]!;
    if (playedIn[hazard] !== future) {
      playedIn[hazard] = future;
      played[hazard] = 0;
      known.fill(FAIR);
    }
    let year = played[hazard]!;
    for (; year < years && yearBegins[year]! <= until; year++) play(hazard, year);
    played[hazard] = year;
    return known;
  }

  function play(hazard: number, year: number): void {
    const seasons = hazards[hazard]!;
    const seed = seeds[hazard * years + year]!;
    if (seasons.severe !== null) playSevere(codes[hazard]!, seasons, seed, year);
    // What lies in the year before the start concerns only long spells.
    if (year > 0) playYear(codes[hazard]!, seasons, seed, yearBegins[year]!, Math.min(yearBegins[year + 1]!, days));
  }

  return { days, dayZero, begin, future: () => future, isEven: () => seeds[0] === EVEN, daysOf, seasons: hazards };
}

function playYear(codes: Uint8Array, { chance, keep }: HazardSeasons, seed: number, first: number, end: number): void {
  const fresh = 1 / (1 - keep);
  let weather = 0;
  /** Seasons without chance, or without hope, need no weather; after one it is not known. */
  let isKnown = false;
  for (let day = Math.max(0, first); day < end; day++) {
    const p = chance[day]!;
    if (p > 0 && p < 1) {
      const drawn = uniformAt(seed, DAILY + day - first);
      if (drawn >= keep) weather = (drawn - keep) * fresh;
      else if (!isKnown) weather = weatherOn(seed, keep, first, day);
      isKnown = true;
      if (weather < p && codes[day] === FAIR) codes[day] = LOST;
    } else {
      isKnown = false;
      if (p >= 1 && codes[day] === FAIR) codes[day] = LOST;
    }
  }
}

/** The weather of a day: what it was when it last changed. On the first of January it changes if it does on no day after. */
function weatherOn(seed: number, keep: number, first: number, day: number): number {
  for (let back = day; back >= first; back--) {
    const drawn = uniformAt(seed, DAILY + back - first);
    if (drawn >= keep) return (drawn - keep) / (1 - keep);
  }
  return uniformAt(seed, DAILY) / keep;
}

function playSevere(codes: Uint8Array, { severe }: HazardSeasons, seed: number, year: number): void {
  if (severe === null || uniformAt(seed, COMES) >= severe.perYear) return;
  const begins = severe.monthBegins[year]!;
  const inMonth = severe.monthDays[year]!;
  let season = 0;
  for (let i = 0; i < inMonth.length; i++) season += inMonth[i]!;
  let place = Math.floor(uniformAt(seed, WHEN) * season);
  let month = 0;
  while (place >= inMonth[month]!) place -= inMonth[month++]!;
  const first = begins[month]! + place;
  const length = Math.max(1, Math.round(severe.lasts.quantile(uniformAt(seed, HOW_LONG)) / MINUTES_PER_DAY));
  for (let day = Math.max(0, first); day < Math.min(codes.length, first + length); day++) codes[day] = SEVERE;
}
