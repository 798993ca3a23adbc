/**
 * From what is expected to what is measured: names of milestones, amounts, causes and limits become columns, numbers of causes and
 * ticks of one plan. Comes in: expectations, a plan, a baseline. Goes out: gates, or every problem with the names.
 */
import { didYouMean, nearest } from '../base/nearest.ts';
import type { Problem } from '../base/problem.ts';
import { axisOrigin, lastTickOf, parseDate, ticksPerPlainUnit, ticksPerReportUnit } from '../base/time.ts';
import { parseQuantity } from '../base/units.ts';
import type { AskedAmount } from '../measure/asked-amount.ts';
import { parseOutcome } from '../measure/chosen-outcome.ts';
import { parseProbability } from '../measure/probability.ts';
import { plannedKw } from '../measure/reach.ts';
import type { Baseline } from '../plan/baseline.ts';
import { type AmountMetric, type BaselineSubject, bareNumber, type Expectation, parseSubject, type Relation } from '../plan/expectation.ts';
import { CAUSE_GROUPS, type Plan } from '../plan/plan.ts';

/** A percentile of a column of the rows. */
export interface DateMeasure {
  readonly kind: 'date';
  readonly name: string;
  readonly column: number;
  readonly share: number;
}

/** An amount of each future: sums of a metric over some causes. */
export interface AmountMeasure {
  readonly kind: 'amount';
  readonly name: string;
  readonly metric: AmountMetric;
  /** Numbers of causes, as in the plan. */
  readonly causes: ReadonlySet<number>;
}

export type Gate = { readonly text: string } & (
  | { readonly kind: 'percentile'; readonly measure: DateMeasure; readonly relation: Relation /** Ticks. */; readonly limit: number }
  | {
      readonly kind: 'chance';
      readonly name: string;
      /** A column and its last tick, or an amount to be counted while playing. */
      readonly of: { readonly column: number; readonly limit: number } | AskedAmount;
      readonly relation: Relation;
      readonly share: number;
    }
  | { readonly kind: 'amount'; readonly measure: AmountMeasure; readonly relation: Relation; readonly limit: number }
  | {
      readonly kind: 'baseline';
      readonly against: readonly Compared[];
      /** Names of what should be compared, but is not in the baseline. */
      readonly missing: readonly string[];
    }
);

/** One thing to compare with the baseline, and by how much it may be worse: ticks, or the unit of the amount. */
export interface Compared {
  readonly measure: DateMeasure | AmountMeasure;
  readonly tolerance: number;
}

export type Resolved = { readonly ok: true; readonly gate: Gate } | { readonly ok: false; readonly problems: readonly Refusal[] };

/** `baseline`: null if there is none. */
export function resolveGate(text: string, expectation: Expectation, plan: Plan, baseline: Baseline | null): Resolved {
  switch (expectation.kind) {
    case 'percentile': {
      const measure = dateMeasure(expectation.subject, expectation.share, plan);
      const limit = limitTick(expectation.limit, expectation.relation, plan);
      if ('message' in measure || typeof limit !== 'number')
        return refused(...('message' in measure ? [measure] : []), ...(typeof limit === 'number' ? [] : [limit]));
      return { ok: true, gate: { text, kind: 'percentile', measure, relation: expectation.relation, limit } };
    }
    case 'chance': {
      const asked = parseProbability(`${expectation.subject} <= ${expectation.by}`, plan);
      if (!asked.ok) return refused(asked.problem);
      const { relation, share } = expectation;
      return { ok: true, gate: { text, kind: 'chance', name: `P(${asked.question.text})`, of: asked.question, relation, share } };
    }
    case 'amount': {
      const measure = amountMeasure(expectation.metric, expectation.of, plan);
      if ('message' in measure) return refused(measure);
      return { ok: true, gate: { text, kind: 'amount', measure, relation: expectation.relation, limit: expectation.limit } };
    }
    case 'baseline':
      return resolveBaseline(text, expectation, plan, baseline);
  }
}

/** `of`: what is wrong, where it is not the expectation. */
type Refusal = Pick<Problem, 'message' | 'remedy'> & { readonly of?: 'baseline' };

