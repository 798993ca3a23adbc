/**
 * Forecasts of the past beside what happened: plain JSON, from which the tables and charts of a backtest are made. Comes in: the
 * finish of a milestone in each future, as forecast on a day, and what was said and done about it. Goes out: scored cases, and
 * what they add up to. Instants are ISO dates; distances are whole days, positive where it came later than said.
 */
import { brier, crps, errorAgainst, happenedBy, pit, type Span, type Verdict, within } from '../base/scores.ts';
import { percentileInterval, percentileRank, wilsonInterval } from '../base/statistics.ts';
import { axisOrigin, formatDate, MINUTES_PER_DAY, parseDate } from '../base/time.ts';
import type { Plan } from '../plan/plan.ts';
import { CENSORED } from './rows.ts';
import { tidy } from './tell.ts';

export const BACKTEST_SCHEMA_VERSION = 1;

/** When it happened: between two days, both included; the same twice where the day is known. */
export interface ActualDays {
  readonly from: string;
  readonly to: string;
}

/** What somebody said on a day: done by another. */
export interface Promised {
  readonly said: string;
  readonly by: string;
  readonly source: string | null;
}

/** A milestone as a backtest asks about it. */
export interface BacktestMilestone {
  readonly id: string;
  /** Forecasts begin on this day; null: with the first. */
  readonly from: string | null;
  /** Null: not known. */
  readonly actual: ActualDays | null;
  readonly target: string | null;
  readonly promises: readonly Promised[];
}

const FORECAST_SHARES = { p10: 0.1, p25: 0.25, p50: 0.5, p75: 0.75, p80: 0.8, p90: 0.9 } as const;
type ForecastShare = keyof typeof FORECAST_SHARES;

/** Days between which the true percentile lies with 90 % confidence; null: nothing bounds it on that side before the horizon. */
export interface DayInterval {
  readonly lo: string | null;
  readonly hi: string | null;
}

/** Null in these: after the horizon. */
export interface ForecastDays {
  readonly p10: string | null;
  readonly p25: string | null;
  readonly p50: string | null;
  readonly p75: string | null;
  readonly p80: string | null;
  readonly p90: string | null;
  readonly intervals: Readonly<Record<ForecastShare, DayInterval>>;
  /** Futures that did not reach it by the horizon; scores take them to reach it then. */
  readonly censored: number;
}

/** What a limit (a promise or a target) was worth. */
export interface LimitScore {
  readonly by: string;
  /** Share of futures that were in time, on the day of the forecast. */
  readonly probability: number;
  readonly happened: Verdict;
  readonly brier: number | null;
  /** What happened less the limit, in days. */
  readonly errorDays: number;
}

/** One forecast of one milestone. */
export interface BacktestForecast extends ForecastDays {
  readonly milestone: string;
  readonly asOf: string;
  /** The latest promise made by then, and the share of futures in which it is kept. */
  readonly promise: Promised | null;
  readonly promiseProbability: number | null;
}

/** A forecast of something of which the outcome is known. */
export interface BacktestCase extends BacktestForecast {
  readonly actual: ActualDays;
  /** What happened less P50; null if P50 lies after the horizon. Of a span, the day nearest to P50 counts. */
  readonly errorDays: number | null;
  readonly inP10P90: Verdict;
  readonly inP25P75: Verdict;
  readonly crpsDays: number;
  readonly pit: { readonly before: number; readonly by: number };
  readonly promised: LimitScore | null;
  readonly target: LimitScore | null;
}

/** How many outcomes fell within an interval. */
export interface Coverage {
  readonly of: number;
  readonly yes: number;
  /** Those of which it cannot be said: what happened is known too roughly. */
  readonly unsure: number;
  /** The 90 % interval (Wilson) of the share: its lower bound if none of the unsure lie within, its upper bound if all do. */
  readonly lo: number;
  readonly hi: number;
}

export interface BacktestSummary {
  /** Forecasts that could be scored, and the events they were about. */
  readonly cases: number;
  readonly events: number;
  /** Scenarios with at least one case. */
  readonly scenarios: number;
  /** Forecasts of what is still open. */
  readonly open: number;
  /** Cases within P10 to P90 (P25 to P75); null without any. */
  readonly coverage80: Coverage | null;
  readonly coverage50: Coverage | null;
  readonly meanCrpsDays: number | null;
  /** Mean of what happened less P50. */
  readonly biasDays: number | null;
  /** Over the cases for which a promise had been made: our mean CRPS beside the mean absolute error of the promise. */
  readonly againstPromise: {
    readonly cases: number;
    readonly meanCrpsDays: number;
    readonly meanAbsoluteErrorOfP50: number | null;
    readonly meanAbsoluteErrorOfPromise: number;
    readonly biasOfPromise: number;
  } | null;
  /** Mean Brier score for "by the promised day" and for "by the target". */
  readonly brierPromise: number | null;
  readonly brierTarget: number | null;
  /** How much it is worth, in words. */
  readonly verdict: string;
}

