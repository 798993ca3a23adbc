/**
 * Halls: a named template of activities, played once per hall and, for what goes block by block, once per block. Site works,
 * commissioning and acceptance all live in templates; this file only instantiates them. What a template can say besides plain
 * work (retests, modules, clusters, swaps) has a file each in halls/.
 */
import type { Path } from '../base/problem.ts';
import { quantity as parse } from '../base/units.ts';
import type { ActivityDraft, LinkDraft, NeedDraft } from '../plan/builder.ts';
import { type ActivityContext, type ActivityFields, lowerActivity } from './activity.ts';
import { lowerDesignChange, lowerDeveloper, lowerFillLag } from './halls/additions.ts';
import { bookCost, bookGpus, bookPackage } from './halls/books.ts';
import { lowerBringUp } from './halls/bring-up-work.ts';
import { checkHall } from './halls/check-hall.ts';
import { lowerCluster } from './halls/cluster.ts';
import { type FailedGpus, lowerEarlyFailures } from './halls/early-failures.ts';
import { type Hall, type SiteContext, slice } from './halls/hall.ts';
import type { HallFields, HallsFields } from './halls/hall-fields.ts';
import { namesActivity } from './halls/names.ts';
import { afterModules, lowerPrefab } from './halls/prefab.ts';
import { learnedScales } from './halls/repetitions.ts';
import { lowerFails, mayFail } from './halls/retests.ts';
import { afterRetrofitted, lowerSwitchOff, type SwitchOff } from './halls/switch-off.ts';
import type { Template, TemplateActivity } from './halls/template-fields.ts';
import { groupCause, type Lowering } from './lowering.ts';
import { addMiningChange } from './mining.ts';
import { POWER } from './power.ts';
import { kilowatts, tickOfDate, tickOfInstant } from './read.ts';

export type { SiteContext } from './halls/hall.ts';
export { type HallsFields, hallsSchema } from './halls/hall-fields.ts';
export { type Template, templateSchema } from './halls/template-fields.ts';

export function lowerHalls(lowering: Lowering, context: SiteContext, halls: HallsFields, path: Path): void {
  const order = Object.entries(halls).sort(([aId, a], [bId, b]) => beginOf(lowering, a) - beginOf(lowering, b) || (aId < bId ? -1 : 1));
  const learned = learnedScales(lowering, context.templates, order);
  const broughtUp = new Map<string, number>();
  const swapped = new Map<string, string>();
  for (const [id, fields] of order) {
    const template = context.templates.get(fields.build);
    if (template === undefined) {
      lowering.problems.leaveOut(id);
      continue;
    }
    const hall: Hall = {
      lowering,
      context,
      id,
      fields,
      template: changed(template, fields),
      path: [...path, id],
      begin: beginOf(lowering, fields),
      itKw: kilowatts(fields.it ?? template.it),
      grossKw: kilowatts(fields.gross ?? template.gross),
      gpus: fields.gpus ?? template.gpus,
    };
    checkChanges(hall, template);
    checkHall(hall);
    if (fields.swaps !== undefined) {
      const other = swapped.get(fields.swaps);
      if (other !== undefined)
        lowering.problems.add([...hall.path, 'swaps'], `"${other}" swaps the mining hall "${fields.swaps}" already`, 'swap another one');
      swapped.set(fields.swaps, id);
      if (other !== undefined) continue;
    }
    new HallLowering(hall, halls, learned.get(id) ?? 1, broughtUp).lower();
  }
}

function beginOf({ axis }: Lowering, hall: HallFields): number {
  return hall.begin === undefined ? 0 : Math.max(0, tickOfDate(axis, hall.begin));
}

/** How long a piece of work takes is said in one of these ways. */
const LENGTHS = ['duration', 'effort', 'bring_up'] as const;

/** The template as this hall has it. A length of time given for the hall takes the place of whichever the template gives. */
function changed(template: Template, { with: changes }: HallFields): Template {
  if (Object.keys(changes).length === 0) return template;
  const activities: Record<string, TemplateActivity> = { ...template.activities };
  for (const [name, change] of Object.entries(changes)) {
    const before = Object.hasOwn(template.activities, name) ? template.activities[name] : undefined;
    if (before === undefined) continue;
    const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
    const merged: Record<string, unknown> = { ...before, ...given };
    if (LENGTHS.some((key) => given[key] !== undefined)) for (const key of LENGTHS) if (given[key] === undefined) delete merged[key];
    activities[name] = merged as TemplateActivity;
  }
  return { ...template, activities };
}

function checkChanges(hall: Hall, template: Template): void {
  const { lowering, fields, path } = hall;
  for (const name of Object.keys(fields.with)) namesActivity({ ...hall, template }, name, [...path, 'with', name]);
  if (fields.out_of_service !== undefined && fields.retrofits === undefined)
    lowering.problems.add([...path, 'out_of_service'], 'this goes with a hall that retrofits another', 'add "retrofits:", or leave it out');
}

