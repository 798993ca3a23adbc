/** Writes the trace: opens, switches and closes wait segments, so that waits tile the time between ready and start. */
import { HAS_CREW } from './codes.ts';
import { NOTHING, STATE_SHIFT, WAITING_FOR } from './layout.ts';
import type { Program } from './program.ts';
import type { Trace } from './trace.ts';

export interface TraceRecorder {
  readonly trace: Trace;
  readonly reset: () => void;
  /** The activity waits for something from now on; a wait for something else ends now. */
  readonly waitsFor: (activity: number, what: number, now: number, endedBy: EndedBy) => void;
  /** It waits no longer. */
  readonly waitEnds: (activity: number, now: number, endedBy: EndedBy) => void;
  /** Work that begins now will pause for something between two times that lie ahead; told in order of time. */
  readonly willPause: (activity: number, what: number, from: number, to: number) => void;
  /** The future is over, with so many activities of any kind unfinished: waits still open end at the horizon. */
  readonly close: (horizon: number, unfinished: number) => void;
}

/** Who ended a wait for `what` at `now`: an activity, or -1. */
export type EndedBy = (what: number, now: number) => number;

/** `states`: see layout.ts; what each activity waits for just now is kept in it by the recorder. */
export function createTrace({ plan, activities, horizon, traits, finishGates, notBefore }: Program, states: Int32Array): TraceRecorder {
  const hasCrews = traits.some((trait) => (trait & HAS_CREW) !== 0);
  /** Those whose finish a future is judged by. */
  const required = Int32Array.from(plan.activities.flatMap(({ optional }, i) => (optional === true ? [] : [i])));
  const hasFinishGates = finishGates.some((count) => count > 0);
  /** Copied over what was: quicker than to fill in. */
  const unknown = new Float64Array(activities).fill(Number.NaN);
  const trace: Trace = {
    ready: new Float64Array(activities),
    start: new Float64Array(activities),
    workEnd: new Float64Array(activities),
    finish: new Float64Array(activities),
    worked: new Float64Array(activities),
    crew: new Int32Array(activities),
    startDriver: new Int32Array(activities),
    finishDriver: new Int32Array(activities).fill(-1),
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
  /** Since when each activity has been waiting for what it waits for. */
  const waitingSince = new Float64Array(activities);

  function reset(): void {
    trace.ready.set(notBefore);
    trace.start.set(unknown);
    trace.workEnd.set(unknown);
    trace.finish.set(unknown);
    trace.worked.set(unknown);
    if (hasCrews) trace.crew.fill(0);
    trace.startDriver.fill(-1);
    if (hasFinishGates) trace.finishDriver.fill(-1);
    trace.lastWait.fill(-1);
    trace.waitCount = 0;
  }

  function waitsFor(activity: number, what: number, now: number, endedBy: EndedBy): void {
    const at = (activity << STATE_SHIFT) + WAITING_FOR;
    if (states[at] === what) return;
    waitEnds(activity, now, endedBy);
    states[at] = what;
    waitingSince[activity] = now;
  }

  function waitEnds(activity: number, now: number, endedBy: EndedBy): void {
    const at = (activity << STATE_SHIFT) + WAITING_FOR;
    const what = states[at]!;
    if (what === NOTHING) return;
    states[at] = NOTHING;
    const since = waitingSince[activity]!;
    if (since !== now) append(activity, what, since, now, endedBy(what, now));
  }

  function willPause(activity: number, what: number, from: number, to: number): void {
    if (from < horizon) append(activity, what, from, Math.min(to, horizon), -1);
  }

  function append(activity: number, what: number, since: number, now: number, by: number): void {
    const last = trace.lastWait[activity]!;
    // A wait that was over only for a moment within its minute was never over.
    if (last >= 0 && trace.waitFor[last] === what && trace.waitTo[last] === since) {
      trace.waitTo[last] = now;
      trace.waitEndedBy[last] = by;
      return;
    }
    if (trace.waitCount === trace.waitFor.length) grow(trace);
    const segment = trace.waitCount++;
    trace.waitActivity[segment] = activity;
    trace.waitFor[segment] = what;
    trace.waitFrom[segment] = since;
    trace.waitTo[segment] = now;
    trace.waitEndedBy[segment] = by;
    trace.waitPrevious[segment] = trace.lastWait[activity]!;
    trace.lastWait[activity] = segment;
  }

  function close(end: number, unfinished: number): void {
    if (unfinished > 0) {
      for (let activity = 0; activity < activities; activity++) {
        waitEnds(activity, end, nobody);
        // An activity that nothing can hold up knows its start before it comes; what lies beyond the horizon did not happen.
        if (trace.start[activity]! > end) trace.start[activity] = Number.NaN;
      }
    }
    let last = 0;
    trace.unfinished = 0;
    for (let i = 0; i < required.length; i++) {
      const finish = trace.finish[required[i]!]!;
      if (finish > last) last = finish;
      else if (Number.isNaN(finish)) trace.unfinished++;
    }
    trace.makespan = trace.unfinished > 0 ? Number.NaN : last;
  }

  return { trace, reset, waitsFor, waitEnds, willPause, close };
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
