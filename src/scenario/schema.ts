/**
 * The scenario language, assembled from the trades. Two faces of one language: dated scenarios (dates, units, sites) and
 * plain networks (bare numbers in one unit of time). A file with `time_unit` is a plain network.
 */
import { z } from 'zod';
import { PLAIN_UNITS } from '../base/time.ts';
import { DISPATCH_RULES } from '../plan/plan.ts';
import { activitySchema } from '../trades/activity.ts';
import { datedCalendarSchema, datedCalendarsSchema, plainCalendarsSchema } from '../trades/calendars.ts';
import { annotations, date, law, name, text } from '../trades/fields.ts';
import { gpuModelSchema } from '../trades/gpus.ts';
import { templateSchema } from '../trades/halls.ts';
import { crewsSchema, levelsSchema, poolsSchema, stocksSchema } from '../trades/resources.ts';
import { sitesSchema } from '../trades/site.ts';
import { equipmentSchema } from '../trades/supply.ts';

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
  factors: z
    .record(name, law('factor', 'A multiplier around 1.'))
    .default({})
    .describe('Random multipliers that several activities share, such as a shock to all vendors.'),
};

export const datedScenarioSchema = z
  .strictObject({
    ...common,
    as_of: annotations.as_of.describe('The day up to which facts in this file are known.'),
    start: date('The first instant of the simulation.'),
    until: date('The horizon: what is not finished by then is reported as censored.'),
    calendars: datedCalendarsSchema.default({}).describe('Working calendars, by name; others come from the library.'),
    pools: poolsSchema('dated').default({}),
    stocks: stocksSchema.default({}),
    levels: levelsSchema.default({}),
    crews: crewsSchema('dated').default({}),
    equipment: z.record(name, equipmentSchema).default({}).describe('Kinds of equipment; others come from the library.'),
    gpu_models: z.record(name, gpuModelSchema).default({}).describe('GPU generations; others come from the library.'),
    templates: z.record(name, templateSchema).default({}).describe('Hall templates; others come from the library.'),
    sites: sitesSchema.default({}).describe('Sites, by name.'),
    calendar: name
      .optional()
      .describe(
        'The calendar of work in wd, wh and worker-h, unless a site or an activity names another. Without any, crews work around the clock.',
      ),
    activities: z.record(name, activitySchema('dated')).default({}).describe('Work that belongs to no site: a bare network.'),
  })
  .describe('A dated scenario.');

export const plainScenarioSchema = z
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
  .describe('A plain network.');

export type DatedScenario = z.output<typeof datedScenarioSchema>;
export type PlainScenario = z.output<typeof plainScenarioSchema>;

/** Kinds of building block that the library holds, each in a folder of its own. */
export const LIBRARY_SCHEMAS = {
  calendars: datedCalendarSchema,
  equipment: equipmentSchema,
  gpus: gpuModelSchema,
  halls: templateSchema,
} as const;

export type LibraryKind = keyof typeof LIBRARY_SCHEMAS;
