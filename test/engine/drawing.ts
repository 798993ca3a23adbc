/** Random choices for generated tests: the same ones for the same seed. */
import seedrandom from 'seedrandom';

export interface Draw {
  /** A whole number from low to high, both included. */
  readonly whole: (low: number, high: number) => number;
  readonly happens: (probability: number) => boolean;
  readonly pick: <T>(from: readonly T[]) => T;
  readonly shuffled: <T>(list: readonly T[]) => T[];
}

export function drawing(seed: string): Draw {
  const next = seedrandom(seed);
  const whole = (low: number, high: number): number => low + Math.floor(next() * (high - low + 1));
  const shuffled = <T>(list: readonly T[]): T[] => {
    const mixed = [...list];
    for (let i = mixed.length - 1; i > 0; i--) {
      const j = whole(0, i);
      [mixed[i], mixed[j]] = [mixed[j]!, mixed[i]!];
    }
    return mixed;
  };
  return { whole, shuffled, happens: (probability) => next() < probability, pick: (from) => from[whole(0, from.length - 1)]! };
}
