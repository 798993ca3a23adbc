/**
 * Makes a baseline, and reads one as columns that can be set against a new study. Comes in: a study, or a baseline. Goes out: dates and
 * amounts of each future to a hundredth of a day, rounded alike on both sides, so that nothing changed means that nothing differs.
 */
import { axisOrigin, parseDate, showInstant, ticksPerReportUnit } from '../base/time.ts';
import { parseOutcome } from '../measure/chosen-outcome.ts';
import { readDrivers, readLastDrivers } from '../measure/metrics/drivers.ts';
import { ALL_ONLINE, CENSORED } from '../measure/rows.ts';
import { reportUnits } from '../measure/tell.ts';
import type { Baseline } from '../plan/baseline.ts';
import type { AmountMetric, Expectation } from '../plan/expectation.ts';
import type { Plan } from '../plan/plan.ts';
import type { Played } from './gate-play.ts';
import { type Gate, resolveGate } from './gate-resolve.ts';

export interface BaselineOrigin {
  readonly tool: string;
  readonly scenarioDigest: string;
  readonly libraryDigest: string;
  /** The first future. */
  readonly seed: string;
}

/** What a baseline holds: dates by name, and amounts that are measured. */
export interface BaselineContent {
  readonly dates: readonly string[];
  readonly amounts: readonly Extract<Gate, { kind: 'amount' }>['measure'][];
}

/**
 * What people look at first: milestones that bring compute online or that have a target, half of the compute and all of it, and the
 * MW-days lost; and whatever the expectations name. Without any of it, the finish of the last activity.
 */
export function headlineOf(plan: Plan, expectations: readonly Expectation[]): BaselineContent {
  const online = new Set(plan.compute.map(({ activity }) => activity));
  const isPlanned = plan.compute.some(({ planned }) => planned !== null);
  const dates = new Set([
    ...plan.milestones.filter(({ activity, target }) => online.has(activity) || target !== null).map(({ id }) => id),
    // Of one unit, any amount is online with its milestone.
    ...(plan.compute.length > 1 ? ['online 50 %', ALL_ONLINE] : []),
  ]);
  const amounts = new Map<string, { metric: AmountMetric; of: string | null }>(
    isPlanned ? [['lost_mw_days', { metric: 'lost_mw_days', of: null }]] : [],
  );
  for (const expectation of expectations) {
    const what = expectation.kind === 'baseline' ? expectation.what : expectation;
    if (what?.kind === 'percentile' || what?.kind === 'chance') dates.add(what.subject);
    if (what?.kind === 'amount') amounts.set(JSON.stringify([what.metric, what.of]), { metric: what.metric, of: what.of });
  }
  if (dates.size === 0) dates.add('makespan');
  return {
    dates: [...dates].filter((name) => columnNamed(name, plan) !== null),
    amounts: [...amounts.values()].flatMap(({ metric, of }) => {
      const resolved = resolveGate('', { kind: 'amount', metric, of, relation: '<', limit: 0 }, plan, null);
      return resolved.ok && resolved.gate.kind === 'amount' ? [resolved.gate.measure] : [];
    }),
  };
}

function columnNamed(name: string, plan: Plan): number | null {
  const parsed = parseOutcome(name, plan);
  return parsed.ok && parsed.outcome.kind !== 'lost' ? parsed.outcome.column : null;
}

export function makeBaseline(played: Played, content: BaselineContent, origin: BaselineOrigin): Baseline {
  const { plan, futures } = played;
  const unit = ticksPerReportUnit(plan.axis);
  const dates = content.dates.flatMap((name) => {
    const column = columnNamed(name, plan);
    return column === null ? [] : [[name, played.column(column)] as const];
  });
  return {
    scenario: plan.scenario,
    ...origin,
    start: plan.axis.kind === 'dated' ? plan.axis.start : null,
    until: reportUnits(plan, plan.horizon),
    futures,
    milestones: Object.fromEntries(
      dates.map(([name, ticks]) => [name, Array.from(ticks, (tick) => (tick === CENSORED ? null : hundredths(tick / unit)))]),
    ),
    amounts: Object.fromEntries(content.amounts.map((measure) => [measure.name, Array.from(played.amount(measure), hundredths)])),
    drivingDays: Object.fromEntries(
      dates.flatMap(([name]) => {
        const days = drivingDays(played, name);
        return days === null ? [] : [[name, days] as const];
      }),
    ),
  };
}

export function hundredths(value: number): number {
  return Math.round(value * 100) / 100 + 0;
}

/** Mean days by cause on the way to a milestone, or to the last of all; null for what has no way of its own. */
export function drivingDays({ plan, totals, column }: Played, name: string): Readonly<Record<string, number>> | null {
  const milestone = plan.milestones.findIndex(({ id }) => id === name);
  const isLast = name === (plan.compute.length > 0 ? ALL_ONLINE : 'makespan');
  if (milestone < 0 && !isLast) return null;
  const all: readonly (readonly [string, number])[] =
    milestone < 0
      ? readLastDrivers(totals).map((days, i) => [plan.causes[i]?.id ?? '', days])
      : readDrivers(totals, milestone, reachedIn(column(columnNamed(name, plan) ?? 0))).map(({ cause, amount }) => [cause, amount]);
  const told = all.map(([cause, days]) => [cause, hundredths(days)] as const).filter(([, days]) => days > 0);
  return Object.fromEntries(told.sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)));
}

function reachedIn(ticks: Int32Array): number {
  return ticks.reduce((count, tick) => count + Number(tick !== CENSORED), 0);
}

/** A column of dates rounded as baselines round it. */
export function asBaselineTicks(ticks: Int32Array, unit: number): Int32Array {
  return ticks.map((tick) => (tick === CENSORED ? CENSORED : Math.round(hundredths(tick / unit) * unit)));
}

/** The first `futures` dates of a baseline as ticks since its own start. */
export function baselineTicks(days: readonly (number | null)[], futures: number, unit: number): Int32Array {
  return Int32Array.from(days.slice(0, futures), (day) => (day === null ? CENSORED : Math.round(day * unit)));
}

/** Ticks from the start of the baseline to that of the plan. */
export function startShift(plan: Plan, { start }: Baseline): number {
  if (plan.axis.kind !== 'dated' || start === null) return 0;
  return axisOrigin(plan.axis) - (parseDate(start) ?? axisOrigin(plan.axis));
}

/** Ticks from the horizon of the baseline to that of the plan, as days of the calendar where there is one. */
export function horizonShift(plan: Plan, baseline: Baseline): number {
  const before = Math.round(baseline.until * ticksPerReportUnit(plan.axis));
  return plan.horizon + startShift(plan, baseline) - before;
}

/** What is another in time than when the baseline was made, in words. */
export function movedFrame(plan: Plan, baseline: Baseline): string[] {
  const shift = startShift(plan, baseline);
  const horizon = horizonShift(plan, baseline);
  const day = (tick: number) => showInstant(plan.axis, tick);
  return [
    ...(shift === 0 ? [] : [`the start has moved from ${baseline.start} to ${day(0)}`]),
    ...(horizon === 0 ? [] : [`the horizon has moved from ${day(plan.horizon - horizon)} to ${day(plan.horizon)}`]),
  ];
}

/** What a baseline made today would hold, and this one does not. */
export function missingIn({ milestones, amounts }: Baseline, { dates, amounts: measures }: BaselineContent): string[] {
  return [
    ...dates.filter((name) => milestones[name] === undefined),
    ...measures.map(({ name }) => name).filter((name) => amounts[name] === undefined),
  ];
}
