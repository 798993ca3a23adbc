/**
 * Sensitivity from futures that were played, whatever they were played for. Comes in: a column for each input and one for the outcome.
 * Goes out: how much of the outcome's variance each input explains, how much an outcome's rank follows it, how sure that is, and what
 * chance alone would show.
 *
 * First-order index, Var(E(Y | X)) / Var(Y): the variance between slices of X of equal numbers (the correlation ratio of Pearson 1905;
 * as an estimator for given data Plischke, Borgonovo and Smith 2013, "Global sensitivity measures from given data", EJOR 226, 536-550), less
 * what slices explain by chance (Kelley's epsilon squared, 1935), so that an input without effect has mean 0.
 */
import { keyUniforms } from '../../random/designs/key-uniforms.ts';
import { permutation } from '../../random/designs/latin-hypercube.ts';
import { spearmanInterval } from '../correlations.ts';
import { meanRanks, type Slices, sliceCount, slicesOf } from './ranks.ts';

/** Times the futures are drawn again from themselves, and times the outcome is shuffled. */
const BOOTSTRAPS = 200;
const PERMUTATIONS = 200;
/** What counts as noise is passed by chance by any of the inputs in one shuffle of twenty. */
const NOISE_LEVEL = 0.95;
/**
 * Slices of an input that does not stand out, where what many explain is added up: chance adds up over inputs and slices, so there are few of
 * them; a straight line loses the 36th part by it.
 */
const COARSE_SLICES = 6;
/** Two-sided 90 %, as everywhere. */
const TAIL = 0.05;
/** An effect of this share of the variance must stand out of the noise, or there are not enough futures. */
export const WORTH_SEEING = 0.05;
/** Fewer futures than this fill no slices. */
export const FEWEST_FUTURES = 40;

export interface Interval {
  readonly lo: number;
  readonly hi: number;
}

export interface GivenIndex extends Interval {
  /** Share of the variance, 0 to 1; a little below 0 by chance. */
  readonly first: number;
  /** Of all inputs, none would have come so far by chance in 19 shuffles of 20. */
  readonly standsOut: boolean;
  /** Rank correlation with the outcome. */
  readonly rank: Interval & { readonly rho: number; readonly standsOut: boolean };
}

export interface GroupIndex extends Interval {
  readonly name: string;
  /** Sum over its inputs: what they explain one by one. */
  readonly first: number;
  readonly inputs: number;
}

export interface GivenData {
  /** In the order of the columns. */
  readonly inputs: readonly GivenIndex[];
  /** Largest first. */
  readonly groups: readonly GroupIndex[];
  /** Over all inputs: what is explained one by one. The rest is interaction, and what the columns do not tell. */
  readonly total: Interval & { readonly first: number };
  /** What the greatest first-order index (absolute rank correlation) of all is by chance alone, in all but one shuffle of twenty. */
  readonly noise: { readonly first: number; readonly rho: number };
  readonly slices: number;
  /** Null: enough. Otherwise why not, and about how many would do. */
  readonly notEnough: { readonly why: 'few' | 'noise' | 'nothing stands out'; readonly wanted: number } | null;
}

/**
 * `columns`: of each input by future; `groups`: the name of the group of each. `key`: whose luck the bootstrap and the shuffles take, so that
 * the same futures give the same intervals. Throws RangeError on columns of different length or without futures.
 */
