/** Other values that a field could have: more, less, later, the other way, or not there at all. */
import type { Schema } from '../../src/scenario/schema-walk.ts';
import type { Path, Setting } from './fields.ts';

/** A name that nothing has. */
export const NOBODY = 'nobody-has-this-name';

const REMOVED = Symbol('removed');

/** The data with the field turned to another value, one copy for each. */
export function turned(data: unknown, { path, value, schemas }: Setting): unknown[] {
  return others(value, schemas).map((other) => replaced(data, path, other));
}

/** The data without the field. */
export function without(data: unknown, { path }: Setting): unknown {
  return replaced(data, path, REMOVED);
}

function others(value: unknown, schemas: readonly Schema[]): unknown[] {
  const choices = schemas.flatMap((schema) => (Array.isArray(schema['enum']) ? schema['enum'] : [])).filter((choice) => choice !== value);
  if (choices.length > 0) return choices;
  if (typeof value === 'boolean') return [!value];
  if (typeof value === 'number') return [value * 2, Math.max(1, Math.floor(value / 2)), value + 1, value / 2, -value];
  if (Array.isArray(value))
    return [value.slice(1), ...value.map((entry, i) => value.map((other, j) => (i === j ? (others(entry, [])[0] ?? other) : other)))];
  if (typeof value === 'object' && value !== null) return [scaled(value, 1.7), scaled(value, 0.6)];
  if (typeof value !== 'string') return [];
  const date = /^\d{4}-\d{2}-\d{2}/.exec(value)?.[0];
  if (date !== undefined) return [120, -120, 700, 20].map((days) => moved(date, days));
  if (/^\d\d:\d\d-/.test(value)) return ['07:00-11:00', '00:00-24:00'];
  const amounts = [scaled(value, 1.7), scaled(value, 0.6), scaled(value, 4)].filter((other) => other !== value);
  // Not an amount, so a name: one that nobody has.
  return amounts.length > 0 ? amounts : [NOBODY];
}

function moved(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/** Every number in it times a factor; whole numbers stay whole. */
function scaled(value: unknown, by: number): unknown {
  if (typeof value === 'number') return Number.isInteger(value) ? Math.max(1, Math.round(value * by)) : value * by;
  if (typeof value === 'string') {
    const match = /^\s*([-+]?[\d._]+)\s*(\S.*)$/.exec(value);
    if (match === null || /^\d{4}-\d{2}/.test(value)) return value;
    const number = Number((match[1] as string).replaceAll('_', '')) * by;
    return `${Number.isInteger(Number(match[1])) ? Math.max(1, Math.round(number)) : Number(number.toPrecision(6))} ${match[2]}`;
  }
  if (Array.isArray(value)) return value.map((entry) => scaled(entry, by));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, scaled(entry, by)]));
}

function replaced(data: unknown, path: Path, value: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return value;
  const copy = (Array.isArray(data) ? [...data] : { ...(data as object) }) as Record<string | number, unknown>;
  const below = rest.length === 0 ? value : replaced(copy[key], rest, value);
  if (below !== REMOVED) copy[key] = below;
  else if (Array.isArray(copy)) copy.splice(key as number, 1);
  else delete copy[key];
  return copy;
}
