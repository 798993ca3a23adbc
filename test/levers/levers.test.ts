/** The whole of `ttc levers` without the command: ranking, whack-a-mole, and the same as editing the file by hand and comparing. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { InvalidInput } from '../../src/base/problem.ts';
import { studyLevers } from '../../src/cli/lever-study.ts';
import { tornadoFigure } from '../../src/figures/tornado.ts';
import { compareSides } from '../../src/measure/comparison.ts';
import type { LeversOutcome } from '../../src/measure/levers.ts';
import { leversCsv, leversMarkdown } from '../../src/report/levers-tables.ts';
import { compile } from '../../src/scenario/compile.ts';
import { readScenario } from '../../src/scenario/read-scenario.ts';
import { playSide } from '../../src/study/compare.ts';
import { temporaryFolder } from '../cli/command.ts';

const folder = temporaryFolder();
const CHILDRESS = 'scenarios/childress-horizon.yaml';

const study = (file: string, count: number, more: Partial<Parameters<typeof studyLevers>[0]> = {}): Promise<LeversOutcome> =>
  studyLevers({
    file,
    overrides: [],
    milestone: null,
    percentile: 0.8,
    futures: [{ text: 'study', from: 0, count }],
    count,
    seedLabel: 'study',
    grouping: 'together',
    mostSteps: 0,
    workers: 1,
    tool: 'ttc',
    ...more,
  });

/** What a person would do in an editor, told apart from how overrides do it. */
function editedByHand(data: Record<string, unknown>, path: string, value: unknown): void {
  const keys = path.split('.');
  const last = keys.pop()!;
  const parent = keys.reduce<Record<string, unknown>>((node, key) => node[key] as Record<string, unknown>, data);
  const times = typeof value === 'string' ? /^x (.+)$/.exec(value)?.[1] : undefined;
  if (value === null) delete parent[last];
  else if (times === undefined) parent[last] = value;
  else parent[last] = scaledByHand(parent[last], Number(times));
}

function scaledByHand(value: unknown, by: number): unknown {
  if (typeof value === 'number') return Math.round(value * by);
  if (typeof value === 'string')
    return value.replace(/^(\d+(?:\.\d+)?) (wk|d|mo)$/, (_, n: string, unit: string) => `${Number(n) * by} ${unit}`);
  if (Array.isArray(value)) return value.map((entry) => scaledByHand(entry, by));
  return Object.fromEntries(
    Object.entries(value as object).map(([key, entry]) => [
      key,
      ['sigma', 'p', 'shape', 'source'].includes(key) ? entry : scaledByHand(entry, by),
    ]),
  );
}

describe('levers of the reference scenario', () => {
  const COUNT = 60;
  let outcome: LeversOutcome;

  it('ranks more than a dozen with intervals', async () => {
    outcome = await study(CHILDRESS, COUNT);
    expect(outcome.milestone).toBe('online 100 %');
    expect(outcome.levers.length).toBeGreaterThanOrEqual(12);
    expect(outcome.notTried).toEqual([]);
    expect(outcome.levers.map(({ rank }) => rank)).toEqual(outcome.levers.map((_, i) => i + 1));
    const days = outcome.levers.map((lever) => lever.days.by!);
    expect(days).toEqual([...days].sort((a, b) => b - a));
    for (const { days: gain, mwDays } of outcome.levers) {
      expect(gain.lo!).toBeLessThanOrEqual(gain.by!);
      expect(gain.hi!).toBeGreaterThanOrEqual(gain.by!);
      expect(mwDays).not.toBeNull();
    }
    expect(days[0]).toBeGreaterThan(0);
  });

  it('agrees in its first row with editing the YAML by hand and comparing', async () => {
    const [best] = outcome.levers;
    const data = parse(readFileSync(CHILDRESS, 'utf8')) as Record<string, unknown>;
    for (const { path, value } of best!.overrides) editedByHand(data, path, value);
    const file = join(folder.path, 'edited.yaml');
    writeFileSync(file, stringify(data, { aliasDuplicateObjects: false }));
    const side = (path: string) => {
      const scenario = readScenario(path);
      return playSide({
        label: path,
        plan: compile(scenario),
        scenarioDigest: scenario.digest,
        futures: [{ text: 'study', from: 0, count: COUNT }],
        seedLabel: 'study',
        workers: 1,
        tool: 'ttc',
      });
    };
    const comparison = compareSides(await side(CHILDRESS), await side(file));
    const all = comparison.dates.find(({ name }) => name === 'online 100 %');
    expect(all?.p80).toMatchObject({ by: -best!.days.by!, lo: -best!.days.hi!, hi: -best!.days.lo! });
    expect(comparison.lostMwDays?.by).toBeCloseTo(-best!.mwDays!.by!, 5);
    expect(all?.before.p80).toBe(outcome.base.date);
  });

  it('makes a table, a text to copy from and a tornado of it', () => {
    const rows = leversCsv(outcome).trimEnd().split('\n');
    expect(rows).toHaveLength(outcome.levers.length + 1);
    expect(leversMarkdown(outcome)).toContain(`--set`);
    const figure = tornadoFigure(outcome);
    expect(figure?.config.data.datasets[0]?.data.length).toBeGreaterThanOrEqual(12);
    expect(figure?.title).toContain('P80 of all compute');
  });
});

