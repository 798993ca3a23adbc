/**
 * Explains an instant by walking a trace backwards from it. Comes in: a Trace. Goes out: a Path whose segments tile the time
 * from 0 to that instant without gap or overlap, each with a cause. Two walks share the code:
 *   - hold:  what holds the activity at each instant; a wait is a segment named after what was waited for;
 *   - drive: the chain of causes; where a wait for a stock or a level ended because another activity delivered, the walk
 *            goes on with that activity, for the delivery is what drove it. Waits for crews and calendars stay segments.
 * It knows the trace and the program's arrays, never how the engine came to them.
 */
import { FINISH_TO_FINISH, FINISH_TO_START, IS_SIMPLE, type Program, START_TO_FINISH, START_TO_START } from '../engine/program.ts';
import type { Trace } from '../engine/trace.ts';
import type { CauseIndex } from './causes.ts';
import { createPath, LAGGED, type Path, PLANNED, reserve, WAITED, WORKED } from './path.ts';

export interface Walk {
  /** Overwritten by the next walk. */
  readonly path: Path;
  /** From the activity's finish, or from the horizon if it has none, back to tick `downTo` or a little before. */
  readonly hold: (trace: Trace, activity: number, downTo: number) => Path;
  /** The same along the chain of causes, back to tick 0. */
  readonly drive: (trace: Trace, activity: number) => Path;
}

/** Where in the life of an activity the walk stands. */
const AT_HORIZON = 0;
const AT_FINISH = 1;
const IN_WORK = 2;
const AT_START = 3;
const IN_WAIT = 4;
const AT_READY = 5;
const AT_ORIGIN = 6;

