/**
 * From a stage to activities. Comes in: a stage with its defaults, and what it comes after. Goes out: activities of which the last
 * bears the stage's own name, so that others can name it. A plain stage is one activity; queue, batches, tail and appeal add theirs.
 */

import { MINUTES_PER_YEAR } from '../../base/time.ts';
import { quantity as parse } from '../../base/units.ts';
import type { ActivityDraft, LinkDraft, NeedDraft } from '../../plan/builder.ts';
import { durationLaw, tickOfDate } from '../read.ts';
import { lowerBatches } from './batches.ts';
import { AT_ONCE, addTimed, after, elapsed, fixed, type Place, perhaps, rest } from './luck.ts';
import { lengthsOf, type Stage, securedBy } from './stage.ts';

export const SECURED = 'secured';

export interface StageContext extends Place {
  /** What the tranche is called. */
  readonly tranche: string;
  /** kW of the tranche. */
  readonly kw: number;
  /** The tick before which no stage begins that comes after no other. */
  readonly begin: number;
  /** What it comes after: ids, or names as the user wrote them. */
  readonly after: readonly LinkDraft[];
  /** What it must be allowed by: the regulator's pauses. */
  readonly needs: readonly NeedDraft[];
  readonly gives: ActivityDraft['gives'];
  /** Share of the usual work that is left: an old line to go by. */
  readonly scale: number;
  /** The chance of an appeal is multiplied by this. */
  readonly appealScale: number;
}

export interface LoweredStage {
  readonly activity: string;
  /** The activity that begins it. */
  readonly first: string;
}

const QUARTER = MINUTES_PER_YEAR / 4;

/** Lowers a stage. Its last activity has the stage's gives, and secures what the stage secures. */
export function lowerStage(context: StageContext, stage: Stage): LoweredStage {
  const { lowering, path, scale } = context;
  const { axis, problems } = lowering;
  checkStage(context, stage);
  const label = stage.label === undefined ? `${context.tranche} ${stage.id}` : stage.label;
  const begun = stage.begin === undefined ? 0 : tickOfDate(axis, stage.begin);
  const isFree = context.after.length === 0;
  const notBefore = Math.max(isFree ? context.begin : 0, begun, 0);
  // Under way since before the start; of what must wait for others nobody knows that.
  const since = isFree && begun < 0 ? -begun : 0;
  const securedKw = securedBy(stage, context.kw);
  const secured = securedKw === 0 ? [] : [{ name: SECURED, amount: securedKw, at: 'finish' as const, path }];
  const gives = [...context.gives, ...secured];
  let links: LinkDraft[] = [...context.after];
  let needs: NeedDraft[] = [...context.needs];
  let first: string | null = null;
  let isWaiting = isFree;
  /** What the next activity of the stage is made of; it comes after what has been added so far. */
  const next = (name: string, said: string, parts: Partial<ActivityDraft>): string => {
    const id = addTimed(context, name, said, {
      after: links,
      notBefore: isWaiting ? notBefore : Math.max(0, begun),
      ...parts,
      needs: [...needs, ...(parts.needs ?? [])],
    });
    first ??= id;
    links = after([id], path);
    needs = [];
    isWaiting = false;
    return id;
  };
  if (stage.queue !== undefined) {
    const { ahead, served_per_quarter: served, drop_out } = stage.queue;
    const quarters = (ahead * (1 - parse(drop_out, 'share'))) / served;
    next(`${stage.id}-queue`, `${label}: ${ahead} ahead in the queue`, { work: elapsed(fixed(quarters * QUARTER - since)) });
  }
  const isAppealed = stage.appeal !== undefined;
  const isLate = stage.late !== undefined;
  const plainGives = isAppealed || isLate ? [] : gives;
  const main = isLate ? `${stage.id}-lead` : isAppealed ? `${stage.id}-decision` : stage.id;
  let last: string;
  if (stage.batches !== undefined) {
    const share = stage.share === undefined ? 1 : parse(stage.share, 'share');
    const study = {
      id: stage.id,
      label,
      batches: stage.batches,
      share,
      after: links,
      begin: stage.begin === undefined ? context.begin : begun,
      needs,
    };
    const closing = lowerBatches(context, study);
    first ??= closing.after[0]!.name;
    needs = [];
    last = next(main, label, { ...closing, notBefore: 0, gives: plainGives });
  } else {
    const before = { after: links, notBefore: isWaiting ? notBefore : 0, needs };
    const law = lengthOf(context, stage);
    const on = stage.on === undefined ? 0 : tickOfDate(axis, stage.on);
    const promised = stage.slot === undefined ? 0 : tickOfDate(axis, stage.slot.promised);
    // Of a tranche without an own begin, the first stage begins with it.
    const from = Math.max(before.notBefore, begun, on, promised, 0);
    const work = stage.queue === undefined ? rest(law, stage.duration === undefined ? 0 : since) : law;
    last = next(main, isLate ? `${label}: usual lead` : label, { work: { ...elapsed(work), scale }, notBefore: from, gives: plainGives });
    if (stage.late !== undefined) {
      const at = [...path, 'late', 'lasts'];
      const lasts = durationLaw(problems, at, stage.late.lasts).law;
      const tail = addTimed(context, `${stage.id}-late`, `${label}: tail`, {
        ...before,
        work: { ...elapsed(perhaps(parse(stage.late.p, 'share'), rest(lasts, since))), scale },
      });
      const closing = isAppealed ? `${stage.id}-decision` : stage.id;
      links = after([last, tail], path);
      last = next(closing, label, { gives: isAppealed ? [] : gives });
    }
  }
  if (stage.appeal !== undefined) {
    const lasts = durationLaw(problems, [...path, 'appeal', 'lasts'], stage.appeal.lasts).law;
    const p = parse(stage.appeal.p, 'share') * context.appealScale;
    last = next(stage.id, `${label}: appeal`, { work: elapsed(perhaps(p, lasts)), gives });
  }
  return { activity: last, first: first ?? last };
}

