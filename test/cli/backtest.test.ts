/** `ttc backtest` as a user meets it: the document it prints, the folder it leaves, and how it refuses. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Backtest } from '../../src/measure/backtest.ts';
import { json, temporaryFolder, ttc } from './command.ts';

const folder = temporaryFolder();

const SMALL = `
scenario: small
start: 2024-01-01
until: 2026-01-01
activities:
  dig: {duration: {uniform: {low: 30 d, high: 60 d}}}
  dug: {milestone: true, after: dig}
  build: {duration: {uniform: {low: 60 d, high: 120 d}}, after: dug}
  built: {milestone: true, after: build, target: 2024-06-30}
actuals:
  dug: {finish: 2024-02-20}
backtest:
  as_of: [2024-01-01, 2024-03-01]
  promises:
    - {milestone: dug, said: 2024-01-01, by: 2024-02-10}
`;

describe('ttc backtest', () => {
  it('prints one document, the same for any number of workers, and leaves it with its tables', async () => {
    const file = folder.write('small.yaml', SMALL);
    const out = join(folder.path, 'out');
    const words = ['backtest', file, '--reps', '600', '--seed', 'a', '--no-charts', '--out', out];
    const told = await json<Backtest>([...words, '--workers', '1']);
    expect(await json<Backtest>([...words, '--workers', '2'])).toEqual(told);
    expect(told).toMatchObject({ schemaVersion: 1, seed: 'a', replications: 600 });
    expect(told.summary).toMatchObject({ cases: 1, events: 1, scenarios: 1, open: 2 });
    expect(told.summary.verdict).toContain('no validation');
    const [first = ''] = readdirSync(join(out, 'backtest'));
    const at = join(out, 'backtest', first);
    expect(readdirSync(at).sort()).toEqual(['backtest.csv', 'backtest.json', 'backtest.md', 'manifest.json']);
    expect(JSON.parse(readFileSync(join(at, 'backtest.json'), 'utf8'))).toEqual(told);
    const [head = '', ...rows] = readFileSync(join(at, 'backtest.csv'), 'utf8').trimEnd().split('\n');
    expect(rows).toHaveLength(3);
    const cells = Object.fromEntries(head.split(',').map((name, i) => [name, rows[0]?.split(',')[i]]));
    const [scored] = told.scenarios[0]?.cases ?? [];
    expect(cells).toMatchObject({
      scenario: 'small',
      milestone: 'dug',
      as_of: '2024-01-01',
      actual_to: '2024-02-20',
      promise_error_days: '10',
    });
    expect([Number(cells['error_days']), cells['p50']]).toEqual([scored?.errorDays, scored?.p50]);
    expect(readFileSync(join(at, 'backtest.md'), 'utf8')).toContain('| dug | 2024-01-01 |');
  });

  it('paints a chart and tells people how little it proves', async () => {
    const file = folder.write('painted.yaml', SMALL);
    const out = join(folder.path, 'painted');
    const { code, stdout } = await ttc(['backtest', file, '--reps', '50', '--workers', '1', '--out', out]);
    expect(code).toBe(0);
    expect(stdout).toContain('1 forecast of 1 event in 1 scenario: no validation');
    const [id = ''] = readdirSync(join(out, 'backtest'));
    const png = readFileSync(join(out, 'backtest', id, 'charts', 'backtest-small.png'));
    expect([...png.subarray(1, 4)].map((byte) => String.fromCharCode(byte)).join('')).toBe('PNG');
    expect(png.length).toBeGreaterThan(10_000);
  });

  it('refuses a scenario that asks for none, before anything is played or written', async () => {
    const file = folder.write('none.yaml', SMALL.replace(/backtest:[\s\S]*/, ''));
    const good = folder.write('good.yaml', SMALL);
    const out = join(folder.path, 'refused');
    const { code, stderr, stdout } = await ttc(['backtest', good, file, '--out', out]);
    expect([code, stdout]).toEqual([3, '']);
    expect(stderr).toContain('asks for no backtest');
    expect(existsSync(out)).toBe(false);
  });

  it('ends with 2 where the command line is wrong', async () => {
    const file = folder.write('wrong.yaml', SMALL);
    expect((await ttc(['backtest', file, '--reps', '0'])).code).toBe(2);
    expect((await ttc(['backtest'])).code).toBe(2);
  });
});
