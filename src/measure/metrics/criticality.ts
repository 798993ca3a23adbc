/** How often each activity lies on the chain of causes of each milestone. Counts of futures. */
import { type Accumulator, type Metric, type MetricContext, sumsOf, type Totals } from '../metric.ts';
import type { MilestoneOutcome } from '../outcomes.ts';
import type { Path } from '../path.ts';
import { tidy } from '../tell.ts';

export const criticality: Metric = { name: 'criticality', create };

/** One row of activities per milestone. */
const FUTURES = 'criticality/futures';
const MOST_SHOWN = 30;

function create({ program }: MetricContext): Accumulator | undefined {
  const { plan, activities } = program;
  if (plan.milestones.length === 0) return undefined;
  const futures = new Float64Array(plan.milestones.length * activities);

  function addMilestone(milestone: number, { visited, visitedCount }: Path): void {
    const row = milestone * activities;
    for (let i = 0; i < visitedCount; i++) {
      const at = row + visited[i]!;
      futures[at] = futures[at]! + 1;
    }
  }

  return { sums: { [FUTURES]: futures }, addMilestone };
}

/** Shares of the `reached` futures that reached the milestone; the largest 30, ties in the plan's order. */
export function readCritical(totals: Totals, milestone: number, reached: number): MilestoneOutcome['critical'] {
  if (reached === 0) return [];
  const { plan, activities } = totals.program;
  const row = sumsOf(totals, FUTURES).subarray(milestone * activities, (milestone + 1) * activities);
  const visited: number[] = [];
  // Of thousands of activities few lie on the way to one milestone.
  for (let i = 0; i < activities; i++) if (row[i]! > 0) visited.push(i);
  return visited
    .sort((a, b) => row[b]! - row[a]! || a - b)
    .slice(0, MOST_SHOWN)
    .map((i) => ({ activity: plan.activities[i]!.id, label: plan.activities[i]!.label, share: tidy(row[i]! / reached) }));
}
