/**
 * Two results side by side: what became later or sooner, by how much, and which causes took the days. Comes in: two sides, each
 * with its outcomes and the dates of every future. Goes out: plain JSON, from which tables, figures and reports are made.
 */
import { CONFIDENCE, moments } from '../base/statistics.ts';
import type { CauseAmount, ComputeCurve, Instant, InstantSummary, Outcomes } from './outcomes.ts';
import {
  type AmountVerdict,
  amountDifference,
  type DateComparison,
  type DateVerdict,
  type Difference,
  meanDifference,
  type Pairing,
  percentileDifference,
} from './paired.ts';
import { amountName, CENSORED } from './rows.ts';
import { tidy } from './tell.ts';

export const COMPARISON_SCHEMA_VERSION = 1;

/** One of two results. */
export interface Side {
  /** What a person calls it: a file, or a file with its changes. */
  readonly label: string;
  readonly outcomes: Outcomes;
  /** Ticks of every future by name: milestones, makespan, `online 50 %`, `<site>/online 50 %`. -1: not by the horizon. */
  readonly dates: ReadonlyMap<string, Int32Array>;
  /** Of every future. */
  readonly seeds: readonly string[];
  /** Of every future; null: not known of each. */
  readonly lostMwDays: Float64Array | null;
  /** Last tick to which `lostMwDays` counts: the horizon, or before it. */
  readonly lostUntil: number;
  /** Minutes since 1970 at tick 0; 0 in plain networks. */
  readonly origin: number;
  readonly horizon: number;
  readonly ticksPerUnit: number;
  readonly scenarioDigest: string;
}

type Dates = Difference<DateVerdict>;

/** What one cause took, mean days (or units), or MW-days. */
export interface CauseShift extends Omit<CauseAmount, 'amount'> {
  readonly before: number;
  readonly after: number;
  readonly by: number;
}

export interface ComparedDate {
  readonly name: string;
  readonly kind: 'milestone' | 'amount' | 'makespan';
  readonly before: ComparedInstants;
  readonly after: ComparedInstants;
  readonly p50: Dates;
  readonly p80: Dates;
  readonly mean: Dates;
  /** By the P80, or where that cannot be told by the P50. */
  readonly verdict: DateVerdict;
  /** Shares of futures that became sooner and later; null: not the same futures. */
  readonly sooner: number | null;
  readonly later: number | null;
  /** Days on the driving path that changed, largest first; empty for amounts of less than all. */
  readonly causes: readonly CauseShift[];
}

export interface ComparedInstants {
  readonly p50: Instant;
  readonly p80: Instant;
  readonly censored: number;
}

export interface ComparedSide
  extends Pick<
    Outcomes,
    'scenario' | 'title' | 'tool' | 'start' | 'until' | 'unit' | 'seed' | 'replications' | 'censored' | 'world' | 'grid' | 'gridDates'
  > {
  readonly label: string;
  readonly scenarioDigest: string;
  readonly curve: Pick<ComputeCurve, 'totalMw' | 'plannedMw' | 'mw'> | null;
}

export interface Comparison {
  readonly schemaVersion: typeof COMPARISON_SCHEMA_VERSION;
  readonly pairing: Pairing;
  readonly confidence: number;
  readonly before: ComparedSide;
  readonly after: ComparedSide;
  /** Amounts of compute first, then milestones in the order of the first side, then the last finish. */
  readonly dates: readonly ComparedDate[];
  /**
   * MW-days lost against each one's own plan, all causes together; null without a plan. Where the two end on different days both count
   * to the earlier end; where they cannot, `by` is null.
   */
  readonly lostMwDays: (Difference<AmountVerdict> & { readonly before: number; readonly after: number }) | null;
  readonly lostByCause: readonly CauseShift[];
  readonly onlyBefore: readonly string[];
  readonly onlyAfter: readonly string[];
  /** What a reader must know: other seeds, other tool versions, other plans. */
  readonly notes: readonly string[];
}

/** Compares two results of one kind of axis. Throws RangeError on results of different axes. */
export function compareSides(before: Side, after: Side): Comparison {
  if (before.outcomes.unit !== after.outcomes.unit)
    throw new RangeError('a scenario with dates cannot be compared with a plain network, nor networks of different units');
  const pairing: Pairing = haveSameSeeds(before, after) ? 'paired' : 'unpaired';
  const shared = [...before.dates.keys()].filter((name) => after.dates.has(name));
  const only = (a: Side, b: Side): string[] => [...a.dates.keys()].filter((name) => !b.dates.has(name) && kindOf(a, name) === 'milestone');
  return {
    schemaVersion: COMPARISON_SCHEMA_VERSION,
    pairing,
    confidence: CONFIDENCE,
    before: told(before),
    after: told(after),
    dates: shared.map((name) => compareDate(before, after, name, pairing)).sort((a, b) => KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind)),
    lostMwDays: compareLost(before, after, pairing),
    lostByCause: isToldAlike(before, after, amountName(null, 1)) ? shifts(lostCauses(before), lostCauses(after)) : [],
    onlyBefore: only(before, after),
    onlyAfter: only(after, before),
    notes: notesOf(before, after, pairing),
  };
}

