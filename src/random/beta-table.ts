/** The beta quantile on (0, 1) as a table, one per pair of shapes. Shapes in, a quick quantile function out. */
import { type QuickQuantile, quicken } from './octave-table.ts';
import { type Curve, tabulate } from './quantile-table.ts';
import { remember } from './remember.ts';
import { betaQuantile, logGamma, normalCdf, normalDensity, normalQuantile } from './special.ts';

/** Largest error at the midpoints of the table before its last refinement, on a range of 1. */
const TOLERANCE = 1e-7;

/** Inverse CDF of the beta distribution with both shapes at least 1; within 1e-9 of the exact one. Shapes are remembered. */
export const betaTable: (alpha: number, beta: number) => QuickQuantile = remember((alpha: number, beta: number) => {
  const exact = (u: number): number => betaQuantile(u, alpha, beta);
  return quicken(tabulate(betaCurve(alpha, beta), TOLERANCE, exact) ?? exact);
});

function betaCurve(alpha: number, beta: number): Curve {
  const logBeta = logGamma(alpha) + logGamma(beta) - logGamma(alpha + beta);
  const slope = (z: number, x: number): number =>
    normalDensity(z) * Math.exp(logBeta - (alpha - 1) * Math.log(x) - (beta - 1) * Math.log1p(-x));
  return {
    value(z) {
      const u = normalCdf(z);
      const x = betaQuantile(u, alpha, beta);
      // u is rounded, coarsely so near 1: carry x along the curve from the score of the rounded u to z.
      return x + slope(z, x) * (z - normalQuantile(u));
    },
    slope,
    curvature: (z, x, dx) => dx * (-z - dx * ((alpha - 1) / x - (beta - 1) / (1 - x))),
  };
}
