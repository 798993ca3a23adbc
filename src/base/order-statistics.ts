/**
 * The n-th smallest of many whole numbers, and how many lie below a limit, without sorting what nobody asks for: dates of ten
 * thousands of futures are laid into buckets by their leading bits, in one pass, and a bucket is sorted when a rank in it is asked for.
 * Donald E. Knuth, The Art of Computer Programming, vol. 3, section 5.2.5 (sorting by distribution, most significant digit first).
 */

/** Below this many, one bucket will do. */
const FEW = 512;
const BUCKET_BITS = 10;

export interface OrderStatistics {
  readonly count: number;
  /** The value of a rank from 1 to `count`; undefined for any other. */
  readonly at: (rank: number) => number | undefined;
  readonly countUpTo: (limit: number) => number;
}

/** Of whole numbers from 0 to 2^31 - 1; they are copied. */
export function orderStatistics(values: Int32Array): OrderStatistics {
  const count = values.length;
  const { least, most } = rangeOf(values);
  // Dates of one milestone lie close together: above the least of them there is little to tell them apart.
  const shift = count < FEW ? 31 : Math.max(0, 32 - Math.clz32(most - least) - BUCKET_BITS);
  const ends = new Int32Array(count < FEW ? 1 : 1 << BUCKET_BITS);
  const ordered = new Int32Array(count);
  lay(values, ordered, ends, least, shift);
  const isSorted = new Uint8Array(ends.length);
  const startOf = (bucket: number): number => (bucket === 0 ? 0 : ends[bucket - 1]!);

  function sortBucket(bucket: number): void {
    if (isSorted[bucket] === 1) return;
    ordered.subarray(startOf(bucket), ends[bucket]!).sort();
    isSorted[bucket] = 1;
  }

  return {
    count,
    at(rank) {
      if (!(rank >= 1 && rank <= count)) return undefined;
      sortBucket(firstAbove(ends, rank - 1, 0, ends.length));
      return ordered[rank - 1];
    },
    countUpTo(limit) {
      if (limit < least) return 0;
      if (limit >= most) return count;
      const bucket = (limit - least) >>> shift;
      sortBucket(bucket);
      return firstAbove(ordered, limit, startOf(bucket), ends[bucket]!);
    },
  };
}

/** The first place from `from` on, up to `to`, whose value is above the limit; they rise from place to place. */
function firstAbove(values: Int32Array, limit: number, from: number, to: number): number {
  let low = from;
  let high = to;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (values[middle]! <= limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

function rangeOf(values: Int32Array): { readonly least: number; readonly most: number } {
  let least = values[0] ?? 0;
  let most = least;
  for (let i = 1; i < values.length; i++) {
    const value = values[i]!;
    if (value < least) least = value;
    if (value > most) most = value;
  }
  return { least, most };
}

/** Lays values into buckets; `ends` comes in as zeros and goes out as where each bucket ends. */
function lay(values: Int32Array, into: Int32Array, ends: Int32Array, least: number, shift: number): void {
  for (let i = 0; i < values.length; i++) {
    const bucket = (values[i]! - least) >>> shift;
    ends[bucket] = ends[bucket]! + 1;
  }
  let before = 0;
  for (let bucket = 0; bucket < ends.length; bucket++) {
    const count = ends[bucket]!;
    ends[bucket] = before;
    before += count;
  }
  // What was where a bucket begins has moved to where it ends once all of it is laid.
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    const bucket = (value - least) >>> shift;
    const place = ends[bucket]!;
    into[place] = value;
    ends[bucket] = place + 1;
  }
}
