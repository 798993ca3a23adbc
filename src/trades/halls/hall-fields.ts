/** What a site says of a hall: which template it is built by, when, and what is different about it. Only fields. */
import { z } from 'zod';
import { annotations, count, date, law, name, quantity } from '../fields.ts';
import { changesSchema, designChangeSchema, developerSchema, prefabSchema } from './template-fields.ts';

export const hallsSchema = z.lazy(() =>
  z
    .record(
      name,
      z.strictObject({
        build: name.describe('The template it is built by: an entry of the library or of "templates:".'),
        title: z.string().optional().describe('What a person calls it.'),
        begin: date("The day work may begin; the scenario's start otherwise.").optional(),
        target: date('The day the plan has it online.').optional(),
        it: quantity('power', 'Critical IT load, where it differs from the template.').optional(),
        gross: quantity('power', 'Load at the connection, where it differs from the template.').optional(),
        gpus: count('GPUs, where the number differs from the template.', 0).optional(),
        rack_power: quantity(
          'power',
          'Most power that it can feed to, and cool in, one rack, where that differs from the template.',
        ).optional(),
        priority: z.number().optional().describe('For the rule "priority": smaller goes first.'),
        done: z.array(name).default([]).describe('Activities of the template that are finished when the scenario starts.'),
        left: z
          .record(name, quantity('share', 'Share of the work that is left.'))
          .default({})
          .describe('Activities under way when the scenario starts, with the share of their work that is left.'),
        with: changesSchema.default({}),
        new_design: quantity(
          'share',
          'Share of the design that is new since the hall of this template before it: more than 20 % is forgotten over, see "learning".',
        ).optional(),
        prefab: prefabSchema.optional(),
        minimum_cluster: count('The smallest cluster, where it differs from the template; 0 for none.', 0).optional(),
        fill_lag: law('elapsed', 'From compute online until it is filled and paid for, where it differs from the template.').optional(),
        design_change: designChangeSchema.optional(),
        developer: developerSchema.optional(),
        swaps: name
          .optional()
          .describe(
            'The mining hall, of "mining: halls:", that this hall takes the place of: its miners go off when the work that "switches_off" starts.',
          ),
        retrofits: name
          .optional()
          .describe(
            'The hall that this one upgrades: its compute is out of service from the work that "switches_off" until this hall is online. "it", "gross" and "gpus" here are what the upgrade adds to it, not all of it.',
          ),
        out_of_service: quantity(
          'power',
          'Critical IT load of the hall it retrofits that is out of service meanwhile; all of it otherwise.',
        ).optional(),
        cost: quantity('money', 'What building it costs; booked when its first work starts.').optional(),
        ...annotations,
      }),
    )
    .describe('Halls of the site, by name.'),
);

export type HallsFields = z.output<typeof hallsSchema>;
export type HallFields = HallsFields[string];