/** In this order they are told. */
const KINDS: readonly ComparedDate['kind'][] = ['amount', 'milestone', 'makespan'];

function haveSameSeeds({ seeds }: Side, other: Side): boolean {
  return seeds.length === other.seeds.length && seeds.every((seed, i) => seed === other.seeds[i]);
}

function told({ label, scenarioDigest, outcomes }: Side): ComparedSide {
  const { scenario, title, tool, start, until, unit, seed, replications, censored, world, grid, gridDates, curve } = outcomes;
  return {
    ...{ label, scenarioDigest, scenario, title, tool, start, until, unit, seed, replications, censored, world, grid, gridDates },
    curve: curve === null ? null : { totalMw: curve.totalMw, plannedMw: curve.plannedMw, mw: curve.mw },
  };
}

function kindOf({ outcomes }: Side, name: string): ComparedDate['kind'] {
  if (Object.hasOwn(outcomes.milestones, name)) return 'milestone';
  return name === 'makespan' ? 'makespan' : 'amount';
}

function compareDate(a: Side, b: Side, name: string, pairing: Pairing): ComparedDate {
  const [before, after] = [a.dates.get(name)!, b.dates.get(name)!];
  const shift = b.origin - a.origin;
  const comparison: DateComparison = {
    pairing,
    confidence: CONFIDENCE,
    horizon: a.horizon,
    horizonAfter: b.horizon,
    ticksPerUnit: a.ticksPerUnit,
    shift,
  };
  const p50 = tidied(percentileDifference(before, after, 0.5, comparison));
  const p80 = tidied(percentileDifference(before, after, 0.8, comparison));
  const counts = pairing === 'paired' ? countMoved(before, after, shift, commonEnd(a, b)) : null;
  return {
    name,
    kind: kindOf(a, name),
    before: instantsOf(a, name),
    after: instantsOf(b, name),
    p50,
    p80,
    mean: tidied(meanDifference(before, after, comparison)),
    verdict: p80.verdict === 'cannot say' ? p50.verdict : p80.verdict,
    sooner: counts === null ? null : counts.sooner,
    later: counts === null ? null : counts.later,
    causes: isToldAlike(a, b, name) ? shifts(drivingCauses(a, name), drivingCauses(b, name)) : [],
  };
}

/** The last tick, as the first side counts, to which both are played. */
function commonEnd(a: Side, b: Side): number {
  return Math.min(a.horizon, b.horizon + b.origin - a.origin);
}

/**
 * Whether means that count what is unfinished up to the end count the same on both sides: both end on the same day, or all of it is
 * finished, in every future, before the earlier end.
 */
function isToldAlike(a: Side, b: Side, name: string): boolean {
  const shift = b.origin - a.origin;
  if (a.horizon === b.horizon + shift) return true;
  const end = commonEnd(a, b);
  const isDone = (ticks: Int32Array | undefined, last: number): boolean =>
    ticks?.every((tick) => tick !== CENSORED && tick <= last) === true;
  return isDone(a.dates.get(name), end) && isDone(b.dates.get(name), end - shift);
}

/** Futures in which it is not reached by the end of both, on neither side, are in neither. */
function countMoved(
  before: Int32Array,
  after: Int32Array,
  shift: number,
  end: number,
): { readonly sooner: number; readonly later: number } {
  let sooner = 0;
  let later = 0;
  const at = (tick: number, by: number): number => (tick === CENSORED || tick + by > end ? Number.POSITIVE_INFINITY : tick + by);
  for (let i = 0; i < before.length; i++) {
    const a = at(before[i]!, 0);
    const b = at(after[i]!, shift);
    if (b < a) sooner++;
    if (b > a) later++;
  }
  return { sooner: tidy(sooner / before.length), later: tidy(later / before.length) };
}

function tidied<V extends string>(difference: Difference<V>): Difference<V> {
  const short = (value: number | null): number | null => (value === null ? null : tidy(value));
  return { by: short(difference.by), lo: short(difference.lo), hi: short(difference.hi), verdict: difference.verdict };
}

