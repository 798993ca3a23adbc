/**
 * The agenda: what will happen when. A 4-ary heap of single numbers that hold the time and, below it, what happens; it
 * allocates only when it grows. Events of one time come in the order of what happens, whatever order they were put in.
 */
export interface Agenda {
  /** Time of the earliest event; Infinity when there is none. */
  readonly nextTime: () => number;
  /** `time` in whole ticks below 2^31, `event` a whole number below 2^22. A time beyond that is as good as never. */
  readonly push: (time: number, event: number) => void;
  /** Take the earliest event. The agenda must not be empty. */
  readonly pop: () => number;
  readonly clear: () => void;
}

/** Room for the event below the time: 2^31 x 2^22 = 2^53, up to which whole numbers are exact. */
const EVENTS = 2 ** 22;
/** Most events of different kinds that an agenda can tell apart. */
export const MOST_EVENTS = EVENTS;

const NEVER = Number.POSITIVE_INFINITY;

export function createAgenda(capacity: number): Agenda {
  /** Behind the last key stand keys that never come, so that every node has four children to look at. */
  let heap = new Float64Array(capacity + 4).fill(NEVER);
  let count = 0;

  function grow(): void {
    const more = new Float64Array(heap.length * 2).fill(NEVER);
    more.set(heap);
    heap = more;
  }

  function push(time: number, event: number): void {
    if (count + 4 === heap.length) grow();
    const key = time * EVENTS + event;
    let hole = count++;
    while (hole > 0) {
      const parent = (hole - 1) >> 2;
      const other = heap[parent]!;
      if (other <= key) break;
      heap[hole] = other;
      hole = parent;
    }
    heap[hole] = key;
  }

  function pop(): number {
    const earliest = heap[0]!;
    const last = heap[--count]!;
    heap[count] = NEVER;
    sink(last, count);
    return earliest - Math.floor(earliest / EVENTS) * EVENTS;
  }

  /**
   * Fill the hole at the top with `key`, moving smaller ones up. Which of the children is least is pure luck, and a wrong guess
   * costs a processor more than all the rest; so the answers are added up rather than branched on.
   */
  function sink(key: number, end: number): void {
    if (end === 0) return;
    let hole = 0;
    let first = 1;
    while (first < end) {
      const left = first + +(heap[first + 1]! < heap[first]!);
      const right = first + 2 + +(heap[first + 3]! < heap[first + 2]!);
      const least = left + ((right - left) & -(heap[right]! < heap[left]!));
      const smallest = heap[least]!;
      if (smallest >= key) break;
      heap[hole] = smallest;
      hole = least;
      first = ((hole << 2) + 1) | 0;
    }
    heap[hole] = key;
  }

  function clear(): void {
    heap.fill(NEVER, 0, count);
    count = 0;
  }

  return { nextTime: () => Math.floor(heap[0]! / EVENTS), push, pop, clear };
}
