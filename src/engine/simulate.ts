/**
 * The engine: plays one future of a program and says what happened. Comes in: a Program and the work of each activity in
 * this future (ticks, or worker-minutes for effort). Goes out: a Trace. It knows neither YAML nor trades nor luck.
 *
 * The ordering rule, once: among events of the same minute
 *   1. finishes and releases, then their effects (gates open, units come back, stocks and levels change),
 *   2. capacity steps and calendars,
 *   3. starts, by (dispatch key, id).
 * A start of zero length finishes in the same minute and sends the minute round again.
 */
import { createAgenda } from './agenda.ts';
import { createDesk, GRANTED } from './desk.ts';
import {
  FINISH_TO_FINISH,
  FINISH_TO_START,
  GIVES_AT_FINISH,
  GIVES_AT_START,
  HAS_CALENDAR,
  HAS_CREW,
  HAS_FINISH_GATES,
  HAS_NEEDS,
  HAS_STRICT_NEED,
  IS_SILENT,
  IS_SIMPLE,
  IS_WATCHED,
  ON_CLOSE_FIT,
  ON_CLOSE_RELEASE,
  ON_CLOSE_RESTART,
  type Program,
  START_TO_FINISH,
  START_TO_START,
} from './program.ts';
import { createTrace, type TraceRecorder } from './recorder.ts';
import type { Trace } from './trace.ts';

/** Kinds of event, packed into the lowest three bits beside the activity's number. */
const WORK_ENDS = 0;
const BECOMES_READY = 1;
const CALENDAR_OPENS = 2;
const CREW_PAUSES = 3;
const MAY_CLOSE = 4;
const WINDOW_FITS = 5;
const KINDS = 8;

/** Answer to somebody whose calendar is closed; the desk's own answers are above it. */
const CLOSED = -2;

export interface Simulator {
  /** Play one future. The trace is overwritten by the next call. */
  readonly run: (work: Float64Array) => Trace;
}

