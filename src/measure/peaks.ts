/**
 * The most of each pool that was in use at once, in one future. Changes come in any order, and putting them all in order would
 * cost more than everything else that is measured. So they are first counted into equal spans of time; only the spans whose
 * takes could lift the use above what it is known to reach are looked at change by change.
 */
export interface Peaks {
  /** Begin a future that lasts from 0 to `end`. */
  readonly begin: (end: number) => void;
  /** `amount` more units of a pool in use from `tick` on, 0 <= tick < end. */
  readonly change: (tick: number, pool: number, amount: number) => void;
  /** Add each pool's largest use to `sums`. Among changes of one tick, returns come before takes. */
  readonly addTo: (sums: Float64Array) => void;
}

const SPANS = 256;

/** A key is (tick, take or return, number of the change) in one double: 31 + 1 + 21 bits, which 53 hold exactly. */
const MOST_CHANGES = 2 ** 21;

export function createPeaks(pools: number): Peaks {
  let tick = new Float64Array(256);
  let row = new Int32Array(tick.length);
  let amount = new Int32Array(tick.length);
  let keys = new Float64Array(tick.length);
  let count = 0;
  let spansPerTick = 0;
  /** By pool and span: what is taken less what is returned, and what is taken. */
  const net = new Float64Array(pools * SPANS);
  const taken = new Float64Array(pools * SPANS);
  /** In use when the span begins; NaN: the span need not be looked at. */
  const before = new Float64Array(pools * SPANS);
  const peak = new Float64Array(pools);

  function begin(end: number): void {
    count = 0;
    spansPerTick = end > 0 ? SPANS / end : 0;
    net.fill(0);
    taken.fill(0);
  }

  function grow(): void {
    const size = tick.length * 2;
    if (size > MOST_CHANGES) throw new Error(`more than ${MOST_CHANGES} changes of pools in one future`);
    const [oldTick, oldRow, oldAmount] = [tick, row, amount];
    tick = new Float64Array(size);
    row = new Int32Array(size);
    amount = new Int32Array(size);
    keys = new Float64Array(size);
    tick.set(oldTick);
    row.set(oldRow);
    amount.set(oldAmount);
  }

  function change(at: number, pool: number, by: number): void {
    if (count === tick.length) grow();
    const span = pool * SPANS + Math.floor(at * spansPerTick);
    net[span] = net[span]! + by;
    if (by > 0) taken[span] = taken[span]! + by;
    tick[count] = at;
    row[count] = span;
    amount[count++] = by;
  }

  /** Use at the edges of spans is a use that was reached. Marks the spans that may have gone higher in between. */
  function markSpans(pool: number): boolean {
    const first = pool * SPANS;
    let used = 0;
    let most = 0;
    for (let span = first; span < first + SPANS; span++) {
      before[span] = used;
      used += net[span]!;
      if (used > most) most = used;
    }
    peak[pool] = most;
    let marked = false;
    for (let span = first; span < first + SPANS; span++) {
      if (before[span]! + taken[span]! > most) marked = true;
      else before[span] = Number.NaN;
    }
    return marked;
  }

  function lookInside(): void {
    let chosen = 0;
    for (let i = 0; i < count; i++)
      if (!Number.isNaN(before[row[i]!]!)) keys[chosen++] = (tick[i]! * 2 + (amount[i]! > 0 ? 1 : 0)) * MOST_CHANGES + i;
    const inOrder = keys.subarray(0, chosen).sort();
    for (let i = 0; i < chosen; i++) {
      const index = inOrder[i]! % MOST_CHANGES;
      const span = row[index]!;
      before[span] = before[span]! + amount[index]!;
      const pool = Math.floor(span / SPANS);
      if (before[span]! > peak[pool]!) peak[pool] = before[span]!;
    }
  }

  function addTo(sums: Float64Array): void {
    let marked = false;
    for (let pool = 0; pool < pools; pool++) if (markSpans(pool)) marked = true;
    if (marked) lookInside();
    for (let pool = 0; pool < pools; pool++) sums[pool] = sums[pool]! + peak[pool]!;
  }

  return { begin, change, addTo };
}
