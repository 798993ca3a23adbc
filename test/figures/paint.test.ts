/** What comes out of paint: a PNG of the right size, with something on it and nothing cut off, the same every time. */
import { createCanvas, loadImage } from 'canvas';
import { describe, expect, test } from 'vitest';
import type { Figure } from '../../src/figures/figure.ts';
import { marksPlugin } from '../../src/figures/marks-plugin.ts';
import { paint } from '../../src/figures/paint.ts';
import { figuresOf } from '../../src/figures/registry.ts';
import { FONT_FAMILY } from '../../src/figures/theme.ts';
import { textWidth } from '../../src/figures/words.ts';
import { campus, network, oneRun, powerOf } from './fixture.ts';

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly at: (x: number, y: number) => number;
}

async function decode(png: Buffer): Promise<Pixels> {
  const image = await loadImage(png);
  const { width, height } = image;
  const context = createCanvas(width, height).getContext('2d');
  context.drawImage(image, 0, 0);
  const { data } = context.getImageData(0, 0, width, height);
  const words = new Uint32Array(data.buffer, data.byteOffset, width * height);
  return { width, height, at: (x, y) => words[y * width + x] as number };
}

const WHITE = 0xffffffff;

/** Counts of colours over every third pixel, and whether the outermost pixels are all white. */
function survey({ width, height, at }: Pixels): { readonly colours: number; readonly painted: number; readonly borderIsWhite: boolean } {
  const counts = new Map<number, number>();
  let borderIsWhite = true;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const onBorder = x < 6 || y < 6 || x >= width - 6 || y >= height - 6;
      if (onBorder && at(x, y) !== WHITE) borderIsWhite = false;
      if (x % 3 === 0 && y % 3 === 0) counts.set(at(x, y), (counts.get(at(x, y)) ?? 0) + 1);
    }
  }
  const all = [...counts.values()].reduce((sum, count) => sum + count, 0);
  return { colours: counts.size, painted: 1 - (counts.get(WHITE) ?? 0) / all, borderIsWhite };
}

const manySites = {
  ...campus(),
  power: ['childress', 'sweetwater', 'mackenzie', 'canal-flats', 'prince-george'].map((site, i) => powerOf(site, 1 / (i + 1))),
};
const figures: [string, Figure][] = [
  ...figuresOf(campus()).map((figure): [string, Figure] => [`campus: ${figure.name}`, figure]),
  ...figuresOf(oneRun()).map((figure): [string, Figure] => [`one run: ${figure.name}`, figure]),
  ...figuresOf(network()).map((figure): [string, Figure] => [`network: ${figure.name}`, figure]),
  ...figuresOf(manySites)
    .filter(({ name }) => name === 'power')
    .map((figure): [string, Figure] => ['many sites: power', figure]),
];

describe.each(figures)('%s', (_, figure) => {
  test('is a PNG of its size, neither blank nor cut off', async () => {
    const before = JSON.stringify(figure);
    const png = paint(figure);
    expect([...png.subarray(0, 8)]).toEqual(SIGNATURE);
    expect(JSON.stringify(figure)).toBe(before);
    const pixels = await decode(png);
    expect([pixels.width, pixels.height]).toEqual([figure.width, figure.height]);
    const { colours, painted, borderIsWhite } = survey(pixels);
    expect(colours).toBeGreaterThan(20);
    expect(painted).toBeGreaterThan(0.02);
    expect(borderIsWhite).toBe(true);
  });
});

test('the same figure gives the same bytes', () => {
  for (const figure of figuresOf(campus())) {
    expect(paint(figure).equals(paint(figure))).toBe(true);
  }
});

test('text is drawn in the shipped font, and no wider than figures reckon with', () => {
  paint(figuresOf(network())[0] as Figure);
  const context = createCanvas(10, 10).getContext('2d');
  for (const words of ['Medium-voltage switchgear', '200 MW online by 22 Sep 2027 at P50', '18,953 (34 %) · hall-4']) {
    context.font = `600 20px ${FONT_FAMILY}`;
    const width = context.measureText(words).width;
    expect(textWidth(words, 20)).toBeGreaterThanOrEqual(width);
    expect(textWidth(words, 20)).toBeLessThan(width * 1.1);
    context.font = '600 20px monospace';
    expect(context.measureText(words).width).not.toBe(width);
  }
});

test('the plugin refers to nothing outside itself, so that its source can travel', () => {
  const elsewhere = new Function(`return (${marksPlugin.toString()})()`)() as ReturnType<typeof marksPlugin>;
  expect(Object.keys(elsewhere)).toEqual(Object.keys(marksPlugin()));
  const drawn: string[] = [];
  const context = new Proxy({}, { get: (_, name) => () => drawn.push(String(name)), set: () => true });
  const figure = figuresOf(campus())[0] as Figure;
  const scale = { left: 0, right: 100, top: 0, bottom: 100, getPixelForValue: (value: number) => value };
  const chart = { ctx: context, width: 100, height: 100, scales: { x: scale, y: scale }, config: structuredClone(figure.config) };
  for (const hook of ['beforeInit', 'beforeDraw', 'beforeDatasetsDraw', 'afterDatasetsDraw'] as const) {
    (elsewhere[hook] as unknown as (chart: object) => void)(chart);
  }
  expect(drawn.filter((name) => name === 'fillText').length).toBe(figure.config.options?.plugins?.marks?.texts?.length);
});
