/** What a scenario asks of a backtest, and its plan as of each day. Comes in: a Scenario. Goes out: plans and questions, or problems. */
import { InvalidInput } from '../base/problem.ts';
import { parseDate } from '../base/time.ts';
import type { Plan } from '../plan/plan.ts';
import { type AskedMilestone, askedMilestones } from '../trades/backtest.ts';
import { compile } from './compile.ts';
import type { Scenario } from './read-scenario.ts';

export interface AskedBacktest {
  readonly title: string;
  readonly start: string;
  readonly until: string;
  /** In order of day. */
  readonly forecasts: readonly { readonly asOf: string; readonly plan: Plan }[];
  readonly milestones: readonly AskedMilestone[];
}

/** Throws InvalidInput if the file asks for no backtest, or for one that cannot be. */
export function compileBacktest(scenario: Scenario): AskedBacktest {
  const { content } = scenario;
  const fields = content.kind === 'dated' ? content.fields : undefined;
  const backtest = fields?.backtest;
  if (fields === undefined || backtest === undefined) {
    // What is wrong with the rest is told first: it may be why the section is not there.
    compile(scenario);
    const missing = {
      path: [],
      message: 'this scenario asks for no backtest',
      remedy: content.kind === 'plain' ? 'write a scenario with dates; a network has none' : 'add "backtest:" with the days to forecast on',
    };
    throw new InvalidInput([{ ...missing, place: scenario.place([]) }]);
  }
  const days = [...new Set(backtest.as_of.map((day) => day.slice(0, 10)))].sort();
  const forecasts = days.map((asOf) => ({ asOf, plan: compile(scenario, asOf) }));
  const { plan } = forecasts[0]!;
  return {
    title: plan.title,
    start: fields.start,
    until: fields.until,
    forecasts,
    milestones: askedMilestones(plan, backtest, fields.actuals ?? {}, parseDate(fields.start) as number),
  };
}
