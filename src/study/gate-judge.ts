/**
 * Pass, fail or undecided: one gate, held against what was played so far. An interval on the right side of the limit passes, one on
 * the wrong side fails, one across it decides nothing. Comes in: a gate, futures, and how wrong the look may be. Goes out: findings.
 */
import { showBoundedChance, showChance } from '../base/show-chance.ts';
import { type Bounds, chanceBounds, percentileBounds } from '../measure/bounds.ts';
import { ASKED } from '../measure/fold.ts';
import { meanBounds } from '../measure/mean-bounds.ts';
import type { Instant } from '../measure/outcomes.ts';
import { rankTicks } from '../measure/quantiles.ts';
import { CENSORED } from '../measure/rows.ts';
import { instantOf } from '../measure/tell.ts';
import { type Relation, unitOf } from '../plan/expectation.ts';
import { amountRange } from './amount-range.ts';
import { hundredths } from './baseline.ts';
import { judgeBaseline } from './gate-compare.ts';
import { type Judged, type Judging, sure } from './gate-judging.ts';
import type { Finding, GateVerdict } from './gate-outcome.ts';
import type { Gate } from './gate-resolve.ts';

export function judge(gate: Gate, judging: Judging): Judged {
  switch (gate.kind) {
    case 'percentile':
      return one(judgePercentile(gate, judging));
    case 'chance':
      return one(judgeChance(gate, judging));
    case 'amount':
      return one(judgeAmount(gate, judging));
    case 'baseline':
      return judgeBaseline(gate, judging);
  }
}

function one(finding: Finding): Judged {
  return { verdict: finding.verdict, findings: [finding] };
}

function verdictOf({ lo, hi }: Pick<Bounds, 'lo' | 'hi'>, relation: Relation, limit: number): GateVerdict {
  switch (relation) {
    case '<=':
      return hi <= limit ? 'pass' : lo > limit ? 'fail' : 'undecided';
    case '<':
      return hi < limit ? 'pass' : lo >= limit ? 'fail' : 'undecided';
    case '>=':
      return lo >= limit ? 'pass' : hi < limit ? 'fail' : 'undecided';
    case '>':
      return lo > limit ? 'pass' : hi <= limit ? 'fail' : 'undecided';
  }
}

/** Limits of dates are whole ticks, the last that is still before or on the day: `<` and `>=` have been moved onto it already. */
const OF_TICKS: Readonly<Record<Relation, Relation>> = { '<=': '<=', '<': '<=', '>=': '>', '>': '>' };

const WORDS: Readonly<Record<GateVerdict, string>> = {
  pass: 'as expected',
  fail: 'not as expected',
  undecided: 'too close to tell',
};

function judgePercentile({ measure, relation, limit, text }: Extract<Gate, { kind: 'percentile' }>, { played, tail }: Judging): Finding {
  const { plan } = played;
  const bounds = percentileBounds(rankTicks(played.column(measure.column)), measure.share, tail);
  const verdict = verdictOf(bounds, OF_TICKS[relation], limit);
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
  const interval = `${showChance(bounds.lo, 1)} to ${showChance(bounds.hi, 1)}`;
  return {
    name,
    verdict,
    unit: 'share',
    value: bounds.at,
    lo: bounds.lo,
    hi: bounds.hi,
    confidence: 1 - 2 * tail,
    limit: share,
    message: `${name} is ${showBoundedChance(bounds)} (${interval}, ${sure(tail)}): ${WORDS[verdict]}, ${text}`,
  };
}

function judgeAmount({ measure, relation, limit, text }: Extract<Gate, { kind: 'amount' }>, { played, tail }: Judging): Finding {
  const bounds = meanBounds(played.amount(measure), amountRange(measure, played.plan), tail);
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

function finite(value: number): number | null {
  return Number.isFinite(value) ? hundredths(value) : null;
}
