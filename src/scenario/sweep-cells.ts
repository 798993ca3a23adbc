/**
 * From the axes of a sweep to its cells: crossed, zipped, drawn by a design, without what is excluded, with what is included and
 * the named points. Comes in: fields whose shape is right. Goes out: axes and cells, or problems. It never opens the scenario.
 */
import { didYouMean } from '../base/nearest.ts';
import type { Path, Problems } from '../base/problem.ts';
import type { SweepAxis, SweepCell } from '../plan/sweep.ts';
import { latinHypercube } from '../random/designs/latin-hypercube.ts';
import { MOST_SOBOL_DIMENSIONS, sobol } from '../random/designs/sobol.ts';
import { canonical, gatherer, type Overrides } from './sweep-gather.ts';
import type { SweepAxisFields, SweepFields } from './sweep-schema.ts';
import { AS_IS, parseRange, type Range, scaleOf, valueAt } from './sweep-values.ts';

/** More cells than this are a mistake. */
export const MOST_CELLS = 100_000;

/** Of drawn values: enough that no two are the same, and few enough to be read. */
const DRAWN_DIGITS = 4;

/** A value of an axis and where it is written in the file. */
export interface AxisEntry {
  /** As written, or as made of a range; the name of a point. */
  readonly value: unknown;
  readonly overrides: Overrides;
  readonly path: Path;
}

export interface OpenAxis {
  readonly name: string;
  readonly fields: SweepAxisFields;
  /** Grows by what is drawn and what is included. */
  readonly entries: AxisEntry[];
  /** Of an axis that a design draws from. */
  readonly range: Range | undefined;
  isSampled: boolean;
}

export interface Cells {
  readonly axes: readonly SweepAxis[];
  readonly open: readonly OpenAxis[];
  readonly cells: readonly SweepCell[];
}

export function cellsOf(fields: SweepFields, problems: Problems): Cells {
  const open = Object.entries(fields.axes).map(([name, axis]) => openAxis(name, axis, problems));
  const find = finder(open, problems);
  const groups = groupsOf(fields, open, find, problems);
  const count = groups.reduce((product, group) => product * group.length, 1);
  const total = (open.length === 0 ? 0 : count) + fields.include.length + Object.keys(fields.points).length;
  if (total > MOST_CELLS)
    problems.add(['axes'], `these axes make ${total} cells`, `ask for at most ${MOST_CELLS}; a design ("sample:") needs fewer`);
  const gather = gatherer(open, problems);
  if (total <= MOST_CELLS && open.length > 0) {
    const excluded = excluder(fields, open, find, problems);
    for (const at of crossed(open.length, groups)) if (!excluded(at)) gather.add(at, ['axes']);
  }
  fields.include.forEach((entry, i) => {
    const at = included(entry, ['include', i], open, find, problems);
    if (at !== undefined) gather.add(at, ['include', i]);
  });
  for (const [name, overrides] of Object.entries(fields.points)) gather.addNamed(name, overrides, ['points', name]);
  // Where something else is wrong, this may be no more than a consequence of it.
  if (gather.cells.length === 0 && problems.list.length === 0) {
    if (open.length === 0) problems.addMissing(['axes'], 'this sweep has no cells', 'add "axes:" or "points:"');
    else problems.add(['exclude'], 'every cell is excluded', 'exclude fewer');
  }
  return { axes: open.map(closed), open, cells: gather.cells };
}

function openAxis(name: string, fields: SweepAxisFields, problems: Problems): OpenAxis {
  const path: Path = ['axes', name];
  const axis = { name, fields, range: undefined, isSampled: false };
  if (fields.points !== undefined) {
    const entries = Object.entries(fields.points).map(([point, overrides]) => ({
      value: point,
      overrides,
      path: [...path, 'points', point],
    }));
    if (entries.length === 0) problems.add([...path, 'points'], 'there are no points', 'write at least one, such as "as-planned: {}"');
    return { ...axis, entries };
  }
  const entryOf = (value: unknown, where: Path): AxisEntry => ({ value, overrides: written(fields, value), path: [...path, ...where] });
  if (fields.values !== undefined) {
    const seen = new Set<string>();
    const entries = fields.values.flatMap((value, i) => {
      const key = canonical(value);
      if (seen.has(key)) {
        problems.add([...path, 'values', i], `${JSON.stringify(value)} is listed twice`, 'leave one of them out');
        return [];
      }
      seen.add(key);
      return [entryOf(value, ['values', i])];
    });
    return { ...axis, entries };
  }
  const parsed = parseRange(fields.from, fields.to, fields.round);
  if (!parsed.ok) {
    problems.add([...path, parsed.end], parsed.message, parsed.remedy);
    return { ...axis, entries: [] };
  }
  const { range } = parsed;
  const { steps } = fields;
  if (steps === undefined) return { ...axis, entries: [], range };
  const values = Array.from({ length: steps }, (_, i) => valueAt(range, i / (steps - 1)));
  const distinct = values.filter((value, i) => values.indexOf(value) === i);
  if (distinct.length < steps)
    problems.add(
      [...path, 'steps'],
      `between its ends this range has ${distinct.length} different values, not ${steps}`,
      'ask for fewer steps, or round less',
    );
  return { ...axis, entries: distinct.map((value, i) => entryOf(value, [i === 0 ? 'from' : 'to'])), range };
}

