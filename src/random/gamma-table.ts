/** The gamma quantile of scale 1, quick to compute. A shape in, a quantile function out. */
import { type QuickQuantile, quicken, unquickened } from './octave-table.ts';
import { type Curve, tabulate } from './quantile-table.ts';
import { remember } from './remember.ts';
import { gammaQuantile, LARGEST_GAMMA_SHAPE, logGamma, normalCdf, normalDensity, normalQuantile } from './special.ts';

/** Largest error at the midpoints of the table before its last refinement, in sd and in means. */
const TOLERANCE = 1e-7;

/** Inverse CDF of the gamma distribution of scale 1; within 1e-7 of the exact one in terms of the mean. Shapes are remembered. */
export const gammaTable: (shape: number) => QuickQuantile = remember((shape: number) => {
  if (shape > LARGEST_GAMMA_SHAPE) return quicken((u) => largeShapeQuantile(shape, u));
  const exact = (u: number): number => gammaQuantile(u, shape);
  // Shapes below about a tenth are too steep at the left end for a table; they stay exact and slow.
  const table = tabulate(gammaCurve(shape), TOLERANCE * Math.min(shape, Math.sqrt(shape)), exact);
  return table === undefined ? unquickened(exact) : quicken(table);
});

function gammaCurve(shape: number): Curve {
  const logConstant = logGamma(shape);
  const slope = (z: number, x: number): number => normalDensity(z) * Math.exp(logConstant - (shape - 1) * Math.log(x) + x);
  return {
    value(z) {
      const u = normalCdf(z);
      const x = gammaQuantile(u, shape);
      // u is rounded, coarsely so near 1: carry x along the curve from the score of the rounded u to z.
      const step = slope(z, x) * (z - normalQuantile(u));
      return Number.isFinite(step) ? x + step : x;
    },
    slope,
    curvature: (z, x, dx) => dx * (-z - dx * ((shape - 1) / x - 1)),
  };
}

/**
 * The quantile for large shapes by Temme's asymptotic inversion, to 1e-9 of the sd from shape 500 on.
 * Source: Temme, "Asymptotic inversion of incomplete gamma functions", Math. Comp. 58 (1992), section 3 and its series.
 */
function largeShapeQuantile(shape: number, u: number): number {
  const e = normalQuantile(u) / Math.sqrt(shape);
  const first = -1 / 3 + e * (1 / 36 + e * (1 / 1620 + e * (-7 / 6480 + e * (5 / 18144 - e * (11 / 382725)))));
  const second = -7 / 405 + e * (-7 / 2592 + e * (533 / 204120 - e * (1579 / 2099520)));
  const third = 449 / 102060 + e * (-63149 / 20995200 + e * (29233 / 36741600));
  const eta = e + (first + (second + third / shape) / shape) / shape;
  // The root x above or below 1 (as eta is) of eta^2 / 2 = x - 1 - ln x, as a series.
  const above =
    1 / 3 + eta * (1 / 36 + eta * (-1 / 270 + eta * (1 / 4320 + eta * (1 / 17010 + eta * (-139 / 5443200 + eta * (1 / 204120))))));
  return shape * (1 + eta + eta * eta * above);
}
