/**
 * Running totals of money, hours and energy: each account's sum over one future, and from all futures its mean and spread. An
 * entry is booked once, where it falls due; what falls after the horizon is not booked. Sums are in the account's own unit.
 */
import { MINUTES_PER_HOUR } from '../../base/time.ts';
import type { Program } from '../../engine/program.ts';
import type { Trace } from '../../engine/trace.ts';
import type { Entry } from '../../plan/plan.ts';
import { type Accumulator, type Metric, type MetricContext, type Sums, sumsOf, type Totals } from '../metric.ts';
import type { AccountOutcome } from '../outcomes.ts';
import { tidy } from '../tell.ts';
import { poolMoves } from './pool-moves.ts';

export const accounts: Metric = { name: 'accounts', create };

const TOTAL = 'accounts/total';
const SQUARES = 'accounts/squares';

/** Books one future of one entry. */
type Booking = (trace: Trace) => number;

function create(context: MetricContext): Accumulator | undefined {
  const { plan } = context.program;
  if (plan.accounts.length === 0) return undefined;
  const total = new Float64Array(plan.accounts.length);
  const squares = new Float64Array(plan.accounts.length);
  const bookings = plan.accounts.map(({ entries }) => entries.map((entry) => bookingOf(context, entry)));

  function addFuture(trace: Trace): void {
    for (let account = 0; account < bookings.length; account++) {
      let sum = 0;
      for (const book of bookings[account]!) sum += book(trace);
      total[account] = total[account]! + sum;
      squares[account] = squares[account]! + sum * sum;
    }
  }

  return { sums: { [TOTAL]: total, [SQUARES]: squares }, addFuture };
}

function bookingOf({ program }: MetricContext, entry: Entry): Booking {
  const { horizon, indexOf } = program;
  switch (entry.kind) {
    case 'event': {
      const activity = indexOf.get(entry.activity)!;
      return (trace) => (trace[entry.at][activity]! <= horizon ? entry.amount : 0);
    }
    case 'last-wait': {
      const activity = indexOf.get(entry.activity)!;
      const resource = program.resourceIndexOf.get(entry.resource)!;
      return ({ start, lastWait, waitFor }) =>
        start[activity]! <= horizon && lastWait[activity]! >= 0 && waitFor[lastWait[activity]!] === resource ? entry.amount : 0;
    }
    case 'running': {
      const activity = indexOf.get(entry.activity)!;
      const perTick = entry.perHour / MINUTES_PER_HOUR;
      const first = entry.within?.from ?? 0;
      const last = Math.min(horizon, entry.within?.to ?? horizon);
      return (trace) => {
        const from = trace[entry.from][activity]!;
        return from <= last ? Math.max(0, last - Math.max(from, first)) * perTick : 0;
      };
    }
    case 'use':
      return useOf(program, program.resourceIndexOf.get(entry.resource)!, entry.site, entry.perUnitHour / MINUTES_PER_HOUR);
    case 'presence':
      return presenceOf(program, entry.resource, entry.perUnitHour / MINUTES_PER_HOUR);
  }
}

/** By those who bring it back: units times the time worked, nights and pauses left out. */
function useOf(program: Program, resource: number, site: string | null | undefined, perTick: number): Booking {
  const moves = poolMoves(program);
  const isThere = (activity: number): boolean => site === undefined || program.plan.activities[activity]!.site === site;
  const takes = Array.from({ length: moves.takes }, (_, take) => take).filter(
    (take) => moves.takePool[take] === moves.poolOf[resource] && moves.takeReturns[take] === 1 && isThere(moves.takeActivity[take]!),
  );
  return ({ finish, worked, crew }) => {
    let use = 0;
    for (const take of takes) {
      const activity = moves.takeActivity[take]!;
      // Work that is not done by the horizon is not booked: nobody knows how far it was.
      if (!(finish[activity]! <= program.horizon)) continue;
      const units = moves.takeUnits[take]! < 0 ? crew[activity]! : moves.takeUnits[take]!;
      use += units * worked[activity]!;
    }
    return use * perTick;
  };
}

/** Units that are there, by stated steps and by activities that bring new ones. */
function presenceOf({ plan, horizon, indexOf }: Program, id: string, perTick: number): Booking {
  const { capacity } = plan.resources.find((resource) => resource.id === id)!;
  const gains = plan.activities.flatMap((activity) =>
    activity.gives
      .filter(({ resource, gains: isGain }) => resource === id && isGain === true)
      .map(({ amount, at }) => ({ activity: indexOf.get(activity.id)!, amount, at })),
  );
  return (trace) => {
    const end = Number.isNaN(trace.makespan) ? horizon : trace.makespan;
    let presence = 0;
    capacity.forEach(({ from, amount }, i) => {
      const until = Math.min(capacity[i + 1]?.from ?? end, end);
      if (until > from) presence += amount * (until - from);
    });
    for (const { activity, amount, at } of gains) {
      const from = trace[at][activity]!;
      if (from < end) presence += amount * (end - from);
    }
    return presence * perTick;
  };
}

/** What all accounts together come to over the futures added since the last time; begins anew, so that no rounding adds up. */
export function takeBooked(sums: Sums): number {
  const booked = sums[TOTAL]?.reduce((all, amount) => all + amount, 0) ?? 0;
  for (const sum of Object.values(sums)) sum.fill(0);
  return booked;
}

/** By id: mean over futures and standard deviation, in the account's unit. */
export function readAccounts(totals: Totals): Record<string, AccountOutcome> {
  const { plan } = totals.program;
  const { futures } = totals;
  return Object.fromEntries(
    plan.accounts.map(({ id, label, unit, site }, i) => {
      const mean = sumsOf(totals, TOTAL)[i]! / futures;
      const variance = futures < 2 ? null : (sumsOf(totals, SQUARES)[i]! - futures * mean * mean) / (futures - 1);
      return [id, { label, unit, site, mean: tidy(mean), sd: variance === null ? null : tidy(Math.sqrt(Math.max(0, variance))) }];
    }),
  );
}