function lengthOf({ lowering: { problems }, path }: StageContext, stage: Stage) {
  if (stage.slot !== undefined) return durationLaw(problems, [...path, 'slot', 'slip'], stage.slot.slip ?? '0 d').law;
  return stage.duration === undefined ? AT_ONCE : durationLaw(problems, [...path, 'duration'], stage.duration).law;
}

function checkStage({ lowering: { axis, problems }, path }: StageContext, stage: Stage): void {
  const given = lengthsOf(stage);
  const what = ['a stage has either a duration or the day it is done', 'give "duration:" or "on:"'] as const;
  if (given.length > 1) problems.add(path, ...what);
  // A kind that is not to be found has been told of.
  else if (given.length === 0 && !(stage.kind !== undefined && problems.wasLeftOut(stage.kind))) problems.addMissing(path, ...what);
  if (stage.share !== undefined && stage.batches === undefined)
    problems.add(
      [...path, 'share'],
      'a share is the chance that a batch allocates, and this stage has no batches',
      'add "batches:", or remove it',
    );
  if (stage.late !== undefined && stage.duration === undefined)
    problems.add([...path, 'late'], 'only a duration has a tail', 'remove "late:", or give a "duration:"');
  if (stage.on !== undefined && stage.begin !== undefined && tickOfDate(axis, stage.begin) > tickOfDate(axis, stage.on))
    problems.add([...path, 'begin'], 'this stage begins after the day it is done', 'let "begin" come before "on"');
  for (const [key, p] of [
    ['appeal', stage.appeal?.p],
    ['late', stage.late?.p],
    ['queue', stage.queue?.drop_out],
    ['share', stage.share],
  ] as const)
    if (p !== undefined && parse(p, 'share') > 1)
      problems.add(
        key === 'share' ? [...path, key] : [...path, key, key === 'queue' ? 'drop_out' : 'p'],
        `${p} is more than all`,
        'write a share from 0 % to 100 %',
      );
}
