/** Estimators that need futures of their own: Saltelli's and Jansen's on Ishigami's closed form, and Morris's effects where they are known. */
import { expect, test } from 'vitest';
import { elementaryEffects, elementaryPaths } from '../../src/measure/sensitivity/elementary-effects.ts';
import { pickFreeze } from '../../src/measure/sensitivity/pick-freeze.ts';
import { sobol } from '../../src/random/designs/sobol.ts';
import { FIRST, ishigami, TOTAL } from './ishigami.ts';

function indicesOf(rows: number, key: string) {
  const design = sobol(8, rows, key);
  const a = design.map((row) => Array.from(row.subarray(0, 4)));
  const b = design.map((row) => Array.from(row.subarray(4)));
  const mixed = [0, 1, 2, 3].map((input) => Float64Array.from(a, (row, j) => ishigami(row.map((u, i) => (i === input ? b[j]![i]! : u)))));
  return pickFreeze(Float64Array.from(a, ishigami), Float64Array.from(b, ishigami), mixed, key);
}

test('first-order and total indices of Ishigami lie in their intervals', () => {
  let covered = 0;
  for (let i = 0; i < 12; i++) {
    for (const [input, { first, total }] of indicesOf(512, `experiment ${i}`).entries()) {
      if (first.lo <= FIRST[input]! && FIRST[input]! <= first.hi) covered++;
      if (total.lo - 1e-12 <= TOTAL[input]! && TOTAL[input]! <= total.hi + 1e-12) covered++;
    }
  }
  // 96 intervals of 90 %, narrower than they need be nowhere, since Sobol points lie more evenly than chance.
  expect(covered).toBeGreaterThanOrEqual(84);
});

test('an input that does nothing has no index at all', () => {
  const [, , third, fourth] = indicesOf(1024, 'a');
  expect(fourth).toEqual({ first: { value: 0, lo: 0, hi: 0 }, total: { value: 0, lo: 0, hi: 0 } });
  expect(third?.total.value).toBeCloseTo(TOTAL[2] as number, 1);
});

test('elementary effects of a straight line are its slopes, with no spread', () => {
  const paths = elementaryPaths(3, 6, 'a');
  expect(paths.rows).toHaveLength(6 * 4);
  const effects = elementaryEffects(
    paths,
    Float64Array.from(paths.rows, ([x = 0, y = 0, z = 0]) => 10 * x - 4 * y + 0 * z),
    'a',
  );
  expect(effects.map(({ mean }) => mean)).toEqual([5, -2, 0]);
  for (const [i, { size, sd }] of effects.entries()) {
    expect(size.value).toBeCloseTo([5, 2, 0][i] as number, 12);
    expect(size.hi - size.lo).toBeLessThan(1e-9);
    expect(sd).toBeLessThan(1e-9);
  }
});

test('an interaction shows as spread', () => {
  const paths = elementaryPaths(2, 20, 'a');
  const [effect] = elementaryEffects(
    paths,
    Float64Array.from(paths.rows, ([x = 0, y = 0]) => (x - 0.5) * (y - 0.5)),
    'a',
  );
  expect(Math.abs(effect!.mean)).toBeLessThan(effect!.size.value);
  expect(effect!.sd).toBeGreaterThan(0.05);
});
