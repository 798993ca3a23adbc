/**
 * Activities that are named from outside: by a pattern, by the order or the milestone they belong to. Comes in: what the user
 * wrote, seen from the file or from a site. Goes out: ids of activities in the plan so far. It knows nothing of what befalls them.
 */
import { didYouMean } from '../base/nearest.ts';
import type { Path } from '../base/problem.ts';
import { type ActivityDraft, type Scope, scoped } from '../plan/builder.ts';
import type { Lowering } from './lowering.ts';

/** An activity, and the one whose work is meant: of a delivery the lead time before it, of all others their own. */
export interface Target {
  readonly id: string;
  readonly workOf: string;
}

const LOT = /\/lot-\d+$/;

/** What was put in by a risk is struck by no other. */
const RISK = /(^|\/)risk\//;

function isLot(id: string): boolean {
  return LOT.test(id) && !RISK.test(id);
}

/** Whether anything is left of it: what a hall has "done" was over before the start. */
function isAhead({ work, after, notBefore }: ActivityDraft): boolean {
  const isNothing = work.scale === 0 || (work.law.kind === 'fixed' && work.law.parameters.value === 0);
  return !(isNothing && after.length === 0 && notBefore === 0);
}

/** The activities that a name or a pattern stands for: `*` is any part of a name, `**` any part of a path. Adds a problem if none. */
export function activitiesOf(lowering: Lowering, scope: Scope, pattern: string, path: Path): Target[] {
  const { builder, problems } = lowering;
  const ids = pattern.includes('*') ? matching(lowering, scope, pattern) : builder.activitiesNamed(scope, pattern);
  if (ids.length === 0 && !problems.wasLeftOut(pattern)) {
    const names = [...builder.drafts()].map((draft) => nameFrom(scope, scoped(draft.scope, draft.name)));
    problems.add(
      path,
      pattern.includes('*') ? `no activity matches "${pattern}"` : `there is no activity "${pattern}"${didYouMean(pattern, names)}`,
      'name activities as "ttc plan" lists them; * stands for any part of a name',
    );
  }
  return targets(lowering, ids);
}

/** What an order's delivery waits for. Of lots that leave one after another, the first. */
export function deliveriesOf(lowering: Lowering, scope: Scope, order: string, path: Path): Target[] {
  const lots = lotsOf(lowering, scope, order, path);
  return lots.flatMap((id) => {
    const draft = lowering.builder.draft(id) as ActivityDraft;
    if (draft.after.some(({ name }) => isLot(name))) return [];
    const lead = id.replace(LOT, '');
    return [{ id, workOf: lowering.builder.hasActivity(lead) ? lead : id }];
  });
}

/** Everything of an order that takes time by luck: its lead time and its slip, or the building of each lot. */
export function workOfOrder(lowering: Lowering, scope: Scope, order: string, path: Path): Target[] {
  const lots = lotsOf(lowering, scope, order, path);
  const leads = [...new Set(lots.map((id) => id.replace(LOT, '')))].filter((id) => lowering.builder.hasActivity(id));
  return targets(lowering, leads.length > 0 ? leads.flatMap((id) => [id, `${id}/slip`]) : lots);
}

export function milestoneOf(lowering: Lowering, scope: Scope, milestone: string, path: Path): Target[] {
  const { builder, problems } = lowering;
  const wanted = [milestone, scoped(scope, milestone)];
  const found = builder.milestones.filter(({ id }) => wanted.includes(id)).map(({ activity }) => activity);
  if (found.length === 0 && !problems.wasLeftOut(milestone)) {
    const names = builder.milestones.map(({ id }) => nameFrom(scope, id));
    problems.add(path, `there is no milestone "${milestone}"${didYouMean(milestone, names)}`, 'name one as the results list it');
  }
  return targets(lowering, found);
}

function lotsOf(lowering: Lowering, scope: Scope, order: string, path: Path): string[] {
  const { builder, problems } = lowering;
  const lots = [...builder.drafts()].map((draft) => scoped(draft.scope, draft.name)).filter(isLot);
  const orders = lots.map((id) => nameFrom(scope, id.replace(LOT, '')));
  // `childress/supply/cdu-1`, `supply/cdu-1` or `cdu-1`.
  const found = lots.filter((_, i) => orders[i] === order || orders[i]?.endsWith(`/${order}`) === true);
  if (found.length === 0 && !problems.wasLeftOut(order)) {
    const names = orders.map((id) => id.slice(id.lastIndexOf('/') + 1));
    problems.add(path, `there is no order "${order}"${didYouMean(order, names)}`, 'name an entry of "supply:" or "gpus:"');
  }
  return found;
}

function matching({ builder }: Lowering, scope: Scope, pattern: string): string[] {
  const parts = pattern
    .split(/(\*\*|\*)/)
    .map((part) => (part === '**' ? '.*' : part === '*' ? '[^/]*' : part.replace(/[.+?^${}()|[\]\\]/g, '\\$&')));
  const expression = new RegExp(`^${parts.join('')}$`);
  return [...builder.drafts()]
    .map((draft) => scoped(draft.scope, draft.name))
    .filter((id) => (expression.test(id) || expression.test(nameFrom(scope, id))) && !RISK.test(id));
}

function targets({ builder }: Lowering, ids: readonly string[]): Target[] {
  return ids.flatMap((id) => {
    const draft = builder.draft(id);
    return draft === undefined || !isAhead(draft) ? [] : [{ id, workOf: id }];
  });
}

/** An id as it is written inside a scope. */
function nameFrom(scope: Scope, id: string): string {
  const prefix = scope.length === 0 ? '' : `${scope.join('/')}/`;
  return id.startsWith(prefix) ? id.slice(prefix.length) : id;
}
