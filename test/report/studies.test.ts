/** The reports of sweeps, comparisons, levers, sensitivity and backtests, as the commands leave them, read and used in a real browser. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { InvalidInput } from '../../src/base/problem.ts';
import { reportOfFolder } from '../../src/report/html/folder-report.ts';
import { ROOT, temporaryFolder, ttc } from '../cli/command.ts';
import { DESK, findBrowser, launch, open, PHONE } from './browser.ts';
import { firstScreen, graveFaults, paintedCharts, toldNumbers, valueAt } from './page-checks.ts';

const HOSTILE = '<img src=x onerror=alert(1)></title><script>alert(2)</script> "q" \u{1F680}';
const SCENARIO = join(ROOT, 'scenarios/first-hall.yaml');
const TITLE = ['--set', `title=${JSON.stringify(HOSTILE)}`];

const files = temporaryFolder();
const sweepFile = files.write(
  'sweep.yaml',
  `sweep: small
title: ${JSON.stringify(HOSTILE)}
base: ${relative(files.path, SCENARIO)}
futures: 30
axes:
  electricians: {path: sites.plains.crews.electricians.workers, values: [x 0.6, as is, x 1.5]}
  switchgear: {path: sites.plains.supply.switchgear.lead, values: [30 wk, 80 wk]}
measure: [plains/hall-1/online, lost_mw_days, top_cause]
`,
);

interface Kind {
  readonly name: string;
  readonly words: readonly string[];
  /** Charts that must be on the page. */
  readonly charts: readonly string[];
  /** A table that sorts, and which of its columns holds numbers or dates. */
  readonly table: readonly [string, number];
  readonly title: string;
}

const KINDS: readonly Kind[] = [
  {
    name: 'sweep',
    words: ['sweep', sweepFile],
    charts: ['heat-map-plains-hall-1-online', 'sweep-lines-plains-hall-1-online', 'sweep-tornado-lost-mw-days', 'heat-map-driving-path'],
    table: ['cells-table', 5],
    title: HOSTILE,
  },
  {
    name: 'comparison',
    words: ['compare', SCENARIO, ...TITLE, '--set', 'sites.plains.supply.switchgear.lead=80 wk', '--reps', '30'],
    charts: ['comparison-compute', 'comparison-shifts'],
    table: ['dates-table', 7],
    title: `The first hall | ${HOSTILE}`,
  },
  {
    name: 'levers',
    words: ['levers', SCENARIO, ...TITLE, '--reps', '30', '--steps', '1'],
    charts: ['tornado', 'first-levers'],
    table: ['levers-table', 3],
    title: HOSTILE,
  },
  {
    name: 'sensitivity',
    words: ['sensitivity', SCENARIO, ...TITLE, '--reps', '200'],
    charts: ['sensitivity', 'sensitivity-causes'],
    table: ['inputs-table', 5],
    title: HOSTILE,
  },
  {
    name: 'backtest',
    words: ['backtest', join(ROOT, 'scenarios/childress-horizon-backtest.yaml'), '--reps', '20'],
    charts: ['backtest-childress-horizon-backtest'],
    table: ['forecasts-1', 4],
    title: 'Horizon 1-4, Childress, forecast as it went',
  },
];

const folders = new Map<string, string>();

/** The folder that holds the manifest of what a command has left. */
function folderBelow(path: string): string {
  const manifest = readdirSync(path, { recursive: true, encoding: 'utf8' }).find((file) => file.endsWith('manifest.json'));
  if (manifest === undefined) throw new Error(`there is no manifest below ${path}`);
  return join(path, manifest, '..');
}

const pageOf = (name: string): string => join(folders.get(name) as string, 'report.html');

beforeAll(async () => {
  for (const { name, words } of KINDS) {
    const out = join(files.path, name);
    const { code, stderr } = await ttc([...words, '--no-charts', '--report', '--out', out]);
    expect(stderr).not.toContain('ttc:');
    expect(code).toBe(0);
    folders.set(name, folderBelow(out));
  }
}, 120_000);

