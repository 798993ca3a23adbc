/**
 * A figure made for a slide, laid out for a place on a page: the frame's words go, since the page says them; on a narrow screen
 * the tables beside a chart go too, panels stand in one column, and labels are fewer. Its data stay as they are.
 */
import type { Configuration, Dataset, Figure, Marks, Scales, TextMark, Tick } from '../../../figures/figure.ts';
import { SIZE } from '../../../figures/theme.ts';
import { cutTo, shorten, shortenFront, textWidth } from '../../../figures/words.ts';

export interface Fitted {
  readonly config: Configuration;
  /** Of the canvas, in the figure's own pixels. */
  readonly height: number;
}

export interface Room {
  /** In the figure's own pixels, of which a label is 20 high. */
  readonly width: number;
  /** Set where the page gives the height. */
  readonly height?: number;
  /** The vertical axes take so much, so that charts under one another share their axis of time. */
  readonly axisWidth?: number;
}

/** Below this width a figure is laid out for a narrow screen. */
export const WIDE = 1250;
const NARROW_ASPECT = 0.72;
const PANEL_HEIGHT = 270;
const EDGE = 10;
/** Characters of a row's name where there is little room. */
const SHORT_NAME = 20;
const NOTE_BELOW = 26;
/** After so few an axis is as long as it need be. */
const ROUNDS = 6;
/** About what the names of rows take beside a field. */
const FIELD_NAMES = 150;

export function fitFigure(figure: Figure, { width, height, axisWidth }: Room): Fitted {
  const isNarrow = width < WIDE;
  const config = structuredClone(figure.config) as Configuration & { options: NonNullable<Configuration['options']> };
  const { options } = config;
  const padding = options.layout?.padding as { left: number; right: number; top: number; bottom: number };
  const scales = options.scales as Scales;
  const given = marksOf(figure);
  const keepsSide = !isNarrow && axisWidth === undefined;
  let marks: Marks = { ...given, texts: given.texts.filter((text) => !isOfFrame(text) && (keepsSide || !isBeside(text))) };
  const around = padding.top + padding.bottom - 2 * EDGE;
  const rows = Object.values(scales).some((scale) => scale?.reverse === true);
  let own = figure.height - around - (options.plugins?.legend?.display === true ? 40 : 0);
  if (isNarrow) {
    marks = {
      ...marks,
      texts: marks.texts.filter((text) => !isInside(text) || (figure.name.startsWith('heat-map') && fitsCell(scales, text, width))),
    };
    if (hasPanelNames(figure)) marks = { ...marks, texts: marks.texts.map((text) => withinPanel(scales, marks.texts, text, width)) };
    if ('xgap' in scales)
      own = oneColumn(config, scales, (changed) => {
        marks = changed(marks);
      });
    else if (!rows) own = Math.round(width * NARROW_ASPECT);
    else
      marks = {
        ...marks,
        ticks: { ...marks.ticks, y: (marks.ticks.y ?? []).map((tick) => ({ ...tick, label: shortName(tick.label) })) },
      };
  }
  if (axisWidth !== undefined) {
    marks = { ...marks, texts: marks.texts.filter((text) => !isInside(text)) };
    for (const [id, scale] of Object.entries(scales))
      if (id.startsWith('y') && scale !== undefined)
        scale.afterFit = (axis) => {
          axis.width = axisWidth;
        };
  }
  const columns = 'xgap' in scales && !isNarrow ? 2 : 1;
  const names = rows ? Math.max(0, ...(marks.ticks.y ?? []).map(({ label }) => textWidth(label) * 0.9)) : 110;
  const right = keepsSide ? padding.right - 36 + EDGE : EDGE + 12;
  const along = (width - names - right) / columns;
  const kept = isNarrow && rows && !hasPanelNames(figure) ? makeRoom(scales, marks, along) : 1;
  const ticks = Object.fromEntries(
    Object.entries(marks.ticks).map(([id, list]) => [id, id.startsWith('x') ? thinned(list, along * kept) : list]),
  );
  // Heads of a table stand above the chart.
  const above = Math.max(0, ...marks.texts.map(({ y, dy, size }) => (y === 'start' && dy < 0 ? size - dy : 0)));
  options.layout = { padding: { left: EDGE, right, top: EDGE + above, bottom: EDGE } };
  options.plugins = { ...options.plugins, legend: { display: false }, marks: { ...marks, ticks } };
  return { config, height: height ?? own };
}

/** What the house's plugin adds to a figure's chart. */
export function marksOf({ config }: Figure): Marks {
  return config.options?.plugins?.marks as Marks;
}

/** Title, subtitle and origin are hung on the edges of the canvas. */
function isOfFrame({ y }: TextMark): boolean {
  return y === 'canvas-start' || y === 'canvas-end';
}

/** Part of a table to the right of the chart. */
function isBeside({ x, dx }: TextMark): boolean {
  return x === 'end' && dx > 0;
}

