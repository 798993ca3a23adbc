/**
 * Starts: who is asked, in which order, and what beginning or waiting means. Comes in: the newcomers of the minute and what has
 * risen at the desk. Goes out: work under way, with its end in the agenda, and waits with their reasons.
 */
import {
  CALENDAR_OPENS,
  CLOSED,
  CREW_PAUSES,
  GIVES_AT_START,
  GRANTED,
  HAS_CALENDAR,
  HAS_CREW,
  HAS_NEEDS,
  IDLE_IS_FREE,
  IS_WATCHED,
  KEEPS_WORK,
  KIND_BITS,
  NEW,
  NEXT_KNOWN,
  ON_CLOSE_FIT,
  ROUND,
  START_TO_FINISH,
  START_TO_START,
  WORK_ENDS,
} from './codes.ts';
import type { Future } from './future.ts';
import type { Gates } from './gates.ts';
import {
  ASKED_IN_ROUND,
  CREW_POOL,
  LIFE_SHIFT,
  LINK_LAG,
  LINK_NUMBER,
  LINK_SIZE,
  LINK_TYPE,
  LINKS,
  LINKS_END,
  STATE_SHIFT,
  TRAITS,
} from './layout.ts';
import { createTimetable } from './timetable.ts';

export interface Starts {
  /** One round of asking. What starts in it may finish at once, and those finishes come before the next round. */
  readonly askAround: (now: number) => void;
  /** The calendar closes and the crew leaves, with work left. */
  readonly crewPauses: (activity: number, now: number) => void;
}