export interface ScenarioBacktest {
  readonly scenario: string;
  readonly title: string;
  readonly start: string;
  readonly until: string;
  readonly scenarioDigest: string;
  readonly asOf: readonly string[];
  readonly cases: readonly BacktestCase[];
  /** Forecasts of what nobody knows yet: not scored. */
  readonly open: readonly BacktestForecast[];
  readonly summary: BacktestSummary;
}

export interface Backtest {
  readonly schemaVersion: typeof BACKTEST_SCHEMA_VERSION;
  readonly tool: string;
  readonly seed: string;
  readonly replications: number;
  readonly confidence: 0.9;
  readonly scenarios: readonly ScenarioBacktest[];
  readonly summary: BacktestSummary;
}

/** Days since 1970-01-01 of an ISO date. Throws if it is none. */
function dayOf(date: string): number {
  const minutes = parseDate(date);
  if (minutes === undefined) throw new Error(`not a date: ${date}`);
  return Math.floor(minutes / MINUTES_PER_DAY);
}

function dateOf(day: number): string {
  return formatDate(day * MINUTES_PER_DAY);
}

/** The days of one column of rows, in ascending order; those that never came last, as Infinity. */
export function daysOf(plan: Plan, column: Int32Array): Float64Array {
  const origin = axisOrigin(plan.axis);
  return Float64Array.from(column, (tick) =>
    tick === CENSORED ? Number.POSITIVE_INFINITY : Math.floor((origin + tick) / MINUTES_PER_DAY),
  ).sort();
}

/** The percentiles of a forecast. `days` as `daysOf` gives them. */
export function forecastOf(milestone: BacktestMilestone, asOf: string, days: Float64Array): BacktestForecast {
  const promise = latestPromise(milestone, asOf);
  const dayAt = (rank: number | null): string | null => {
    const day = rank === null ? Number.POSITIVE_INFINITY : days[rank - 1]!;
    return day === Number.POSITIVE_INFINITY ? null : dateOf(day);
  };
  const percentile = (share: ForecastShare): string | null => dayAt(percentileRank(days.length, FORECAST_SHARES[share]));
  const interval = (share: ForecastShare): DayInterval => {
    const { lo, hi } = percentileInterval(days.length, FORECAST_SHARES[share]);
    return { lo: dayAt(lo), hi: dayAt(hi) };
  };
  return {
    milestone: milestone.id,
    asOf,
    p10: percentile('p10'),
    p25: percentile('p25'),
    p50: percentile('p50'),
    p75: percentile('p75'),
    p80: percentile('p80'),
    p90: percentile('p90'),
    intervals: {
      p10: interval('p10'),
      p25: interval('p25'),
      p50: interval('p50'),
      p75: interval('p75'),
      p80: interval('p80'),
      p90: interval('p90'),
    },
    censored: days.reduce((count, day) => count + (day === Number.POSITIVE_INFINITY ? 1 : 0), 0),
    promise,
    promiseProbability: promise === null ? null : probabilityBy(days, dayOf(promise.by)),
  };
}

/** The same with its scores. `lastDay`: where futures that never got there are taken to be, days since 1970-01-01. */
export function scoreForecast(
  milestone: BacktestMilestone & { readonly actual: ActualDays },
  asOf: string,
  days: Float64Array,
  lastDay: number,
): BacktestCase {
  const forecast = forecastOf(milestone, asOf, days);
  const span: Span = { from: dayOf(milestone.actual.from), to: dayOf(milestone.actual.to) };
  const p50 = percentileDay(days, 0.5);
  const limit = (by: string): LimitScore => {
    const last = dayOf(by);
    const probability = probabilityBy(days, last);
    const happened = happenedBy(span, last);
    const score = brier(probability, happened);
    return { by, probability, happened, brier: score === null ? null : tidy(score), errorDays: errorAgainst(last, span) };
  };
  const { before, by } = pit(days, span);
  return {
    ...forecast,
    actual: milestone.actual,
    errorDays: p50 === Number.POSITIVE_INFINITY ? null : errorAgainst(p50, span),
    inP10P90: within(span, percentileDay(days, 0.1), percentileDay(days, 0.9)),
    inP25P75: within(span, percentileDay(days, 0.25), percentileDay(days, 0.75)),
    crpsDays: tidy(
      crps(
        days.map((day) => Math.min(day, lastDay)),
        span,
      ),
    ),
    pit: { before: tidy(before), by: tidy(by) },
    promised: forecast.promise === null ? null : limit(forecast.promise.by),
    target: milestone.target === null ? null : limit(milestone.target),
  };
}

