/**
 * The one way to say "the same scenario, but": a path into its data, and what stands there instead. Comes in: the data of a
 * scenario, its includes merged in, and overrides. Goes out: changed data, which is then checked like any other. It does not know
 * what the keys mean, but for those of laws whose numbers are no amounts.
 */
import { didYouMean } from '../base/nearest.ts';
import type { Path, Place, Problem } from '../base/problem.ts';
import { MINUTES_PER_DAY, parseDate } from '../base/time.ts';
import { parseQuantity } from '../base/units.ts';

/**
 * `path`: keys joined by dots (numbers count the entries of a list from 0; `*` is every key there is). Its last key may be new.
 * `value`: data that stands there instead; null takes the key away. Three texts change what is there:
 *   `x 0.75`       every amount in it times 0.75; whole numbers stay whole, and at least 1
 *   `later 30 d`   every date in it so much later
 *   `sooner 3 mo`  every date in it so much sooner
 */
export interface Override {
  readonly path: string;
  readonly value: unknown;
  /** Where the override itself is written, for messages. */
  readonly place?: Place;
}

type Data = Readonly<Record<string, unknown>> | readonly unknown[];
type Turn = (value: unknown) => unknown;

/** Numbers under these keys have no unit that could be stretched: shapes of laws, chances and ratios. */
const NO_AMOUNTS = new Set([
  'sigma',
  'shape',
  'k',
  'p',
  'probability',
  'rho',
  'weights',
  'source',
  'note',
  'confidence',
  'as_of',
  'title',
  'label',
]);

const TIMES = /^x\s*(\d+(?:\.\d+)?)$/;
const SHIFT = /^(later|sooner)\s+(\S.*)$/;
const DATE = /^\d{4}-\d{2}-\d{2}/;
const QUANTITY = /^\s*([-+]?[\d][\d_]*(?:\.\d+)?)(\s*\S.*)?$/;

/** The data with all overrides in place, in order; those that cannot be are told, and left out. */
export function overridden(data: unknown, overrides: readonly Override[]): { readonly data: unknown; readonly problems: Problem[] } {
  const problems: Problem[] = [];
  let changed = data;
  for (const override of overrides) {
    const tell = (message: string, remedy: string): void => {
      problems.push({
        path: [],
        message: `"${override.path}": ${message}`,
        remedy,
        ...(override.place === undefined ? {} : { place: override.place }),
      });
    };
    const turn = turnOf(override.value, tell);
    if (turn === undefined) continue;
    const keys = override.path.split('.');
    const paths = expand(changed, keys, [], tell);
    for (const path of paths) changed = put(changed, path, turn, tell);
  }
  return { data: changed, problems };
}

/** Where the last override is written that put what stands at a path; undefined: none did, or nobody knows where. */
export function placeOfOverride(overrides: readonly Override[], path: Path): Place | undefined {
  const isWithin = (keys: readonly string[]): boolean =>
    keys.length <= path.length && keys.every((key, i) => key === '*' || key === String(path[i]));
  return overrides.findLast(({ path: written }) => isWithin(written.split('.')))?.place;
}

type Tell = (message: string, remedy: string) => void;

/** Undefined: it is not well formed, and that has been told. */
function turnOf(value: unknown, tell: Tell): Turn | undefined {
  if (typeof value !== 'string') return () => value;
  const times = TIMES.exec(value)?.[1];
  if (times !== undefined) return changing((found) => scaled(found, Number(times)), 'amount', value, tell);
  const [, direction, span] = SHIFT.exec(value) ?? [];
  if (direction === undefined || span === undefined) return () => value;
  const parsed = parseQuantity(span, 'elapsed');
  if (!parsed.ok) {
    tell(parsed.message, parsed.remedy);
    return undefined;
  }
  const days = Math.round(parsed.value / MINUTES_PER_DAY) * (direction === 'later' ? 1 : -1);
  return changing((found) => shifted(found, days), 'date', value, tell);
}

