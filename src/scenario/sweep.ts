/**
 * The front door for sweep files: a file becomes axes, cells, and the plan of each cell. Everything that can be wrong is told before
 * the first cell is played: the file itself, the base, and what each value makes of the base. What only a combination of values
 * breaks shows when its plan is made.
 */
import { dirname, isAbsolute, join } from 'node:path';
import { byPlace, InvalidInput, type Path, type Place, type Problem, Problems } from '../base/problem.ts';
import type { Plan } from '../plan/plan.ts';
import type { SweepAxis, SweepCell } from '../plan/sweep.ts';
import { compile } from './compile.ts';
import { parseYaml, type YamlDocument } from './document.ts';
import { keysOf } from './file-kind.ts';
import type { Override } from './override.ts';
import { readText, type Scenario, variantsOf } from './read-scenario.ts';
import { type Cells, cellsOf } from './sweep-cells.ts';
import { canonical, type Overrides } from './sweep-gather.ts';
import { type SweepFields, sweepSchema } from './sweep-schema.ts';
import { labelOf } from './sweep-values.ts';
import { validate } from './validate.ts';

export interface SweepFile {
  readonly file: string;
  readonly fields: SweepFields;
  readonly axes: readonly SweepAxis[];
  readonly cells: readonly SweepCell[];
  /** The scenario as it is, and its plan. */
  readonly base: Scenario;
  readonly basePlan: Plan;
  /** The plan of a cell. Throws InvalidInput where values that are right one by one cannot go together. */
  readonly planOf: (cell: SweepCell) => Plan;
  /** A digest of everything the cell's plan is made of: base, library, values. */
  readonly madeFrom: (cell: SweepCell) => string;
  /** Where a path stands in the file. */
  readonly place: (path: Path) => Place;
}

/** Throws InvalidInput with all problems, each with its place. `extra` finds more, once the base is known to be right. */
export function readSweep(file: string, extra: (fields: SweepFields, basePlan: Plan) => readonly Problem[] = () => []): SweepFile {
  const document = parseYaml(readText(file, 'sweep'), file);
  if (document.problems.length > 0) throw new InvalidInput(document.problems.map(inWordsOfSweeps));
  const { fields, problems } = readFields(document);
  const cells = cellsOf(fields, problems);
  const path = basePath(file, fields.base);
  const text = readBase(path, document, problems);
  const own = problems.list.map((problem) => ({ ...problem, place: document.place(problem.path, 'key') })).sort(byPlace);
  if (text === undefined) throw new InvalidInput(own);
  const base = baseOf(text, path, own);
  // Too many values to try one by one.
  if (own.some(({ path }) => path.length === 1 && path[0] === 'axes')) throw new InvalidInput(own);
  const checked = checkValues({ variant: base.variant, cells, fields, document });
  const all = [
    ...own,
    ...checked.problems,
    ...extra(fields, base.plan).map((problem) => ({ ...problem, place: document.place(problem.path, 'key') })),
  ];
  if (all.length > 0) throw new InvalidInput(all.sort(byPlace));
  return {
    file,
    fields,
    axes: cells.axes,
    cells: cells.cells,
    base: base.scenario,
    basePlan: base.plan,
    planOf: ({ overrides }) => compile(base.variant(listed(overrides, undefined))),
    madeFrom: (cell) => digestOf([base.scenario.digest, canonical(cell.overrides), ...checked.digests(cell)]),
    place: (at) => document.place(at, 'key'),
  };
}

const STAND_IN = { sweep: 'sweep', base: 'scenario.yaml' } as const;

function readFields(document: YamlDocument): { readonly fields: SweepFields; readonly problems: Problems } {
  const result = validate(sweepSchema(), keysOf(document, 'sweep'), STAND_IN);
  if (result.data === undefined)
    throw new InvalidInput(result.problems.map((problem) => ({ ...problem, place: document.place(problem.path, 'key') })).sort(byPlace));
  return { fields: result.data, problems: new Problems(result.problems.map(seeSweepSchema), result.leftOut.names) };
}

