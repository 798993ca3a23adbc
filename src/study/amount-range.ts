/** Between what an amount of one future must lie, whatever happens in it: what was never seen cannot be worse than this. */
import type { Range } from '../measure/mean-bounds.ts';
import { reportUnits } from '../measure/tell.ts';
import type { Plan } from '../plan/plan.ts';
import type { AmountMeasure } from './gate-resolve.ts';

export function amountRange({ metric, causes }: Pick<AmountMeasure, 'metric' | 'causes'>, plan: Plan): Range {
  // A group that has no cause in this plan takes nothing in any future.
  if (causes.size === 0) return { least: 0, most: 0 };
  switch (metric) {
    case 'lost_mw_days': {
      // All that is planned, from its date to the horizon.
      const kwTicks = plan.compute.reduce(
        (sum, { itKw, planned }) => sum + (planned === null ? 0 : itKw * Math.max(0, plan.horizon - Math.max(0, planned))),
        0,
      );
      return { least: 0, most: reportUnits(plan, kwTicks / 1000) };
    }
    case 'driving_days':
      // One chain from the start on.
      return { least: 0, most: reportUnits(plan, plan.horizon) };
    case 'wait_days':
      // Every activity, all the time.
      return { least: 0, most: plan.activities.length * reportUnits(plan, plan.horizon) };
  }
}
