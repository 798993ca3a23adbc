import alea from 'seedrandom/lib/alea.js';
import { describe, expect, it } from 'vitest';
import { BLOCK_SIZE, drawKey, fillUniforms, formatSeed, parseSeed, uniform } from '../../src/random/world.ts';

const GOLDEN = [0.5989944165339693, 0.4468155609210953, 0.7186634532408789, 0.7155746730277315, 0.9263048794819042];

function blockOf(text: string, block: number, key: string): Float64Array {
  const out = new Float64Array(BLOCK_SIZE);
  fillUniforms(text, block, key, out);
  return out;
}

/** Pearson's correlation of two uniform columns times the root of their length: a standard normal when they are independent. */
function correlationScore(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i]! - 0.5) * (b[i]! - 0.5);
  return (12 * sum) / Math.sqrt(a.length);
}

/**
 * Do combinations of uniforms, wrapped around 1, favour a direction? The squared resultant is chi-squared with two degrees of
 * freedom when they do not: above 27.6 once in a million times.
 */
function resultant(values: readonly number[]): number {
  const cosine = values.reduce((sum, value) => sum + Math.cos(2 * Math.PI * value), 0);
  const sine = values.reduce((sum, value) => sum + Math.sin(2 * Math.PI * value), 0);
  return (2 * (cosine * cosine + sine * sine)) / values.length;
}

describe('seeds', () => {
  it.each([
    ['study:17', { text: 'study', index: 17 }],
    ['study', { text: 'study', index: 0 }],
    ['rc-1.2_b:999999999', { text: 'rc-1.2_b', index: 999_999_999 }],
  ])('%s is read', (text, seed) => expect(parseSeed(text)).toEqual({ ok: true, seed }));

  it.each(['', ':3', 'study:', 'study:-1', 'study:1.5', 'study:007', 'study:1000000000', 'a b:1', 'a:b:1', '.a:1'])(
    '"%s" is refused',
    (text) => {
      expect(parseSeed(text)).toMatchObject({ ok: false, message: `"${text}" is not a seed` });
    },
  );

  it('are written as they are read', () => {
    expect(formatSeed({ text: 'study', index: 0 })).toBe('study:0');
    expect(parseSeed(formatSeed({ text: 'a.b', index: 42 }))).toEqual({ ok: true, seed: { text: 'a.b', index: 42 } });
  });
});

describe('draws', () => {
  it('are these; a change of the stream changes every result and is no small matter', () => {
    const key = drawKey('childress/horizon-1/slab', 'duration', 0);
    expect([0, 1, 255, 256, 9999].map((index) => uniform({ text: 'study', index }, key))).toEqual(GOLDEN);
  });

  it('are the same one by one, in any order, as by the block', () => {
    const key = drawKey('hall-1/x', 'duration', 2);
    for (const block of [0, 1, 39]) {
      const together = blockOf('study', block, key);
      for (const offset of [255, 0, 17, 128, 1])
        expect(uniform({ text: 'study', index: block * BLOCK_SIZE + offset }, key)).toBe(together[offset]);
    }
  });

  it('fill as much of a block as there is room for', () => {
    const some = new Float64Array(10);
    fillUniforms('study', 3, 'k', some);
    expect([...some]).toEqual([...blockOf('study', 3, 'k').subarray(0, 10)]);
    const more = new Float64Array(BLOCK_SIZE + 2).fill(-1);
    fillUniforms('study', 3, 'k', more);
    expect([...more.subarray(BLOCK_SIZE)]).toEqual([-1, -1]);
  });

  it('differ by text, future, entity, purpose and attempt', () => {
    const base = uniform({ text: 'a', index: 300 }, drawKey('e', 'p', 0));
    expect(uniform({ text: 'b', index: 300 }, drawKey('e', 'p', 0))).not.toBe(base);
    expect(uniform({ text: 'a', index: 44 }, drawKey('e', 'p', 0))).not.toBe(base);
    expect(uniform({ text: 'a', index: 300 }, drawKey('f', 'p', 0))).not.toBe(base);
    expect(uniform({ text: 'a', index: 300 }, drawKey('e', 'q', 0))).not.toBe(base);
    expect(uniform({ text: 'a', index: 300 }, drawKey('e', 'p', 1))).not.toBe(base);
  });

  it('have keys that are short, survive UTF-8 and do not collide', () => {
    const keys = Array.from({ length: 100_000 }, (_, i) => drawKey(`hall-${i % 1000}/slab`, 'duration', Math.floor(i / 1000)));
    expect(new Set(keys).size).toBe(keys.length);
    for (const key of keys.slice(0, 1000)) expect([key.length, Buffer.from(key, 'utf8').toString('utf8')]).toEqual([6, key]);
  });

  it('keep keys apart whose parts run together', () => {
    expect(drawKey('a', 'b1', 2)).not.toBe(drawKey('a', 'b', 12));
    expect(drawKey('ab', 'c', 0)).not.toBe(drawKey('a', 'bc', 0));
  });
});

