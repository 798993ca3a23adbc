/**
 * Pass, fail or undecided: one gate, held against what was played so far. An interval on the right side of the limit passes, one on
 * the wrong side fails, one across it decides nothing. Comes in: a gate, futures, and how wrong the look may be. Goes out: findings.
 */
import { ticksPerReportUnit } from '../base/time.ts';
import { type Bounds, chanceBounds, percentileBounds } from '../measure/bounds.ts';
import { ASKED } from '../measure/fold.ts';
import type { Instant } from '../measure/outcomes.ts';
import { amountDifference, type Difference, type Pairing, percentileDifference } from '../measure/paired.ts';
import { sortTicks } from '../measure/quantiles.ts';
import { CENSORED } from '../measure/rows.ts';
import { meanBounds } from '../measure/student.ts';
import { instantOf } from '../measure/tell.ts';
import type { Baseline } from '../plan/baseline.ts';
import { type Relation, unitOf } from '../plan/expectation.ts';
import { asBaselineTicks, baselineTicks, drivingDays, hundredths, startShift } from './baseline.ts';
import type { Change, Finding, GateVerdict } from './gate-outcome.ts';
import type { Played } from './gate-play.ts';
import type { Compared, Gate } from './gate-resolve.ts';

export interface Judging {
  readonly played: Played;
  readonly baseline: Baseline | null;
  readonly pairing: Pairing;
  /** How likely a verdict of this look may be wrong, each way. */
  readonly tail: number;
  /** Place of the gate's amount among those asked of the player, if it has one. */
  readonly asked: number;
}

export interface Judged {
  readonly verdict: GateVerdict;
  /** Worst first. */
  readonly findings: readonly Finding[];
}

export function judge(gate: Gate, judging: Judging): Judged {
  switch (gate.kind) {
    case 'percentile':
      return one(judgePercentile(gate, judging));
    case 'chance':
      return one(judgeChance(gate, judging));
    case 'amount':
      return one(judgeAmount(gate, judging));
    case 'baseline':
      return judgeBaseline(gate.against, judging);
  }
}

function one(finding: Finding): Judged {
  return { verdict: finding.verdict, findings: [finding] };
}

function isAtMost(relation: Relation): boolean {
  return relation === '<=' || relation === '<';
}

function verdictOf({ lo, hi }: Pick<Bounds, 'lo' | 'hi'>, relation: Relation, limit: number): GateVerdict {
  const below = isAtMost(relation) ? 'pass' : 'fail';
  const above = isAtMost(relation) ? 'fail' : 'pass';
  return hi <= limit ? below : lo > limit ? above : 'undecided';
}

const WORDS: Readonly<Record<GateVerdict, string>> = {
  pass: 'as expected',
  fail: 'not as expected',
  undecided: 'too close to tell',
};

function judgePercentile({ measure, relation, limit, text }: Extract<Gate, { kind: 'percentile' }>, { played, tail }: Judging): Finding {
  const { plan } = played;
  const bounds = percentileBounds(sortTicks(played.column(measure.column)), measure.share, tail);
  const verdict = verdictOf(bounds, relation, limit);
  const told = (tick: number): Instant => (Number.isFinite(tick) ? instantOf(plan, tick) : null);
  const [value, lo, hi] = [told(bounds.at), told(bounds.lo), told(bounds.hi)];
  const shown = value ?? 'after the horizon';
  return {
    name: measure.name,
    verdict,
    unit: 'date',
    value,
    lo,
    hi,
    confidence: 1 - 2 * tail,
    limit: told(limit),
    message: `${measure.name} is ${shown} (${lo ?? 'not bounded'} to ${hi ?? 'after the horizon'}, ${sure(tail)}): ${WORDS[verdict]}, ${text}`,
  };
}

function judgeChance({ name, of, relation, share, text }: Extract<Gate, { kind: 'chance' }>, { played, tail, asked }: Judging): Finding {
  const hits =
    'column' in of
      ? played.column(of.column).reduce((count, tick) => count + Number(tick !== CENSORED && tick <= of.limit), 0)
      : (played.totals.sums[ASKED]?.[asked] ?? 0);
  const bounds = chanceBounds(hits, played.futures, tail);
  const verdict = verdictOf(bounds, relation, share);
  const percent = (value: number): string => `${(100 * value).toFixed(1)} %`;
  // No number of futures shows that something is impossible, or sure.
  const shown =
    hits === 0 ? `less than ${percent(bounds.hi)}` : hits === played.futures ? `more than ${percent(bounds.lo)}` : percent(bounds.at);
  return {
    name,
    verdict,
    unit: 'share',
    value: bounds.at,
    lo: bounds.lo,
    hi: bounds.hi,
    confidence: 1 - 2 * tail,
    limit: share,
    message: `${name} is ${shown} (${percent(bounds.lo)} to ${percent(bounds.hi)}, ${sure(tail)}): ${WORDS[verdict]}, ${text}`,
  };
}

