/** What charts of a sweep show of a cell: one number a measure, and how axes place and name their values. */
import { moments } from '../base/statistics.ts';
import type { Estimate } from '../measure/outcomes.ts';
import { type CellCause, type CellResult, LOST_MW_DAYS, type SweepStudy } from '../measure/sweep.ts';
import type { SweepAxis, SweepCell } from '../plan/sweep.ts';
import { instantOf, placeOf, tellPlace } from './dates.ts';
import type { Framed } from './frame.ts';
import { tellCount, tellNumber } from './words.ts';

export interface SweepResults {
  readonly study: SweepStudy;
  readonly results: ReadonlyMap<string, CellResult>;
}

/** A measure as charts show it. */
export interface Shown {
  readonly measure: string;
  /** `P80 of online 100 %`. */
  readonly title: string;
  /** Smaller is better throughout. Null: after the horizon. */
  readonly valueOf: (cell: SweepCell) => number | null;
  /** In words of about so many characters: a date whole (11 and more), with two digits for the year (9), or the month alone. */
  readonly tell: (value: number, room?: number) => string;
  /** How much larger one value is than another. */
  readonly tellDifference: (amount: number) => string;
}

export type Percentile = 'p10' | 'p50' | 'p80' | 'p90';

export function shownMeasure({ study, results }: SweepResults, measure: string): Shown {
  if (measure === LOST_MW_DAYS)
    return {
      measure,
      title: 'mean MW-days lost',
      valueOf: ({ id }) => results.get(id)?.lostMwDays ?? null,
      tell: (value) => tellNumber(value),
      tellDifference: (amount) => `${tellNumber(amount)} MW-days`,
    };
  return {
    measure,
    title: `P80 of ${measure}`,
    valueOf: ({ id }) => percentilePlace(study, results.get(id), measure, 'p80'),
    tell: (value, room) => tellInstantPlace(study, value, room),
    tellDifference: (amount) => tellCount(amount, study.unit ?? 'day'),
  };
}

export function percentilePlace(study: SweepStudy, result: CellResult | undefined, measure: string, percentile: Percentile): number | null {
  const instant = result?.instants[measure];
  return instant === undefined ? null : estimatePlace(study, instant[percentile]);
}

export function estimatePlace(study: SweepStudy, estimate: Estimate): number | null {
  return placeOf(study, instantOf(estimate));
}

function tellInstantPlace(study: SweepStudy, place: number, room = 40): string {
  const whole = tellPlace(study, place);
  if (room >= 11) return whole;
  if (study.start === null) return tellNumber(place);
  const [day = '', month = '', year = ''] = whole.split(' ');
  const shorter = `${day} ${month} ${year.slice(2)}`;
  return room >= 9 ? shorter : `${month} ${year.slice(2)}`;
}

/** A cause with its mean days on the driving path: `electricians 178 d`, in networks `crew 4 hours`. */
export function tellDriver({ unit }: SweepStudy, { label, drivingDays }: CellCause): string {
  return `${label} ${unit === null ? `${tellNumber(drivingDays)} d` : tellCount(drivingDays, unit)}`;
}

/** Values of an axis in the order in which charts show them, by their place in `axis.values`. */
export function orderOf({ values, scale }: SweepAxis): number[] {
  const order = values.map((_, i) => i);
  if (scale === 'names') return order;
  return order.sort((a, b) => (values[a]!.at ?? 0) - (values[b]!.at ?? 0));
}

/** Axes that have more than one value among the cells. */
export function varyingAxes({ axes, cells }: SweepStudy): number[] {
  return axes.flatMap((_, axis) => (new Set(cells.map(({ at }) => at[axis])).size > 1 ? [axis] : []));
}

/** What cells with one value of an axis come to on average. */
export interface MeanAt {
  readonly label: string;
  readonly mean: number;
}

/** For each value of an axis the mean over its cells, least first; of a drawn axis, for its lower and upper half. Without what lies after the horizon. */
export function meansAlong({ study }: SweepResults, shown: Shown, axis: number): MeanAt[] {
  const { values, sampled } = study.axes[axis]!;
  const order = orderOf(study.axes[axis]!);
  const groups = new Map<number, number[]>();
  for (const cell of study.cells) {
    const value = cell.at[axis];
    const number = shown.valueOf(cell);
    if (value == null || number === null) continue;
    const group = sampled ? Math.floor((2 * order.indexOf(value)) / values.length) : value;
    groups.set(group, [...(groups.get(group) ?? []), number]);
  }
  return [...groups]
    .map(([group, numbers]) => ({
      label: sampled ? (group === 0 ? 'lower half' : 'upper half') : values[group]!.label,
      mean: moments(numbers).mean,
    }))
    .sort((a, b) => a.mean - b.mean);
}

/** From the least of these means to the most. */
export function effectOf(sweep: SweepResults, shown: Shown, axis: number): number {
  const means = meansAlong(sweep, shown, axis);
  return (means.at(-1)?.mean ?? 0) - (means[0]?.mean ?? 0);
}

/** What the footer says a chart was made from. */
export function framed(study: SweepStudy): Framed {
  const title = `${study.title} (${study.cells.length} cells)`;
  return { title, world: null, censored: 0, replications: study.futures, seed: study.seed, tool: study.tool };
}

/** `online-100` for `online 100 %`: part of a file name. */
export function slugOf(measure: string): string {
  return measure.replace(/[^A-Za-z0-9]+/g, '-').replace(/^-|-$/g, '');
}