const SMALL = `scenario: moles
time_unit: day
until: 400
pools: {crew: 1, crane: 1}
activities:
  dig: {duration: {uniform: {low: 8, high: 12}}, pools: {crew: 1}}
  pour: {duration: {uniform: {low: 8, high: 12}}, pools: {crew: 1}}
  lift-1: {duration: {uniform: {low: 7, high: 9}}, pools: {crane: 1}}
  lift-2: {duration: {uniform: {low: 7, high: 9}}, pools: {crane: 1}}
  done: {milestone: true, after: [dig, pour, lift-1, lift-2]}
`;

describe('whack-a-mole', () => {
  it('finds that the crane binds once the crew is doubled, and then that nothing helps', async () => {
    const file = folder.write('moles.yaml', SMALL);
    const { levers, sequence } = await study(file, 200, { milestone: 'done', mostSteps: 5 });
    expect(levers.map(({ id }) => id)).toEqual(['crew/crew', 'crew/crane']);
    expect(levers[1]?.verdict).toBe('no difference shown');
    expect(sequence?.steps.map(({ id }) => id)).toEqual(['crew/crew', 'crew/crane']);
    expect(sequence?.ended).toBe('nothing helps');
    const [first, second] = sequence!.steps;
    // One after the other took 16 to 24 days; side by side the longer takes up to 12, but the crane still needs 14 to 18.
    expect(Number(first?.reached.value)).toBeGreaterThan(14);
    expect(Number(second?.reached.value)).toBeLessThanOrEqual(12);
    expect(sequence?.binds[0]?.label).toContain('work');
  });

  it('is the same for any way of saying which lever was pulled before', async () => {
    const file = folder.write('moles-2.yaml', SMALL);
    const { sequence } = await study(file, 100, { milestone: 'done', mostSteps: 2 });
    const { levers } = await study(file, 100, { milestone: 'done', overrides: [...sequence!.steps[0]!.overrides] });
    const second = levers.find(({ id }) => id === sequence!.steps[1]!.id);
    expect(second?.days).toEqual(sequence!.steps[1]!.days);
  });

  it('tells Graham anomalies: more of something, and some futures later', async () => {
    // Graham 1969, figure 2: on four machines instead of three the list schedule is longer.
    const graham = folder.write(
      'graham.yaml',
      `scenario: graham
time_unit: unit
until: 1000
dispatch: {rule: priority}
pools: {machines: {capacity: 3}}
activities:
  t1: {duration: 3, priority: 1, pools: {machines: 1}}
  t2: {duration: 2, priority: 2, pools: {machines: 1}}
  t3: {duration: 2, priority: 3, pools: {machines: 1}}
  t4: {duration: 2, priority: 4, pools: {machines: 1}}
  t5: {duration: 4, priority: 5, pools: {machines: 1}, after: t4}
  t6: {duration: 4, priority: 6, pools: {machines: 1}, after: t4}
  t7: {duration: 4, priority: 7, pools: {machines: 1}, after: t4}
  t8: {duration: 4, priority: 8, pools: {machines: 1}, after: t4}
  t9: {duration: 9, priority: 9, pools: {machines: 1}, after: t1}
`,
    );
    const outcome = await study(graham, 60);
    expect(outcome.levers[0]).toMatchObject({ id: 'crew/machines', later: 1, verdict: 'hurts', days: { by: -3 } });
    expect(leversMarkdown(outcome)).toContain('Graham');
  });
});

describe('what cannot be asked', () => {
  const refused = async (more: Partial<Parameters<typeof studyLevers>[0]>): Promise<string> => {
    const file = folder.write('refused.yaml', SMALL);
    const error: unknown = await study(file, 10, more).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(InvalidInput);
    return (error as InvalidInput).problems.map(({ message, remedy }) => `${message} / ${remedy}`).join('\n');
  };

  it('a milestone that is not there, with the one that is meant', async () => {
    expect(await refused({ milestone: 'dome' })).toContain('did you mean "done"?');
    expect(await refused({ milestone: 'online 50 %' })).toContain('none');
  });

  it('a change to what is not there, with the key that is meant', async () => {
    expect(await refused({ overrides: [{ path: 'activites.dig.duration', value: 3 }] })).toContain('did you mean "activities"?');
  });
});
