/** The charts of the page: each in the place that bears its name, painted anew when the theme, the width or the paper changes. */
import type { Chart, Plugin } from 'chart.js';
import type { Configuration, Figure, Scales } from '../../../figures/figure.ts';
import { paintInBrowser } from '../../../figures/paint-browser.ts';
import type { HeroSize } from '../figure-markup.ts';
import { unpackFigure } from '../pack.ts';
import type { PageData } from '../page-data.ts';
import { type CursorPair, cursorPlugin, followCursor } from './cursor.ts';
import { fitFigure, marksOf } from './fit.ts';
import { addLegend } from './legend.ts';
import { GROUND, type Theme, themed, themedField } from './shade.ts';
import { tooltipOf } from './tooltips.ts';

/** The figures that share a cursor, the first with the axis of time that both have. */
const PAIR = ['time-to-compute', 'binding-constraint'] as const;
const AXIS_WIDTH = 130;
/** Screen pixels per pixel of a figure: labels of 20 come out as 13 or 11 pixels. */
const ZOOM = { wide: 0.66, narrow: 0.54 } as const;
const NARROW_PLACE = 760;
/** Of the chart on the first screen. Screen pixels. */
const HERO = { full: { wide: 370, narrow: 262 }, low: { wide: 345, narrow: 195 } } as const satisfies Record<HeroSize, unknown>;

interface Place {
  readonly figure: Figure;
  readonly canvas: HTMLCanvasElement;
  readonly holder: HTMLElement;
  /** Names of datasets that are switched off. */
  readonly hidden: Set<number>;
  chart: Chart | null;
  width: number;
}

export interface Charts {
  readonly paintAll: (theme: Theme, again: 'changed widths' | 'everything') => void;
}

export function createCharts(data: PageData): Charts {
  const figures = new Map(data.figures.map((packed) => [packed.name, unpackFigure(packed)]));
  const places: Place[] = [];
  const pair: CursorPair = { charts: () => paired().flatMap(({ chart }) => chart ?? []), place: null };
  for (const holder of document.querySelectorAll<HTMLElement>('[data-figure]')) {
    const figure = figures.get(holder.dataset['figure'] as string);
    const canvas = holder.querySelector('canvas');
    if (figure === undefined || canvas === null) throw new Error(`no figure for ${holder.dataset['figure']}`);
    places.push({ figure, canvas, holder, hidden: new Set(), chart: null, width: 0 });
  }
  const window = figures.get(PAIR[0]);
  /** The two of one cursor, below the first screen; none where one is missing. */
  const paired = (): Place[] => {
    const found = PAIR.flatMap(
      (name) => places.find(({ figure, holder }) => figure.name === name && holder.dataset['hero'] === undefined) ?? [],
    );
    return found.length === PAIR.length ? found : [];
  };
  const paint = (place: Place, theme: Theme): void => {
    const { figure, canvas, holder, hidden } = place;
    place.chart?.destroy();
    const isPaired = paired().includes(place);
    const zoom = place.width < NARROW_PLACE ? ZOOM.narrow : ZOOM.wide;
    const hero = holder.dataset['hero'] as HeroSize | undefined;
    const least = Number(holder.dataset['least'] ?? 0);
    const width = Math.max(place.width, least) / zoom;
    const height = hero === undefined ? undefined : HERO[hero][place.width < NARROW_PLACE ? 'narrow' : 'wide'] / zoom;
    const shown = isPaired && figure.name === PAIR[1] && window !== undefined ? onAxisOf(figure, window) : figure;
    const fitted = fitFigure(shown, { width, ...(height === undefined ? {} : { height }), ...(isPaired ? { axisWidth: AXIS_WIDTH } : {}) });
    const colours = themed(fitted.config, theme);
    const isField = figure.name.startsWith('heat-map');
    const config = (isField ? themedField(colours, figure.config, theme) : colours) as Configuration & {
      options: NonNullable<Configuration['options']>;
    };
    for (const at of hidden) switchOff(config, at);
    config.options.devicePixelRatio = Math.max(1, globalThis.devicePixelRatio) * zoom;
    config.options.plugins = { ...config.options.plugins, tooltip: tooltipOf(figure, data, theme, isPaired) };
    const plugins: Plugin[] = isPaired ? [cursorPlugin(pair, theme)] : [];
    config.options.interaction = { mode: 'nearest', axis: 'xy', intersect: config.type === 'bar' };
    canvas.style.width = `${Math.round(width * zoom)}px`;
    canvas.style.height = `${Math.round(fitted.height * zoom)}px`;
    canvas.width = Math.round(width);
    canvas.height = Math.round(fitted.height);
    place.chart = paintInBrowser(canvas, config, GROUND[theme], plugins);
    canvas.style.width = `${Math.round(width * zoom)}px`;
    canvas.style.height = `${Math.round(fitted.height * zoom)}px`;
    holder.dataset['drawn'] = theme;
  };
  const paintAll = (theme: Theme, again: 'changed widths' | 'everything'): void => {
    for (const place of places) {
      const width = Math.floor(place.holder.clientWidth);
      // Folded away: painted when it is opened.
      if (width === 0 || (again === 'changed widths' && width === place.width)) continue;
      place.width = width;
      paint(place, theme);
      addLegend(place.holder, place.figure, place.hidden, theme, () => paint(place, theme));
    }
  };
  const followed = paired().map((place) => ({ figure: place.figure, canvas: place.canvas, chart: () => place.chart }));
  if (followed[0] !== undefined && followed[1] !== undefined) followCursor(pair, [followed[0], followed[1]], data);
  return { paintAll };
}

/** The ribbon along the axis of time of the chart above it. */
function onAxisOf(figure: Figure, above: Figure): Figure {
  const options = figure.config.options as NonNullable<Configuration['options']>;
  const other = above.config.options as NonNullable<Configuration['options']>;
  const marks = marksOf(figure);
  return {
    ...figure,
    config: {
      ...figure.config,
      options: {
        ...options,
        scales: { ...(options.scales as Scales), x: (other.scales as Scales)['x'] } as Scales,
        plugins: { ...options.plugins, marks: { ...marks, ticks: { ...marks.ticks, x: marksOf(above).ticks['x'] ?? [] } } },
      },
    },
  };
}

/** A dataset that another is filled down to becomes clear; any other is hidden. */
function switchOff(config: Configuration, at: number): void {
  const dataset = config.data.datasets[at];
  if (dataset === undefined) return;
  const next = config.data.datasets[at + 1] as { fill?: unknown } | undefined;
  if (next?.fill === '-1') Object.assign(dataset, { backgroundColor: 'transparent', borderColor: 'transparent' });
  else dataset.hidden = true;
}
