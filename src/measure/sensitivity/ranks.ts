/** Ranks and slices of a column: what the indices of given data are made from. Comes in: numbers. Goes out: numbers by place. */

/** Mean ranks from 1 on; values that tie share theirs. */
export function meanRanks(values: Float64Array): Float64Array {
  const order = Float64Array.from(values).sort();
  const rankOf = new Map<number, number>();
  for (let first = 0; first < order.length; ) {
    let last = first;
    while (last + 1 < order.length && order[last + 1] === order[first]) last++;
    rankOf.set(order[first]!, (first + last) / 2 + 1);
    first = last + 1;
  }
  return values.map((value) => rankOf.get(value)!);
}

export interface Slices {
  /** By place: which slice it lies in. */
  readonly of: Uint8Array;
  readonly count: number;
}

/** As many slices as given-data indices are taken over: enough to follow a bent curve, and many values in each. */
export function sliceCount(values: number): number {
  return Math.min(64, Math.max(4, Math.round(Math.sqrt(values))));
}

/** Slices of about equal numbers of values, by rank; values that tie lie in one slice. */
export function slicesOf(ranks: Float64Array, count: number): Slices {
  const used = new Int16Array(count).fill(-1);
  const raw = Array.from(ranks, (rank) => Math.min(count - 1, Math.floor(((rank - 0.5) / ranks.length) * count)));
  for (const slice of raw) used[slice] = 0;
  let next = 0;
  for (let slice = 0; slice < count; slice++) if (used[slice] === 0) used[slice] = next++;
  return { of: Uint8Array.from(raw, (slice) => used[slice]!), count: next };
}