export function createWalk(program: Program, causes: CauseIndex): Walk {
  const { horizon, traits, linksInto, linkFrom, linkType, linkLag, linkShare } = program;
  const { ofActivity, ofWait } = causes;
  const path = createPath(program.activities);
  /** Where a finish-to-start link comes from; -1 for links of the other types. */
  const finishToStartFrom = linkFrom.map((from, link) => (linkType[link] === FINISH_TO_START ? from : -1));
  /** What of the things waited for an activity can deliver. */
  const isDelivered = Uint8Array.from(ofWait, (_, i) => Number(i < program.resources && program.plan.resources[i]!.kind !== 'pool'));
  /**
   * Activities that this walk left before it had come to their start, for what held their finish open or ended a pause of theirs.
   * Only to their start can a walk come again: nothing that drove an activity lies after it.
   */
  const leftEarly = new Int32Array(program.activities);
  let left = 0;

  /** Add the segment from `since` to where the last one began. */
  function emit(since: number, cause: number, activity: number, kind: number, wait: number): void {
    const i = path.count;
    if (path.time[i] === since) return;
    path.time[i + 1] = since;
    path.cause[i] = cause;
    path.activity[i] = activity;
    path.kind[i] = kind;
    path.wait[i] = wait;
    path.count = i + 1;
  }

  function visit(activity: number): void {
    if (left === 0 || !leftEarly.subarray(0, left).includes(activity)) path.visited[path.visitedCount++] = activity;
  }

  /** The activity whose delivery ended the wait, or -1: then the wait explains itself. */
  function deliverer(trace: Trace, wait: number): number {
    const by = trace.waitEndedBy[wait]!;
    if (by < 0 || isDelivered[trace.waitFor[wait]!] === 0) return -1;
    const ended = trace.waitTo[wait]!;
    return trace.finish[by] === ended || trace.start[by] === ended ? by : -1;
  }

  /** The first link into the activity, of the two types asked for, whose predecessor had not come so far by the horizon; -1: all had. */
  function closedLink(trace: Trace, activity: number, ofFinish: number, ofStart: number): number {
    for (let link = linksInto[activity]!; link < linksInto[activity + 1]!; link++) {
      const type = linkType[link]!;
      const before = linkFrom[link]!;
      if (type === ofFinish && Number.isNaN(trace.finish[before]!)) return link;
      if (type === ofStart && Number.isNaN(trace.start[before]!)) return link;
    }
    return -1;
  }

  /** The first start-to-start link whose predecessor was still at work on its share at the horizon, or -1. */
  function shareLink(trace: Trace, activity: number): number {
    for (let link = linksInto[activity]!; link < linksInto[activity + 1]!; link++) {
      if (linkType[link] === START_TO_START && linkShare[link]! > 0 && Number.isNaN(trace.workEnd[linkFrom[link]!]!)) return link;
    }
    return -1;
  }

  /** What an activity without a finish was doing at the horizon: a part of its life, or, packed below zero, a predecessor to ask. */
  function stateAtHorizon(trace: Trace, activity: number): number {
    const { start, workEnd, ready, startDriver, lastWait } = trace;
    if (!Number.isNaN(start[activity]!)) {
      if (Number.isNaN(workEnd[activity]!)) return IN_WORK;
      const closed = closedLink(trace, activity, FINISH_TO_FINISH, START_TO_FINISH);
      return closed >= 0 ? ~linkFrom[closed]! : AT_FINISH;
    }
    if (lastWait[activity]! >= 0) return AT_START;
    const closed = closedLink(trace, activity, FINISH_TO_START, START_TO_START);
    if (closed >= 0) return ~linkFrom[closed]!;
    const driver = startDriver[activity]!;
    if (ready[activity]! > horizon) {
      const awaitsShare = driver >= 0 && linkType[driver] === START_TO_START && Number.isNaN(workEnd[linkFrom[driver]!]!);
      return awaitsShare ? ~linkFrom[driver]! : AT_READY;
    }
    // Nothing to wait for, and yet it had not been asked: a share is not done, for the crew at work on it has gone home.
    const share = ready[activity]! < horizon ? shareLink(trace, activity) : -1;
    return share >= 0 ? ~linkFrom[share]! : AT_START;
  }

  /**
   * Most of a walk is this: an activity worked, without a wait, from the minute in which its predecessor finished. Adds such a
   * run back from the finish of `latest` and returns the first activity of it that began otherwise; that one is visited, not told.
   */
  function runBack(trace: Trace, latest: number, downTo: number): number {
    const { start, workEnd, finish, startDriver, lastWait } = trace;
    const { time, cause, activity, kind, visited } = path;
    let { count, visitedCount } = path;
    let at = latest;
    for (;;) {
      visited[visitedCount++] = at;
      const link = startDriver[at]!;
      const before = link < 0 ? -1 : finishToStartFrom[link]!;
      if (before < 0 || ((traits[at]! & IS_SIMPLE) === 0 && (lastWait[at]! >= 0 || finish[at] !== workEnd[at]))) break;
      const begun = start[at]!;
      if (finish[before] !== begun || time[count]! <= downTo) break;
      if (time[count] !== begun) {
        cause[count] = ofActivity[at]!;
        activity[count] = at;
        kind[count++] = WORKED;
        time[count] = begun;
      }
      at = before;
    }
    path.count = count;
    path.visitedCount = visitedCount;
    return at;
  }

  function walk(trace: Trace, from: number, downTo: number, mode: 'hold' | 'drive'): Path {
    const { ready, start, workEnd, finish, startDriver, finishDriver, lastWait, waitFrom, waitTo, waitFor, waitPrevious } = trace;
    // A walk comes to the start and to the finish of an activity once at most, each time with three segments at most beside its waits.
    reserve(path, 6 * program.activities + 2 * trace.waitCount);
    path.count = 0;
    path.visitedCount = 0;
    left = 0;
    let at = from;
    let part = finish[at]! >= 0 ? AT_FINISH : AT_HORIZON;
    let cursor = part === AT_FINISH ? finish[at]! : horizon;
    path.time[0] = cursor;
    /** The latest wait of `at` that is not behind us. */
    let wait = lastWait[at]!;
    let next = at;

    while (part !== AT_ORIGIN && cursor > downTo) {
      if (next >= 0) {
        at = next;
        next = -1;
        if (part === AT_FINISH && left === 0) {
          at = runBack(trace, at, downTo);
          cursor = finish[at]!;
        } else visit(at);
        wait = lastWait[at]!;
      }
      switch (part) {
        case AT_HORIZON: {
          const state = stateAtHorizon(trace, at);
          if (state >= 0) part = state;
          else {
            leftEarly[left++] = at;
            next = ~state;
          }
          break;
        }
        case AT_FINISH: {
          if (cursor === workEnd[at]) {
            part = IN_WORK;
            break;
          }
          leftEarly[left++] = at;
          const link = finishDriver[at]!;
          next = linkFrom[link]!;
          part = linkType[link] === FINISH_TO_FINISH ? AT_FINISH : AT_START;
          cursor = part === AT_FINISH ? finish[next]! : start[next]!;
          emit(cursor, ofActivity[next]!, next, LAGGED, -1);
          break;
        }
        case IN_WORK: {
          // Whoever comes here from a share of the work has later pauses still before them.
          while (wait >= 0 && waitFrom[wait]! >= cursor) wait = waitPrevious[wait]!;
          const pauses = wait >= 0 && waitTo[wait]! > start[at]!;
          cursor = pauses ? waitTo[wait]! : start[at]!;
          emit(cursor, ofActivity[at]!, at, WORKED, -1);
          part = pauses ? IN_WAIT : AT_START;
          break;
        }
        case AT_START: {
          // Whoever comes here from a successor of the start has the pauses still before them: they came later.
          while (wait >= 0 && waitTo[wait]! > start[at]!) wait = waitPrevious[wait]!;
          part = wait >= 0 ? IN_WAIT : AT_READY;
          break;
        }
        case IN_WAIT: {
          next = mode === 'drive' ? deliverer(trace, wait) : -1;
          if (next >= 0) {
            if (cursor > start[at]!) leftEarly[left++] = at;
            part = finish[next] === cursor ? AT_FINISH : AT_START;
            break;
          }
          cursor = waitFrom[wait]!;
          emit(cursor, ofWait[waitFor[wait]!]!, at, WAITED, wait);
          part = cursor > start[at]! ? IN_WORK : AT_START;
          wait = waitPrevious[wait]!;
          break;
        }
        case AT_READY: {
          const link = startDriver[at]!;
          if (link < 0) {
            emit(0, causes.plan, at, PLANNED, -1);
            part = AT_ORIGIN;
            break;
          }
          next = linkFrom[link]!;
          const cause = ofActivity[next]!;
          if (linkType[link] === FINISH_TO_START) {
            cursor = finish[next]!;
            emit(cursor, cause, next, LAGGED, -1);
            part = AT_FINISH;
            break;
          }
          // The share of the predecessor's work that had to be done first, then the lag.
          cursor = Math.min(cursor, ready[at]! - linkLag[link]!);
          emit(cursor, cause, next, LAGGED, -1);
          part = IN_WORK;
          break;
        }
      }
    }
    return path;
  }

  return {
    path,
    hold: (trace, activity, downTo) => walk(trace, activity, downTo, 'hold'),
    drive: (trace, activity) => walk(trace, activity, -1, 'drive'),
  };
}
