/** The fields of weather, as a user writes them: hazards, climates, and what a site says of its own. */
import { z } from 'zod';
import { annotations, byShape, fail, law, name, quantity } from './fields.ts';
import { type LostDays, MONTHS, SEASONS } from './weather-months.ts';

const lostDays = z.lazy(() =>
  z
    .custom<LostDays>()
    .superRefine((value, context) => {
      const remedy = 'write a number of days, such as 4.5, or "all"';
      if (typeof value === 'object' || value === undefined)
        context.addIssue({
          code: 'custom',
          message: `this should be a number of days, not ${value === null ? 'nothing' : Array.isArray(value) ? 'a list' : 'a map'}`,
          params: { remedy, wrongShape: true },
          continue: false,
        });
      else if (value !== 'all' && typeof value !== 'number') fail(context, `${JSON.stringify(value)} is not a number of days`, remedy);
      else if (typeof value === 'number' && !(value >= 0 && value <= 31))
        fail(context, `${value} days do not lie in a month`, 'write a number from 0 to 31, or "all"');
    })
    .meta({ type: ['number', 'string'], description: 'Days of the month, or "all".', examples: [4.5, 'all'] }),
);

const lostDaysTable = z.lazy(() =>
  byShape(
    [lostDays, z.partialRecord(z.enum([...SEASONS, ...MONTHS]), lostDays)],
    'Days of each calendar month on which the work cannot go on, on average, whether or not anybody would have been at work: one number for all months, or a map by season (winter: December to February, spring, summer, autumn) or month (jan to dec). A month counts for more than its season; what is left out is 0.',
  ),
);

const hazardSchema = z.lazy(() =>
  z
    .strictObject({
      label: z.string().optional().describe('What a person calls it; its name otherwise.'),
      lost_days_per_month: lostDaysTable.default(0),
      share_lost: quantity(
        'share',
        'Share of the working hours of a lost day that is lost: 100 % stops work, 10 % slows it. Default: 100 %.',
      ).default('100 %'),
      spell: quantity(
        'elapsed',
        'Mean time that the weather, good or bad, stays as it is. Longer spells leave the mean and widen the spread. Default: 1 d, each day by itself.',
      ).default('1 d'),
      severe: z
        .strictObject({
          per_year: quantity('share', 'Chance that one begins in a given year.'),
          lasts: law('elapsed', 'How long it lasts, in calendar time; every day of it is lost altogether.'),
          months: z
            .array(z.enum(MONTHS))
            .min(1)
            .default([...MONTHS])
            .describe('Months in which it may begin. Default: all.'),
          ...annotations,
        })
        .optional()
        .describe('Rare long spells.'),
      ...annotations,
    })
    .describe('A kind of weather that holds up work: the same days are lost to everything on the site that is exposed to it.'),
);

export type HazardFields = z.output<typeof hazardSchema>;

export const climateSchema = z.lazy(() =>
  z
    .strictObject({
      title: z.string().optional().describe('What a person calls it.'),
      hazards: z.record(name, hazardSchema).describe('What the weather does, by name.'),
      ...annotations,
    })
    .describe('A climate: hazards with their lost days by season.'),
);

export type ClimateFields = z.output<typeof climateSchema>;

export const siteWeatherSchema = z.lazy(() =>
  z
    .strictObject({
      climate: name.optional().describe('The climate of the site: an entry of "climates:" or of the library.'),
      hazards: z.record(name, hazardSchema).default({}).describe("Hazards of the site, besides or in place of the climate's."),
      intensity: quantity(
        'share',
        'Multiplies all lost days and the chance of severe spells: 0 % switches the weather off, 150 % is a worse climate. Default: 100 %.',
      ).default('100 %'),
      exposed: z
        .record(z.string().min(1), z.array(name))
        .default({})
        .describe(
          'Which activities are exposed to what, in place of what they say themselves: by name as the template has it, or <hall>/<activity> for one hall; an empty list for none.',
        ),
      protection: z
        .record(
          name,
          z.strictObject({
            against: z.array(name).min(1).describe('Hazards it protects against.'),
            for: byShape(
              [z.literal('all'), z.array(z.string().min(1)).min(1)],
              'Activities it protects, by name or <hall>/<activity>. Default: all that are exposed.',
            ).default('all'),
            removes: quantity('share', 'How much of the lost time it saves. Default: 100 %.').default('100 %'),
            cost: quantity(
              'money',
              'Paid when each activity starts (for work that goes block by block, for each block). Default: 0 USD.',
            ).default('0 USD'),
            cost_per_day: quantity(
              'dailyPay',
              'Paid for each day from the start to the finish of each activity. Default: 0 USD/d.',
            ).default('0 USD/d'),
            ...annotations,
          }),
        )
        .default({})
        .describe('Heated enclosures, night pours and the like: what saves lost time, and what it costs.'),
      ...annotations,
    })
    .describe('Weather of the site. Work that is exposed to it stops on lost days, drawn anew in each future.'),
);

export type SiteWeatherFields = z.output<typeof siteWeatherSchema>;

/** For activities. */
export const exposedTo = z.lazy(() =>
  z
    .array(name)
    .optional()
    .describe(
      "Hazards of the site's weather that stop or slow this work, such as crane-wind. Without any weather on the site it goes on. Work in elapsed time stops on lost days too.",
    ),
);

export const standsFor = z.lazy(() =>
  z
    .literal('weather')
    .optional()
    .describe('"weather": an allowance for it in one lump. It takes no time on a site that states its weather day by day ("weather:").'),
);
