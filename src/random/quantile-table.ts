/**
 * A quick stand-in for a quantile function that is expensive to compute: x as a function of the normal score
 * z = normalQuantile(u), which is smooth for every bell or hump, tails included. Knots hold the exact value, slope and
 * curvature; between them runs a fifth-degree polynomial. It knows nothing of laws, only of curves.
 */
import { normalQuantile } from './special.ts';

/** The curve x(z) to be tabulated, non-decreasing. */
export interface Curve {
  /** The exact x at normal score `z`. */
  value(z: number): number;
  /** dx/dz at a point of the curve. */
  slope(z: number, x: number): number;
  /** d2x/dz2 at a point of the curve. */
  curvature(z: number, x: number, slope: number): number;
}

/** In standard deviations. One draw in sixteen thousand lies beyond; knots there would cost more than those draws. */
const REACH = 4;
/** Between two knots of the coarsest table, in standard deviations; halved until the table is exact enough. */
const COARSEST_STEP = 1 / 2;
const FINEST_STEP = 1 / 32;

/**
 * The table's quantile function, or undefined when the curve is too steep for a table. At every midpoint between knots the
 * table was within `tolerance` of the exact value before it was refined once more, which makes it about 60 times closer.
 * `beyond` answers for u outside the table.
 */
export function tabulate(curve: Curve, tolerance: number, beyond: (u: number) => number): ((u: number) => number) | undefined {
  let knots = knotsOf(curve, COARSEST_STEP);
  for (let step = COARSEST_STEP; step > FINEST_STEP; step /= 2) {
    const finer = between(knots, knotsOf(curve, step, step / 2));
    const good = fits(polynomials(knots, step), knots, finer, tolerance);
    knots = finer;
    if (good) return reader(polynomials(finer, step / 2), finer, step / 2, beyond);
  }
  return undefined;
}

interface Knot {
  readonly x: number;
  readonly slope: number;
  readonly curvature: number;
}

/** Knots every `step` from the left end plus `offset` to the right end. */
function knotsOf(curve: Curve, step: number, offset = 0): Knot[] {
  const count = Math.round((2 * REACH) / step) + (offset === 0 ? 1 : 0);
  return Array.from({ length: count }, (_, i) => {
    const z = -REACH + offset + i * step;
    const x = curve.value(z);
    const slope = curve.slope(z, x);
    return { x, slope: finite(slope), curvature: finite(curve.curvature(z, x, slope)) };
  });
}

/** Where x underflows to nothing the derivatives are 0/0; the curve is flat there. */
function finite(derivative: number): number {
  return Number.isFinite(derivative) ? derivative : 0;
}

function between(outer: readonly Knot[], inner: readonly Knot[]): Knot[] {
  return outer.flatMap((knot, i) => (i < inner.length ? [knot, inner[i]!] : [knot]));
}

/** Quintic Hermite coefficients, six for each interval, in f = (z - left knot) / step. */
function polynomials(knots: readonly Knot[], step: number): Float64Array {
  const coefficients = new Float64Array(6 * (knots.length - 1));
  for (let i = 0; i + 1 < knots.length; i++) {
    const left = knots[i]!;
    const right = knots[i + 1]!;
    const rise = right.x - left.x;
    const m0 = left.slope * step;
    const m1 = right.slope * step;
    const s0 = left.curvature * step * step;
    const s1 = right.curvature * step * step;
    const row = [
      left.x,
      m0,
      s0 / 2,
      10 * rise - 6 * m0 - 4 * m1 - (3 * s0 - s1) / 2,
      -15 * rise + 8 * m0 + 7 * m1 + (3 * s0 - 2 * s1) / 2,
      6 * rise - 3 * m0 - 3 * m1 - (s0 - s1) / 2,
    ];
    coefficients.set(row, 6 * i);
  }
  return coefficients;
}

function evaluate(coefficients: Float64Array, interval: number, f: number): number {
  const c = 6 * interval;
  const high = (coefficients[c + 5]! * f + coefficients[c + 4]!) * f + coefficients[c + 3]!;
  return ((high * f + coefficients[c + 2]!) * f + coefficients[c + 1]!) * f + coefficients[c]!;
}

/** Is every polynomial close to the exact midpoint, also in proportion to its own rise, so that it cannot turn back? */
function fits(coefficients: Float64Array, knots: readonly Knot[], finer: readonly Knot[], tolerance: number): boolean {
  for (let i = 0; i + 1 < knots.length; i++) {
    const error = Math.abs(evaluate(coefficients, i, 0.5) - finer[2 * i + 1]!.x);
    const rise = knots[i + 1]!.x - knots[i]!.x;
    if (!(error <= tolerance && error <= 0.02 * rise)) return false;
  }
  return true;
}

function reader(coefficients: Float64Array, knots: readonly Knot[], step: number, beyond: (u: number) => number): (u: number) => number {
  const intervals = knots.length - 1;
  const values = Float64Array.from(knots, (knot) => knot.x);
  const perStep = 1 / step;
  return (u) => {
    const position = (normalQuantile(u) + REACH) * perStep;
    if (position < 0) return Math.min(beyond(u), values[0]!);
    if (position >= intervals) return Math.max(beyond(u), values[intervals]!);
    const interval = position | 0;
    const x = evaluate(coefficients, interval, position - interval);
    // Rounding may carry the polynomial a last digit past its knots, and the quantile must not fall from one interval to the next.
    return Math.min(Math.max(x, values[interval]!), values[interval + 1]!);
  };
}
