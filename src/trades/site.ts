/** A site: what its trades say of it, and the order in which they are lowered (things first, then the work that needs them). */
import { z } from 'zod';
import type { Path } from '../base/problem.ts';
import { quantity as parse } from '../base/units.ts';
import { type ActivityFields, activitySchema, lowerActivity } from './activity.ts';
import { branchesSchema, lowerBranches } from './branches.ts';
import { energySchema } from './energy/energy-fields.ts';
import { lowerEnergy } from './energy.ts';
import { annotations, name } from './fields.ts';
import type { GpuModel } from './gpus.ts';
import { hallsSchema, lowerHalls, type Template } from './halls.ts';
import type { LaborBook } from './labor/book.ts';
import { workforceFields } from './labor/crews.ts';
import { crowdingSchema } from './labor/crowding.ts';
import { jobsSchema, lowerJobs } from './labor/jobs.ts';
import { trainingSchema } from './labor/training.ts';
import { lowerWorkforce } from './labor/workforce.ts';
import { latencySchema, lowerLatency } from './latency.ts';
import { groupCause, type Lowering } from './lowering.ts';
import { lowerEarnings } from './mining/earnings.ts';
import { miningSchema } from './mining.ts';
import type { Sourcing } from './orders.ts';
import { drawsOfSite, lowerPower, type PowerLibrary, powerSchema } from './power.ts';
import { tickOfInstant } from './read.ts';
import { risksSchema } from './risks.ts';
import type { HallFitFields } from './supply/fit-fields.ts';
import { lowerSiteSupply, siteSupplyShape } from './supply/site-supply.ts';
import { tellWarehouse } from './supply/warehouse.ts';
import type { Equipment } from './supply.ts';
import type { Vendor } from './vendors.ts';
import { finishWeather, lowerWeather } from './weather.ts';
import { type ClimateFields, siteWeatherSchema } from './weather-fields.ts';

export const siteSchema = z.lazy(() =>
  z
    .strictObject({
      title: z.string().optional().describe('What a person calls it.'),
      calendar: name
        .optional()
        .describe(
          "The calendar of work in wd, wh and worker-h, unless an activity names another. Default: the file's; without any, crews work around the clock.",
        ),
      weather: siteWeatherSchema.optional(),
      power: powerSchema.optional(),
      energy: energySchema.optional(),
      latency: latencySchema.optional(),
      mining: miningSchema.optional(),
      ...workforceFields,
      crowding: crowdingSchema.optional(),
      training: trainingSchema.optional(),
      jobs: jobsSchema.optional(),
      ...siteSupplyShape(),
      halls: hallsSchema.default({}),
      activities: z.record(name, activitySchema('dated')).default({}).describe('Work on the site that belongs to no hall.'),
      risks: risksSchema,
      branches: branchesSchema,
      ...annotations,
    })
    .describe('A site: power, crews, orders and halls.'),
);

export const sitesSchema = z.lazy(() => z.record(name, siteSchema));

export type SiteFields = z.output<typeof siteSchema>;

/** Building blocks found by name. */
export interface Library {
  readonly templates: ReadonlyMap<string, Template>;
  readonly equipment: ReadonlyMap<string, Equipment>;
  readonly models: ReadonlyMap<string, GpuModel>;
  readonly vendors: ReadonlyMap<string, Vendor>;
  readonly power: PowerLibrary;
  readonly climates: ReadonlyMap<string, ClimateFields>;
  /** Templates that stand in the scenario's own file. */
  readonly ownTemplates: ReadonlySet<string>;
}

/** What holds for every site unless it says otherwise. */
export interface SiteDefaults {
  readonly library: Library;
  /** The file's calendar, for sites that name none. */
  readonly calendar: string | null;
  readonly isStrict: boolean;
  readonly labor: LaborBook;
  /** Markets and vendors, which all sites share. */
  readonly sourcing: Sourcing;
}

