/**
 * Figure in, chart on a page out: what paint.ts is for PNG, with the same Chart.js and the same plugin. Compiled into the HTML
 * report; only the parts of Chart.js that figures use are in it.
 */
import {
  BarController,
  BarElement,
  Chart,
  type ChartConfiguration,
  Filler,
  LinearScale,
  LineController,
  LineElement,
  type Plugin,
  PointElement,
  Tooltip,
} from 'chart.js';
import type { Configuration } from './figure.ts';
import { marksPlugin } from './marks-plugin.ts';

Chart.register(BarController, BarElement, Filler, LinearScale, LineController, LineElement, PointElement, Tooltip);

/** The chart of a configuration on a canvas whose size is set; `ground` is the colour behind it. Chart.js writes into the configuration. */
export function paintInBrowser(canvas: HTMLCanvasElement, config: Configuration, ground: string, plugins: readonly Plugin[]): Chart {
  return new Chart(canvas, { ...config, plugins: [marksPlugin(ground), ...plugins] } as ChartConfiguration) as Chart;
}
