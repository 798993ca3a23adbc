/** The steps of an order on its way: activities one after another, each with a law of elapsed time. Comes in: steps. Goes out: their ids. */
import type { Path } from '../../base/problem.ts';
import type { GiveDraft, LinkDraft, NeedDraft, Scope } from '../../plan/builder.ts';
import type { CauseGroup } from '../../plan/plan.ts';
import type { Law } from '../../random/distribution.ts';
import type { Lowering } from '../lowering.ts';

/** What the steps of one order have in common. */
export interface Course {
  readonly scope: Scope;
  readonly site: string;
  readonly hall: string | null;
  readonly cause: string;
  /** The group of causes that the order belongs to. */
  readonly group: CauseGroup;
  /** May never happen: another order may come in its place. */
  readonly isOptional: boolean;
  readonly path: Path;
}

export interface Step {
  readonly scope: Scope;
  readonly name: string;
  readonly label: string;
  readonly law: Law;
  readonly path: Path;
  /** Ids of activities that must be done. */
  readonly after: readonly string[];
  readonly cause?: string;
  readonly scale?: number;
  readonly factors?: readonly string[];
  readonly drawn?: string;
  readonly notBefore?: number;
  readonly needs?: readonly NeedDraft[];
  readonly gives?: readonly GiveDraft[];
}

export const NO_TIME: Law = { kind: 'fixed', parameters: { value: 0 } };

export function fixedTicks(value: number): Law {
  return { kind: 'fixed', parameters: { value } };
}

/** Adds one step and returns its id. */
export function addStep({ builder }: Lowering, course: Course, step: Step): string {
  const links: LinkDraft[] = step.after.map((name) => ({ name, type: 'FS', lag: 0, share: 0, path: step.path }));
  return builder.addActivity({
    scope: step.scope,
    name: step.name,
    label: step.label,
    cause: step.cause ?? course.cause,
    site: course.site,
    hall: course.hall,
    work: {
      kind: 'duration',
      clock: 'elapsed',
      law: step.law,
      scale: step.scale ?? 1,
      factors: step.factors ?? [],
      ...(step.drawn === undefined ? {} : { drawn: step.drawn }),
    },
    after: links,
    notBefore: step.notBefore ?? 0,
    needs: step.needs ?? [],
    gives: step.gives ?? [],
    calendar: null,
    onClose: 'pause',
    priority: 0,
    ...(course.isOptional ? { optional: true } : {}),
    origin: course.path,
  });
}
