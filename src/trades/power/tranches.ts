/**
 * Tranches of power on their way through stages: one after another, or side by side. Comes in: the fields of a tranche and the
 * library. Goes out: activities, the last of which energises; costs and land of the stages. The simplest case stays what it is: a
 * chain whose last stage raises the level.
 */
import { z } from 'zod';
import { quantity as parse } from '../../base/units.ts';
import type { LinkDraft, NeedDraft } from '../../plan/builder.ts';
import { annotations, date, law, name, quantity } from '../fields.ts';
import { durationLaw, kilowatts, tickOfDate } from '../read.ts';
import { AT_ONCE, addTimed, after, elapsed, type Place } from './luck.ts';
import { type PowerLibrary, stagesOf } from './route.ts';
import { type Stage, securedBy, stageChangesSchema, stageSchema } from './stage.ts';
import { lowerStage } from './stages.ts';

const steps = z.lazy(() =>
  z
    .strictObject({
      of: quantity('power', 'Size of a step; the last one is what is left.'),
      every: law('elapsed', 'From one step to the next: 3 to 12 weeks, likeliest 5, for blocks of 50 MW in one building.'),
      ...annotations,
    })
    .describe('Energised step by step: the first when all stages are done. Default: all at once.'),
);

export const trancheSchema = z.lazy(() =>
  z.strictObject({
    mw: quantity('power', 'What it adds when its last stage is done.'),
    begin: date("The day its first stage begins; the scenario's start otherwise.").optional(),
    route: name
      .optional()
      .describe('Stages of the library ("power-routes") or of "power_routes:", such as ercot-batch; own stages follow them.'),
    with: z.record(name, stageChangesSchema).optional().describe('Changes to stages of the route, by stage.'),
    done: z.array(name).optional().describe('Stages of the route that are done already, and left out.'),
    steps: steps.optional(),
    stages: z.array(stageSchema).min(1).optional().describe('Stages, one after another unless they say "after:".'),
    ...annotations,
  }),
);

/** More steps than this are a mistake in their size. */
const MOST_STEPS = 400;

export type TrancheFields = z.output<typeof trancheSchema>;

export interface TrancheContext extends Place {
  readonly library: PowerLibrary;
  /** What energising so many kW draws on, and what must allow it: secured power, pauses. */
  readonly energising: (kw: number) => readonly NeedDraft[];
  /** What must allow a stage of this kind or name. */
  readonly allowed: (stage: Stage) => readonly NeedDraft[];
  /** Share of a stage that is left to do, by its kind or name. */
  readonly scaleOf: (stage: Stage) => number;
  readonly appealScale: number;
}

export interface LoweredTranche {
  /** The activity that energises it, or its last step. */
  readonly energised: string;
  readonly energise: readonly { readonly activity: string; readonly kw: number }[];
  /** Stages that secure power when they finish, in kW. */
  readonly secure: readonly { readonly activity: string; readonly kw: number }[];
}

/** Lowers a tranche: its stages, and what energises it. */
export function lowerTranche(context: TrancheContext, id: string, tranche: TrancheFields): LoweredTranche {
  const { lowering, site, path } = context;
  const { builder, axis, problems } = lowering;
  const kw = kilowatts(tranche.mw);
  const placed = stagesOf(lowering, context.library, path, id, tranche);
  const begin = tranche.begin === undefined ? 0 : Math.max(0, tickOfDate(axis, tranche.begin));
  const scope = [...context.scope, id];
  const names = new Set(placed.map(({ stage }) => stage.id));
  const followed = new Set(placed.flatMap(({ stage }, i) => stage.after ?? (i > 0 ? [placed[i - 1]!.stage.id] : [])));
  const ends = placed.filter(({ stage }) => !followed.has(stage.id));
  const isChain = tranche.steps === undefined && context.energising(kw).length === 0 && ends.length === 1 && ends[0] === placed.at(-1);
  const raises = [{ name: 'power', amount: kw, at: 'finish' as const, path }];
  const last = new Map<string, string>();
  const secure: { activity: string; kw: number }[] = [];
  placed.forEach(({ stage, path: at }, i) => {
    const links: LinkDraft[] =
      stage.after === undefined
        ? i === 0
          ? []
          : after([last.get(placed[i - 1]!.stage.id)!], at)
        : stage.after.map((entry, place) => ({
            name: names.has(entry) ? [...scope, entry].join('/') : entry,
            type: 'FS',
            lag: 0,
            share: 0,
            path: [...at, 'after', place],
          }));
    const isLast = isChain && i === placed.length - 1;
    const stageContext = {
      ...{ lowering, site, path: at, scope, tranche: id, kw, begin, after: links, cause: stage.cause ?? ('power' as const) },
      ...(stage.kind === undefined
        ? {}
        : { named: { id: stage.kind, label: context.library.stages.get(stage.kind)?.title ?? stage.kind } }),
      needs: context.allowed(stage),
      gives: isLast ? raises.map((give) => ({ ...give, path: at })) : [],
      scale: context.scaleOf(stage),
      appealScale: context.appealScale,
    };
    const { activity, first } = lowerStage(stageContext, stage);
    last.set(stage.id, activity);
    const securedKw = securedBy(stage, kw);
    if (securedKw > 0) secure.push({ activity, kw: securedKw });
    bookStage(context, id, stage, first, kw);
    if (isLast) builder.milestones.push({ id: `${site}/power/${id}`, activity, target: null });
    // What comes after the tranche comes after its last stage.
    if (isLast) builder.addToGroup([site, 'power'], id, activity);
  });
  if (isChain) {
    const activity = last.get(placed.at(-1)!.stage.id)!;
    return { energised: activity, energise: [{ activity, kw }], secure };
  }
  if (placed.length === 0) problems.leaveOut(id);
  const done = ends.map(({ stage }) => last.get(stage.id)!);
  const energise = energiseBySteps({ ...context, scope }, id, tranche, done, placed.length === 0 ? begin : 0);
  const energised = energise.at(-1)!.activity;
  builder.milestones.push({ id: `${site}/power/${id}`, activity: energised, target: null });
  if (!builder.hasActivity(`${site}/power/${id}`)) builder.addToGroup([site, 'power'], id, energised);
  if (energise.length > 1) builder.milestones.push({ id: `${site}/power/${id}/first`, activity: energise[0]!.activity, target: null });
  return { energised, energise, secure };
}

