/**
 * What levers are worth. Comes in: the futures of a scenario as it is and the same futures with a lever pulled, in outline. Goes
 * out: gains with intervals, plain JSON, from which the table and the tornado are made. It does not know how a lever is pulled.
 */
import { CONFIDENCE } from '../base/statistics.ts';
import { type TimeAxis, ticksPerReportUnit } from '../base/time.ts';
import type { CauseAmount, Estimate, Outcomes } from './outcomes.ts';
import { amountDifference, type DateComparison, type Difference, percentileDifference } from './paired.ts';
import { CENSORED } from './rows.ts';
import { tidy } from './tell.ts';

/** Futures of a plan told by very little. */
export interface Outline {
  /** When the target is reached, in ticks; -1: not by the horizon. */
  readonly ticks: Int32Array;
  /** MW-days (or MW-units) of planned compute not online, up to the horizon; null where the plan has no dates for its compute. */
  readonly lostMwDays: Float64Array | null;
  /** What is paid and owed in each future, USD; NaN: not all is done by the horizon, so what it comes to is not known. */
  readonly costs: Float64Array;
  readonly horizon: number;
}

export const LEVERS_SCHEMA_VERSION = 1;

/** What `ttc levers` says. */
export interface LeversOutcome
  extends Pick<
    Outcomes,
    'tool' | 'scenario' | 'title' | 'world' | 'start' | 'until' | 'unit' | 'seed' | 'replications' | 'censored' | 'confidence'
  > {
  readonly schemaVersion: typeof LEVERS_SCHEMA_VERSION;
  readonly scenarioDigest: string;
  /** What was asked for, such as `online 100 %`, and the percentile from 0 to 1. */
  readonly milestone: string;
  readonly percentile: number;
  /** The percentile of the milestone as things are, and the mean MW-days lost. */
  readonly base: Estimate & { readonly lostMwDays: number | null };
  /** `together`: what several sites have is relieved at all of them at once. */
  readonly grouping: 'together' | 'each place';
  /** Best first. */
  readonly levers: readonly RankedLever[];
  /** Levers that the scenario has, but that cannot be pulled as they are. */
  readonly notTried: readonly { readonly id: string; readonly label: string; readonly problem: string }[];
  /** Null: not asked for. */
  readonly sequence: LeverSequence | null;
  readonly notes: readonly string[];
}

export interface LeverSaid {
  readonly id: string;
  readonly kind: string;
  readonly label: string;
  readonly sentence: string;
  readonly places: readonly string[];
  /** To be copied into the file, or handed to `--set` as <path>=<value>. */
  readonly overrides: readonly { readonly path: string; readonly value: unknown }[];
}

export interface RankedLever extends LeverSaid, LeverWorth {
  /** From 1. */
  readonly rank: number;
}

/** The best lever, then the best of the rest, and so on. */
export interface LeverSequence {
  /** What the way to the milestone goes into before the first lever, mean days by cause, largest first. */
  readonly binds: readonly CauseAmount[];
  readonly steps: readonly SequenceStep[];
  readonly mostSteps: number;
  readonly ended: 'nothing helps' | 'most steps';
}

export interface SequenceStep extends LeverSaid, LeverWorth {
  /** The percentile of the milestone with this lever and all before it. */
  readonly reached: Estimate;
  /** What binds then. */
  readonly binds: readonly CauseAmount[];
}

/** A gain with its 90 % interval: positive is better. Null: after the horizon, or nothing bounds it on that side. */
export interface Gain {
  readonly by: number | null;
  readonly lo: number | null;
  readonly hi: number | null;
}

/** `helps` and `hurts`: the interval of the days is clear of zero. */
export type LeverVerdict = 'helps' | 'hurts' | 'no difference shown' | 'cannot say';