export function createStarts(future: Future, gates: Gates): Starts {
  const { program, layout, states, agenda, desk, recorder, trace, work, workLeft, newcomers, counters } = future;
  const { linkShare, crewMax, crewBeside, onClose } = program;
  const { life, links } = layout;
  const { start, worked, crew } = trace;
  const { candidates, endedBy } = desk;
  const timetable = createTimetable(program, recorder.willPause);

  function askAround(now: number): void {
    if (counters[NEW] !== 1 || desk.someoneHasHope()) askInOrder(now);
    else {
      // One newcomer and nothing risen: those who waited still wait.
      counters[NEW] = 0;
      asks(newcomers[0]!, now);
    }
  }

  /** Asks newcomers and everyone who waits for what has risen, in dispatch order. */
  function askInOrder(now: number): void {
    const round = ++counters[ROUND]!;
    const count = desk.gather(newcomers, counters[NEW]!, round);
    counters[NEW] = 0;
    for (let i = 0; i < count; i++) {
      const activity = candidates[i]!;
      const at = (activity << STATE_SHIFT) + ASKED_IN_ROUND;
      if (states[at] === round) continue;
      states[at] = round;
      asks(activity, now);
    }
  }

  function asks(activity: number, now: number): void {
    const answer = ask(activity, now);
    if (answer === GRANTED) begins(activity, now);
    else if (answer === CLOSED) waitsForCalendar(activity, now);
    else {
      desk.enlist(activity, answer);
      recorder.waitsFor(activity, answer, now, endedBy);
    }
  }

  function ask(activity: number, now: number): number {
    const traits = life[(activity << LIFE_SHIFT) + TRAITS]!;
    if (isIdle(activity, traits)) return GRANTED;
    if ((traits & HAS_CALENDAR) !== 0 && !timetable.mayBegin(activity, work[activity]!, now)) return CLOSED;
    if ((traits & HAS_NEEDS) === 0) return GRANTED;
    const answer = desk.ask(activity);
    const mustFit = (traits & HAS_CREW) !== 0 && (traits & HAS_CALENDAR) !== 0 && onClose[activity] === ON_CLOSE_FIT;
    return answer === GRANTED && mustFit ? askWindow(activity, now) : answer;
  }

  function isIdle(activity: number, traits: number): boolean {
    return (traits & IDLE_IS_FREE) !== 0 && work[activity] === 0;
  }

  /** A crew too small to be done before the calendar closes is no crew: it waits for more workers, or for a window that is long enough. */
  function askWindow(activity: number, now: number): number {
    const pool = life[(activity << LIFE_SHIFT) + CREW_POOL]!;
    const workers = Math.min(crewMax[activity]!, desk.freeOf(pool) - crewBeside[activity]!);
    const fits = timetable.fitsAt(activity, timetable.effortTicks(activity, work[activity]!, workers), now);
    if (fits === now) return GRANTED;
    desk.askAgainAt(fits, pool);
    counters[NEXT_KNOWN] = Math.min(counters[NEXT_KNOWN]!, desk.nextChange());
    return pool;
  }

  function waitsForCalendar(activity: number, now: number): void {
    recorder.waitsFor(activity, timetable.heldUpBy(activity, now), now, endedBy);
    agenda.push(timetable.mayBeginAt(activity, work[activity]!, now), (activity << KIND_BITS) + CALENDAR_OPENS);
  }

  function begins(activity: number, now: number): void {
    const traits = life[(activity << LIFE_SHIFT) + TRAITS]!;
    recorder.waitEnds(activity, now, endedBy);
    if ((traits & HAS_NEEDS) !== 0 && !isIdle(activity, traits)) desk.take(activity);
    if ((traits & KEEPS_WORK) !== 0 && workLeft[activity]! >= 0) {
      resumes(activity, workLeft[activity]!, now);
      return;
    }
    const isByCrew = (traits & HAS_CREW) !== 0 && !isIdle(activity, traits);
    const length = isByCrew ? timetable.effortTicks(activity, work[activity]!, crew[activity]!) : work[activity]!;
    start[activity] = now;
    worked[activity] = length;
    worksUntil(activity, length, now);
    if ((traits & GIVES_AT_START) !== 0) gates.gives(activity, 1, now);
    if ((traits & IS_WATCHED) === 0) return;
    opensShares(activity, length, now);
    startIsSeen(activity, now);
  }

  function resumes(activity: number, left: number, now: number): void {
    worksUntil(activity, left, now);
    if ((life[(activity << LIFE_SHIFT) + TRAITS]! & IS_WATCHED) !== 0) opensShares(activity, left, now);
  }

  /** Start-to-finish successors hear of the start. */
  function startIsSeen(activity: number, now: number): void {
    const at = activity << LIFE_SHIFT;
    const end = life[at + LINKS_END]!;
    for (let link = life[at + LINKS]!; link < end; link += LINK_SIZE)
      if (links[link + LINK_TYPE] === START_TO_FINISH) gates.opensFinishGate(link, now + links[link + LINK_LAG]!, now);
  }

  /** Start-to-start successors hear when their share of the work will be done, of which `length` is left and begun or resumed now. */
  function opensShares(activity: number, length: number, now: number): void {
    const done = worked[activity]! - length;
    const at = activity << LIFE_SHIFT;
    const end = life[at + LINKS_END]!;
    for (let link = life[at + LINKS]!; link < end; link += LINK_SIZE) {
      if (links[link + LINK_TYPE] !== START_TO_START) continue;
      const part = Math.round(linkShare[links[link + LINK_NUMBER]!]! * worked[activity]!) - done;
      const time = part > 0 || done === 0 ? timetable.partDoneAt(activity, part, length, now) : -1;
      if (time >= 0) gates.opensStartGate(link, time + links[link + LINK_LAG]!, now);
    }
    gates.spreadEffects(now);
  }

  /** Schedule the end of `length` ticks of work begun now, or of the part until the calendar closes and the crew leaves. */
  function worksUntil(activity: number, length: number, now: number): void {
    if (length === 0 || !timetable.isCounted(activity)) {
      agenda.push(now + length, (activity << KIND_BITS) + WORK_ENDS);
      return;
    }
    const leaves = timetable.crewLeavesAt(activity, length, now);
    if (leaves < Number.POSITIVE_INFINITY) {
      workLeft[activity] = length - (leaves - now);
      agenda.push(leaves, (activity << KIND_BITS) + CREW_PAUSES);
    } else {
      const done = timetable.doneAt(activity, length, now);
      timetable.tellPauses(activity, length, now, done);
      agenda.push(done, (activity << KIND_BITS) + WORK_ENDS);
    }
  }

  function crewPauses(activity: number, now: number): void {
    desk.giveBack(activity, now);
    waitsForCalendar(activity, now);
  }

  return { askAround, crewPauses };
}
