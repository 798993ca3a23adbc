/**
 * What calendars and crews make of work: when an activity may begin, and when a stretch of it will be done. Comes in: an
 * activity, its work and the time. Goes out: times. It knows neither gates nor who else waits.
 */
import { HAS_CALENDAR, HAS_CREW, ON_CLOSE_FIT, ON_CLOSE_RELEASE, ON_CLOSE_RESTART } from './codes.ts';
import type { Program } from './program.ts';

export interface Timetable {
  /** Ticks that so many workers take for an effort. */
  readonly effortTicks: (activity: number, effort: number, workers: number) => number;
  /** Whether the calendar lets an activity begin. `work` is as drawn: ticks, or worker-minutes for effort. */
  readonly mayBegin: (activity: number, work: number, now: number) => boolean;
  /** When the calendar will let it begin, or something else will keep it from it, asked while it does not; Infinity: never. */
  readonly mayBeginAt: (activity: number, work: number, now: number) => number;
  /** What keeps it from beginning now, asked while its calendar does not let it: the calendar or a hazard, as in Trace.waitFor. */
  readonly heldUpBy: (activity: number, now: number) => number;
  /** The first time from now on from which so many ticks fit before the calendar closes; Infinity: never. */
  readonly fitsAt: (activity: number, length: number, now: number) => number;
  /** Whether a calendar decides when work begun now is done. */
  readonly isCounted: (activity: number) => boolean;
  /** When the crew leaves with work left, of which `length` is begun now; Infinity: it stays to the end. */
  readonly crewLeavesAt: (activity: number, length: number, now: number) => number;
  /** When `length` ticks of work begun now are done, if no crew leaves before. */
  readonly doneAt: (activity: number, length: number, now: number) => number;
  /** When `part` of the `length` begun now is done; -1: not before the crew leaves, and nobody knows for how long. */
  readonly partDoneAt: (activity: number, part: number, length: number, now: number) => number;
  /** Tells what the weather takes of the time from now until `length` ticks of work begun now are done; hazards as in Trace.waitFor. */
  readonly tellPauses: (activity: number, length: number, now: number, done: number) => void;
}

const NEVER = Number.POSITIVE_INFINITY;

/** `pauses`: hears of each pause for the weather that work begun now will have. */
export function createTimetable(program: Program, pauses: (activity: number, what: number, from: number, to: number) => void): Timetable {
  const { resources, traits, crewMax, productivity, calendarOf, calendars, countsOpenTime, onClose } = program;
  /** Where hazards begin in what may be waited for. */
  const firstHazard = resources + calendars.length;
  let telling = 0;
  const tellPause = (hazard: number, from: number, to: number): void => pauses(telling, firstHazard + hazard, from, to);

  function effortTicks(activity: number, effort: number, workers: number): number {
    return effort > 0 ? Math.max(1, Math.round(effort / (workers * productivity[activity]!))) : 0;
  }

  /** The least a window must hold: with a crew, what the largest takes. */
  function fitLength(activity: number, work: number): number {
    return (traits[activity]! & HAS_CREW) === 0 ? work : effortTicks(activity, work, crewMax[activity]!);
  }

  function mayBegin(activity: number, work: number, now: number): boolean {
    const hours = calendars[calendarOf[activity]!]!;
    return onClose[activity] === ON_CLOSE_FIT ? hours.nextFit(now, fitLength(activity, work)) === now : hours.isOpen(now);
  }

  function mayBeginAt(activity: number, work: number, now: number): number {
    const hours = calendars[calendarOf[activity]!]!;
    const begins = onClose[activity] === ON_CLOSE_FIT ? hours.nextFit(now, fitLength(activity, work)) : hours.nextOpen(now);
    return hours.lost === null ? begins : Math.min(begins, hours.lost.changesAt(now));
  }

  function heldUpBy(activity: number, now: number): number {
    const calendar = calendarOf[activity]!;
    const hazard = calendars[calendar]!.lost?.hazardAt(now) ?? -1;
    return hazard < 0 ? resources + calendar : firstHazard + hazard;
  }

  function isCounted(activity: number): boolean {
    return (traits[activity]! & HAS_CALENDAR) !== 0 && countsOpenTime[activity] === 1;
  }

  function crewLeavesAt(activity: number, length: number, now: number): number {
    if (onClose[activity] !== ON_CLOSE_RELEASE) return NEVER;
    const closes = calendars[calendarOf[activity]!]!.nextClose(now);
    return now + length > closes ? closes : NEVER;
  }

  function doneAt(activity: number, length: number, now: number): number {
    const hours = calendars[calendarOf[activity]!]!;
    if (onClose[activity] === ON_CLOSE_RELEASE) return now + length;
    return onClose[activity] === ON_CLOSE_RESTART ? hours.nextFit(now, length) + length : hours.addWork(now, length);
  }

  function partDoneAt(activity: number, part: number, length: number, now: number): number {
    if (part === 0) return now;
    if (!isCounted(activity)) return now + part;
    const hours = calendars[calendarOf[activity]!]!;
    // Work that is started over does not count.
    if (onClose[activity] === ON_CLOSE_RESTART) return hours.nextFit(now, length) + part;
    return crewLeavesAt(activity, part, now) < NEVER ? -1 : hours.addWork(now, part);
  }

  function tellPauses(activity: number, length: number, now: number, done: number): void {
    const { lost } = calendars[calendarOf[activity]!]!;
    if (lost === null) return;
    // What is started over has no pauses once it comes to its end.
    const last = onClose[activity] === ON_CLOSE_RESTART ? done - length : done;
    telling = activity;
    lost.tell(now, last, tellPause);
  }

  return {
    effortTicks,
    mayBegin,
    mayBeginAt,
    heldUpBy,
    fitsAt: (activity, length, now) => calendars[calendarOf[activity]!]!.nextFit(now, length),
    isCounted,
    crewLeavesAt,
    doneAt,
    partDoneAt,
    tellPauses,
  };
}
