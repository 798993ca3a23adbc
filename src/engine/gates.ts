/**
 * Ends of work and what follows from them: gates open, units come back, stocks and levels change. Comes in: who has done what.
 * Goes out: newcomers who are ready to be asked, and events in the agenda. It never starts anybody who needs something.
 */
import {
  BECOMES_READY,
  FINISH_TO_FINISH,
  FINISH_TO_START,
  FINISHED,
  GIVES_AT_FINISH,
  HAS_FINISH_GATES,
  IDLE_IS_FREE,
  IS_SILENT,
  IS_SIMPLE,
  JUST_FINISHED,
  KIND_BITS,
  MAY_CLOSE,
  NEW,
  WORK_ENDS,
} from './codes.ts';
import type { Future } from './future.ts';
import {
  FINISH_GATES_LEFT,
  LIFE_SHIFT,
  LINK_LAG,
  LINK_NUMBER,
  LINK_SIZE,
  LINK_TO,
  LINK_TYPE,
  LINKS,
  LINKS_END,
  START_GATES_LEFT,
  STATE_SHIFT,
  TRAITS,
  wholeNumbers,
} from './layout.ts';

export interface Gates {
  readonly workEnds: (activity: number, now: number) => void;
  readonly finishes: (activity: number, now: number) => void;
  /** What it puts into stocks and levels at its start or at its finish. */
  readonly gives: (activity: number, atStart: 0 | 1, now: number) => void;
  /** A link (its place in `Layout.links`) opens a gate of its successor at `time`, which may lie ahead. */
  readonly opensStartGate: (link: number, time: number, now: number) => void;
  readonly opensFinishGate: (link: number, time: number, now: number) => void;
  /** All start gates of the activity are open, or known to be later. */
  readonly gatesAreOpen: (activity: number, now: number) => void;
  /** Gates of gates may open at once; to be called after any gate was opened. */
  readonly spreadEffects: (now: number) => void;
}

export function createGates({ program, layout, states, agenda, desk, trace, work, mayFinish, newcomers, counters }: Future): Gates {
  const { activities, horizon, givesFrom, giveResource, giveAmount, giveAtStart } = program;
  const { life, links } = layout;
  const { ready, start, workEnd, finish, worked, startDriver, finishDriver } = trace;
  /** Finished, effects still to come. */
  const justFinished = wholeNumbers(activities);

  function workEnds(activity: number, now: number): void {
    workEnd[activity] = now;
    if ((life[(activity << LIFE_SHIFT) + TRAITS]! & HAS_FINISH_GATES) === 0) finishes(activity, now);
    else if (states[(activity << STATE_SHIFT) + FINISH_GATES_LEFT] === 0) mayClose(activity, now);
  }

  /** Own work is done and the last finish gate is open or will be. The finish is an event of its own, even in this very minute. */
  function mayClose(activity: number, now: number): void {
    // The work ended last: it drove the finish itself.
    if (mayFinish[activity]! < now) finishDriver[activity] = -1;
    agenda.push(Math.max(mayFinish[activity]!, now), (activity << KIND_BITS) + MAY_CLOSE);
  }

  function finishes(activity: number, now: number): void {
    finish[activity] = now;
    effects(activity, now, now);
    spreadEffects(now);
  }

  /** A stack instead of calls into calls. */
  function spreadEffects(now: number): void {
    while (counters[JUST_FINISHED]! > 0) {
      const activity = justFinished[--counters[JUST_FINISHED]!]!;
      effects(activity, finish[activity]!, now);
    }
  }

  /** Of an activity whose finish is now, or, if nobody but its successors takes notice, known to be later. */
  function effects(activity: number, finished: number, now: number): void {
    counters[FINISHED]!++;
    const at = activity << LIFE_SHIFT;
    const traits = life[at + TRAITS]!;
    if ((traits & IS_SILENT) === 0) {
      // What it did not need it did not take.
      if ((traits & IDLE_IS_FREE) === 0 || work[activity] !== 0) desk.giveBack(activity, now);
      if ((traits & GIVES_AT_FINISH) !== 0) gives(activity, 0, now);
    }
    const end = life[at + LINKS_END]!;
    for (let link = life[at + LINKS]!; link < end; link += LINK_SIZE) {
      const type = links[link + LINK_TYPE]!;
      if (type === FINISH_TO_START) opensStartGate(link, finished + links[link + LINK_LAG]!, now);
      else if (type === FINISH_TO_FINISH) opensFinishGate(link, finished + links[link + LINK_LAG]!, now);
    }
  }

  function gives(activity: number, atStart: 0 | 1, now: number): void {
    const end = givesFrom[activity + 1]!;
    for (let i = givesFrom[activity]!; i < end; i++)
      if (giveAtStart[i] === atStart) desk.raise(giveResource[i]!, giveAmount[i]!, activity, now);
  }

  function opensStartGate(link: number, time: number, now: number): void {
    const activity = links[link + LINK_TO]!;
    const before = ready[activity]!;
    if (time >= before) {
      const driver = startDriver[activity]!;
      const number = links[link + LINK_NUMBER]!;
      if (time > before || driver === -1 || number < driver) {
        ready[activity] = time;
        startDriver[activity] = number;
      }
    }
    if (--states[(activity << STATE_SHIFT) + START_GATES_LEFT]! === 0) gatesAreOpen(activity, now);
  }

  function opensFinishGate(link: number, time: number, now: number): void {
    const activity = links[link + LINK_TO]!;
    const number = links[link + LINK_NUMBER]!;
    const before = mayFinish[activity]!;
    if (time > before || finishDriver[activity] === -1 || (time === before && number < finishDriver[activity]!)) {
      finishDriver[activity] = number;
      if (time > before) mayFinish[activity] = time;
    }
    if (--states[(activity << STATE_SHIFT) + FINISH_GATES_LEFT]! === 0 && workEnd[activity]! <= now) mayClose(activity, now);
  }

  function gatesAreOpen(activity: number, now: number): void {
    const time = ready[activity]!;
    const traits = life[(activity << LIFE_SHIFT) + TRAITS]!;
    if ((traits & IS_SIMPLE) !== 0 && work[activity]! > 0) runsAlone(activity, time);
    else if (time > now) agenda.push(time, (activity << KIND_BITS) + BECOMES_READY);
    else newcomers[counters[NEW]!++] = activity;
  }

  /** Nothing can hold it up: no event is needed for its start, and none for its finish if only gates hear of it. */
  function runsAlone(activity: number, time: number): void {
    const length = work[activity]!;
    const end = time + length;
    start[activity] = time;
    worked[activity] = length;
    if ((life[(activity << LIFE_SHIFT) + TRAITS]! & IS_SILENT) === 0) agenda.push(end, (activity << KIND_BITS) + WORK_ENDS);
    else if (end <= horizon) {
      workEnd[activity] = end;
      finish[activity] = end;
      justFinished[counters[JUST_FINISHED]!++] = activity;
    }
  }

  return { workEnds, finishes, gives, opensStartGate, opensFinishGate, gatesAreOpen, spreadEffects };
}
