/**
 * Sobol points: a sequence that fills the cube more evenly than chance does, scrambled so that a key gives an unbiased sample.
 * Comes in: a size and a key. Goes out: rows of uniforms. No library of the ecosystem that is looked after has them, so they are
 * made here: Sobol (1967) in the form of Bratley and Fox (1988, ACM TOMS 14, 88-100), the scrambling by hashing of Burley (2020,
 * JCGT 9(4), 1-20), which is Owen's nested one (1995) with a hash for the coins.
 */
import { keyUniforms } from './key-uniforms.ts';
import { checkSize } from './latin-hypercube.ts';

/**
 * Primitive polynomial and initial direction numbers of dimensions 2, 3 and so on: the first of Joe and Kuo's table
 * new-joe-kuo-6.21201 ("Constructing Sobol sequences with better two-dimensional projections", SIAM J. Sci. Comput. 30, 2635-2654,
 * 2008). `inner`: the inner coefficients of the polynomial as bits; its degree is the number of initial numbers.
 */
const TABLE: readonly { readonly inner: number; readonly initial: readonly number[] }[] = [
  { inner: 0, initial: [1] },
  { inner: 1, initial: [1, 3] },
  { inner: 1, initial: [1, 3, 1] },
  { inner: 2, initial: [1, 1, 1] },
  { inner: 1, initial: [1, 1, 3, 3] },
  { inner: 4, initial: [1, 3, 5, 13] },
  { inner: 2, initial: [1, 1, 5, 5, 17] },
  { inner: 4, initial: [1, 1, 5, 5, 5] },
  { inner: 7, initial: [1, 1, 7, 11, 19] },
  { inner: 11, initial: [1, 1, 5, 1, 1] },
  { inner: 13, initial: [1, 1, 1, 3, 11] },
  { inner: 14, initial: [1, 3, 5, 5, 31] },
  { inner: 1, initial: [1, 3, 3, 9, 7, 49] },
  { inner: 13, initial: [1, 1, 1, 15, 21, 21] },
  { inner: 16, initial: [1, 3, 1, 13, 27, 49] },
  { inner: 19, initial: [1, 1, 1, 15, 7, 5] },
  { inner: 22, initial: [1, 3, 1, 15, 13, 25] },
  { inner: 25, initial: [1, 1, 5, 5, 19, 61] },
  { inner: 1, initial: [1, 3, 7, 11, 23, 15, 103] },
  { inner: 4, initial: [1, 3, 7, 13, 13, 15, 69] },
];

/** More than this the table does not hold. */
export const MOST_SOBOL_DIMENSIONS = TABLE.length + 1;

const BITS = 32;

/**
 * `points` rows of `dimensions` uniforms in (0, 1). The same key gives the same rows, and more points of a key begin with the fewer; whole powers of two are the
 * best sizes. Throws RangeError on sizes that are no whole numbers from 1 on, and on more than MOST_SOBOL_DIMENSIONS dimensions.
 */
export function sobol(dimensions: number, points: number, key: string): Float64Array[] {
  checkSize(dimensions, points);
  if (dimensions > MOST_SOBOL_DIMENSIONS)
    throw new RangeError(`dimensions: Sobol points have at most ${MOST_SOBOL_DIMENSIONS} here, not ${dimensions}`);
  const seeds = Uint32Array.from(keyUniforms(key, 'sobol', dimensions), (uniform) => uniform * 2 ** BITS);
  const rows = Array.from({ length: points }, () => new Float64Array(dimensions));
  for (let dimension = 0; dimension < dimensions; dimension++) {
    const directions = directionNumbers(dimension);
    rows.forEach((row, point) => {
      row[dimension] = (scramble(pointOf(directions, point), seeds[dimension]!) + 0.5) * 2 ** -BITS;
    });
  }
  return rows;
}

/** The 32 direction numbers of a dimension from 0 on, each as the bits of a binary fraction. */
export function directionNumbers(dimension: number): Uint32Array {
  const numbers = new Uint32Array(BITS);
  if (dimension === 0) {
    for (let bit = 0; bit < BITS; bit++) numbers[bit] = 1 << (BITS - 1 - bit);
    return numbers;
  }
  const { inner, initial } = TABLE[dimension - 1]!;
  const degree = initial.length;
  for (let bit = 0; bit < BITS; bit++) {
    if (bit < degree) {
      numbers[bit] = initial[bit]! << (BITS - 1 - bit);
      continue;
    }
    let next = numbers[bit - degree]! ^ (numbers[bit - degree]! >>> degree);
    for (let term = 1; term < degree; term++) if (((inner >>> (degree - 1 - term)) & 1) === 1) next ^= numbers[bit - term]!;
    numbers[bit] = next;
  }
  return numbers;
}

/** Point number `index` of a dimension, as the bits of a binary fraction. */
function pointOf(directions: Uint32Array, index: number): number {
  let bits = 0;
  for (let bit = 0, left = index; left > 0; bit++, left = Math.floor(left / 2)) if (left % 2 === 1) bits ^= directions[bit]!;
  return bits >>> 0;
}

/** Flips each bit by a coin that depends on the bits before it alone: Burley's `nested_uniform_scramble`. */
function scramble(bits: number, seed: number): number {
  let mixed = (reverse(bits) + seed) | 0;
  mixed ^= Math.imul(mixed, 0x6c50b47c);
  mixed ^= Math.imul(mixed, 0xb82f1e52);
  mixed ^= Math.imul(mixed, 0xc7afe638);
  mixed ^= Math.imul(mixed, 0x8d22f6e6);
  return reverse(mixed);
}

/** The 32 bits in the opposite order. */
function reverse(bits: number): number {
  let turned = bits;
  turned = ((turned >>> 1) & 0x55555555) | ((turned & 0x55555555) << 1);
  turned = ((turned >>> 2) & 0x33333333) | ((turned & 0x33333333) << 2);
  turned = ((turned >>> 4) & 0x0f0f0f0f) | ((turned & 0x0f0f0f0f) << 4);
  turned = ((turned >>> 8) & 0x00ff00ff) | ((turned & 0x00ff00ff) << 8);
  return ((turned >>> 16) | (turned << 16)) >>> 0;
}
