/** How a crew is written: as a number of workers, or in full. Comes in: YAML. Goes out: fields, quantities as written. */
import { z } from 'zod';
import { annotations, byShape, count, date, fail, name, quantity } from '../fields.ts';
import type { crowdingSchema } from './crowding.ts';
import { dated, headsField, localSchema, travellingSchema } from './mobilisation.ts';
import { shiftsSchema } from './shifts.ts';
import { newcomersSchema } from './turnover.ts';
import { wageSchema } from './wages.ts';

const apprenticesSchema = z.lazy(() =>
  z
    .strictObject({
      workers: headsField('Apprentices and helpers without a licence: a number, or steps over time.'),
      per_licensed: z
        .number()
        .positive()
        .default(1)
        .describe('How many of them one licensed worker of the crew may supervise; those beyond do not count. Default: 1 (judgement, J).'),
      productivity: quantity('share', 'What an apprentice gets done, compared with a licensed worker. 40 to 70 % (judgement, J).').default(
        '60 %',
      ),
      pay: quantity('share', 'Their wage, compared with that of a licensed worker.').default('60 %'),
      ...annotations,
    })
    .describe('Workers without a licence, who count only under the supervision of the crew, which is licensed.'),
);

const crewSchema = z.lazy(() =>
  z
    .strictObject({
      workers: byShape(
        [
          count('Workers.', 0),
          z.array(z.strictObject({ from: date('From this day on.'), count: count('Units from then on.', 0), ...annotations })).min(1),
        ],
        'Headcount: a number, or steps over time. Instead of "local:" where all are local.',
      ).optional(),
      local: localSchema.optional(),
      travelling: travellingSchema.optional(),
      apprentices: apprenticesSchema.optional(),
      absent: quantity('share', 'Share who are not there on a day. Judgement: 5, 8 or 12 %.').optional(),
      newcomers: newcomersSchema.optional(),
      shifts: shiftsSchema.optional(),
      wage: wageSchema.optional(),
      label: z.string().optional().describe('What a person calls it.'),
      strict: z
        .boolean()
        .optional()
        .describe('A waiting activity that does not fit blocks those behind it that want this too. Default: as "dispatch" says.'),
      ...annotations,
    })
    .superRefine((crew, context) => {
      if (crew.workers === undefined && crew.local === undefined && crew.travelling === undefined)
        context.addIssue({
          code: 'custom',
          message: 'this crew has no workers',
          params: { remedy: 'add "workers:", "local:" or "travelling:"', missing: true },
        });
      if (crew.workers !== undefined && crew.local !== undefined)
        fail(context, 'this crew says twice how many local workers it has', 'put the number under "local:", or leave "local:" out');
    }),
);

export const crewsSchema = z.lazy(() => z.record(name, crewSchema).describe('Trades with their headcount over time.'));

export type CrewFields = z.output<typeof crewSchema>;
export type CrewsFields = z.output<typeof crewsSchema>;

export const housingSchema = z.lazy(() =>
  z
    .strictObject({
      beds: byShape([count('Beds.', 0), dated('Beds')], 'Beds for travelling workers: a number, or steps as camps are built.'),
      ...annotations,
    })
    .describe('Beds within reach: travellers of all trades share them, and who finds none does not come.'),
);

export type HousingFields = z.output<typeof housingSchema>;

/** What a site or a region says of its workers besides their number. */
export const workforceFields = {
  crews: crewsSchema.optional(),
  housing: housingSchema.optional(),
  shifts: shiftsSchema.optional(),
};

export interface WorkforceFields {
  readonly crews?: CrewsFields | undefined;
  readonly housing?: HousingFields | undefined;
  readonly shifts?: z.output<typeof shiftsSchema> | undefined;
  readonly crowding?: z.output<typeof crowdingSchema> | undefined;
}

/** Whether the crew is only a number of workers who are all there, all the time. */
export function isPlain(crew: CrewFields): boolean {
  return [crew.local, crew.travelling, crew.apprentices, crew.absent, crew.shifts, crew.wage].every((field) => field === undefined);
}
