/**
 * Halls: a named template of activities, played once per hall and, for what goes block by block, once per block. Site works,
 * commissioning and acceptance all live in templates; this file only instantiates them.
 */
import { z } from 'zod';
import { didYouMean } from '../base/nearest.ts';
import type { Path } from '../base/problem.ts';
import { quantity as parse } from '../base/units.ts';
import type { ActivityDraft } from '../plan/builder.ts';
import { type ActivityContext, type ActivityFields, activityShape, lowerActivity } from './activity.ts';
import { annotations, count, date, name, quantity } from './fields.ts';
import type { OrderedTranche } from './gpus.ts';
import { groupCause, type Lowering } from './lowering.ts';
import { POWER } from './power.ts';
import { kilowatts, tickOfDate } from './read.ts';

const share = z.literal('all');

/** An activity of a template: "all" stands for everything the hall (or the block) has. */
const templateActivity = z.strictObject({
  ...activityShape('dated'),
  per_block: z.boolean().default(false).describe('Done once for each block of the hall.'),
  repeat: z.number().positive().max(10).default(1).describe('From the second block on, the duration or effort is multiplied by this.'),
  draws_power: share
    .optional()
    .describe('"all": takes the gross power of the hall, or of the block, from the site\'s connection when it starts, for good.'),
  installs: share.optional().describe('"all": takes the GPUs of the hall, or of the block, when it starts.'),
  brings_online: share.optional().describe('"all": the compute of the hall, or of the block, is online when it finishes.'),
});

export const templateSchema = z.strictObject({
  title: z.string().describe('What a person calls it.'),
  it: quantity('power', 'Critical IT load of a hall.'),
  gross: quantity('power', 'Load at the connection of a hall.'),
  gpus: count('GPUs a hall holds.', 0).default(0),
  blocks: count('Blocks that are racked, tested and handed over one by one.', 1).default(1),
  learning: z
    .strictObject({
      rate: quantity('share', 'Worker-hours of the second hall relative to the first, the fourth to the second, and so on.'),
      ...annotations,
    })
    .optional()
    .describe("Learning over repeated halls of a site, by Wright's law: applies to efforts."),
  activities: z.record(name, templateActivity).describe('What has to be done, by name.'),
  ...annotations,
});

export type Template = z.output<typeof templateSchema>;
type TemplateActivity = Template['activities'][string];

export const hallsSchema = z
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
      priority: z.number().optional().describe('For the rule "priority": smaller goes first.'),
      done: z.array(name).default([]).describe('Activities of the template that are finished when the scenario starts.'),
      left: z
        .record(name, quantity('share', 'Share of the work that is left.'))
        .default({})
        .describe('Activities under way when the scenario starts, with the share of their work that is left.'),
      ...annotations,
    }),
  )
  .describe('Halls of the site, by name.');

export type HallsFields = z.output<typeof hallsSchema>;
type HallFields = HallsFields[string];

export interface SiteContext {
  readonly site: string;
  readonly calendar: string | null;
  readonly templates: ReadonlyMap<string, Template>;
  /** Templates that stand in the scenario's own file. */
  readonly ownTemplates: ReadonlySet<string>;
  readonly tranches: readonly OrderedTranche[];
  readonly draw: { activity: string; kw: number }[];
  readonly hasPower: boolean;
}

export function lowerHalls(lowering: Lowering, context: SiteContext, halls: HallsFields, path: Path): void {
  const order = Object.entries(halls).sort(([aId, a], [bId, b]) => beginOf(lowering, a) - beginOf(lowering, b) || (aId < bId ? -1 : 1));
  const built = new Map<string, number>();
  for (const [id, hall] of order) {
    const template = context.templates.get(hall.build);
    if (template === undefined) {
      lowering.problems.leaveOut(id);
      continue;
    }
    const number = (built.get(hall.build) ?? 0) + 1;
    built.set(hall.build, number);
    new HallLowering(lowering, context, id, hall, template, number, [...path, id]).lower();
  }
}

function beginOf({ axis }: Lowering, hall: HallFields): number {
  return hall.begin === undefined ? 0 : Math.max(0, tickOfDate(axis, hall.begin));
}

/** Wright's law: the n-th repetition takes n ^ log2(rate) of the first. */
function learned(rate: number, repetition: number): number {
  return repetition ** Math.log2(rate);
}

class HallLowering {
  readonly #blocks: number;
  readonly #itKw: number;
  readonly #grossKw: number;
  readonly #gpus: number;
  readonly #installs: { activity: string; quantity: number }[] = [];

  constructor(
    readonly lowering: Lowering,
    readonly context: SiteContext,
    readonly id: string,
    readonly hall: HallFields,
    readonly template: Template,
    readonly number: number,
    readonly path: Path,
  ) {
    this.#blocks = template.blocks;
    this.#itKw = kilowatts(hall.it ?? template.it);
    this.#grossKw = kilowatts(hall.gross ?? template.gross);
    this.#gpus = hall.gpus ?? template.gpus;
  }

  lower(): void {
    const { problems } = this.lowering;
    const names = Object.keys(this.template.activities);
    const known = new Set(names);
    this.hall.done.forEach((entry, i) => {
      if (!known.has(entry))
        problems.add(
          [...this.path, 'done', i],
          `the template has no activity "${entry}"${didYouMean(entry, known)}`,
          `name one of ${names.join(', ')}`,
        );
    });
    for (const entry of Object.keys(this.hall.left)) {
      if (!known.has(entry))
        problems.add(
          [...this.path, 'left', entry],
          `the template has no activity "${entry}"${didYouMean(entry, known)}`,
          `name one of ${names.join(', ')}`,
        );
    }
    for (const name of names) this.#activity(name, this.template.activities[name] as TemplateActivity);
    this.#tranches();
  }

