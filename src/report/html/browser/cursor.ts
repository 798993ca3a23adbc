/** One cursor over two charts with the same axis of time: a line in both, a slider for the keyboard, and what is true there in words. */
import type { Chart, Plugin } from 'chart.js';
import { tellPlace } from '../../../figures/dates.ts';
import type { Dataset, Figure } from '../../../figures/figure.ts';
import { tellNumber } from '../../../figures/words.ts';
import type { PageData } from '../page-data.ts';
import type { Theme } from './shade.ts';

export interface CursorPair {
  /** As they are painted now: a chart that is painted anew is another one. */
  charts: () => readonly Chart[];
  /** On the axis of time; null: nobody points yet. */
  place: number | null;
}

export function cursorPlugin(pair: CursorPair, theme: Theme): Plugin {
  return {
    id: 'cursor',
    afterDraw({ ctx, scales, chartArea }) {
      const scale = scales['x'];
      if (pair.place === null || scale === undefined) return;
      const x = scale.getPixelForValue(pair.place);
      ctx.save();
      ctx.strokeStyle = theme === 'light' ? '#16191d' : '#eceff3';
      ctx.lineWidth = 2;
      ctx.beginPath();
      ctx.moveTo(x, chartArea.top);
      ctx.lineTo(x, chartArea.bottom);
      ctx.stroke();
      ctx.restore();
    },
  };
}

interface Followed {
  readonly figure: Figure;
  readonly canvas: HTMLCanvasElement;
  readonly chart: () => Chart | null;
}

/** `followed`: the fan, and the ribbon under it. */
export function followCursor(pair: CursorPair, followed: readonly [Followed, Followed], data: PageData): void {
  const slider = document.querySelector<HTMLInputElement>('#cursor');
  const readout = document.querySelector<HTMLOutputElement>('#cursor-says');
  if (slider === null || readout === null) return;
  const [fan, ribbon] = followed;
  const move = (place: number): void => {
    pair.place = Math.min(Number(slider.max), Math.max(Number(slider.min), place));
    slider.value = String(pair.place);
    const words = sayAt(pair.place, fan.figure, ribbon.figure, data);
    slider.setAttribute('aria-valuetext', words);
    readout.textContent = words;
    for (const chart of pair.charts()) chart.draw();
  };
  slider.addEventListener('input', () => move(Number(slider.value)));
  for (const { canvas, chart } of followed)
    canvas.addEventListener('pointermove', (event) => {
      const painted = chart();
      const scale = painted?.scales['x'];
      if (painted === null || scale === undefined) return;
      const box = canvas.getBoundingClientRect();
      const place = scale.getValueForPixel(((event.clientX - box.left) / box.width) * painted.width);
      if (place !== undefined) move(place);
    });
}

const MOST_CAUSES = 3;

/** `12 Mar 2028: P50 450 MW, plan 900 MW online; held: civil 120 MW, GPUs 80 MW`. */
export function sayAt(place: number, fan: Figure, ribbon: Figure, data: Pick<PageData, 'start' | 'unit' | 'until'>): string {
  const at = (dataset: Dataset | undefined): number | null => {
    let value: number | null = null;
    for (const { x, y } of dataset?.data ?? []) {
      if ((x as number) > place) break;
      value = y;
    }
    return value;
  };
  const named = ({ config }: Figure): Dataset[] => config.data.datasets.filter(({ label }) => label !== '');
  const online = named(fan)
    .filter((dataset) => !('fill' in dataset) || dataset.fill === false)
    .flatMap((dataset) => {
      const value = at(dataset);
      return value === null ? [] : [`${dataset.label} ${tellNumber(value)} MW`];
    });
  const bands = named(ribbon);
  const held = at(bands.at(-1)) ?? 0;
  let below = 0;
  const causes = bands
    .slice(0, -1)
    .map((dataset) => {
      const top = at(dataset) ?? below;
      const share = top - below;
      below = top;
      return { label: dataset.label, mw: share * held };
    })
    .filter(({ mw }) => mw >= 0.05)
    .sort((a, b) => b.mw - a.mw)
    .slice(0, MOST_CAUSES)
    .map(({ label, mw }) => `${label} ${tellNumber(mw)} MW`);
  const holding = causes.length === 0 ? '' : `. Held back: ${tellNumber(held)} MW, by ${causes.join(', ')}`;
  return `${tellPlace(data, place)}: ${online.join(', ')}${holding}.`;
}