/** All at once, or in steps one after another. */
function energiseBySteps(
  context: TrancheContext,
  id: string,
  { mw, steps: stepwise }: TrancheFields,
  done: readonly string[],
  notBefore: number,
): { activity: string; kw: number }[] {
  const { lowering, path } = context;
  const total = kilowatts(mw);
  const size = stepwise === undefined ? total : kilowatts(stepwise.of);
  const at = [...path, 'steps'];
  if (stepwise !== undefined && size <= 0) lowering.problems.add([...at, 'of'], 'steps of nothing lead nowhere', 'write more than 0 MW');
  const wanted = size <= 0 ? 1 : Math.max(1, Math.ceil(total / size));
  if (wanted > MOST_STEPS) lowering.problems.add([...at, 'of'], `these are more than ${MOST_STEPS} steps`, 'write larger steps');
  const count = wanted > MOST_STEPS ? 1 : wanted;
  const every = stepwise === undefined ? AT_ONCE : durationLaw(lowering.problems, [...at, 'every'], stepwise.every).law;
  const steps: { activity: string; kw: number }[] = [];
  for (let step = 1; step <= count; step++) {
    const kw = step < count ? size : total - size * (count - 1);
    const name = step === count ? 'energisation' : `energisation-${step}`;
    const previous = steps.at(-1)?.activity;
    // The time since the step before passes first; what energising draws on is taken when it is over.
    const ready =
      previous === undefined
        ? done
        : [addTimed(context, `works-${step}`, `${id} works for step ${step}`, { after: after([previous], path), work: elapsed(every) })];
    const activity = addTimed(context, name, count === 1 ? `${id} energised` : `${id} energised, step ${step} of ${count}`, {
      after: after(ready, path),
      notBefore: previous === undefined ? notBefore : 0,
      needs: context.energising(kw),
      gives: [{ name: 'power', amount: kw, at: 'finish', path }],
    });
    steps.push({ activity, kw });
  }
  return steps;
}

/** What a stage costs, in USD, and the land that comes with it. */
function bookStage({ lowering: { builder }, site }: TrancheContext, tranche: string, stage: Stage, first: string, kw: number): void {
  const cost =
    (stage.cost === undefined ? 0 : parse(stage.cost, 'money')) +
    (stage.cost_per_mw === undefined ? 0 : parse(stage.cost_per_mw, 'costOfPower') * kw);
  const label = stage.label ?? `${tranche} ${stage.id}`;
  if (cost > 0)
    builder.accounts.push({
      id: `${site}/power-cost/${tranche}-${stage.id}`,
      label: `${label}: cost`,
      unit: 'USD',
      site,
      entries: [{ kind: 'event', activity: first, at: 'start', amount: cost }],
    });
  if (stage.acres !== undefined)
    builder.facts.push({
      site,
      id: `land/${tranche}-${stage.id}`,
      label: `${label}: land`,
      value: stage.acres,
      unit: 'acres',
      source: stage.source ?? null,
    });
}
