/**
 * The agenda: what will happen when. A 4-ary heap of single numbers that hold the time and, below it, what happens; it
 * allocates nothing. Events of one time come in the order of what happens, whatever order they were put in.
 */
export interface Agenda {
  /** Time of the earliest event; NEVER when there is none. */
  readonly nextTime: () => number;
  /** `time` in whole ticks, `event` a whole number below 2^22. What lies beyond the horizon is not kept. Throws when there are too many. */
  readonly push: (time: number, event: number) => void;
  /** Take the next event of that time, which nothing in the agenda comes before; -1: there is none. */
  readonly popAt: (now: number) => number;
  readonly clear: () => void;
}

/** After every horizon, and yet a whole number of 31 bits, which is quick to pass on. */
export const NEVER = 2 ** 31 - 1;
/** Room for the event below the time: 2^31 x 2^22 = 2^53, up to which whole numbers are exact. */
const EVENTS = 2 ** 22;

const NEVER_KEY = NEVER * EVENTS;

/** `capacity`: how many events it can hold at once. `horizon`: in ticks, before NEVER. */
export function createAgenda(capacity: number, horizon: number): Agenda {
  // Neither array is ever replaced, nor is the count a variable: code that knows where numbers lie is a good deal quicker.
  /** Behind the last key stand keys that never come, so that every node has four children to look at. */
  const keys = new Float64Array(Math.max(capacity, 16) + 4).fill(NEVER_KEY);
  const room = keys.length - 4;
  const count = new Int32Array(32);

  function push(time: number, event: number): void {
    if (time > horizon) return;
    const key = time * EVENTS + event;
    let hole = count[0]!;
    if (hole === room) throw new Error(`an agenda for ${room} events was given one more`);
    count[0] = hole + 1;
    while (hole > 0) {
      const parent = (hole - 1) >> 2;
      const other = keys[parent]!;
      if (other <= key) break;
      keys[hole] = other;
      hole = parent;
    }
    keys[hole] = key;
  }

  function popAt(now: number): number {
    const earliest = keys[0]!;
    const event = earliest - now * EVENTS;
    if (event >= EVENTS) return -1;
    const last = count[0]! - 1;
    count[0] = last;
    const key = keys[last]!;
    keys[last] = NEVER_KEY;
    if (last > 0) sink(key, last);
    return event | 0;
  }

  /**
   * Fill the hole at the top of a heap of `end` keys with `key`, moving smaller ones up. Which of the children is least is pure
   * luck, and a wrong guess costs a processor more than all the rest; so the answers are added up rather than branched on.
   */
  function sink(key: number, end: number): void {
    let hole = 0;
    let first = 1;
    while (first < end) {
      const left = first + +(keys[first + 1]! < keys[first]!);
      const right = first + 2 + +(keys[first + 3]! < keys[first + 2]!);
      const least = left + ((right - left) & -(keys[right]! < keys[left]!));
      const smallest = keys[least]!;
      if (smallest >= key) break;
      keys[hole] = smallest;
      hole = least;
      first = ((hole << 2) + 1) | 0;
    }
    keys[hole] = key;
  }

  function clear(): void {
    keys.fill(NEVER_KEY, 0, count[0]);
    count[0] = 0;
  }

  return { nextTime: () => (keys[0]! / EVENTS) | 0, push, popAt, clear };
}
