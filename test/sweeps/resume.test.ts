/** A sweep leaves the same bytes however it came about: in one go, by one thread or two, killed and resumed, in parts put together. */
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cellsThere, makeFolder, stopped, treeOf, ttc } from './fixture.ts';

let folder = '';
let whole: Record<string, string> = {};
/** The same sweep without charts, which take longest. */
let bare: Record<string, string> = {};
const sweep = (...words: string[]) => ttc('sweep', join(folder, 'sweep.yaml'), ...words);
const out = (name: string): string => join(folder, name);

beforeAll(() => {
  folder = makeFolder();
  expect(sweep('--workers', '1', '--out', out('whole')).status).toBe(0);
  whole = treeOf(out('whole'));
  expect(sweep('--workers', '1', '--no-charts', '--out', out('bare')).status).toBe(0);
  bare = treeOf(out('bare'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('a finished tree', () => {
  it('holds tables, charts, a page, a file for each cell, and the digest of each', () => {
    const files = Object.keys(whole).map((path) => path.split('/').slice(3).join('/'));
    expect(files.filter((path) => path.startsWith('cells/'))).toHaveLength(12);
    for (const file of ['manifest.json', 'results.csv', 'results.parquet', 'summary.md', 'sweep.json']) expect(files).toContain(file);
    expect(files.filter((path) => path.endsWith('.png')).length).toBeGreaterThanOrEqual(3);
    const root = join(out('whole'), Object.keys(whole)[0]!.split('/').slice(0, 3).join('/'));
    const { files: digests } = JSON.parse(readFileSync(join(root, 'manifest.json'), 'utf8')) as { files: Record<string, string> };
    expect(digests).toEqual(Object.fromEntries(Object.entries(treeOf(root)).filter(([path]) => path !== 'manifest.json')));
  });

  it('is the same by two threads', () => {
    expect(sweep('--workers', '2', '--out', out('two')).status).toBe(0);
    expect(treeOf(out('two'))).toEqual(whole);
  });

  it('is the same when four parts are put together, and lists what is missing while one is not there', () => {
    const parts = [1, 2, 3, 4].map((part) => out(`part-${part}`));
    parts.forEach((part, i) => {
      expect(sweep('--shard', `${i + 1}/4`, '--workers', '1', '--out', part).status).toBe(0);
      expect(cellsThere(part)).toBe(3);
    });
    const some = ttc('merge', ...parts.slice(0, 3), '--json', '--out', out('merged'));
    expect(some.status).toBe(7);
    const { missing } = JSON.parse(some.stdout) as { missing: { id: string; overrides: object }[] };
    expect(missing).toHaveLength(3);
    for (const { id } of missing) expect(some.stderr).toContain(id);
    expect(ttc('merge', ...parts, '--out', out('merged')).status).toBe(0);
    expect(treeOf(out('merged'))).toEqual(whole);
  });

  it.each([2, 9])('is the same after SIGKILL once %i cells are there, and --resume', async (cells) => {
    const killed = out(`killed-${cells}`);
    const ended = await stopped(
      ['sweep', join(folder, 'sweep.yaml'), '--workers', '2', '--no-charts', '--out', killed],
      'SIGKILL',
      () => cellsThere(killed) >= cells,
    );
    expect(ended).toBe('SIGKILL');
    const resumed = sweep('--resume', '--json', '--workers', '2', '--no-charts', '--out', killed);
    expect(resumed.status).toBe(0);
    expect((JSON.parse(resumed.stdout) as { played: number }).played).toBeLessThanOrEqual(12 - cells);
    expect(treeOf(killed)).toEqual(bare);
  });
});

describe('what is done is kept', () => {
  it('on an interrupt, with exit code 130', async () => {
    const stop = out('interrupted');
    const ended = await stopped(
      ['sweep', join(folder, 'sweep.yaml'), '--workers', '1', '--out', stop],
      'SIGINT',
      () => cellsThere(stop) >= 2,
    );
    expect(ended).toBe(130);
    expect(cellsThere(stop)).toBeGreaterThanOrEqual(2);
    const again = sweep('--out', stop);
    expect(again.status).toBe(2);
    expect(again.stderr).toContain('--resume');
    expect(sweep('--resume', '--workers', '1', '--no-charts', '--out', stop).status).toBe(0);
    expect(treeOf(stop)).toEqual(bare);
  });

  it('but not what cannot be read, or lies about: half a file, a cell of something else, what a process died over', () => {
    const spoilt = out('spoilt');
    cpSync(out('bare'), spoilt, { recursive: true });
    const cells = join(spoilt, Object.keys(whole)[0]!.split('/').slice(0, 3).join('/'), 'cells');
    const [first, second, third] = readdirSync(cells).sort() as [string, string, string];
    writeFileSync(join(cells, first), readFileSync(join(cells, first)).subarray(0, 100));
    writeFileSync(join(cells, second), readFileSync(join(cells, third)));
    writeFileSync(join(cells, '.tmp-0123.json-00'), '{');
    mkdirSync(join(cells, '..', 'charts'), { recursive: true });
    writeFileSync(join(cells, '..', 'charts', 'old.png'), '');
    const again = sweep('--resume', '--workers', '1', '--no-charts', '--json', '--out', spoilt);
    expect((JSON.parse(again.stdout) as { played: number }).played).toBe(2);
    expect(treeOf(spoilt)).toEqual(bare);
  });

  it('when an axis grows: only the new cells are played', () => {
    const grown = out('grown');
    cpSync(out('bare'), grown, { recursive: true });
    const longer = join(folder, 'longer.yaml');
    writeFileSync(longer, readFileSync(join(folder, 'sweep.yaml'), 'utf8').replace('[2, 3, 4]', '[2, 3, 4, 5]'));
    const ran = ttc('sweep', longer, '--resume', '--workers', '1', '--no-charts', '--json', '--out', grown);
    expect((JSON.parse(ran.stdout) as { played: number }).played).toBe(4);
    const dry = ttc('sweep', longer, '--resume', '--dry-run', '--out', grown);
    expect(dry.status).toBe(0);
    expect(dry.stdout).toMatch(/16 cells of 300 futures, 16 of them done; about 0 s/);
  });
});

describe('a sweep that was finished', () => {
  it('keeps every result when it is played again and killed', async () => {
    const again = out('again');
    cpSync(out('bare'), again, { recursive: true });
    const manifest = join(again, Object.keys(bare).find((path) => path.endsWith('manifest.json'))!);
    const ended = await stopped(
      ['sweep', join(folder, 'sweep.yaml'), '--workers', '1', '--no-charts', '--out', again],
      'SIGKILL',
      () => !existsSync(manifest),
    );
    expect(ended).toBe('SIGKILL');
    expect(cellsThere(again)).toBe(12);
    expect(sweep('--resume', '--workers', '1', '--no-charts', '--out', again).status).toBe(0);
    expect(treeOf(again)).toEqual(bare);
  });

  it('is played again, over what was there, to the same bytes', () => {
    const over = out('over');
    cpSync(out('bare'), over, { recursive: true });
    const ran = sweep('--workers', '2', '--no-charts', '--json', '--out', over);
    expect((JSON.parse(ran.stdout) as { played: number }).played).toBe(12);
    expect(treeOf(over)).toEqual(bare);
  });

  it('leaves cells of an axis that shrank, and those of another file of its name and base, and tells none of them', () => {
    const shared = out('shared');
    cpSync(out('bare'), shared, { recursive: true });
    const other = join(folder, 'other.yaml');
    writeFileSync(other, readFileSync(join(folder, 'sweep.yaml'), 'utf8').replace('[2, 3, 4]', '[4, 5]'));
    const words = ['--workers', '1', '--no-charts', '--out', shared];
    expect(ttc('sweep', other, ...words.slice(0, -1), out('alone')).status).toBe(0);
    expect(ttc('sweep', other, '--resume', ...words).status).toBe(0);
    // Twelve of the one, eight of the other, and four are in both.
    expect(cellsThere(shared)).toBe(16);
    // But for cells that the other left, the tree is that of the sweep played alone.
    const alone = treeOf(out('alone'));
    const isOwn = ([path]: [string, string]): boolean => Object.hasOwn(alone, path);
    expect(Object.fromEntries(Object.entries(treeOf(shared)).filter(isOwn))).toEqual(alone);
    const strangers = Object.keys(treeOf(shared)).filter((path) => !Object.hasOwn(alone, path));
    expect(strangers.every((path) => path.includes('cells/'))).toBe(true);
    // And the first finds all of its own again.
    const back = sweep('--resume', '--json', ...words);
    expect((JSON.parse(back.stdout) as { played: number }).played).toBe(0);
  });
});

describe('a sweep that is only partly done', () => {
  it('ends with 7 where values that are right one by one cannot go together, says which and why, and keeps the rest', () => {
    const odd = join(folder, 'odd.yaml');
    // Three of two fitters cannot be had; of three or four they can.
    writeFileSync(
      odd,
      'sweep: odd\nbase: base.yaml\nfutures: 20\naxes:\n  fitters: {path: pools.fitters, values: [2, 3]}\n  crew: {path: activities.weld.pools.fitters, values: [2, 3]}\n',
    );
    const ran = ttc('sweep', odd, '--workers', '1', '--json', '--out', out('odd'));
    expect(ran.status).toBe(7);
    const { missing } = JSON.parse(ran.stdout) as { missing: { id: string; problems: { message: string }[] }[] };
    expect(missing).toHaveLength(1);
    expect(missing[0]?.problems[0]?.message).toMatch(/fitters/);
    expect(ran.stderr).toContain('fitters = 2, crew = 3');
    expect(cellsThere(out('odd'))).toBe(3);
  });

  it('is not put together with parts of another sweep', () => {
    expect(sweep('--reps', '20', '--shard', '2/2', '--out', out('other')).status).toBe(0);
    const mixed = ttc('merge', out('part-1'), out('other'), '--out', out('mixed'));
    expect(mixed.status).toBe(3);
    expect(mixed.stderr).toContain('not a part of the sweep');
    expect(ttc('merge', out('nowhere')).status).toBe(3);
    expect(ttc('sweep', join(folder, 'sweep.yaml'), '--shard', '5/4').status).toBe(2);
  });
});
