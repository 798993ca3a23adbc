/** The folder that a run leaves: every file, what they say about each other, and that the resolved scenario runs alone, the same. */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Outcomes } from '../../src/measure/outcomes.ts';
import { json, temporaryFolder, ttc } from './command.ts';
import { NETWORK, OFTEN_LATE } from './scenarios.ts';

const folder = temporaryFolder();
const FILES = [
  'curves.csv',
  'manifest.json',
  'milestones.csv',
  'replications.csv',
  'scenario.resolved.yaml',
  'summary.json',
  'summary.md',
  'waits.csv',
];

interface Manifest {
  readonly runId: string;
  readonly scenario: string;
  readonly scenarioDigest: string;
  readonly resultDigest: string;
  readonly seed: string;
  readonly replications: number;
  readonly files: Readonly<Record<string, string>>;
}

/** Rows of a CSV file whose cells hold neither commas nor quotes, by column name. */
function csv(text: string): Record<string, string>[] {
  const [head = '', ...lines] = text.trimEnd().split('\n');
  const names = head.split(',');
  return lines.map((line) => Object.fromEntries(line.split(',').map((cell, i) => [names[i] ?? '', cell])));
}

/** Runs a scenario and reads what it leaves. */
async function run(file: string, out: string, words: readonly string[]) {
  const outcomes = await json<Outcomes>(['run', file, '--out', out, ...words]);
  const parent = join(out, outcomes.scenario);
  const [id = '', ...others] = readdirSync(parent);
  expect(others).toEqual([]);
  const path = join(parent, id);
  const text = (name: string): string => readFileSync(join(path, name), 'utf8');
  return { outcomes, id, path, text, manifest: JSON.parse(text('manifest.json')) as Manifest };
}

type Run = Awaited<ReturnType<typeof run>>;

describe('a run of a scenario in which some futures are not finished', () => {
  const reps = 200;
  let first: Run;
  let again: Run;
  beforeAll(async () => {
    const file = folder.write('often-late.yaml', OFTEN_LATE);
    const words = ['--reps', String(reps), '--seed', 'a', '--no-charts'];
    [first, again] = await Promise.all([run(file, join(folder.path, 'first'), words), run(file, join(folder.path, 'again'), words)]);
  });

  it('leaves its files and nothing else', () => {
    expect(readdirSync(first.path).sort()).toEqual(FILES);
    expect(first.id).toMatch(/^\d{8}-\d{6}-[0-9a-f]{6}$/);
  });

  it('summary.json is what was printed', () => {
    expect(JSON.parse(first.text('summary.json'))).toEqual(first.outcomes);
  });

  it('the manifest says what was run, and the digest of each file', () => {
    const { manifest } = first;
    expect(manifest).toMatchObject({ runId: first.id, scenario: 'often-late', seed: 'a', replications: reps });
    expect(manifest.scenarioDigest).toMatch(/^[0-9a-f]{64}$/);
    expect(Object.keys(manifest.files).sort()).toEqual(FILES.filter((name) => name !== 'manifest.json'));
    for (const [name, digest] of Object.entries(manifest.files))
      expect(
        createHash('sha256')
          .update(readFileSync(join(first.path, name)))
          .digest('hex'),
        name,
      ).toBe(digest);
  });

  it('an equal run leaves equal bytes, but for the run id', () => {
    for (const name of FILES.filter((file) => file !== 'manifest.json')) expect(again.text(name), name).toBe(first.text(name));
    expect({ ...again.manifest, runId: '' }).toEqual({ ...first.manifest, runId: '' });
  });

  it('replications.csv has a row for every future, with an empty cell for what was not reached', () => {
    const rows = csv(first.text('replications.csv'));
    expect(rows).toHaveLength(reps);
    expect(rows.map(({ seed }) => seed)).toEqual(Array.from({ length: reps }, (_, i) => `a:${i}`));
    expect(rows.filter(({ late }) => late === '')).toHaveLength(first.outcomes.censored);
    expect(rows.filter(({ makespan }) => makespan === '')).toHaveLength(first.outcomes.censored);
    expect(new Set(rows.map(({ early }) => early))).toEqual(new Set(['2026-01-15T00:00Z']));
    expect(new Set(rows.map(({ late }) => late))).toEqual(new Set(['2026-01-15T00:00Z', '']));
  });

  it('milestones.csv counts them, and leaves percentiles among them empty', () => {
    const rows = csv(first.text('milestones.csv'));
    expect(rows.map(({ milestone }) => milestone)).toEqual(['early', 'late', 'makespan']);
    const [early, late, makespan] = rows;
    expect(early).toMatchObject({ p50: '2026-01-15', p90: '2026-01-15', censored: '0', target: '' });
    expect(late).toMatchObject({ p50: '2026-01-15', p80: '', p80_hi: '', target: '2026-02-01', censored: String(first.outcomes.censored) });
    expect(Number(late?.['on_time_share'])).toBeCloseTo(1 - first.outcomes.censored / reps, 6);
    expect(makespan?.['censored']).toBe(String(first.outcomes.censored));
  });

  it('curves.csv averages over them', () => {
    const last = csv(first.text('curves.csv')).at(-1);
    const share = 1 - first.outcomes.censored / reps;
    expect(Number(last?.['mw_mean'])).toBeCloseTo(10 * share, 5);
    expect(Number(last?.['gpus_mean'])).toBeCloseTo(1000 * share, 3);
    expect(last).toMatchObject({ site: 'all', planned_mw: '10', mw_p10: '0', mw_p90: '10' });
  });

  it('waits.csv tells what holds them back, to the horizon', () => {
    const rows = csv(first.text('waits.csv'));
    expect(rows.map(({ cause }) => cause)).toEqual(Object.keys(first.outcomes.causes));
    const lost = rows.reduce((sum, row) => sum + Number(row['lost_mw_days']), 0);
    expect(lost).toBeCloseTo(first.outcomes.lostMwDays ?? 0, 3);
    expect(lost).toBeGreaterThan(100);
  });

  it('summary.md and the command say how many', async () => {
    expect(first.text('summary.md')).toMatch(new RegExp(`\\| late \\|.*\\| ${first.outcomes.censored} \\|\n`));
    expect(first.text('summary.md')).toContain('after the horizon');
    const [half] = first.outcomes.curve?.amounts.filter(({ share }) => share === 0.5) ?? [];
    expect(first.text('summary.md')).toMatch(
      /\| 50 % of 10 MW \| 2026-01-15 \(\S+ to \S+\) \| 2026-01-15 \(\S+ to \S+\) \| after the horizon \(.*\) .*\| 2026-02-01 \| \d+ % \| \d+ \|\n/,
    );
    expect(first.text('summary.md')).toMatch(new RegExp(`\\| all 10 MW \\|.*\\| ${half?.censored} \\|\n`));
    const { stderr, stdout } = await ttc([
      'run',
      join(folder.path, 'often-late.yaml'),
      '--out',
      join(folder.path, 'told'),
      '--reps',
      '200',
      '--seed',
      'a',
    ]);
    expect(stderr).toContain(`${first.outcomes.censored} of 200 futures are not finished by 2026-04-15; every table counts them`);
    expect(stdout).toContain('after the horizon');
  });
});

