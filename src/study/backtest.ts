/**
 * Forecasts as of days in the past, scored by what happened. Comes in: the plan as it stood on each of those days, and what is
 * asked. Goes out: a ScenarioBacktest. It sees the outcomes only after the futures are played; nothing of them is in the plans.
 */
import {
  type BacktestCase,
  type BacktestForecast,
  type BacktestMilestone,
  daysOf,
  forecastOf,
  lastDayOf,
  type ScenarioBacktest,
  scoreForecast,
  summariseBacktest,
} from '../measure/backtest.ts';
import { columnsOf } from '../measure/rows.ts';
import type { Plan } from '../plan/plan.ts';
import type { SeedRun } from '../random/seed-list.ts';
import { type MonteCarloOptions, monteCarlo } from './monte-carlo.ts';
import { createPlayer } from './player.ts';

export interface BacktestRequest extends MonteCarloOptions {
  readonly scenario: string;
  readonly title: string;
  readonly start: string;
  readonly until: string;
  readonly scenarioDigest: string;
  /** In order of day. All of one scenario, so milestones are the same in each. */
  readonly forecasts: readonly { readonly asOf: string; readonly plan: Plan }[];
  readonly milestones: readonly BacktestMilestone[];
  readonly futures: readonly SeedRun[];
}

/** Plays the futures of each day with the same luck and scores what they say. ISO dates compare as text. */
export async function runBacktest(request: BacktestRequest): Promise<ScenarioBacktest> {
  const cases: BacktestCase[] = [];
  const open: BacktestForecast[] = [];
  for (const [i, { asOf, plan }] of request.forecasts.entries()) {
    const asked = request.milestones.filter(({ from, actual }) => (from === null || from <= asOf) && (actual === null || asOf < actual.to));
    if (asked.length === 0) continue;
    const { rows } = await monteCarlo(createPlayer({ plan, asked: [] }), request.futures, {
      workers: request.workers,
      onProgress: (done, total) => request.onProgress?.(i * total + done, request.forecasts.length * total),
    });
    const columns = columnsOf(plan);
    for (const milestone of asked) {
      const index = plan.milestones.findIndex(({ id }) => id === milestone.id);
      if (index < 0) throw new Error(`the plan as of ${asOf} has no milestone "${milestone.id}"`);
      const days = daysOf(plan, rows.column(columns.milestone(index)));
      const { actual } = milestone;
      if (actual === null) open.push(forecastOf(milestone, asOf, days));
      else cases.push(scoreForecast({ ...milestone, actual }, asOf, days, lastDayOf(plan)));
    }
  }
  const { scenario, title, start, until, scenarioDigest } = request;
  const asOf = request.forecasts.map((forecast) => forecast.asOf);
  return {
    ...{ scenario, title, start, until, scenarioDigest, asOf, cases, open },
    summary: summariseBacktest([{ scenario, cases, open }]),
  };
}
