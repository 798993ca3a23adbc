/** What compute was really online, and when. Comes in: reported finishes, which no draw knows of. Goes out: steps, for charts and readers. */
import { showInstant } from '../base/time.ts';
import type { Plan } from '../plan/plan.ts';
import type { ActualStep } from './outcomes.ts';
import type { ComputeScope } from './rows.ts';

/** `tick`: when it was done; before zero: before the start. */
export interface ReportedFinish {
  readonly activity: string;
  readonly tick: number;
}

/**
 * MW online after each report that brought some, in order of date; empty where no report is of compute. A block counts by its own
 * report, or by that of its hall's milestone "online".
 */
export function actualSteps(plan: Plan, scope: ComputeScope, reported: readonly ReportedFinish[]): ActualStep[] {
  const done = new Map(reported.map(({ activity, tick }) => [activity, tick]));
  const milestones = new Map(plan.milestones.map(({ id, activity }) => [id, activity]));
  const added = new Map<number, number>();
  for (const { activity, site, hall, itKw } of plan.compute) {
    if (scope !== null && site !== scope) continue;
    const tick = done.get(activity) ?? done.get(milestones.get(`${site}/${hall}/online`) ?? '');
    if (tick === undefined) continue;
    const at = Math.max(0, tick);
    added.set(at, (added.get(at) ?? 0) + itKw);
  }
  let kw = 0;
  return [...added]
    .sort(([a], [b]) => a - b)
    .map(([tick, more]) => {
      kw += more;
      return { date: showInstant(plan.axis, tick), mw: kw / 1000 };
    });
}
