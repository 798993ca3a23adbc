/**
 * What was played, held against a baseline: which dates and amounts are worse than they may be, and what took the days. Comes in: a
 * gate, futures, a baseline. Goes out: findings, worst first.
 */
import { ticksPerReportUnit } from '../base/time.ts';
import { percentileBounds } from '../measure/bounds.ts';
import { meanChange } from '../measure/mean-bounds.ts';
import type { Instant } from '../measure/outcomes.ts';
import { percentileDifference } from '../measure/paired.ts';
import { rankTicks } from '../measure/quantiles.ts';
import { instantOf } from '../measure/tell.ts';
import type { Baseline } from '../plan/baseline.ts';
import { unitOf } from '../plan/expectation.ts';
import { asBaselineTicks, baselineTicks, drivingDays, horizonShift, hundredths, startShift } from './baseline.ts';
import { changeMessage, missingMessage, otherHorizonMessage } from './change-message.ts';
import { excess } from './finding-excess.ts';
import type { Judged, Judging } from './gate-judging.ts';
import type { Change, Finding, GateVerdict } from './gate-outcome.ts';
import type { Compared, Gate } from './gate-resolve.ts';
import { stepUp } from './step-up.ts';

/** After less before, in days or in the unit of the amount; null: nothing bounds it. */
export interface Moved {
  readonly by: number | null;
  readonly lo: number | null;
  readonly hi: number | null;
}

interface Comparison {
  readonly compared: Compared;
  /** In the unit of the difference. */
  readonly limit: number;
  /** Null: more futures could not tell it either. */
  readonly moved: ((tail: number) => Moved) | null;
  readonly change: Change;
}

/**
 * Fails if any of the things compared is worse by more than is let pass, passes if none is. The chance of a false alarm is shared
 * among them (step-up.ts); a false pass needs all of them to be missed, so each may use the whole (intersection-union test).
 */
export function judgeBaseline({ against, missing }: Extract<Gate, { kind: 'baseline' }>, judging: Judging): Judged {
  const { baseline, tail } = judging;
  if (baseline === null) throw new Error('compared without a baseline');
  const all = against.map((compared) => compare(compared, judging, baseline));
  const isWorse = ({ moved, limit }: Comparison, at: number): boolean => (moved?.(at).lo ?? Number.NEGATIVE_INFINITY) > limit;
  // What has not moved in any of the same futures can raise no false alarm, and needs no share of the chance of one.
  const moving = all.filter(({ moved }) => moved !== null && !isStill(moved(tail)));
  const part = stepUp(moving.length, (index, of) => isWorse(moving[index]!, tail / of));
  const findings = all.map((comparison) => found(comparison, tail, tail / Math.max(1, part)));
  if (missing.length > 0) findings.push(lacking(missing));
  const worst = findings.sort((a, b) => RANK[a.verdict] - RANK[b.verdict] || excess(b) - excess(a));
  return { verdict: worst[0]?.verdict ?? 'undecided', findings: worst };
}

function isStill({ by, lo, hi }: Moved): boolean {
  return by === 0 && lo === 0 && hi === 0;
}

const RANK: Readonly<Record<GateVerdict, number>> = { fail: 0, undecided: 1, pass: 2 };

function found({ compared: { measure }, limit, moved, change }: Comparison, tail: number, failTail: number): Finding {
  const told = moved?.(failTail) ?? { by: null, lo: null, hi: null };
  const isWithin = ({ hi }: Moved): boolean => hi !== null && hi <= limit;
  const isWorse = told.lo !== null && told.lo > limit;
  const isSafe = isWithin(told) || (moved !== null && isWithin(moved(tail)));
  const unit = measure.kind === 'date' ? 'days' : unitOf(measure.metric);
  return {
    name: measure.name,
    verdict: isWorse ? 'fail' : isSafe ? 'pass' : 'undecided',
    unit,
    value: rounded(told.by),
    lo: rounded(told.lo),
    hi: rounded(told.hi),
    confidence: 1 - 2 * failTail,
    limit: hundredths(limit),
    change,
    message:
      moved === null
        ? otherHorizonMessage(measure.name)
        : changeMessage({ name: measure.name, kind: measure.kind, unit, limit, tail: failTail }, told, change),
  };
}

function lacking(missing: readonly string[]): Finding {
  const unknown = { value: null, lo: null, hi: null, limit: null };
  return { name: 'not in the baseline', verdict: 'undecided', unit: 'days', ...unknown, confidence: 1, message: missingMessage(missing) };
}

