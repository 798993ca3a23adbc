/** Given-data indices: Ishigami's closed form lies within their intervals, noise stays below its floor, and few futures are called few. */
import { describe, expect, test } from 'vitest';
import { givenData } from '../../src/measure/sensitivity/given-data.ts';
import { meanRanks, slicesOf } from '../../src/measure/sensitivity/ranks.ts';
import { keyUniforms } from '../../src/random/designs/key-uniforms.ts';
import { FIRST, ishigami } from './ishigami.ts';

const columnsOf = (count: number, futures: number, key: string): Float64Array[] =>
  Array.from({ length: count }, (_, i) => keyUniforms(key, `input ${i}`, futures));

const ishigamiOf = (columns: readonly Float64Array[]): Float64Array =>
  Float64Array.from(columns[0] as Float64Array, (_, i) => ishigami(columns.map((column) => column[i] as number)));

const study = (futures: number, key: string) => {
  const columns = columnsOf(4, futures, key);
  return givenData(columns, ishigamiOf(columns), ['a', 'b', 'a', 'b'], key);
};

describe('given-data indices', () => {
  test('hold the closed form of Ishigami in nine intervals of ten', () => {
    const covered = [0, 0];
    const experiments = 40;
    for (let i = 0; i < experiments; i++) {
      const { inputs } = study(1000, `experiment ${i}`);
      for (const input of [0, 1]) {
        const { lo, hi } = inputs[input]!;
        if (lo <= FIRST[input]! && FIRST[input]! <= hi) covered[input] = covered[input]! + 1;
      }
    }
    // Binomial(40, 0.9) is 30 or more in all but five cases of a thousand.
    for (const count of covered) {
      expect(count).toBeGreaterThanOrEqual(30);
    }
  });

  test('rank what matters, and see that the third matters in no way of its own', () => {
    const { inputs, groups, noise, notEnough } = study(4096, 'a');
    expect(inputs.map(({ standsOut }) => standsOut)).toEqual([true, true, false, false]);
    for (const [i, { first }] of inputs.entries()) expect(Math.abs(first - FIRST[i]!)).toBeLessThan(0.03);
    expect(notEnough).toBeNull();
    expect(noise.first).toBeLessThan(0.02);
    // The second is not monotone: no rank correlation sees it.
    expect(inputs[0]!.rank.standsOut).toBe(true);
    expect(inputs[1]!.rank.standsOut).toBe(false);
    expect(groups.map(({ name }) => name)).toEqual(['b', 'a']);
    expect(groups[0]!.first).toBeCloseTo(inputs[1]!.first + inputs[3]!.first, 1);
    expect(groups[1]!.first).toBeCloseTo(inputs[0]!.first, 1);
  });

  test('noise passes its floor in about one study of twenty', () => {
    let passed = 0;
    for (let i = 0; i < 30; i++) {
      const columns = columnsOf(12, 200, `noise ${i}`);
      const { inputs } = givenData(
        columns,
        keyUniforms(`noise ${i}`, 'outcome', 200),
        columns.map(() => 'all'),
        `noise ${i}`,
      );
      if (inputs.some(({ standsOut }) => standsOut)) passed++;
    }
    // Expected 1.5, or a little more since either index may; more than 6 of 30 would happen once in some thousand times.
    expect(passed).toBeLessThanOrEqual(6);
  });

  test('says when there are not enough futures, and about how many would do', () => {
    const columns = columnsOf(40, 120, 'few');
    const outcome = columns[0]!.map((u, i) => u + 3 * columns[1]![i]!);
    const { notEnough, noise } = givenData(
      columns,
      outcome,
      columns.map(() => 'all'),
      'few',
    );
    expect(notEnough?.why).toBe('noise');
    const more = givenData(
      columnsOf(40, notEnough!.wanted, 'few'),
      keyUniforms('few', 'other', notEnough!.wanted),
      columns.map(() => 'all'),
      'few',
    );
    expect(noise.first).toBeGreaterThan(0.05);
    expect(more.noise.first).toBeLessThan(0.07);
    expect(givenData(columnsOf(2, 20, 'few'), new Float64Array(20), ['a', 'a'], 'few').notEnough?.why).toBe('few');
  });

  test('is the same each time', () => expect(study(300, 'a')).toEqual(study(300, 'a')));

  test('an outcome that never changes is explained by nothing', () => {
    const { inputs } = givenData(columnsOf(2, 300, 'a'), new Float64Array(300).fill(7), ['a', 'a'], 'a');
    expect(inputs.map(({ first }) => first)).toEqual([0, 0]);
  });

  test('values that tie lie in one slice and share a rank', () => {
    const values = Float64Array.from({ length: 100 }, (_, i) => (i < 70 ? 0 : i));
    const { of, count } = slicesOf(meanRanks(values), 10);
    expect(new Set(of.subarray(0, 70)).size).toBe(1);
    expect(count).toBe(4);
    expect(Array.from(meanRanks(Float64Array.of(3, 1, 3)))).toEqual([2.5, 1, 2.5]);
  });
});