describe.each(KINDS)('the report of a $name', ({ name }) => {
  it('is in the manifest, small, asks nothing of a network, and names no chart that was not painted', () => {
    const page = readFileSync(pageOf(name), 'utf8');
    expect(Buffer.byteLength(page)).toBeLessThan(2_000_000);
    const manifest = JSON.parse(readFileSync(join(folders.get(name) as string, 'manifest.json'), 'utf8'));
    expect(manifest.files['report.html']).toMatch(/^[0-9a-f]{64}$/);
    expect(/<(?:link|img|iframe)\b|@import|url\(/.exec(page)).toBeNull();
    expect(existsSync(join(folders.get(name) as string, 'charts'))).toBe(false);
  });

  it('is the same from the folder as from the command, to the byte', () => {
    expect(reportOfFolder(folders.get(name) as string, null) === readFileSync(pageOf(name), 'utf8')).toBe(true);
  });
});

describe('ttc report', () => {
  it('says which folders it can make a report of', async () => {
    const { code, stderr } = await ttc(['report', files.path]);
    expect(code).toBe(3);
    for (const word of ['run', 'sweep', 'compare', 'levers', 'sensitivity', 'backtest', 'summary.json']) expect(stderr).toContain(word);
    expect(() => reportOfFolder(join(files.path, 'nowhere'), null)).toThrow(/no such folder/);
  });

  it('puts levers into the report of a run only', () => {
    expect(() => reportOfFolder(folders.get('sweep') as string, folders.get('levers') as string)).toThrow(InvalidInput);
  });

  it('tells of a sweep that is not finished, what is done and what is missing', async () => {
    const out = join(files.path, 'part');
    expect((await ttc(['sweep', sweepFile, '--shard', '1/3', '--out', out])).code).toBe(0);
    const [folder = ''] = readdirSync(join(out, 'sweeps/small')).map((id) => join(out, 'sweeps/small', id));
    expect((await ttc(['report', folder])).code).toBe(0);
    const page = readFileSync(join(folder, 'report.html'), 'utf8');
    expect(page).toContain('2 of 6 cells</strong> are done');
    expect(page).toContain('4 of 6 cells are missing');
    expect(page).not.toContain('after the horizon in every cell');
    // A manifest says that the tree is finished.
    expect(existsSync(join(folder, 'manifest.json'))).toBe(false);
    expect((await ttc(['sweep', sweepFile, '--resume', '--no-charts', '--out', out])).code).toBe(0);
    expect(existsSync(join(folder, 'report.html'))).toBe(false);
  });

  it('is left out where it is not wanted', async () => {
    const out = join(files.path, 'without');
    expect((await ttc(['compare', SCENARIO, ...TITLE, '--reps', '5', '--no-report', '--out', out])).code).toBe(0);
    expect(readdirSync(folderBelow(out))).not.toContain('report.html');
    expect(statSync(join(folderBelow(out), 'charts')).isDirectory()).toBe(true);
  });
});

const executable = findBrowser();
const why = executable === undefined ? ' (skipped: no Chromium; install it, or name one in TTC_BROWSER)' : '';

describe.skipIf(executable === undefined)(`in a browser${why}`, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch(executable as string);
  });
  afterAll(() => browser?.close());

  it.each(KINDS)('a $name answers on the first screen of desk and phone, shows a hostile title as text, and runs nothing', async (kind) => {
    for (const screen of [DESK, { ...PHONE, theme: 'dark' } as const]) {
      const { page, context, complaints } = await open(browser, pageOf(kind.name), screen);
      const { bottom, wide, spilled } = await firstScreen(page);
      expect(spilled).toEqual([]);
      expect(wide).toBeLessThanOrEqual(screen.width);
      // The hostile title alone takes several lines of a phone.
      expect(bottom).toBeLessThanOrEqual(screen.height + (screen.width === PHONE.width ? 90 : 0));
      expect(await page.textContent('h1')).toBe(kind.title);
      expect(await page.locator('img').count()).toBe(0);
      if (screen.width === PHONE.width) expect(await graveFaults(page)).toEqual([]);
      expect(complaints).toEqual([]);
      await context.close();
    }
  });

  it.each(KINDS)('a $name draws every chart, and sorts its table', async ({ name, charts, table: [id, column] }) => {
    const { page, context, complaints } = await open(browser, pageOf(name), DESK);
    const painted = await paintedCharts(page);
    expect(painted.map((chart) => chart.name)).toEqual(expect.arrayContaining([...charts]));
    expect(painted.filter(({ inked, colours }) => inked < 0.005 || colours < 20)).toEqual([]);
    const values = (): Promise<string[]> =>
      page.$$eval(`#${id} tbody tr > :nth-child(${column})`, (cells) =>
        cells.map((cell) => (cell.querySelector('data') as HTMLDataElement).value),
      );
    await page.locator(`#${id} th:nth-child(${column}) button`).click();
    const up = (await values()).filter((value) => value !== '');
    const sorted = [...up].sort((a, b) => (Number.isNaN(Number(a)) ? (a < b ? -1 : 1) : Number(a) - Number(b)));
    expect(up.length).toBeGreaterThan(1);
    expect(up).toEqual(sorted);
    expect(complaints).toEqual([]);
    await context.close();
  });

  it.each(KINDS)('a $name shows the numbers of its folder', async ({ name }) => {
    const { page, context } = await open(browser, pageOf(name), DESK);
    const read = new Map<string, unknown>();
    const fileOf = (of: string): unknown => {
      if (!read.has(of)) read.set(of, JSON.parse(readFileSync(join(folders.get(name) as string, of), 'utf8')));
      return read.get(of);
    };
    const told = await toldNumbers(page);
    expect(told.length).toBeGreaterThan(20);
    expect(told.filter(({ of, at, value }) => String(valueAt(fileOf(of), at) ?? '') !== value)).toEqual([]);
    // Whole numbers from ten on are shown as they are.
    const shown = told.filter(
      ({ value, text }) => /^-?\d+$/.test(value) && Math.abs(Number(value)) >= 10 && /^[+\u2212]?[\d,]+$/.test(text),
    );
    for (const { value, text } of shown)
      expect(Number(text.replaceAll(',', '').replace('+', '').replace('\u2212', '-'))).toBe(Number(value));
    await context.close();
  });

  it('says what a cell of a sweep is where it is pointed at', async () => {
    const { page, context, complaints } = await open(browser, pageOf('sweep'), DESK);
    const canvas = page.locator('[data-hero] canvas');
    const before = await canvas.evaluate((element) => (element as HTMLCanvasElement).toDataURL());
    await canvas.hover({ position: { x: 500, y: 100 } });
    await page.waitForTimeout(100);
    expect(await canvas.evaluate((element) => (element as HTMLCanvasElement).toDataURL())).not.toBe(before);
    expect(complaints).toEqual([]);
    await context.close();
  });
});