export function givenData(columns: readonly Float64Array[], outcome: Float64Array, groups: readonly string[], key: string): GivenData {
  const futures = outcome.length;
  if (futures < 2 || columns.some(({ length }) => length !== futures) || groups.length !== columns.length)
    throw new RangeError(`columns of ${columns.map(({ length }) => length).join(', ')} values for an outcome of ${futures}`);
  const slices = sliceCount(futures);
  const prepared = columns.map((column): Prepared => {
    const ranks = meanRanks(column);
    return { slices: slicesOf(ranks, slices), coarse: slicesOf(ranks, COARSE_SLICES), ranks: centred(ranks) };
  });
  const outcomeRanks = centred(meanRanks(outcome));
  const ones = new Float64Array(futures).fill(1);
  const first = prepared.map(({ slices: cut }) => firstOrder(cut, outcome, ones));
  const rho = prepared.map(({ ranks }) => correlation(ranks, outcomeRanks));
  const noise = noiseOf(prepared, outcome, outcomeRanks, key);
  const names = [...new Set(groups)];
  const member = groups.map((name) => names.indexOf(name));
  const isFine = first.map((value) => value > noise.first);
  const again = bootstrap(prepared, outcome, { member, groups: names.length, isFine }, key);
  const interval = (value: number, column: Float64Array): Interval => shifted(value, column);
  const added = prepared.map(({ coarse }, i) => (isFine[i] ? first[i]! : firstOrder(coarse, outcome, ones)));
  const sumOf = (group: number): number => added.reduce((sum, value, i) => sum + (member[i] === group ? value : 0), 0);
  const total = added.reduce((sum, value) => sum + value, 0);
  return {
    inputs: first.map((value, i) => ({
      first: value,
      ...interval(value, again.inputs[i]!),
      standsOut: value > noise.first,
      rank: { rho: rho[i]!, ...rankInterval(rho[i]!, futures), standsOut: Math.abs(rho[i]!) > noise.rho },
    })),
    groups: names
      .map((name, group) => ({
        name,
        first: sumOf(group),
        ...interval(sumOf(group), again.groups[group]!),
        inputs: member.filter((of) => of === group).length,
      }))
      .sort((a, b) => b.first - a.first || (a.name < b.name ? -1 : 1)),
    total: { first: total, ...interval(total, again.total) },
    noise,
    slices,
    notEnough: verdict(futures, noise.first, first),
  };
}

interface Prepared {
  readonly slices: Slices;
  readonly coarse: Slices;
  /** About their mean. */
  readonly ranks: Float64Array;
}

function centred(ranks: Float64Array): Float64Array {
  const middle = (ranks.length + 1) / 2;
  return ranks.map((rank) => rank - middle);
}

function correlation(a: Float64Array, b: Float64Array): number {
  let products = 0;
  let left = 0;
  let right = 0;
  for (let i = 0; i < a.length; i++) {
    products += a[i]! * b[i]!;
    left += a[i]! * a[i]!;
    right += b[i]! * b[i]!;
  }
  return left === 0 || right === 0 ? 0 : products / Math.sqrt(left * right);
}

function rankInterval(rho: number, futures: number): Interval {
  return futures <= 3 ? { lo: -1, hi: 1 } : spearmanInterval(Math.max(-1, Math.min(1, rho)), futures);
}

const sums = new Float64Array(256);
const counts = new Float64Array(256);

/** The first-order index of one input, each future counted as often as its weight says. 0 if the outcome is the same throughout. */
function firstOrder({ of, count }: Slices, outcome: Float64Array, weight: Float64Array): number {
  sums.fill(0, 0, count);
  counts.fill(0, 0, count);
  let all = 0;
  let squares = 0;
  let futures = 0;
  for (let i = 0; i < of.length; i++) {
    const w = weight[i]!;
    const y = outcome[i]! * w;
    const slice = of[i]!;
    sums[slice] = sums[slice]! + y;
    counts[slice] = counts[slice]! + w;
    all += y;
    squares += y * outcome[i]!;
    futures += w;
  }
  const spread = squares - (all * all) / futures;
  let between = -(all * all) / futures;
  let filled = 0;
  for (let slice = 0; slice < count; slice++) {
    if (counts[slice] === 0) continue;
    between += (sums[slice]! * sums[slice]!) / counts[slice]!;
    filled++;
  }
  if (!(spread > 1e-12 * Math.abs(squares)) || futures <= filled) return 0;
  const within = (spread - between) / (futures - filled);
  return (between - (filled - 1) * within) / spread;
}