function written({ path = [] }: SweepAxisFields, value: unknown): Overrides {
  if (value === AS_IS) return {};
  return Object.fromEntries((typeof path === 'string' ? [path] : path).map((key) => [key, value]));
}

type Find = (name: string, path: Path) => number | undefined;

/** Finds an axis by name, or tells that there is none. */
function finder(open: readonly OpenAxis[], problems: Problems): Find {
  const names = open.map(({ name }) => name);
  return (name, path) => {
    const index = names.indexOf(name);
    if (index >= 0) return index;
    if (!problems.wasLeftOut(name))
      problems.add(
        path,
        `there is no axis "${name}"${didYouMean(name, names)}`,
        names.length > 0 ? `use one of ${names.join(', ')}` : 'add "axes:"',
      );
    return undefined;
  };
}

/** Axes that go together, with which value of each at every step. A lone axis is a group of one. */
type Group = readonly (readonly (readonly [axis: number, value: number])[])[];

function groupsOf(fields: SweepFields, open: readonly OpenAxis[], find: Find, problems: Problems): Group[] {
  const drawn = drawnAxes(fields, open, find, problems);
  const taken = new Map<number, string>(drawn.map((axis) => [axis, 'drawn by "sample"']));
  const groups = new Map<number, Group>();
  if (drawn.length > 0) groups.set(Math.min(...drawn), draw(fields, open, drawn, problems));
  fields.zip.forEach((names, i) => {
    const axes = names.flatMap((name, j) => find(name, ['zip', i, j]) ?? []);
    axes.forEach((axis, j) => {
      const already = taken.get(axis);
      if (already !== undefined) problems.add(['zip', i, j], `the axis "${open[axis]!.name}" is already ${already}`, 'name it once');
      taken.set(axis, 'zipped');
    });
    const lengths = axes.map((axis) => open[axis]!.entries.length);
    if (axes.length < names.length || lengths.includes(0)) return;
    if (new Set(lengths).size > 1)
      problems.add(
        ['zip', i],
        `these axes have ${lengths.join(', ')} values, and cannot go together`,
        'give them equally many, or take them apart',
      );
    const steps = Math.min(...lengths);
    groups.set(
      Math.min(...axes),
      Array.from({ length: steps }, (_, step) => axes.map((axis) => [axis, step] as const)),
    );
  });
  open.forEach(({ entries }, axis) => {
    if (!taken.has(axis))
      groups.set(
        axis,
        entries.map((_, value) => [[axis, value] as const]),
      );
  });
  return [...groups].sort(([a], [b]) => a - b).map(([, group]) => group);
}

function drawnAxes({ sample }: SweepFields, open: readonly OpenAxis[], find: Find, problems: Problems): number[] {
  const endless = open.flatMap(({ fields, range }, axis) => (range !== undefined && fields.steps === undefined ? [axis] : []));
  if (sample === undefined && problems.wasLeftOut('sample')) return [];
  if (sample === undefined) {
    for (const axis of endless)
      problems.add(
        ['axes', open[axis]!.name],
        'this range does not say how many values it has',
        'add "steps:", or "sample:" for a design that draws them',
      );
    return [];
  }
  const drawn = sample.axes === undefined ? endless : sample.axes.flatMap((name, i) => find(name, ['sample', 'axes', i]) ?? []);
  for (const axis of endless)
    if (!drawn.includes(axis))
      problems.add(
        ['axes', open[axis]!.name],
        'this range has no "steps", and "sample" does not draw it',
        'add "steps:", or name it under "sample:"',
      );
  if (drawn.length === 0 && sample.axes === undefined)
    problems.add(
      ['sample'],
      'there is nothing to draw: no axis is a range without "steps"',
      'leave "steps" out, or name the axes under "axes:"',
    );
  if (sample.design === 'sobol' && drawn.length > MOST_SOBOL_DIMENSIONS)
    problems.add(
      ['sample', 'design'],
      `a Sobol design has at most ${MOST_SOBOL_DIMENSIONS} axes here, not ${drawn.length}`,
      'use latin-hypercube',
    );
  return drawn;
}