function refused(...problems: Refusal[]): Resolved {
  return { ok: false, problems };
}

function dateMeasure(subject: string, share: number, plan: Plan): DateMeasure | Refusal {
  const parsed = parseOutcome(subject, plan);
  if (!parsed.ok) {
    const first = plan.milestones[0]?.id ?? 'makespan';
    const compute = plan.compute.length > 0 ? ', "online 50 %" or another amount' : '';
    const isAmount = /\bonline\s/.test(subject);
    return isAmount
      ? parsed
      : { message: parsed.message, remedy: `use one of the plan's milestones, such as "${first}"${compute}, or "makespan"` };
  }
  const { outcome } = parsed;
  if (outcome.kind === 'lost') return { message: `"${subject}" has no date`, remedy: 'write "lost_mw_days < 5000"' };
  if (outcome.column === null)
    return {
      message: `"${subject}" is not among the amounts whose dates every future keeps: 25 %, 50 %, 75 % and 100 %`,
      remedy: `ask for its chance, "P(${subject} <= <date>) >= ${Math.round(100 * share)} %", which comes to the same`,
    };
  return { kind: 'date', name: `${subject} P${tidyPercent(share)}`, column: outcome.column, share };
}

function tidyPercent(share: number): number {
  return Math.round(share * 10_000) / 100;
}

/** What people call groups of causes besides their names. */
const GROUP_NAMES: Readonly<Record<string, string>> = { labor: 'trade', labour: 'trade', crews: 'trade', supply: 'equipment', gpu: 'gpus' };

function amountMeasure(metric: AmountMetric, of: string | null, plan: Plan): AmountMeasure | Refusal {
  if (metric === 'lost_mw_days' && plan.compute.every(({ planned }) => planned === null))
    return {
      message: 'the plan has no dates for its compute, so no MW-days are lost against it',
      remedy: 'give the halls a "target:", or expect a date',
    };
  const name = of === null ? metric : `${metric}.${of}`;
  const all = plan.causes.map((cause, number) => ({ ...cause, number }));
  if (of === null) return { kind: 'amount', name, metric, causes: new Set(all.map(({ number }) => number)) };
  const group = GROUP_NAMES[of] ?? of;
  const exact = all.filter(({ id }) => id === of);
  const meant = exact.length > 0 ? exact : all.filter((cause) => cause.group === group);
  const isGroup = (CAUSE_GROUPS as readonly string[]).includes(group);
  if (meant.length === 0 && !isGroup) {
    return {
      message: `no cause "${of}"${causeGuess(
        of,
        all.map(({ id }) => id),
      )}`,
      remedy: `use a group (${CAUSE_GROUPS.join(', ')}) or a cause of this plan, such as "${metric}.${all[0]?.id ?? 'plan'}"`,
    };
  }
  return { kind: 'amount', name, metric, causes: new Set(meant.map(({ number }) => number)) };
}

/** By its whole name, or by the part after the slash: "electrician" for "trade/electricians". */
function causeGuess(of: string, ids: readonly string[]): string {
  const whole = didYouMean(of, [...CAUSE_GROUPS, 'labor', ...ids]);
  if (whole !== '') return whole;
  const id = ids.find((candidate) => candidate.includes('/') && nearest(of, [candidate.slice(candidate.indexOf('/') + 1)]) !== undefined);
  return id === undefined ? '' : `; did you mean "${id}"?`;
}

/** The last tick that still fulfils `<=`, or the one before the first that fulfils `>`; of `<` and `>=` the one before the day. */
function limitTick(text: string, relation: Relation, { axis, horizon, milestones }: Plan): number | Refusal {
  const isDated = axis.kind === 'dated';
  const minutes = isDated ? parseDate(text) : Number(text) * ticksPerPlainUnit(axis.unit);
  const example = `${milestones[0]?.id ?? 'makespan'}.p80 ${relation} ${isDated ? '2026-12-31' : '100'}`;
  if (minutes === undefined || !Number.isFinite(minutes) || text === '')
    return { message: `"${text}" is not a ${isDated ? 'date' : 'number'}`, remedy: `write it like "${example}"` };
  const tick = Math.round(isDated ? minutes - axisOrigin(axis) : minutes);
  const isWhole = relation === '<=' || relation === '>';
  const limit = isWhole ? (text.includes('T') ? tick : lastTickOf(axis, tick)) : tick - 1;
  if (limit > horizon)
    return {
      message: `"${text}" is not over by the end of the simulation, about which nothing more is known`,
      remedy: 'expect an earlier day, or move "until"',
    };
  return limit;
}