describe('the resolved scenario', () => {
  it.each([
    ['a network', folder.write('net.yaml', NETWORK), []],
    ['a scenario that uses the library', 'scenarios/childress-horizon.yaml', ['--no-charts']],
  ])('of %s runs alone, the same', async (what, file, words) => {
    const options = [...words, '--reps', '40', '--seed', 'a'];
    const original = await run(file, join(folder.path, what, 'original'), options);
    const alone = folder.write(`${original.outcomes.scenario}.resolved.yaml`, original.text('scenario.resolved.yaml'));
    const resolved = await run(alone, join(folder.path, what, 'resolved'), options);
    expect(resolved.outcomes).toEqual(original.outcomes);
    expect(resolved.text('scenario.resolved.yaml')).toBe(original.text('scenario.resolved.yaml'));
    expect(resolved.manifest.files).toEqual(original.manifest.files);
    expect(resolved.manifest.scenarioDigest).not.toBe(original.manifest.scenarioDigest);
  });
});

describe('charts', () => {
  it('are painted for scenarios with compute unless they are not wanted, and for networks on request', async () => {
    const network = join(folder.path, 'net.yaml');
    const charts = async (file: string, what: string, words: readonly string[]): Promise<number> => {
      const { path } = await run(file, join(folder.path, what), ['--reps', '20', ...words]);
      return existsSync(join(path, 'charts')) ? readdirSync(join(path, 'charts')).length : 0;
    };
    const [wanted, unwanted, network1, network2] = await Promise.all([
      charts('scenarios/first-hall.yaml', 'wanted', []),
      charts('scenarios/first-hall.yaml', 'unwanted', ['--no-charts']),
      charts(network, 'network', []),
      charts(network, 'network-charts', ['--charts']),
    ]);
    expect(wanted).toBeGreaterThan(5);
    expect(unwanted).toBe(0);
    expect(network1).toBe(0);
    expect(network2).toBeGreaterThan(0);
  });

  it('for paper are a PDF and larger PNG, which change no digest of the results', async () => {
    const network = join(folder.path, 'net.yaml');
    const words = ['--reps', '20', '--charts'];
    const [screen, paper] = await Promise.all([
      run(network, join(folder.path, 'screen'), words),
      run(network, join(folder.path, 'paper'), [...words, '--print']),
    ]);
    const names = readdirSync(join(screen.path, 'charts'));
    expect(readdirSync(join(paper.path, 'charts'))).toEqual(['charts.pdf', ...names, 'print'].sort());
    expect(readdirSync(join(paper.path, 'charts', 'print'))).toEqual(names);
    expect(paper.manifest.resultDigest).toBe(screen.manifest.resultDigest);
    expect(paper.text('report.html')).toBe(screen.text('report.html'));
  });
});

it('two runs of one second have folders of their own', async () => {
  const network = join(folder.path, 'net.yaml');
  const out = join(folder.path, 'often');
  const { code } = await ttc(['run', network, network, network, '--reps', '1', '--json', '--out', out]);
  expect(code).toBe(0);
  expect(readdirSync(join(out, 'net'))).toHaveLength(3);
});
