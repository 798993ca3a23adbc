/** "Time to an amount": when each reported share of the compute of a scope is online. Comes in: the rows of a study. */
import { lastTickOf } from '../base/time.ts';
import type { Plan } from '../plan/plan.ts';
import type { AmountOutcome, ComputeCurve } from './outcomes.ts';
import { shareBy } from './probability.ts';
import { percentileTick, rankTicks, summariseInstant } from './quantiles.ts';
import { createReach, plannedKw } from './reach.ts';
import { type ComputeScope, columnsOf, computeScopes, REPORTED_SHARES, type Rows } from './rows.ts';
import { instantOf, megawatts } from './tell.ts';

/** Throws if the plan has no compute in this scope, or none that is reported by itself. */
export function readAmounts(plan: Plan, rows: Rows, scope: ComputeScope, isOneWorld: boolean): Pick<ComputeCurve, 'amounts' | 'complete'> {
  const index = computeScopes(plan).indexOf(scope);
  if (index < 0) throw new Error(`no compute is reported for ${scope ?? 'the plan'}`);
  const columns = columnsOf(plan);
  const all = plannedKw(plan.compute, scope);
  const planned = plannedTicks(plan, scope);
  const amounts = REPORTED_SHARES.map((share, i): AmountOutcome => {
    const column = rows.column(columns.online(index, i));
    const noWait = rows.column(columns.onlineNoWait(index, i));
    const byPlan = planned[i]!;
    return {
      share,
      itMw: megawatts(share * all),
      ...summariseInstant(plan, rankTicks(column), isOneWorld),
      planned: instantOf(plan, byPlan),
      onTime: byPlan <= plan.horizon ? shareBy(column, lastTickOf(plan.axis, byPlan)) : null,
      noWaitP50: instantOf(plan, percentileTick(rankTicks(noWait), 0.5)),
    };
  });
  const { share, itMw, onTime, ...complete } = amounts.at(-1)!;
  return { amounts, complete };
}

/** When the plan has each reported share online; Infinity where its dates do not go so far. */
function plannedTicks({ compute, horizon }: Plan, scope: ComputeScope): Float64Array {
  const all = plannedKw(compute, scope);
  const dates = Float64Array.from(compute, ({ planned }) => planned ?? Number.POSITIVE_INFINITY);
  const places = Int32Array.from(compute.keys());
  return createReach(
    compute,
    places,
    REPORTED_SHARES.map((share) => ({ scope, kw: share * all })),
  )(dates, horizon);
}
