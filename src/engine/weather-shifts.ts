/**
 * The stretches of a calendar day by day, and what is left of them when the weather has taken its part. Comes in: the calendar in
 * fair weather, and codes of the days. Goes out: open intervals, and the stretches that were lost, to whom.
 */
import { MINUTES_PER_DAY } from '../base/time.ts';
import type { Calendar } from '../plan/plan.ts';
import type { Intervals } from './open-hours.ts';
import { FAIR, LOST, SEVERE, type Weather } from './weather.ts';

/** Open stretches of the calendar, each within one day. */
interface DayShifts {
  readonly open: Float64Array;
  readonly close: Float64Array;
  /** -1: after the horizon, where weather is nobody's concern. */
  readonly day: Int32Array;
}

/** Those that are lost, in order, `count` of them. */
export interface LostShifts {
  readonly shift: Int32Array;
  /** Ticks lost, from the opening on. */
  readonly ticks: Float64Array;
  readonly to: Int32Array;
  count: number;
}

export interface KnownExposure {
  readonly hazard: number;
  /** Share lost of the open time of a lost day, and of a day in a severe spell. */
  readonly share: number;
  readonly severeShare: number;
  /** Codes of the days in a world without luck. */
  readonly even: Uint8Array;
}

interface Making {
  readonly shifts: DayShifts;
  readonly exposures: readonly KnownExposure[];
  /** By exposure. */
  readonly codes: readonly Uint8Array[];
  readonly intervals: Intervals;
  readonly lost: LostShifts;
}

/** Adds the stretches from number `first` on that open before `until`, less what is lost of them; returns the next number. */
export function make({ shifts, exposures, codes, intervals, lost }: Making, first: number, until: number): number {
  const { open: opening, close: closing, day } = shifts;
  const { open, close, before } = intervals;
  let { count } = intervals;
  let total = before[count]!;
  let end = count > 0 ? close[count - 1]! : -1;
  let i = first;
  for (; i < opening.length && opening[i]! < until; i++) {
    const closes = closing[i]!;
    const opens = opening[i]! + (day[i]! < 0 ? 0 : lose(exposures, codes, lost, i, closes - opening[i]!, day[i]!));
    if (opens >= closes) continue;
    // What touches the interval before is joined to it.
    if (end !== opens) open[count++] = opens;
    total += closes - opens;
    close[count - 1] = closes;
    before[count] = total;
    end = closes;
  }
  intervals.count = count;
  return i;
}

/** Ticks that a stretch loses. Where several hazards hold it, to the one that takes most, and among equals to the first. */
function lose(
  exposures: readonly KnownExposure[],
  codes: readonly Uint8Array[],
  lost: LostShifts,
  shift: number,
  length: number,
  day: number,
): number {
  let ticks = 0;
  for (let e = 0; e < codes.length; e++) {
    const code = codes[e]![day]!;
    if (code === FAIR) continue;
    const { hazard, share, severeShare } = exposures[e]!;
    const taken = Math.round((code === SEVERE ? severeShare : share) * length);
    if (taken <= ticks) continue;
    ticks = taken;
    lost.to[lost.count] = hazard;
  }
  if (ticks > 0) {
    lost.shift[lost.count] = shift;
    lost.ticks[lost.count++] = ticks;
  }
  return ticks;
}

/** Cuts open intervals at midnight, UTC. */
export function byDay({ open, close }: Calendar, { days, dayZero }: Weather): DayShifts {
  const from: number[] = [];
  const to: number[] = [];
  const day: number[] = [];
  open.forEach((opens, i) => {
    const closes = close[i]!;
    for (let start = opens; start < closes; ) {
      const number = Math.floor((start - dayZero) / MINUTES_PER_DAY);
      const end = number < days ? Math.min(closes, dayZero + (number + 1) * MINUTES_PER_DAY) : closes;
      from.push(start);
      to.push(end);
      day.push(number < days ? number : -1);
      start = end;
    }
  });
  return { open: Float64Array.from(from), close: Float64Array.from(to), day: Int32Array.from(day) };
}

/** Steps of the golden ratio lie as far apart as steps can: two equal hazards do not fall on the same days. */
const GOLDEN = 0.618034;

/** No luck: of the days on which there is work, every so many are lost as are expected to be. `place`: of the hazard among others. */
export function evenDays({ day }: DayShifts, { days, seasons }: Weather, hazard: number, place: number): Uint8Array {
  const { chance, severeChance } = seasons[hazard]!;
  const codes = new Uint8Array(days);
  let due = (0.5 + place * GOLDEN) % 1;
  let severeDue = due;
  for (const [i, number] of day.entries()) {
    if (number < 0 || number === day[i - 1]) continue;
    const severe = severeChance[number]!;
    severeDue += severe;
    due += chance[number]! * (1 - severe);
    if (severeDue >= 1) {
      severeDue -= 1;
      codes[number] = SEVERE;
    } else if (due >= 1) {
      due -= 1;
      codes[number] = LOST;
    }
  }
  return codes;
}