export interface LeverWorth {
  /** Days (or units) by which the percentile of the target comes sooner. */
  readonly days: Gain;
  readonly verdict: LeverVerdict;
  /** Mean over the futures in which it is reached both ways; null: there are none. */
  readonly meanDays: number | null;
  /** MW-days that are no longer lost, mean over futures; null where the plan has no dates for its compute. */
  readonly mwDays: Gain | null;
  /** Shares of futures in which the target comes sooner and later than without. More of something may well come later: Graham 1969. */
  readonly sooner: number;
  readonly later: number;
  /**
   * Mean of what is paid more than without it, USD, over the futures in which all is done by the horizon both ways: a payment that only
   * moves across the horizon is no cost. Null: the scenario states no price that it would touch, or fewer than half of the futures are such.
   */
  readonly costUsd: number | null;
}

/** Two outlines of the same futures, before and with. */
export function worthOf(before: Outline, after: Outline, share: number, axis: TimeAxis): LeverWorth {
  const comparison: DateComparison = {
    pairing: 'paired',
    confidence: CONFIDENCE,
    horizon: before.horizon,
    horizonAfter: after.horizon,
    ticksPerUnit: ticksPerReportUnit(axis),
  };
  const days = percentileDifference(before.ticks, after.ticks, share, comparison);
  const lost =
    before.lostMwDays === null || after.lostMwDays === null || before.horizon !== after.horizon
      ? null
      : amountDifference(before.lostMwDays, after.lostMwDays, { pairing: 'paired', confidence: CONFIDENCE });
  const futures = before.ticks.length;
  let sooner = 0;
  let later = 0;
  let gained = 0;
  let both = 0;
  for (let i = 0; i < futures; i++) {
    const [a, b] = [lateness(before.ticks[i]!), lateness(after.ticks[i]!)];
    if (b < a) sooner++;
    if (b > a) later++;
    if (Number.isFinite(a) && Number.isFinite(b)) {
      gained += a - b;
      both++;
    }
  }
  return {
    days: gain(days),
    verdict: VERDICTS[days.verdict],
    meanDays: both === 0 ? null : tidy(gained / both / comparison.ticksPerUnit),
    mwDays: lost === null ? null : gain(lost),
    sooner: tidy(sooner / futures),
    later: tidy(later / futures),
    costUsd: costOf(before.costs, after.costs),
  };
}

const VERDICTS = { sooner: 'helps', later: 'hurts', 'no difference shown': 'no difference shown', 'cannot say': 'cannot say' } as const;

function lateness(tick: number): number {
  return tick === CENSORED ? Number.POSITIVE_INFINITY : tick;
}

/** What is lost less is gained. */
function gain({ by, lo, hi }: Difference<string>): Gain {
  const turned = (value: number | null): number | null => (value === null ? null : tidy(-value) + 0);
  return { by: turned(by), lo: turned(hi), hi: turned(lo) };
}

/** Over the futures of which both are known. */
function costOf(before: Float64Array, after: Float64Array): number | null {
  let difference = 0;
  let known = 0;
  let isTouched = false;
  for (let i = 0; i < before.length; i++) {
    const change = after[i]! - before[i]!;
    if (Number.isNaN(change)) continue;
    known++;
    difference += change;
    if (Math.abs(change) > CENT) isTouched = true;
  }
  return isTouched && known >= LEAST_KNOWN * before.length ? Math.round(difference / known) : null;
}

/** Share of futures of which the cost must be known: those that end in time may not be those that cost most. */
const LEAST_KNOWN = 0.5;
const CENT = 0.01;

/** Most days first; where days tie or cannot be told, most MW-days. Levers that cannot be told apart keep their order. */
export function byWorth(a: LeverWorth, b: LeverWorth): number {
  const days = (b.days.by ?? 0) - (a.days.by ?? 0);
  if (days !== 0) return days;
  return (b.mwDays?.by ?? 0) - (a.mwDays?.by ?? 0);
}

/** Whether it is worth pulling: more days, or as many and more MW-days where dates lie after the horizon. */
export function isWorth({ days, mwDays, verdict }: LeverWorth): boolean {
  if (verdict === 'helps') return true;
  return days.by === null && (mwDays?.lo ?? 0) > 0;
}
