/**
 * When amounts of compute are online. Comes in: when each compute unit comes online, in one future or by the plan's own dates, and
 * the amounts asked for. Goes out: for each amount the tick of the unit that completes it. It knows nothing of percentiles.
 */
import type { ComputeUnit, Plan } from '../plan/plan.ts';
import { type ComputeScope, computeScopes, REPORTED_SHARES } from './rows.ts';

/** An amount of compute in a scope: IT kW. */
export interface Amount {
  readonly scope: ComputeScope;
  readonly kw: number;
}

/**
 * `ticks`: of each unit, at the places given to `createReach`; NaN and whatever is later than `latest`: not at all. Returns a tick
 * per amount, in the order of the amounts, Infinity where it is not reached; the next call overwrites them.
 */
export type Reach = (ticks: Float64Array, latest: number) => Float64Array;

/** Sums of kW may miss an amount by this share of it: a third of a plan is no whole number of kW. */
const ROUNDING = 1e-9;

interface Group {
  /** By unit: whether it counts here. */
  readonly isMember: Uint8Array;
  readonly members: number;
  /** Ascending kW; Infinity for all there is, which is online with the last unit. */
  readonly needed: Float64Array;
  /** Where the tick of each of them goes. */
  readonly into: Int32Array;
}

/** IT kW of a scope. */
export function plannedKw(compute: readonly ComputeUnit[], scope: ComputeScope): number {
  return compute.reduce((kw, unit) => kw + (isIn(unit, scope) ? unit.itKw : 0), 0);
}

/** What the rows hold, in their order: every reported share of every scope. */
export function reportedAmounts(plan: Plan): Amount[] {
  return computeScopes(plan).flatMap((scope) => {
    const all = plannedKw(plan.compute, scope);
    return REPORTED_SHARES.map((share) => ({ scope, kw: share * all }));
  });
}

function isIn({ site }: ComputeUnit, scope: ComputeScope): boolean {
  return scope === null || site === scope;
}

/** `places[i]`: where the tick of unit i stands in the ticks that are handed in. Nothing is allocated per call. */
export function createReach(compute: readonly ComputeUnit[], places: Int32Array, amounts: readonly Amount[]): Reach {
  const units = compute.length;
  const kw = Float64Array.from(compute, ({ itKw }) => itKw);
  const groups = [...new Set(amounts.map(({ scope }) => scope))].map((scope) => groupOf(compute, amounts, scope));
  // A tick and its unit in one number, so that sorting numbers sorts units: exact below 2^53.
  const keys = new Float64Array(units);
  const reached = new Float64Array(amounts.length);

  function count({ isMember, members, needed, into }: Group): void {
    let online = 0;
    let seen = 0;
    let next = 0;
    for (let i = 0; i < units && next < needed.length; i++) {
      const key = keys[i]!;
      if (key === Number.POSITIVE_INFINITY) return;
      const tick = Math.floor(key / units);
      const unit = key - tick * units;
      if (isMember[unit] === 0) continue;
      online += kw[unit]!;
      seen++;
      while (next < needed.length && (online >= needed[next]! || seen === members)) reached[into[next++]!] = tick;
    }
  }

  return (ticks, latest) => {
    for (let unit = 0; unit < units; unit++) {
      const tick = ticks[places[unit]!]!;
      keys[unit] = tick <= latest ? tick * units + unit : Number.POSITIVE_INFINITY;
    }
    keys.sort();
    reached.fill(Number.POSITIVE_INFINITY);
    for (let group = 0; group < groups.length; group++) count(groups[group]!);
    return reached;
  };
}

function groupOf(compute: readonly ComputeUnit[], amounts: readonly Amount[], scope: ComputeScope): Group {
  const all = plannedKw(compute, scope);
  const isMember = Uint8Array.from(compute, (unit) => Number(isIn(unit, scope)));
  const inOrder = amounts
    .map((amount, into) => ({ ...amount, into }))
    .filter((amount) => amount.scope === scope)
    .sort((a, b) => a.kw - b.kw);
  return {
    isMember,
    members: isMember.reduce((sum, member) => sum + member, 0),
    needed: Float64Array.from(inOrder, (amount) =>
      amount.kw >= all * (1 - ROUNDING) ? Number.POSITIVE_INFINITY : amount.kw * (1 - ROUNDING),
    ),
    into: Int32Array.from(inOrder, ({ into }) => into),
  };
}
