/** `ttc compare`, `ttc levers` and `--set` as a user types them: one document, exit codes, what is left behind. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Comparison } from '../../src/measure/comparison.ts';
import type { LeversOutcome } from '../../src/measure/levers.ts';
import type { Outcomes } from '../../src/measure/outcomes.ts';
import { json, temporaryFolder, ttc } from '../cli/command.ts';
import { NETWORK, TWO_SITES } from '../cli/scenarios.ts';

const folder = temporaryFolder();
const sites = folder.write('two-sites.yaml', TWO_SITES);
const network = folder.write('net.yaml', NETWORK);
const out = ['--out', join(folder.path, 'out')];
const LATER = ['--set', 'sites.north.activities.build.duration=15 d'];

describe('ttc compare', () => {
  it('prints one document and leaves tables, charts and a manifest', async () => {
    const comparison = await json<Comparison>(['compare', sites, ...LATER, '--reps', '50', ...out]);
    const north = comparison.dates.find(({ name }) => name === 'north/online 100 %');
    expect(north?.p80).toEqual({ by: 5, lo: 5, hi: 5, verdict: 'later' });
    expect(comparison.after.label).toBe(`${sites} with sites.north.activities.build.duration=15 d`);
    const results = join(folder.path, 'out/two-sites/compare');
    const [id] = readdirSync(results);
    expect(readdirSync(join(results, id!), { recursive: true }).sort()).toEqual([
      'charts',
      'charts/comparison-compute.png',
      'charts/comparison-shifts.png',
      'comparison.csv',
      'comparison.json',
      'comparison.md',
      'manifest.json',
      'report.html',
    ]);
  });

  it('compares two runs, which is how two versions of a file are compared', async () => {
    const words = ['--reps', '50', '--no-charts', '--json'];
    for (const [name, set] of [
      ['a', []],
      ['b', LATER],
    ] as const)
      await ttc(['run', sites, ...set, ...words, '--out', join(folder.path, name)]);
    const run = (name: string): string => join(folder.path, name, 'two-sites', readdirSync(join(folder.path, name, 'two-sites'))[0]!);
    const { code, stdout } = await ttc(['compare', run('a'), run('b'), '--no-charts', ...out]);
    expect(code).toBe(0);
    expect(stdout).toContain('50 futures, the same in both');
    expect(stdout).toMatch(/north\/online 100 % .*\+5 \(\+5 to \+5\) +\+5 +later/);
  });
});

describe('ttc levers', () => {
  it('prints levers in rank order, the same for one thread and two', async () => {
    const words = ['levers', network, '--reps', '300', '--steps', '2', ...out];
    const one = await json<LeversOutcome>([...words, '--workers', '1']);
    const two = await json<LeversOutcome>([...words, '--workers', '2']);
    expect(two).toEqual(one);
    expect(one.levers.map(({ id, rank }) => [rank, id])).toEqual([[1, 'crew/crew']]);
    expect(one.levers[0]?.overrides).toEqual([{ path: 'pools.crew', value: 3 }]);
    const results = join(folder.path, 'out/net/levers');
    const [id] = readdirSync(results);
    expect(readFileSync(join(results, id!, 'levers.md'), 'utf8')).toContain('--set pools.crew=3');
  });
});

describe('--set and names', () => {
  it.each([
    ['a path that is not there', ['run', sites, '--set', 'sites.nort.calendar=five-tens'], 3, 'did you mean "north"?'],
    ['a value that cannot be', ['validate', sites, '--set', 'sites.north.activities.build.duration=ten'], 3, '--set:1:1'],
    ['no value', ['compare', sites, '--set', 'sites.north'], 3, 'has no "="'],
    ['a new key that means nothing', ['levers', sites, '--set', 'sites.north.hals={}'], 3, 'did you mean "halls"?'],
    ['a milestone that is not there', ['levers', network, '--milestone', 'don'], 3, 'did you mean "done"?'],
    ['nothing to compare with', ['compare', sites], 2, 'nothing to compare'],
    ['a folder that holds no results', ['compare', folder.path, folder.path], 3, 'no result folder'],
    ['a folder and a file', ['compare', folder.path, sites], 2, 'two result folders, or two scenario files'],
    ['dates and a plain network', ['compare', sites, network, '--reps', '10'], 2, 'name two of one kind'],
  ])('%s', async (_, words, code, said) => {
    const ended = await ttc(words);
    expect(ended.stderr).toContain(said);
    expect(ended.code).toBe(code);
  });

  it('changes what is run, and the digest by which results are known', async () => {
    const words = ['run', sites, '--reps', '20', '--no-charts', '--out', join(folder.path, 'set')];
    const outcomes = await json<Outcomes>([...words, ...LATER]);
    expect(outcomes.siteCurves['north']?.complete.p80.date).toBe('2026-01-20');
    await json(words);
    const results = join(folder.path, 'set/two-sites');
    const digests = readdirSync(results).map(
      (id) => (JSON.parse(readFileSync(join(results, id, 'manifest.json'), 'utf8')) as { scenarioDigest: string }).scenarioDigest,
    );
    expect(new Set(digests).size).toBe(2);
  });
});