/** The greatest of all inputs when the outcome is shuffled: 95 % of the shuffles stay below. */
function noiseOf(prepared: readonly Prepared[], outcome: Float64Array, ranks: Float64Array, key: string): GivenData['noise'] {
  const futures = outcome.length;
  const ones = new Float64Array(futures).fill(1);
  const greatest = new Float64Array(PERMUTATIONS);
  const greatestRho = new Float64Array(PERMUTATIONS);
  const shuffled = new Float64Array(futures);
  const shuffledRanks = new Float64Array(futures);
  for (let round = 0; round < PERMUTATIONS; round++) {
    const order = permutation(keyUniforms(key, `shuffle ${round}`, futures));
    for (let i = 0; i < futures; i++) {
      shuffled[i] = outcome[order[i]!]!;
      shuffledRanks[i] = ranks[order[i]!]!;
    }
    for (const input of prepared) {
      greatest[round] = Math.max(greatest[round]!, firstOrder(input.slices, shuffled, ones));
      greatestRho[round] = Math.max(greatestRho[round]!, Math.abs(correlation(input.ranks, shuffledRanks)));
    }
  }
  return { first: quantileOf(greatest, NOISE_LEVEL), rho: quantileOf(greatestRho, NOISE_LEVEL) };
}

interface Again {
  readonly inputs: readonly Float64Array[];
  readonly groups: readonly Float64Array[];
  readonly total: Float64Array;
}

interface Adding {
  /** By input: the number of its group. */
  readonly member: readonly number[];
  readonly groups: number;
  /** By input: whether what it adds is taken over fine slices. */
  readonly isFine: readonly boolean[];
}

function bootstrap(prepared: readonly Prepared[], outcome: Float64Array, { member, groups, isFine }: Adding, key: string): Again {
  const futures = outcome.length;
  const column = (): Float64Array => new Float64Array(BOOTSTRAPS);
  const again = { inputs: prepared.map(column), groups: Array.from({ length: groups }, column), total: column() };
  const weight = new Float64Array(futures);
  for (let round = 0; round < BOOTSTRAPS; round++) {
    weight.fill(0);
    const uniforms = keyUniforms(key, `bootstrap ${round}`, futures);
    for (let i = 0; i < futures; i++) {
      const place = Math.floor(uniforms[i]! * futures);
      weight[place] = weight[place]! + 1;
    }
    prepared.forEach(({ slices, coarse }, i) => {
      const fine = firstOrder(slices, outcome, weight);
      again.inputs[i]![round] = fine;
      const value = isFine[i] ? fine : firstOrder(coarse, outcome, weight);
      const group = again.groups[member[i]!]!;
      group[round] = group[round]! + value;
      again.total[round] = again.total[round]! + value;
    });
  }
  return again;
}

/**
 * The spread of the bootstrap about the estimate. Futures that are drawn twice tie, which makes slices explain more by chance than they did:
 * the mean of the bootstrap is off by as much, so its quantiles are taken about that mean (Efron and Tibshirani 1993, section 10.2). A share lies between 0 and 1.
 */
function shifted(value: number, again: Float64Array): Interval {
  const mean = again.reduce((sum, other) => sum + other, 0) / again.length;
  const at = (share: number): number => Math.min(1, Math.max(0, value + quantileOf(again, share) - mean));
  return { lo: at(TAIL), hi: at(1 - TAIL) };
}

/** The smallest value that at least this share do not exceed. */
export function quantileOf(values: Float64Array, share: number): number {
  const sorted = Float64Array.from(values).sort();
  return sorted[Math.min(sorted.length, Math.max(1, Math.ceil(share * sorted.length - 1e-9))) - 1]!;
}

/** The noise of a share explained by slices, whose number grows with the root of the futures, falls with their three quarters' power. */
function verdict(futures: number, noise: number, first: readonly number[]): GivenData['notEnough'] {
  const wanted = Math.ceil((futures * (noise / WORTH_SEEING) ** (4 / 3)) / 100) * 100;
  if (futures < FEWEST_FUTURES) return { why: 'few', wanted: Math.max(wanted, 10 * FEWEST_FUTURES) };
  if (noise > WORTH_SEEING) return { why: 'noise', wanted };
  if (!first.some((value) => value > noise)) return { why: 'nothing stands out', wanted: 4 * futures };
  return null;
}