class HallLowering {
  readonly #blocks: number;
  readonly #installs: { activity: string; quantity: number }[] = [];
  readonly #online: { activity: string; block: number | null }[] = [];
  readonly #offs: SwitchOff[] = [];
  readonly #pieces: FailedGpus;
  #prefab: ReturnType<typeof lowerPrefab>;
  #cluster: ReturnType<typeof lowerCluster>;
  /** What work without predecessors waits for besides its begin. */
  #first: readonly LinkDraft[] = [];

  constructor(
    readonly hall: Hall,
    readonly halls: HallsFields,
    /** Work relative to the first hall of the template. */
    readonly learned: number,
    /** GPUs of the site that have been brought up so far, by activity. */
    readonly broughtUp: Map<string, number>,
  ) {
    this.#blocks = hall.template.blocks;
    const ordered = hall.context.tranches.reduce((sum, { hall: other, quantity }) => sum + (other === hall.id ? quantity : 0), 0);
    this.#pieces = { spares: Math.max(0, ordered - hall.gpus), failed: [], replaced: [] };
    this.#prefab = lowerPrefab(hall);
    this.#cluster = lowerCluster(hall);
  }

  lower(): void {
    const { hall } = this;
    const { template, fields, path } = hall;
    fields.done.forEach((entry, i) => void namesActivity(hall, entry, [...path, 'done', i]));
    for (const entry of Object.keys(fields.left)) namesActivity(hall, entry, [...path, 'left', entry]);
    this.#first = [...lowerDeveloper(hall), ...afterRetrofitted(hall, this.halls)];
    for (const [name, activity] of Object.entries(template.activities)) this.#activity(name, activity);
    lowerDesignChange(hall);
    lowerFillLag(
      hall,
      this.#online.map(({ activity }) => activity),
    );
    lowerSwitchOff(hall, this.halls, this.#offs, this.#online);
    bookCost(hall);
    bookGpus(hall, this.#installs, this.#pieces);
  }

  #activity(name: string, fields: TemplateActivity): void {
    const { context, id, lowering } = this.hall;
    if (!fields.per_block) {
      this.#place(name, fields, [context.site, id], null);
      return;
    }
    for (let block = 1; block <= this.#blocks; block++) {
      const activity = this.#place(name, fields, [context.site, id, `block-${block}`], block);
      lowering.builder.addToGroup([context.site, id], name, activity);
    }
  }

  /** Adds one instance and books what it draws, installs and brings online. */
  #place(name: string, fields: TemplateActivity, scope: readonly string[], block: number | null): string {
    const { hall } = this;
    const { builder, axis } = hall.lowering;
    const { site, draw, hasPower } = hall.context;
    const part = (amount: number): number => (block === null ? amount : slice(amount, this.#blocks, block));
    const isDone = hall.fields.done.includes(name);
    const plain = this.#draft(name, fields, scope, block, part(hall.gpus));
    const needs = [...plain.needs];
    if ((fields.draws_power !== undefined || fields.mines !== undefined) && hasPower && part(hall.grossKw) > 0)
      needs.push({ name: POWER, amount: part(hall.grossKw), giveBack: false, path: hall.path });
    const isOrdered = builder.findResource(scope, 'gpus') !== undefined;
    const installed: NeedDraft[] = [];
    if (fields.installs !== undefined && part(hall.gpus) > 0) {
      if (isOrdered) installed.push({ name: 'gpus', amount: part(hall.gpus), giveBack: false, path: hall.path });
      else this.#tellUnordered();
    }
    needs.push(...installed);
    const gives = [...plain.gives, ...this.#cluster.gives(name, part(hall.gpus))];
    const whole = { ...plain, needs, gives };
    const draft = isDone ? this.#finished(whole, installed) : { ...whole, after: [...whole.after, ...this.#cluster.gate(whole)] };
    const fails = !isDone && mayFail(fields.fails) ? fields.fails : undefined;
    const id = builder.addActivity(fails === undefined ? draft : { ...draft, gives: [] });
    const at = plain.writtenAt ?? hall.path;
    if (fields.package !== undefined) bookPackage(hall, fields.package, isDone ? null : draft.work, id, at);
    if (fails !== undefined) lowerFails(hall.lowering, draft, id, fails, [...at, 'fails']);
    if (fields.early_failures !== undefined && !isDone && isOrdered)
      lowerEarlyFailures(hall.lowering, draft, id, fields.early_failures, part(hall.gpus), this.#pieces, [...at, 'early_failures']);
    const end = builder.endOf(id);

    const target = hall.fields.target === undefined ? null : tickOfDate(axis, hall.fields.target);
    if (fields.draws_power !== undefined && hasPower) draw.push({ activity: id, kw: part(hall.grossKw) });
    if (fields.mines !== undefined) addMiningChange(builder, site, { activity: end, kw: -part(hall.grossKw) });
    if (fields.switches_off !== undefined) this.#offs.push({ activity: id, block });
    if (fields.installs !== undefined) this.#installs.push({ activity: id, quantity: part(hall.gpus) });
    if (fields.brings_online !== undefined) {
      this.#online.push({ activity: end, block });
      if (part(hall.itKw) > 0 || part(hall.gpus) > 0)
        builder.compute.push({ activity: end, itKw: part(hall.itKw), gpus: part(hall.gpus), site, hall: hall.id, planned: target });
    }
    if (fields.milestone === true) {
      // What is planned is planned for the whole hall: a block has a date of its own only where the template writes one.
      const isPlanned = block === null && (fields.brings_online !== undefined || name === 'online');
      const planned = isPlanned ? target : null;
      builder.milestones.push({ id, activity: end, target: fields.target === undefined ? planned : tickOfInstant(axis, fields.target) });
    }
    return id;
  }

  #tellUnordered(): void {
    const { context, id, gpus, lowering } = this.hall;
    lowering.problems.addMissing(
      ['sites', context.site, 'gpus'],
      `hall "${id}" installs ${gpus.toLocaleString('en')} GPUs, but none are ordered for it`,
      `add an order under "gpus:" of the site, with "for: ${id}"; or write "gpus: 0" for the hall`,
    );
  }

  #draft(name: string, fields: TemplateActivity, scope: readonly string[], block: number | null, gpus: number): ActivityDraft {
    const { hall } = this;
    const { lowering, template } = hall;
    const left = Object.hasOwn(hall.fields.left, name) ? hall.fields.left[name] : undefined;
    const repeated = block !== null && block > 1 ? fields.repeat : 1;
    const saved = this.#prefab.scaleOf(name, fields);
    const of = template.learning?.of ?? 'efforts';
    const isEffort = fields.effort !== undefined;
    const context: ActivityContext = {
      scope,
      site: hall.context.site,
      hall: hall.id,
      calendar: hall.context.calendar,
      cause: groupCause(lowering.builder, 'site-works'),
      begin: hall.begin,
      scale: repeated * (left === undefined ? 1 : parse(left, 'share')) * saved * (!isEffort && of !== 'efforts' ? this.learned : 1),
      effortScale: of === 'durations' ? 1 : this.learned,
    };
    // Template fields share the shape of plain activities; what only templates have is handled here.
    const isOwn = hall.context.ownTemplates.has(hall.fields.build);
    const templateAt = isOwn ? ['templates', hall.fields.build, 'activities', name] : hall.path;
    const writtenAt = Object.hasOwn(hall.fields.with, name) ? [...hall.path, 'with', name] : templateAt;
    const { bring_up: bringUp } = fields;
    if (bringUp !== undefined && (fields.duration !== undefined || fields.effort !== undefined))
      lowering.problems.add(writtenAt, 'this has both a length of time and a bring-up', 'give one of them');
    const isTimed = bringUp === undefined || fields.duration !== undefined || fields.effort !== undefined;
    const draft = lowerActivity(lowering, context, name, (isTimed ? fields : { ...fields, duration: '0 d' }) as ActivityFields, writtenAt);
    const after = [
      ...draft.after,
      ...(draft.after.length === 0 ? this.#first : []),
      ...(this.#prefab.waitsForModules(name) ? [afterModules(hall)] : []),
    ];
    return {
      ...draft,
      ...(isTimed || bringUp === undefined
        ? {}
        : {
            work: lowerBringUp(hall, this.broughtUp, name, bringUp, { scale: context.scale, gpus, factors: draft.work.factors }, writtenAt),
          }),
      after,
      // Work that waits for modules alone begins no sooner than the hall all the same.
      notBefore: draft.after.length === 0 ? Math.max(draft.notBefore, hall.begin) : draft.notBefore,
      origin: hall.path,
      label: block === null ? draft.label : `${draft.label}, block ${block}`,
      priority: hall.fields.priority ?? draft.priority,
    };
  }

  /**
   * Done before the start: takes no time, waits for nobody and uses up nothing but the GPUs it installed, which would otherwise be
   * told as stored for ever; the headroom it drew is drawn.
   */
  #finished(draft: ActivityDraft, installed: readonly NeedDraft[]): ActivityDraft {
    const { builder } = this.hall.lowering;
    return {
      ...draft,
      work: { kind: 'duration', clock: 'elapsed', law: { kind: 'fixed', parameters: { value: 0 } }, scale: 1, factors: [] },
      after: [],
      notBefore: 0,
      needs: [...draft.needs.filter(({ name }) => builder.findResource(draft.scope, name)?.kind === 'level'), ...installed],
      calendar: null,
    };
  }
}
