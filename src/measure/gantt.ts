/** One real future as bars: when each activity was ready, worked and waited. Comes in: a Trace. Goes out: plain data. */
import { MINUTES_PER_DAY, showInstant } from '../base/time.ts';
import type { Program } from '../engine/program.ts';
import type { Trace } from '../engine/trace.ts';
import type { Cause } from '../plan/plan.ts';
import { indexCauses } from './causes.ts';
import { lastCandidates, lastFinish } from './last-finish.ts';
import type { GanttBar, Outcomes } from './outcomes.ts';
import { reportUnits } from './tell.ts';
import { createWalk } from './walk.ts';

/** Pauses for the weather that are shorter are not drawn: heat takes an hour of every day of a summer. Ticks. */
const LEAST_PAUSE = MINUTES_PER_DAY / 2;

/**
 * Bars in the plan's order. An activity that had not finished ends at the horizon; one whose gates had not opened by then has no bar.
 */
export function ganttBars(program: Program, trace: Trace): GanttBar[] {
  const { plan, horizon } = program;
  const causes = indexCauses(program);
  const path = createWalk(program, causes).drive(trace, lastFinish(trace, lastCandidates(program)));
  const critical = new Set(path.visited.subarray(0, path.visitedCount));
  const milestones = new Set(plan.milestones.map(({ activity }) => activity));
  const firstHazard = program.resources + plan.calendars.length;
  const isSeen = ({ from, to, what }: { from: number; to: number; what: number }): boolean =>
    what < firstHazard || to - from >= LEAST_PAUSE;
  const units = (tick: number) => reportUnits(plan, Number.isNaN(tick) ? horizon : tick);

  return plan.activities.flatMap((activity, index) => {
    const cause = causes.all[causes.ofActivity[index]!]!;
    const waits = waitsOf(program, trace, index)
      .filter(isSeen)
      .map(({ from, to, what }) => ({
        from: units(from),
        to: units(to),
        ...named(causes.all[causes.ofWait[what]!]!),
      }));
    const hasStarted = !Number.isNaN(trace.start[index]!);
    if (!hasStarted && waits.length === 0) return [];
    // What may never happen and did not come to its end did not happen.
    if (activity.optional === true && Number.isNaN(trace.finish[index]!)) return [];
    return [
      {
        activity: activity.id,
        label: activity.label,
        site: activity.site,
        hall: activity.hall,
        cause: cause.id,
        group: cause.group,
        milestone: milestones.has(activity.id),
        critical: critical.has(index),
        ready: units(trace.ready[index]!),
        start: units(trace.start[index]!),
        finish: units(trace.finish[index]!),
        waits,
      },
    ];
  });
}

function named({ id, label, group }: Cause): Pick<GanttBar['waits'][number], 'cause' | 'label' | 'group'> {
  return { cause: id, label, group };
}

/** The waits of one activity, the earliest first. `what`: as in Trace.waitFor. */
function waitsOf(program: Program, trace: Trace, activity: number): { from: number; to: number; what: number }[] {
  const waits: { from: number; to: number; what: number }[] = [];
  for (let wait = trace.lastWait[activity]!; wait >= 0; wait = trace.waitPrevious[wait]!) {
    waits.push({ from: trace.waitFrom[wait]!, to: Math.min(trace.waitTo[wait]!, program.horizon), what: trace.waitFor[wait]! });
  }
  return waits.reverse();
}

/** Start and finish of each activity in one world; null: not by the horizon. */
export function activityTimes({ plan }: Program, trace: Trace): NonNullable<Outcomes['activities']> {
  const show = (tick: number) => (Number.isNaN(tick) ? null : showInstant(plan.axis, tick));
  return Object.fromEntries(plan.activities.map(({ id }, i) => [id, { start: show(trace.start[i]!), finish: show(trace.finish[i]!) }]));
}
