/**
 * Figures as the page carries them: points as flat lists, numbers to six digits, so that a portfolio fits into a mail. Comes in:
 * figures. Goes out: plain JSON, and back again in the browser. Knows neither files nor the page.
 */
import type { Configuration, Datum, Figure } from '../../figures/figure.ts';

/** Places along x, which many datasets share, by number; or a list of their own with pairs for floating bars. And y of each point. */
interface Flat {
  readonly x: number | Datum['x'][];
  readonly y: (number | null)[];
}

export interface PackedFigure extends Omit<Figure, 'config'> {
  readonly config: unknown;
}

/** More than any screen shows, and a quarter of an hour in five years. */
const DIGITS = 6;
/** For figures taller than this, which have thousands of bars: a tenth of a day in 27 years. Pixels. */
const TALL = 1500;
const FEW_DIGITS = 5;
const FEWEST_SHARED = 8;
const BASE = 36;

/** A list of which few values are different: those, and which of them each entry is. */
interface Picked {
  readonly of: readonly unknown[];
  /** A digit to the base 36 for each entry. */
  readonly at: string;
}

export function packFigure({ config, ...words }: Figure): PackedFigure {
  const shared: string[] = [];
  const datasets = config.data.datasets.map(({ data, ...style }) => ({
    ...Object.fromEntries(Object.entries(style).map(([key, value]) => [key, isLong(value) ? { picked: pick(value) } : value])),
    flat: flatten(data, shared),
  }));
  const digits = words.height > TALL ? FEW_DIGITS : DIGITS;
  const places = shared.map((list) => JSON.parse(list) as unknown);
  return { ...words, config: rounded({ ...config, data: { places, datasets } }, digits) };
}

export function unpackFigure({ config, ...words }: PackedFigure): Figure {
  const { data, ...rest } = config as { data: { places: number[][]; datasets: { flat: Flat }[] } };
  const datasets = data.datasets.map(({ flat, ...style }) => ({
    ...Object.fromEntries(Object.entries(style).map(([key, value]) => [key, isPicked(value) ? unpick(value.picked) : value])),
    data: unflatten(flat, data.places),
  }));
  return { ...words, config: { ...rest, data: { datasets } } as unknown as Configuration };
}

function isLong(value: unknown): value is readonly unknown[] {
  return Array.isArray(value) && value.length > 8 && new Set(value).size <= BASE;
}

function isPicked(value: unknown): value is { readonly picked: Picked } {
  return typeof value === 'object' && value !== null && 'picked' in value;
}

function pick(values: readonly unknown[]): Picked {
  const of = [...new Set(values)];
  const places = new Map(of.map((value, place) => [value, place]));
  return { of, at: values.map((value) => (places.get(value) as number).toString(BASE)).join('') };
}

function unpick({ of, at }: Picked): unknown[] {
  return [...at].map((place) => of[Number.parseInt(place, BASE)]);
}

function flatten(data: readonly Datum[], shared: string[]): Flat {
  const x = data.map((point) => point.x);
  const y = data.map((point) => point.y);
  if (x.length < FEWEST_SHARED || x.some((place) => typeof place !== 'number')) return { x, y };
  const key = JSON.stringify(x);
  const known = shared.indexOf(key);
  return { x: known === -1 ? shared.push(key) - 1 : known, y };
}

function unflatten({ x, y }: Flat, places: readonly number[][]): Datum[] {
  const along = typeof x === 'number' ? (places[x] as number[]) : x;
  return along.map((place, i) => ({ x: place, y: y[i] as number | null }));
}

function rounded(value: unknown, digits: number): unknown {
  if (typeof value === 'number') return Number(value.toPrecision(digits));
  if (Array.isArray(value)) return value.map((entry) => rounded(entry, digits));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, rounded(entry, digits)]));
}
