/**
 * Why a milestone came when it did: its chain of causes in one future, the earliest link first. Comes in: a Trace. Goes out:
 * steps that tile the time from the start to the milestone (or to the horizon, if it was not reached).
 */
import { showMinute } from '../base/time.ts';
import type { Program } from '../engine/program.ts';
import type { Trace } from '../engine/trace.ts';
import type { CauseGroup, Plan } from '../plan/plan.ts';
import { indexCauses } from './causes.ts';
import { type Path, SEGMENT_KINDS, type SegmentKind } from './path.ts';
import { reportUnits } from './tell.ts';
import { createWalk } from './walk.ts';

export interface ExplainedStep {
  /** Ticks. */
  readonly fromTick: number;
  readonly toTick: number;
  /** To the minute: an ISO date-time, or a bare number. */
  readonly from: string | number;
  readonly to: string | number;
  /** Days (or units). */
  readonly length: number;
  readonly kind: SegmentKind;
  readonly cause: string;
  readonly causeLabel: string;
  readonly group: CauseGroup;
  readonly activity: string;
  readonly activityLabel: string;
  /** For a wait: the label of the resource or calendar. */
  readonly waitedFor: string | null;
}

/** The chain of causes of an activity's finish. Throws on an activity that the plan does not hold. */
export function explain(program: Program, trace: Trace, activity: string): ExplainedStep[] {
  return createExplainer(program)(trace, activity);
}

/** The same for many activities of one program. */
export function createExplainer(program: Program): (trace: Trace, activity: string) => ExplainedStep[] {
  const walk = createWalk(program, indexCauses(program));
  return (trace, activity) => chainOf(program, walk, trace, activity);
}

function chainOf(program: Program, walk: ReturnType<typeof createWalk>, trace: Trace, activity: string): ExplainedStep[] {
  const index = program.indexOf.get(activity);
  if (index === undefined) throw new Error(`no activity "${activity}"`);
  const path = walk.drive(trace, index);
  const steps: ExplainedStep[] = [];
  for (let segment = path.count - 1; segment >= 0; segment--) {
    const step = stepOf(program.plan, trace, path, segment);
    const before = steps.at(-1);
    if (before !== undefined && isSameStep(before, step)) steps[steps.length - 1] = joined(program.plan, before, step);
    else steps.push(step);
  }
  return steps;
}

function stepOf(plan: Plan, trace: Trace, path: Path, segment: number): ExplainedStep {
  const activity = plan.activities[path.activity[segment]!]!;
  const cause = plan.causes[path.cause[segment]!]!;
  const kind = SEGMENT_KINDS[path.kind[segment]!]!;
  return {
    ...spanOf(plan, path.time[segment + 1]!, path.time[segment]!),
    kind,
    cause: cause.id,
    causeLabel: cause.label,
    group: cause.group,
    activity: activity.id,
    activityLabel: activity.label,
    waitedFor: kind === 'wait' ? waitedFor(plan, trace.waitFor[path.wait[segment]!]!) : null,
  };
}

/** The label of what a wait is for, by its number in the trace. */
function waitedFor({ resources, calendars, weather }: Plan, what: number): string {
  const afterResources = what - resources.length;
  return (resources[what] ?? calendars[afterResources] ?? weather[afterResources - calendars.length])!.label;
}

function spanOf(plan: Plan, fromTick: number, toTick: number): Pick<ExplainedStep, 'fromTick' | 'toTick' | 'from' | 'to' | 'length'> {
  return {
    fromTick,
    toTick,
    from: showMinute(plan.axis, fromTick),
    to: showMinute(plan.axis, toTick),
    length: reportUnits(plan, toTick - fromTick),
  };
}

function isSameStep(a: ExplainedStep, b: ExplainedStep): boolean {
  return a.activity === b.activity && a.kind === b.kind && a.cause === b.cause && a.waitedFor === b.waitedFor;
}

function joined(plan: Plan, before: ExplainedStep, step: ExplainedStep): ExplainedStep {
  return { ...before, ...spanOf(plan, before.fromTick, step.toTick) };
}
