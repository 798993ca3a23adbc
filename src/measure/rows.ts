/**
 * What is kept of every single future: a row of 32-bit ticks with the makespan, the finish of each milestone and its finish by
 * the no-wait bound, and when each reported share of the compute is online. -1: not by the horizon.
 */
import type { Plan } from '../plan/plan.ts';

export const CENSORED = -1;

/** Columns of one row. */
export interface Columns {
  readonly width: number;
  readonly makespan: number;
  readonly milestone: (index: number) => number;
  readonly noWait: (index: number) => number;
  /** A share of the compute of a scope (by its place in REPORTED_SHARES and in computeScopes) online, and the same by the no-wait bound. */
  readonly online: (scope: number, share: number) => number;
  readonly onlineNoWait: (scope: number, share: number) => number;
}

/** Shares of the planned IT kW whose dates every study tells. The last is all of it. */
export const REPORTED_SHARES = [0.25, 0.5, 0.75, 1] as const;

/** A site, or null for all compute there is. */
export type ComputeScope = string | null;

/** All compute, then each site where there is more than one, in the plan's order. Empty without compute. */
export function computeScopes({ compute }: Plan): ComputeScope[] {
  const sites = new Set(compute.flatMap(({ site }) => (site === null ? [] : [site])));
  if (compute.length === 0) return [];
  return sites.size > 1 ? [null, ...sites] : [null];
}

export function columnsOf(plan: Plan): Columns {
  const { length } = plan.milestones;
  const shares = REPORTED_SHARES.length;
  const amounts = computeScopes(plan).length * shares;
  return {
    width: 1 + 2 * length + 2 * amounts,
    makespan: 0,
    milestone: (index) => 1 + index,
    noWait: (index) => 1 + length + index,
    online: (scope, share) => 1 + 2 * length + scope * shares + share,
    onlineNoWait: (scope, share) => 1 + 2 * length + amounts + scope * shares + share,
  };
}

/** One column in the order of futures. */
export function columnOf(rows: Int32Array, width: number, column: number): Int32Array {
  const values = new Int32Array(rows.length / width);
  for (let future = 0, at = column; future < values.length; future++, at += width) values[future] = rows[at]!;
  return values;
}

/** A tick as a row holds it. */
export function asRowTick(tick: number, horizon: number): number {
  return tick <= horizon ? tick : CENSORED;
}

/** The columns that are dates with luck and waits in them, by name: makespan, milestones, `online 50 %` and `<site>/online 50 %`. */
export function datedColumns(plan: Plan): { readonly name: string; readonly column: number }[] {
  const columns = columnsOf(plan);
  return [
    { name: 'makespan', column: columns.makespan },
    ...plan.milestones.map(({ id }, i) => ({ name: id, column: columns.milestone(i) })),
    ...computeScopes(plan).flatMap((scope, i) =>
      REPORTED_SHARES.map((share, j) => ({ name: amountName(scope, share), column: columns.online(i, j) })),
    ),
  ];
}

/** The name of a share of the compute of a site, or of all. */
export function amountName(scope: ComputeScope, share: number): string {
  return `${scope === null ? '' : `${scope}/`}online ${Math.round(100 * share)} %`;
}