export function createSimulator(program: Program): Simulator {
  const { activities, resources, horizon, traits, notBefore, startGates, finishGates } = program;
  const { linkTo, linkType, linkLag, linkShare, successorsFrom, successors } = program;
  const { givesFrom, giveResource, giveAmount, giveAtStart } = program;
  const { crewPool, crewMax, crewBeside, productivity, calendarOf, countsOpenTime, onClose, calendars, isFifo, rank } = program;

  const recorder: TraceRecorder = createTrace(activities);
  const { trace } = recorder;
  const { ready, start, workEnd, finish, worked, crew, startDriver, finishDriver } = trace;

  const agenda = createAgenda(activities + 16);
  const startGatesLeft = new Int32Array(activities);
  const finishGatesLeft = new Int32Array(activities);
  /** When the last of the finish gates opened so far lets the activity finish. */
  const mayFinish = new Float64Array(activities);
  /** Work left of an activity that gave its crew back when its calendar closed; NaN for all others. */
  const workLeft = new Float64Array(activities);
  const desk = createDesk({ program, crew, workLeft, goesBefore });

  /** The round in which an activity was asked last. */
  const askedInRound = new Int32Array(activities);
  /** Became ready, not asked yet. */
  const newcomers = new Int32Array(activities);
  /** Finished, effects still to come. */
  const justFinished = new Int32Array(activities);

  // Counters live in one small array: numbers that change in closures are slower.
  const counters = new Int32Array(4);
  const NEW = 0;
  const ROUND = 1;
  const FINISHED = 2;
  const JUST_FINISHED = 3;

  function reset(): void {
    recorder.reset(notBefore);
    desk.reset();
    startGatesLeft.set(startGates);
    finishGatesLeft.set(finishGates);
    mayFinish.fill(0);
    workLeft.fill(Number.NaN);
    askedInRound.fill(0);
    counters.fill(0);
    agenda.clear();
  }

  function goesBefore(a: number, b: number): boolean {
    if (!isFifo) return rank[a]! < rank[b]!;
    return ready[a]! < ready[b]! || (ready[a] === ready[b] && a < b);
  }

  // 1. Finishes and releases, then effects.

  function workEnds(activity: number, now: number): void {
    workEnd[activity] = now;
    if ((traits[activity]! & HAS_FINISH_GATES) === 0) finishes(activity, now);
    else if (finishGatesLeft[activity] === 0) mayClose(activity, now);
  }

  /** Own work is done and the last finish gate is open or will be. The finish is an event of its own, even in this very minute. */
  function mayClose(activity: number, now: number): void {
    // The work ended last: it drove the finish itself.
    if (mayFinish[activity]! < now) finishDriver[activity] = -1;
    agenda.push(Math.max(mayFinish[activity]!, now), activity * KINDS + MAY_CLOSE);
  }

  function finishes(activity: number, now: number): void {
    finish[activity] = now;
    effects(activity, now);
    spreadEffects(now);
  }

  /** Gates of gates may open at once; a stack instead of calls into calls. */
  function spreadEffects(now: number): void {
    while (counters[JUST_FINISHED]! > 0) effects(justFinished[--counters[JUST_FINISHED]!]!, now);
  }

  /** Of an activity whose finish is now, or, if nobody but its successors takes notice, known to be later. */
  function effects(activity: number, now: number): void {
    counters[FINISHED]!++;
    if ((traits[activity]! & IS_SILENT) === 0) {
      desk.giveBack(activity, now);
      if ((traits[activity]! & GIVES_AT_FINISH) !== 0) gives(activity, 0, now);
    }
    const time = finish[activity]!;
    const end = successorsFrom[activity + 1]!;
    for (let i = successorsFrom[activity]!; i < end; i++) {
      const link = successors[i]!;
      const type = linkType[link]!;
      if (type === FINISH_TO_START) opensStartGate(link, time + linkLag[link]!, now);
      else if (type === FINISH_TO_FINISH) opensFinishGate(link, time + linkLag[link]!, now);
    }
  }

  function gives(activity: number, atStart: 0 | 1, now: number): void {
    const end = givesFrom[activity + 1]!;
    for (let i = givesFrom[activity]!; i < end; i++)
      if (giveAtStart[i] === atStart) desk.raise(giveResource[i]!, giveAmount[i]!, activity, now);
  }

  function opensStartGate(link: number, time: number, now: number): void {
    const activity = linkTo[link]!;
    const before = ready[activity]!;
    if (time > before || (time === before && (startDriver[activity] === -1 || link < startDriver[activity]!))) {
      ready[activity] = time;
      startDriver[activity] = link;
    }
    if (--startGatesLeft[activity]! === 0) gatesAreOpen(activity, now);
  }

  function opensFinishGate(link: number, time: number, now: number): void {
    const activity = linkTo[link]!;
    const before = mayFinish[activity]!;
    if (time > before || finishDriver[activity] === -1 || (time === before && link < finishDriver[activity]!)) {
      finishDriver[activity] = link;
      if (time > before) mayFinish[activity] = time;
    }
    if (--finishGatesLeft[activity]! === 0 && workEnd[activity]! <= now) mayClose(activity, now);
  }

  function gatesAreOpen(activity: number, now: number): void {
    const time = ready[activity]!;
    if ((traits[activity]! & IS_SIMPLE) !== 0 && work[activity]! > 0) runsAlone(activity, time);
    else if (time > now) agenda.push(time, activity * KINDS + BECOMES_READY);
    else newcomers[counters[NEW]!++] = activity;
  }

  /** Nothing can hold it up: no event is needed for its start, and none for its finish if only gates hear of it. */
  function runsAlone(activity: number, time: number): void {
    const length = work[activity]!;
    const end = time + length;
    start[activity] = time;
    worked[activity] = length;
    if ((traits[activity]! & IS_SILENT) === 0) agenda.push(end, activity * KINDS + WORK_ENDS);
    else if (end <= horizon) {
      workEnd[activity] = end;
      finish[activity] = end;
      justFinished[counters[JUST_FINISHED]!++] = activity;
    }
  }

  // 3. Starts. (2, capacity steps, is the desk's; calendars are asked when somebody wants to start.)

  /** One round of asking. What starts in it may finish at once, and those finishes come before the next round. */
  function starts(now: number): void {
    if (counters[NEW] === 1 && !desk.someoneHasHope()) askNewcomer(newcomers[0]!, now);
    else askInOrder(now);
  }

  /** One newcomer and nothing risen: those who waited still wait, so it alone need be asked, if no strict list holds it up. */
  function askNewcomer(activity: number, now: number): void {
    counters[NEW] = 0;
    let answer = ask(activity, now, 0);
    if (answer === GRANTED && (traits[activity]! & HAS_STRICT_NEED) !== 0) answer = desk.heldUpBy(activity);
    settle(activity, answer, now);
  }

  /** Asks newcomers and everyone who waits for what has risen, in dispatch order. */
  function askInOrder(now: number): void {
    const round = ++counters[ROUND]!;
    const fresh = counters[NEW]!;
    counters[NEW] = 0;
    const count = desk.gather(newcomers, fresh, round);
    for (let i = 0; i < count; i++) {
      const activity = desk.candidates[i]!;
      if (askedInRound[activity] === round) continue;
      askedInRound[activity] = round;
      const answer = ask(activity, now, round);
      if (answer >= 0 && (traits[activity]! & HAS_STRICT_NEED) !== 0) desk.blockBehind(activity, round);
      settle(activity, answer, now);
    }
  }

  function ask(activity: number, now: number, round: number): number {
    const trait = traits[activity]!;
    if ((trait & HAS_CALENDAR) !== 0 && !mayBegin(activity, now)) return CLOSED;
    if ((trait & HAS_NEEDS) === 0) return GRANTED;
    const answer = desk.ask(activity, round);
    const mustFit = (trait & HAS_CREW) !== 0 && (trait & HAS_CALENDAR) !== 0 && onClose[activity] === ON_CLOSE_FIT;
    return answer === GRANTED && mustFit ? askWindow(activity, now) : answer;
  }

  /** A crew too small to be done before the calendar closes is no crew: it waits for more workers, or for a window that is long enough. */
  function askWindow(activity: number, now: number): number {
    const pool = crewPool[activity]!;
    const workers = Math.min(crewMax[activity]!, desk.freeOf(pool) - crewBeside[activity]!);
    const fits = calendars[calendarOf[activity]!]!.nextFit(now, effortTicks(activity, workers));
    if (fits === now) return GRANTED;
    if (fits <= horizon) agenda.push(fits, activity * KINDS + WINDOW_FITS);
    return pool;
  }

  function settle(activity: number, answer: number, now: number): void {
    if (answer === GRANTED) begins(activity, now);
    else if (answer === CLOSED) waitsForCalendar(activity, now);
    else {
      desk.enlist(activity, answer);
      recorder.waitsFor(activity, answer, now, desk.endedBy);
    }
  }

  function mayBegin(activity: number, now: number): boolean {
    const hours = calendars[calendarOf[activity]!]!;
    if (onClose[activity] === ON_CLOSE_FIT) return hours.nextFit(now, fitLength(activity)) === now;
    return hours.isOpen(now);
  }

  function waitsForCalendar(activity: number, now: number): void {
    const calendar = calendarOf[activity]!;
    const hours = calendars[calendar]!;
    recorder.waitsFor(activity, resources + calendar, now, desk.endedBy);
    const opens = onClose[activity] === ON_CLOSE_FIT ? hours.nextFit(now, fitLength(activity)) : hours.nextOpen(now);
    if (opens <= horizon) agenda.push(opens, activity * KINDS + CALENDAR_OPENS);
  }

  /** The least a window must hold: with a crew, what the largest takes. */
  function fitLength(activity: number): number {
    return (traits[activity]! & HAS_CREW) === 0 ? work[activity]! : effortTicks(activity, crewMax[activity]!);
  }

  function effortTicks(activity: number, workers: number): number {
    const effort = work[activity]!;
    return effort > 0 ? Math.max(1, Math.round(effort / (workers * productivity[activity]!))) : 0;
  }

  function begins(activity: number, now: number): void {
    const trait = traits[activity]!;
    recorder.waitEnds(activity, now, desk.endedBy);
    if ((trait & HAS_NEEDS) !== 0) desk.take(activity);
    const left = workLeft[activity]!;
    if (left >= 0) {
      worksUntil(activity, left, now);
      if ((trait & IS_WATCHED) !== 0) opensShares(activity, left, now);
      return;
    }
    const length = (trait & HAS_CREW) === 0 ? work[activity]! : effortTicks(activity, crew[activity]!);
    start[activity] = now;
    worked[activity] = length;
    worksUntil(activity, length, now);
    if ((trait & GIVES_AT_START) !== 0) gives(activity, 1, now);
    if ((trait & IS_WATCHED) === 0) return;
    opensShares(activity, length, now);
    startIsSeen(activity, now);
  }

  /** Start-to-finish successors hear of the start. */
  function startIsSeen(activity: number, now: number): void {
    for (let i = successorsFrom[activity]!; i < successorsFrom[activity + 1]!; i++) {
      const link = successors[i]!;
      if (linkType[link] === START_TO_FINISH) opensFinishGate(link, now + linkLag[link]!, now);
    }
  }

  /** Start-to-start successors hear when their share of the work will be done, of which `length` is left and begun or resumed now. */
  function opensShares(activity: number, length: number, now: number): void {
    const done = worked[activity]! - length;
    for (let i = successorsFrom[activity]!; i < successorsFrom[activity + 1]!; i++) {
      const link = successors[i]!;
      if (linkType[link] !== START_TO_START) continue;
      const part = Math.round(linkShare[link]! * worked[activity]!) - done;
      const time = part > 0 || done === 0 ? partDone(activity, part, length, now) : -1;
      if (time >= 0) opensStartGate(link, time + linkLag[link]!, now);
    }
    spreadEffects(now);
  }

  /** Schedule the end of `length` ticks of work begun now, or of the part until the calendar closes and the crew leaves. */
  function worksUntil(activity: number, length: number, now: number): void {
    if ((traits[activity]! & HAS_CALENDAR) === 0 || countsOpenTime[activity] === 0) {
      agenda.push(now + length, activity * KINDS + WORK_ENDS);
      return;
    }
    const hours = calendars[calendarOf[activity]!]!;
    const rule = onClose[activity]!;
    if (rule === ON_CLOSE_RELEASE) {
      const closes = hours.nextClose(now);
      if (now + length > closes) {
        workLeft[activity] = length - (closes - now);
        agenda.push(closes, activity * KINDS + CREW_PAUSES);
      } else agenda.push(now + length, activity * KINDS + WORK_ENDS);
      return;
    }
    const end = rule === ON_CLOSE_RESTART ? hours.nextFit(now, length) + length : hours.addWork(now, length);
    if (end <= horizon) agenda.push(end, activity * KINDS + WORK_ENDS);
  }

  /** When `part` of the `length` begun now is done; -1: not before the crew leaves, and nobody knows for how long. */
  function partDone(activity: number, part: number, length: number, now: number): number {
    if (part === 0) return now;
    if ((traits[activity]! & HAS_CALENDAR) === 0 || countsOpenTime[activity] === 0) return now + part;
    const hours = calendars[calendarOf[activity]!]!;
    const rule = onClose[activity]!;
    // Work that is started over does not count.
    if (rule === ON_CLOSE_RESTART) return hours.nextFit(now, length) + part;
    return rule === ON_CLOSE_RELEASE && now + part > hours.nextClose(now) ? -1 : hours.addWork(now, part);
  }

  function crewPauses(activity: number, now: number): void {
    desk.giveBack(activity, now);
    waitsForCalendar(activity, now);
  }

  // The loop.

  function handle(event: number, now: number): void {
    const activity = event >> 3;
    switch (event & 7) {
      case WORK_ENDS:
        workEnds(activity, now);
        break;
      case BECOMES_READY:
      case CALENDAR_OPENS:
        newcomers[counters[NEW]!++] = activity;
        break;
      case CREW_PAUSES:
        crewPauses(activity, now);
        break;
      case MAY_CLOSE:
        finishes(activity, now);
        break;
      case WINDOW_FITS:
        desk.rises(crewPool[activity]!);
        break;
    }
  }

  /** Goes round until nothing more happens in it: a start may finish at once, or open a gate. */
  function minute(now: number): void {
    for (;;) {
      while (agenda.nextTime() === now) handle(agenda.pop(), now);
      desk.takeSteps(now);
      if (counters[NEW] === 0 && !desk.someoneHasHope()) return;
      starts(now);
    }
  }

  let work: Float64Array = new Float64Array(0);

  function run(given: Float64Array): Trace {
    work = given;
    reset();
    for (let activity = 0; activity < activities; activity++) if (startGates[activity] === 0) gatesAreOpen(activity, 0);
    spreadEffects(0);
    minute(0);
    for (;;) {
      const now = Math.min(agenda.nextTime(), desk.nextStep());
      if (now > horizon || counters[FINISHED] === activities) break;
      minute(now);
    }
    recorder.close(horizon, activities - counters[FINISHED]!);
    return trace;
  }

  return { run };
}
