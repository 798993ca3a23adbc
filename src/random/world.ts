/**
 * Worlds: one seed is one future. A seed and the key of a draw go in, a uniform comes out, the same one in every variant of a
 * scenario, in any order and on any number of workers. It never knows what the draw is for.
 *
 * The stream of a key is cut into blocks of 256 futures. Each block has a generator of its own (Alea, from seedrandom), seeded
 * with (seed text, block, key); future number `index` takes output `index mod 256` of block `index div 256`. So any future can be
 * drawn alone, and 256 neighbours cost one seeding.
 */
import alea from 'seedrandom/lib/alea.js';
import type { Distribution } from './distribution.ts';

/** Futures in one block of a stream. */
export const BLOCK_SIZE = 256;

/** One future: number `index` of the seed `text`. Written `text:index`. */
export interface Seed {
  readonly text: string;
  readonly index: number;
}

/** The futures in which every draw takes its median, its mean or its mode. */
export const DETERMINISTIC_WORLDS = ['median', 'mean', 'mode'] as const;
export type DeterministicWorld = (typeof DETERMINISTIC_WORLDS)[number];

export type ParsedSeed =
  | { readonly ok: true; readonly seed: Seed }
  | { readonly ok: false; readonly message: string; readonly remedy: string };

const SEED = /^([A-Za-z0-9][A-Za-z0-9._-]*)(?::(0|[1-9]\d{0,8}))?$/;

/** Reads `text:index`; without an index it is future 0. The text is letters, digits, dot, dash and underscore; the index below 10^9. */
export function parseSeed(text: string): ParsedSeed {
  const match = SEED.exec(text);
  if (match === null) {
    const remedy =
      'write a name and a number, such as "study:17": letters, digits, dot, dash or underscore, then a whole number below 1000000000';
    return { ok: false, message: `"${text}" is not a seed`, remedy };
  }
  return { ok: true, seed: { text: match[1]!, index: Number(match[2] ?? 0) } };
}

/** `text:index`, which `parseSeed` reads back. */
export function formatSeed({ text, index }: Seed): string {
  return `${text}:${index}`;
}

/**
 * The key of one draw: whose, what for, and which attempt. Names hold no line breaks. The key is a digest of the three, 90 bits
 * in six characters, since seeding costs by the character and each block of futures is seeded with it.
 */
export function drawKey(entity: string, purpose: string, attempt: number): string {
  const next = generator(`${entity}\n${purpose}\n${attempt}`);
  // Code points from 256 on, of 15 bits: below the surrogates, so that the key survives any encoding.
  return String.fromCharCode(...Array.from({ length: 6 }, () => 256 + Math.floor(next() * 2 ** 15)));
}

/** The uniform in (0, 1) that future `seed` has for `key`: bit for bit the one of `fillUniforms`. */
export function uniform({ text, index }: Seed, key: string): number {
  const block = Math.floor(index / BLOCK_SIZE);
  const next = generator(`${text}:${block}\n${key}`);
  for (let before = index - block * BLOCK_SIZE; before > 0; before--) next();
  return next() + HALF_STEP;
}

/** Fills `out` with the uniforms in (0, 1) of futures `256 block`, `256 block + 1` and so on, up to its length or 256. */
export function fillUniforms(text: string, block: number, key: string, out: Float64Array): void {
  const next = generator(`${text}:${block}\n${key}`);
  const count = Math.min(out.length, BLOCK_SIZE);
  for (let i = 0; i < count; i++) out[i] = next() + HALF_STEP;
}

/** The value a distribution takes in a deterministic world. */
export function valueInWorld(distribution: Distribution, world: DeterministicWorld): number {
  switch (world) {
    case 'median':
      return distribution.quantile(0.5);
    case 'mean':
      return distribution.mean;
    case 'mode':
      return distribution.mode;
  }
}

/** Alea gives multiples of 2^-32 from 0 on; moved by half a step they lie evenly inside (0, 1), never on 0 or 1. */
const HALF_STEP = 2 ** -33;

/**
 * Alea's seeding mixes the last character of its text hardly at all: the first outputs for "x1", "x2", "x3" then lie in an
 * arithmetic progression. Two more characters mend it; four leave room.
 */
const STIRRING = '....';

/**
 * Its very first output takes some 2^27 values only, so that keys collide thirty times as often as chance has it; from the
 * second on there is no sign of that. Alea works in rounds of three; two are thrown away. test/random/world.test.ts shows both.
 */
const WARM_UP = 6;

function generator(seed: string): () => number {
  const next = alea(seed + STIRRING);
  for (let i = 0; i < WARM_UP; i++) next();
  return next;
}