function judgeAmount({ measure, relation, limit, text }: Extract<Gate, { kind: 'amount' }>, { played, tail }: Judging): Finding {
  const bounds = meanBounds(played.amount(measure), tail);
  const verdict = verdictOf(bounds, relation, limit);
  const unit = unitOf(measure.metric);
  const show = (value: number): string => value.toFixed(1);
  return {
    name: measure.name,
    verdict,
    unit,
    value: finite(bounds.at),
    lo: finite(bounds.lo),
    hi: finite(bounds.hi),
    confidence: 1 - 2 * tail,
    limit,
    message: `${measure.name} is ${show(bounds.at)} ${unit} (${show(bounds.lo)} to ${show(bounds.hi)}, ${sure(tail)}): ${WORDS[verdict]}, ${text}`,
  };
}

/** The confidence of an interval that is wrong with this chance on either side, such as `97.5 %`. */
function sure(tail: number): string {
  return `${Math.round(1000 * (1 - 2 * tail)) / 10} %`;
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? hundredths(value) : null;
}

/**
 * Fails if any of the things compared is worse by more than is let pass, passes if none is. The chance of a false alarm is shared
 * among them (Bonferroni); a false pass needs all of them to be missed, so each may use the whole (intersection-union test).
 */
function judgeBaseline(against: readonly Compared[], judging: Judging): Judged {
  const findings = against.map((compared) => judgeCompared(compared, judging, judging.tail / against.length));
  const worst = [...findings].sort((a, b) => RANK[a.verdict] - RANK[b.verdict] || excess(b) - excess(a));
  return { verdict: worst[0]?.verdict ?? 'pass', findings: worst };
}

const RANK: Readonly<Record<GateVerdict, number>> = { fail: 0, undecided: 1, pass: 2 };

/** In parts of what is let pass, so that days and MW-days can be put in one order. */
function excess({ value, limit }: Finding): number {
  if (value === null) return Number.POSITIVE_INFINITY;
  return Number(value) / Math.max(1, Number(limit));
}

function judgeCompared({ measure, tolerance }: Compared, judging: Judging, failTail: number): Finding {
  const compare = (tail: number) =>
    measure.kind === 'date' ? compareDates(measure.column, measure, judging, tail) : compareAmounts(measure, judging, tail);
  const { plan } = judging.played;
  const perUnit = ticksPerReportUnit(plan.axis);
  const limit = measure.kind === 'date' ? tolerance / perUnit : tolerance;
  const { difference, change } = compare(failTail);
  const isWorse = difference.lo !== null && difference.lo > limit;
  const isSafe = isWithin(difference, limit) || isWithin(compare(judging.tail).difference, limit);
  const verdict: GateVerdict = isWorse ? 'fail' : isSafe ? 'pass' : 'undecided';
  const unit = measure.kind === 'date' ? 'days' : unitOf(measure.metric);
  return {
    name: measure.name,
    verdict,
    unit,
    value: rounded(difference.by),
    lo: rounded(difference.lo),
    hi: rounded(difference.hi),
    confidence: 1 - 2 * failTail,
    limit: hundredths(limit),
    change,
    message: changeMessage({ name: measure.name, kind: measure.kind, unit, limit, tail: failTail }, difference, change),
  };
}

function isWithin({ hi }: Difference<string>, limit: number): boolean {
  return hi !== null && hi <= limit;
}

function rounded(value: number | null): number | null {
  return value === null ? null : hundredths(value);
}

interface Comparison {
  readonly difference: Difference<string>;
  readonly change: Change;
}

