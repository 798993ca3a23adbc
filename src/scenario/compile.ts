/**
 * From a Scenario to a Plan, in the order of the comment below; nothing else in the project turns YAML into activities.
 *
 *   1. axis and horizon     when the clock starts and when it stops
 *   2. calendars, factors   what work counts its time by
 *   3. resources            pools, stocks, levels, crews of the whole file
 *   4. sites                each trade lowers its part
 *   5. activities           work that belongs to no site
 *   6. build                names are resolved, the plan is checked and frozen
 */
import { byPlace, InvalidInput, type Problem, Problems, withoutConsequences } from '../base/problem.ts';
import { parseDate, type TimeAxis, ticksPerPlainUnit } from '../base/time.ts';
import { PlanBuilder } from '../plan/builder.ts';
import type { Plan } from '../plan/plan.ts';
import { lowerDatedCalendar, lowerPlainCalendar } from '../trades/calendars.ts';
import { groupCause, type Lowering } from '../trades/lowering.ts';
import { numberLaw } from '../trades/read.ts';
import { lowerCrews, lowerLevels, lowerPools, lowerStocks } from '../trades/resources.ts';
import { lowerActivities, lowerSite } from '../trades/site.ts';
import type { Scenario } from './read-scenario.ts';
import type { DatedScenario, PlainScenario } from './schema.ts';

/** Lowers a scenario into a plan. Throws InvalidInput with every problem of the file, sorted by place. */
export function compile(scenario: Scenario): Plan {
  const problems = new Problems(scenario.problems, scenario.leftOut);
  const { content } = scenario;
  const plan = content.kind === 'dated' ? compileDated(scenario, content.fields, problems) : compilePlain(content.fields, problems);
  const found = unrepeated(withoutConsequences(problems.list).map((problem) => withPlace(scenario, problem)));
  if (found.length > 0) throw new InvalidInput(found.sort(byPlace));
  return plan;
}

function compileDated(scenario: Scenario, fields: DatedScenario, problems: Problems): Plan {
  // 1. Axis and horizon.
  const axis: TimeAxis = { kind: 'dated', start: fields.start };
  const horizon = (parseDate(fields.until) as number) - (parseDate(fields.start) as number);
  if (horizon <= 0)
    problems.add(['until'], `the horizon (${fields.until}) does not come after the start (${fields.start})`, 'move "until" to a later day');
  const builder = new PlanBuilder(axis, Math.max(0, horizon), problems);
  const lowering: Lowering = { axis, horizon: Math.max(0, horizon), builder, problems };
  const { strict } = fields.dispatch;
  // 2. Calendars and factors.
  for (const [id, calendar] of Object.entries(scenario.calendars)) lowerDatedCalendar(lowering, id, calendar, ['calendars', id]);
  lowerFactors(lowering, fields.factors);
  // 3. Resources.
  lowerPools(lowering, [], fields.pools, strict, ['pools']);
  lowerCrews(lowering, [], fields.crews, strict, ['crews']);
  lowerStocks(lowering, [], fields.stocks, strict, ['stocks']);
  lowerLevels(lowering, [], fields.levels, strict, ['levels']);
  // 4. Sites.
  const defaults = { library: scenario.library, calendar: fields.calendar ?? null, isStrict: strict };
  for (const [id, site] of Object.entries(fields.sites)) lowerSite(lowering, id, site, defaults);
  // 5. Activities.
  lowerActivities(
    lowering,
    { scope: [], site: null, calendar: fields.calendar ?? null, cause: groupCause(builder, 'work') },
    fields.activities,
    ['activities'],
  );
  // 6. Build.
  return builder.build(fields.scenario, fields.title ?? fields.scenario, { rule: fields.dispatch.rule });
}

function compilePlain(fields: PlainScenario, problems: Problems): Plan {
  const axis: TimeAxis = { kind: 'plain', unit: fields.time_unit };
  const horizon = Math.round(fields.until * ticksPerPlainUnit(fields.time_unit));
  const builder = new PlanBuilder(axis, horizon, problems);
  const lowering: Lowering = { axis, horizon, builder, problems };
  const { strict } = fields.dispatch;
  for (const [id, calendar] of Object.entries(fields.calendars)) lowerPlainCalendar(lowering, id, calendar, ['calendars', id]);
  lowerFactors(lowering, fields.factors);
  lowerPools(lowering, [], fields.pools, strict, ['pools']);
  lowerStocks(lowering, [], fields.stocks, strict, ['stocks']);
  lowerLevels(lowering, [], fields.levels, strict, ['levels']);
  lowerActivities(lowering, { scope: [], site: null, calendar: null, cause: groupCause(builder, 'work') }, fields.activities, [
    'activities',
  ]);
  return builder.build(fields.scenario, fields.title ?? fields.scenario, { rule: fields.dispatch.rule });
}

function lowerFactors({ builder, problems }: Lowering, factors: Readonly<Record<string, unknown>>): void {
  for (const [id, field] of Object.entries(factors)) builder.addFactor({ id, law: numberLaw(problems, ['factors', id], field, 1) });
}

/** A mistake in a template is found once for each of its halls and told once. */
function unrepeated(problems: readonly Problem[]): Problem[] {
  const seen = new Set<string>();
  return problems.filter(({ place, message }) => {
    const key = `${place?.file}:${place?.line}:${place?.column}: ${message}`;
    return seen.has(key) ? false : seen.add(key);
  });
}

function withPlace(scenario: Scenario, problem: Problem): Problem {
  return problem.place === undefined ? { ...problem, place: scenario.place(problem.path) } : problem;
}
