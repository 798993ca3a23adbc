/**
 * Any smooth quantile function made quick: no logarithm, no root, no division, one short polynomial. A
 * function of u in (0, 1) goes in, a copy of it comes out. It knows nothing of laws.
 *
 * The distance v of u to its nearer end is cut as floating-point numbers are: into octaves [2^-(k+1), 2^-k), each into eight
 * equal pieces, so that the tails are resolved as finely as the middle.
 */

const PIECES = 8;
const TWO_TO_32 = 2 ** 32;
/** Leading bits of v * 2^32 that have a table. Nearer to an end than 2^-14 (once in eight thousand draws) and at 1/2 itself the original is called. */
const FIRST_BIT = 18;
const LAST_BIT = 30;
const OCTAVES = LAST_BIT - FIRST_BIT + 1;
/** Six coefficients for each piece. */
const SIDE = 6 * PIECES * OCTAVES;

/** By the position of v's leading bit: what turns v into a position in eighths of its octave, from 8 to 16. */
const PIECES_PER_UNIT = Float64Array.from({ length: 32 }, (_, bit) => 2 ** (35 - bit));

/** A quantile function, for one uniform and for many. */
export interface QuickQuantile {
  readonly at: (u: number) => number;
  /** Puts `at` of each of the first `count` uniforms in its place. */
  readonly fill: (uniforms: Float64Array, count: number) => void;
}

/** A copy of the non-decreasing `original` by fifth-degree interpolation in each piece; agrees with it at the ends of each. */
export function quicken(original: (u: number) => number): QuickQuantile {
  const table = new Float64Array(2 * SIDE);
  table.set(sideTable(original), 0);
  table.set(
    sideTable((v) => original(1 - v)),
    SIDE,
  );
  const single = new Float64Array(1);
  return {
    at(u) {
      single[0] = u;
      readEach(table, original, single, 1);
      return single[0];
    },
    fill: (uniforms, count) => readEach(table, original, uniforms, count),
  };
}

/** For a function that is too steep for a table: the function itself. */
export function unquickened(original: (u: number) => number): QuickQuantile {
  return {
    at: original,
    fill(uniforms, count) {
      for (let i = 0; i < count; i++) uniforms[i] = original(uniforms[i]!);
    },
  };
}

/** Without branches that depend on luck, which cost more than all the arithmetic; `Math.imul` and `| 0` spare the index checks for -0 that are such branches. */
function readEach(table: Float64Array, original: (u: number) => number, uniforms: Float64Array, count: number): void {
  for (let i = 0; i < count; i++) {
    const u = uniforms[i]!;
    const v = 0.5 - Math.abs(u - 0.5);
    const bit = 31 - Math.clz32(v * TWO_TO_32);
    if (bit < FIRST_BIT || bit > LAST_BIT) {
      uniforms[i] = original(u);
      continue;
    }
    const position = v * PIECES_PER_UNIT[bit]!;
    const piece = position | 0;
    const f = position - piece;
    const side = (u + 0.5) | 0;
    const c = (Math.imul(side, SIDE) + Math.imul(6 * PIECES, bit - FIRST_BIT - 1) + Math.imul(6, piece)) | 0;
    const high = table[c + 2]! + table[c + 3]! * f + f * f * (table[c + 4]! + table[c + 5]! * f);
    uniforms[i] = table[c]! + table[c + 1]! * f + f * f * high;
  }
}

function sideTable(atDistance: (v: number) => number): Float64Array {
  const table = new Float64Array(SIDE);
  for (let octave = 0; octave < OCTAVES; octave++) {
    const width = 1 / PIECES_PER_UNIT[octave + FIRST_BIT]!;
    for (let piece = 0; piece < PIECES; piece++) {
      const samples = Array.from({ length: 6 }, (_, i) => atDistance((PIECES + piece + i / 5) * width));
      table.set(throughSixPoints(samples), 6 * (octave * PIECES + piece));
    }
  }
  return table;
}

/** Coefficients in f of the polynomial with the given values at f = 0, 1/5, 2/5, 3/5, 4/5, 1, by Newton's forward differences. */
function throughSixPoints(values: readonly number[]): number[] {
  const differences = [...values];
  for (let order = 1; order < 6; order++) {
    for (let i = 5; i >= order; i--) differences[i] = (differences[i]! - differences[i - 1]!) / order;
  }
  // Horner's scheme on sum of differences[k] s (s - 1) ... (s - k + 1), with s = 5 f.
  const inSteps = [0, 0, 0, 0, 0, 0];
  for (let k = 5; k >= 0; k--) {
    for (let i = 5; i >= 1; i--) inSteps[i] = inSteps[i - 1]! - k * inSteps[i]!;
    inSteps[0] = differences[k]! - k * inSteps[0]!;
  }
  return inSteps.map((coefficient, power) => coefficient * 5 ** power);
}
