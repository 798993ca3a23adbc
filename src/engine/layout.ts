/**
 * What an event needs to know of an activity or a resource, side by side: a Program's arrays packed into records of whole
 * numbers. An event comes upon an activity out of the blue, and what lies in a dozen arrays is a dozen waits for memory. Comes
 * in: a Program. Goes out: records to read, and the state that a future starts from. Like codes.ts it imports nothing but types.
 */
import type { Program } from './program.ts';

/** Where the record of an activity begins in `Layout.life`: its number shifted left by this; and what stands in it. */
export const LIFE_SHIFT = 2;
export const TRAITS = 0;
/** Its needs are the records `life[NEEDS] .. life[NEEDS_END]` of `Layout.needs`, in steps of `NEED_SIZE`. */
export const NEEDS = 1;
/** The links out of it: records of `Layout.links`, in steps of `LINK_SIZE`. */
export const LINKS = 2;
/** The pool whose workers do it, or -1. */
export const CREW_POOL = 3;
/** They end where those of the next activity begin. */
export const NEEDS_END = 5;
export const LINKS_END = 6;

export const NEED_SIZE = 4;
/** Where the record of the resource begins in `Layout.holdings`. */
export const HOLDING = 0;
export const AMOUNT = 1;
/** What must be free for it. */
export const MUST_BE_FREE = 2;
export const GIVES_BACK = 3;

export const LINK_SIZE = 4;
export const LINK_TO = 0;
export const LINK_TYPE = 1;
export const LINK_LAG = 2;
/** Its number in the Program. */
export const LINK_NUMBER = 3;

/** Where the record of an activity begins in an array like `Layout.states`: what changes in the course of a future. */
export const STATE_SHIFT = 2;
export const START_GATES_LEFT = 0;
export const FINISH_GATES_LEFT = 1;
/** What it waits for just now, or `NOTHING`. */
export const WAITING_FOR = 2;
/** The round in which it was asked last. */
export const ASKED_IN_ROUND = 3;
export const NOTHING = -1;

/** The same for a resource, in an array like `Layout.holdings`. */
export const HOLDING_SHIFT = 3;
export const FREE = 0;
/** When it last rose, and who raised it (-1: a capacity step). */
export const RAISED_AT = 1;
export const RAISED_BY = 2;
/** 1: it rose since the last round, and somebody waits for it. */
export const HAS_RISEN = 3;
/** The round in which those who wait for it were taken out of its list. */
export const TAKEN_IN_ROUND = 4;
export const IS_STRICT = 5;
/** How many stand in its list. */
export const WAITING = 6;
/** See Program. */
export const IS_PLAIN_QUEUE = 7;

export interface Layout {
  readonly life: Int32Array;
  readonly needs: Int32Array;
  readonly links: Int32Array;
  /** At the start of a future. */
  readonly states: Int32Array;
  readonly holdings: Int32Array;
}

/** No time reaches beyond this, so neither need a lag. */
const LONGEST_LAG = 2 ** 31 - 1;

export function layOut(program: Program): Layout {
  const { activities, traits, needsFrom, successorsFrom, crewPool, startGates, finishGates } = program;
  const life = wholeNumbers((activities + 1) << LIFE_SHIFT);
  const states = wholeNumbers(activities << STATE_SHIFT);
  for (let i = 0; i <= activities; i++) {
    life.set([traits[i] ?? 0, NEED_SIZE * needsFrom[i]!, LINK_SIZE * successorsFrom[i]!, crewPool[i] ?? -1], i << LIFE_SHIFT);
  }
  for (let i = 0; i < activities; i++) states.set([startGates[i]!, finishGates[i]!, NOTHING, 0], i << STATE_SHIFT);
  return { life, needs: packNeeds(program), links: packLinks(program), states, holdings: packHoldings(program) };
}

function packNeeds({ needResource, needAmount, needFree, needGivesBack }: Program): Int32Array {
  const needs = wholeNumbers(NEED_SIZE * needResource.length);
  needResource.forEach((resource, i) => {
    needs.set([resource << HOLDING_SHIFT, needAmount[i]!, needFree[i]!, needGivesBack[i]!], NEED_SIZE * i);
  });
  return needs;
}

function packLinks({ successors, linkTo, linkType, linkLag }: Program): Int32Array {
  const links = wholeNumbers(LINK_SIZE * successors.length);
  successors.forEach((link, i) => {
    const lag = Math.max(-LONGEST_LAG, Math.min(linkLag[link]!, LONGEST_LAG));
    links.set([linkTo[link]!, linkType[link]!, lag, link], LINK_SIZE * i);
  });
  return links;
}

function packHoldings({ resources, initial, isStrict, isPlainQueue }: Program): Int32Array {
  const holdings = wholeNumbers(resources << HOLDING_SHIFT);
  for (let i = 0; i < resources; i++) holdings.set([initial[i]!, -1, -1, 0, 0, isStrict[i]!, 0, isPlainQueue[i]!], i << HOLDING_SHIFT);
  return holdings;
}

/**
 * Room for so many whole numbers. V8 keeps arrays of up to 64 bytes among its objects, where they move about; it takes four
 * steps to reach into those, and one to reach into any longer one.
 */
export function wholeNumbers(count: number): Int32Array {
  return new Int32Array(Math.max(count, 32));
}