/** The horizon of a plan, as a day. */
export function lastDayOf(plan: Plan): number {
  return Math.floor((axisOrigin(plan.axis) + plan.horizon) / MINUTES_PER_DAY);
}

function probabilityBy(days: Float64Array, day: number): number {
  return tidy(pit(days, { from: day, to: day }).by);
}

function percentileDay(days: Float64Array, share: number): number {
  return days[percentileRank(days.length, share) - 1]!;
}

/** The last thing said by a day; of several on one day, the last that is listed. */
function latestPromise({ promises }: BacktestMilestone, asOf: string): Promised | null {
  const known = promises.filter(({ said }) => dayOf(said) <= dayOf(asOf));
  return known.reduce<Promised | null>((latest, next) => (latest === null || dayOf(next.said) >= dayOf(latest.said) ? next : latest), null);
}

interface Scored {
  readonly scenario: string;
  readonly cases: readonly BacktestCase[];
  readonly open: readonly BacktestForecast[];
}

/** What scored forecasts add up to. */
export function summariseBacktest(scenarios: readonly Scored[]): BacktestSummary {
  const cases = scenarios.flatMap((scenario) => scenario.cases);
  const events = new Set(scenarios.flatMap(({ scenario, cases: own }) => own.map(({ milestone }) => `${scenario}\n${milestone}`))).size;
  const counted = scenarios.filter(({ cases: own }) => own.length > 0).length;
  const withPromise = cases.filter(({ promised }) => promised !== null);
  return {
    cases: cases.length,
    events,
    scenarios: counted,
    open: scenarios.reduce((sum, { open }) => sum + open.length, 0),
    coverage80: coverage(cases.map(({ inP10P90 }) => inP10P90)),
    coverage50: coverage(cases.map(({ inP25P75 }) => inP25P75)),
    meanCrpsDays: mean(cases.map(({ crpsDays }) => crpsDays)),
    biasDays: mean(cases.flatMap(({ errorDays }) => errorDays ?? [])),
    againstPromise:
      withPromise.length === 0
        ? null
        : {
            cases: withPromise.length,
            meanCrpsDays: mean(withPromise.map(({ crpsDays }) => crpsDays)) as number,
            meanAbsoluteErrorOfP50: mean(withPromise.flatMap(({ errorDays }) => (errorDays === null ? [] : Math.abs(errorDays)))),
            meanAbsoluteErrorOfPromise: mean(withPromise.map(({ promised }) => Math.abs((promised as LimitScore).errorDays))) as number,
            biasOfPromise: mean(withPromise.map(({ promised }) => (promised as LimitScore).errorDays)) as number,
          },
    brierPromise: mean(cases.flatMap(({ promised }) => promised?.brier ?? [])),
    brierTarget: mean(cases.flatMap(({ target }) => target?.brier ?? [])),
    verdict: verdictOf(cases.length, events, counted),
  };
}

/** Below this, nobody should call it more than an anecdote: a share of 80 % is then known to about 10 points either way. */
const EVENTS_THAT_SAY_SOMETHING = 50;

function verdictOf(cases: number, events: number, scenarios: number): string {
  if (cases === 0) return 'no forecast could be scored: nothing is validated';
  const what = `${count(cases, 'forecast')} of ${count(events, 'event')} in ${count(scenarios, 'scenario')}`;
  const dependent = 'forecasts of one event share its luck, and events of one site share theirs';
  return events < EVENTS_THAT_SAY_SOMETHING ? `${what}: no validation; ${dependent}` : `${what}; ${dependent}`;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

function coverage(verdicts: readonly Verdict[]): Coverage | null {
  const of = verdicts.length;
  if (of === 0) return null;
  const yes = verdicts.filter((verdict) => verdict === 'yes').length;
  const unsure = verdicts.filter((verdict) => verdict === 'unsure').length;
  return { of, yes, unsure, lo: tidy(wilsonInterval(yes, of).lo), hi: tidy(wilsonInterval(yes + unsure, of).hi) };
}

function mean(values: readonly number[]): number | null {
  return values.length === 0 ? null : tidy(values.reduce((sum, value) => sum + value, 0) / values.length);
}
