/**
 * The desk that hands things out: what is free of each resource, who waits for what, and in which order they are asked.
 * It knows needs and amounts; it does not know why anything starts or ends.
 *
 * Somebody who lacks something stands in the list of what it lacks; somebody who wants strict resources stands in the lists
 * of all it wants, because it holds up those behind it.
 */
import { HAS_CREW, HAS_STRICT_NEED, KEEPS_WORK, type Program } from './program.ts';
import { createWaitingLists } from './waiting-lists.ts';

/** Everything can be granted; any other answer is the resource that is missing. */
export const GRANTED = -1;

/** From here on a sort by comparison beats insertion. */
const LONG_LIST = 64;

export interface Desk {
  readonly reset: () => void;
  /** Units free of a pool just now. */
  readonly freeOf: (resource: number) => number;
  /** Whether everything the activity needs can be granted at once: GRANTED, or what is missing. `round` 0: nobody goes before it. */
  readonly ask: (activity: number, round: number) => number;
  /** A strict resource that somebody who goes before the activity waits for, or GRANTED. */
  readonly heldUpBy: (activity: number) => number;
  /** Hand out what was granted. */
  readonly take: (activity: number) => void;
  /** The activity ends or pauses: what it has on loan comes back. */
  readonly giveBack: (activity: number, now: number) => void;
  readonly raise: (resource: number, amount: number, by: number, now: number) => void;
  /** Those who wait for the resource are to be asked again. */
  readonly rises: (resource: number) => void;
  /** Capacity steps up to now. */
  readonly takeSteps: (now: number) => void;
  readonly nextStep: () => number;
  /** It lacks something: into the lists it belongs in. */
  readonly enlist: (activity: number, lacking: number) => void;
  readonly someoneHasHope: () => boolean;
  /**
   * Takes the newcomers and everyone whom a rise since the last round may help out of their lists and into `candidates`, in
   * dispatch order, and says how many entries there are. Somebody may be there twice.
   */
  readonly gather: (newcomers: Int32Array, count: number, round: number) => number;
  readonly candidates: Int32Array;
  /** The activity was not granted everything in this round: nobody behind it gets the strict resources it wants. */
  readonly blockBehind: (activity: number, round: number) => void;
  /** Who ended a wait for a resource just now: the activity that raised it this minute, or -1 (a capacity step, or nobody). */
  readonly endedBy: (resource: number, now: number) => number;
}

export interface DeskOptions {
  readonly program: Program;
  /** Workers an effort activity was given; written by `take`. */
  readonly crew: Int32Array;
  /** Work left of an activity that has given its crew back; NaN for all others. */
  readonly workLeft: Float64Array;
  readonly goesBefore: (a: number, b: number) => boolean;
}

