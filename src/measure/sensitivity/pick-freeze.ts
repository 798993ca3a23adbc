/**
 * Variance-based indices from futures played for them: two samples A and B of all inputs, and for each input the sample A with that input from
 * B. Comes in: the outcomes of those futures. Goes out: first-order and total indices with bootstrap intervals.
 *
 * First order by Saltelli et al. (2010, "Variance based sensitivity analysis of model output", Computer Physics Communications 181, 259-270, table 2 b),
 * total by Jansen (1999), ibid. table 2 f.
 */
import { keyUniforms } from '../../random/designs/key-uniforms.ts';
import { type Interval, quantileOf } from './given-data.ts';

const BOOTSTRAPS = 400;
const TAIL = 0.05;

export interface PickFreezeIndex {
  /** What the input explains alone. */
  readonly first: Interval & { readonly value: number };
  /** What it explains alone and together with others. */
  readonly total: Interval & { readonly value: number };
}

/** `mixed[i][j]`: the outcome of row j of A with input i from B. Throws RangeError on samples of different length. */
export function pickFreeze(a: Float64Array, b: Float64Array, mixed: readonly Float64Array[], key: string): PickFreezeIndex[] {
  const rows = a.length;
  if (rows < 2 || b.length !== rows || mixed.some(({ length }) => length !== rows))
    throw new RangeError('samples of a design are of one length, of two rows at least');
  const once = Int32Array.from({ length: rows }, (_, i) => i);
  const draws = Array.from({ length: BOOTSTRAPS }, (_, round) =>
    Int32Array.from(keyUniforms(key, `design bootstrap ${round}`, rows), (uniform) => Math.floor(uniform * rows)),
  );
  return mixed.map((column) => {
    const value = indices(a, b, column, once);
    const again = draws.map((places) => indices(a, b, column, places));
    const around = (name: 'first' | 'total') => {
      const values = Float64Array.from(again, (index) => index[name]);
      return { value: value[name], lo: quantileOf(values, TAIL), hi: quantileOf(values, 1 - TAIL) };
    };
    return { first: around('first'), total: around('total') };
  });
}

function indices(a: Float64Array, b: Float64Array, mixed: Float64Array, places: Int32Array): { first: number; total: number } {
  const rows = places.length;
  let sum = 0;
  for (let i = 0; i < rows; i++) sum += a[places[i]!]! + b[places[i]!]!;
  // Outcomes about their mean: the same index, with far less noise where the mean is large.
  const mean = sum / (2 * rows);
  let squares = 0;
  let first = 0;
  let total = 0;
  for (let i = 0; i < rows; i++) {
    const place = places[i]!;
    const one = a[place]! - mean;
    const other = b[place]! - mean;
    const changed = mixed[place]! - mean;
    squares += one * one + other * other;
    first += other * (changed - one);
    total += (one - changed) ** 2;
  }
  const variance = squares / (2 * rows);
  return variance > 0 ? { first: first / rows / variance, total: total / (2 * rows) / variance } : { first: 0, total: 0 };
}
