/** Laws with their CDFs written down independently of the quantile functions under test, and laws that must be refused. */
import type { Law, Parameters } from '../../src/random/distribution.ts';
import { gammaFunction, logGamma, normalCdf } from '../../src/random/special.ts';

export interface LawCase {
  readonly name: string;
  readonly law: Law;
  /** P(X <= x). */
  readonly cdf: (x: number) => number;
  /** Are there values that have a probability of their own? */
  readonly shape: 'smooth' | 'jumps';
  /** Does the kind have its moments in closed form, or does it integrate its quantile itself, to a few digits? */
  readonly moments: 'written out' | 'integrated';
}

export interface RefusedCase {
  readonly kind: string;
  readonly parameters: Parameters;
  readonly message: RegExp;
}

function momentsOf(kind: string): LawCase['moments'] {
  return kind === 'remaining' ? 'integrated' : 'written out';
}

function smooth(kind: string, parameters: Parameters, cdf: (x: number) => number): LawCase {
  return { name: `${kind} ${JSON.stringify(parameters)}`, law: { kind, parameters }, cdf, shape: 'smooth', moments: momentsOf(kind) };
}

function jumps(kind: string, parameters: Parameters, cdf: (x: number) => number): LawCase {
  return { name: `${kind} ${JSON.stringify(parameters)}`, law: { kind, parameters }, cdf, shape: 'jumps', moments: momentsOf(kind) };
}

const within01 = (p: number): number => Math.min(1, Math.max(0, p));

function triangleCdf(low: number, mode: number, high: number): (x: number) => number {
  return (x) => {
    if (x <= low) return 0;
    if (x >= high) return 1;
    return x < mode ? (x - low) ** 2 / ((high - low) * (mode - low)) : 1 - (high - x) ** 2 / ((high - low) * (high - mode));
  };
}

/** The beta CDF for whole shapes, as a binomial tail. */
function betaCdf(alpha: number, beta: number): (x: number) => number {
  const n = alpha + beta - 1;
  return (x) => {
    const p = within01(x);
    let sum = 0;
    for (let j = alpha; j <= n; j++)
      sum += (gammaFunction(n + 1) / gammaFunction(j + 1) / gammaFunction(n - j + 1)) * p ** j * (1 - p) ** (n - j);
    return sum;
  };
}

/** The gamma CDF for shapes that are whole or end in one half, by P(a + 1, x) = P(a, x) - x^a e^-x / Gamma(a + 1). */
function gammaCdf(shape: number, scale: number): (x: number) => number {
  return (value) => {
    const x = value / scale;
    if (x <= 0) return 0;
    const isWhole = Number.isInteger(shape);
    let p = isWhole ? -Math.expm1(-x) : 2 * normalCdf(Math.sqrt(2 * x)) - 1;
    for (let a = isWhole ? 1 : 0.5; a < shape; a++) p -= Math.exp(a * Math.log(x) - x - logGamma(a + 1));
    return p;
  };
}

function lognormalCdf(mu: number, sigma: number): (x: number) => number {
  return (x) => (x <= 0 ? 0 : normalCdf((Math.log(x) - mu) / sigma));
}

/** The score of the 90th percentile, from tables. */
export const Z90 = 1.2815515655446004;

const shifted = (p10: number, p50: number, p90: number): LawCase => {
  const ratio = (p90 - p50) / (p50 - p10);
  const size = (p90 - p50) / (ratio - 1);
  const sigma = Math.log(ratio) / Z90;
  return smooth('lognormal', { p10, p50, p90 }, (x) => (x < 0 ? 0 : lognormalCdf(Math.log(size), sigma)(x - p50 + size)));
};

const threeWeights = [
  { value: 6, weight: 1 },
  { value: 2, weight: 3 },
  { value: 9, weight: 0.5 },
  { value: 2, weight: 0.5 },
];

