/** Writes the trace: opens, switches and closes wait segments, so that waits tile the time between ready and start. */
import type { Trace } from './trace.ts';

export interface TraceRecorder {
  readonly trace: Trace;
  readonly reset: (notBefore: Float64Array) => void;
  /** The activity waits for something from now on; a wait for something else ends now. */
  readonly waitsFor: (activity: number, what: number, now: number, endedBy: EndedBy) => void;
  /** It waits no longer. */
  readonly waitEnds: (activity: number, now: number, endedBy: EndedBy) => void;
  /** The future is over: waits still open end at the horizon. */
  readonly close: (horizon: number, unfinished: number) => void;
}

/** Who ended a wait for `what` at `now`: an activity, or -1. */
export type EndedBy = (what: number, now: number) => number;

const NOTHING = -1;

export function createTrace(activities: number): TraceRecorder {
  const trace: Trace = {
    ready: new Float64Array(activities),
    start: new Float64Array(activities),
    workEnd: new Float64Array(activities),
    finish: new Float64Array(activities),
    worked: new Float64Array(activities),
    crew: new Int32Array(activities),
    startDriver: new Int32Array(activities),
    finishDriver: new Int32Array(activities),
    lastWait: new Int32Array(activities),
    waitCount: 0,
    waitActivity: new Int32Array(64),
    waitFor: new Int32Array(64),
    waitFrom: new Float64Array(64),
    waitTo: new Float64Array(64),
    waitEndedBy: new Int32Array(64),
    waitPrevious: new Int32Array(64),
    unfinished: 0,
    makespan: Number.NaN,
  };
  /** What each activity is waiting for just now, and since when. */
  const waitingFor = new Int32Array(activities);
  const waitingSince = new Float64Array(activities);

  function reset(notBefore: Float64Array): void {
    trace.ready.set(notBefore);
    trace.start.fill(Number.NaN);
    trace.workEnd.fill(Number.NaN);
    trace.finish.fill(Number.NaN);
    trace.worked.fill(Number.NaN);
    trace.crew.fill(0);
    trace.startDriver.fill(-1);
    trace.finishDriver.fill(-1);
    trace.lastWait.fill(-1);
    trace.waitCount = 0;
    waitingFor.fill(NOTHING);
  }

  function waitsFor(activity: number, what: number, now: number, endedBy: EndedBy): void {
    if (waitingFor[activity] === what) return;
    if (waitingFor[activity] !== NOTHING) waitEnds(activity, now, endedBy);
    waitingFor[activity] = what;
    waitingSince[activity] = now;
  }

  function waitEnds(activity: number, now: number, endedBy: EndedBy): void {
    const what = waitingFor[activity]!;
    if (what === NOTHING) return;
    waitingFor[activity] = NOTHING;
    if (waitingSince[activity] !== now) append(activity, what, now, endedBy(what, now));
  }

  function append(activity: number, what: number, now: number, by: number): void {
    const last = trace.lastWait[activity]!;
    // A wait that was over only for a moment within its minute was never over.
    if (last >= 0 && trace.waitFor[last] === what && trace.waitTo[last] === waitingSince[activity]) {
      trace.waitTo[last] = now;
      trace.waitEndedBy[last] = by;
      return;
    }
    if (trace.waitCount === trace.waitFor.length) grow(trace);
    const segment = trace.waitCount++;
    trace.waitActivity[segment] = activity;
    trace.waitFor[segment] = what;
    trace.waitFrom[segment] = waitingSince[activity]!;
    trace.waitTo[segment] = now;
    trace.waitEndedBy[segment] = by;
    trace.waitPrevious[segment] = trace.lastWait[activity]!;
    trace.lastWait[activity] = segment;
  }

  function close(horizon: number, unfinished: number): void {
    trace.unfinished = unfinished;
    trace.makespan = Number.NaN;
    if (unfinished > 0) {
      for (let activity = 0; activity < activities; activity++) {
        if (waitingFor[activity] !== NOTHING) waitEnds(activity, horizon, nobody);
        // An activity that nothing can hold up knows its start before it comes; what lies beyond the horizon did not happen.
        if (trace.start[activity]! > horizon) trace.start[activity] = Number.NaN;
      }
      return;
    }
    let last = 0;
    for (let activity = 0; activity < activities; activity++) if (trace.finish[activity]! > last) last = trace.finish[activity]!;
    trace.makespan = last;
  }

  return { trace, reset, waitsFor, waitEnds, close };
}

const nobody: EndedBy = () => -1;

function grow(trace: Trace): void {
  const size = trace.waitFor.length * 2;
  trace.waitActivity = longer(trace.waitActivity, new Int32Array(size));
  trace.waitFor = longer(trace.waitFor, new Int32Array(size));
  trace.waitFrom = longer(trace.waitFrom, new Float64Array(size));
  trace.waitTo = longer(trace.waitTo, new Float64Array(size));
  trace.waitEndedBy = longer(trace.waitEndedBy, new Int32Array(size));
  trace.waitPrevious = longer(trace.waitPrevious, new Int32Array(size));
}

function longer<T extends Int32Array | Float64Array>(from: T, to: T): T {
  to.set(from as ArrayLike<number>);
  return to;
}
