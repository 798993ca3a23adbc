/**
 * What a chart is: a plain Chart.js configuration with its words. Comes from outcomes, goes to paint and to the HTML report.
 * A configuration holds JSON only, no functions; what plain Chart.js cannot say (date ticks, direct labels, the footer) is
 * said as data under `plugins.marks`, and the plugin in marks-plugin.ts reads it.
 */
import type { ChartConfiguration, ChartDataset, ChartOptions, ChartType } from 'chart.js';
import type { Outcomes } from '../measure/outcomes.ts';

/** One value of a dataset: a point, a gap in a line, or a floating bar from one value to another. */
export type Datum = { readonly x: number | [number, number]; readonly y: number | null };

export type Dataset = ChartDataset<'line' | 'bar', Datum[]>;
export type Options = ChartOptions<'line' | 'bar'>;
export type Scales = NonNullable<Options['scales']>;
export type Scale = NonNullable<Scales[string]>;
export type Configuration = ChartConfiguration<'line' | 'bar', Datum[]>;

export interface Figure {
  /** The file name without its ending. */
  readonly name: string;
  /** The finding, in words. */
  readonly title: string;
  /** What is drawn. */
  readonly subtitle: string;
  /** Pixels. */
  readonly width: number;
  readonly height: number;
  readonly config: Configuration;
}

/** One kind of chart, as the registry lists it. */
export interface FigureKind {
  readonly name: string;
  /** What it shows, for `ttc kinds`. */
  readonly summary: string;
  /** Null where these outcomes have nothing for it to show. */
  readonly figure: (outcomes: Outcomes) => Figure | null;
}

/** A place on one axis: a value of the scale, or an edge of the scale's area, or an edge of the whole canvas. */
export type Along = number | 'start' | 'end' | 'canvas-start' | 'canvas-end';

export interface Tick {
  readonly value: number;
  readonly label: string;
}

export interface TextMark {
  readonly text: string;
  /** Ids of the scales that `x` and `y` are measured on. */
  readonly xScale: string;
  readonly yScale: string;
  readonly x: Along;
  readonly y: Along;
  /** Pixels from there, right and down. */
  readonly dx: number;
  readonly dy: number;
  readonly align: 'left' | 'center' | 'right';
  readonly colour: string;
  readonly size: number;
  readonly weight: number;
  /** Colour of an outline that keeps the text readable on a busy ground. */
  readonly halo: string | null;
}

export interface StrokeMark {
  readonly xScale: string;
  readonly yScale: string;
  readonly from: readonly [Along, Along];
  readonly to: readonly [Along, Along];
  /** Pixels by which each end is drawn in towards the other. */
  readonly inset: number;
  readonly colour: string;
  readonly width: number;
  readonly dash: readonly number[];
  readonly layer: 'below' | 'above';
}

/** What marks-plugin.ts adds to a chart. */
export interface Marks {
  readonly ticks: Readonly<Record<string, readonly Tick[]>>;
  readonly texts: readonly TextMark[];
  readonly strokes: readonly StrokeMark[];
}

declare module 'chart.js' {
  interface PluginOptionsByType<TType extends ChartType> {
    /** `TType` has no part in it; the declaration must repeat the library's. */
    marks?: Marks & { readonly type?: TType };
  }
}
