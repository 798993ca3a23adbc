/**
 * The engine: plays one future of a program and says what happened. Comes in: a Program and the work of each activity in
 * this future (ticks, or worker-minutes for effort). Goes out: a Trace. It knows neither YAML nor trades nor luck.
 *
 * The ordering rule, once: among events of the same minute
 *   1. finishes and releases, then their effects (gates open, units come back, stocks and levels change): gates.ts,
 *   2. capacity steps and calendars: desk.ts, and timetable.ts when somebody wants to start,
 *   3. starts, by (dispatch key, id): starts.ts.
 * A start of zero length finishes in the same minute and sends the minute round again.
 */
import {
  BECOMES_READY,
  CALENDAR_OPENS,
  CREW_PAUSES,
  FINISHED,
  KIND_BITS,
  KIND_MASK,
  MAY_CLOSE,
  NEW,
  NEXT_KNOWN,
  NEXT_RELEASE,
  WORK_ENDS,
} from './codes.ts';
import { createFuture } from './future.ts';
import { createGates } from './gates.ts';
import { openingOf } from './opening.ts';
import type { Program } from './program.ts';
import { createStarts } from './starts.ts';
import type { Trace } from './trace.ts';

export interface Simulator {
  /** Play one future: a row of Sampler.draw. The trace is overwritten by the next call. */
  readonly run: (work: Float64Array) => Trace;
}

export function createSimulator(program: Program): Simulator {
  const { activities, horizon } = program;
  const future = createFuture(program);
  const { agenda, desk, recorder, newcomers, counters } = future;
  const gates = createGates(future);
  const starts = createStarts(future, gates);
  const { atOnce, released, releaseTimes } = openingOf(program);

  function handle(event: number, now: number): void {
    const activity = event >> KIND_BITS;
    switch (event & KIND_MASK) {
      case WORK_ENDS:
        gates.workEnds(activity, now);
        break;
      case BECOMES_READY:
      case CALENDAR_OPENS:
        newcomers[counters[NEW]!++] = activity;
        break;
      case CREW_PAUSES:
        starts.crewPauses(activity, now);
        break;
      case MAY_CLOSE:
        gates.finishes(activity, now);
        break;
    }
  }

  /** What was known beforehand: who is released now, and what changes at the desk. */
  function known(now: number): void {
    while (releaseTimes[counters[NEXT_RELEASE]!] === now) newcomers[counters[NEW]!++] = released[counters[NEXT_RELEASE]!++]!;
    if (desk.nextChange() === now) desk.takeChanges(now);
    counters[NEXT_KNOWN] = Math.min(releaseTimes[counters[NEXT_RELEASE]!]!, desk.nextChange());
  }

  /** Goes round until nothing more happens in it: a start may finish at once, or open a gate. */
  function minute(now: number): void {
    if (counters[NEXT_KNOWN] === now) known(now);
    for (;;) {
      for (let event = agenda.popAt(now); event >= 0; event = agenda.popAt(now)) handle(event, now);
      if (counters[NEW] === 0 && !desk.someoneHasHope()) return;
      starts.askAround(now);
    }
  }

  function run(work: Float64Array): Trace {
    program.weather.begin(work);
    future.reset(work);
    for (let i = 0; i < atOnce.length; i++) gates.gatesAreOpen(atOnce[i]!, 0);
    gates.spreadEffects(0);
    minute(0);
    for (;;) {
      const now = Math.min(agenda.nextTime(), counters[NEXT_KNOWN]!);
      if (now > horizon || counters[FINISHED] === activities) break;
      minute(now);
    }
    recorder.close(horizon, activities - counters[FINISHED]!);
    return recorder.trace;
  }

  return { run };
}
