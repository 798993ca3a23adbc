/**
 * Who waits for what: one list per resource, each in dispatch order. An activity that lacks something stands in the list of
 * what it lacks; one that wants strict resources stands in the lists of all of them, because it holds up those behind it.
 */
import { HOLDING_SHIFT, WAITING, wholeNumbers } from './layout.ts';
import type { Program } from './program.ts';

export interface WaitingLists {
  /** The first in the list, which must not be empty. */
  readonly head: (resource: number) => number;
  /** Put an activity at its place in the list. */
  readonly insert: (resource: number, activity: number) => void;
  /** The one with so many before it. */
  readonly inPlace: (resource: number, place: number) => number;
  /** Take the first `length` out of the list, appending them to `into` from index `at` on; returns the index after the last. */
  readonly takeFirst: (resource: number, length: number, into: Int32Array, at: number) => number;
}

export interface WaitingListsOptions {
  readonly program: Program;
  /** See layout.ts; how many wait for a resource is kept in it by the lists. */
  readonly holdings: Int32Array;
  readonly goesBefore: (a: number, b: number) => boolean;
}

export function createWaitingLists({ program, holdings, goesBefore }: WaitingListsOptions): WaitingLists {
  const from = wholeNumbers(program.resources + 1);
  const places = wholeNumbers(countPlaces(program, from));

  function insert(resource: number, activity: number): void {
    const first = from[resource]!;
    let hole = first + holdings[(resource << HOLDING_SHIFT) + WAITING]!++;
    while (hole > first && goesBefore(activity, places[hole - 1]!)) {
      places[hole] = places[hole - 1]!;
      hole--;
    }
    places[hole] = activity;
  }

  function takeFirst(resource: number, length: number, into: Int32Array, at: number): number {
    if (length === 0) return at;
    const first = from[resource]!;
    const counted = (resource << HOLDING_SHIFT) + WAITING;
    const left = holdings[counted]! - length;
    holdings[counted] = left;
    for (let i = 0; i < length; i++) into[at + i] = places[first + i]!;
    for (let i = first; i < first + left; i++) places[i] = places[i + length]!;
    return at + length;
  }

  return {
    head: (resource) => places[from[resource]!]!,
    inPlace: (resource, place) => places[from[resource]! + place]!,
    insert,
    takeFirst,
  };
}

/** Nobody stands in a list twice, other than for two needs of the same thing. Fills in where each list begins; returns the places in all. */
function countPlaces({ resources, needResource, crewPool }: Program, from: Int32Array): number {
  for (const resource of [...needResource, ...crewPool]) if (resource >= 0) from[resource + 1]!++;
  for (let resource = 0; resource < resources; resource++) from[resource + 1]! += from[resource]!;
  return from[resources]!;
}
