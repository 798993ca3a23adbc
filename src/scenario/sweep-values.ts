/**
 * The values of an axis: those of a list, those of a range from one end to the other, and where each lies on the axis of a chart.
 * Comes in: values as written. Goes out: values as they are written into a scenario.
 */

import { formatDate, MINUTES_PER_DAY, parseDate } from '../base/time.ts';
import { dimensionOf, parseQuantity } from '../base/units.ts';
import type { SweepAxis, SweepValue } from '../plan/sweep.ts';

/** Leaves the scenario as it is. */
export const AS_IS = 'as is';

const FACTOR = /^x\s*(\d+(?:\.\d+)?)$/;
const SHIFT = /^(later|sooner)\s+(\S.*)$/;
const QUANTITY = /^([-+]?\d[\d_]*(?:\.\d+)?)\s*(\S+)$/;
/** A date without a time of day. */
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** What kind of thing a value is, and the number in it. Shifts are in days, later is positive; dates in days since 1970-01-01. */
export type Measured =
  | { readonly kind: 'number' | 'factor' | 'shift' | 'date'; readonly number: number; readonly unit: string }
  | { readonly kind: 'quantity'; readonly number: number; readonly unit: string };

/** Undefined: a name, a list, a map, or not well formed. */
export function measured(value: unknown): Measured | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? { kind: 'number', number: value, unit: '' } : undefined;
  if (typeof value !== 'string') return undefined;
  const factor = FACTOR.exec(value)?.[1];
  if (factor !== undefined) return { kind: 'factor', number: Number(factor), unit: 'x' };
  const [, direction, span = ''] = SHIFT.exec(value) ?? [];
  if (direction !== undefined) {
    const parsed = parseQuantity(span, 'elapsed');
    if (!parsed.ok) return undefined;
    const days = Math.round(parsed.value / MINUTES_PER_DAY);
    return { kind: 'shift', number: direction === 'later' ? days : 0 - days, unit: 'd' };
  }
  const minutes = DAY.test(value) ? parseDate(value) : undefined;
  if (minutes !== undefined) return { kind: 'date', number: minutes / MINUTES_PER_DAY, unit: '' };
  const [, digits, unit] = QUANTITY.exec(value.trim()) ?? [];
  if (digits === undefined || unit === undefined || dimensionOf(unit) === undefined) return undefined;
  return { kind: 'quantity', number: Number(digits.replaceAll('_', '')), unit };
}

export interface Range {
  readonly from: Measured;
  readonly to: Measured;
  readonly round: number | undefined;
}

export type ParsedRange =
  | { readonly ok: true; readonly range: Range }
  | { readonly ok: false; readonly end: 'from' | 'to'; readonly message: string; readonly remedy: string };

const EXAMPLES = 'a number, a quantity ("30 wk"), a date (2026-03-01), a factor ("x 0.8") or a shift ("sooner 30 d")';

/** A range from its two ends, which must be of one kind and unit, and differ. */
export function parseRange(from: unknown, to: unknown, round: number | undefined): ParsedRange {
  const [first, last] = [measured(from), measured(to)];
  const refuse = (end: 'from' | 'to', message: string, remedy: string): ParsedRange => ({ ok: false, end, message, remedy });
  if (first === undefined) return refuse('from', `${JSON.stringify(from)} is no end of a range`, `write ${EXAMPLES}`);
  if (last === undefined) return refuse('to', `${JSON.stringify(to)} is no end of a range`, `write ${EXAMPLES}`);
  if (first.kind !== last.kind || first.unit !== last.unit)
    return refuse(
      'to',
      `a range cannot run from ${JSON.stringify(from)} to ${JSON.stringify(to)}`,
      'write both ends in the same way and unit',
    );
  if (first.number === last.number)
    return refuse('to', 'both ends of this range are the same', 'move one of them, or write "values: [...]"');
  return { ok: true, range: { from: first, to: last, round } };
}

/** The value at a share of the way: 0 is the first end, 1 the last. Days are whole, other numbers have so many digits. */
export function valueAt({ from, to, round }: Range, share: number, digits = 6): unknown {
  const exact = share === 0 ? from.number : share === 1 ? to.number : from.number + share * (to.number - from.number);
  const step = round ?? (from.kind === 'date' || from.kind === 'shift' ? 1 : 0);
  const rounded = step > 0 ? Math.round(exact / step) * step : exact;
  // As many as stand before the point, at least.
  const number = Number(rounded.toPrecision(Math.max(digits, String(Math.trunc(rounded)).length)));
  switch (from.kind) {
    case 'number':
      return number;
    case 'factor':
      return `x ${number}`;
    case 'quantity':
      return `${number} ${from.unit}`;
    case 'date':
      return formatDate(Math.round(number) * MINUTES_PER_DAY);
    case 'shift':
      return shiftOf(Math.round(number));
  }
}

function shiftOf(days: number): string {
  if (days === 0) return AS_IS;
  return `${days > 0 ? 'later' : 'sooner'} ${Math.abs(days)} d`;
}

/** How a value is shown. */
export function labelOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** Where values lie, if all are of one kind; otherwise they are names. */
export function scaleOf(values: readonly unknown[]): Pick<SweepAxis, 'scale' | 'unit'> & { readonly values: readonly SweepValue[] } {
  const kinds = values.filter((value) => value !== AS_IS).map(measured);
  const [first] = kinds;
  const isOne = first !== undefined && kinds.every((kind) => kind?.kind === first.kind && kind.unit === first.unit);
  // What the scenario itself has is known only where values change it.
  const asIs = first?.kind === 'factor' ? 1 : first?.kind === 'shift' ? 0 : null;
  const isPlaced = isOne && (asIs !== null || !values.includes(AS_IS));
  const place = (value: unknown): number | null => (isPlaced ? (value === AS_IS ? asIs : (measured(value)?.number ?? null)) : null);
  return {
    scale: isPlaced ? (first.kind === 'date' ? 'date' : 'number') : 'names',
    unit: isPlaced ? first.unit : '',
    values: values.map((value) => ({ label: labelOf(value), at: place(value) })),
  };
}