export function createDesk({ program, crew, workLeft, goesBefore }: DeskOptions): Desk {
  const { activities, resources, traits, needsFrom, needResource, needAmount, needFree, needGivesBack } = program;
  const { crewPool, crewMin, crewMax, crewBeside, initial, isStrict, stepTime, stepResource, stepChange } = program;
  const free = new Int32Array(resources);
  const lists = createWaitingLists(resources, goesBefore);
  /** When a resource last rose, and who raised it (-1: a capacity step). */
  const raisedAt = new Float64Array(resources);
  const raisedBy = new Int32Array(resources);
  /** Resources that rose since the last round and that somebody waits for: flags, and the same as a list. */
  const hasRisen = new Uint8Array(resources);
  const risen = new Int32Array(resources);
  /** The round in which somebody further ahead was left waiting for a strict resource, and in which a list was taken. */
  const blockedInRound = new Int32Array(resources);
  const takenInRound = new Int32Array(resources);
  const candidates = new Int32Array(2 * activities + needResource.length);
  const counters = new Int32Array(2);
  const RISEN = 0;
  const NEXT_STEP = 1;

  function reset(): void {
    free.set(initial);
    lists.clear();
    raisedAt.fill(-1);
    raisedBy.fill(-1);
    hasRisen.fill(0);
    blockedInRound.fill(0);
    takenInRound.fill(0);
    counters.fill(0);
  }

  function ask(activity: number, round: number): number {
    const trait = traits[activity]!;
    const resumes = (trait & KEEPS_WORK) !== 0 && workLeft[activity]! >= 0;
    const end = needsFrom[activity + 1]!;
    for (let i = needsFrom[activity]!; i < end; i++) {
      const resource = needResource[i]!;
      if (resumes && needGivesBack[i] === 0) continue;
      if (free[resource]! < needFree[i]!) return resource;
      if (round > 0 && isStrict[resource] === 1 && blockedInRound[resource] === round) return resource;
    }
    return (trait & HAS_CREW) === 0 ? GRANTED : askCrew(activity, round, resumes ? crew[activity]! : crewMin[activity]!);
  }

  function askCrew(activity: number, round: number, workers: number): number {
    const pool = crewPool[activity]!;
    const isBlocked = round > 0 && isStrict[pool] === 1 && blockedInRound[pool] === round;
    return isBlocked || free[pool]! < workers + crewBeside[activity]! ? pool : GRANTED;
  }

  function take(activity: number): void {
    const trait = traits[activity]!;
    const resumes = (trait & KEEPS_WORK) !== 0 && workLeft[activity]! >= 0;
    const end = needsFrom[activity + 1]!;
    for (let i = needsFrom[activity]!; i < end; i++) {
      if (!resumes || needGivesBack[i] === 1) free[needResource[i]!] = free[needResource[i]!]! - needAmount[i]!;
    }
    if ((trait & HAS_CREW) === 0) return;
    const pool = crewPool[activity]!;
    if (!resumes) crew[activity] = Math.min(crewMax[activity]!, free[pool]!);
    free[pool] = free[pool]! - crew[activity]!;
  }

  function giveBack(activity: number, now: number): void {
    const end = needsFrom[activity + 1]!;
    for (let i = needsFrom[activity]!; i < end; i++) if (needGivesBack[i] === 1) raise(needResource[i]!, needAmount[i]!, activity, now);
    if ((traits[activity]! & HAS_CREW) !== 0) raise(crewPool[activity]!, crew[activity]!, activity, now);
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
    risen[counters[RISEN]!++] = resource;
  }

  function takeSteps(now: number): void {
    while (counters[NEXT_STEP]! < stepTime.length && stepTime[counters[NEXT_STEP]!]! <= now) {
      const step = counters[NEXT_STEP]!++;
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

  function heldUpBy(activity: number): number {
    const end = needsFrom[activity + 1]!;
    for (let i = needsFrom[activity]!; i < end; i++) if (isBehind(activity, needResource[i]!)) return needResource[i]!;
    if ((traits[activity]! & HAS_CREW) === 0) return GRANTED;
    return isBehind(activity, crewPool[activity]!) ? crewPool[activity]! : GRANTED;
  }

  function isBehind(activity: number, resource: number): boolean {
    return isStrict[resource] === 1 && !lists.isEmpty(resource) && goesBefore(lists.head(resource), activity);
  }

  function enlist(activity: number, lacking: number): void {
    const wantsStrict = (traits[activity]! & HAS_STRICT_NEED) !== 0;
    if (!wantsStrict || isStrict[lacking] === 0) lists.insert(lacking, activity);
    if (!wantsStrict) return;
    for (let i = needsFrom[activity]!; i < needsFrom[activity + 1]!; i++)
      if (isStrict[needResource[i]!] === 1) lists.insert(needResource[i]!, activity);
    const pool = crewPool[activity]!;
    if (pool >= 0 && isStrict[pool] === 1) lists.insert(pool, activity);
  }

  function gather(newcomers: Int32Array, fresh: number, round: number): number {
    for (let i = 0; i < fresh; i++) candidates[i] = newcomers[i]!;
    let count = fresh;
    while (counters[RISEN]! > 0) {
      const resource = risen[--counters[RISEN]!]!;
      hasRisen[resource] = 0;
      count = takeList(resource, round, count);
    }
    // Somebody who wants strict resources may stand in the list of anything it needs, and so may those ahead of it.
    for (let i = 0; i < count; i++)
      if ((traits[candidates[i]!]! & HAS_STRICT_NEED) !== 0) count = takeListsOf(candidates[i]!, round, count);
    if (count > 1) sortCandidates(count);
    return count;
  }

  function takeListsOf(activity: number, round: number, count: number): number {
    let total = count;
    for (let i = needsFrom[activity]!; i < needsFrom[activity + 1]!; i++) total = takeList(needResource[i]!, round, total);
    const pool = crewPool[activity]!;
    return pool >= 0 ? takeList(pool, round, total) : total;
  }

  function takeList(resource: number, round: number, count: number): number {
    if (takenInRound[resource] === round) return count;
    takenInRound[resource] = round;
    return lists.takeAll(resource, candidates, count);
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

  function blockBehind(activity: number, round: number): void {
    for (let i = needsFrom[activity]!; i < needsFrom[activity + 1]!; i++) blockedInRound[needResource[i]!] = round;
    if (crewPool[activity]! >= 0) blockedInRound[crewPool[activity]!] = round;
  }

  return {
    reset,
    freeOf: (resource) => free[resource]!,
    ask,
    heldUpBy,
    take,
    giveBack,
    raise,
    rises,
    takeSteps,
    nextStep: () => (counters[NEXT_STEP]! < stepTime.length ? stepTime[counters[NEXT_STEP]!]! : Number.POSITIVE_INFINITY),
    enlist,
    someoneHasHope: () => counters[RISEN]! > 0,
    gather,
    candidates,
    blockBehind,
    endedBy: (resource, now) => (resource < resources && raisedAt[resource] === now ? raisedBy[resource]! : -1),
  };
}