/** A name inside a band. */
function isInside({ x, y, align }: TextMark): boolean {
  return typeof x === 'number' && typeof y === 'number' && align === 'center';
}

function hasPanelNames({ name }: Figure): boolean {
  return name.startsWith('heat-map') || name.startsWith('sweep-lines');
}

/** The name of a panel of a sweep, cut where the next panel begins. */
function withinPanel(scales: Scales, texts: readonly TextMark[], text: TextMark, width: number): TextMark {
  const { x, y, align } = text;
  if (typeof x !== 'number' || align !== 'left' || text.dy === 0) return text;
  const nexts = texts.flatMap((other) =>
    typeof other.x === 'number' && other.y === y && other.x > x && other.dy === text.dy ? [other.x] : [],
  );
  const { min = 0, max = 1 } = scales['x'] as { min?: number; max?: number };
  const room = ((Math.min(max, ...nexts) - x) * (width - FIELD_NAMES)) / (max - min);
  return { ...text, text: cutTo(text.text, room * 0.95, text.size) };
}

/** A value in a cell of a field, where the cell is as wide as it. */
function fitsCell(scales: Scales, { text, size }: TextMark, width: number): boolean {
  const { min = 0, max = 1 } = scales['x'] as { min?: number; max?: number };
  return textWidth(text, size) < (width - FIELD_NAMES) / (max - min);
}

/** Of a path the end tells most, of words the beginning. */
function shortName(label: string): string {
  const isWords = label.includes(' ') && !label.includes(' · ') && !label.startsWith('…');
  return isWords ? shorten(label, SHORT_NAME) : shortenFront(label, SHORT_NAME);
}

/** Lengthen an axis until what is written at the ends of its bars fits; returns the share of it that was there before. */
function makeRoom(scales: Scales, { texts }: Marks, width: number): number {
  const scale = scales['x'] as { min?: number; max?: number } | undefined;
  if (scale?.max === undefined) return 1;
  const [before, after] = [scale.min ?? 0, scale.max];
  let [min, max] = [before, after];
  const beside = texts.flatMap(({ text, x, dx, size, align }) =>
    typeof x === 'number' && dx !== 0 ? [{ x, align, share: (Math.abs(dx) + textWidth(text, size)) / width }] : [],
  );
  // Room at one end takes from the other.
  for (let i = 0; i < ROUNDS; i++) {
    for (const { x, align, share } of beside) {
      if (align === 'left' && share < 1) max = Math.max(max, min + (x - min) / (1 - share));
      if (align === 'right' && share < 1) min = Math.min(min, max - (max - x) / (1 - share));
    }
  }
  Object.assign(scale, { min, max });
  return (after - before) / (max - min);
}

/** Every n-th tick, so that labels do not touch. */
function thinned(ticks: readonly Tick[], width: number): readonly Tick[] {
  const widest = Math.max(0, ...ticks.map(({ label }) => textWidth(label, SIZE.label) + 24));
  const step = Math.max(1, Math.ceil((ticks.length * widest) / Math.max(width, 1)));
  return ticks.filter((_, i) => i % step === 0);
}

/** Panels of two columns one under another, in reading order; returns the height they need. */
function oneColumn(config: Configuration, scales: Scales, change: (changed: (marks: Marks) => Marks) => void): number {
  const ids = Object.keys(scales)
    .filter((id) => /^y\d+$/.test(id))
    .sort((a, b) => Number(b.slice(1)) - Number(a.slice(1)));
  const used = new Set(config.data.datasets.map((dataset) => (dataset as { yAxisID?: string }).yAxisID));
  for (const id of ids) {
    const scale = scales[id] as NonNullable<Scales[string]>;
    delete scales[id];
    // Chart.js stacks axes on the left from the bottom up.
    if (used.has(id)) scales[id] = { ...scale, position: 'left', stack: 'left' } as NonNullable<Scales[string]>;
  }
  delete scales['xgap'];
  delete scales['x1'];
  for (const dataset of config.data.datasets as (Dataset & { xAxisID?: string })[]) if (dataset.xAxisID === 'x1') dataset.xAxisID = 'x0';
  const inColumn = <T extends { readonly xScale: string }>(mark: T): T => (mark.xScale === 'x1' ? { ...mark, xScale: 'x0' } : mark);
  const note = (text: TextMark): TextMark =>
    text.x === 'end' && text.align === 'right' ? { ...text, x: 'start', align: 'left', dx: 8, dy: text.dy + NOTE_BELOW } : text;
  change((marks) => ({
    ticks: Object.fromEntries(Object.entries(marks.ticks).filter(([id]) => id in scales)),
    texts: marks.texts.map(inColumn).map(note),
    strokes: marks.strokes.map(inColumn),
  }));
  return used.size * PANEL_HEIGHT + 40;
}
