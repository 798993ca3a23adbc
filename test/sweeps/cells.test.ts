/** From the axes of a sweep file to its cells. */
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SweepCell } from '../../src/plan/sweep.ts';
import { readSweep, type SweepFile } from '../../src/scenario/sweep.ts';
import { cellId } from '../../src/scenario/sweep-gather.ts';
import { makeFolder } from './fixture.ts';

let folder = '';
beforeAll(() => {
  folder = makeFolder();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function read(body: string): SweepFile {
  const file = join(folder, 'read.yaml');
  writeFileSync(file, `sweep: s\nbase: base.yaml\n${body}`);
  return readSweep(file);
}

/** Values of each cell on each axis, as written. */
function told({ axes, cells }: SweepFile): string[] {
  const label = ({ at }: SweepCell): string => at.map((value, axis) => (value === null ? '-' : axes[axis]!.values[value]!.label)).join(' ');
  return cells.map((cell) => `${cell.name === null ? '' : `${cell.name}: `}${label(cell)}`);
}

const FITTERS = '  fitters: {path: pools.fitters, values: [2, 3, 4]}\n';
const PAINT = '  paint: {path: activities.paint.duration.lognormal.p50, values: [2, 4, 6]}\n';

describe('cells', () => {
  it('are every value of one axis with every value of the others, the last axis quickest', () => {
    expect(told(read(`axes:\n${FITTERS}${PAINT}`))).toEqual(['2 2', '2 4', '2 6', '3 2', '3 4', '3 6', '4 2', '4 4', '4 6']);
  });

  it('go together where axes are zipped', () => {
    expect(
      told(
        read(
          `axes:\n${FITTERS}${PAINT}  sigma: {path: activities.paint.duration.lognormal.sigma, values: [0.2, 0.5]}\nzip: [[fitters, paint]]\n`,
        ),
      ),
    ).toEqual([...['2 2 0.2', '2 2 0.5', '3 4 0.2', '3 4 0.5', '4 6 0.2', '4 6 0.5']]);
  });

  it('come without what is excluded, and with what is included and named', () => {
    const file = read(
      `axes:\n${FITTERS}${PAINT}exclude: [{fitters: 2}, {fitters: [3, 4], paint: 6}]\ninclude: [{fitters: 9}, {paint: 9, fitters: 4}]\npoints: {as-planned: {}, slow: {activities.*.duration: x 2}}\n`,
    );
    expect(told(file)).toEqual(['3 2', '3 4', '4 2', '4 4', '9 -', '4 9', 'as-planned: - -', 'slow: - -']);
    expect(file.cells.at(-2)?.overrides).toEqual({});
  });

  it('may have several paths to one value, and points of several values', () => {
    const file = read(
      'axes:\n  crews: {path: [pools.fitters, activities.weld.pools.fitters], values: [2, 3]}\n  plan:\n    points:\n      as is: {}\n      hurried: {activities.paint.duration: 1, activities.cut.duration: x 0.5}\n',
    );
    expect(file.cells.map(({ overrides }) => overrides)).toEqual([
      { 'activities.weld.pools.fitters': 2, 'pools.fitters': 2 },
      { 'activities.cut.duration': 'x 0.5', 'activities.paint.duration': 1, 'activities.weld.pools.fitters': 2, 'pools.fitters': 2 },
      { 'activities.weld.pools.fitters': 3, 'pools.fitters': 3 },
      { 'activities.cut.duration': 'x 0.5', 'activities.paint.duration': 1, 'activities.weld.pools.fitters': 3, 'pools.fitters': 3 },
    ]);
  });

  it('are drawn by designs that cover every axis, the same ones for a key', () => {
    const body = (design: string, key: string) =>
      `axes:\n  a: {path: activities.cut.duration.triangular.high, from: 12, to: 20}\n  b: {path: activities.weld.duration.triangular.high, from: 11, to: 15}\n${FITTERS}sample: {design: ${design}, points: 8, key: ${key}}\n`;
    for (const design of ['latin-hypercube', 'sobol']) {
      const file = read(body(design, 'one'));
      expect(file.cells).toHaveLength(24);
      const drawn = file.axes[0]!.values.map(({ at }) => Math.floor((at! - 12) / 1)).sort();
      // One in every eighth of the range.
      expect(drawn).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
      expect(file.axes[0]?.sampled).toBe(true);
      expect(told(read(body(design, 'one')))).toEqual(told(file));
      expect(told(read(body(design, 'two')))).not.toEqual(told(file));
    }
  });
});

describe('the name of a cell', () => {
  it('is the hash of its overrides, in whatever order they and their keys are written', () => {
    const one = read('points: {p: {pools.fitters: 2, activities.cut.duration: {triangular: {low: 1, mode: 2, high: 3}}}}\n');
    const other = read('points: {q: {activities.cut.duration: {triangular: {high: 3, mode: 2, low: 1}}, pools.fitters: 2}}\n');
    expect(one.cells[0]?.id).toBe(other.cells[0]?.id);
    expect(one.cells[0]?.id).toMatch(/^[0-9a-f]{12}$/);
    expect(cellId({})).toBe('44136fa355b3');
    const axes = read(`axes:\n${PAINT}${FITTERS}`).cells.map(({ id }) => id);
    expect(axes.sort()).toEqual(
      read(`axes:\n${FITTERS}${PAINT}`)
        .cells.map(({ id }) => id)
        .sort(),
    );
    expect(new Set(axes).size).toBe(9);
  });
});
