/**
 * Regions: sites that share crews, and other owners' projects nearby that want the same workers. Comes in: fields. Goes out: pools
 * that the sites of the region find, and optional activities by which the others take workers out of them.
 */
import { z } from 'zod';
import { didYouMean } from '../../base/nearest.ts';
import type { Path } from '../../base/problem.ts';
import { scoped } from '../../plan/builder.ts';
import type { Law } from '../../random/distribution.ts';
import { annotations, count, date, law, name } from '../fields.ts';
import { type Lowering, namedCause, spoken } from '../lowering.ts';
import { quantityLaw, tickOfDate } from '../read.ts';
import { underWay, wholeWorkers } from './arrivals.ts';
import type { LaborBook } from './book.ts';
import { workforceFields } from './crews.ts';
import { unitsPerHead } from './force.ts';
import { trainingSchema } from './training.ts';
import { lowerWorkforce } from './workforce.ts';

const otherSchema = z.lazy(() =>
  z
    .strictObject({
      takes: z
        .record(name, count('Workers it takes out of the crew.', 1))
        .describe('Workers by crew of the region, while the project lasts.'),
      from: date('When it is due to begin; the start of the scenario otherwise.').optional(),
      slip: law('elapsed', 'How much later it begins.').optional(),
      lasts: law('elapsed', 'How long it keeps the workers.'),
      crew: count('It takes them in crews of so many, one by one, as they become free. Electrical crews have 10 to 14 (J).', 1).default(10),
      priority: z.number().default(0).describe('For the rule "priority": smaller goes first.'),
      ...annotations,
    })
    .describe("Another owner's project that contests the crews of the region."),
);

export const regionsSchema = z.lazy(() =>
  z
    .record(
      name,
      z
        .strictObject({
          sites: z
            .array(name)
            .min(1)
            .describe('The sites that find the crews of the region, after their own and before those of the file.'),
          calendar: name.optional().describe('The calendar that the crews work by; otherwise that of the file.'),
          ...workforceFields,
          training: trainingSchema.optional(),
          others: z.record(name, otherSchema).default({}).describe("Other owners' projects, by name."),
          ...annotations,
        })
        .describe('A region: sites that share crews.'),
    )
    .describe('Regions, by name: sites that share crews, and the projects of others that want them too.'),
);

export type RegionsFields = z.output<typeof regionsSchema>;
type OtherFields = z.output<typeof otherSchema>;

export interface RegionDefaults {
  readonly sites: readonly string[];
  readonly calendar: string | null;
  readonly isStrict: boolean;
  readonly book: LaborBook;
}

/** Lowers the crews of the regions; to be called before the sites. */
export function lowerRegions(lowering: Lowering, regions: RegionsFields, { sites, calendar, isStrict, book }: RegionDefaults): void {
  const { builder, problems } = lowering;
  const regionOf = new Map<string, string>();
  for (const [region, fields] of Object.entries(regions)) {
    const path = ['regions', region];
    if (sites.includes(region)) problems.add(path, `there is a site and a region called "${region}"`, 'give one of them another name');
    fields.sites.forEach((site, i) => {
      const other = regionOf.get(site);
      if (!sites.includes(site) && !problems.wasLeftOut(site))
        problems.add(
          [...path, 'sites', i],
          `there is no site "${site}"${didYouMean(site, sites)}`,
          'name one that is defined under "sites:"',
        );
      if (other !== undefined)
        problems.add([...path, 'sites', i], `"${site}" is in the region "${other}" already`, 'let each site be in one region');
      regionOf.set(site, region);
      builder.setRegion(site, region);
    });
    if (fields.calendar !== undefined && builder.calendar(fields.calendar) === undefined && !problems.wasLeftOut(fields.calendar))
      problems.add(
        [...path, 'calendar'],
        `there is no calendar "${fields.calendar}"${didYouMean(fields.calendar, builder.calendarNames())}`,
        'define it under "calendars:", or name one that is defined',
      );
    lowerWorkforce(lowering, { scope: [region], site: null, calendar: fields.calendar ?? calendar, isStrict, book, path }, fields);
  }
}

/** Lowers what others take of a region's crews. */
export function lowerOthers(lowering: Lowering, book: LaborBook, regions: RegionsFields): void {
  for (const [region, { others }] of Object.entries(regions))
    for (const [id, other] of Object.entries(others)) lowerOther(lowering, book, region, id, other, ['regions', region, 'others', id]);
}

function lowerOther(lowering: Lowering, book: LaborBook, region: string, id: string, other: OtherFields, path: Path): void {
  const { axis, builder, problems } = lowering;
  const scope = [region, 'others', id];
  const from = other.from === undefined ? 0 : tickOfDate(axis, other.from);
  const common = {
    scope,
    cause: namedCause(builder, 'trade', 'others', "others' projects"),
    site: null,
    hall: null,
    calendar: null,
    onClose: 'pause',
    priority: other.priority,
    optional: true,
    origin: path,
    gives: [],
  } as const;
  const whole = quantityLaw(problems, [...path, 'lasts'], other.lasts, 'elapsed');
  const lasts: Law = from < 0 && other.slip === undefined ? underWay(whole, -from) : whole;
  const slip: Law =
    other.slip === undefined
      ? { kind: 'fixed', parameters: { value: 0 } }
      : quantityLaw(problems, [...path, 'slip'], other.slip, 'elapsed');
  builder.addActivity({
    ...common,
    name: 'begins',
    label: `${spoken(id)} begins`,
    work: {
      kind: 'duration',
      clock: 'elapsed',
      law: from < 0 && other.slip !== undefined ? underWay(slip, -from) : slip,
      scale: 1,
      factors: [],
    },
    after: [],
    notBefore: Math.max(0, from),
    needs: [],
  });
  for (const [trade, heads] of Object.entries(other.takes)) {
    const found = book.crewOf(scoped([region], trade));
    if (found === undefined) {
      if (problems.wasLeftOut(trade)) continue;
      const names = book.workforces
        .filter(({ scope: [first] }) => first === region)
        .flatMap(({ force }) => force.crews.map((crew) => crew.name));
      problems.add(
        [...path, 'takes', trade],
        `the region "${region}" has no crew "${trade}"${didYouMean(trade, names)}`,
        'name a crew of the region',
      );
      continue;
    }
    const each = unitsPerHead(found.crew, found.crew.local, Math.max(0, from));
    const units = wholeWorkers();
    for (let block = 1; (block - 1) * other.crew < heads; block++) {
      const amount = units(Math.min(other.crew, heads - (block - 1) * other.crew) * each);
      if (amount < 1) continue;
      builder.addActivity({
        ...common,
        name: `${trade}-${block}`,
        label: `${spoken(trade)} at ${spoken(id)}, crew ${block}`,
        // They leave together: one draw for all.
        work: { kind: 'duration', clock: 'elapsed', law: lasts, scale: 1, factors: [], drawn: scoped(scope, 'lasts') },
        after: [{ name: 'begins', type: 'FS', lag: 0, share: 0, path }],
        notBefore: 0,
        needs: [{ name: trade, amount, giveBack: true, path: [...path, 'takes', trade] }],
      });
    }
  }
}
