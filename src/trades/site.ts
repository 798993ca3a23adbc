/** A site: what its trades say of it, and the order in which they are lowered (things first, then the work that needs them). */
import { z } from 'zod';
import type { Path } from '../base/problem.ts';
import { quantity as parse } from '../base/units.ts';
import { type ActivityFields, activitySchema, lowerActivity } from './activity.ts';
import { annotations, name } from './fields.ts';
import { type GpuModel, gpusSchema, lowerGpus } from './gpus.ts';
import { hallsSchema, lowerHalls, type Template } from './halls.ts';
import { groupCause, type Lowering } from './lowering.ts';
import { miningSchema } from './mining.ts';
import { lowerPower, powerSchema } from './power.ts';
import { tickOfInstant } from './read.ts';
import { crewsSchema, lowerCrews } from './resources.ts';
import { type Equipment, lowerSupply, supplySchema } from './supply.ts';

export const siteSchema = z
  .strictObject({
    title: z.string().optional().describe('What a person calls it.'),
    calendar: name
      .optional()
      .describe(
        "The calendar of work in wd, wh and worker-h, unless an activity names another. Default: the file's; without any, crews work around the clock.",
      ),
    power: powerSchema.optional(),
    mining: miningSchema.optional(),
    crews: crewsSchema('dated').optional(),
    supply: supplySchema.optional(),
    gpus: gpusSchema.optional(),
    halls: hallsSchema.default({}),
    activities: z.record(name, activitySchema('dated')).default({}).describe('Work on the site that belongs to no hall.'),
    ...annotations,
  })
  .describe('A site: power, crews, orders and halls.');

export const sitesSchema = z.record(name, siteSchema);

export type SiteFields = z.output<typeof siteSchema>;

/** Building blocks found by name. */
export interface Library {
  readonly templates: ReadonlyMap<string, Template>;
  readonly equipment: ReadonlyMap<string, Equipment>;
  readonly models: ReadonlyMap<string, GpuModel>;
  /** Templates that stand in the scenario's own file. */
  readonly ownTemplates: ReadonlySet<string>;
}

/** What holds for every site unless it says otherwise. */
export interface SiteDefaults {
  readonly library: Library;
  /** The file's calendar, for sites that name none. */
  readonly calendar: string | null;
  readonly isStrict: boolean;
}

/** Lowers a site into the plan. */
export function lowerSite(lowering: Lowering, site: string, fields: SiteFields, { library, calendar, isStrict }: SiteDefaults): void {
  const path = ['sites', site];
  const at = (key: string): Path => [...path, key];
  lowerCrews(lowering, [site], fields.crews, isStrict, at('crews'));
  lowerSupply(lowering, site, fields.supply, library.equipment, isStrict, at('supply'));
  if (fields.mining !== undefined && fields.power === undefined)
    lowering.problems.addMissing(at('power'), `"${site}" has a mining load, but no power to share with it`, 'add "power:" to the site');
  const power =
    fields.power === undefined ? null : lowerPower(lowering, site, fields.power, { mining: fields.mining }, at('power'), isStrict);
  const tranches = lowerGpus(lowering, site, fields.gpus, library.models, Object.keys(fields.halls), isStrict, at('gpus'));
  const context = {
    site,
    calendar: fields.calendar ?? calendar,
    templates: library.templates,
    ownTemplates: library.ownTemplates,
    tranches,
    draw: power?.draw ?? [],
    hasPower: power !== null,
  };
  lowerHalls(lowering, context, fields.halls, at('halls'));
  lowerActivities(
    lowering,
    { scope: [site], site, calendar: fields.calendar ?? calendar, cause: groupCause(lowering.builder, 'site-works') },
    fields.activities,
    at('activities'),
  );
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
