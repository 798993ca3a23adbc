/** Causes in order of weight, as charts and reports show them: one by one, or equipment and crews each as a family. Comes in: outcomes. */

import type { PLANNED_START } from '../plan/plan.ts';
import type { CauseOutcome, Outcomes } from './outcomes.ts';

export interface CauseShare {
  readonly label: string;
  readonly amount: number;
  /** Of all causes together, 0 to 1. */
  readonly share: number;
  /** Of the amount. */
  readonly unit: string;
}

/** What holds things back most: by compute lost where there is a plan for compute, else by days on the driving path. */
export function topCauses(outcomes: Outcomes): CauseShare[] {
  const entries = Object.values(outcomes.causes);
  const byCompute = (outcomes.lostMwDays ?? 0) > 0;
  const amountOf = (entry: (typeof entries)[number]): number => (byCompute ? entry.lostMwDays : entry.drivingDays);
  const total = entries.reduce((sum, entry) => sum + amountOf(entry), 0);
  return entries
    .map((entry) => ({
      label: entry.label,
      amount: amountOf(entry),
      share: total > 0 ? amountOf(entry) / total : 0,
      unit: byCompute ? 'MW-days' : (outcomes.unit ?? 'days'),
    }))
    .filter(({ amount }) => amount > 0)
    .sort((a, b) => b.amount - a.amount || (a.label < b.label ? -1 : 1));
}

/** Causes that come in many kinds, which only together show their weight. */
const FAMILIES: Readonly<Record<string, string>> = { equipment: 'equipment', trade: 'crews' };

/** Mean days on the path that drives the last compute online, equipment and crews each taken together. `but`: a cause that does not count. */
export function topDrivers(outcomes: Outcomes, but?: typeof PLANNED_START): CauseShare[] {
  const left = but === undefined ? undefined : outcomes.causes[but];
  return byFamily(outcomes, (cause) => (cause === left ? 0 : cause.drivingDays), outcomes.unit ?? 'days');
}

/** Mean MW-days lost against the plan, equipment and crews each taken together. */
export function topHolders(outcomes: Outcomes): CauseShare[] {
  return byFamily(outcomes, ({ lostMwDays }) => lostMwDays, 'MW-days');
}

function byFamily(outcomes: Outcomes, amountOf: (cause: CauseOutcome) => number, unit: string): CauseShare[] {
  const families = new Map<string, CauseOutcome[]>();
  for (const cause of Object.values(outcomes.causes)) {
    const family = FAMILIES[cause.group] ?? cause.label;
    families.set(family, [...(families.get(family) ?? []), cause]);
  }
  const total = Object.values(outcomes.causes).reduce((sum, cause) => sum + amountOf(cause), 0);
  return [...families]
    .map(([family, members]) => {
      const amount = members.reduce((sum, cause) => sum + amountOf(cause), 0);
      return { label: withKinds(family, members, amountOf), amount, share: total > 0 ? amount / total : 0, unit };
    })
    .filter(({ amount }) => amount > 0)
    .sort((a, b) => b.amount - a.amount || (a.label < b.label ? -1 : 1));
}

/** `equipment: UPS, LV switchgear and others`. */
function withKinds(family: string, members: readonly CauseOutcome[], amountOf: (cause: CauseOutcome) => number): string {
  const named = members.filter((cause) => amountOf(cause) > 0).sort((a, b) => amountOf(b) - amountOf(a));
  if (members.length < 2 || named.length === 0) return family;
  const kinds = named.slice(0, 2).map(({ label }) => label);
  return `${family}: ${kinds.join(', ')}${named.length > 2 ? ' and others' : ''}`;
}
