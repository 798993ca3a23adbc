/**
 * Figure in, PNG out; paint-pdf.ts makes PDF. Needs no display and no installed font. Synchronous; a caller with
 * many figures spreads them over workers.
 */
import { ChartJSNodeCanvas } from 'chartjs-node-canvas';
import type { Figure } from './figure.ts';
import { marksPlugin } from './marks-plugin.ts';
import { loadFonts } from './paint-fonts.ts';

/** Renderers by size: making one loads Chart.js anew, drawing with one does not. */
const renderers = new Map<string, ChartJSNodeCanvas>();

/** Draw a figure as a PNG of its width and height in pixels, or `scale` times as large. The same figure gives the same bytes. */
export function paint(figure: Figure, scale = 1): Buffer {
  // Chart.js writes into the configuration it is given.
  const config = structuredClone(figure.config);
  const sized = scale === 1 ? config : { ...config, options: { ...config.options, devicePixelRatio: scale } };
  return rendererFor(figure).renderToBufferSync(sized as Parameters<ChartJSNodeCanvas['renderToBufferSync']>[0], 'image/png');
}

function rendererFor({ width, height }: Figure): ChartJSNodeCanvas {
  const size = `${width}x${height}`;
  let renderer = renderers.get(size);
  if (renderer === undefined) {
    loadFonts();
    renderer = new ChartJSNodeCanvas({ width, height, plugins: { modern: [marksPlugin()] } });
    renderers.set(size, renderer);
  }
  return renderer;
}