  #activity(name: string, fields: TemplateActivity): void {
    if (!fields.per_block) {
      this.#place(name, fields, [this.context.site, this.id], null);
      return;
    }
    for (let block = 1; block <= this.#blocks; block++) {
      const activity = this.#place(name, fields, [this.context.site, this.id, `block-${block}`], block);
      this.lowering.builder.addToGroup([this.context.site, this.id], name, activity);
    }
  }

  /** Adds one instance and books what it draws, installs and brings online. */
  #place(name: string, fields: TemplateActivity, scope: readonly string[], block: number | null): string {
    const { builder, axis } = this.lowering;
    const { site, draw, hasPower } = this.context;
    const part = (amount: number): number => (block === null ? amount : slice(amount, this.#blocks, block));
    const isDone = this.hall.done.includes(name);
    const draft = this.#draft(name, fields, scope, block);
    const needs = [...draft.needs];
    if (fields.draws_power !== undefined && hasPower && part(this.#grossKw) > 0)
      needs.push({ name: POWER, amount: part(this.#grossKw), giveBack: false, path: this.path });
    const isOrdered = builder.findResource(scope, 'gpus') !== undefined;
    if (fields.installs !== undefined && part(this.#gpus) > 0 && !isOrdered)
      this.lowering.problems.addMissing(
        ['sites', site, 'gpus'],
        `hall "${this.id}" installs ${this.#gpus.toLocaleString('en')} GPUs, but none are ordered for it`,
        `add an order under "gpus:" of the site, with "for: ${this.id}"; or write "gpus: 0" for the hall`,
      );
    if (fields.installs !== undefined && part(this.#gpus) > 0 && isOrdered)
      needs.push({ name: 'gpus', amount: part(this.#gpus), giveBack: false, path: this.path });
    const id = builder.addActivity(isDone ? this.#finished({ ...draft, needs }) : { ...draft, needs });

    const target = this.hall.target === undefined ? null : tickOfDate(axis, this.hall.target);
    if (fields.draws_power !== undefined && hasPower) draw.push({ activity: id, kw: part(this.#grossKw) });
    if (fields.installs !== undefined) this.#installs.push({ activity: id, quantity: part(this.#gpus) });
    if (fields.brings_online !== undefined) {
      builder.compute.push({ activity: id, itKw: part(this.#itKw), gpus: part(this.#gpus), site, hall: this.id, planned: target });
    }
    if (fields.milestone === true && block === null) {
      builder.milestones.push({ id, activity: id, target: fields.brings_online === undefined && name !== 'online' ? null : target });
    }
    return id;
  }

  #draft(name: string, fields: TemplateActivity, scope: readonly string[], block: number | null): ActivityDraft {
    const left = Object.hasOwn(this.hall.left, name) ? this.hall.left[name] : undefined;
    const repeated = block !== null && block > 1 ? fields.repeat : 1;
    const rate = this.template.learning === undefined ? 1 : parse(this.template.learning.rate, 'share');
    const context: ActivityContext = {
      scope,
      site: this.context.site,
      hall: this.id,
      calendar: this.context.calendar,
      cause: groupCause(this.lowering.builder, 'site-works'),
      begin: beginOf(this.lowering, this.hall),
      scale: repeated * (left === undefined ? 1 : parse(left, 'share')),
      effortScale: learned(rate, this.number),
    };
    // Template fields share the shape of plain activities; what only templates have is handled here.
    const isOwn = this.context.ownTemplates.has(this.hall.build);
    const writtenAt = isOwn ? ['templates', this.hall.build, 'activities', name] : this.path;
    const draft = lowerActivity(this.lowering, context, name, fields as ActivityFields, writtenAt);
    return {
      ...draft,
      origin: this.path,
      label: block === null ? draft.label : `${draft.label}, block ${block}`,
      priority: this.hall.priority ?? draft.priority,
    };
  }

  /** Done before the start: takes no time, waits for nobody and uses up nothing; the headroom it drew is drawn. */
  #finished(draft: ActivityDraft): ActivityDraft {
    const { builder } = this.lowering;
    return {
      ...draft,
      work: { kind: 'duration', clock: 'elapsed', law: { kind: 'fixed', parameters: { value: 0 } }, scale: 1, factors: [] },
      after: [],
      notBefore: 0,
      needs: draft.needs.filter(({ name }) => builder.findResource(draft.scope, name)?.kind === 'level'),
      calendar: null,
    };
  }

  #tranches(): void {
    const tranches = this.context.tranches.filter(({ hall }) => hall === this.id);
    const total = tranches.reduce((sum, { quantity }) => sum + quantity, 0);
    // With several tranches for one hall, what is installed is booked to them in order of name, in proportion.
    for (const tranche of tranches) {
      this.lowering.builder.gpus.push({
        id: `${this.context.site}/${this.id}/gpus/${tranche.id}`,
        model: tranche.model,
        site: this.context.site,
        hall: this.id,
        quantity: tranche.quantity,
        orderedAt: tranche.orderedAt,
        deliveries: tranche.deliveries,
        installs: this.#installs.map(({ activity, quantity }) => ({ activity, quantity: (quantity * tranche.quantity) / total })),
      });
    }
  }
}

/** The part of a whole number that falls to one of several blocks: equal, the remainder spread over the first ones. */
function slice(amount: number, blocks: number, block: number): number {
  return Math.floor(amount / blocks) + (block <= amount % blocks ? 1 : 0);
}
