/**
 * What is known of every future before it is played: who has no gate to wait for, and from when on. Comes in: a Program. Goes
 * out: lists, so that those who are released by the calendar need not stand in the agenda from the first minute on.
 */
import { NEVER } from './agenda.ts';
import { IS_SIMPLE } from './codes.ts';
import { wholeNumbers } from './layout.ts';
import type { Program } from './program.ts';

export interface Opening {
  /** Gates open at tick 0. Among them are those whose whole life is known once their gates are open, whenever they may start. */
  readonly atOnce: Int32Array;
  /** The others, in order of when they may start; by then at the latest, asked at that time. */
  readonly released: Int32Array;
  /** When; after the last comes NEVER. */
  readonly releaseTimes: Int32Array;
}

export function openingOf({ activities, startGates, traits, notBefore }: Program): Opening {
  const ungated = Array.from({ length: activities }, (_, i) => i).filter((i) => startGates[i] === 0);
  const isHeld = (i: number): boolean => notBefore[i]! > 0 && (traits[i]! & IS_SIMPLE) === 0;
  const held = ungated.filter(isHeld).sort((a, b) => notBefore[a]! - notBefore[b]!);
  const releaseTimes = wholeNumbers(held.length + 1).fill(NEVER);
  held.forEach((activity, i) => {
    releaseTimes[i] = Math.min(notBefore[activity]!, NEVER);
  });
  const released = wholeNumbers(held.length);
  released.set(held);
  return { atOnce: Int32Array.from(ungated.filter((i) => !isHeld(i))), released, releaseTimes };
}