export const LAW_CASES: readonly LawCase[] = [
  jumps('fixed', { value: 6 }, (x) => (x < 6 ? 0 : 1)),
  jumps('fixed', { value: -2 }, (x) => (x < -2 ? 0 : 1)),
  smooth('uniform', { low: 4, high: 8 }, (x) => within01((x - 4) / 4)),
  smooth('uniform', { low: -3, high: 8 }, (x) => within01((x + 3) / 11)),
  jumps('uniform', { low: 4, high: 4 }, (x) => (x < 4 ? 0 : 1)),
  smooth('triangular', { low: 5, mode: 8, high: 14 }, triangleCdf(5, 8, 14)),
  smooth('triangular', { low: 5, mode: 5, high: 14 }, triangleCdf(5, 5, 14)),
  smooth('triangular', { low: 5, mode: 14, high: 14 }, triangleCdf(5, 14, 14)),
  jumps('triangular', { low: 5, mode: 5, high: 5 }, (x) => (x < 5 ? 0 : 1)),
  // Two percentiles that were worked out from low 10, mode 16, high 30.
  smooth('triangular', { p10: 10 + Math.sqrt(12), mode: 16, p90: 30 - Math.sqrt(28) }, triangleCdf(10, 16, 30)),
  // The mode at the 10th percentile itself: (mode - low) / range = 1/10.
  smooth('triangular', { p10: 6, mode: 6, p90: 15 - Math.sqrt(0.1 * 10 * 9) }, triangleCdf(5, 6, 15)),
  smooth('pert', { low: 0, mode: 0.5, high: 1 }, betaCdf(3, 3)),
  smooth('pert', { low: 2, mode: 5, high: 14 }, (x) => betaCdf(2, 4)((x - 2) / 12)),
  smooth('pert', { low: 5, mode: 5, high: 14 }, (x) => betaCdf(1, 5)((x - 5) / 9)),
  smooth('pert', { low: 5, mode: 14, high: 14 }, (x) => betaCdf(5, 1)((x - 5) / 9)),
  jumps('pert', { low: 5, mode: 5, high: 5 }, (x) => (x < 5 ? 0 : 1)),
  smooth('normal', { mean: 8, sd: 1 }, (x) => (x < 0 ? 0 : normalCdf(x - 8))),
  smooth('normal', { mean: 2, sd: 3 }, (x) => (x < 0 ? 0 : normalCdf((x - 2) / 3))),
  smooth('normal', { mean: 0, sd: 3 }, (x) => (x < 0 ? 0 : normalCdf(x / 3))),
  jumps('normal', { mean: 8, sd: 0 }, (x) => (x < 8 ? 0 : 1)),
  smooth('lognormal', { mean: 8, sd: 4 }, lognormalCdf(Math.log(8) - Math.log(1.25) / 2, Math.sqrt(Math.log(1.25)))),
  smooth('lognormal', { p50: 62, p90: 89 }, lognormalCdf(Math.log(62), Math.log(89 / 62) / Z90)),
  smooth('lognormal', { p10: 40, p90: 90 }, lognormalCdf((Math.log(40) + Math.log(90)) / 2, Math.log(90 / 40) / 2 / Z90)),
  smooth('lognormal', { p50: 1, sigma: 0.3 }, lognormalCdf(0, 0.3)),
  smooth('lognormal', { p50: 3, sigma: 1.5 }, lognormalCdf(Math.log(3), 1.5)),
  jumps('lognormal', { p50: 3, sigma: 0 }, (x) => (x < 3 ? 0 : 1)),
  shifted(43, 62, 100),
  // Shift below zero, so that the least draws become zero.
  shifted(1, 30, 61),
  // Hardly any skew: the shift is far below zero.
  shifted(40, 50, 60.02),
  smooth('exponential', { mean: 3 }, (x) => (x < 0 ? 0 : -Math.expm1(-x / 3))),
  smooth('gamma', { shape: 0.5, scale: 4 }, gammaCdf(0.5, 4)),
  smooth('gamma', { shape: 1, scale: 4 }, gammaCdf(1, 4)),
  smooth('gamma', { shape: 2.5, scale: 2 }, gammaCdf(2.5, 2)),
  smooth('gamma', { mean: 8, sd: 4 }, gammaCdf(4, 2)),
  smooth('gamma', { mean: 40, sd: 1 }, gammaCdf(1600, 0.025)),
  jumps('gamma', { mean: 8, sd: 0 }, (x) => (x < 8 ? 0 : 1)),
  smooth('weibull', { shape: 1.5, scale: 20 }, (x) => (x < 0 ? 0 : -Math.expm1(-((x / 20) ** 1.5)))),
  smooth('weibull', { shape: 0.7, scale: 20 }, (x) => (x < 0 ? 0 : -Math.expm1(-((x / 20) ** 0.7)))),
  smooth('weibull', { shape: 40, scale: 20 }, (x) => (x < 0 ? 0 : -Math.expm1(-((x / 20) ** 40)))),
  jumps('discrete', { values: threeWeights }, (x) => (x < 2 ? 0 : x < 6 ? 0.7 : x < 9 ? 0.9 : 1)),
  jumps('discrete', { values: [{ value: 5, weight: 2 }] }, (x) => (x < 5 ? 0 : 1)),
  jumps('empirical', { values: [14, 5, 6, 6, 9] }, (x) => [5, 6, 6, 9, 14].filter((value) => value <= x).length / 5),
  jumps('empirical', { values: [7] }, (x) => (x < 7 ? 0 : 1)),
  jumps('chance', { p: 0.2, of: { kind: 'uniform', parameters: { low: 4, high: 8 } } }, (x) =>
    x < 0 ? 0 : 0.8 + 0.2 * within01((x - 4) / 4),
  ),
  jumps('chance', { p: 0.75, of: { kind: 'fixed', parameters: { value: 3 } } }, (x) => (x < 0 ? 0 : x < 3 ? 0.25 : 1)),
  jumps(
    'chance',
    { p: 0.5, of: { kind: 'uniform', parameters: { low: -2, high: 6 } } },
    (x) => 0.5 * within01((x + 2) / 8) + (x < 0 ? 0 : 0.5),
  ),
  jumps('chance', { p: 0, of: { kind: 'exponential', parameters: { mean: 3 } } }, (x) => (x < 0 ? 0 : 1)),
  smooth('chance', { p: 1, of: { kind: 'exponential', parameters: { mean: 3 } } }, (x) => (x < 0 ? 0 : -Math.expm1(-x / 3))),
  // An exponential wait does not remember how long it has lasted.
  smooth('remaining', { of: { kind: 'exponential', parameters: { mean: 3 } }, elapsed: 7 }, (x) => (x < 0 ? 0 : -Math.expm1(-x / 3))),
  smooth('remaining', { of: { kind: 'uniform', parameters: { low: 4, high: 8 } }, elapsed: 6 }, (x) => within01(x / 2)),
  smooth('remaining', { of: { kind: 'uniform', parameters: { low: 4, high: 8 } }, elapsed: 0 }, (x) => within01((x - 4) / 4)),
  jumps('remaining', { of: { kind: 'fixed', parameters: { value: 3 } }, elapsed: 5 }, (x) => (x < 0 ? 0 : 1)),
];

