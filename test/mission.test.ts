/**
 * The table of claims in `scenarios/mission.md`: every claim is there once, every link leads somewhere, and every mechanism that it
 * names moves the result that it names.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import type { Outcomes } from '../src/measure/outcomes.ts';
import { compile } from '../src/scenario/compile.ts';
import { parseScenario } from '../src/scenario/read-scenario.ts';
import { runStudy } from '../src/study/study.ts';

const FOLDER = 'scenarios';
const CLAIMS = [...Array.from({ length: 52 }, (_, i) => i + 1), 76, 77, 78, 79, 80];
/** What the list of claims itself calls out of scope, history, or a driver of something else. */
const NOT_MODELLED = [17, 24, 80];
const FUTURES = { text: 'mission', from: 0, count: 40 };

interface Link {
  readonly text: string;
  readonly file: string;
}

interface Row {
  readonly number: number;
  readonly claim: string;
  readonly modelled: string;
  readonly source: Link | undefined;
  readonly scenario: Link | undefined;
  /** Places in the scenario, and what stands there with the mechanism off; undefined: nothing does. */
  readonly off: readonly { readonly path: string; readonly value: unknown }[];
  readonly outputs: readonly string[];
  readonly test: Link | undefined;
}

function linkOf(cell: string): Link | undefined {
  const [, text, target] = /^\[`?([^\]`]+)`?\]\(([^)]+)\)$/.exec(cell) ?? [];
  return text === undefined || target === undefined ? undefined : { text, file: join(FOLDER, target) };
}

function rowOf(line: string): Row {
  const cells = line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim());
  expect(cells, line).toHaveLength(7);
  const [number, claim, modelled, scenario, off, outputs, test] = cells as [string, string, string, string, string, string, string];
  return {
    number: Number(number),
    claim,
    modelled,
    source: linkOf(modelled),
    scenario: linkOf(scenario),
    off: [...off.matchAll(/`([^`]+)`: (?:`([^`]+)`|remove)/g)].map(([, path, value]) => ({
      path: path as string,
      value: value === undefined ? undefined : parse(value),
    })),
    outputs: [...outputs.matchAll(/`([^`]+)`/g)].map(([, path]) => path as string),
    test: linkOf(test),
  };
}

const rows = readFileSync(join(FOLDER, 'mission.md'), 'utf8')
  .split('\n')
  .filter((line) => /^\| *\d/.test(line))
  .map(rowOf);
const modelled = rows.filter(({ modelled }) => !modelled.startsWith('not modelled'));

type Tree = Record<string, unknown>;

/** The data with another value in one place, or with nothing there. The place must be there: what is off has been on. */
function changed(data: unknown, path: readonly string[], value: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return value;
  const at = data as Tree;
  if (typeof data !== 'object' || data === null || !Object.hasOwn(at, key))
    throw new Error(`nothing is called "${key}", of ${path.join('.')}`);
  const below = rest.length === 0 ? value : changed(at[key], rest, value);
  if (Array.isArray(data)) return data.flatMap((entry, i) => (String(i) !== key ? [entry] : below === undefined ? [] : [below]));
  const { [key]: _, ...others } = at;
  return below === undefined ? others : { ...at, [key]: below };
}

async function outcomesOf(data: unknown, file: string): Promise<Outcomes> {
  const plan = compile(parseScenario(stringify(data), file));
  const study = { plan, tool: 'test', futures: [FUTURES], seedLabel: 'mission', questions: [], tellActivities: false, workers: 1 };
  const { outcomes } = await runStudy(study);
  return JSON.parse(JSON.stringify(outcomes)) as Outcomes;
}

/** What stands at a path, where * is every name; names hold slashes, but no dots. */
function found(value: unknown, path: readonly string[]): unknown[] {
  const [key, ...rest] = path;
  if (key === undefined) return [value];
  if (typeof value !== 'object' || value === null) return [];
  if (key === '*') return Object.values(value).flatMap((below) => found(below, rest));
  return Object.hasOwn(value, key) ? found((value as Tree)[key], rest) : [];
}

/** Something other than nothings and noughts. */
function saysSomething(value: unknown): boolean {
  if (typeof value === 'object' && value !== null) return Object.values(value).some(saysSomething);
  return value !== undefined && value !== null && value !== 0 && value !== '';
}

const played = new Map<string, Promise<Outcomes>>();
function asItStands(file: string): Promise<Outcomes> {
  const known = played.get(file) ?? outcomesOf(parse(readFileSync(file, 'utf8')), file);
  played.set(file, known);
  return known;
}

/** The same scenario with the mechanism off. */
function switchedOff({ file, off }: { readonly file: string; readonly off: Row['off'] }): Promise<Outcomes> {
  const data: unknown = parse(readFileSync(file, 'utf8'));
  return outcomesOf(
    off.reduce((known, { path, value }) => changed(known, path.split('.'), value), data),
    file,
  );
}

describe('the table of claims', () => {
  it('has every claim once, in order', () => {
    expect(rows.map(({ number }) => number)).toEqual(CLAIMS);
    for (const { claim } of rows) expect(claim).toMatch(/^[A-Z0-9].+\.$/);
  });

  it('says why what is not modelled is not, and of nothing else that it is not', () => {
    const left = rows.filter(({ modelled }) => modelled.startsWith('not modelled'));
    expect(left.map(({ number }) => number)).toEqual(NOT_MODELLED);
    for (const { modelled } of left) expect(modelled).toMatch(/^not modelled: .{10,}/);
  });

  it.each(modelled)('row $number leads to its source, its scenario and its test', ({ source, scenario, test, off, outputs }) => {
    expect(source?.file).toMatch(/^src\//);
    expect(scenario?.file).toMatch(/^(scenarios|test\/knobs\/scenarios)\/.+\.yaml$/);
    expect(test?.file).toMatch(/^test\/.+\.test\.ts$/);
    for (const link of [source, test] as Link[])
      expect(readFileSync(link.file, 'utf8').includes(link.text), `"${link.text}" in ${link.file}`).toBe(true);
    expect(existsSync((scenario as Link).file)).toBe(true);
    expect(off.length).toBeGreaterThan(0);
    expect(outputs.length).toBeGreaterThan(0);
  });

  it.each(modelled)('row $number: $claim', async ({ scenario, off, outputs }) => {
    const { file } = scenario as Link;
    const on = await asItStands(file);
    const without = await switchedOff({ file, off });
    for (const output of outputs) {
      const before = found(on, output.split('.'));
      expect(saysSomething(before), `${output} says something`).toBe(true);
      expect(found(without, output.split('.')), `${output} with the mechanism off`).not.toEqual(before);
    }
  });

  it('row 35: what held the work up most no longer does, and what comes next holds it up longer than before', async () => {
    const { scenario, off, outputs } = rows.find(({ number }) => number === 35) as Row;
    const { file } = scenario as Link;
    const days = async (outcomes: Promise<Outcomes>) => {
      const told = await outcomes;
      return outputs.map((output) => Number(found(told, output.split('.'))[0]));
    };
    const [before, after] = [await days(asItStands(file)), await days(switchedOff({ file, off }))];
    expect(before[0]!).toBeGreaterThan(before[1]!);
    expect(after[0]!).toBeLessThan(after[1]!);
    expect(after[1]!).toBeGreaterThan(before[1]!);
  });
});
