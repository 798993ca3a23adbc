/**
 * Who waits for what: one list per resource, each in dispatch order. An activity that lacks something stands in the list of
 * what it lacks; one that wants strict resources stands in the lists of all of them, because it holds up those behind it.
 */
export interface WaitingLists {
  readonly isEmpty: (resource: number) => boolean;
  /** The first in the list, which must not be empty. */
  readonly head: (resource: number) => number;
  /** Put an activity at its place in the list. */
  readonly insert: (resource: number, activity: number) => void;
  /** Empty the list, appending what was in it to `into` from index `at` on; returns the index after the last. */
  readonly takeAll: (resource: number, into: Int32Array, at: number) => number;
  readonly clear: () => void;
}

export function createWaitingLists(resources: number, goesBefore: (a: number, b: number) => boolean): WaitingLists {
  const lists = Array.from({ length: resources }, () => new Int32Array(8));
  const lengths = new Int32Array(resources);

  function insert(resource: number, activity: number): void {
    let list = lists[resource]!;
    let hole = lengths[resource]!;
    if (hole === list.length) {
      list = new Int32Array(hole * 2);
      list.set(lists[resource]!);
      lists[resource] = list;
    }
    lengths[resource] = hole + 1;
    while (hole > 0 && goesBefore(activity, list[hole - 1]!)) {
      list[hole] = list[hole - 1]!;
      hole--;
    }
    list[hole] = activity;
  }

  function takeAll(resource: number, into: Int32Array, at: number): number {
    const list = lists[resource]!;
    const length = lengths[resource]!;
    for (let i = 0; i < length; i++) into[at + i] = list[i]!;
    lengths[resource] = 0;
    return at + length;
  }

  return {
    isEmpty: (resource) => lengths[resource] === 0,
    head: (resource) => lists[resource]![0]!,
    insert,
    takeAll,
    clear: () => void lengths.fill(0),
  };
}
