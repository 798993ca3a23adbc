/**
 * The no-wait bound: the same future if nothing ever waited for a crew, a delivery, headroom or room in a queue. A forward pass over
 * gates, calendars and durations only; no activity can finish earlier than this.
 */
import { topologicalOrder } from '../plan/network.ts';
import { FINISH_TO_FINISH, FINISH_TO_START, ON_CLOSE_FIT, ON_CLOSE_RESTART, type Program, START_TO_START } from './program.ts';

export interface NoWait {
  /** Earliest finish of each activity in ticks (Infinity: beyond its calendar), overwritten by the next call. */
  readonly run: (work: Float64Array) => Float64Array;
}

export function createNoWait(program: Program): NoWait {
  const {
    activities,
    linksInto,
    linkFrom,
    linkType,
    linkLag,
    linkShare,
    notBefore,
    calendarOf,
    calendars,
    countsOpenTime,
    onClose,
    crewPool,
    crewMax,
    productivity,
  } = program;
  const start = new Float64Array(activities);
  const finish = new Float64Array(activities);
  const length = new Float64Array(activities);
  const isPlain = plainActivities(program);
  const order = Int32Array.from(topologicalOrder(programNetwork(program)));

  function ends(activity: number, from: number, ticks: number): number {
    const calendar = calendarOf[activity]!;
    if (calendar < 0 || countsOpenTime[activity] === 0) return from + ticks;
    return onClose[activity] === ON_CLOSE_RESTART
      ? calendars[calendar]!.nextFit(from, ticks) + ticks
      : calendars[calendar]!.addWork(from, ticks);
  }

  function shareDone(activity: number, part: number): number {
    // Work that is started over does not count.
    const isRestarted = onClose[activity] === ON_CLOSE_RESTART && part > 0;
    return isRestarted
      ? ends(activity, start[activity]!, length[activity]!) - length[activity]! + part
      : ends(activity, start[activity]!, part);
  }

  function begins(activity: number, from: number, ticks: number): number {
    const calendar = calendarOf[activity]!;
    if (calendar < 0) return from;
    return onClose[activity] === ON_CLOSE_FIT ? calendars[calendar]!.nextFit(from, ticks) : calendars[calendar]!.nextOpen(from);
  }

  function visit(activity: number, work: Float64Array): void {
    const effort = work[activity]!;
    const ticks =
      crewPool[activity]! < 0 || effort === 0 ? effort : Math.max(1, Math.round(effort / (crewMax[activity]! * productivity[activity]!)));
    let from = notBefore[activity]!;
    let until = 0;
    for (let link = linksInto[activity]!; link < linksInto[activity + 1]!; link++) {
      const before = linkFrom[link]!;
      const type = linkType[link]!;
      const lag = linkLag[link]!;
      if (type === FINISH_TO_START) from = Math.max(from, finish[before]! + lag);
      else if (type === START_TO_START) from = Math.max(from, shareDone(before, Math.round(linkShare[link]! * length[before]!)) + lag);
      else until = Math.max(until, (type === FINISH_TO_FINISH ? finish[before]! : start[before]!) + lag);
    }
    length[activity] = ticks;
    start[activity] = begins(activity, from, ticks);
    finish[activity] = Math.max(until, ends(activity, start[activity]!, ticks));
  }

  /** Most activities begin when the last of those before them has finished, and are done when their work is. */
  function visitPlain(activity: number, work: Float64Array): void {
    const end = linksInto[activity + 1]!;
    let from = notBefore[activity]!;
    for (let link = linksInto[activity]!; link < end; link++) {
      const opens = finish[linkFrom[link]!]! + linkLag[link]!;
      if (opens > from) from = opens;
    }
    finish[activity] = from + work[activity]!;
  }

  function run(work: Float64Array): Float64Array {
    program.weather.begin(work);
    for (let i = 0; i < order.length; i++) {
      const activity = order[i]!;
      if (isPlain[activity] === 1) visitPlain(activity, work);
      else visit(activity, work);
    }
    return finish;
  }

  return { run };
}

/** 1: no calendar, no crew, only finish-to-start links into it, and nobody asks when it starts. */
function plainActivities({ activities, linkFrom, linkTo, linkType, calendarOf, crewPool }: Program): Uint8Array {
  const isPlain = Uint8Array.from({ length: activities }, (_, activity) => Number(calendarOf[activity]! < 0 && crewPool[activity]! < 0));
  linkType.forEach((type, link) => {
    if (type !== FINISH_TO_START) isPlain[linkTo[link]!] = 0;
    if (type !== FINISH_TO_START && type !== FINISH_TO_FINISH) isPlain[linkFrom[link]!] = 0;
  });
  return isPlain;
}

function programNetwork({ plan, linkFrom, linkTo, successorsFrom, successors }: Program): Parameters<typeof topologicalOrder>[0] {
  const links = Array.from(linkFrom, (from, i) => ({ from, to: linkTo[i]!, type: 'FS' as const, lag: 0, share: 0 }));
  const outgoing = plan.activities.map((_, i) => [...successors.subarray(successorsFrom[i]!, successorsFrom[i + 1]!)]);
  return { activities: plan.activities, links, outgoing };
}
