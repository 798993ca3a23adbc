/**
 * The desk that hands things out: what is free of each resource, who waits for what, and in which order they are asked.
 * It knows needs and amounts; it does not know why anything starts or ends.
 *
 * Somebody who lacks something stands in the list of what it lacks; somebody who wants strict resources stands in the lists
 * of all it wants, because it holds up those behind it.
 */
import { NEVER } from './agenda.ts';
import { createBells } from './bells.ts';
import { GRANTED, HAS_CREW, HAS_STRICT_NEED, KEEPS_WORK } from './codes.ts';
import {
  AMOUNT,
  CREW_POOL,
  FREE,
  GIVES_BACK,
  HAS_RISEN,
  HOLDING,
  HOLDING_SHIFT,
  IS_PLAIN_QUEUE,
  IS_STRICT,
  type Layout,
  LIFE_SHIFT,
  MUST_BE_FREE,
  NEED_SIZE,
  NEEDS,
  NEEDS_END,
  RAISED_AT,
  RAISED_BY,
  TAKEN_IN_ROUND,
  TRAITS,
  WAITING,
  wholeNumbers,
} from './layout.ts';
import type { Program } from './program.ts';
import { createWaitingLists } from './waiting-lists.ts';

export interface Desk {
  readonly reset: () => void;
  /** Units free of a pool just now. */
  readonly freeOf: (resource: number) => number;
  /** Whether everything the activity needs can be granted at once: GRANTED, or the first thing that it cannot have. */
  readonly ask: (activity: number) => number;
  /** Hand out what was granted. */
  readonly take: (activity: number) => void;
  /** The activity ends or pauses: what it has on loan comes back. */
  readonly giveBack: (activity: number, now: number) => void;
  readonly raise: (resource: number, amount: number, by: number, now: number) => void;
  /** Those who wait for the resource are to be asked again at that time, though there may be no more of it than now. */
  readonly askAgainAt: (time: number, resource: number) => void;
  /** When the next capacity step comes, or somebody is to be asked again; NEVER: not in this future. */
  readonly nextChange: () => number;
  readonly takeChanges: (now: number) => void;
  /** It lacks something: into the lists it belongs in. */
  readonly enlist: (activity: number, lacking: number) => void;
  readonly someoneHasHope: () => boolean;
  /**
   * Takes everyone whom a rise since the last round may help out of their lists and into `candidates`, the newcomers with them,
   * in dispatch order, and says how many entries there are. Somebody may be there twice.
   */
  readonly gather: (newcomers: Int32Array, count: number, round: number) => number;
  readonly candidates: Int32Array;
  /** Who ended a wait for a resource just now: the activity that raised it this minute, or -1 (a capacity step, or nobody). */
  readonly endedBy: (resource: number, now: number) => number;
}

export interface DeskOptions {
  readonly program: Program;
  readonly layout: Layout;
  /** Workers an effort activity was given; written by `take`. */
  readonly crew: Int32Array;
  /** Work left of an activity that has given its crew back; NaN for all others. */
  readonly workLeft: Float64Array;
  readonly goesBefore: (a: number, b: number) => boolean;
}

/** From here on a sort by comparison beats insertion. */
const LONG_LIST = 64;

