/**
 * Working calendars as the engine uses them: open intervals in flat arrays with the work done up to each. Times are ticks;
 * Infinity stands for "not within the calendar", which reaches past the horizon.
 */
import type { Calendar } from '../plan/plan.ts';

export interface OpenHours {
  readonly isOpen: (time: number) => boolean;
  /** The first open tick at or after `time`. */
  readonly nextOpen: (time: number) => number;
  /** The tick at which the interval that holds `time` closes. */
  readonly nextClose: (time: number) => number;
  /** When `work` ticks of work begun at the open tick `time` are done, pausing while closed. */
  readonly addWork: (time: number, work: number) => number;
  /** The first tick at or after `time` from which `work` ticks fit before the next closing. */
  readonly nextFit: (time: number, work: number) => number;
  /** Open ticks between two times. */
  readonly openBetween: (from: number, to: number) => number;
  /** What weather takes of it; null: it is the same in every future. */
  readonly lost: LostTime | null;
}

/** Time in which a calendar is closed for the weather. Hazards go by their number in the plan. */
export interface LostTime {
  /** The hazard that keeps it closed at `time`, or -1: nobody would be at work. */
  readonly hazardAt: (time: number) => number;
  /** The first time after `time` at which another answer may be right; Infinity: never. To be asked while it is closed. */
  readonly changesAt: (time: number) => number;
  /** Tells what the hazards take of the time between two instants: each from when work would have gone on to when it might again. */
  readonly tell: (from: number, to: number, take: (hazard: number, from: number, to: number) => void) => void;
}

/** Open intervals, `count` of them, apart from one another and in order. */
export interface Intervals {
  readonly open: Float64Array;
  readonly close: Float64Array;
  /** Open ticks before interval i; one past the end: all of them. */
  readonly before: Float64Array;
  count: number;
}

export function openHours(calendar: Calendar): OpenHours {
  const open = Float64Array.from(calendar.open);
  const close = Float64Array.from(calendar.close);
  const before = new Float64Array(open.length + 1);
  for (let i = 0; i < open.length; i++) before[i + 1] = before[i]! + close[i]! - open[i]!;
  return hoursOf({ open, close, before, count: open.length });
}

/** The hours of intervals, which may be written anew from one future to the next; lost to nothing. */
export function hoursOf(intervals: Intervals): OpenHours {
  const { open, close, before } = intervals;

  /** The first interval that closes after `time`. */
  function intervalAt(time: number): number {
    let low = 0;
    let high = intervals.count;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (close[middle]! > time) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  function isOpen(time: number): boolean {
    const i = intervalAt(time);
    return i < intervals.count && open[i]! <= time;
  }

  function nextOpen(time: number): number {
    const i = intervalAt(time);
    return i === intervals.count ? Number.POSITIVE_INFINITY : Math.max(open[i]!, time);
  }

  function addWork(time: number, work: number): number {
    if (work === 0) return time;
    const { count } = intervals;
    const i = intervalAt(time);
    if (i === count) return Number.POSITIVE_INFINITY;
    const target = before[i]! + Math.max(0, time - open[i]!) + work;
    if (target > before[count]!) return Number.POSITIVE_INFINITY;
    let low = i;
    let high = count - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (before[middle + 1]! >= target) high = middle;
      else low = middle + 1;
    }
    return open[low]! + target - before[low]!;
  }

  function nextFit(time: number, work: number): number {
    for (let i = intervalAt(time); i < intervals.count; i++) {
      const from = Math.max(open[i]!, time);
      if (from + work <= close[i]!) return from;
    }
    return Number.POSITIVE_INFINITY;
  }

  function openUntil(time: number): number {
    const i = intervalAt(time);
    return i === intervals.count ? before[i]! : before[i]! + Math.max(0, time - open[i]!);
  }

  return {
    isOpen,
    nextOpen,
    nextClose: (time) => {
      const i = intervalAt(time);
      return i < intervals.count ? close[i]! : Number.POSITIVE_INFINITY;
    },
    addWork,
    nextFit,
    openBetween: (from, to) => openUntil(to) - openUntil(from),
    lost: null,
  };
}
