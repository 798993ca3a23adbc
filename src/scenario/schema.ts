/**
 * The scenario language, assembled from the trades. Two faces of one language: dated scenarios (dates, units, sites) and
 * plain networks (bare numbers in one unit of time). A file with `time_unit` is a plain network.
 */
import { z } from 'zod';
import { PLAIN_UNITS } from '../base/time.ts';
import { DISPATCH_RULES } from '../plan/plan.ts';
import { lazily } from '../random/remember.ts';
import { activitySchema } from '../trades/activity.ts';
import { actualsSchema } from '../trades/actuals.ts';
import { backtestSchema } from '../trades/backtest.ts';
import { branchesSchema } from '../trades/branches.ts';
import { datedCalendarSchema, datedCalendarsSchema, plainCalendarsSchema } from '../trades/calendars.ts';
import { correlatedSchema } from '../trades/correlated.ts';
import { annotations, byShape, date, law, name, text } from '../trades/fields.ts';
import { gpuModelSchema } from '../trades/gpus.ts';
import { templateSchema } from '../trades/halls.ts';
import { crewsSchema } from '../trades/labor/crews.ts';
import { regionsSchema } from '../trades/labor/regions.ts';
import { latencyCeilingsSchema } from '../trades/latency.ts';
import { marketsSchema } from '../trades/markets.ts';
import { generatorSchema } from '../trades/power/bridging.ts';
import { routeSchema, stageKindSchema } from '../trades/power/stage.ts';
import { levelsSchema, poolsSchema, stocksSchema } from '../trades/resources.ts';
import { risksSchema } from '../trades/risks.ts';
import { sitesSchema } from '../trades/site.ts';
import { equipmentSchema } from '../trades/supply.ts';
import { vendorSchema, vendorsSchema } from '../trades/vendors.ts';
import { climateSchema } from '../trades/weather-fields.ts';
import { expectSchema } from './gate-schema.ts';

const scenarioName = text(/^[A-Za-z0-9][A-Za-z0-9._-]*$/, (value) => ({
  message: `"${value}" cannot name a scenario, since it names a folder too`,
  remedy: 'use letters, digits, ".", "_" and "-", a letter or digit first; "title:" may be anything',
})).describe('Name of the scenario: results go to out/<name>/.');

const dispatch = z
  .strictObject({
    rule: z
      .enum(DISPATCH_RULES)
      .default('fifo')
      .describe(
        'Who goes first when several could start. fifo: first ready, first served. priority: smallest number. The others are computed on the plan. Ties go by name in natural order.',
      ),
    strict: z
      .boolean()
      .default(false)
      .describe('A waiting activity that does not fit blocks those behind it that want the same pool, stock or level.'),
  })
  .prefault({})
  .describe('The dispatch rule.');

const common = {
  scenario: scenarioName,
  title: z.string().optional().describe('Title of reports and charts.'),
  description: z.string().optional().describe('What this scenario is about.'),
  dispatch,
  expect: z.lazy(expectSchema).optional(),
  factors: z
    .record(name, law('factor', 'A multiplier around 1.'))
    .default({})
    .describe('Random multipliers that several activities share, such as a shock to all vendors.'),
};

/** Each face is built when it is first asked for: a file has one. */
export const datedScenarioSchema = lazily(() =>
  z
    .strictObject({
      ...common,
      as_of: annotations.as_of.describe(
        'The day of the forecast: facts in this file are known up to then. After the start, the past is fixed by "actuals:", what is under way has its rest drawn, and nothing else has begun.',
      ),
      actuals: actualsSchema.optional(),
      backtest: backtestSchema.optional(),
      include: byShape(
        [z.string().min(1), z.array(z.string().min(1)).min(1)],
        'Other files, as seen from the folder of this one, whose maps (sites, regions, vendors, factors and so on) are read as if they stood here. What this file says itself goes before, field by field; null takes a thing away. Their name, start, horizon and dispatch rule are not read.',
      ).optional(),
      start: date('The first instant of the simulation.'),
      until: date('The horizon, the last day that is played: what is not finished by the end of it is reported as censored.'),
      calendars: datedCalendarsSchema.default({}).describe('Working calendars, by name; others come from the library.'),
      pools: poolsSchema('dated').default({}),
      stocks: stocksSchema.default({}),
      levels: levelsSchema.default({}),
      crews: crewsSchema.default({}),
      regions: regionsSchema.default({}),
      equipment: z.record(name, equipmentSchema).default({}).describe('Kinds of equipment; others come from the library.'),
      gpu_models: z.record(name, gpuModelSchema).default({}).describe('GPU generations; others come from the library.'),
      power_stages: z
        .record(name, stageKindSchema)
        .default({})
        .describe('Kinds of stages on the way to power; others come from the library.'),
      power_routes: z.record(name, routeSchema).default({}).describe('Routes to power: stages in order; others come from the library.'),
      generators: z.record(name, generatorSchema).default({}).describe('Kinds of power behind the meter; others come from the library.'),
      latency_ceilings: latencyCeilingsSchema.optional(),
      templates: z.record(name, templateSchema).default({}).describe('Hall templates; others come from the library.'),
      climates: z.record(name, climateSchema).default({}).describe('Climates; others come from the library.'),
      markets: marketsSchema.default({}),
      vendors: vendorsSchema.default({}),
      sites: sitesSchema.default({}).describe('Sites, by name.'),
      risks: risksSchema,
      branches: branchesSchema,
      correlated: correlatedSchema,
      calendar: name
        .optional()
        .describe(
          'The calendar of work in wd, wh and worker-h, unless a site or an activity names another. Without any, crews work around the clock.',
        ),
      activities: z.record(name, activitySchema('dated')).default({}).describe('Work that belongs to no site: a bare network.'),
    })
    .describe('A dated scenario.'),
);

export const plainScenarioSchema = lazily(() =>
  z
    .strictObject({
      ...common,
      time_unit: z
        .enum(PLAIN_UNITS)
        .describe('The unit in which this network counts its time; "unit" stands for no real one. Times are bare numbers.'),
      until: z.number().positive().default(100_000).describe('The horizon: what is not finished by then is reported as censored.'),
      calendars: plainCalendarsSchema.default({}).describe('Cyclic calendars, by name.'),
      pools: poolsSchema('plain').default({}),
      stocks: stocksSchema.default({}),
      levels: levelsSchema.default({}),
      activities: z.record(name, activitySchema('plain')).describe('The network: activities by name.'),
    })
    .describe('A plain network.'),
);

export type DatedScenario = z.output<ReturnType<typeof datedScenarioSchema>>;
export type PlainScenario = z.output<ReturnType<typeof plainScenarioSchema>>;

/** Kinds of building block that the library holds, each in a folder of its own. */
export const LIBRARY_SCHEMAS = {
  calendars: datedCalendarSchema,
  climates: climateSchema,
  equipment: equipmentSchema,
  generators: generatorSchema,
  'power-stages': stageKindSchema,
  'power-routes': routeSchema,
  gpus: gpuModelSchema,
  vendors: vendorSchema,
  halls: templateSchema,
} as const;

export type LibraryKind = keyof typeof LIBRARY_SCHEMAS;
