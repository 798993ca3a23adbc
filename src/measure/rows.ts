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

/** The name of the last of them, of all compute there is. */
export const ALL_ONLINE = 'online 100 %';

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

/** The rows of many futures. They come row by row and are kept column by column, for that is how they are read. */
export interface Rows {
  readonly futures: number;
  readonly width: number;
  /** One column in the order of futures: a view, not to be written to. */
  readonly column: (index: number) => Int32Array;
}

export interface RowKeeper {
  /** Puts rows, one after the other in `ticks`, in the places of the futures from `first` on. */
  readonly put: (first: number, ticks: Int32Array) => void;
  /** The first so many rows; what is put later elsewhere does not change them. */
  readonly first: (futures: number) => Rows;
}

/** Room for so many rows. */
export function keepRows(room: number, width: number): RowKeeper {
  const kept = new Int32Array(room * width);
  return {
    put(first, ticks) {
      const futures = ticks.length / width;
      for (let column = 0; column < width; column++) {
        const to = column * room + first;
        for (let future = 0, from = column; future < futures; future++, from += width) kept[to + future] = ticks[from]!;
      }
    },
    first: (futures) => viewOf(kept, room, width, futures),
  };
}

function viewOf(kept: Int32Array, room: number, width: number, futures: number): Rows {
  return { futures, width, column: (index) => kept.subarray(index * room, index * room + futures) };
}

/** The rows of more futures behind those of some. */
export function joinRows(some: Rows, more: Rows): Rows {
  const { width } = some;
  const futures = some.futures + more.futures;
  const kept = new Int32Array(futures * width);
  for (let column = 0; column < width; column++) {
    kept.set(some.column(column), column * futures);
    kept.set(more.column(column), column * futures + some.futures);
  }
  return viewOf(kept, futures, width, futures);
}

/** Rows that lie one after the other in `ticks`. */
export function rowsOf(ticks: Int32Array, width: number): Rows {
  const futures = ticks.length / width;
  const keeper = keepRows(futures, width);
  keeper.put(0, ticks);
  return keeper.first(futures);
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
