/**
 * Screening of many inputs by moving one at a time. Comes in: a number of inputs, and later the outcomes along the paths. Goes out: rows of
 * uniforms to play, and for each input how much the outcome moves when it moves by half of its range. Morris (1991), "Factorial sampling plans for
 * preliminary computational experiments", Technometrics 33, 161-174; the mean of absolute effects by Campolongo, Cariboni and Saltelli (2007).
 */
import { keyUniforms } from '../../random/designs/key-uniforms.ts';
import { permutation } from '../../random/designs/latin-hypercube.ts';
import { type Interval, quantileOf } from './given-data.ts';

const BOOTSTRAPS = 400;
const TAIL = 0.05;
/** Uniforms are at the middles of four slices, and move by two of them. */
const LEVELS = 4;
const STEP = 0.5;

export interface Paths {
  /** Inputs + 1 rows for each path, one after the other. */
  readonly rows: readonly Float64Array[];
  /** By path: the inputs in the order in which they move. */
  readonly orders: readonly Int32Array[];
}

export interface ElementaryEffect {
  /** Mean of the effects; they may cancel out. In the outcome's unit, for half of the input's range upwards. */
  readonly mean: number;
  /** Mean of their absolute values. */
  readonly size: Interval & { readonly value: number };
  /** Standard deviation of the effects: interaction with others, or a bent curve. */
  readonly sd: number;
}

export function elementaryPaths(inputs: number, paths: number, key: string): Paths {
  const rows: Float64Array[] = [];
  const orders: Int32Array[] = [];
  for (let path = 0; path < paths; path++) {
    const start = keyUniforms(key, `path ${path} start`, inputs).map((uniform) => (Math.floor(uniform * LEVELS) + 0.5) / LEVELS);
    const order = permutation(keyUniforms(key, `path ${path} order`, inputs));
    let row = Float64Array.from(start);
    rows.push(row);
    for (const input of order) {
      row = Float64Array.from(row);
      row[input] = row[input]! < STEP ? row[input]! + STEP : row[input]! - STEP;
      rows.push(row);
    }
    orders.push(order);
  }
  return { rows, orders };
}

/** `outcomes`: of each row of the paths. */
export function elementaryEffects({ rows, orders }: Paths, outcomes: Float64Array, key: string): ElementaryEffect[] {
  const inputs = orders[0]?.length ?? 0;
  const effects = Array.from({ length: inputs }, () => new Float64Array(orders.length));
  orders.forEach((order, path) => {
    order.forEach((input, step) => {
      const at = path * (inputs + 1) + step;
      const change = outcomes[at + 1]! - outcomes[at]!;
      effects[input]![path] = rows[at + 1]![input]! > rows[at]![input]! ? change : -change;
    });
  });
  return effects.map((values, input) => {
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const sizes = values.map(Math.abs);
    const again = Float64Array.from({ length: BOOTSTRAPS }, (_, round) => {
      const places = keyUniforms(key, `effect ${input} bootstrap ${round}`, sizes.length);
      return places.reduce((sum, uniform) => sum + sizes[Math.floor(uniform * sizes.length)]!, 0) / sizes.length;
    });
    const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
    return {
      mean,
      size: {
        value: sizes.reduce((sum, value) => sum + value, 0) / sizes.length,
        lo: quantileOf(again, TAIL),
        hi: quantileOf(again, 1 - TAIL),
      },
      sd: values.length < 2 ? 0 : Math.sqrt(squares / (values.length - 1)),
    };
  });
}
