/**
 * A working calendar that weather takes days out of. Comes in: the calendar in fair weather and the weather of the future. Goes
 * out: open hours, made anew when they are first asked for in a future. It does not know who works by it.
 */
import { MINUTES_PER_DAY } from '../base/time.ts';
import type { Calendar, Plan } from '../plan/plan.ts';
import { hoursOf, type Intervals, type OpenHours } from './open-hours.ts';
import type { Weather } from './weather.ts';
import { byDay, evenDays, type KnownExposure, type LostShifts, make } from './weather-shifts.ts';

/** Weather is played this far ahead of what is asked for. */
const AHEAD = 64 * MINUTES_PER_DAY;

/** Throws if the calendar is exposed to a hazard that the plan does not hold. */
export function weatherHours(calendar: Calendar, plan: Plan, weather: Weather): OpenHours {
  const shifts = byDay(calendar, weather);
  const exposures = (calendar.exposure ?? []).map(({ hazard, grip }, place): KnownExposure => {
    const number = plan.weather.findIndex(({ id }) => id === hazard);
    if (number < 0) throw new Error(`calendar "${calendar.id}" is exposed to "${hazard}", which the plan does not hold`);
    const even = evenDays(shifts, weather, number, place);
    return { hazard: number, share: grip * plan.weather[number]!.share, severeShare: grip, even };
  });
  const count = shifts.open.length;
  const intervals: Intervals = {
    open: new Float64Array(count),
    close: new Float64Array(count),
    before: new Float64Array(count + 1),
    count: 0,
  };
  const lost: LostShifts = { shift: new Int32Array(count), ticks: new Float64Array(count), to: new Int32Array(count), count: 0 };
  const hours = hoursOf(intervals);
  const codes = exposures.map(({ even }) => even);
  /** The future that was made so far, up to shift `made`: all that open before `known`. */
  let madeIn = -1;
  let made = 0;
  let known = 0;

  function begin(): void {
    madeIn = weather.future();
    made = 0;
    known = 0;
    intervals.count = 0;
    intervals.before[0] = 0;
    lost.count = 0;
  }

  /** Makes all that opens by `time`, and more. */
  function reach(time: number): void {
    if (madeIn !== weather.future()) begin();
    if (time < known) return;
    known = time + AHEAD;
    const lastDay = Math.min(weather.days - 1, Math.ceil((known - weather.dayZero) / MINUTES_PER_DAY));
    exposures.forEach(({ hazard, even }, e) => {
      codes[e] = weather.isEven() ? even : weather.daysOf(hazard, lastDay);
    });
    made = make({ shifts, exposures, codes, intervals, lost }, made, known);
    if (made === count) known = Number.POSITIVE_INFINITY;
  }

  /** The first of the lost stretches that closes after `time`. */
  function lostAfter(time: number): number {
    let low = 0;
    let high = lost.count;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (shifts.close[lost.shift[middle]!]! > time) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  /** When work might go on that a lost stretch holds up from its opening. */
  function endOfLoss(k: number): number {
    const i = lost.shift[k]!;
    const ends = shifts.open[i]! + lost.ticks[k]!;
    if (ends < shifts.close[i]!) return ends;
    return i + 1 < count ? shifts.open[i + 1]! : NEVER;
  }

  function isLostAt(k: number, time: number): boolean {
    if (k === lost.count) return false;
    const opens = shifts.open[lost.shift[k]!]!;
    return opens <= time && time < opens + lost.ticks[k]!;
  }

  /** Asks again, with more made, while the answer is that there is nothing more. */
  function ask(time: number, answer: () => number): number {
    reach(time);
    for (;;) {
      const found = answer();
      if (found < NEVER || known === NEVER) return found;
      reach(known);
    }
  }

  return {
    isOpen(time) {
      reach(time);
      return hours.isOpen(time);
    },
    nextOpen: (time) => ask(time, () => hours.nextOpen(time)),
    nextClose: (time) =>
      ask(time, () => {
        const closes = hours.nextClose(time);
        // The last interval that was made may go on.
        return known < NEVER && closes === intervals.close[intervals.count - 1] ? NEVER : closes;
      }),
    addWork: (time, work) => ask(time, () => hours.addWork(time, work)),
    nextFit: (time, work) => ask(time, () => hours.nextFit(time, work)),
    openBetween(from, to) {
      reach(to);
      return hours.openBetween(from, to);
    },
    lost: {
      hazardAt(time) {
        reach(time);
        const k = lostAfter(time);
        return isLostAt(k, time) ? lost.to[k]! : -1;
      },
      changesAt(time) {
        reach(time);
        const k = lostAfter(time);
        if (isLostAt(k, time)) return endOfLoss(k);
        // Of a stretch that is lost in part the rest may be under way.
        for (let next = k; next < lost.count; next++) {
          const opens = shifts.open[lost.shift[next]!]!;
          if (opens > time) return opens;
        }
        return known;
      },
      tell(from, to, take) {
        reach(to);
        for (let k = lostAfter(from); k < lost.count && shifts.open[lost.shift[k]!]! < to; k++) {
          const opens = shifts.open[lost.shift[k]!]!;
          if (opens >= from) take(lost.to[k]!, opens, Math.min(endOfLoss(k), to));
        }
      },
    },
  };
}

const NEVER = Number.POSITIVE_INFINITY;
