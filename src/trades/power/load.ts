/**
 * The load that a site's compute puts on the connection once it is online. Comes in: compute units of the plan so far, PUE and
 * load factor. Goes out: MW by unit, and running entries for accounts. It knows nothing of prices.
 */
import type { PlanBuilder } from '../../plan/builder.ts';
import type { Entry } from '../../plan/plan.ts';

/** Compute that draws so many MW on average from when `activity` finishes. */
export interface Load {
  readonly activity: string;
  readonly mw: number;
}

/** Average MW at the connection: IT load x load factor x PUE. */
export function loadsOf(builder: PlanBuilder, site: string, loadFactor: number, pue: number): Load[] {
  return builder.compute
    .filter((unit) => unit.site === site)
    .map(({ activity, itKw }) => ({ activity, mw: (itKw / 1000) * loadFactor * pue }));
}

export function totalOf(loads: readonly Load[]): number {
  return loads.reduce((sum, { mw }) => sum + mw, 0);
}

/** `perMwh` of every MWh that the loads use, between two ticks if stated. */
export function perMwh(loads: readonly Load[], perMwh: number, within?: { readonly from: number; readonly to: number }): Entry[] {
  return loads.map(({ activity, mw }) => ({
    kind: 'running',
    activity,
    from: 'finish',
    perHour: mw * perMwh,
    ...(within === undefined ? {} : { within }),
  }));
}
