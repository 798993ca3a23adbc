/** What a chart says of a point where time does not run along it: fields of cells, panels of axes, shifts, shares. Null: time does run along it. */
import { tellPlace, tellSpan } from '../../../figures/dates.ts';
import type { Figure, Scales, Tick } from '../../../figures/figure.ts';
import { tellNumber } from '../../../figures/words.ts';
import type { PageData } from '../page-data.ts';
import { marksOf } from './fit.ts';

export interface PointWords {
  readonly title: string;
  readonly label: string;
}

export type TellPoint = (point: { readonly x: number | [number, number]; readonly y: number }, name: string) => PointWords;

export function tellPoints(figure: Figure, data: PageData): TellPoint | null {
  const scales = figure.config.options?.scales as Scales;
  const [along, up] = [titleOf(scales['x']), titleOf(scales['y'])];
  if (figure.name.startsWith('heat-map')) return inField(figure);
  if (figure.name.startsWith('sweep-lines'))
    return inPanels(figure, (y) => (up === '' || data.start === null ? tellPlace(data, y) : `${tellNumber(y)} ${up}`));
  if (figure.config.type === 'bar' || along === '' || along.startsWith('time since')) return null;
  const rows = scales['y']?.reverse === true ? (marksOf(figure).ticks['y'] ?? []) : null;
  // A shift along rows, or one amount against another.
  if (rows !== null) return ({ x, y }, name) => ({ title: labelAt(rows, y), label: `${name}: ${tellShift(data, middleOf(x))}` });
  return ({ x, y }) => ({ title: '', label: `${tellNumber(middleOf(x))} ${along}; ${tellNumber(y)} ${up}` });
}

/** The value is written in its cell, or, where there is no room for that, told by its colour alone. */
function inField(figure: Figure): TellPoint {
  const { ticks, texts } = marksOf(figure);
  return ({ x, y }, name) => {
    const at = middleOf(x);
    const value = texts.find((text) => text.align === 'center' && isAt(text.x, at) && isAt(text.y, y))?.text ?? '';
    return {
      title: [labelAt(ticks['x'] ?? [], at), labelAt(ticks['y'] ?? [], y)].filter((label) => label !== '').join(', '),
      // Where kinds of cells have names, the text in the cell may be a part of one.
      label: value.startsWith(name) ? value : name,
    };
  };
}

/** Panels bear the name of an axis above where they begin. */
function inPanels(figure: Figure, tell: (y: number) => string): TellPoint {
  const { ticks, texts } = marksOf(figure);
  const panels = texts.flatMap(({ text, x, y }) => (typeof x === 'number' && y === 'start' ? [{ text, x }] : []));
  return ({ x, y }, name) => {
    const at = middleOf(x);
    const panel = panels.findLast(({ x: from }) => from <= at + CLOSE)?.text ?? '';
    return {
      title: [panel, labelAt(ticks['x'] ?? [], at)].filter((label) => label !== '').join(': '),
      label: `${name === '' ? '' : `${name}: `}${tell(y)}`,
    };
  };
}

/** Places were rounded on their way into the page. */
const CLOSE = 1e-3;

function isAt(place: unknown, at: number): boolean {
  return typeof place === 'number' && Math.abs(place - at) < CLOSE;
}

function labelAt(ticks: readonly Tick[], place: number): string {
  return ticks.find(({ value }) => Math.abs(value - place) < CLOSE)?.label ?? '';
}

function middleOf(x: number | [number, number]): number {
  return Array.isArray(x) ? (x[0] + x[1]) / 2 : x;
}

function tellShift(data: PageData, days: number): string {
  return days === 0 ? 'unmoved' : `${tellSpan(data, Math.abs(days))} ${days > 0 ? 'later' : 'sooner'}`;
}

function titleOf(scale: Scales[string]): string {
  const title = (scale as { title?: { text?: string } } | undefined)?.title;
  return title?.text ?? '';
}