const refused = (kind: string, parameters: Parameters, message: RegExp): RefusedCase => ({ kind, parameters, message });

export const REFUSED_CASES: readonly RefusedCase[] = [
  refused('fixed', {}, /cannot be made from nothing/),
  refused('fixed', { value: Number.NaN }, /not a finite number/),
  refused('fixed', { valeu: 3 }, /no parameter "valeu"; did you mean "value"/),
  refused('uniform', { low: 8, high: 4 }, /low is greater than high/),
  refused('triangular', { low: 8, mode: 4, high: 9 }, /low is greater than mode/),
  refused('triangular', { low: 1, mode: 4, high: 3 }, /mode is greater than high/),
  refused('triangular', { low: 1, mode: 4, high: 5, p10: 2 }, /cannot be made from low, mode, high and p10/),
  refused('triangular', { p10: 5, mode: 4, p90: 9 }, /p10 is greater than mode/),
  refused('triangular', { p10: 5, mode: 5, p90: 5 }, /p10 equals p90/),
  refused('triangular', { p10: 1, mode: 10, p90: 20 }, /begins below zero/),
  refused('pert', { low: 8, mode: 4, high: 9 }, /low is greater than mode/),
  refused('pert', { low: 8, high: 9 }, /cannot be made from low and high/),
  refused('normal', { mean: 8, sd: -1 }, /sd is negative/),
  refused('normal', { mean: -8, sd: 1 }, /mean is below zero/),
  refused('lognormal', { mean: 8, sd: -1 }, /sd is negative/),
  refused('lognormal', { mean: 0, sd: 1 }, /mean is not above zero/),
  refused('lognormal', { p50: 5, p90: 5 }, /p50 equals p90/),
  refused('lognormal', { p10: 6, p90: 5 }, /p10 is greater than p90/),
  refused('lognormal', { p10: 6, p50: 5, p90: 9 }, /p10 is greater than p50/),
  refused('lognormal', { p10: 0, p50: 5, p90: 19 }, /p10 is not above zero/),
  refused('lognormal', { p10: 4, p50: 5, p90: 6 }, /leans to the right/),
  refused('lognormal', { p10: 4, p50: 7, p90: 8 }, /leans to the right/),
  refused('lognormal', { p50: 5, sigma: -0.3 }, /sigma is negative/),
  refused('lognormal', { p50: 5 }, /cannot be made from p50/),
  refused('exponential', { mean: 0 }, /mean is not above zero/),
  refused('gamma', { shape: 0, scale: 2 }, /shape is not above zero/),
  refused('gamma', { shape: 2, scale: 0 }, /scale is not above zero/),
  refused('gamma', { mean: 0, sd: 2 }, /mean is not above zero/),
  refused('gamma', { mean: 2, sd: Number.POSITIVE_INFINITY }, /sd is negative or not a finite number/),
  refused('weibull', { shape: -1, scale: 2 }, /shape is not above zero/),
  refused('weibull', { shape: 0.01, scale: 2 }, /shape is below/),
  refused('discrete', { values: [] }, /values is empty/),
  refused('discrete', { values: [{ value: 3, weight: 0 }] }, /weight that is not above zero/),
  refused('discrete', { values: [{ value: Number.NaN, weight: 1 }] }, /not a finite number/),
  refused('empirical', { values: [] }, /values is empty/),
  refused('empirical', { values: [1, Number.NaN] }, /not a finite number/),
  refused('chance', { p: 1.2, of: { kind: 'fixed', parameters: { value: 3 } } }, /p is not between 0 % and 100 %/),
  refused('chance', { p: 0.2, of: 3 }, /of is not a distribution/),
  refused('remaining', { of: { kind: 'fixed', parameters: { value: 3 } }, elapsed: -1 }, /elapsed is negative/),
  refused('remaining', { of: 3, elapsed: 1 }, /of is not a distribution/),
];
