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

  function run(work: Float64Array): Float64Array {
    program.weather.begin(work);
    for (let i = 0; i < order.length; i++) visit(order[i]!, work);
    return finish;
  }

  return { run };
}

function programNetwork({ plan, linkFrom, linkTo, successorsFrom, successors }: Program): Parameters<typeof topologicalOrder>[0] {
  const links = Array.from(linkFrom, (from, i) => ({ from, to: linkTo[i]!, type: 'FS' as const, lag: 0, share: 0 }));
  const outgoing = plan.activities.map((_, i) => [...successors.subarray(successorsFrom[i]!, successorsFrom[i + 1]!)]);
  return { activities: plan.activities, links, outgoing };
}
