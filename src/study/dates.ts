/** What the dates of all milestones say, told by all threads of a study where there is much to sort. */
import {
  allMilestoneDates,
  type MilestoneColumns,
  type MilestoneDates,
  milestoneColumns,
  milestoneDates,
} from '../measure/milestone-dates.ts';
import type { Rows } from '../measure/rows.ts';
import type { Plan } from '../plan/plan.ts';
import type { Helpers } from './helpers.ts';

/** Dates below which sending them takes longer than sorting them. */
const MANY_DATES = 500_000;

export async function datesOf(plan: Plan, rows: Rows, helpers: Helpers | null): Promise<readonly MilestoneDates[]> {
  const milestones = milestoneColumns(plan, rows);
  if (helpers === null || milestones.length * rows.futures < MANY_DATES) return allMilestoneDates(plan, rows, false);
  const share = Math.ceil(milestones.length / (helpers.count + 1));
  const there = Array.from({ length: helpers.count }, (_, i) =>
    helpers.dates(milestones.slice((i + 1) * share, (i + 2) * share).map(withoutTheRest)),
  );
  const here = milestones.slice(0, share).map((milestone) => milestoneDates(plan, milestone, false));
  return [...here, ...(await Promise.all(there)).flat()];
}

/** A column is a window on all rows, and whoever sends a window sends the house. */
function withoutTheRest({ index, finish, noWait }: MilestoneColumns): MilestoneColumns {
  return { index, finish: finish.slice(), noWait: noWait.slice() };
}