/** Adds the drawn values to their axes. */
function draw({ sample }: SweepFields, open: readonly OpenAxis[], drawn: readonly number[], problems: Problems): Group {
  if (sample === undefined || sample.points > MOST_CELLS || problems.list.some(({ path }) => path[0] === 'sample')) return [];
  const rows = (sample.design === 'sobol' ? sobol : latinHypercube)(drawn.length, sample.points, sample.key);
  for (const axis of drawn) open[axis]!.isSampled = true;
  return rows.map((row) =>
    drawn.map((axis, i) => {
      const { entries, fields, range, name } = open[axis]!;
      if (range === undefined || fields.steps !== undefined) return [axis, Math.floor(row[i]! * entries.length)] as const;
      const value = valueAt(range, row[i]!, DRAWN_DIGITS);
      return [axis, entryIndex(open[axis]!, value, ['axes', name, 'from'])] as const;
    }),
  );
}

/** The value's place in its axis; a new one is added. */
function entryIndex({ entries, fields }: OpenAxis, value: unknown, path: Path): number {
  const key = canonical(value);
  const known = entries.findIndex((entry) => canonical(entry.value) === key);
  if (known >= 0) return known;
  return entries.push({ value, overrides: written(fields, value), path }) - 1;
}

function* crossed(axes: number, groups: readonly Group[]): Iterable<number[]> {
  const total = groups.reduce((product, group) => product * group.length, 1);
  for (let i = 0; i < total; i++) {
    const at = new Array<number>(axes).fill(-1);
    let rest = i;
    for (const group of [...groups].reverse()) {
      for (const [axis, value] of group[rest % group.length]!) at[axis] = value;
      rest = Math.floor(rest / group.length);
    }
    yield at;
  }
}

function excluder(fields: SweepFields, open: readonly OpenAxis[], find: Find, problems: Problems): (at: readonly number[]) => boolean {
  const rules = fields.exclude.map((rule, i) =>
    Object.entries(rule).flatMap(([name, wanted]) => {
      const path: Path = ['exclude', i, name];
      const axis = find(name, path);
      if (axis === undefined) return [];
      const { entries, isSampled } = open[axis]!;
      if (isSampled) {
        problems.add(path, `the values of "${name}" are drawn, and cannot be excluded one by one`, 'move the ends of its range');
        return [];
      }
      const values = (Array.isArray(wanted) ? wanted : [wanted]).map((value) => {
        const index = entries.findIndex((entry) => canonical(entry.value) === canonical(value));
        if (index < 0 && entries.length > 0)
          problems.add(
            path,
            `${JSON.stringify(value)} is not a value of "${name}"`,
            `use one of ${entries.map((entry) => JSON.stringify(entry.value)).join(', ')}`,
          );
        return index;
      });
      return [{ axis, values }];
    }),
  );
  fields.exclude.forEach((rule, i) => {
    if (Object.keys(rule).length === 0) problems.add(['exclude', i], 'this excludes every cell', 'name an axis and a value');
  });
  return (at) => rules.some((rule) => rule.length > 0 && rule.every(({ axis, values }) => values.includes(at[axis]!)));
}

/** Undefined: it cannot be, and that has been told. */
function included(
  rule: Readonly<Record<string, unknown>>,
  path: Path,
  open: readonly OpenAxis[],
  find: Find,
  problems: Problems,
): number[] | undefined {
  const before = problems.list.length;
  const at = new Array<number>(open.length).fill(-1);
  for (const [name, value] of Object.entries(rule)) {
    const axis = find(name, [...path, name]);
    if (axis === undefined) continue;
    const { fields, entries } = open[axis]!;
    if (fields.points !== undefined) {
      at[axis] = entries.findIndex((entry) => entry.value === value);
      if (at[axis]! < 0)
        problems.add(
          [...path, name],
          `${JSON.stringify(value)} is not a point of "${name}"`,
          `use one of ${Object.keys(fields.points).join(', ')}`,
        );
    } else at[axis] = entryIndex(open[axis]!, value, [...path, name]);
  }
  return problems.list.length > before ? undefined : at;
}

function closed({ name, fields, entries, isSampled }: OpenAxis): SweepAxis {
  const values = entries.map(({ value }) => value);
  const scale =
    fields.points === undefined
      ? scaleOf(values)
      : { scale: 'names' as const, unit: '', values: values.map((value) => ({ label: String(value), at: null })) };
  return { name, label: fields.label ?? name, sampled: isSampled, ...scale };
}
