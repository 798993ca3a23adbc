/** What is asked of every report in a browser, whatever it is about. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

/** Where the first screen ends, how wide the page is, and the answers whose words do not fit in their place. Pixels. */
export function firstScreen(page: Page): Promise<{ bottom: number; wide: number; spilled: string[] }> {
  return page.evaluate(() => ({
    bottom: document.querySelector('#answer')?.getBoundingClientRect().bottom ?? Number.POSITIVE_INFINITY,
    wide: document.documentElement.scrollWidth,
    spilled: [...document.querySelectorAll('.answer')]
      .filter((card) => card.scrollWidth > card.clientWidth + 1)
      .map((card) => card.textContent ?? ''),
  }));
}

/** Of every chart the share of pixels that are not white, and how many colours it has. */
export function paintedCharts(page: Page): Promise<{ name: string; inked: number; colours: number }[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('[data-figure]')].map((holder) => {
      const canvas = holder.querySelector('canvas') as HTMLCanvasElement;
      const { data } = (canvas.getContext('2d') as CanvasRenderingContext2D).getImageData(0, 0, canvas.width, canvas.height);
      const colours = new Set<number>();
      let inked = 0;
      for (let i = 0; i < data.length; i += 4) {
        const colour = ((data[i] as number) << 16) | ((data[i + 1] as number) << 8) | (data[i + 2] as number);
        if (colour !== 0xffffff) inked++;
        colours.add(colour);
      }
      return { name: holder.dataset['figure'] ?? '', inked: inked / (data.length / 4), colours: colours.size };
    }),
  );
}

/** A number of the page: the file and the place in it that it claims to be from, its value, and what a reader sees. */
export interface Told {
  readonly of: string;
  readonly at: string;
  readonly value: string;
  readonly text: string;
}

export function toldNumbers(page: Page): Promise<Told[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll<HTMLDataElement>('data[data-at]')].map((cell) => ({
      of: cell.closest<HTMLElement>('[data-of]')?.dataset['of'] ?? '',
      at: `${cell.closest<HTMLElement>('[data-in]')?.dataset['in'] ?? ''}${cell.dataset['at']}`,
      value: cell.value,
      text: cell.textContent ?? '',
    })),
  );
}

/** What stands at a JSON pointer. */
export function valueAt(json: unknown, pointer: string): unknown {
  return pointer
    .split('/')
    .slice(1)
    .reduce<unknown>((value, key) => (value as Record<string, unknown>)[key.replaceAll('~1', '/').replaceAll('~0', '~')], json);
}

/** What axe finds that keeps somebody from using the page. */
export async function graveFaults(page: Page): Promise<string[]> {
  // The page's policy lets no other script in; a test may.
  await page.evaluate(readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8'));
  const { violations } = await page.evaluate(() =>
    (
      globalThis as unknown as {
        axe: { run: () => Promise<{ violations: { id: string; impact: string; nodes: { html: string }[] }[] }> };
      }
    ).axe.run(),
  );
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(
      ({ id, nodes }) =>
        `${id}: ${nodes
          .map(({ html }) => html.slice(0, 120))
          .slice(0, 3)
          .join(' | ')}`,
    );
}
