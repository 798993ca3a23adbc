/** The stream behind the weather: even, without memory, and another for each seed. */
import { describe, expect, it } from 'vitest';
import { streamSeed, uniformAt } from '../../src/random/long-stream.ts';

const COUNT = 100_000;

function correlation(x: (i: number) => number, y: (i: number) => number): number {
  let sum = 0;
  for (let i = 0; i < COUNT; i++) sum += (x(i) - 0.5) * (y(i) - 0.5);
  return (12 * sum) / COUNT;
}

describe('a long stream', () => {
  it('is SplitMix with 32 bits: the first values of seed 0, by the published algorithm', () => {
    // state += 0x9e3779b9; x ^= x >> 16; x *= 0x21f0aaad; x ^= x >> 15; x *= 0x735a2d97; x ^= x >> 15, done with BigInt.
    const mask = 0xffffffffn;
    const splitmix = (state: bigint): bigint => {
      let x = state & mask;
      x = ((x ^ (x >> 16n)) * 0x21f0aaadn) & mask;
      x = ((x ^ (x >> 15n)) * 0x735a2d97n) & mask;
      return x ^ (x >> 15n);
    };
    for (const seed of [0, 1, 123_456_789, 2 ** 32 - 1])
      for (let n = 0; n < 50; n++) {
        const expected = Number(splitmix(BigInt(seed) + BigInt(n + 1) * 0x9e3779b9n)) * 2 ** -32 + 2 ** -33;
        expect(uniformAt(seed, n)).toBe(expected);
      }
  });

  it('fills a hundred bins evenly', () => {
    const bins = new Float64Array(100);
    for (let n = 0; n < COUNT; n++) bins[Math.floor(100 * uniformAt(streamSeed(0.3), n))]!++;
    const chiSquare = bins.reduce((sum, count) => sum + (count - COUNT / 100) ** 2 / (COUNT / 100), 0);
    // 99 degrees of freedom: mean 99, sd 14.
    expect(chiSquare).toBeGreaterThan(99 - 5 * 14);
    expect(chiSquare).toBeLessThan(99 + 5 * 14);
  });

  it('does not lean on the value before, nor on neighbouring seeds', () => {
    // Standard error 1 / sqrt(100,000) = 0.0032.
    expect(
      Math.abs(
        correlation(
          (i) => uniformAt(7, i),
          (i) => uniformAt(7, i + 1),
        ),
      ),
    ).toBeLessThan(0.015);
    expect(
      Math.abs(
        correlation(
          (i) => uniformAt(i, 0),
          (i) => uniformAt(i + 1, 0),
        ),
      ),
    ).toBeLessThan(0.015);
    expect(
      Math.abs(
        correlation(
          (i) => uniformAt(i, 0),
          (i) => uniformAt(i, 1),
        ),
      ),
    ).toBeLessThan(0.015);
  });
});
