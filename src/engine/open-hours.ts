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
}

export function openHours(calendar: Calendar): OpenHours {
  const open = Float64Array.from(calendar.open);
  const close = Float64Array.from(calendar.close);
  const count = open.length;
  /** Open ticks before interval i; one past the end: all of them. */
  const before = new Float64Array(count + 1);
  for (let i = 0; i < count; i++) before[i + 1] = before[i]! + close[i]! - open[i]!;

  /** The first interval that closes after `time`. */
  function intervalAt(time: number): number {
    let low = 0;
    let high = count;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (close[middle]! > time) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  function isOpen(time: number): boolean {
    const i = intervalAt(time);
    return i < count && open[i]! <= time;
  }

  function nextOpen(time: number): number {
    const i = intervalAt(time);
    return i === count ? Number.POSITIVE_INFINITY : Math.max(open[i]!, time);
  }

  function addWork(time: number, work: number): number {
    if (work === 0) return time;
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
    for (let i = intervalAt(time); i < count; i++) {
      const from = Math.max(open[i]!, time);
      if (from + work <= close[i]!) return from;
    }
    return Number.POSITIVE_INFINITY;
  }

  function openUntil(time: number): number {
    const i = intervalAt(time);
    return i === count ? before[count]! : before[i]! + Math.max(0, time - open[i]!);
  }

  return {
    isOpen,
    nextOpen,
    nextClose: (time) => close[intervalAt(time)] ?? Number.POSITIVE_INFINITY,
    addWork,
    nextFit,
    openBetween: (from, to) => openUntil(to) - openUntil(from),
  };
}