/** Tells when there was nothing to change. */
function changing(turn: Turn, what: string, value: string, tell: Tell): Turn {
  return (found) => {
    const changed = turn(found);
    const isSame = JSON.stringify(changed) === JSON.stringify(found);
    if (isSame && !/^x\s*1(\.0+)?$/.test(value))
      tell(
        found === undefined ? 'nothing stands there' : `there is no ${what} that "${value}" would change`,
        'name a key that holds one, or write the value itself',
      );
    return changed;
  };
}

/** The paths that the keys stand for. All but the last key must be there. */
function expand(data: unknown, keys: readonly string[], done: Path, tell: Tell): Path[] {
  const [key, ...rest] = keys;
  if (key === undefined) return [done];
  const node = at(data, done);
  if (typeof node !== 'object' || node === null) {
    tell(`"${done.join('.')}" is not a map of keys`, 'end the path there, or name another');
    return [];
  }
  if (key === '*') {
    // Of many, some lack the key that is meant: those are passed over.
    const paths = Object.keys(node).flatMap((name) => expand(data, rest, [...done, step(node, name)], NOBODY));
    const there = rest.length === 0 ? paths : paths.filter((path) => at(data, path) !== undefined);
    if (there.length === 0) tell('nothing is there', 'check the keys of the path');
    return there;
  }
  if (rest.length > 0 && !Object.hasOwn(node, key)) {
    tell(
      `there is no "${key}"${done.length > 0 ? ` in "${done.join('.')}"` : ''}${didYouMean(key, Object.keys(node))}`,
      'check the keys of the path',
    );
    return [];
  }
  return expand(data, rest, [...done, step(node, key)], tell);
}

const NOBODY: Tell = () => undefined;

function step(node: object, key: string): string | number {
  return Array.isArray(node) && /^\d+$/.test(key) ? Number(key) : key;
}

function at(data: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (node, key) =>
      typeof node === 'object' && node !== null && Object.hasOwn(node, key) ? (node as Record<string | number, unknown>)[key] : undefined,
    data,
  );
}

function put(data: unknown, path: Path, turn: Turn, tell: Tell): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return turn(data);
  const node = data as Data;
  const below = put(at(node, [key]), rest, turn, tell);
  if (Array.isArray(node)) {
    const copy = [...node];
    if (below === null && rest.length === 0) copy.splice(Number(key), 1);
    else copy[Number(key)] = below;
    return copy;
  }
  const { [key]: _, ...others } = node as Readonly<Record<string, unknown>>;
  if (below === null && rest.length === 0) return others;
  // In its old place, so that the order of the file stays.
  return Object.hasOwn(node, key)
    ? Object.fromEntries(Object.entries(node).map(([name, entry]) => [name, name === key ? below : entry]))
    : { ...others, [key]: below };
}

function scaled(value: unknown, by: number): unknown {
  if (typeof value === 'number') return Number.isInteger(value) ? Math.max(1, Math.round(value * by)) : value * by;
  if (typeof value === 'string') {
    const [, number, rest = ''] = DATE.test(value) ? [] : (QUANTITY.exec(value) ?? []);
    if (number === undefined) return value;
    return `${Number((Number(number.replaceAll('_', '')) * by).toPrecision(12))}${rest}`;
  }
  return mapped(value, (entry) => scaled(entry, by));
}

function shifted(value: unknown, days: number): unknown {
  if (typeof value === 'string' && DATE.test(value)) {
    const minutes = parseDate(value);
    if (minutes === undefined) return value;
    const moved = new Date((minutes + days * MINUTES_PER_DAY) * 60_000).toISOString();
    return value.includes('T') ? moved.slice(0, 16) : moved.slice(0, 10);
  }
  return mapped(value, (entry) => shifted(entry, days));
}

function mapped(value: unknown, turn: Turn): unknown {
  if (Array.isArray(value)) return value.map(turn);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, NO_AMOUNTS.has(key) ? entry : turn(entry)]));
}
