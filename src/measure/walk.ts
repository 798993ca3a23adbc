/**
 * Explains an instant by walking a trace backwards from it. Comes in: a Trace. Goes out: a Path whose segments tile the time
 * from 0 to that instant without gap or overlap, each with a cause. Two walks share the code:
 *   - hold:  what holds the activity at each instant; a wait is a segment named after what was waited for;
 *   - drive: the chain of causes; where a wait for a stock or a level ended because another activity delivered, the walk
 *            goes on with that activity, for the delivery is what drove it. Waits for crews and calendars stay segments.
 * It knows the trace and the program's arrays, never how the engine came to them.
 */
import { FINISH_TO_FINISH, FINISH_TO_START, type Program, START_TO_FINISH, START_TO_START } from '../engine/program.ts';
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
  const { horizon, linksInto, linkFrom, linkType, linkLag } = program;
  const { ofActivity, ofWait } = causes;
  const path = createPath(program.activities);
  /** Number of the last walk that came through each activity. */
  const visitedBy = new Uint32Array(program.activities);
  /** What of the things waited for an activity can deliver. */
  const isDelivered = Uint8Array.from(ofWait, (_, i) => Number(i < program.resources && program.plan.resources[i]!.kind !== 'pool'));
  let walks = 0;

  function emit(from: number, to: number, cause: number, activity: number, kind: number, wait: number): void {
    if (from === to) return;
    const i = path.count++;
    path.from[i] = from;
    path.to[i] = to;
    path.cause[i] = cause;
    path.activity[i] = activity;
    path.kind[i] = kind;
    path.wait[i] = wait;
  }

  function visit(activity: number): void {
    if (visitedBy[activity] === walks) return;
    visitedBy[activity] = walks;
    path.visited[path.visitedCount++] = activity;
  }

  /** The activity whose delivery ended the wait, or -1: then the wait explains itself. */
  function deliverer(trace: Trace, wait: number): number {
    const by = trace.waitEndedBy[wait]!;
    if (by < 0 || isDelivered[trace.waitFor[wait]!] === 0) return -1;
    const ended = trace.waitTo[wait]!;
    return trace.finish[by] === ended || trace.start[by] === ended ? by : -1;
  }

  /** The first link into the activity, of the types asked for, that had not opened by the horizon; -1: all had. */
  function closedLink(trace: Trace, activity: number, ofFinish: number, ofStart: number): number {
    for (let link = linksInto[activity]!; link < linksInto[activity + 1]!; link++) {
      const type = linkType[link]!;
      const before = linkFrom[link]!;
      if (type === ofFinish && Number.isNaN(trace.finish[before]!)) return link;
      if (type === ofStart && Number.isNaN(trace.start[before]!)) return link;
    }
    return -1;
  }

  /** What an activity without a finish was doing at the horizon: a part of its life, or, packed below zero, a predecessor to ask. */
  function stateAtHorizon(trace: Trace, activity: number): number {
    const hasStarted = !Number.isNaN(trace.start[activity]!);
    if (hasStarted && Number.isNaN(trace.workEnd[activity]!)) return IN_WORK;
    const closed = hasStarted
      ? closedLink(trace, activity, FINISH_TO_FINISH, START_TO_FINISH)
      : closedLink(trace, activity, FINISH_TO_START, START_TO_START);
    if (closed >= 0) return ~linkFrom[closed]!;
    if (hasStarted) return AT_FINISH;
    return trace.ready[activity]! > horizon ? AT_READY : AT_START;
  }

  /**
   * Most of a walk is this: an activity worked, without a wait, from the minute in which its predecessor finished. Emits such
   * a run back from the finish of `latest` and returns the first activity of it that began otherwise.
   */
  function runBack(trace: Trace, latest: number): number {
    const { start, workEnd, finish, startDriver, lastWait } = trace;
    const { from, to, cause, activity, kind, wait, visited } = path;
    let at = latest;
    let count = path.count;
    let visitedCount = path.visitedCount;
    for (;;) {
      if (visitedBy[at] !== walks) {
        visitedBy[at] = walks;
        visited[visitedCount++] = at;
      }
      const end = finish[at]!;
      const begun = start[at]!;
      const link = startDriver[at]!;
      if (lastWait[at]! >= 0 || end !== workEnd[at] || link < 0 || linkType[link] !== FINISH_TO_START) break;
      const before = linkFrom[link]!;
      if (finish[before] !== begun) break;
      if (begun !== end) {
        from[count] = begun;
        to[count] = end;
        cause[count] = ofActivity[at]!;
        activity[count] = at;
        kind[count] = WORKED;
        wait[count++] = -1;
      }
      at = before;
    }
    path.count = count;
    path.visitedCount = visitedCount;
    return at;
  }

  function walk(trace: Trace, from: number, downTo: number, mode: 'hold' | 'drive'): Path {
    const { ready, start, workEnd, finish, startDriver, finishDriver, lastWait, waitFrom, waitTo, waitFor, waitPrevious } = trace;
    walks++;
    path.count = 0;
    path.visitedCount = 0;
    // A walk comes to the start and to the finish of an activity once at most, each time with three segments at most beside its waits.
    reserve(path, 6 * program.activities + 2 * trace.waitCount);
    let at = from;
    let part = finish[at]! >= 0 ? AT_FINISH : AT_HORIZON;
    let cursor = part === AT_FINISH ? finish[at]! : horizon;
    /** The latest wait of `at` that is not behind us. */
    let wait = lastWait[at]!;
    let next = at;

    while (part !== AT_ORIGIN && cursor > downTo) {
      if (next >= 0) {
        at = next;
        wait = lastWait[at]!;
        visit(at);
        next = -1;
      }
      if (part === AT_FINISH) {
        const earliest = runBack(trace, at);
        if (earliest !== at) {
          at = earliest;
          wait = lastWait[at]!;
          cursor = finish[at]!;
        }
      }
      switch (part) {
        case AT_HORIZON: {
          const state = stateAtHorizon(trace, at);
          if (state >= 0) part = state;
          else next = ~state;
          break;
        }
        case AT_FINISH: {
          if (cursor === workEnd[at]) {
            part = IN_WORK;
            break;
          }
          const link = finishDriver[at]!;
          next = linkFrom[link]!;
          part = linkType[link] === FINISH_TO_FINISH ? AT_FINISH : AT_START;
          const since = part === AT_FINISH ? finish[next]! : start[next]!;
          emit(since, cursor, ofActivity[next]!, next, LAGGED, -1);
          cursor = since;
          break;
        }
        case IN_WORK: {
          const pauses = wait >= 0 && waitTo[wait]! > start[at]!;
          const since = pauses ? waitTo[wait]! : start[at]!;
          emit(since, cursor, ofActivity[at]!, at, WORKED, -1);
          cursor = since;
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
            part = finish[next] === cursor ? AT_FINISH : AT_START;
            break;
          }
          emit(waitFrom[wait]!, waitTo[wait]!, ofWait[waitFor[wait]!]!, at, WAITED, wait);
          cursor = waitFrom[wait]!;
          part = cursor > start[at]! ? IN_WORK : AT_START;
          wait = waitPrevious[wait]!;
          break;
        }
        case AT_READY: {
          const link = startDriver[at]!;
          if (link < 0) {
            emit(0, cursor, causes.plan, at, PLANNED, -1);
            part = AT_ORIGIN;
            break;
          }
          next = linkFrom[link]!;
          const cause = ofActivity[next]!;
          if (linkType[link] === FINISH_TO_START) {
            emit(finish[next]!, cursor, cause, next, LAGGED, -1);
            cursor = finish[next]!;
            part = AT_FINISH;
            break;
          }
          // The share of the predecessor's work that had to be done first, then the lag.
          const shareDone = Math.min(cursor, ready[at]! - linkLag[link]!);
          emit(shareDone, cursor, cause, next, LAGGED, -1);
          emit(start[next]!, shareDone, cause, next, WORKED, -1);
          cursor = start[next]!;
          part = AT_START;
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
