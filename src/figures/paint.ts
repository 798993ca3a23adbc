/**
 * Figure in, PNG out: the only file that touches a canvas. Needs no display and no installed font. Synchronous; a caller with
 * many figures spreads them over workers.
 */
import { join } from 'node:path';
import { GlobalFonts } from 'canvas';
import { ChartJSNodeCanvas } from 'chartjs-node-canvas';
import { packageRoot } from '../base/package-root.ts';
import type { Figure } from './figure.ts';
import { marksPlugin } from './marks-plugin.ts';
import { SHIPPED_FONT } from './theme.ts';

const FONT_FILES = ['Inter-Regular.ttf', 'Inter-SemiBold.ttf'];

/** Renderers by size: making one loads Chart.js anew, drawing with one does not. */
const renderers = new Map<string, ChartJSNodeCanvas>();

/** Draw a figure as a PNG of its width and height in pixels. The same figure gives the same bytes. */
export function paint(figure: Figure): Buffer {
  // Chart.js writes into the configuration it is given.
  const config = structuredClone(figure.config);
  return rendererFor(figure).renderToBufferSync(config as Parameters<ChartJSNodeCanvas['renderToBufferSync']>[0], 'image/png');
}

function rendererFor({ width, height }: Figure): ChartJSNodeCanvas {
  const size = `${width}x${height}`;
  let renderer = renderers.get(size);
  if (renderer === undefined) {
    if (renderers.size === 0) loadFonts();
    renderer = new ChartJSNodeCanvas({ width, height, plugins: { modern: [marksPlugin()] } });
    renderers.set(size, renderer);
  }
  return renderer;
}

function loadFonts(): void {
  for (const file of FONT_FILES) {
    const path = join(packageRoot(), 'assets', 'fonts', file);
    if (GlobalFonts.registerFromPath(path, SHIPPED_FONT) === null) throw new Error(`the font ${path} is missing or damaged`);
  }
}
