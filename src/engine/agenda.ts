/**
 * The agenda: what will happen when. A 4-ary heap on typed arrays, keys beside payloads; it allocates only when it grows.
 * Order among equal times is left open on purpose: the engine takes all events of a minute before it lets anything start,
 * and what it does with them does not depend on their order.
 */
export interface Agenda {
  readonly size: () => number;
  /** Time of the earliest event; Infinity when there is none. */
  readonly nextTime: () => number;
  readonly push: (time: number, payload: number) => void;
  /** Take the earliest event and return its payload. The agenda must not be empty. */
  readonly pop: () => number;
  readonly clear: () => void;
}

export function createAgenda(capacity: number): Agenda {
  let times = new Float64Array(Math.max(16, capacity));
  let payloads = new Int32Array(times.length);
  let count = 0;

  function grow(): void {
    const moreTimes = new Float64Array(times.length * 2);
    const morePayloads = new Int32Array(times.length * 2);
    moreTimes.set(times);
    morePayloads.set(payloads);
    times = moreTimes;
    payloads = morePayloads;
  }

  function push(time: number, payload: number): void {
    if (count === times.length) grow();
    let hole = count++;
    while (hole > 0) {
      const parent = (hole - 1) >> 2;
      if (times[parent]! <= time) break;
      times[hole] = times[parent]!;
      payloads[hole] = payloads[parent]!;
      hole = parent;
    }
    times[hole] = time;
    payloads[hole] = payload;
  }

  function pop(): number {
    const earliest = payloads[0]!;
    const time = times[--count]!;
    const payload = payloads[count]!;
    let hole = 0;
    for (;;) {
      const first = 4 * hole + 1;
      if (first >= count) break;
      const end = first + 4 < count ? first + 4 : count;
      let least = first;
      for (let child = first + 1; child < end; child++) if (times[child]! < times[least]!) least = child;
      if (times[least]! >= time) break;
      times[hole] = times[least]!;
      payloads[hole] = payloads[least]!;
      hole = least;
    }
    times[hole] = time;
    payloads[hole] = payload;
    return earliest;
  }

  return {
    size: () => count,
    nextTime: () => (count === 0 ? Number.POSITIVE_INFINITY : times[0]!),
    push,
    pop,
    clear: () => {
      count = 0;
    },
  };
}
