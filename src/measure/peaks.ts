/**
 * The most of each pool that was in use at once. Uses go up and down at instants that come in any order; a counting sort into
 * as many buckets as there are changes brings them nearly into order, an insertion sort does the rest. The buffers grow now and
 * then; nothing is allocated per future.
 */
export interface Peaks {
  readonly clear: () => void;
  /** `tick` must lie before the `end` given to `addTo`. */
  readonly change: (tick: number, pool: number, amount: number) => void;
  /** Add each pool's largest use to `sums`. Among changes of one tick, returns come before takes. */
  readonly addTo: (sums: Float64Array, end: number) => void;
}

export function createPeaks(pools: number): Peaks {
  let tick = new Float64Array(64);
  let pool = new Int32Array(tick.length);
  let amount = new Float64Array(tick.length);
  let order = new Int32Array(tick.length);
  /** How many changes lie in the buckets before each; while they are placed, up to which place each is filled. */
  let bucketEnd = new Int32Array(tick.length + 2);
  const inUse = new Float64Array(pools);
  const peak = new Float64Array(pools);
  let count = 0;

  function grow(): void {
    const size = tick.length * 2;
    const [oldTick, oldPool, oldAmount] = [tick, pool, amount];
    tick = new Float64Array(size);
    pool = new Int32Array(size);
    amount = new Float64Array(size);
    order = new Int32Array(size);
    bucketEnd = new Int32Array(size + 2);
    tick.set(oldTick);
    pool.set(oldPool);
    amount.set(oldAmount);
  }

  function isBefore(a: number, b: number): boolean {
    return tick[a]! < tick[b]! || (tick[a] === tick[b] && amount[a]! < amount[b]!);
  }

  function sort(end: number): void {
    const perTick = count / end;
    bucketEnd.fill(0, 0, count + 2);
    for (let i = 0; i < count; i++) bucketEnd[Math.floor(tick[i]! * perTick) + 1]!++;
    for (let bucket = 1; bucket <= count + 1; bucket++) bucketEnd[bucket] = bucketEnd[bucket]! + bucketEnd[bucket - 1]!;
    for (let i = 0; i < count; i++) order[bucketEnd[Math.floor(tick[i]! * perTick)]!++] = i;
    for (let i = 1; i < count; i++) {
      const moved = order[i]!;
      let hole = i;
      while (hole > 0 && isBefore(moved, order[hole - 1]!)) {
        order[hole] = order[hole - 1]!;
        hole--;
      }
      order[hole] = moved;
    }
  }

  function addTo(sums: Float64Array, end: number): void {
    sort(end);
    inUse.fill(0);
    peak.fill(0);
    for (let i = 0; i < count; i++) {
      const change = order[i]!;
      const used = inUse[pool[change]!]! + amount[change]!;
      inUse[pool[change]!] = used;
      if (used > peak[pool[change]!]!) peak[pool[change]!] = used;
    }
    for (let i = 0; i < pools; i++) sums[i] = sums[i]! + peak[i]!;
  }

  return {
    clear: () => {
      count = 0;
    },
    change: (at, which, by) => {
      if (count === tick.length) grow();
      tick[count] = at;
      pool[count] = which;
      amount[count++] = by;
    },
    addTo,
  };
}
