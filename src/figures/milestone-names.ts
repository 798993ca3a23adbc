/** Milestones as charts list and name them. */
import { naturalOrder } from '../base/natural-order.ts';
import type { Instant, InstantSummary, MilestoneOutcome, Outcomes } from '../measure/outcomes.ts';
import { instantOf, placeOf } from './dates.ts';

export interface NamedMilestone {
  readonly id: string;
  readonly milestone: MilestoneOutcome;
}

/** What a chart shows of one milestone. */
export interface MilestoneRow {
  readonly name: string;
  readonly summary: InstantSummary;
  readonly target: Instant;
  readonly onTime: MilestoneOutcome['onTime'];
  readonly bringsCompute: boolean;
}

/** The milestones as rows, by date; where there are none, the finish of the last activity. */
export function milestoneRows(outcomes: Outcomes): MilestoneRow[] {
  const rows = byDate(outcomes).map(({ id, milestone }) => ({
    name: milestoneName(outcomes, id),
    summary: milestone,
    target: milestone.target,
    onTime: milestone.onTime,
    bringsCompute: /(^|\/)online$/.test(id),
  }));
  return rows.length > 0
    ? rows
    : [{ name: 'everything finished', summary: outcomes.makespan, target: null, onTime: null, bringsCompute: false }];
}

/** By median date, those after the horizon last, ties in natural order of id. */
export function byDate(outcomes: Outcomes): NamedMilestone[] {
  return Object.entries(outcomes.milestones)
    .map(([id, milestone]) => ({ id, milestone }))
    .sort((a, b) => compare(medianPlace(outcomes, a.milestone), medianPlace(outcomes, b.milestone)) || naturalOrder(a.id, b.id));
}

/** `hall-1 · online` for `childress/hall-1/online`, without the site where all milestones share one. */
export function milestoneName(outcomes: Outcomes, id: string): string {
  const sites = new Set(Object.keys(outcomes.milestones).map((other) => other.split('/')[0]));
  const parts = id.split('/');
  return (sites.size === 1 && parts.length > 1 ? parts.slice(1) : parts).join(' · ');
}

function medianPlace(outcomes: Outcomes, milestone: MilestoneOutcome): number {
  return placeOf(outcomes, instantOf(milestone.p50)) ?? Number.POSITIVE_INFINITY;
}

function compare(a: number, b: number): number {
  return a === b ? 0 : a - b;
}
