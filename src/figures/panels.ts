/**
 * Small multiples in one Chart.js chart: a grid of panels made of stacked axes. Panels of the left column have their axes on
 * the left, those of the right column on the right; all share the time axis.
 */
import type { Outcomes } from '../measure/outcomes.ts';
import { type Axis, amountAxis, timeAxis } from './axes.ts';
import type { Dataset, StrokeMark, TextMark } from './figure.ts';
import { stroke, text } from './frame.ts';
import { INK, WEIGHT } from './theme.ts';

export interface Panel {
  readonly title: string;
  /** Said after the title, softer. */
  readonly note: string;
  /** The largest value drawn. */
  readonly top: number;
  /** Drawn on the axes whose ids are given. */
  readonly datasets: (xAxisID: string, yAxisID: string) => Dataset[];
}

export interface PanelGrid {
  readonly axes: Readonly<Record<string, Axis>>;
  readonly datasets: readonly Dataset[];
  readonly strokes: readonly StrokeMark[];
  readonly texts: readonly TextMark[];
}

/** Pixels above a panel's data for its title, and the height that all panels share. */
const TITLE_SPACE = 50;
const GRID_HEIGHT = 590;
const GAP: Axis = {
  ticks: [],
  min: 0,
  max: 1,
  scale: {
    type: 'linear',
    position: 'bottom',
    ticks: { display: false },
    grid: { display: false },
    border: { display: false },
    stack: 'columns',
    stackWeight: 0.1,
  },
};

/** Lay panels out in one or two columns, in reading order. */
export function panelGrid(
  outcomes: Outcomes,
  window: { readonly from: number; readonly to: number },
  panels: readonly Panel[],
  columns: 1 | 2,
): PanelGrid {
  const rows = Math.ceil(panels.length / columns);
  const axes: Record<string, Axis> = {};
  for (let column = 0; column < columns; column++) {
    if (column > 0) axes.xgap = GAP;
    const axis = timeAxis(outcomes, window, columns === 1 ? 12 : 6);
    axes[`x${column}`] = { ...axis, scale: { ...axis.scale, grid: { display: false }, stack: 'columns', stackWeight: 1 } };
  }
  const strokes: StrokeMark[] = [];
  const texts: TextMark[] = [];
  const datasets: Dataset[] = [];
  const headroom = TITLE_SPACE / (GRID_HEIGHT / rows - TITLE_SPACE);
  for (let column = 0; column < columns; column++) {
    for (let nth = 0; nth < rows; nth++) {
      // Chart.js stacks axes on the left from the bottom up, and those on the right from the top down.
      const row = column === 0 ? rows - 1 - nth : nth;
      const panel = panels[row * columns + column];
      const xScale = `x${column}`;
      const yScale = `y${row * columns + column}`;
      const axis = amountAxis(panel?.top ?? 1, '', { steps: rows > 2 ? 3 : 5, headroom });
      const side = column === 0 ? 'left' : 'right';
      const empty = panel === undefined ? { ticks: { display: false }, border: { display: false } } : {};
      axes[yScale] = { ...axis, scale: { ...axis.scale, position: side, grid: { display: false }, stack: side, stackWeight: 1, ...empty } };
      if (panel === undefined) continue;
      for (const { value } of axis.ticks) {
        strokes.push(
          stroke({
            xScale,
            yScale,
            from: ['start', value],
            to: ['end', value],
            colour: value === 0 ? INK.line : INK.grid,
            width: 1,
            layer: 'below',
          }),
        );
      }
      for (const { value } of axes[xScale]?.ticks ?? []) {
        strokes.push(stroke({ xScale, yScale, from: [value, panel.top], to: [value, 'end'], colour: INK.grid, width: 1, layer: 'below' }));
      }
      const place = { xScale, yScale, x: 'start', y: 'start', dy: 22 } as const;
      texts.push(text({ ...place, text: panel.title, dx: 8, colour: INK.strong, weight: WEIGHT.strong }));
      texts.push(text({ ...place, text: panel.note, x: 'end', dx: -8, align: 'right', colour: INK.soft }));
      datasets.push(...panel.datasets(xScale, yScale));
    }
  }
  return { axes, datasets, strokes, texts };
}
