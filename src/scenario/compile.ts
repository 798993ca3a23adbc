/**
 * From a Scenario to a Plan, in the order of the comment below; nothing else in the project turns YAML into activities.
 *
 *   1. axis and horizon     when the clock starts and when it stops
 *   2. calendars, factors   what work counts its time by
 *   3. resources            pools, stocks, levels, crews of the whole file
 *   4. sites                each trade lowers its part
 *   5. activities           work that belongs to no site; then branches, correlations and risks, which speak of all work
 *   6. build                names are resolved, the plan is checked and frozen
 *   7. as of                the past is fixed, as far as it was known on the day of the forecast
 */
import { byPlace, InvalidInput, type Problem, Problems, withoutConsequences } from '../base/problem.ts';
import { lastTickOf, parseDate, type TimeAxis, ticksPerPlainUnit } from '../base/time.ts';
import { PlanBuilder } from '../plan/builder.ts';
import type { Plan } from '../plan/plan.ts';
import { lowerActuals } from '../trades/actuals.ts';
import { checkBacktest } from '../trades/backtest.ts';
import { lowerBranches } from '../trades/branches.ts';
import { lowerDatedCalendar, lowerPlainCalendar } from '../trades/calendars.ts';
import { lowerCorrelated } from '../trades/correlated.ts';
import { LaborBook } from '../trades/labor/book.ts';
import { lowerRegions } from '../trades/labor/regions.ts';
import { settleLabor } from '../trades/labor/settle.ts';
import { lowerWorkforce } from '../trades/labor/workforce.ts';
import { lowerCeilings } from '../trades/latency.ts';
import { groupCause, type Lowering } from '../trades/lowering.ts';
import { Markets } from '../trades/markets.ts';
import { lowerPortfolio } from '../trades/power/connection.ts';
import { numberLaw } from '../trades/read.ts';
import { lowerLevels, lowerPools, lowerStocks } from '../trades/resources.ts';
import { lowerRisks } from '../trades/risks.ts';
import { lowerActivities, lowerSite } from '../trades/site.ts';
import { Vendors, vendorOrders } from '../trades/vendors.ts';
import type { Scenario } from './read-scenario.ts';
import type { DatedScenario, PlainScenario } from './schema.ts';

/**
 * Lowers a scenario into a plan, as of the day that the file states or that `asOf` (an ISO date) puts in its place. Throws InvalidInput with every problem of the file, sorted by place.
 */
export function compile(scenario: Scenario, asOf?: string): Plan {
  const problems = new Problems(scenario.problems, scenario.leftOut);
  const { content } = scenario;
  const plan =
    content.kind === 'dated'
      ? compileDated(scenario, content.fields, problems, asOf ?? content.fields.as_of)
      : compilePlain(content.fields, problems);
  const found = unrepeated(withoutConsequences(problems.list).map((problem) => withPlace(scenario, problem)));
  if (found.length > 0) throw new InvalidInput(found.sort(byPlace));
  return plan;
}

function compileDated(scenario: Scenario, fields: DatedScenario, problems: Problems, asOf: string | undefined): Plan {
  // 1. Axis and horizon.
  const axis: TimeAxis = { kind: 'dated', start: fields.start };
  const end = (parseDate(fields.until) as number) - (parseDate(fields.start) as number);
  // A day alone is played to its end, so that targets and questions of that day can be met.
  const horizon = fields.until.includes('T') ? end : lastTickOf(axis, end);
  if (end <= 0)
    problems.add(['until'], `the horizon (${fields.until}) does not come after the start (${fields.start})`, 'move "until" to a later day');
  const builder = new PlanBuilder(axis, Math.max(0, horizon), problems);
  const lowering: Lowering = { axis, horizon: Math.max(0, horizon), builder, problems, weather: new Map() };
  const { strict } = fields.dispatch;
  // 2. Calendars and factors.
  for (const [id, calendar] of Object.entries(scenario.calendars)) lowerDatedCalendar(lowering, id, calendar, ['calendars', id]);
  lowerFactors(lowering, fields.factors);
  // 3. Resources.
  lowerPools(lowering, [], fields.pools, strict, ['pools']);
  const labor = new LaborBook();
  const everywhere = { scope: [], site: null, calendar: fields.calendar ?? null, isStrict: strict, book: labor, path: [] };
  lowerWorkforce(lowering, everywhere, { crews: fields.crews });
  lowerRegions(lowering, fields.regions, { ...everywhere, sites: Object.keys(fields.sites) });
  lowerStocks(lowering, [], fields.stocks, strict, ['stocks']);
  lowerLevels(lowering, [], fields.levels, strict, ['levels']);
  // 4. Sites.
  const sourcing = {
    markets: new Markets(lowering, fields.markets),
    vendors: new Vendors(lowering, scenario.library.vendors, vendorOrders(fields.sites)),
  };
  const defaults = { library: scenario.library, calendar: fields.calendar ?? null, isStrict: strict, labor, sourcing };
  for (const [id, site] of Object.entries(fields.sites)) lowerSite(lowering, id, site, defaults);
  lowerPortfolio(lowering);
  lowerCeilings(lowering, fields.latency_ceilings, fields.sites, ['latency_ceilings']);
  // 5. Activities.
  lowerActivities(
    lowering,
    { scope: [], site: null, calendar: fields.calendar ?? null, cause: groupCause(builder, 'work') },
    fields.activities,
    ['activities'],
  );
  lowerBranches(lowering, { site: null, calendar: fields.calendar ?? null }, fields.branches, ['branches']);
  settleLabor(lowering, labor, { regions: fields.regions, sites: fields.sites });
  lowerCorrelated(lowering, fields.correlated, ['correlated']);
  for (const [id, { risks }] of Object.entries(fields.sites)) lowerRisks(lowering, [id], risks, ['sites', id, 'risks']);
  lowerRisks(lowering, [], fields.risks, ['risks']);
  // 6. Build.
  const plan = builder.build(fields.scenario, fields.title ?? fields.scenario, { rule: fields.dispatch.rule });
  checkBacktest(lowering, plan, fields.backtest, fields.actuals ?? {}, ['backtest']);
  // 7. The past, as far as it was known on the day of the forecast.
  return asOf === undefined || problems.list.length > 0 ? plan : lowerActuals(lowering, plan, asOf, fields.actuals ?? {}, ['actuals']);
}

function compilePlain(fields: PlainScenario, problems: Problems): Plan {
  const axis: TimeAxis = { kind: 'plain', unit: fields.time_unit };
  const horizon = Math.round(fields.until * ticksPerPlainUnit(fields.time_unit));
  const builder = new PlanBuilder(axis, horizon, problems);
  const lowering: Lowering = { axis, horizon, builder, problems, weather: new Map() };
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
