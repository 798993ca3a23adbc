/**
 * Puts time in before an activity: what comes in between waits for what the activity waits for, and the activity waits for it.
 * So the chain of causes shows it by name. Comes in: a risk, a target and its extra work. Goes out: drafts; the target is amended.
 */
import { type ActivityDraft, type LinkDraft, type NeedDraft, type Scope, scoped } from '../../plan/builder.ts';
import type { Work } from '../../plan/plan.ts';
import { durationLaw } from '../read.ts';
import type { Affected } from '../risks.ts';
import type { Target } from '../targets.ts';
import { AT_ONCE, elapsed, idOf, type Risk, takesToken } from './risk.ts';

/** One way in which the time before a target may pass. */
export interface Way {
  readonly name: string;
  /** What must be so for this way to be taken. */
  readonly needs: readonly NeedDraft[];
  /** Factors of the extra work; null: there is none. */
  readonly factors: readonly string[] | null;
}

/** What an entry of "affects" adds to a target's time. */
export interface Extra {
  readonly work: (factors: readonly string[]) => Work;
  /** Of the activity whose work it is: its crew and its hours. */
  readonly parts: Partial<ActivityDraft>;
}

/** The extra work of an entry, or null if it adds none (see stops). */
export function extraOf({ lowering, path, ...risk }: Risk, entry: Affected, index: number, { workOf }: Target): Extra | null {
  const id = idOf({ lowering, path, ...risk });
  if (entry.delay !== undefined) {
    const { law } = durationLaw(lowering.problems, [...path, 'affects', index, 'delay'], entry.delay);
    // Everything an entry stands for is delayed by one and the same time.
    return { work: (factors) => elapsed(law, factors, `${id}/delay-${index + 1}`), parts: {} };
  }
  const whole = lowering.builder.draft(workOf);
  if (entry.times === undefined || whole === undefined) return null;
  const more = entry.times - 1;
  return {
    // The same work with the same luck once more, in part: together they take so many times as long.
    work: (factors) => ({
      ...whole.work,
      drawn: whole.work.drawn ?? workOf,
      scale: whole.work.scale * more,
      factors: [...whole.work.factors, ...factors],
    }),
    parts: {
      needs: whole.needs.filter(({ giveBack }) => giveBack),
      calendar: whole.calendar,
      onClose: whole.onClose,
      idleIsFree: true,
    },
  };
}

/** Adds the extra work before the target. Returns what begins as the risk strikes. */
export function insertBefore(risk: Risk, target: Target, extra: Extra, factors: readonly string[]): string {
  const { draft, scope, name } = placeOf(risk, target);
  const id = risk.lowering.builder.addActivity({
    ...base(risk, draft),
    ...extra.parts,
    scope,
    name,
    label: `${risk.title}: ${draft.label}`,
    work: extra.work(factors),
    after: gatesOf(draft),
    ...(draft.optional === true ? { optional: true } : {}),
  });
  comesAfter(risk, target, id);
  return id;
}

/**
 * The same where there are several ways, of which exactly one is taken: the first whose needs are met once the target could
 * begin. Returns, by way, what begins as it is taken.
 */
export function insertWays(risk: Risk, target: Target, extra: Extra, ways: readonly Way[]): string[] {
  const { builder } = risk.lowering;
  const { draft, scope, name } = placeOf(risk, target);
  const path = risk.path;
  const mark = (what: string, amount: number): string => {
    const id = scoped([...scope, name], what);
    builder.addResource({
      id,
      label: risk.title,
      kind: 'stock',
      unit: 'each',
      cause: risk.cause,
      capacity: [{ from: 0, amount }],
      strict: false,
      site: draft.site,
      origin: path,
    });
    return id;
  };
  const token = mark('undecided', 1);
  const through = mark('through', 0);
  const added = { ...base(risk, draft), scope: [...scope, name], optional: true as const };
  const begun = ways.map((way) => {
    const gives = [{ name: through, amount: 1, at: 'finish' as const, path }];
    const decided = builder.addActivity({
      ...added,
      name: way.name,
      label: `${risk.title}: ${draft.label}, ${way.name}`,
      after: gatesOf(draft),
      needs: [takesToken(token, path), ...way.needs],
      gives: way.factors === null ? gives : [],
    });
    if (way.factors === null) return decided;
    return builder.addActivity({
      ...added,
      ...extra.parts,
      name: `${way.name}-delay`,
      label: `${risk.title}: ${draft.label}`,
      work: extra.work(way.factors),
      after: [linkTo(decided, risk)],
      gives,
    });
  });
  const joined = builder.addActivity({
    ...base(risk, draft),
    scope,
    name,
    label: `${risk.title}: ${draft.label} may go on`,
    after: gatesOf(draft),
    needs: [takesToken(through, path)],
    ...(draft.optional === true ? { optional: true } : {}),
  });
  comesAfter(risk, target, joined);
  return begun;
}

function placeOf(risk: Risk, { id }: Target): { readonly draft: ActivityDraft; readonly scope: Scope; readonly name: string } {
  const { builder } = risk.lowering;
  const draft = builder.draft(id);
  if (draft === undefined) throw new Error(`the target "${id}" is gone`);
  // A risk of a site and one of the file may have one name, and a risk may strike a thing twice.
  const stem = `risk/${risk.name}/${draft.name}`;
  let name = stem;
  for (let i = 2; builder.hasActivity(scoped(draft.scope, name)); i++) name = `${stem}-${i}`;
  return { draft, scope: draft.scope, name };
}

function base(risk: Risk, draft: ActivityDraft) {
  return {
    cause: risk.cause,
    site: draft.site,
    hall: draft.hall,
    work: elapsed(AT_ONCE),
    notBefore: draft.notBefore,
    needs: [],
    gives: [],
    calendar: null,
    onClose: 'pause',
    priority: draft.priority,
    inserted: true,
    origin: risk.path,
  } as const;
}

/** The links that a start waits for. */
function gatesOf({ after }: ActivityDraft): LinkDraft[] {
  return after.filter(({ type }) => type === 'FS' || type === 'SS');
}

function linkTo(name: string, risk: Risk): LinkDraft {
  return { name, type: 'FS', lag: 0, share: 0, exact: true, path: risk.path };
}

function comesAfter(risk: Risk, { id }: Target, before: string): void {
  const { builder } = risk.lowering;
  builder.amend(id, { after: [...(builder.draft(id)?.after ?? []), linkTo(before, risk)] });
}
