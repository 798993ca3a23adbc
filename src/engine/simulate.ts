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
import { createWaitingLists } from './waiting-lists.ts';

/** Kinds of event, packed into the lowest three bits beside the activity's number. */
const WORK_ENDS = 0;
const BECOMES_READY = 1;
const CALENDAR_OPENS = 2;
const CREW_PAUSES = 3;
const MAY_CLOSE = 4;
const KINDS = 8;

/** From here on a sort by comparison beats insertion. */
const LONG_LIST = 64;

/** Outcomes of asking for everything an activity needs; a non-negative answer is the resource that is missing. */
const GRANTED = -1;
const CLOSED = -2;

export interface Simulator {
  /** Play one future. The trace is overwritten by the next call. */
  readonly run: (work: Float64Array) => Trace;
}

export function createSimulator(program: Program): Simulator {
  const { activities, resources, horizon, notBefore, startGates, finishGates, isSimple, isSilent } = program;
  const { linkTo, linkType, linkLag, linkShare, successorsFrom, successors } = program;
  const { needsFrom, needResource, needAmount, needFree, needGivesBack, givesFrom, giveResource, giveAmount, giveAtStart } = program;
  const { crewPool, crewMin, crewMax, crewBeside, productivity, calendarOf, countsOpenTime, onClose, calendars } = program;
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
  /** Resources that rose since the last round of asking. */
  const hasRisen = new Uint8Array(resources);
  /** The round in which somebody further ahead was left waiting for a strict resource. */
  const blockedInRound = new Int32Array(resources);

  const lists = createWaitingLists(resources, goesBefore);
  /** Those to be asked in one round, in dispatch order; an activity may stand in several lists, hence the room. */
  const candidates = new Int32Array(activities + program.needResource.length + activities);
  /** The round in which an activity was asked last, and a list taken. */
  const askedInRound = new Int32Array(activities);
  const takenInRound = new Int32Array(resources);
  const newcomers = new Int32Array(activities);
  /** Finished, effects still to come. */
  const justFinished = new Int32Array(activities);

  // Counters live in one small array: numbers that change in closures are slower.
  const state = new Int32Array(8);
  const NEW = 0;
  const ROUND = 1;
  const FINISHED = 2;
  const NEXT_STEP = 3;
  const JUST_FINISHED = 4;
  /** Resources that rose, in a list beside the flags. */
  const RISEN = 5;
  const risen = new Int32Array(resources);

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
    blockedInRound.fill(0);
    askedInRound.fill(0);
    takenInRound.fill(0);
    lists.clear();
    state.fill(0);
    agenda.clear();
  }

  // 1. Finishes and releases, then effects.

  function workEnds(activity: number, now: number): void {
    workEnd[activity] = now;
    if (finishGates[activity] === 0) finishes(activity, now);
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
    justFinished[state[JUST_FINISHED]!++] = activity;
    spreadEffects(now);
  }

  /** Gates of gates may open at once; a stack instead of calls into calls. */
  function spreadEffects(now: number): void {
    while (state[JUST_FINISHED]! > 0) effects(justFinished[--state[JUST_FINISHED]!]!, now);
  }

  /** Of an activity whose finish is now, or, if nobody but its successors takes notice, known to be later. */
  function effects(activity: number, now: number): void {
    state[FINISHED]!++;
    if (isSilent[activity] === 0) givesAtFinish(activity, now);
    const time = finish[activity]!;
    for (let i = successorsFrom[activity]!; i < successorsFrom[activity + 1]!; i++) {
      const link = successors[i]!;
      const type = linkType[link]!;
      if (type === FINISH_TO_START) opensStartGate(link, time + linkLag[link]!, now);
      else if (type === FINISH_TO_FINISH) opensFinishGate(link, time + linkLag[link]!, now);
    }
  }

  function givesAtFinish(activity: number, now: number): void {
    giveBack(activity, now);
    for (let i = givesFrom[activity]!; i < givesFrom[activity + 1]!; i++)
      if (giveAtStart[i] === 0) raise(giveResource[i]!, giveAmount[i]!, activity, now);
  }

  function giveBack(activity: number, now: number): void {
    for (let i = needsFrom[activity]!; i < needsFrom[activity + 1]!; i++)
      if (needGivesBack[i] === 1) raise(needResource[i]!, needAmount[i]!, activity, now);
    if (crewPool[activity]! >= 0) raise(crewPool[activity]!, crew[activity]!, activity, now);
  }

  function raise(resource: number, amount: number, by: number, now: number): void {
    free[resource] = free[resource]! + amount;
    if (amount <= 0) return;
    rises(resource);
    if (raisedAt[resource] !== now || by < raisedBy[resource]! || raisedBy[resource] === -1) {
      raisedAt[resource] = now;
      raisedBy[resource] = by;
    }
  }

  /** Nobody need be asked again for a resource that nobody waits for. */
  function rises(resource: number): void {
    if (hasRisen[resource] === 1 || lists.isEmpty(resource)) return;
    hasRisen[resource] = 1;
    risen[state[RISEN]!++] = resource;
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
    if (isSimple[activity] === 1 && work[activity]! > 0) runsAlone(activity, time, now);
    else if (time > now) agenda.push(time, activity * KINDS + BECOMES_READY);
    else newcomers[state[NEW]!++] = activity;
  }

  /** Nothing can hold it up: no event is needed for its start, and none for its finish if only gates hear of it. */
  function runsAlone(activity: number, time: number, now: number): void {
    const length = work[activity]!;
    const end = time + length;
    start[activity] = time;
    worked[activity] = length;
    if (end > now && isSilent[activity] === 0) agenda.push(end, activity * KINDS + WORK_ENDS);
    else if (end <= horizon) {
      workEnd[activity] = end;
      finish[activity] = end;
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
      rises(resource);
      if (raisedAt[resource] !== now) {
        raisedAt[resource] = now;
        raisedBy[resource] = -1;
      }
    }
  }

  // 3. Starts.

  /** One round of asking. What starts in it may finish at once, and those finishes come before the next round. */
  function starts(now: number): void {
    if (state[RISEN] === 0 && state[NEW] === 1) askNewcomer(newcomers[0]!, now);
    else askInOrder(now);
  }

  /** One newcomer and nothing risen: those who waited still wait, so it alone need be asked, if no strict list holds it up. */
  function askNewcomer(activity: number, now: number): void {
    state[NEW] = 0;
    const answer = ask(activity, now, 0);
    const ahead = answer === GRANTED && hasStrictNeed[activity] === 1 ? heldUpBy(activity) : GRANTED;
    settle(activity, ahead === GRANTED ? answer : ahead, now);
  }

  /** A strict resource that somebody who goes before the activity waits for, or GRANTED. */
  function heldUpBy(activity: number): number {
    for (let i = needsFrom[activity]!; i < needsFrom[activity + 1]!; i++) if (isBehind(activity, needResource[i]!)) return needResource[i]!;
    const pool = crewPool[activity]!;
    return pool >= 0 && isBehind(activity, pool) ? pool : GRANTED;
  }

  function isBehind(activity: number, resource: number): boolean {
    return isStrict[resource] === 1 && !lists.isEmpty(resource) && goesBefore(lists.head(resource), activity);
  }

  /** Asks newcomers and everyone who waits for what has risen, in dispatch order. */
  function askInOrder(now: number): void {
    const round = ++state[ROUND]!;
    const count = gather(round);
    for (let i = 0; i < count; i++) {
      const activity = candidates[i]!;
      // Somebody who wants several strict resources stands in several lists.
      if (askedInRound[activity] === round) continue;
      askedInRound[activity] = round;
      const answer = ask(activity, now, round);
      if (answer >= 0 && hasStrictNeed[activity] === 1) blockBehind(activity, round);
      settle(activity, answer, now);
    }
  }

  /** Takes newcomers and the lists of what has risen, and the strict lists that those are held up in; returns how many there are. */
  function gather(round: number): number {
    let count = 0;
    for (let i = 0; i < state[NEW]!; i++) candidates[count++] = newcomers[i]!;
    state[NEW] = 0;
    while (state[RISEN]! > 0) {
      const resource = risen[--state[RISEN]!]!;
      hasRisen[resource] = 0;
      count = takeList(resource, round, count);
    }
    for (let i = 0; i < count; i++) if (hasStrictNeed[candidates[i]!] === 1) count = takeListsOf(candidates[i]!, round, count);
    if (count > 1) sortCandidates(count);
    return count;
  }

  function takeList(resource: number, round: number, count: number): number {
    if (takenInRound[resource] === round) return count;
    takenInRound[resource] = round;
    return lists.takeAll(resource, candidates, count);
  }

  /** Somebody who wants strict resources may stand in the list of anything it needs, and so may those ahead of it. */
  function takeListsOf(activity: number, round: number, count: number): number {
    let total = count;
    for (let i = needsFrom[activity]!; i < needsFrom[activity + 1]!; i++) total = takeList(needResource[i]!, round, total);
    const pool = crewPool[activity]!;
    return pool >= 0 ? takeList(pool, round, total) : total;
  }

  /** What is gathered is a few lists, each in order already: insertion is quick unless they are long. */
  function sortCandidates(count: number): void {
    if (count > LONG_LIST) {
      candidates.subarray(0, count).sort((a, b) => (goesBefore(a, b) ? -1 : 1));
      return;
    }
    for (let i = 1; i < count; i++) {
      const activity = candidates[i]!;
      let hole = i;
      while (hole > 0 && goesBefore(activity, candidates[hole - 1]!)) {
        candidates[hole] = candidates[hole - 1]!;
        hole--;
      }
      candidates[hole] = activity;
    }
  }

  function settle(activity: number, answer: number, now: number): void {
    if (answer === GRANTED) begins(activity, now);
    else if (answer === CLOSED) waitsForCalendar(activity, now);
    else {
      enlist(activity, answer);
      recorder.waitsFor(activity, answer, now, endedBy);
    }
  }

  /** Into the list of what it lacks and of every strict resource it wants. */
  function enlist(activity: number, lacking: number): void {
    if (hasStrictNeed[activity] === 0 || isStrict[lacking] === 0) lists.insert(lacking, activity);
    if (hasStrictNeed[activity] === 0) return;
    for (let i = needsFrom[activity]!; i < needsFrom[activity + 1]!; i++)
      if (isStrict[needResource[i]!] === 1) lists.insert(needResource[i]!, activity);
    const pool = crewPool[activity]!;
    if (pool >= 0 && isStrict[pool] === 1) lists.insert(pool, activity);
  }

  /** Whether everything the activity needs can be granted at once. `round` 0: nobody is ahead of it. */
  function ask(activity: number, now: number, round: number): number {
    const calendar = calendarOf[activity]!;
    if (calendar >= 0 && !mayBegin(activity, calendar, now)) return CLOSED;
    const resumes = workLeft[activity]! >= 0;
    for (let i = needsFrom[activity]!; i < needsFrom[activity + 1]!; i++) {
      const resource = needResource[i]!;
      if (resumes && needGivesBack[i] === 0) continue;
      if (free[resource]! < needFree[i]! || (isStrict[resource] === 1 && round > 0 && blockedInRound[resource] === round)) return resource;
    }
    const pool = crewPool[activity]!;
    if (pool < 0) return GRANTED;
    const workers = (resumes ? crew[activity]! : crewMin[activity]!) + crewBeside[activity]!;
    return free[pool]! < workers || (isStrict[pool] === 1 && round > 0 && blockedInRound[pool] === round) ? pool : GRANTED;
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

  function blockBehind(activity: number, round: number): void {
    for (let i = needsFrom[activity]!; i < needsFrom[activity + 1]!; i++) blockedInRound[needResource[i]!] = round;
    if (crewPool[activity]! >= 0) blockedInRound[crewPool[activity]!] = round;
  }

  function goesBefore(a: number, b: number): boolean {
    if (!isFifo) return rank[a]! < rank[b]!;
    return ready[a]! < ready[b]! || (ready[a] === ready[b] && a < b);
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
    const length = resumes ? workLeft[activity]! : worked[activity]!;
    worksUntil(activity, length, now);
    opensShares(activity, length, now);
    if (resumes) return;
    for (let i = givesFrom[activity]!; i < givesFrom[activity + 1]!; i++)
      if (giveAtStart[i] === 1) raise(giveResource[i]!, giveAmount[i]!, activity, now);
    for (let i = successorsFrom[activity]!; i < successorsFrom[activity + 1]!; i++) {
      const link = successors[i]!;
      if (linkType[link] === START_TO_FINISH) opensFinishGate(link, now + linkLag[link]!, now);
    }
    spreadEffects(now);
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

  /** The gates of those that start once a share of the work is done, of which `length` is left and begun or resumed now. */
  function opensShares(activity: number, length: number, now: number): void {
    const done = worked[activity]! - length;
    for (let i = successorsFrom[activity]!; i < successorsFrom[activity + 1]!; i++) {
      const link = successors[i]!;
      if (linkType[link] !== START_TO_START) continue;
      const part = Math.round(linkShare[link]! * worked[activity]!) - done;
      if (part < 0 || (part === 0 && done > 0)) continue;
      const time = shareDone(activity, part, length, now);
      if (time >= 0) opensStartGate(link, time + linkLag[link]!, now);
    }
  }

  /** When `part` of the `length` begun now is done; -1: not before the crew leaves, and nobody knows how long it will be away. */
  function shareDone(activity: number, part: number, length: number, now: number): number {
    const calendar = calendarOf[activity]!;
    if (part === 0) return now;
    if (calendar < 0 || countsOpenTime[activity] === 0) return now + part;
    const hours = calendars[calendar]!;
    // Work that is started over does not count.
    if (onClose[activity] === ON_CLOSE_RESTART) return hours.nextFit(now, length) + part;
    return onClose[activity] === ON_CLOSE_RELEASE && now + part > hours.nextClose(now) ? -1 : hours.addWork(now, part);
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

  /** Goes round until nothing more happens in it: a start may finish at once, or open a gate. */
  function minute(now: number): void {
    for (;;) {
      while (agenda.nextTime() === now) handle(agenda.pop(), now);
      takeSteps(now);
      if (state[NEW] === 0 && state[RISEN] === 0) return;
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
