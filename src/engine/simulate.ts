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
import {
  FINISH_TO_FINISH,
  FINISH_TO_START,
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
const KINDS = 8;

/** Outcomes of asking for everything an activity needs; a non-negative answer is the resource that is missing. */
const GRANTED = -1;
const CLOSED = -2;

export interface Simulator {
  /** Play one future. The trace is overwritten by the next call. */
  readonly run: (work: Float64Array) => Trace;
}

export function createSimulator(program: Program): Simulator {
  const { activities, resources, horizon, notBefore, startGates, finishGates, isSimple } = program;
  const { linkTo, linkType, linkLag, linkShare, successorsFrom, successors } = program;
  const { needsFrom, needResource, needAmount, needGivesBack, givesFrom, giveResource, giveAmount, giveAtStart } = program;
  const { crewPool, crewMin, crewMax, productivity, calendarOf, countsOpenTime, onClose, calendars } = program;
  const { isFifo, rank, initial, isStrict, hasStrictNeed, stepTime, stepResource, stepChange } = program;

  const recorder: TraceRecorder = createTrace(activities);
  const trace = recorder.trace;
  const { ready, start, workEnd, finish, worked, crew, startDriver, finishDriver } = trace;

  const agenda = createAgenda(activities + 16);
  const startGatesLeft = new Int32Array(activities);
  const finishGatesLeft = new Int32Array(activities);
  /** When the last of the finish gates opened so far lets the activity finish. */
  const mayFinish = new Float64Array(activities);
  /** Work left of an activity that gave its crew back when its calendar closed; NaN for all others. */
  const workLeft = new Float64Array(activities);

  const free = new Int32Array(resources);
  /** When a resource last rose, and who raised it (-1: a capacity step). */
  const raisedAt = new Float64Array(resources);
  const raisedBy = new Int32Array(resources);
  /** Resources that rose since the last scan of the queue. */
  const hasRisen = new Uint8Array(resources);
  /** Strict resources that somebody further ahead in the queue is waiting for, by number of the scan. */
  const blockedInScan = new Int32Array(resources);

  /** Activities that wait, in dispatch order. */
  const queue = new Int32Array(activities);
  /** What each of them lacks: a resource; those not asked yet hold -1. */
  const lacks = new Int32Array(activities);
  const newcomers = new Int32Array(activities);
  /** Finished at the current minute, effects still to come. */
  const justFinished = new Int32Array(activities);

  // Counters live in one small array: numbers that change in closures are slower.
  const state = new Int32Array(8);
  const QUEUED = 0;
  const NEW = 1;
  const ANY_RISEN = 2;
  const SCAN = 3;
  const FINISHED = 4;
  const NEXT_STEP = 5;
  const JUST_FINISHED = 6;
  const STRICT_QUEUED = 7;

  function reset(): void {
    recorder.reset(notBefore);
    startGatesLeft.set(startGates);
    finishGatesLeft.set(finishGates);
    mayFinish.fill(0);
    workLeft.fill(Number.NaN);
    free.set(initial);
    raisedAt.fill(-1);
    raisedBy.fill(-1);
    hasRisen.fill(0);
    blockedInScan.fill(0);
    state.fill(0);
    agenda.clear();
  }

  // 1. Finishes and releases, then effects.

  function workEnds(activity: number, now: number): void {
    workEnd[activity] = now;
    if (finishGates[activity] === 0) finishes(activity, now);
    else if (finishGatesLeft[activity] === 0) mayClose(activity, now);
  }

  /** Own work is done and the last finish gate is open or will be. */
  function mayClose(activity: number, now: number): void {
    const time = mayFinish[activity]!;
    if (time > now) agenda.push(time, activity * KINDS + MAY_CLOSE);
    else {
      // The work ended last: it drove the finish itself.
      if (time < now && workEnd[activity] === now) finishDriver[activity] = -1;
      finishes(activity, now);
    }
  }

  function finishes(activity: number, now: number): void {
    finish[activity] = now;
    justFinished[state[JUST_FINISHED]!++] = activity;
    while (state[JUST_FINISHED]! > 0) effects(justFinished[--state[JUST_FINISHED]!]!, now);
  }

  function effects(activity: number, now: number): void {
    state[FINISHED]!++;
    giveBack(activity, now);
    for (let i = givesFrom[activity]!; i < givesFrom[activity + 1]!; i++)
      if (giveAtStart[i] === 0) raise(giveResource[i]!, giveAmount[i]!, activity, now);
    for (let i = successorsFrom[activity]!; i < successorsFrom[activity + 1]!; i++) {
      const link = successors[i]!;
      const type = linkType[link]!;
      if (type === FINISH_TO_START) opensStartGate(link, now + linkLag[link]!, now);
      else if (type === FINISH_TO_FINISH) opensFinishGate(link, now + linkLag[link]!, now);
    }
  }

  function giveBack(activity: number, now: number): void {
    for (let i = needsFrom[activity]!; i < needsFrom[activity + 1]!; i++)
      if (needGivesBack[i] === 1) raise(needResource[i]!, needAmount[i]!, activity, now);
    if (crewPool[activity]! >= 0) raise(crewPool[activity]!, crew[activity]!, activity, now);
  }

  function raise(resource: number, amount: number, by: number, now: number): void {
    free[resource] = free[resource]! + amount;
    if (amount <= 0) return;
    hasRisen[resource] = 1;
    state[ANY_RISEN] = 1;
    if (raisedAt[resource] !== now || by < raisedBy[resource]! || raisedBy[resource] === -1) {
      raisedAt[resource] = now;
      raisedBy[resource] = by;
    }
  }

  function opensStartGate(link: number, time: number, now: number): void {
    const activity = linkTo[link]!;
    const before = ready[activity]!;
    if (time > before || (time === before && (startDriver[activity] === -1 || link < startDriver[activity]!))) {
      ready[activity] = time;
      startDriver[activity] = link;
    }
    startGatesLeft[activity]!--;
    if (startGatesLeft[activity] === 0) gatesAreOpen(activity, now);
  }

  function opensFinishGate(link: number, time: number, now: number): void {
    const activity = linkTo[link]!;
    if (time > mayFinish[activity]! || finishDriver[activity] === -1 || (time === mayFinish[activity] && link < finishDriver[activity]!)) {
      finishDriver[activity] = link;
      if (time > mayFinish[activity]!) mayFinish[activity] = time;
    }
    finishGatesLeft[activity]!--;
    if (finishGatesLeft[activity] === 0 && workEnd[activity]! <= now) mayClose(activity, now);
  }

  function gatesAreOpen(activity: number, now: number): void {
    const time = ready[activity]!;
    if (isSimple[activity] === 1) runsAlone(activity, time, now);
    else if (time > now) agenda.push(time, activity * KINDS + BECOMES_READY);
    else newcomers[state[NEW]!++] = activity;
  }

  /** Nothing can hold it up: no event is needed for its start. */
  function runsAlone(activity: number, time: number, now: number): void {
    const length = work[activity]!;
    start[activity] = time;
    worked[activity] = length;
    const end = time + length;
    if (end > now) agenda.push(end, activity * KINDS + WORK_ENDS);
    else {
      workEnd[activity] = now;
      finish[activity] = now;
      justFinished[state[JUST_FINISHED]!++] = activity;
    }
  }

  // 2. Capacity steps and calendars.

  function takeSteps(now: number): void {
    while (state[NEXT_STEP]! < stepTime.length && stepTime[state[NEXT_STEP]!]! <= now) {
      const step = state[NEXT_STEP]!++;
      const resource = stepResource[step]!;
      free[resource] = free[resource]! + stepChange[step]!;
      if (stepChange[step]! <= 0) continue;
      hasRisen[resource] = 1;
      state[ANY_RISEN] = 1;
      if (raisedAt[resource] !== now) {
        raisedAt[resource] = now;
        raisedBy[resource] = -1;
      }
    }
  }

  // 3. Starts.

  function starts(now: number): void {
    while (state[NEW]! > 0 || state[ANY_RISEN] === 1) {
      // With nothing risen those who waited still wait: only newcomers need asking, unless a strict queue is in their way.
      const askAll = state[ANY_RISEN] === 1 || state[STRICT_QUEUED]! > 0;
      if (!askAll && state[NEW] === 1) askNewcomer(newcomers[0]!, now);
      else askQueue(now);
    }
  }

  function askNewcomer(activity: number, now: number): void {
    state[NEW] = 0;
    const answer = ask(activity, now, 0);
    if (answer === GRANTED) begins(activity, now);
    else if (answer === CLOSED) waitsForCalendar(activity, now);
    else {
      insert(activity);
      waits(activity, answer, now);
    }
  }

  function askQueue(now: number): void {
    const count = state[NEW]!;
    state[NEW] = 0;
    for (let i = 0; i < count; i++) {
      lacks[newcomers[i]!] = -1;
      insert(newcomers[i]!);
    }
    const scan = ++state[SCAN]!;
    state[ANY_RISEN] = 0;
    const risen = snapshotRisen();
    const queued = state[QUEUED]!;
    let kept = 0;
    for (let i = 0; i < queued; i++) {
      const activity = queue[i]!;
      const strict = hasStrictNeed[activity] === 1;
      const lacking = lacks[activity]!;
      if (!strict && lacking >= 0 && risen[lacking] === 0) {
        queue[kept++] = activity;
        continue;
      }
      const answer = ask(activity, now, scan);
      if (answer >= 0) {
        if (strict) blockBehind(activity, scan);
        waits(activity, answer, now);
        queue[kept++] = activity;
        continue;
      }
      if (strict) state[STRICT_QUEUED]!--;
      if (answer === GRANTED) begins(activity, now);
      else waitsForCalendar(activity, now);
    }
    state[QUEUED] = kept;
  }

  const risenNow = new Uint8Array(resources);
  function snapshotRisen(): Uint8Array {
    risenNow.set(hasRisen);
    hasRisen.fill(0);
    return risenNow;
  }

  /** Whether everything the activity needs can be granted at once. `scan` 0: nobody is ahead of it. */
  function ask(activity: number, now: number, scan: number): number {
    const calendar = calendarOf[activity]!;
    if (calendar >= 0 && !mayBegin(activity, calendar, now)) return CLOSED;
    const resumes = workLeft[activity]! >= 0;
    for (let i = needsFrom[activity]!; i < needsFrom[activity + 1]!; i++) {
      const resource = needResource[i]!;
      if (resumes && needGivesBack[i] === 0) continue;
      if (free[resource]! < needAmount[i]! || (isStrict[resource] === 1 && scan > 0 && blockedInScan[resource] === scan)) return resource;
    }
    const pool = crewPool[activity]!;
    if (pool >= 0 && (free[pool]! < crewMin[activity]! || (isStrict[pool] === 1 && scan > 0 && blockedInScan[pool] === scan))) return pool;
    return GRANTED;
  }

  function mayBegin(activity: number, calendar: number, now: number): boolean {
    const hours = calendars[calendar]!;
    if (onClose[activity] === ON_CLOSE_FIT) return hours.nextFit(now, fitLength(activity)) === now;
    return hours.isOpen(now);
  }

  /** How long it runs once begun; a crew may be larger when it comes to it, never smaller. */
  function fitLength(activity: number): number {
    return crewPool[activity]! >= 0
      ? effortTicks(activity, Math.min(crewMax[activity]!, Math.max(free[crewPool[activity]!]!, crewMin[activity]!)))
      : work[activity]!;
  }

  function effortTicks(activity: number, workers: number): number {
    const effort = work[activity]!;
    return effort > 0 ? Math.max(1, Math.round(effort / (workers * productivity[activity]!))) : 0;
  }

  function blockBehind(activity: number, scan: number): void {
    for (let i = needsFrom[activity]!; i < needsFrom[activity + 1]!; i++) blockedInScan[needResource[i]!] = scan;
    if (crewPool[activity]! >= 0) blockedInScan[crewPool[activity]!] = scan;
  }

  /** Put into the queue at its place in dispatch order. */
  function insert(activity: number): void {
    if (hasStrictNeed[activity] === 1) state[STRICT_QUEUED]!++;
    let hole = state[QUEUED]!++;
    while (hole > 0 && goesBefore(activity, queue[hole - 1]!)) {
      queue[hole] = queue[hole - 1]!;
      hole--;
    }
    queue[hole] = activity;
  }

  function goesBefore(a: number, b: number): boolean {
    if (!isFifo) return rank[a]! < rank[b]!;
    return ready[a]! < ready[b]! || (ready[a] === ready[b] && a < b);
  }

  function waits(activity: number, resource: number, now: number): void {
    lacks[activity] = resource;
    recorder.waitsFor(activity, resource, now, endedBy);
  }

  function waitsForCalendar(activity: number, now: number): void {
    const calendar = calendarOf[activity]!;
    const hours = calendars[calendar]!;
    recorder.waitsFor(activity, resources + calendar, now, endedBy);
    const opens = onClose[activity] === ON_CLOSE_FIT ? hours.nextFit(now, fitLength(activity)) : hours.nextOpen(now);
    if (opens <= horizon) agenda.push(opens, activity * KINDS + CALENDAR_OPENS);
  }

  /** Who ended a wait for a resource just now: the activity that raised it this minute, or -1. */
  function endedBy(resource: number, now: number): number {
    return resource < resources && raisedAt[resource] === now ? raisedBy[resource]! : -1;
  }

  function begins(activity: number, now: number): void {
    recorder.waitEnds(activity, now, endedBy);
    const resumes = workLeft[activity]! >= 0;
    for (let i = needsFrom[activity]!; i < needsFrom[activity + 1]!; i++) {
      if (!resumes || needGivesBack[i] === 1) free[needResource[i]!] = free[needResource[i]!]! - needAmount[i]!;
    }
    const pool = crewPool[activity]!;
    if (pool >= 0 && !resumes) crew[activity] = Math.min(crewMax[activity]!, free[pool]!);
    if (pool >= 0) free[pool] = free[pool]! - crew[activity]!;
    if (!resumes) {
      start[activity] = now;
      worked[activity] = pool >= 0 ? effortTicks(activity, crew[activity]!) : work[activity]!;
    }
    worksUntil(activity, resumes ? workLeft[activity]! : worked[activity]!, now);
    if (resumes) return;
    for (let i = givesFrom[activity]!; i < givesFrom[activity + 1]!; i++)
      if (giveAtStart[i] === 1) raise(giveResource[i]!, giveAmount[i]!, activity, now);
    for (let i = successorsFrom[activity]!; i < successorsFrom[activity + 1]!; i++) {
      const link = successors[i]!;
      const type = linkType[link]!;
      if (type === START_TO_START) opensStartGate(link, partDone(activity, linkShare[link]!, now) + linkLag[link]!, now);
      else if (type === START_TO_FINISH) opensFinishGate(link, now + linkLag[link]!, now);
    }
    // A gate may have let a zero-length activity pass this very minute.
    while (state[JUST_FINISHED]! > 0) effects(justFinished[--state[JUST_FINISHED]!]!, now);
  }

  /** Schedule the end of `length` ticks of work begun now, or of the part until the calendar closes and the crew leaves. */
  function worksUntil(activity: number, length: number, now: number): void {
    const calendar = calendarOf[activity]!;
    if (calendar < 0 || countsOpenTime[activity] === 0) {
      agenda.push(now + length, activity * KINDS + WORK_ENDS);
      return;
    }
    const hours = calendars[calendar]!;
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

  /** When a share of the activity's work is done. */
  function partDone(activity: number, share: number, now: number): number {
    const part = Math.round(share * worked[activity]!);
    const calendar = calendarOf[activity]!;
    if (part === 0) return now;
    return calendar >= 0 && countsOpenTime[activity] === 1 ? calendars[calendar]!.addWork(now, part) : now + part;
  }

  function crewPauses(activity: number, now: number): void {
    giveBack(activity, now);
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
        newcomers[state[NEW]!++] = activity;
        break;
      case CREW_PAUSES:
        crewPauses(activity, now);
        break;
      case MAY_CLOSE:
        finishes(activity, now);
        break;
    }
  }

  function minute(now: number): void {
    while (agenda.nextTime() === now) handle(agenda.pop(), now);
    takeSteps(now);
    starts(now);
  }

  let work: Float64Array = new Float64Array(0);

  function run(given: Float64Array): Trace {
    work = given;
    reset();
    for (let activity = 0; activity < activities; activity++) if (startGates[activity] === 0) gatesAreOpen(activity, 0);
    while (state[JUST_FINISHED]! > 0) effects(justFinished[--state[JUST_FINISHED]!]!, 0);
    minute(0);
    for (;;) {
      const event = agenda.nextTime();
      const step = state[NEXT_STEP]! < stepTime.length ? stepTime[state[NEXT_STEP]!]! : Number.POSITIVE_INFINITY;
      const now = event < step ? event : step;
      if (now > horizon || state[FINISHED] === activities) break;
      minute(now);
    }
    recorder.close(horizon, activities - state[FINISHED]!);
    return trace;
  }

  return { run };
}