function compareDates(
  column: number,
  { name, share }: { readonly name: string; readonly share: number },
  { played, baseline, pairing }: Judging,
  tail: number,
): Comparison {
  if (baseline === null) throw new Error('compared without a baseline');
  const { plan } = played;
  const unit = ticksPerReportUnit(plan.axis);
  const what = name.replace(/ P[\d.]+$/, '');
  const held = baseline.milestones[what] ?? [];
  const futures = pairing === 'paired' ? Math.min(played.futures, held.length) : played.futures;
  const before = baselineTicks(held, pairing === 'paired' ? futures : held.length, unit);
  const after = asBaselineTicks(played.column(column).subarray(0, futures), unit);
  const shift = startShift(plan, baseline);
  const horizon = Math.min(plan.horizon, Math.round(baseline.until * unit));
  const difference = percentileDifference(before, after, share, { pairing, confidence: 1 - 2 * tail, horizon, ticksPerUnit: unit, shift });
  const at = (ticks: Int32Array, offset: number): Instant => {
    const tick = percentileBounds(sortTicks(ticks), share, 0.05).at;
    return Number.isFinite(tick) ? instantOf(plan, tick + offset) : null;
  };
  const causes = causesOf(played, what, baseline.drivingDays[what]);
  return { difference, change: { what, before: at(before, -shift), after: at(after, 0), pairing, causes } };
}

function compareAmounts(
  measure: Extract<Compared['measure'], { kind: 'amount' }>,
  { played, baseline, pairing }: Judging,
  tail: number,
): Comparison {
  if (baseline === null) throw new Error('compared without a baseline');
  const held = baseline.amounts[measure.name] ?? [];
  const now = played.amount(measure).map(hundredths);
  const futures = pairing === 'paired' ? Math.min(now.length, held.length) : now.length;
  const before = pairing === 'paired' ? held.slice(0, futures) : held;
  const after = now.subarray(0, futures);
  const difference = amountDifference(before, after, { pairing, confidence: 1 - 2 * tail });
  const mean = (values: ArrayLike<number>): number => hundredths(meanBounds(values, 0.05).at);
  return { difference, change: { what: measure.name, before: mean(before), after: mean(after), pairing, causes: [] } };
}

/** Changes of less than this many days in a cause are noise of rounding. */
const LEAST = 0.05;

/** What took the days, and what gave some back: largest change first. */
function causesOf(played: Played, name: string, before: Readonly<Record<string, number>> | undefined): Change['causes'] {
  const after = drivingDays(played, name);
  if (after === null || before === undefined) return [];
  const labels = new Map(played.plan.causes.map(({ id, label }) => [id, label]));
  return [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .map((cause) => ({ cause, label: labels.get(cause) ?? cause, days: hundredths((after[cause] ?? 0) - (before[cause] ?? 0)) }))
    .filter(({ days }) => Math.abs(days) >= LEAST)
    .sort((a, b) => Math.abs(b.days) - Math.abs(a.days) || (a.cause < b.cause ? -1 : 1));
}

interface Told {
  readonly name: string;
  readonly kind: 'date' | 'amount';
  readonly unit: string;
  readonly limit: number;
  readonly tail: number;
}

function changeMessage(
  { name, kind, unit, limit, tail }: Told,
  { by, lo, hi }: Difference<string>,
  { before, after, causes }: Change,
): string {
  const show = (value: number | null): string => (value === null ? 'not known' : value.toFixed(1));
  const worse = kind === 'date' ? 'later' : 'more';
  const better = kind === 'date' ? 'sooner' : 'less';
  const word = by !== null && by < 0 ? better : worse;
  const sign = word === better ? -1 : 1;
  const [from, to] = sign < 0 ? [hi, lo] : [lo, hi];
  const times = (value: number | null): number | null => (value === null ? null : sign * value + 0);
  const moved =
    by === 0 && lo === 0 && hi === 0
      ? `${name} has not moved`
      : by === null
        ? `${name} cannot be compared: it lies after the horizon`
        : `${name} is ${show(times(by))} ${unit} ${word} (${show(times(from))} to ${show(times(to))}, ${sure(tail)})`;
  const dates = before === after ? '' : `, from ${before ?? 'after the horizon'} to ${after ?? 'after the horizon'}`;
  const took = causes
    .slice(0, 3)
    .map(({ label, days }) => `${days > 0 ? '+' : ''}${days.toFixed(1)} d ${label}`)
    .join(', ');
  const let_ = limit > 0 ? `; ${limit.toFixed(limit < 10 ? 1 : 0)} ${unit} are let pass` : '';
  return `${moved}${dates}${let_}${took === '' ? '' : `; on its way, on average: ${took}`}`;
}
