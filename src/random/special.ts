/**
 * Special functions: the only door to @stdlib. Numbers in, numbers out; it knows nothing of laws or units.
 * Everything here is plain arithmetic plus Math.exp, Math.log and Math.sqrt, so that results do not depend on the Node version.
 */
import { createRequire } from 'node:module';
import type betaQuantileExact from '@stdlib/stats-base-dists-beta-quantile';
import type gammaQuantileExact from '@stdlib/stats-base-dists-gamma-quantile';
import { lazily } from './remember.ts';

/** Of @stdlib nothing is loaded before a table is built: it is hundreds of modules, and most commands need none of them. */
const require = createRequire(import.meta.url);
const exactBeta = lazily(() => require('@stdlib/stats-base-dists-beta-quantile') as typeof betaQuantileExact);
const exactGamma = lazily(() => require('@stdlib/stats-base-dists-gamma-quantile') as typeof gammaQuantileExact);

const SQRT_TWO_PI = Math.sqrt(2 * Math.PI);

/**
 * Inverse of the standard normal CDF at `u` in (0, 1), to about 1e-16 relative.
 * Source: Wichura, Algorithm AS 241 (PPND16), Applied Statistics 37 (1988). Preferred to @stdlib's, which goes through
 * erfinv(2u - 1) and so loses the lower tail, and takes four times as long.
 */
export function normalQuantile(u: number): number {
  const q = u - 0.5;
  if (q >= -0.425 && q <= 0.425) {
    const r = 0.180625 - q * q;
    return (
      (q *
        (((((((2509.0809287301227 * r + 33430.57558358813) * r + 67265.7709270087) * r + 45921.95393154987) * r + 13731.69376550946) * r +
          1971.5909503065513) *
          r +
          133.14166789178438) *
          r +
          3.3871328727963665)) /
      (((((((5226.495278852854 * r + 28729.085735721943) * r + 39307.89580009271) * r + 21213.794301586597) * r + 5394.196021424751) * r +
        687.1870074920579) *
        r +
        42.31333070160091) *
        r +
        1)
    );
  }
  const tail = Math.sqrt(-Math.log(q < 0 ? u : 1 - u));
  const size = tail <= 5 ? nearTail(tail - 1.6) : farTail(tail - 5);
  return q < 0 ? -size : size;
}

function nearTail(r: number): number {
  return (
    (((((((0.0007745450142783414 * r + 0.022723844989269184) * r + 0.2417807251774506) * r + 1.2704582524523684) * r + 3.6478483247632045) *
      r +
      5.769497221460691) *
      r +
      4.630337846156546) *
      r +
      1.4234371107496835) /
    (((((((1.0507500716444169e-9 * r + 0.0005475938084995345) * r + 0.015198666563616457) * r + 0.14810397642748008) * r +
      0.6897673349851) *
      r +
      1.6763848301838038) *
      r +
      2.053191626637759) *
      r +
      1)
  );
}

function farTail(r: number): number {
  return (
    (((((((2.0103343992922881e-7 * r + 2.7115555687434876e-5) * r + 0.0012426609473880784) * r + 0.026532189526576124) * r +
      0.29656057182850487) *
      r +
      1.7848265399172913) *
      r +
      5.463784911164114) *
      r +
      6.657904643501103) /
    (((((((2.0442631033899397e-15 * r + 1.421511758316446e-7) * r + 1.8463183175100548e-5) * r + 0.0007868691311456133) * r +
      0.014875361290850615) *
      r +
      0.1369298809227358) *
      r +
      0.599832206555888) *
      r +
      1)
  );
}

/** Density of the standard normal. */
export function normalDensity(z: number): number {
  return Math.exp(-0.5 * z * z) / SQRT_TWO_PI;
}

/**
 * Standard normal CDF, to about 1e-15; the tails also to 1e-8 of themselves.
 * Source: Hart et al. (1968), in West, "Better approximations to cumulative normal functions", Wilmott (2005).
 */
export function normalCdf(z: number): number {
  const x = Math.abs(z);
  const upper = x > 37 ? 0 : upperTail(x);
  return z > 0 ? 1 - upper : upper;
}

function upperTail(x: number): number {
  const scale = Math.exp(-0.5 * x * x);
  if (x > 7.07106781186547) return scale / (x + 1 / (x + 2 / (x + 3 / (x + 4 / (x + 0.65))))) / SQRT_TWO_PI;
  const above =
    (((((0.0352624965998911 * x + 0.700383064443688) * x + 6.37396220353165) * x + 33.912866078383) * x + 112.079291497871) * x +
      221.213596169931) *
      x +
    220.206867912376;
  const below =
    ((((((0.0883883476483184 * x + 1.75566716318264) * x + 16.064177579207) * x + 86.7807322029461) * x + 296.564248779674) * x +
      637.333633378831) *
      x +
      793.826512519948) *
      x +
    440.413735824752;
  return (scale * above) / below;
}

/** Lanczos coefficients for g = 7, nine terms (Godfrey, 2001). */
const LANCZOS = [
  676.5203681218851, -1259.1392167224028, 771.3234287776531, -176.6150291621406, 12.507343278686905, -0.13857109526572012,
  9.984369578019572e-6, 1.5056327351493116e-7,
] as const;

/** Natural logarithm of the gamma function for `x` > 0, to about 1e-15 relative to the larger of 1 and the result. */
export function logGamma(x: number): number {
  // The series is good from one half on; below, step up by Gamma(x) = Gamma(x + 1) / x.
  if (x < 0.5) return logGamma(x + 1) - Math.log(x);
  let sum = 0.9999999999998099;
  for (let i = 0; i < LANCZOS.length; i++) sum += LANCZOS[i]! / (x + i);
  const t = x + 6.5;
  return (x - 0.5) * Math.log(t) - t + Math.log(SQRT_TWO_PI * sum);
}

/** The gamma function for `x` > 0. */
export function gammaFunction(x: number): number {
  return Math.exp(logGamma(x));
}

/** Inverse CDF of the beta distribution on (0, 1), by iteration (about 10 microseconds). */
export function betaQuantile(u: number, alpha: number, beta: number): number {
  return exactBeta()(u, alpha, beta);
}

/** Shapes up to which @stdlib's gamma quantile is right to 1e-13; from about 750 on it is off by hundredths of a sd (0.2.3). */
export const LARGEST_GAMMA_SHAPE = 500;

/** Inverse CDF of the gamma distribution of scale 1, by iteration (about 5 microseconds). `shape` up to `LARGEST_GAMMA_SHAPE`. */
export function gammaQuantile(u: number, shape: number): number {
  return exactGamma()(u, shape, 1);
}
