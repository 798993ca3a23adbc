/** Figures in, one PDF out: a page for each, as lines and letters that stay sharp at any size. The same figures give the same bytes. */
import { PDFDocument } from 'canvas';
import { Chart, type ChartConfiguration, registerables } from 'chart.js';
import type { Figure } from './figure.ts';
import { marksPlugin } from './marks-plugin.ts';
import { loadFonts } from './paint-fonts.ts';

/** `title` is that of the document. A page is as large as its figure, a pixel to a point: printers scale it to the paper. */
export function printFigures(figures: readonly Figure[], title: string): Uint8Array {
  loadFonts();
  Chart.register(...registerables);
  const document = new PDFDocument({ title });
  for (const { width, height, config } of figures) {
    const context = document.beginPage(width, height);
    // Chart.js asks for an element to draw on, and asks that for its context.
    const canvas = { width, height, style: {}, getContext: () => context };
    Object.defineProperty(context, 'canvas', { value: canvas });
    const chart = new Chart(canvas as unknown as ConstructorParameters<typeof Chart>[0], onPaper(config));
    chart.update();
    document.endPage();
    chart.destroy();
  }
  return document.close();
}

/** Chart.js writes into the configuration it is given; nothing moves on paper, and its size is what it is. */
function onPaper(config: Figure['config']): ChartConfiguration {
  const { options, ...rest } = structuredClone(config);
  return {
    ...rest,
    options: { ...options, animation: false, responsive: false, devicePixelRatio: 1 },
    plugins: [marksPlugin()],
  } as ChartConfiguration;
}
