/** A real browser for tests: where it is, and a page that says what went wrong in it. */
import { existsSync } from 'node:fs';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';

const USUAL = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/snap/bin/chromium',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** Path of a Chromium: TTC_BROWSER, or where one usually is; undefined: there is none. */
export function findBrowser(): string | undefined {
  const named = process.env['TTC_BROWSER'];
  if (named !== undefined && named !== '') return existsSync(named) ? named : undefined;
  return USUAL.find((path) => existsSync(path));
}

export function launch(executablePath: string): Promise<Browser> {
  return chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
    ],
  });
}

export interface Opened {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Console errors, exceptions, and requests other than for the file itself. */
  readonly complaints: string[];
}

export interface Screen {
  readonly width: number;
  readonly height: number;
  readonly theme: 'light' | 'dark';
}

export const DESK = { width: 1440, height: 900, theme: 'light' } as const;
export const PHONE = { width: 390, height: 844, theme: 'light' } as const;

/** The file as it opens from a disk, with the network off. */
export async function open(browser: Browser, file: string, { width, height, theme }: Screen): Promise<Opened> {
  const context = await browser.newContext({ viewport: { width, height }, colorScheme: theme, offline: true });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    // The tests read pixels back, which the page does not do.
    if (message.text().includes('willReadFrequently')) return;
    if (['error', 'warning'].includes(message.type())) complaints.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => complaints.push(`exception: ${error.message}`));
  page.on('dialog', (dialog) => {
    complaints.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  const address = `file://${file}`;
  page.on('request', (request) => {
    if (request.url() !== address) complaints.push(`request: ${request.url()}`);
  });
  await page.goto(address);
  await page.waitForSelector('html[data-ready]', { state: 'attached' });
  return { page, context, complaints };
}
