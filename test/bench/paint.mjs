// A chart painted by our paint and by chart.js on the bare canvas, alternately; the ratio of the medians.

import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { build } from 'esbuild';

const TIMES = 15;

export async function paint(figure) {
  const ours = await loadPaint();
  const bare = await barePainter(ours);
  for (let i = 0; i < 4; i++) {
    ours.paint(figure);
    bare(figure);
  }
  const times = { ours: [], bare: [] };
  for (let i = 0; i < TIMES; i++) {
    times.ours.push(clock(() => ours.paint(figure)));
    times.bare.push(clock(() => bare(figure)));
  }
  return { ratio: middle(times.ours) / middle(times.bare), milliseconds: 1000 * middle(times.ours) };
}

const middle = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

function clock(work) {
  const start = process.hrtime.bigint();
  work();
  return Number(process.hrtime.bigint() - start) / 1e9;
}

/** The paint room is not part of the library door: bundled here for the measurement. */
async function loadPaint() {
  const outfile = resolve('dist/bench/paint.js');
  mkdirSync(resolve('dist/bench'), { recursive: true });
  await build({
    stdin: {
      contents: "export { paint } from './src/figures/paint.ts'; export { marksPlugin } from './src/figures/marks-plugin.ts';",
      resolveDir: '.',
      loader: 'ts',
    },
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    external: ['canvas', 'chart.js', 'chart.js/*', 'chartjs-node-canvas'],
    banner: { js: "import { createRequire as __c } from 'node:module'; const require = __c(import.meta.url);" },
    logLevel: 'error',
  });
  return import(outfile);
}

async function barePainter({ marksPlugin }) {
  const { Chart, registerables } = await import('chart.js');
  const { createCanvas } = await import('canvas');
  Chart.register(...registerables, marksPlugin());
  return ({ width, height, config }) => {
    const canvas = createCanvas(width, height);
    canvas.style = {};
    const copy = structuredClone(config);
    const chart = new Chart(canvas, { ...copy, options: { ...copy.options, responsive: false, animation: false, devicePixelRatio: 1 } });
    const png = canvas.toBuffer('image/png');
    chart.destroy();
    return png;
  };
}