function resolveBaseline(
  text: string,
  { what, by }: Extract<Expectation, { kind: 'baseline' }>,
  plan: Plan,
  baseline: Baseline | null,
): Resolved {
  if (baseline === null)
    return refused({
      message: 'there is no baseline to compare with',
      remedy: 'make one with "ttc baseline update <scenario>" and commit it',
    });
  const problems: Refusal[] = [];
  const subjects: readonly BaselineSubject[] = what === null ? everythingIn(baseline, problems) : [what];
  const against: Compared[] = [];
  for (const subject of subjects) {
    const measure =
      subject.kind === 'percentile' ? dateMeasure(subject.subject, subject.share, plan) : amountMeasure(subject.metric, subject.of, plan);
    if ('message' in measure) {
      const isGone = what === null;
      problems.push(
        isGone
          ? { message: `the baseline holds what this scenario does not: ${measure.message}`, remedy: UPDATE, of: 'baseline' }
          : measure,
      );
      continue;
    }
    const held = subject.kind === 'percentile' ? Object.keys(baseline.milestones) : Object.keys(baseline.amounts);
    const name = subject.kind === 'percentile' ? subject.subject : measure.name;
    if (!held.includes(name)) {
      problems.push({ message: `the baseline does not hold "${name}"${didYouMean(name, held)}`, remedy: UPDATE });
      continue;
    }
    const tolerance = toleranceOf(by, measure, plan);
    if (typeof tolerance === 'number') against.push({ measure, tolerance });
    else problems.push(tolerance);
  }
  return problems.length > 0 ? { ok: false, problems } : { ok: true, gate: { text, kind: 'baseline', against, missing: [] } };
}

const UPDATE = 'run "ttc baseline update <scenario>", look at what it changes, and commit it';

function everythingIn(baseline: Baseline, problems: Refusal[]): BaselineSubject[] {
  const dates = Object.keys(baseline.milestones).map((subject) => ({ kind: 'percentile' as const, subject, share: 0.8 }));
  const amounts = Object.keys(baseline.amounts).flatMap((name) => {
    const parsed = parseSubject(name);
    if (parsed.ok) return [parsed.what];
    problems.push({ message: `the baseline holds what this ttc does not know: ${parsed.message}`, remedy: UPDATE, of: 'baseline' });
    return [];
  });
  return [...dates, ...amounts];
}

/** Ticks, or the unit of the amount. A stretch of time is for MW-days what all compute being so much later would come to. */
function toleranceOf(by: string | null, measure: DateMeasure | AmountMeasure, { axis, compute }: Plan): number | Refusal {
  if (by === null) return 0;
  const example = axis.kind === 'dated' ? '7 d' : '7';
  const perUnit = ticksPerReportUnit(axis);
  const bare = bareNumber(by);
  if (axis.kind === 'dated' && bare !== null && measure.kind === 'date')
    return { message: `"${by}" has no unit`, remedy: `write a number and a unit, such as "${example}"` };
  const days = bare !== null ? { ok: true as const, value: bare * perUnit } : parseQuantity(by, 'elapsed');
  if (!days.ok) return { message: days.message, remedy: days.remedy };
  if (days.value < 0) return { message: `"${by}" is less than nothing`, remedy: `write how much worse it may be, such as "${example}"` };
  if (measure.kind === 'date') return Math.round(days.value);
  if (bare !== null) return bare;
  const inDays = days.value / perUnit;
  return measure.metric === 'lost_mw_days' ? (inDays * plannedKw(compute, null)) / 1000 : inDays;
}
