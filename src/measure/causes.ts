/**
 * Causes as small numbers, for the hot loops: which cause stands behind each activity, each resource and each calendar.
 * Comes in: a Program. The order of causes is the plan's; the order in which people see them is by group (CAUSE_GROUPS).
 */
import type { Program } from '../engine/program.ts';
import { CAUSE_GROUPS, type Cause, PLANNED_START, type Plan } from '../plan/plan.ts';

export interface CauseIndex {
  readonly all: readonly Cause[];
  /** Time that passes because the plan says so: "starts no earlier than". */
  readonly plan: number;
  readonly ofActivity: Int32Array;
  /** By what is waited for, as in Trace.waitFor: resources first, then calendars, then hazards. */
  readonly ofWait: Int32Array;
}

/** Throws when the plan names a cause that it does not hold, or has not that of the planned start. */
export function indexCauses({ plan }: Pick<Program, 'plan'>): CauseIndex {
  const indexOf = new Map(plan.causes.map((cause, i) => [cause.id, i]));
  const find = (id: string): number => {
    const index = indexOf.get(id);
    if (index === undefined) throw new Error(`plan names the cause "${id}", which it does not hold`);
    return index;
  };
  return {
    all: plan.causes,
    plan: find(PLANNED_START),
    ofActivity: Int32Array.from(plan.activities, (activity) => find(activity.cause)),
    ofWait: Int32Array.from([...plan.resources, ...plan.calendars, ...plan.weather], (waitedFor) => find(waitedFor.cause)),
  };
}

/** Indices of the plan's causes in the order in which people see them: by group, then as in the plan. */
export function causesInOrder(plan: Plan): number[] {
  const rank = (index: number) => CAUSE_GROUPS.indexOf(plan.causes[index]!.group);
  return plan.causes.map((_, index) => index).sort((a, b) => rank(a) - rank(b) || a - b);
}
