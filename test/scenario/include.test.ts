/** Scenarios made of several files: one truth, each problem in the file it stands in. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { InvalidInput, type Problem } from '../../src/base/problem.ts';
import { compile } from '../../src/scenario/compile.ts';
import { readScenario } from '../../src/scenario/read-scenario.ts';

let folder: string;
const write = (name: string, text: string): string => {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
};

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'include-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const head = (name: string, include: string): string => `scenario: ${name}\nstart: 2026-01-01\nuntil: 2027-01-01\ninclude: ${include}\n`;

function problemsOf(file: string): readonly Problem[] {
  try {
    compile(readScenario(file));
    return [];
  } catch (error) {
    if (error instanceof InvalidInput) return error.problems;
    throw error;
  }
}

describe('include', () => {
  it('reads the maps of another file as if they stood here, and nothing that a file says of itself', () => {
    write('a.yaml', 'scenario: a\nstart: 2020-01-01\nuntil: 2021-01-01\nactivities:\n  dig: {duration: 3 d}\n');
    const file = write('all.yaml', `${head('all', 'a.yaml')}activities:\n  pour: {after: dig, duration: 2 d}\n`);
    const scenario = readScenario(file);
    expect(scenario.name).toBe('all');
    const plan = compile(scenario);
    expect(plan.activities.map(({ id }) => id).sort()).toEqual(['dig', 'pour']);
    // 365 days of 2026, and not the 366 of the included file.
    expect(Math.floor(plan.horizon / (24 * 60))).toBe(365);
  });

  it('lets the file that includes have the last word, down to a single field', () => {
    write('a.yaml', 'activities:\n  dig: {duration: 3 d, label: dug}\n');
    const file = write('all.yaml', `${head('all', '[a.yaml]')}activities:\n  dig: {duration: 5 d}\n`);
    const [dig] = compile(readScenario(file)).activities;
    expect(dig?.label).toBe('dug');
    // 5 d of 1,440 minutes.
    expect(dig?.work.law).toEqual({ kind: 'fixed', parameters: { value: 7200 } });
  });

  it('takes away what is null here, and leaves null to be refused where there is nothing to take away', () => {
    write('a.yaml', 'activities:\n  dig: {duration: 3 d}\n  pour: {duration: 1 d}\n');
    const plan = compile(readScenario(write('all.yaml', `${head('all', 'a.yaml')}activities: {pour: null}\n`)));
    expect(plan.activities.map(({ id }) => id)).toEqual(['dig']);
    expect(problemsOf(write('all.yaml', `${head('all', 'a.yaml')}activities: {paint: null}\n`))).toHaveLength(1);
  });

  it('takes what two files say alike once, and asks where they differ', () => {
    write('shared.yaml', 'pools: {crane: 1}\n');
    write('a.yaml', 'include: shared.yaml\nactivities: {dig: {duration: 1 d, pools: {crane: 1}}}\n');
    write('b.yaml', 'include: shared.yaml\nactivities: {pour: {duration: 1 d, pools: {crane: 1}}}\n');
    const plan = compile(readScenario(write('all.yaml', head('all', '[a.yaml, b.yaml]'))));
    expect(plan.resources.map(({ id }) => id)).toEqual(['crane']);
    write('b.yaml', 'pools: {crane: 2}\nactivities: {pour: {duration: 1 d, pools: {crane: 1}}}\n');
    const [problem] = problemsOf(write('all.yaml', head('all', '[a.yaml, b.yaml]')));
    expect(problem?.message).toContain('say different things of "pools.crane"');
    expect(problemsOf(write('all.yaml', `${head('all', '[a.yaml, b.yaml]')}pools: {crane: 3}\n`))).toEqual([]);
  });

  it('tells a problem in the file it stands in', () => {
    const part = write('a.yaml', 'activities:\n  dig: {duration: 3 d}\n  pour: {duration: 3 parsecs}\n');
    const [problem] = problemsOf(write('all.yaml', head('all', 'a.yaml')));
    expect(problem?.place).toMatchObject({ file: part, line: 3 });
  });

  it('refuses a file that is not there, one that includes itself, and one that is no map', () => {
    const places = (text: string) => problemsOf(write('all.yaml', text)).map(({ message, place }) => [message, place?.line]);
    expect(places(head('all', 'nowhere.yaml'))).toEqual([['there is no file "nowhere.yaml" beside this one', 4]]);
    expect(places(head('all', 'all.yaml'))).toEqual([['"all.yaml" includes this file, which includes it', 4]]);
    write('list.yaml', '- dig\n');
    expect(places(head('all', '[list.yaml]'))).toEqual([['"list.yaml" is not a map of keys', 4]]);
  });

  it('changes the digest when an included file changes', () => {
    write('a.yaml', 'activities: {dig: {duration: 1 d}}\n');
    const file = write('all.yaml', head('all', 'a.yaml'));
    const before = readScenario(file).digest;
    write('a.yaml', 'activities: {dig: {duration: 2 d}}\n');
    expect(readScenario(file).digest).not.toBe(before);
  });
});
