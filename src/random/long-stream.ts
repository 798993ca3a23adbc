/**
 * A long stream of uniforms out of a single one, for luck that comes day by day: a stream of its own for each day would cost more
 * than the rest of a future. One keyed uniform gives the seed; the n-th value is a hash of the seed and n, so any can be had alone.
 * The hash is SplitMix's finaliser for 32 bits (Steele, Lea, Flood 2014, "Fast splittable pseudorandom number generators", with
 * the multipliers of Ettinger's "splitmix32").
 */

/** The seed, a whole number below 2^32, that a uniform in (0, 1) stands for. */
export function streamSeed(uniform: number): number {
  return Math.floor(uniform * 2 ** 32);
}

/** The uniform in (0, 1) at place `n` (0, 1, 2 and so on) of the stream of a seed. */
export function uniformAt(seed: number, n: number): number {
  let mixed = (seed + Math.imul(n + 1, 0x9e3779b9)) | 0;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x21f0aaad);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
  return ((mixed ^ (mixed >>> 15)) >>> 0) * 2 ** -32 + 2 ** -33;
}