/** Lowers a site into the plan. */
export function lowerSite(
  lowering: Lowering,
  site: string,
  fields: SiteFields,
  { library, calendar, isStrict, labor, sourcing }: SiteDefaults,
): void {
  const path = ['sites', site];
  const at = (key: string): Path => [...path, key];
  lowerWeather(lowering, site, fields.weather, library.climates.get(fields.weather?.climate ?? ''), at('weather'));
  lowerWorkforce(lowering, { scope: [site], site, calendar: fields.calendar ?? calendar, isStrict, book: labor, path }, fields);
  if (fields.mining !== undefined && fields.power === undefined)
    lowering.problems.addMissing(at('power'), `"${site}" has a mining load, but no power to share with it`, 'add "power:" to the site');
  const power =
    fields.power === undefined
      ? null
      : lowerPower(lowering, site, fields.power, { mining: fields.mining }, library.power, at('power'), isStrict);
  const supply = {
    equipment: library.equipment,
    models: library.models,
    halls: Object.keys(fields.halls),
    templateOf: (hall: string) => fitOf(library.templates, fields.halls[hall]),
    sourcing,
    isStrict,
  };
  const tranches = lowerSiteSupply(lowering, site, fields, supply, path);
  const context = {
    site,
    calendar: fields.calendar ?? calendar,
    templates: library.templates,
    ownTemplates: library.ownTemplates,
    tranches,
    draw: power?.draw ?? [],
    hasPower: power !== null,
    mining: fields.mining,
  };
  lowerLatency(lowering, site, fields.latency, at('latency'));
  lowerHalls(lowering, context, fields.halls, at('halls'));
  tellWarehouse(lowering, site, Object.keys(fields.halls));
  lowerEarnings(lowering, site, fields.mining, at('mining'));
  lowerActivities(
    lowering,
    { scope: [site], site, calendar: fields.calendar ?? calendar, cause: groupCause(lowering.builder, 'site-works') },
    fields.activities,
    at('activities'),
  );
  power?.draw.push(...drawsOfSite(site, fields.activities));
  lowerBranches(lowering, { site, calendar: fields.calendar ?? calendar }, fields.branches, at('branches'));
  lowerJobs(lowering, site, fields.jobs);
  finishWeather(lowering, site);
  lowerEnergy(lowering, site, fields.energy, fields.power?.curtailment ?? {}, at('energy'));
}

/** What a hall offers to GPUs: what its template says, unless the hall says otherwise. */
function fitOf(templates: ReadonlyMap<string, Template>, hall: SiteFields['halls'][string] | undefined): HallFitFields | undefined {
  const template = templates.get(hall?.build ?? '');
  return hall?.rack_power === undefined ? template : { ...template, rack_power: hall.rack_power };
}

/** Lowers plain activities: those of a bare network or of a site outside its halls. */
export function lowerActivities(
  lowering: Lowering,
  context: { readonly scope: readonly string[]; readonly site: string | null; readonly calendar: string | null; readonly cause: string },
  activities: Readonly<Record<string, ActivityFields>>,
  path: Path,
): void {
  const { axis, builder } = lowering;
  for (const [id, fields] of Object.entries(activities)) {
    const draft = lowerActivity(lowering, { ...context, hall: null, begin: 0, scale: 1, effortScale: 1 }, id, fields, [...path, id]);
    const activity = builder.addActivity(draft);
    const target = fields.target === undefined ? null : tickOfInstant(axis, fields.target);
    if (fields.milestone === true) builder.milestones.push({ id: activity, activity, target });
    if (fields.online !== undefined) {
      const planned = fields.online.planned === undefined ? target : tickOfInstant(axis, fields.online.planned);
      builder.compute.push({
        activity,
        itKw: Math.round(parse(fields.online.it, 'power')),
        gpus: fields.online.gpus,
        site: context.site,
        hall: null,
        planned,
      });
    }
  }
}
