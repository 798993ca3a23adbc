/** What a template says: its activities, and the levers that hold for a whole hall. Only fields; the files beside lower them. */
import { z } from 'zod';
import { activityShape } from '../activity.ts';
import { annotations, byShape, count, date, law, name, quantity } from '../fields.ts';
import { hallFitShape } from '../supply/fit-fields.ts';
import { bringUpSchema } from './bring-up.ts';
import { earlyFailuresSchema } from './early-failures.ts';
import { failsSchema } from './retests.ts';

const share = z.literal('all');

/** What only activities of templates have. "all" stands for everything the hall (or the block) has. */
const templateShape = () => ({
  per_block: z.boolean().default(false).describe('Done once for each block of the hall.'),
  repeat: z.number().positive().max(10).default(1).describe('From the second block on, the duration or effort is multiplied by this.'),
  draws_power: share
    .optional()
    .describe('"all": takes the gross power of the hall, or of the block, from the site\'s connection when it starts, for good.'),
  installs: share.optional().describe('"all": takes the GPUs of the hall, or of the block, when it starts.'),
  brings_online: share.optional().describe('"all": the compute of the hall, or of the block, is online when it finishes.'),
  mines: share
    .optional()
    .describe(
      '"all": takes the gross power of the hall, or of the block, from the connection when it starts, and mines with it from its finish on.',
    ),
  switches_off: share
    .optional()
    .describe('"all": what the hall stands in for goes off when this starts: the miners it "swaps", or the compute it "retrofits".'),
  package: name
    .optional()
    .describe(
      'The work package that its worker-hours count for: how many of them are done, over time, is reported for each site. Goes with an effort.',
    ),
  fails: failsSchema.optional(),
  bring_up: bringUpSchema.optional(),
  early_failures: earlyFailuresSchema.optional(),
});

/** Compute of a hall comes online by "brings_online". */
const workShape = () => {
  const { online: _, ...work } = activityShape('dated');
  return work;
};
const templateActivity = z.lazy(() => z.strictObject({ ...workShape(), ...templateShape() }));

/** What a hall may say differently of an activity of its template: fields that have no default are left as they are. */
const changeableShape = () => {
  const { on_close: _, ...changeable } = workShape();
  return changeable;
};
const changedActivity = z.lazy(() =>
  z.strictObject({
    ...changeableShape(),
    repeat: z.number().positive().max(10).optional().describe('From the second block on, the duration or effort is multiplied by this.'),
    fails: failsSchema.optional(),
    bring_up: bringUpSchema.optional(),
    early_failures: earlyFailuresSchema.optional(),
  }),
);

export const changesSchema = z.lazy(() =>
  z
    .record(name, changedActivity)
    .describe(
      'What this hall does differently from its template, by activity: each field given takes the place of the one in the template.',
    ),
);

export const developerSchema = z.lazy(() =>
  z
    .strictObject({
      hands_over: date('The day the developer has promised the powered shell.'),
      slip: law('elapsed', "The developer's own delay against that day.").default('0 d'),
      rent: quantity('rent', 'Rent per kW of critical IT load.').optional(),
      rent_starts: z
        .enum(['handover', 'promise'])
        .default('handover')
        .describe('handover: rent runs from the day the shell is handed over. promise: from the promised day, shell or no shell.'),
      ...annotations,
    })
    .describe(
      'The shell comes from a developer: nothing of the hall begins before it is handed over. Its delay is a cause of its own, beside that of the fit-out.',
    ),
);

export const designChangeSchema = z.lazy(() =>
  z
    .strictObject({
      p: quantity('share', 'How likely it is that the design changes while the hall is built.'),
      after: name.describe('The activity that it hits: of the whole hall, not of a block.'),
      adds: law('elapsed', 'How much time it adds when it happens.'),
      ...annotations,
    })
    .describe('A change of design in the middle of the work: what comes after that activity waits for it.'),
);

const prefabricated = () => ({
  share: quantity('share', 'Share of the hours of the scope below that is done in a factory instead of on the site.').optional(),
  order: date('The day the modules are ordered; the day the hall begins otherwise.').optional(),
});

export const prefabSchema = z.lazy(() =>
  byShape(
    [
      quantity('share', 'Share of the hours of the scope that is done in a factory.'),
      z.strictObject({ ...prefabricated(), ...annotations }),
    ],
    'Share of the hours of the scope of the template that is done in a factory: 0 % for none. With "order:", the day the modules are ordered.',
  ),
);

export const templateSchema = z.lazy(() =>
  z.strictObject({
    title: z.string().describe('What a person calls it.'),
    it: quantity('power', 'Critical IT load of a hall.'),
    gross: quantity('power', 'Load at the connection of a hall.'),
    gpus: count('GPUs a hall holds.', 0).default(0),
    ...hallFitShape(),
    blocks: count('Blocks that are racked, tested and handed over one by one.', 1).default(1),
    learning: z
      .strictObject({
        rate: quantity('share', 'Worker-hours of the second hall relative to the first, the fourth to the second, and so on.'),
        of: z
          .enum(['efforts', 'durations', 'both'])
          .default('efforts')
          .describe('What gets shorter: efforts in worker-hours (default), durations, or both.'),
        forgets: quantity(
          'share',
          'Share of the gain that is lost over a gap of more than 8 weeks, or a new design of more than 20 %.',
        ).default('0 %'),
        ...annotations,
      })
      .optional()
      .describe("Learning over repeated halls of a site, by Wright's law: applies to efforts unless said otherwise."),
    prefab: z
      .strictObject({
        ...prefabricated(),
        crews: z.array(name).default([]).describe('Crews whose efforts are in the scope.'),
        activities: z.array(name).default([]).describe('Activities in the scope, efforts and durations.'),
        needed_by: z.array(name).min(1).describe('Activities that wait for the modules.'),
        lead: law('elapsed', 'From the order of the modules to their delivery.'),
        ...annotations,
      })
      .optional()
      .describe('What a factory can do instead: cuts the hours of its scope by a share, and adds an order of modules with a lead time.'),
    network: z
      .strictObject({
        fabric: name.describe('The activity that connects the GPUs of the hall, or of a block.'),
        gates: name.describe('The activity, such as acceptance, that needs the smallest cluster connected.'),
        minimum_cluster: count('GPUs that must be connected before the first of them is accepted; 0 for none.', 0),
        across: z
          .enum(['hall', 'site'])
          .default('hall')
          .describe('hall: only GPUs of the hall count. site: GPUs of every hall of the site that connects any count.'),
        ...annotations,
      })
      .optional()
      .describe('The smallest cluster a customer takes: acceptance of the first tranche waits for so many GPUs to be connected.'),
    fill_lag: law('elapsed', 'From compute online until it is filled and paid for: adds the milestone "paying".').optional(),
    design_change: designChangeSchema.optional(),
    developer: developerSchema.optional(),
    activities: z.record(name, templateActivity).describe('What has to be done, by name.'),
    ...annotations,
  }),
);

export type Template = z.output<typeof templateSchema>;
export type TemplateActivity = Template['activities'][string];
