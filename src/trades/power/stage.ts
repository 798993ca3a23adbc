/**
 * The language of a stage on the way to power: land, permits, study, agreement, line, station, transformers, test, slip. Comes
 * in: what a user or the library writes. Goes out: one stage with the defaults of its kind filled in. It lowers nothing.
 */
import { z } from 'zod';
import { quantity as parse } from '../../base/units.ts';
import { CAUSE_GROUPS } from '../../plan/plan.ts';
import { annotations, count, date, law, name, quantity } from '../fields.ts';

const appeal = z.lazy(() =>
  z
    .strictObject({
      p: quantity('share', 'The chance that somebody appeals.'),
      lasts: law('elapsed', 'How much longer it takes then.'),
      ...annotations,
    })
    .describe('An appeal that may follow: it adds its time with probability p. Goodwill ("community:") lowers p.'),
);

const late = z.lazy(() =>
  z
    .strictObject({
      p: quantity('share', 'The chance that it happens.'),
      lasts: law('elapsed', 'From the begin of the stage, how long it takes at least then.'),
      ...annotations,
    })
    .describe('A tail: with probability p the stage takes at least so long, such as transformers ordered without a slot.'),
);

const queue = z.lazy(() =>
  z
    .strictObject({
      ahead: count('Requests that stand before ours.', 0),
      served_per_quarter: z.number().positive().describe('Requests that are served in three months.'),
      drop_out: quantity('share', 'Share of those ahead who withdraw before their turn.').default('0 %'),
      ...annotations,
    })
    .describe('The queue before the stage: it begins after (ahead less those who withdraw) / served quarters.'),
);

const batch = z.lazy(() =>
  z.strictObject({
    enrol_by: date('The last day to join this batch; up to its allocation otherwise.').optional(),
    allocates: date('The day on which megawatts are allocated.'),
    slip: law('elapsed', 'How much later than that day they are.').optional(),
    ...annotations,
  }),
);

const slot = z.lazy(() =>
  z
    .strictObject({
      promised: date('The day promised for delivery.'),
      slip: law('elapsed', 'How much later than promised it comes.').optional(),
      ...annotations,
    })
    .describe('A reserved slot in the factory: delivery on the promised day plus the slip, instead of the usual lead time.'),
);

/** What a kind of stage in the library says. */
export const stageKindSchema = z.lazy(() =>
  z.strictObject({
    title: z.string().describe('What a person calls it.'),
    cause: z.enum(CAUSE_GROUPS).default('power').describe('The band of the ribbon it belongs to.'),
    duration: law('elapsed', 'How long it usually takes.').optional(),
    late: late.optional(),
    appeal: appeal.optional(),
    batches: z.array(batch).min(1).optional().describe('Batches of a joint study, in order of time.'),
    share: quantity('share', 'The chance that a batch allocates what was asked for.').optional(),
    cost: quantity('money', 'Paid when it begins.').optional(),
    cost_per_mw: quantity('costOfPower', 'Paid when it begins, per MW of the tranche.').optional(),
    ...annotations,
  }),
);

export type StageKind = z.output<typeof stageKindSchema>;

/** "all", or a power. */
const powerOrAll = z.lazy(() =>
  z
    .custom<string>()
    .superRefine((value, context) => {
      if (value === 'all') return;
      for (const issue of quantity('power', '').safeParse(value).error?.issues ?? [])
        context.addIssue({ ...issue, code: 'custom' } as never);
    })
    .meta({ type: 'string', examples: ['all', '50 MW'] }),
);

const stageFields = () => ({
  kind: name.optional().describe('A kind of stage of the library ("power-stages") or of "power_stages:", for its defaults.'),
  label: z.string().optional().describe('What a person calls it.'),
  duration: law('elapsed', 'How long it takes, in d, wk or mo.').optional(),
  on: date('The day it is done, where the day is known.').optional(),
  begin: date(
    'No earlier than this; of a stage that comes after no other, the day it began: before the start, what is left of it is drawn.',
  ).optional(),
  after: z
    .array(z.string().min(1))
    .optional()
    .describe('Stages (or other activities) it comes after; [] for none. Default: the stage before it in the list.'),
  cause: z
    .enum(CAUSE_GROUPS)
    .optional()
    .describe(
      'permit-grid for permits, studies, agreements and lines; power for substations and energisation. Default: as its kind says, otherwise power.',
    ),
  appeal: appeal.optional(),
  late: late.optional(),
  queue: queue.optional(),
  batches: z
    .array(batch)
    .min(1)
    .optional()
    .describe('Instead of a duration: batches of a joint study. Who is not allocated waits for the next.'),
  share: quantity('share', 'The chance that a batch allocates what was asked for. Default: 100 %.').optional(),
  slot: slot.optional(),
  secures: powerOrAll.optional().describe('Power the site has a right to once this stage is done: "all" of the tranche, or so many MW.'),
  cost: quantity('money', 'Paid when it begins.').optional(),
  cost_per_mw: quantity('costOfPower', 'Paid when it begins, per MW of the tranche.').optional(),
  acres: z.number().positive().optional().describe('Land that comes with it, in acres: a fact of the site.'),
  ...annotations,
});

export const stageSchema = z.lazy(() => z.strictObject({ id: name.describe('Name of the stage.'), ...stageFields() }));

/** The same for changes to a stage of a route. */
export const stageChangesSchema = z.lazy(() => z.strictObject(stageFields()));

export const routeSchema = z.lazy(() =>
  z.strictObject({
    title: z.string().describe('What a person calls it.'),
    stages: z.array(stageSchema).min(1).describe('Stages; each comes after the one before it unless it says otherwise.'),
    ...annotations,
  }),
);

export type Stage = z.output<typeof stageSchema>;
export type StageChanges = z.output<typeof stageChangesSchema>;
export type Route = z.output<typeof routeSchema>;
export type Batches = NonNullable<Stage['batches']>;

/** kW that a stage of a tranche secures when it is done. */
export function securedBy({ secures }: Stage, trancheKw: number): number {
  if (secures === undefined) return 0;
  return secures === 'all' ? trancheKw : Math.round(parse(secures, 'power'));
}

/** What says how long a stage takes: a stage has one of these. */
const LENGTHS = ['duration', 'on', 'batches', 'slot'] as const;

/** What a stage itself says of its length. */
export function lengthsOf(stage: Stage | StageKind): (typeof LENGTHS)[number][] {
  return LENGTHS.filter((key) => (stage as Readonly<Record<string, unknown>>)[key] !== undefined);
}

/** A stage with what its kind says wherever it is silent. A stage that states its length takes none from its kind, tail included. */
export function withKind(stage: Stage, kind: StageKind | undefined): Stage {
  if (kind === undefined) return stage;
  const { title, duration, batches, late: tail, share, ...rest } = kind;
  const own = Object.fromEntries(Object.entries(stage).filter(([, value]) => value !== undefined)) as Stage;
  const stated = lengthsOf(stage);
  const length = stated.length > 0 ? {} : { duration, batches, late: tail };
  const odds = stated.length === 0 || stated.includes('batches') ? { share } : {};
  const { source: _, as_of: _day, confidence: _confidence, note: _note, ...defaults } = rest;
  return { ...defaults, ...length, ...odds, label: title, ...own };
}
