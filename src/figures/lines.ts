/** Datasets drawn along the grid: lines, steps, bands and stacked areas. */
import type { Outcomes } from '../measure/outcomes.ts';
import { pointsIn } from './axes.ts';
import type { Dataset, Datum } from './figure.ts';

export interface LineStyle {
  readonly label: string;
  readonly colour: string;
  readonly width?: number;
  readonly dash?: readonly number[];
  /** A change shows as a step at the grid point at which it is first seen. */
  readonly shape?: 'straight' | 'step';
  readonly xAxisID?: string;
  readonly yAxisID?: string;
}

/** A series along the grid as points, up to `to`. */
export function pointsOf(outcomes: Outcomes, series: readonly number[], to: number): Datum[] {
  const count = Math.min(pointsIn(outcomes, to), series.length);
  const points: Datum[] = [];
  for (let i = 0; i < count; i++) points.push({ x: outcomes.grid[i] as number, y: series[i] as number });
  return points;
}

/** A line. */
export function line(data: Datum[], style: LineStyle): Dataset {
  return {
    type: 'line',
    label: style.label,
    data,
    borderColor: style.colour,
    backgroundColor: style.colour,
    borderWidth: style.width ?? 4,
    borderDash: [...(style.dash ?? [])],
    pointRadius: 0,
    pointStyle: 'line',
    fill: false,
    stepped: style.shape === 'step',
    borderJoinStyle: 'round',
    xAxisID: style.xAxisID ?? 'x',
    yAxisID: style.yAxisID ?? 'y',
  };
}

/** The area from a line down to the dataset before it, or to zero. */
export function area(data: Datum[], style: LineStyle, downTo: 'before' | 'zero'): Dataset {
  return {
    ...line(data, style),
    borderWidth: style.width ?? 0,
    pointStyle: 'rect',
    fill: downTo === 'before' ? '-1' : 'origin',
  } as Dataset;
}

/** A band between two series: the lower edge without a name, then the upper edge filled down to it. */
export function band(lower: Datum[], upper: Datum[], style: LineStyle): Dataset[] {
  return [line(lower, { ...style, label: '', width: 0 }), area(upper, style, 'before')];
}