describe('the quality of the streams', () => {
  const similar = ['a-1', 'a-2', 'a-11', 'a-12', 'hall-1/x', 'hall-1/y', 'hall-2/x', 'hall-2/y', 'x', 'y'];
  const keys = [...similar.map((name) => drawKey(name, 'duration', 0)), drawKey('a-1', 'duration', 1), drawKey('a-1', 'chance', 0)];
  const BLOCKS = 40;
  const columns = keys.map((key) => Array.from({ length: BLOCKS }, (_, block) => [...blockOf('study', block, key)]).flat());

  it('uniforms lie inside (0, 1) and fit it (Kolmogorov-Smirnov), key by key and pooled', () => {
    for (const values of [...columns, columns.flat()]) {
      const sorted = Float64Array.from(values).sort();
      const worst = sorted.reduce((most, u, i) => Math.max(most, Math.abs(u - (i + 0.5) / sorted.length)), 0);
      expect(worst * Math.sqrt(sorted.length)).toBeLessThan(1.95);
      expect(sorted[0]).toBeGreaterThan(0);
      expect(sorted.at(-1)).toBeLessThan(1);
    }
  });

  it('similar keys are uncorrelated', () => {
    const scores = columns.flatMap((a, i) => columns.slice(i + 1).map((b) => correlationScore(a, b)));
    // The greatest of 66 standard normals: above 4 once in 240 times.
    expect(Math.max(...scores.map(Math.abs))).toBeLessThan(4);
  });

  it('neighbouring futures and neighbouring blocks are uncorrelated', () => {
    for (const column of columns) {
      for (const lag of [1, 2, 3, BLOCK_SIZE]) expect(Math.abs(correlationScore(column.slice(lag), column.slice(0, -lag)))).toBeLessThan(4);
    }
  });

  it('first outputs of 100,000 keys collide no more than chance has it', () => {
    const firsts = Array.from({ length: 100_000 }, (_, i) => uniform({ text: 'study', index: 0 }, drawKey(`activity-${i}`, 'duration', 0)));
    // Expected: 1e5^2 / 2 / 2^32 = 1.2 pairs; more than 7 once in ten thousand times.
    expect(firsts.length - new Set(firsts).size).toBeLessThanOrEqual(7);
  });

  const TRIPLES = [
    {
      what: 'keys',
      draw: (p: number, d: number, index: number) => uniform({ text: 'study', index }, drawKey(`n${p}x${d + 3}`, 'duration', 0)),
    },
    {
      what: 'attempts',
      draw: (p: number, d: number, index: number) => uniform({ text: 'study', index }, drawKey(`n${p}`, 'duration', d + 1)),
    },
    {
      what: 'blocks',
      draw: (p: number, d: number, index: number) => uniform({ text: 'study', index: BLOCK_SIZE * (d + 1) + index }, `n${p}`),
    },
    { what: 'texts', draw: (p: number, d: number, index: number) => uniform({ text: 'abc'[d]!, index }, `n${p}`) },
  ];

  it.each(TRIPLES)('successive $what follow no arithmetic', ({ draw }) => {
    for (const index of [0, 1, 2, 3, 6]) {
      for (const [a, b, c] of [
        [1, -2, 1],
        [1, -1, 0],
        [1, 1, 0],
        [1, 1, 1],
      ] as const) {
        const values = Array.from({ length: 2000 }, (_, p) => a * draw(p, 0, index) + b * draw(p, 1, index) + c * draw(p, 2, index));
        expect(resultant(values)).toBeLessThan(27.6);
      }
    }
  });

  it("Alea's own first outputs collide more, which is why they are thrown away", () => {
    const firsts = Array.from({ length: 100_000 }, (_, i) => alea(`study:0\nactivity-${i}\nduration\n0....`)());
    expect(firsts.length - new Set(firsts).size).toBeGreaterThan(20);
  });

  it('Alea seeded with the bare text does follow arithmetic, which is why the text is stirred', () => {
    const first = (p: number, d: number): number => alea(`study:0\nn${p}x${d}`)();
    expect(resultant(Array.from({ length: 2000 }, (_, p) => first(p, 3) - 2 * first(p, 4) + first(p, 5)))).toBeGreaterThan(500);
  });
});
