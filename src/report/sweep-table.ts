/**
 * The result table of a sweep: a row per cell and measure. Comes in: the study and its results. Goes out: columns and rows, for CSV,
 * Parquet and Markdown. Instants are days since the start of the base (in networks, its unit) and, where dated, also ISO dates; what
 * lies after the horizon is null. `lo` and `hi` hold the true percentile with 90 % confidence.
 */
import { MINUTES_PER_DAY, parseDate } from '../base/time.ts';
import { tellDriver } from '../figures/sweep-values.ts';
import type { Estimate, Instant } from '../measure/outcomes.ts';
import {
  type CellCause,
  type CellInstant,
  type CellResult,
  DRIVING_CAUSE,
  driverOf,
  LOST_MW_DAYS,
  type SweepStudy,
  TOP_CAUSE,
  topCauseOf,
} from '../measure/sweep.ts';
import type { SweepCell } from '../plan/sweep.ts';
import { type Cell, csv } from './csv.ts';
import { parquet, type TableColumn } from './parquet.ts';

export interface SweepTable {
  readonly columns: readonly TableColumn[];
  readonly rows: readonly (readonly Cell[])[];
}

const PERCENTILES = ['p10', 'p50', 'p80', 'p90'] as const;

const VALUES: readonly TableColumn[] = [
  ...['measure', 'unit'].map((name): TableColumn => ({ name, type: 'text' })),
  ...PERCENTILES.flatMap((name) => [name, `${name}_lo`, `${name}_hi`]).map((name): TableColumn => ({ name, type: 'number' })),
  { name: 'mean', type: 'number' },
  ...[...PERCENTILES, 'mean'].map((name): TableColumn => ({ name: `${name}_date`, type: 'text' })),
  { name: 'futures', type: 'number' },
  { name: 'after_horizon', type: 'number' },
  { name: 'cause', type: 'text' },
];

/** Names that no axis may have, since columns have them. */
export const SWEEP_COLUMNS: readonly string[] = ['cell', 'point', ...VALUES.map(({ name }) => name)];

/** `results`: by id; all cells must be there. */
export function sweepTable(study: SweepStudy, results: ReadonlyMap<string, CellResult>): SweepTable {
  const axes = study.axes.map(({ name }): TableColumn => ({ name, type: 'text' }));
  const rows = study.cells.flatMap((cell) => {
    const result = results.get(cell.id);
    if (result === undefined) throw new Error(`the table lacks the cell ${cell.id}`);
    const head: Cell[] = [cell.id, cell.name, ...coordinates(study, cell)];
    return study.measures.map((measure) => [...head, ...valuesOf(study, measure, result)]);
  });
  return { columns: [{ name: 'cell', type: 'text' }, { name: 'point', type: 'text' }, ...axes, ...VALUES], rows };
}

/** The value of the cell on each axis, as written; null: as the base has it. */
export function coordinates({ axes }: SweepStudy, { at }: SweepCell): (string | null)[] {
  return axes.map(({ values }, axis) => {
    const value = at[axis];
    return value == null ? null : (values[value]?.label ?? null);
  });
}

/** An instant for people: two decimals are enough where it is a number. `none`: what stands for null. */
export function tellShort(instant: Instant, none: string): string {
  return instant === null ? none : typeof instant === 'number' ? String(Number(instant.toFixed(2))) : instant;
}

/** What drives the cell and for how long; empty where nothing does. */
export function tellCellDriver(study: SweepStudy, result: CellResult): string {
  const driver = driverOf(result);
  return driver === undefined ? '' : tellDriver(study, driver);
}

/** The columns that say what holds a cell back: nothing but the driver without compute. */
export function causeHeads(hasLost: boolean): string[] {
  return [...(hasLost ? ['most is lost to'] : []), 'largest part of the driving path'];
}

function valuesOf(study: SweepStudy, measure: string, result: CellResult): Cell[] {
  const { replications, lostMwDays } = result;
  const empty = (count: number): null[] => new Array<null>(count).fill(null);
  const dates = PERCENTILES.length + 1;
  const numbers = 3 * PERCENTILES.length;
  const held = (cause: CellCause | undefined, unit: string, spent: number | undefined): Cell[] => [
    ...[measure, unit, ...empty(numbers), spent ?? null, ...empty(dates)],
    ...[replications, null, cause?.cause ?? null],
  ];
  const [top, driver] = [topCauseOf(result), driverOf(result)];
  const unit = study.unit ?? 'day';
  if (measure === LOST_MW_DAYS) return [measure, 'MW-days', ...empty(numbers), lostMwDays, ...empty(dates), replications, null, null];
  if (measure === TOP_CAUSE) return lostMwDays === null ? held(top, unit, top?.drivingDays) : held(top, 'MW-days', top?.lostMwDays);
  if (measure === DRIVING_CAUSE) return held(driver, unit, driver?.drivingDays);
  const instant = result.instants[measure];
  if (instant === undefined) return [measure, null, ...empty(numbers + 1 + dates), replications, null, null];
  return [
    ...[measure, unit],
    ...PERCENTILES.flatMap((name) => [shown(instant[name]), instant[name].lo, instant[name].hi].map((at) => sinceStart(study, at))),
    ...[
      mean(study, instant),
      ...[...PERCENTILES.map((name) => shown(instant[name])), instant.meanAt].map((at) => (typeof at === 'string' ? at : null)),
    ],
    ...[replications, instant.censored, null],
  ];
}

function shown({ date, value }: Estimate): Instant {
  return date ?? value ?? null;
}

/** The mean is in days since the start of the cell, which may be another day than that of the base; the part of a day is kept. */
function mean(study: SweepStudy, { mean: own, meanAt }: CellInstant): number | null {
  if (own === null || typeof meanAt !== 'string') return own;
  return Number(((sinceStart(study, meanAt) ?? 0) + (own - Math.floor(own))).toFixed(6));
}

function sinceStart({ start }: SweepStudy, instant: Instant): number | null {
  if (typeof instant !== 'string') return instant;
  const [from, to] = [parseDate((start ?? '').slice(0, 10)), parseDate(instant)];
  if (from === undefined || to === undefined) throw new Error(`not dates: ${start}, ${instant}`);
  return (to - from) / MINUTES_PER_DAY;
}

export function sweepCsv({ columns, rows }: SweepTable): string {
  return csv([columns.map(({ name }) => name), ...rows]);
}

export function sweepParquet({ columns, rows }: SweepTable): Uint8Array {
  return parquet(columns, rows);
}