function rounded(value: number | null): number | null {
  return value === null ? null : hundredths(value);
}

function compare(compared: Compared, judging: Judging, baseline: Baseline): Comparison {
  const { measure } = compared;
  return measure.kind === 'date'
    ? compareDates(compared, measure, judging, baseline)
    : compareAmounts(compared, measure, judging, baseline);
}

function compareDates(
  compared: Compared,
  { name, column, share }: Extract<Compared['measure'], { kind: 'date' }>,
  judging: Judging,
  baseline: Baseline,
): Comparison {
  const { played, pairing } = judging;
  const { plan } = played;
  const unit = ticksPerReportUnit(plan.axis);
  const what = name.replace(/ P[\d.]+$/, '');
  const held = baseline.milestones[what] ?? [];
  const futures = pairing === 'paired' ? Math.min(played.futures, held.length) : played.futures;
  const before = baselineTicks(held, pairing === 'paired' ? futures : held.length, unit);
  const after = asBaselineTicks(played.column(column).subarray(0, futures), unit);
  const shift = startShift(plan, baseline);
  // Each side has its own end, in its own ticks: what comes after it is later than that, and not known.
  const ends = { horizon: Math.round(baseline.until * unit), horizonAfter: plan.horizon };
  const at = (ticks: Int32Array, offset: number): Instant => {
    const tick = percentileBounds(rankTicks(ticks), share, 0.05).at;
    return Number.isFinite(tick) ? instantOf(plan, tick + offset) : null;
  };
  const moved = (tail: number): Moved =>
    percentileDifference(before, after, share, { pairing, confidence: 1 - 2 * tail, ...ends, ticksPerUnit: unit, shift });
  return {
    compared,
    limit: compared.tolerance / unit,
    moved: oncePerTail(moved),
    change: { what, before: at(before, -shift), after: at(after, 0), pairing, causes: causesOf(judging, baseline, what) },
  };
}

function compareAmounts(
  compared: Compared,
  measure: Extract<Compared['measure'], { kind: 'amount' }>,
  { played, pairing }: Judging,
  baseline: Baseline,
): Comparison {
  const held = baseline.amounts[measure.name] ?? [];
  const now = played.amount(measure).map(hundredths);
  const futures = pairing === 'paired' ? Math.min(now.length, held.length) : now.length;
  const before = pairing === 'paired' ? held.slice(0, futures) : held;
  const after = now.subarray(0, futures);
  const moved = (tail: number): Moved => {
    const { at, lo, hi } = meanChange(before, after, pairing, tail);
    return { by: finite(at), lo: finite(lo), hi: finite(hi) };
  };
  const mean = (values: ArrayLike<number>): number => hundredths(Array.from(values).reduce((sum, value) => sum + value, 0) / values.length);
  return {
    compared,
    limit: compared.tolerance,
    // Amounts are counted up to the horizon: up to another one they are another thing.
    moved: horizonShift(played.plan, baseline) === 0 ? oncePerTail(moved) : null,
    change: { what: measure.name, before: mean(before), after: mean(after), pairing, causes: [] },
  };
}

/** The same few tails are asked for again and again, and each answer takes milliseconds. */
function oncePerTail(moved: (tail: number) => Moved): (tail: number) => Moved {
  const known = new Map<number, Moved>();
  return (tail) => {
    const told = known.get(tail) ?? moved(tail);
    known.set(tail, told);
    return told;
  };
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

/** Changes of less than this many days in a cause are noise of rounding. */
const LEAST = 0.05;

/**
 * What took the days, and what gave some back: largest change first. The baseline has the means over all of its futures, so they are
 * told only where the very same futures were played: of others, most of the difference would be luck.
 */
function causesOf({ played, pairing }: Judging, baseline: Baseline, name: string): Change['causes'] {
  const before = baseline.drivingDays[name];
  if (before === undefined || pairing === 'unpaired' || played.futures !== baseline.futures) return [];
  const after = drivingDays(played, name);
  if (after === null) return [];
  const labels = new Map(played.plan.causes.map(({ id, label }) => [id, label]));
  return [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .map((cause) => ({ cause, label: labels.get(cause) ?? cause, days: hundredths((after[cause] ?? 0) - (before[cause] ?? 0)) }))
    .filter(({ days }) => Math.abs(days) >= LEAST)
    .sort((a, b) => Math.abs(b.days) - Math.abs(a.days) || (a.cause < b.cause ? -1 : 1));
}