function seeSweepSchema(problem: Problem): Problem {
  return { ...problem, remedy: problem.remedy.replace('see "ttc schema"', 'see "ttc schema sweep"') };
}

function inWordsOfSweeps(problem: Problem): Problem {
  return {
    ...problem,
    remedy: problem.remedy.replace(/^write a scenario; .*$/, 'write a sweep: "sweep: <name>", "base: <scenario file>" and "axes:"'),
  };
}

function basePath(file: string, base: string): string {
  return isAbsolute(base) ? base : join(dirname(file), base);
}

/** The text of the base; a file that cannot be read is told at "base:". */
function readBase(path: string, document: YamlDocument, problems: Problems): string | undefined {
  // It may have been left out for a mistake of its own, which has been told.
  if (problems.wasLeftOut('base') || !Object.hasOwn(document.data as object, 'base')) return undefined;
  try {
    return readText(path);
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error;
    for (const { message } of error.problems) problems.add(['base'], `${path}: ${message}`, 'name a scenario file, as seen from this file');
    return undefined;
  }
}

interface Base {
  readonly variant: (overrides: readonly Override[]) => Scenario;
  readonly scenario: Scenario;
  readonly plan: Plan;
}

/** The base as it is. Its own problems come after those of the sweep, at their own places. */
function baseOf(text: string, path: string, own: readonly Problem[]): Base {
  try {
    const variant = variantsOf(text, path);
    const scenario = variant([]);
    return { variant, scenario, plan: compile(scenario) };
  } catch (error) {
    if (error instanceof InvalidInput) throw new InvalidInput([...own, ...error.problems]);
    throw error;
  }
}

interface ToCheck {
  readonly variant: Base['variant'];
  readonly cells: Cells;
  readonly fields: SweepFields;
  readonly document: YamlDocument;
}

interface Checked {
  readonly problems: readonly Problem[];
  /** Digests of what each value of the cell makes of the base; of drawn values, none. */
  readonly digests: (cell: SweepCell) => readonly string[];
}

/** Makes the plan of the base with each value alone. Of what a design draws, one point of each axis stands for all. */
function checkValues({ variant, cells, fields, document }: ToCheck): Checked {
  const problems: Problem[] = [];
  const digests = new Map<string, string>();
  const check = (overrides: Overrides, at: Path, what: string): void => {
    const key = canonical(overrides);
    if (digests.has(key)) return;
    digests.set(key, '');
    const place = document.place(at, 'key');
    try {
      const scenario = variant(listed(overrides, place));
      compile(scenario);
      digests.set(key, scenario.digest);
    } catch (error) {
      if (!(error instanceof InvalidInput)) throw error;
      for (const problem of error.problems) {
        // What is wrong with the path is wrong for every value.
        if (problems.some(({ message, path: [, name] }) => message === problem.message && name === at[1])) continue;
        const isOwn = problem.place?.file === document.file;
        problems.push({ ...problem, path: at, ...(isOwn ? {} : { place, message: `with ${what}: ${problem.message}` }) });
      }
    }
  };
  for (const { name, entries, isSampled } of cells.open)
    for (const { overrides, path: at, value } of isSampled ? entries.slice(0, 1) : entries)
      check(overrides, at, `${name} = ${labelOf(value)}`);
  for (const [name, overrides] of Object.entries(fields.points)) check(overrides, ['points', name], `the point "${name}"`);
  return {
    problems,
    digests: ({ at, name }) => [
      ...at.map((value, axis) => (value === null ? '' : (digests.get(canonical(cells.open[axis]!.entries[value]!.overrides)) ?? ''))),
      name === null ? '' : (digests.get(canonical(fields.points[name])) ?? ''),
    ],
  };
}

function listed(overrides: Overrides, place: Place | undefined): Override[] {
  return Object.entries(overrides).map(([path, value]) => ({ path, value, ...(place === undefined ? {} : { place }) }));
}

function digestOf(parts: readonly string[]): string {
  return process.getBuiltinModule('node:crypto').createHash('sha256').update(parts.join('\0')).digest('hex').slice(0, 16);
}
