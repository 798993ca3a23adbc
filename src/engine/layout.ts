/**
 * What an event needs to know of an activity, side by side: a Program's arrays packed into records of whole numbers. An event
 * comes upon an activity out of the blue, and what lies in a dozen arrays is a dozen waits for memory. Comes in: a Program.
 * Goes out: records to read, and what a future starts from.
 */
import type { Program } from './program.ts';

/** Where the record of an activity begins in `Layout.life`: its number shifted left by this; and what stands in it. */
export const LIFE_SHIFT = 3;
export const TRAITS = 0;
/** Its needs are the records `life[NEEDS] .. life[NEEDS_END]` of `Layout.needs`, in steps of `NEED_SIZE`. */
export const NEEDS = 1;
export const NEEDS_END = 2;
/** The links out of it: records of `Layout.links`, in steps of `LINK_SIZE`. */
export const LINKS = 3;
export const LINKS_END = 4;
/** The pool whose workers do it, or -1. */
export const CREW_POOL = 5;

export const NEED_SIZE = 4;
export const RESOURCE = 0;
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

/** Where the record of an activity begins in an array like `Layout.stateAtStart`; what changes in the course of a future. */
export const STATE_SHIFT = 2;
export const START_GATES_LEFT = 0;
export const FINISH_GATES_LEFT = 1;
/** What it waits for just now, or `NOTHING`. */
export const WAITING_FOR = 2;
/** The round in which it was asked last. */
export const ASKED_IN_ROUND = 3;

export const NOTHING = -1;

export interface Layout {
  readonly life: Int32Array;
  readonly needs: Int32Array;
  readonly links: Int32Array;
  readonly stateAtStart: Int32Array;
}

/** No time reaches beyond this, so neither need a lag. */
const LONGEST_LAG = 2 ** 31 - 1;

export function layOut(program: Program): Layout {
  const { activities, needsFrom, needResource, needAmount, needFree, needGivesBack } = program;
  const { successorsFrom, successors, linkTo, linkType, linkLag, startGates, finishGates } = program;

  const needs = new Int32Array(NEED_SIZE * needResource.length);
  needResource.forEach((resource, i) => {
    needs.set([resource, needAmount[i]!, needFree[i]!, needGivesBack[i]!], NEED_SIZE * i);
  });
  const links = new Int32Array(LINK_SIZE * successors.length);
  successors.forEach((link, i) => {
    const lag = Math.max(-LONGEST_LAG, Math.min(linkLag[link]!, LONGEST_LAG));
    links.set([linkTo[link]!, linkType[link]!, lag, link], LINK_SIZE * i);
  });
  const life = new Int32Array(activities << LIFE_SHIFT);
  const stateAtStart = new Int32Array(activities << STATE_SHIFT);
  for (let i = 0; i < activities; i++) {
    const needsAt = [NEED_SIZE * needsFrom[i]!, NEED_SIZE * needsFrom[i + 1]!];
    const linksAt = [LINK_SIZE * successorsFrom[i]!, LINK_SIZE * successorsFrom[i + 1]!];
    life.set([program.traits[i]!, ...needsAt, ...linksAt, program.crewPool[i]!], i << LIFE_SHIFT);
    stateAtStart.set([startGates[i]!, finishGates[i]!, NOTHING, 0], i << STATE_SHIFT);
  }
  return { life, needs, links, stateAtStart };
}
