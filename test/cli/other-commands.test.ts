/** The commands besides run: what they print for people and for programs. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CAUSE_GROUPS, DISPATCH_RULES, type Plan } from '../../src/plan/plan.ts';
import { DISTRIBUTIONS } from '../../src/random/distributions/registry.ts';
import { json, ROOT, temporaryFolder, ttc } from './command.ts';
import { NETWORK, OFTEN_LATE } from './scenarios.ts';

const folder = temporaryFolder();
const network = folder.write('net.yaml', NETWORK);
const FIRST_HALL = 'scenarios/first-hall.yaml';

describe.concurrent('ttc plan', () => {
  it('prints activities, pools, stocks, levels, gates and windows as JSON', async () => {
    type Printed = Pick<Plan, 'activities' | 'axis' | 'horizon' | 'milestones'> &
      Record<'pools' | 'stocks' | 'levels', Plan['resources']> & {
        gates: { from: string; to: string; type: string; lag: number; share: number }[];
        windows: Plan['calendars'];
      };
    const plan = await json<Printed>(['plan', FIRST_HALL]);
    const ids = plan.activities.map(({ id }) => id);
    expect(ids).toContain('plains/hall-1/racking');
    expect(plan.pools.map(({ id }) => id)).toEqual(['plains/electricians', 'plains/pipefitters']);
    expect(plan.stocks.map(({ id }) => id).sort()).toEqual(['plains/hall-1/gpus', 'plains/mv-switchgear']);
    expect(plan.levels.map(({ id }) => id)).toEqual(['plains/power']);
    expect(plan.windows.map(({ id }) => id)).toEqual(['site-hours']);
    expect(plan.gates).toContainEqual({ from: 'plains/hall-1/tests', to: 'plains/hall-1/racking', type: 'FS', lag: 0, share: 0 });
    for (const { from, to } of plan.gates) for (const id of [from, to]) expect(ids).toContain(id);
    expect(plan.axis).toMatchObject({ kind: 'dated' });
    expect(plan.horizon).toBeGreaterThan(0);
    expect(plan.milestones.length).toBe(4);
  });

  it('prints a table of the activities', async () => {
    const { code, stdout } = await ttc(['plan', network]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^activity +expected work +calendar +not before +after +needs\n/);
    expect(stdout).toMatch(/^b +6\.0 day +a +2 crew$/m);
    expect(stdout).toContain('4 activities, 1 pools, stocks and levels, 1 milestones; dispatch: fifo');
  });
});

describe.concurrent('ttc validate', () => {
  it('tells each file in JSON, and ends with 3 if one is broken', async () => {
    const broken = folder.write('broken.yaml', 'scenario: broken\ntime_unit: day\nactivities:\n  a: {duration: 5, after: b}\n');
    const { code, stdout, stderr } = await ttc(['validate', network, broken, '--json']);
    expect(code).toBe(3);
    expect(JSON.parse(stdout)).toEqual({
      schemaVersion: 1,
      files: [
        { file: network, valid: true, problems: [] },
        {
          file: broken,
          valid: false,
          problems: [
            {
              path: ['activities', 'a', 'after'],
              message: 'there is no activity "b"',
              remedy: 'name another activity of this file',
              file: broken,
              line: 4,
              column: 20,
            },
          ],
        },
      ],
    });
    expect(stderr).toContain(
      `${broken}:4:20: there is no activity "b"\n  4 |   a: {duration: 5, after: b}\n    |                    ^\n  to mend it: `,
    );
  });

  it('takes every scenario and template that ships', async () => {
    const files = readdirSync(join(ROOT, 'scenarios')).filter((file) => file.endsWith('.yaml'));
    const { code, stdout, stderr } = await ttc(['validate', ...files.map((file) => `scenarios/${file}`)]);
    expect(stderr).toBe('');
    expect(code).toBe(0);
    for (const file of files) expect(stdout).toMatch(new RegExp(`^scenarios/${file}: valid, \\d+ activities$`, 'm'));
  });
});

describe.concurrent('ttc fields', () => {
  interface Told {
    readonly places: readonly {
      readonly path: string;
      readonly fields: readonly { readonly name: string; readonly description: string }[];
    }[];
  }

  it('tells the fields of a place by its name, wherever it stands, and by its path', async () => {
    const { places } = await json<Told>(['fields', 'housing']);
    expect(places.map(({ path }) => path)).toEqual(['regions.<name>.housing', 'sites.<name>.housing']);
    expect(places[0]?.fields.map(({ name }) => name)).toContain('beds');
    const named = await json<Told>(['fields', 'sites.plains.power.tranches.substation']);
    expect(named.places.map(({ path }) => path)).toEqual(['sites.<name>.power.tranches.<name>']);
    const { stdout } = await ttc(['fields', 'crews']);
    expect(stdout).toContain('travelling: fields. Workers from elsewhere');
    expect(stdout).toContain('source, as_of, confidence, note: where the numbers come from');
  });

  it('without a place tells the top of a file, and says what it is to be named', async () => {
    const { places } = await json<Told>(['fields']);
    expect(places[0]?.fields.map(({ name }) => name)).toContain('sites');
    expect((await ttc(['fields', 'gpuss'])).stderr).toContain('try "ttc fields gpus"');
    expect((await ttc(['fields', 'absent'])).stderr).toContain('"ttc fields crews.<name>" tells of it');
    expect((await ttc(['fields', 'gpuss'])).code).toBe(2);
  });
});

describe.concurrent('ttc kinds', () => {
  it('lists every distribution, dispatch rule, cause, chart and library entry', async () => {
    const { kinds } = await json<{ kinds: { kind: string; name: string; summary: string; example?: unknown }[] }>(['kinds']);
    const names = (kind: string) => kinds.filter((entry) => entry.kind === kind).map(({ name }) => name);
    expect(names('distribution')).toEqual(DISTRIBUTIONS.all.map(({ name }) => name));
    expect(names('dispatch rule')).toEqual([...DISPATCH_RULES]);
    expect(names('cause')).toEqual([...CAUSE_GROUPS]);
    expect(names('chart').length).toBeGreaterThan(5);
    expect(names('library: halls')).toContain('liquid-hall-50mw');
    for (const { summary } of kinds) expect(summary).not.toBe('');
  });

  it('gives examples of distributions that a scenario may hold as they are', async () => {
    const { kinds } = await json<{ kinds: { kind: string; name: string; example?: unknown }[] }>(['kinds']);
    const activities = kinds
      .filter(({ kind }) => kind === 'distribution')
      .map(({ name, example }) => `  ${name}: {duration: ${JSON.stringify(example)}}`);
    const file = folder.write(
      'kinds.yaml',
      `scenario: kinds\nstart: 2026-01-05\nuntil: 2036-01-05\nactivities:\n${activities.join('\n')}\n`,
    );
    const { code, stderr, stdout } = await ttc(['validate', file]);
    expect(stderr).toBe('');
    expect(stdout).toContain(`valid, ${activities.length} activities`);
    expect(code).toBe(0);
  });
});

describe.concurrent('ttc doctor', () => {
  it('finds this machine fit', async () => {
    const { checks } = await json<{ checks: { label: string; ok: boolean; detail: string }[] }>(['doctor']);
    expect(checks.length).toBeGreaterThanOrEqual(5);
    expect(checks.filter(({ ok }) => !ok)).toEqual([]);
  });
});

describe.concurrent('ttc init', () => {
  it('writes a scenario that is valid where it lies, and does not overwrite it', async () => {
    const first = await ttc(['init'], { cwd: folder.path });
    expect(first).toEqual({ code: 0, stdout: 'wrote scenario.yaml\nnext: ttc run scenario.yaml\n', stderr: '' });
    const text = readFileSync(join(folder.path, 'scenario.yaml'), 'utf8');
    expect((await ttc(['validate', 'scenario.yaml'], { cwd: folder.path })).code).toBe(0);
    expect(text).toMatch(/^scenario: scenario$/m);
    const again = await ttc(['init'], { cwd: folder.path });
    expect(again.code).toBe(2);
    expect(again.stderr).toContain('scenario.yaml is there already');
    expect(readFileSync(join(folder.path, 'scenario.yaml'), 'utf8')).toBe(text);
  });

  it('tells a program what it wrote, and refuses where it may not write', async () => {
    expect(await json(['init', 'west-campus.yaml'], { cwd: folder.path })).toEqual({ schemaVersion: 1, file: 'west-campus.yaml' });
    expect(readFileSync(join(folder.path, 'west-campus.yaml'), 'utf8')).toMatch(/^scenario: west-campus\ntitle: "West campus"$/m);
    const { code, stderr } = await ttc(['init', join(folder.path, 'no-folder', 'x.yaml')]);
    expect(code).toBe(3);
    expect(stderr).toContain('cannot be written (part of the path is not there)');
    expect(existsSync(join(folder.path, 'no-folder'))).toBe(false);
  });
});

describe.concurrent('ttc explain', () => {
  it('tells a chain of work and waits that is unbroken from the start to the milestone', async () => {
    type Step = { activity: string; kind: string; from: number; to: number; length: number; causeLabel: string };
    const told = await json<{ milestone: string; seed: string; steps: Step[]; drivers: { cause: string; amount: number }[] }>([
      'explain',
      network,
      'done',
      '--seed',
      'a:3',
      '--reps',
      '50',
    ]);
    expect(told).toMatchObject({ milestone: 'done', seed: 'a:3' });
    expect(told.steps[0]?.from).toBe(0);
    for (const [i, { from, to, length }] of told.steps.entries()) {
      expect(to - from).toBeCloseTo(length, 5);
      if (i > 0) expect(from).toBe(told.steps[i - 1]?.to);
    }
    expect(told.drivers.length).toBeGreaterThan(0);
  });

  it('tells it to a person, for a future of its own choice', async () => {
    const { code, stdout } = await ttc(['explain', folder.write('often-late.yaml', OFTEN_LATE), 'early', '--reps', '20']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^early in future study:\d+: the chain that leads to it/);
    expect(stdout).toMatch(/2026-01-05 +2026-01-15 +10\.0 +\S+ +build/);
    expect(stdout).toContain('Over 20 futures');
  });
});
