/** The report of a run, read and used in a real browser. Where there is none, what needs it is skipped, and says so. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { InvalidInput } from '../../src/base/problem.ts';
import { reportOfFolder } from '../../src/report/html/folder-report.ts';
import { writeResults } from '../../src/report/write-results.ts';
import { compile } from '../../src/scenario/compile.ts';
import { parseScenario, readScenario, type Scenario } from '../../src/scenario/read-scenario.ts';
import { runStudy } from '../../src/study/study.ts';
import { DESK, findBrowser, launch, open, PHONE } from './browser.ts';
import { firstScreen, graveFaults, paintedCharts, toldNumbers, valueAt } from './page-checks.ts';

const HOSTILE =
  '<img src=x onerror=alert(1)><script>alert(2)</script> "quoted" \'single\' & {{x}} \u05e9\u05dc\u05d5\u05dd \u{1F680} </title></script>';
const out = mkdtempSync(join(tmpdir(), 'ttc-report-'));
afterAll(() => rmSync(out, { recursive: true, force: true }));

async function runOf(scenario: Scenario, runId: string): Promise<string> {
  const plan = compile(scenario);
  const result = await runStudy({
    plan,
    tool: 'time-to-compute test',
    futures: [{ text: 'report', from: 0, count: 40 }],
    seedLabel: 'report',
    questions: [],
    tellActivities: false,
    workers: 1,
  });
  const { folder } = await writeResults({
    result,
    scenario,
    out,
    runId,
    charts: 'none',
    report: 'page',
    workers: 1,
    onOpen: () => undefined,
  });
  return folder;
}

let folder: string;
let hostile: string;
beforeAll(async () => {
  const file = 'scenarios/childress-horizon.yaml';
  folder = await runOf(readScenario(file), 'a');
  const text = readFileSync('scenarios/first-hall.yaml', 'utf8').replace(/^title: .*$/m, `title: ${JSON.stringify(HOSTILE)}`);
  hostile = await runOf(parseScenario(text, 'scenarios/first-hall.yaml'), 'b');
});

describe('report.html', () => {
  it('is in the manifest, small, and asks nothing of a network', () => {
    const page = readFileSync(join(folder, 'report.html'), 'utf8');
    expect(Buffer.byteLength(page)).toBeLessThan(2_000_000);
    expect(JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')).files['report.html']).toMatch(/^[0-9a-f]{64}$/);
    expect(page.includes('content="default-src &#39;none&#39;; script-src &#39;sha256-')).toBe(true);
    expect(/<(?:link|img|iframe)\b|@import|url\(/.exec(page)).toBeNull();
  });

  it('fits into a mail for the portfolio', async () => {
    const portfolio = await runOf(readScenario('scenarios/iren-portfolio.yaml'), 'c');
    expect(Buffer.byteLength(readFileSync(join(portfolio, 'report.html')))).toBeLessThan(2_000_000);
  });

  it('is the same from the folder as from the run, to the byte', () => {
    expect(reportOfFolder(folder, null) === readFileSync(join(folder, 'report.html'), 'utf8')).toBe(true);
  });

  it('tells the futures that the percentiles name', () => {
    const { complete } = JSON.parse(readFileSync(join(folder, 'summary.json'), 'utf8')).curve;
    const page = readFileSync(join(folder, 'report.html'), 'utf8');
    for (const key of ['p10', 'p50', 'p80']) {
      const [, day, month, year] = new RegExp(`The ${key.toUpperCase()} future [^,]*, there by (\\d+) (\\w+) (\\d+),`).exec(page) ?? [];
      expect(new Date(`${day} ${month} ${year} UTC`).toISOString().slice(0, 10)).toBe(complete[key].date);
    }
  });

  it('escapes what it is given', () => {
    const page = readFileSync(join(hostile, 'report.html'), 'utf8');
    const found = ['<img src=x', '<script>alert', '&lt;img src=x onerror=alert(1)&gt;'].map((text) => page.includes(text));
    expect(found).toEqual([false, false, true]);
  });

  it('says what is wrong with a folder that is none of a run', () => {
    expect(() => reportOfFolder(out, null)).toThrow(InvalidInput);
  });
});

const executable = findBrowser();
const why = executable === undefined ? ' (skipped: no Chromium; install it, or name one in TTC_BROWSER)' : '';

describe.skipIf(executable === undefined)(`report.html in a browser${why}`, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch(executable as string);
  });
  afterAll(() => browser?.close());
  const file = (): string => join(folder, 'report.html');

  it.each([
    ['desk', DESK],
    ['phone', PHONE],
  ] as const)('answers on the first screen of a %s, in both themes, without a complaint', async (_, screen) => {
    for (const theme of ['light', 'dark'] as const) {
      const { page, context, complaints } = await open(browser, file(), { ...screen, theme });
      expect(complaints).toEqual([]);
      const { bottom, wide, spilled } = await firstScreen(page);
      expect(bottom).toBeLessThanOrEqual(screen.height);
      expect(wide).toBeLessThanOrEqual(screen.width);
      expect(spilled).toEqual([]);
      const ground = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
      expect(ground).toBe(theme === 'light' ? 'rgb(255, 255, 255)' : 'rgb(20, 24, 29)');
      await context.close();
    }
  });

  it('draws every chart', async () => {
    const { page, context, complaints } = await open(browser, file(), DESK);
    // What is folded away is painted when it is opened.
    for (const fold of await page.locator('details.charts summary').all()) await fold.click();
    await page.waitForFunction(
      () => document.querySelectorAll('[data-figure]').length === document.querySelectorAll('[data-drawn]').length,
    );
    const painted = await paintedCharts(page);
    expect(complaints).toEqual([]);
    expect(painted.map(({ name }) => name)).toEqual(
      expect.arrayContaining([
        'time-to-compute',
        'binding-constraint',
        'milestones',
        'gantt-p10',
        'gantt-p50',
        'gantt-p80',
        'gantt-worst',
        'crews',
        'power',
        'deliveries',
      ]),
    );
    expect(painted.filter(({ inked, colours }) => inked < 0.01 || colours < 20)).toEqual([]);
    await context.close();
  });

  it('shows the numbers of summary.json', async () => {
    const { page, context } = await open(browser, file(), DESK);
    const told = await toldNumbers(page);
    const summary = JSON.parse(readFileSync(join(folder, 'summary.json'), 'utf8'));
    expect(told.length).toBeGreaterThan(50);
    expect(told.filter(({ of, at, value }) => of !== 'summary.json' || String(valueAt(summary, at) ?? '') !== value)).toEqual([]);
    const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
    const dates = told.filter(({ value }) => /^\d{4}-\d\d-\d\d$/.test(value));
    expect(dates.length).toBeGreaterThan(20);
    for (const { value, text } of dates) {
      const [year, month, day] = value.split('-');
      expect(text).toBe(`${Number(day)} ${months[Number(month) - 1]} ${year}`);
    }
    await context.close();
  });

  it('switches the theme, and the charts with it', async () => {
    const { page, context, complaints } = await open(browser, file(), DESK);
    const corner = () =>
      page.evaluate(() => [
        ...((document.querySelector('[data-hero] canvas') as HTMLCanvasElement).getContext('2d') as CanvasRenderingContext2D).getImageData(
          2,
          2,
          1,
          1,
        ).data,
      ]);
    expect(await corner()).toEqual([255, 255, 255, 255]);
    await page.locator('#theme').focus();
    await page.keyboard.press('Enter');
    expect(await corner()).toEqual([20, 24, 29, 255]);
    expect(await page.getAttribute('html', 'data-theme')).toBe('dark');
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('sorts the milestones, by dates and not by words', async () => {
    const { page, context } = await open(browser, file(), DESK);
    const column = (): Promise<string[]> =>
      page.$$eval('#milestones-table tbody tr td:nth-child(3) data', (cells) => cells.map((cell) => (cell as HTMLDataElement).value));
    const head = page.locator('#milestones-table th:nth-child(3) button');
    await head.focus();
    await page.keyboard.press('Enter');
    const up = await column();
    expect(up.length).toBeGreaterThan(3);
    expect(up.filter((value) => value !== '')).toEqual([...up].filter((value) => value !== '').sort());
    await head.click();
    expect((await column())[0]).toBe(up.filter((value) => value !== '').at(-1));
    expect(await page.getAttribute('#milestones-table th:nth-child(3)', 'aria-sort')).toBe('descending');
    await context.close();
  });

  it('switches what a chart shows on and off from its legend', async () => {
    const { page, context, complaints } = await open(browser, file(), DESK);
    const picture = () => page.evaluate(() => (document.querySelector('[data-hero] canvas') as HTMLCanvasElement).toDataURL());
    const before = await picture();
    const button = page.locator('.hero .legend button', { hasText: 'P50' }).first();
    await button.focus();
    await page.keyboard.press('Space');
    expect(await button.getAttribute('aria-pressed')).toBe('false');
    expect(await picture()).not.toBe(before);
    await page.keyboard.press('Space');
    expect(await button.getAttribute('aria-pressed')).toBe('true');
    expect(await picture()).toBe(before);
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('reads a date out of fan and ribbon with the keyboard, and moves one line in both', async () => {
    const { page, context, complaints } = await open(browser, file(), DESK);
    const pictures = () =>
      page.evaluate(() =>
        ['time-to-compute', 'binding-constraint'].map((name) =>
          (document.querySelector(`figure:not(.hero) [data-figure="${name}"] canvas`) as HTMLCanvasElement).toDataURL(),
        ),
      );
    // A chart that is painted anew keeps following.
    const toggle = page.locator('figure:not(.hero) .legend button', { hasText: 'plan' }).first();
    await toggle.click();
    await toggle.click();
    const before = await pictures();
    await page.locator('#cursor').focus();
    for (let i = 0; i < 5; i++) await page.keyboard.press('PageUp');
    expect(await page.textContent('#cursor-says')).toMatch(/\d{1,2} \w{3} \d{4}: .*P50 .* MW/);
    const after = await pictures();
    expect(after.map((picture, i) => picture !== before[i])).toEqual([true, true]);
    // Along all dates: what holds compute back is as much as is held, and no more than there is.
    const { totalMw } = JSON.parse(readFileSync(join(folder, 'summary.json'), 'utf8')).curve;
    const [least, most] = await page.$eval('#cursor', (slider) =>
      [(slider as HTMLInputElement).min, (slider as HTMLInputElement).max].map(Number),
    );
    let held = 0;
    for (let i = 0; i <= 20; i++) {
      await page.locator('#cursor').fill(String(Math.round(least! + ((most! - least!) * i) / 20)));
      const words = (await page.textContent('#cursor-says')) ?? '';
      const amounts = [...words.matchAll(/([\d.,]+) MW/g)].map(([, number]) => Number(number!.replaceAll(',', '')));
      for (const amount of amounts) expect(amount, words).toBeLessThanOrEqual(totalMw);
      const [, whole, causes] = /Held back: ([\d.,]+) MW, by (.*)\.$/.exec(words) ?? [];
      if (whole === undefined) continue;
      held++;
      const parts = [...causes!.matchAll(/([\d.,]+) MW/g)].map(([, number]) => Number(number!.replaceAll(',', '')));
      const sum = parts.reduce((all, part) => all + part, 0);
      expect(sum, words).toBeLessThanOrEqual(Number(whole.replaceAll(',', '')) + 2);
      expect(causes, words).not.toMatch(/P50|plan/);
    }
    expect(held).toBeGreaterThan(3);
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('says why another milestone is late', async () => {
    const { page, context } = await open(browser, file(), DESK);
    const before = await page.textContent('#why-chain tbody');
    expect(before).toMatch(/waits for|work:/);
    await page.selectOption('#why-choice', '0');
    expect(await page.textContent('#why-chain tbody')).not.toBe(before);
    await context.close();
  });

  it('is reachable by keyboard and has no serious fault of access', async () => {
    for (const [screen, theme] of [
      [DESK, 'light'],
      [PHONE, 'dark'],
    ] as const) {
      const { page, context } = await open(browser, file(), { ...screen, theme });
      const reached = new Set<string>();
      for (let i = 0; i < 45; i++) {
        await page.keyboard.press('Tab');
        reached.add(await page.evaluate(() => `${document.activeElement?.tagName} ${document.activeElement?.id}`));
      }
      for (const wanted of ['A ', 'BUTTON theme', 'INPUT cursor', 'DIV ']) expect([...reached]).toContain(wanted);
      expect(await graveFaults(page)).toEqual([]);
      await context.close();
    }
  });

  it('prints in light without what only a screen can use', async () => {
    const { page, context, complaints } = await open(browser, file(), { ...DESK, theme: 'dark' });
    const pdf = await page.pdf({ format: 'A4', printBackground: true });
    expect(pdf.byteLength).toBeGreaterThan(50_000);
    expect(pdf.toString('latin1').match(/\/Type\s*\/Page[^s]/g)?.length ?? 0).toBeGreaterThan(3);
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('nav').isVisible()).toBe(false);
    expect(await page.locator('#theme').isVisible()).toBe(false);
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('shows a hostile title as text and runs nothing', async () => {
    const { page, context, complaints } = await open(browser, join(hostile, 'report.html'), DESK);
    expect(await page.textContent('h1')).toBe(HOSTILE);
    expect(await page.title()).toContain('<img src=x onerror=alert(1)>');
    expect(await page.locator('img').count()).toBe(0);
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('lets no script of another in', async () => {
    const tampered = join(out, 'tampered.html');
    writeFileSync(
      tampered,
      readFileSync(file(), 'utf8').replace(
        '<main>',
        '<main><script>document.title = "owned"</script><img src="https://example.invalid/x.png" alt="">',
      ),
    );
    const { page, context } = await open(browser, tampered, DESK);
    expect(await page.title()).not.toBe('owned');
    await context.close();
  });
});
