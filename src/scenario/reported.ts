/** What a scenario reports as done, whenever that was. Comes in: a Scenario and its plan. Goes out: finishes, which are shown and not played. */
import type { Plan } from '../plan/plan.ts';
import { reportedFinishes } from '../trades/actuals.ts';
import type { Scenario } from './read-scenario.ts';

export function reportedIn({ content }: Scenario, plan: Plan): { activity: string; tick: number }[] {
  return content.kind === 'dated' ? reportedFinishes(plan, content.fields.actuals ?? {}) : [];
}
