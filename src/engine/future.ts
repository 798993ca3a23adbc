/**
 * One future while it is being played: everything that changes, in one place, so that those who open gates and those who start
 * work share it. Made once per program and begun anew for each future.
 */
import { type Agenda, createAgenda } from './agenda.ts';
import { KEEPS_WORK } from './codes.ts';
import { createDesk, type Desk } from './desk.ts';
import { type Layout, layOut, wholeNumbers } from './layout.ts';
import type { Program } from './program.ts';
import { createTrace, type TraceRecorder } from './recorder.ts';
import type { Trace } from './trace.ts';

export interface Future {
  readonly program: Program;
  readonly layout: Layout;
  /** See layout.ts. */
  readonly states: Int32Array;
  readonly agenda: Agenda;
  readonly desk: Desk;
  readonly recorder: TraceRecorder;
  readonly trace: Trace;
  /** What this future has in store for each activity: ticks, or worker-minutes for effort. */
  readonly work: Float64Array;
  /** Work left of an activity that gave its crew back when its calendar closed; NaN for all others. */
  readonly workLeft: Float64Array;
  /** When the last of the finish gates opened so far lets the activity finish. */
  readonly mayFinish: Float64Array;
  /** Became ready, not asked yet: `counters[NEW]` of them. */
  readonly newcomers: Int32Array;
  /** See codes.ts. They lie in an array because numbers that change in closures are slow. */
  readonly counters: Int32Array;
  /** Begin anew. */
  readonly reset: (work: Float64Array) => void;
}

export function createFuture(program: Program): Future {
  const { activities, horizon, traits, finishGates, isFifo, rank } = program;
  const layout = layOut(program);
  const states = layout.states.slice();
  const recorder = createTrace(program, states);
  const { ready, crew } = recorder.trace;
  const work = new Float64Array(activities);
  const workLeft = new Float64Array(activities).fill(Number.NaN);
  const keepsWork = traits.some((trait) => (trait & KEEPS_WORK) !== 0);
  const hasFinishGates = finishGates.some((count) => count > 0);
  const mayFinish = new Float64Array(activities);
  const counters = wholeNumbers(8);
  // No activity has more than one event before it at a time.
  const agenda = createAgenda(activities, horizon);
  const desk = createDesk({ program, layout, crew, workLeft, goesBefore });

  function goesBefore(a: number, b: number): boolean {
    if (!isFifo) return rank[a]! < rank[b]!;
    return ready[a]! < ready[b]! || (ready[a] === ready[b] && a < b);
  }

  function reset(given: Float64Array): void {
    // Behind the work stands the luck of the weather.
    work.set(given.length > activities ? given.subarray(0, activities) : given);
    recorder.reset();
    states.set(layout.states);
    if (keepsWork) workLeft.fill(Number.NaN);
    if (hasFinishGates) mayFinish.fill(0);
    counters.fill(0);
    agenda.clear();
    desk.reset();
  }

  return {
    program,
    layout,
    states,
    agenda,
    desk,
    recorder,
    trace: recorder.trace,
    work,
    workLeft,
    mayFinish,
    newcomers: wholeNumbers(activities),
    counters,
    reset,
  };
}