export function createDesk({ program, layout, crew, workLeft, goesBefore }: DeskOptions): Desk {
  const { activities, resources, crewMin, crewMax, crewBeside, stepTime, stepResource, stepChange } = program;
  const { life, needs } = layout;
  const holdings = layout.holdings.slice();
  const lists = createWaitingLists({ program, holdings, goesBefore });
  /** Resources that rose since the last round and that somebody waits for. */
  const risen = wholeNumbers(resources);
  const candidates = wholeNumbers(2 * activities + program.needResource.length);
  const counters = wholeNumbers(3);
  const RISEN = 0;
  const NEXT_STEP = 1;
  const NEXT_CHANGE = 2;
  const bells = createBells(NEVER);

  function reset(): void {
    holdings.set(layout.holdings);
    bells.clear();
    counters.fill(0);
    lookAhead();
  }

  /** It gave its crew back when its calendar closed, and now wants it again to go on. */
  function wantsCrewBack(activity: number): boolean {
    return (life[(activity << LIFE_SHIFT) + TRAITS]! & KEEPS_WORK) !== 0 && workLeft[activity]! >= 0;
  }

  function ask(activity: number): number {
    const at = activity << LIFE_SHIFT;
    const resumes = wantsCrewBack(activity);
    const end = life[at + NEEDS_END]!;
    for (let need = life[at + NEEDS]!; need < end; need += NEED_SIZE) {
      const holding = needs[need + HOLDING]!;
      if (resumes && needs[need + GIVES_BACK] === 0) continue;
      if (holdings[holding + FREE]! < needs[need + MUST_BE_FREE]! || isBehindOthers(activity, holding)) return holding >> HOLDING_SHIFT;
    }
    return (life[at + TRAITS]! & HAS_CREW) === 0 ? GRANTED : askCrew(activity, resumes ? crew[activity]! : crewMin[activity]!);
  }

  function askCrew(activity: number, workers: number): number {
    const pool = life[(activity << LIFE_SHIFT) + CREW_POOL]!;
    const holding = pool << HOLDING_SHIFT;
    const isFree = holdings[holding + FREE]! >= workers + crewBeside[activity]!;
    return isFree && !isBehindOthers(activity, holding) ? GRANTED : pool;
  }

  /** Somebody who goes before the activity is left waiting, and holds up all behind. */
  function isBehindOthers(activity: number, holding: number): boolean {
    if (holdings[holding + WAITING] === 0 || holdings[holding + IS_STRICT] === 0) return false;
    return goesBefore(lists.head(holding >> HOLDING_SHIFT), activity);
  }

  function take(activity: number): void {
    const at = activity << LIFE_SHIFT;
    const resumes = wantsCrewBack(activity);
    const end = life[at + NEEDS_END]!;
    for (let need = life[at + NEEDS]!; need < end; need += NEED_SIZE) {
      if (resumes && needs[need + GIVES_BACK] === 0) continue;
      holdings[needs[need + HOLDING]! + FREE]! -= needs[need + AMOUNT]!;
    }
    if ((life[at + TRAITS]! & HAS_CREW) === 0) return;
    const holding = life[at + CREW_POOL]! << HOLDING_SHIFT;
    if (!resumes) crew[activity] = Math.min(crewMax[activity]!, holdings[holding + FREE]!);
    holdings[holding + FREE]! -= crew[activity]!;
  }

  function giveBack(activity: number, now: number): void {
    const at = activity << LIFE_SHIFT;
    const end = life[at + NEEDS_END]!;
    for (let need = life[at + NEEDS]!; need < end; need += NEED_SIZE)
      if (needs[need + GIVES_BACK] === 1) raise(needs[need + HOLDING]! >> HOLDING_SHIFT, needs[need + AMOUNT]!, activity, now);
    if ((life[at + TRAITS]! & HAS_CREW) !== 0) raise(life[at + CREW_POOL]!, crew[activity]!, activity, now);
  }

  function raise(resource: number, amount: number, by: number, now: number): void {
    const holding = resource << HOLDING_SHIFT;
    holdings[holding + FREE]! += amount;
    if (amount <= 0) return;
    rises(resource);
    const earlier = holdings[holding + RAISED_BY]!;
    if (holdings[holding + RAISED_AT] === now && by >= earlier && earlier >= 0) return;
    holdings[holding + RAISED_AT] = now;
    holdings[holding + RAISED_BY] = by;
  }

  /** Nobody need be asked again for a resource that nobody waits for. */
  function rises(resource: number): void {
    const holding = resource << HOLDING_SHIFT;
    if (holdings[holding + WAITING] === 0 || holdings[holding + HAS_RISEN] === 1) return;
    holdings[holding + HAS_RISEN] = 1;
    risen[counters[RISEN]!++] = resource;
  }

  function askAgainAt(time: number, resource: number): void {
    if (time >= NEVER) return;
    bells.set(time, resource);
    lookAhead();
  }

  function lookAhead(): void {
    const step = stepTime[counters[NEXT_STEP]!] ?? NEVER;
    counters[NEXT_CHANGE] = Math.min(step, bells.nextTime(), NEVER);
  }

  function takeChanges(now: number): void {
    for (; stepTime[counters[NEXT_STEP]!]! <= now; counters[NEXT_STEP]!++) takeStep(counters[NEXT_STEP]!, now);
    bells.ringUntil(now, rises);
    lookAhead();
  }

  function takeStep(step: number, now: number): void {
    const resource = stepResource[step]!;
    const holding = resource << HOLDING_SHIFT;
    holdings[holding + FREE]! += stepChange[step]!;
    if (stepChange[step]! <= 0) return;
    rises(resource);
    if (holdings[holding + RAISED_AT] === now) return;
    holdings[holding + RAISED_AT] = now;
    holdings[holding + RAISED_BY] = -1;
  }

  function enlist(activity: number, lacking: number): void {
    const at = activity << LIFE_SHIFT;
    const wantsStrict = (life[at + TRAITS]! & HAS_STRICT_NEED) !== 0;
    if (!wantsStrict || holdings[(lacking << HOLDING_SHIFT) + IS_STRICT] === 0) lists.insert(lacking, activity);
    if (!wantsStrict) return;
    const end = life[at + NEEDS_END]!;
    for (let need = life[at + NEEDS]!; need < end; need += NEED_SIZE) {
      const holding = needs[need + HOLDING]!;
      if (holdings[holding + IS_STRICT] === 1) lists.insert(holding >> HOLDING_SHIFT, activity);
    }
    const pool = life[at + CREW_POOL]!;
    if (pool >= 0 && holdings[(pool << HOLDING_SHIFT) + IS_STRICT] === 1) lists.insert(pool, activity);
  }

  function gather(newcomers: Int32Array, fresh: number, round: number): number {
    let count = 0;
    while (counters[RISEN]! > 0) {
      const resource = risen[--counters[RISEN]!]!;
      holdings[(resource << HOLDING_SHIFT) + HAS_RISEN] = 0;
      count = takeList(resource, round, count);
    }
    // Somebody who wants strict resources stands in several lists. When it leaves them, those behind it may be helped too.
    for (let i = 0; i < count; i++)
      if ((life[(candidates[i]! << LIFE_SHIFT) + TRAITS]! & HAS_STRICT_NEED) !== 0) count = takeListsOf(candidates[i]!, round, count);
    for (let i = 0; i < fresh; i++) candidates[count++] = newcomers[i]!;
    if (count > 1) sortCandidates(count);
    return count;
  }

  function takeListsOf(activity: number, round: number, count: number): number {
    const at = activity << LIFE_SHIFT;
    const end = life[at + NEEDS_END]!;
    let total = count;
    for (let need = life[at + NEEDS]!; need < end; need += NEED_SIZE)
      total = takeList(needs[need + HOLDING]! >> HOLDING_SHIFT, round, total);
    const pool = life[at + CREW_POOL]!;
    return pool >= 0 ? takeList(pool, round, total) : total;
  }

  function takeList(resource: number, round: number, count: number): number {
    const holding = resource << HOLDING_SHIFT;
    if (holdings[holding + TAKEN_IN_ROUND] === round) return count;
    holdings[holding + TAKEN_IN_ROUND] = round;
    const asked = holdings[holding + IS_PLAIN_QUEUE] === 1 ? servedAtMost(resource) : holdings[holding + WAITING]!;
    return lists.takeFirst(resource, asked, candidates, count);
  }

  /** How many of a plain queue can be served if nobody comes before them. */
  function servedAtMost(resource: number): number {
    const holding = resource << HOLDING_SHIFT;
    const waiting = holdings[holding + WAITING]!;
    let free = holdings[holding + FREE]!;
    let served = 0;
    for (; served < waiting; served++) {
      const need = life[(lists.inPlace(resource, served) << LIFE_SHIFT) + NEEDS]!;
      if (free < needs[need + MUST_BE_FREE]!) break;
      free -= needs[need + AMOUNT]!;
    }
    return served;
  }

  /** What is gathered is mostly in order already, and then insertion is quick; unless it is long and is not. */
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

  function endedBy(resource: number, now: number): number {
    if (resource >= resources) return -1;
    const holding = resource << HOLDING_SHIFT;
    return holdings[holding + RAISED_AT] === now ? holdings[holding + RAISED_BY]! : -1;
  }

  return {
    reset,
    freeOf: (resource) => holdings[(resource << HOLDING_SHIFT) + FREE]!,
    ask,
    take,
    giveBack,
    raise,
    askAgainAt,
    nextChange: () => counters[NEXT_CHANGE]!,
    takeChanges,
    enlist,
    someoneHasHope: () => counters[RISEN]! > 0,
    gather,
    candidates,
    endedBy,
  };
}
