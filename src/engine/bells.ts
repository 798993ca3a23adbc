/**
 * Bells: at a given time those who wait for a resource are to be asked again, though nothing was given back. Rare, so a plain
 * sorted list will do.
 */
export interface Bells {
  /** When the next bell rings; NEVER when there is none. */
  readonly nextTime: () => number;
  /** Set a bell; one that is set already rings once. */
  readonly set: (time: number, resource: number) => void;
  /** Calls `ring` with the resource of each bell whose time has come, and takes it down. */
  readonly ringUntil: (now: number, ring: (resource: number) => void) => void;
  readonly clear: () => void;
}

interface Bell {
  readonly time: number;
  readonly resource: number;
}

/** `never`: what stands for no time at all. */
export function createBells(never: number): Bells {
  /** The next one last. */
  const bells: Bell[] = [];

  return {
    nextTime: () => bells.at(-1)?.time ?? never,
    set(time, resource) {
      if (bells.some((bell) => bell.time === time && bell.resource === resource)) return;
      const later = bells.findIndex((bell) => bell.time < time);
      bells.splice(later === -1 ? bells.length : later, 0, { time, resource });
    },
    ringUntil(now, ring) {
      for (let bell = bells.at(-1); bell !== undefined && bell.time <= now; bell = bells.at(-1)) {
        bells.pop();
        ring(bell.resource);
      }
    },
    clear: () => {
      bells.length = 0;
    },
  };
}
