/** Scenario discovery finds boxes that were planted, tells their bounds and measures them honestly; where there is none it finds none. */
import { describe, expect, test } from 'vitest';
import { discover } from '../../src/measure/sensitivity/discovery.ts';
import { peel } from '../../src/measure/sensitivity/prim.ts';
import { keyUniforms } from '../../src/random/designs/key-uniforms.ts';

const FUTURES = 2000;
const columnsOf = (count: number, key: string): Float64Array[] =>
  Array.from({ length: count }, (_, i) => keyUniforms(key, `input ${i}`, FUTURES));

/** Late with chance 0.95 inside, 0.03 outside. */
function planted(columns: readonly Float64Array[], isInside: (row: readonly number[]) => boolean, key: string): Uint8Array {
  const luck = keyUniforms(key, 'luck', FUTURES);
  return Uint8Array.from({ length: FUTURES }, (_, i) =>
    Number(luck[i]! < (isInside(columns.map((column) => column[i] as number)) ? 0.95 : 0.03)),
  );
}

describe('a planted box', () => {
  const columns = columnsOf(8, 'box');
  const interest = planted(columns, (row) => row[2]! > 0.6 && row[5]! < 0.4, 'box');
  const { boxes, interest: all } = discover(columns, interest);
  const [box] = boxes;

  test('is found on its own two inputs, near its own bounds', () => {
    const conditions = [...(box?.conditions ?? [])].sort((a, b) => a.column - b.column);
    expect(conditions.map(({ column }) => column)).toEqual([2, 5]);
    expect(conditions[0]?.above).toBeGreaterThan(0.53);
    expect(conditions[0]?.above).toBeLessThan(0.67);
    expect(conditions[0]?.below).toBeNull();
    expect(conditions[1]?.below).toBeGreaterThan(0.33);
    expect(conditions[1]?.below).toBeLessThan(0.47);
  });

  test('is as dense and as complete as it was planted', () => {
    expect(box?.density.share).toBeGreaterThan(0.8);
    // 0.16 of all lie inside and 0.95 of those are late, against 0.84 times 0.03 outside.
    expect(box?.coverage.share).toBeGreaterThan(0.75);
    expect(all.share).toBeCloseTo(0.16 * 0.95 + 0.84 * 0.03, 1);
    for (const { densityWithout } of box?.conditions ?? []) expect(densityWithout).toBeLessThan(0.6);
  });

  test('tells how it was found: ever denser, ever less complete', () => {
    const { trajectory = [], chosen = 0 } = box ?? {};
    expect(trajectory[0]).toMatchObject({ mass: 1, coverage: 1, conditions: 0 });
    for (let i = 1; i < trajectory.length; i++) {
      expect(trajectory[i]!.mass).toBeLessThan(trajectory[i - 1]!.mass);
      expect(trajectory[i]!.density).toBeGreaterThan(trajectory[i - 1]!.density);
    }
    expect(chosen).toBeGreaterThan(0);
  });
});

test('two boxes are both found', () => {
  const columns = columnsOf(5, 'two');
  const { boxes } = discover(
    columns,
    planted(columns, (row) => row[0]! > 0.75 || row[1]! < 0.2, 'two'),
  );
  expect(boxes.slice(0, 2).map(({ conditions }) => conditions.map(({ column }) => column))).toEqual([[0], [1]]);
});

test('a risk that comes or does not is one condition', () => {
  const columns = columnsOf(4, 'risk');
  columns[3] = columns[3]!.map((u) => (u < 0.8 ? 0 : 5 + u));
  const { boxes } = discover(
    columns,
    planted(columns, (row) => row[3]! > 0, 'risk'),
  );
  expect(boxes[0]?.conditions).toHaveLength(1);
  expect(boxes[0]?.conditions[0]).toMatchObject({ column: 3, above: 0, below: null });
});

test('luck alone gives no box', () => {
  for (const key of ['a', 'b', 'c', 'd', 'e', 'f']) {
    const columns = columnsOf(12, key);
    const interest = Uint8Array.from(keyUniforms(key, 'luck', FUTURES), (u) => Number(u < 0.2));
    expect(discover(columns, interest)).toMatchObject({ boxes: [], none: 'nothing denser' });
  }
});

test('too few futures of interest are said to be too few', () => {
  const interest = new Uint8Array(FUTURES);
  interest.fill(1, 0, 10);
  expect(discover(columnsOf(2, 'few'), interest).none).toBe('too few');
  expect(peel(columnsOf(2, 'few'), new Uint8Array(FUTURES), Int32Array.of(0, 1, 2))).toEqual([]);
});
