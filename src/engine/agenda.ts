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

export function createAgenda(capacity: number): Agenda {
  let heap = new Float64Array(Math.max(16, capacity));
  let count = 0;

  function grow(): void {
    const more = new Float64Array(heap.length * 2);
    more.set(heap);
    heap = more;
  }

  function push(time: number, event: number): void {
    if (count === heap.length) grow();
    const key = time * EVENTS + event;
    let hole = count++;
    while (hole > 0) {
      const parent = (hole - 1) >> 2;
      if (heap[parent]! <= key) break;
      heap[hole] = heap[parent]!;
      hole = parent;
    }
    heap[hole] = key;
  }

  function pop(): number {
    const earliest = heap[0]!;
    const last = heap[--count]!;
    sink(last);
    return earliest - Math.floor(earliest / EVENTS) * EVENTS;
  }

  /** Fill the hole at the top with `key`, moving smaller ones up. */
  function sink(key: number): void {
    let hole = 0;
    let first = 1;
    while (first < count) {
      const end = first + 4 < count ? first + 4 : count;
      let least = first;
      let smallest = heap[first]!;
      for (let child = first + 1; child < end; child++) {
        const other = heap[child]!;
        if (other < smallest) {
          smallest = other;
          least = child;
        }
      }
      if (smallest >= key) break;
      heap[hole] = smallest;
      hole = least;
      first = 4 * hole + 1;
    }
    heap[hole] = key;
  }

  return {
    nextTime: () => (count === 0 ? Number.POSITIVE_INFINITY : Math.floor(heap[0]! / EVENTS)),
    push,
    pop,
    clear: () => {
      count = 0;
    },
  };
}