/** The summary of a name of `dates`. */
function summaryOf({ outcomes }: Side, name: string): InstantSummary {
  const { milestones, makespan, curve, siteCurves } = outcomes;
  if (Object.hasOwn(milestones, name)) return milestones[name]!;
  if (name === 'makespan') return makespan;
  const [, site, share] = AMOUNT.exec(name) ?? [];
  const amounts = (site === undefined ? curve : siteCurves[site])?.amounts ?? [];
  const amount = amounts.find((entry) => Math.round(100 * entry.share) === Number(share));
  if (amount === undefined) throw new Error(`the outcomes do not tell "${name}"`);
  return amount;
}

const AMOUNT = /^(?:(.+)\/)?online (\d+) %$/;

function instantsOf(side: Side, name: string): ComparedInstants {
  const { p50, p80, censored } = summaryOf(side, name);
  return { p50: p50.date ?? p50.value ?? null, p80: p80.date ?? p80.value ?? null, censored };
}

function drivingCauses({ outcomes }: Side, name: string): CauseAmount[] {
  const milestone = Object.hasOwn(outcomes.milestones, name) ? outcomes.milestones[name] : undefined;
  if (milestone !== undefined) return [...milestone.drivers];
  const isLast = name === amountName(null, 1) || (name === 'makespan' && outcomes.curve === null);
  return isLast ? Object.entries(outcomes.causes).map(([cause, entry]) => ({ cause, ...labelled(entry), amount: entry.drivingDays })) : [];
}

function lostCauses({ outcomes }: Side): CauseAmount[] {
  return Object.entries(outcomes.causes).map(([cause, entry]) => ({ cause, ...labelled(entry), amount: entry.lostMwDays }));
}

function labelled({ label, group }: Omit<CauseAmount, 'cause' | 'amount'>): Omit<CauseAmount, 'cause' | 'amount'> {
  return { label, group };
}

/** Below this a change is no more than rounding: days, or MW-days. */
const LEAST = 0.005;

function shifts(before: readonly CauseAmount[], after: readonly CauseAmount[]): CauseShift[] {
  const all = new Map([...before, ...after].map(({ cause, label, group }) => [cause, { cause, label, group }]));
  const amountOf = (list: readonly CauseAmount[], cause: string): number => list.find((entry) => entry.cause === cause)?.amount ?? 0;
  return [...all.values()]
    .map((entry) => {
      const [a, b] = [amountOf(before, entry.cause), amountOf(after, entry.cause)];
      return { ...entry, before: tidy(a), after: tidy(b), by: tidy(b - a) };
    })
    .filter(({ by }) => Math.abs(by) >= LEAST)
    .sort((a, b) => Math.abs(b.by) - Math.abs(a.by));
}

function compareLost(a: Side, b: Side, pairing: Pairing): Comparison['lostMwDays'] {
  const [before, after] = [lostOf(a), lostOf(b)];
  if (before === null || after === null) return null;
  const unknown = { lo: null, hi: null, verdict: 'cannot say' } as const;
  const isAlike = a.lostUntil === b.lostUntil + b.origin - a.origin || isToldAlike(a, b, amountName(null, 1));
  if (!isAlike) return { by: null, ...unknown, before, after };
  const difference: Difference<AmountVerdict> =
    a.lostMwDays === null || b.lostMwDays === null
      ? { by: tidy(after - before), ...unknown }
      : tidied(amountDifference(a.lostMwDays, b.lostMwDays, { pairing, confidence: CONFIDENCE }));
  return { ...difference, before, after };
}

/** The mean, to where it is counted. */
function lostOf({ outcomes, lostMwDays, lostUntil, horizon }: Side): number | null {
  if (outcomes.lostMwDays === null || lostMwDays === null || lostUntil === horizon) return outcomes.lostMwDays;
  return tidy(moments(lostMwDays).mean);
}

function notesOf(a: Side, b: Side, pairing: Pairing): string[] {
  const notes: string[] = [];
  if (pairing === 'unpaired')
    notes.push(
      'The two were not played with the same futures, so the luck of each counts as a difference: intervals are wider than they need be. Give both the same seed and number of futures.',
    );
  if (a.outcomes.tool !== b.outcomes.tool)
    notes.push(`The two come from different versions of the tool: ${a.outcomes.tool} and ${b.outcomes.tool}.`);
  if (a.origin !== b.origin) notes.push('The two start on different days; dates are compared, not days since the start.');
  if (a.outcomes.until !== b.outcomes.until)
    notes.push(
      'The two end on different days; what is not finished by the end of one may be finished in the other. MW-days lost are compared where they can be counted to the earlier end, and causes only where all is finished by then.',
    );
  if ((a.outcomes.curve?.totalMw ?? 0) !== (b.outcomes.curve?.totalMw ?? 0))
    notes.push('The two plan different amounts of compute; shares of it are not the same MW.');
  return notes;
}
