/**
 * Latin hypercubes: points that cover every dimension evenly. Comes in: a size and a key. Goes out: rows of uniforms. McKay,
 * Beckman and Conover (1979), Technometrics 21, 239-245.
 */
import { keyUniforms } from './key-uniforms.ts';

/**
 * `points` rows of `dimensions` uniforms in (0, 1): in each dimension exactly one in every n-th part of it, at a random place there,
 * in an order of its own. The same key gives the same rows; another number of points gives other rows altogether. Throws
 * RangeError on sizes that are no whole numbers from 1 on.
 */
export function latinHypercube(dimensions: number, points: number, key: string): Float64Array[] {
  checkSize(dimensions, points);
  const rows = Array.from({ length: points }, () => new Float64Array(dimensions));
  for (let dimension = 0; dimension < dimensions; dimension++) {
    const within = keyUniforms(key, `latin hypercube ${dimension} within`, points);
    const order = permutation(keyUniforms(key, `latin hypercube ${dimension} order`, points));
    rows.forEach((row, point) => {
      row[dimension] = (order[point]! + within[point]!) / points;
    });
  }
  return rows;
}

/** Throws RangeError unless both are whole numbers from 1 on. */
export function checkSize(dimensions: number, points: number): void {
  for (const [name, value] of Object.entries({ dimensions, points }))
    if (!Number.isInteger(value) || value < 1) throw new RangeError(`${name}: ${value} is not a whole number from 1 on`);
}

/** Fisher and Yates's shuffle of 0 .. n - 1, one uniform for each. */
export function permutation(uniforms: Float64Array): Int32Array {
  const order = new Int32Array(uniforms.length);
  for (let i = 0; i < order.length; i++) order[i] = i;
  for (let i = order.length - 1; i > 0; i--) {
    const j = Math.floor(uniforms[i]! * (i + 1));
    const kept = order[i]!;
    order[i] = order[j]!;
    order[j] = kept;
  }
  return order;
}
