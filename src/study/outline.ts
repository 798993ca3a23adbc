/**
 * Futures told by very little: when the target is reached, the MW-days lost, and what it all costs. Comes in: a plan and futures.
 * Goes out: one number of each per future. It keeps no causes, so it is quicker than a study; a lever needs no more.
 */
import { ticksPerReportUnit } from '../base/time.ts';
import { createSampler } from '../engine/draws.ts';
import { compileProgram } from '../engine/program.ts';
import { createSimulator } from '../engine/simulate.ts';
import { outcomeReader, parseOutcome } from '../measure/chosen-outcome.ts';
import { metricContext } from '../measure/fold.ts';
import type { Outline } from '../measure/levers.ts';
import { accounts, takeBooked } from '../measure/metrics/accounts.ts';
import { asRowTick } from '../measure/rows.ts';
import type { Plan } from '../plan/plan.ts';
import { countSeeds, type SeedRun } from '../random/seed-list.ts';
import { jobsOf } from './jobs.ts';

/**
 * Accounts that somebody pays to build: `<site>/<what>/<whose>` or `<what>/<whose>`. What has shipped and is not yet due is owed, so that
 * an invoice costs the same on either side of the horizon. Income is left out, and so is the energy of what is online.
 */
const PAID = new Set([
  'pay',
  'per-diem',
  'purchases',
  'owed',
  'expediting',
  'tariffs',
  'mitigation',
  'risk-cost',
  'works',
  'rent',
  'cancelling',
  'power-cost',
  'on-site-cost',
  'fibre-cost',
  'community',
  'weather-protection',
  'training-cost',
]);

/** Plain data, to be sent to other threads. */
export interface OutlineTask {
  readonly plan: Plan;
  readonly futures: readonly SeedRun[];
  /** As parseOutcome understands it: a milestone, an amount of compute online, or makespan. */
  readonly target: string;
  /** Last tick to which MW-days lost are counted. Default: the horizon. */
  readonly lostUntil?: number;
}

/** Throws if the plan does not have the target. */
export function outlineOf({ plan, futures, target, lostUntil = plan.horizon }: OutlineTask): Outline {
  const parsed = parseOutcome(target, plan);
  if (!parsed.ok) throw new Error(parsed.message);
  const program = compileProgram(plan);
  const simulator = createSimulator(program);
  const sampler = createSampler(plan);
  const count = countSeeds(futures);
  const ticks = new Int32Array(count);
  const tickOf = outcomeReader(program, parsed.outcome);
  const lost = plan.compute.every(({ planned }) => planned === null) ? null : parseOutcome('lost MW-days', plan);
  const lostOf = lost?.ok === true ? outcomeReader({ ...program, horizon: Math.min(program.horizon, lostUntil) }, lost.outcome) : null;
  const kwTicks = 1000 * ticksPerReportUnit(plan.axis);
  const lostMwDays = lostOf === null ? null : new Float64Array(count);
  const paid = plan.accounts.filter(({ id, unit }) => unit === 'USD' && id.split('/').some((part) => PAID.has(part)));
  const books = accounts.create(metricContext({ ...program, plan: { ...plan, accounts: paid } }));
  const costs = new Float64Array(count);
  for (const { runs, offset, futures: size } of jobsOf(futures)) {
    const matrix = sampler.draw(runs);
    for (let i = 0; i < size; i++) {
      const trace = simulator.run(matrix.subarray(i * sampler.width, (i + 1) * sampler.width));
      ticks[offset + i] = asRowTick(tickOf(trace), program.horizon);
      if (lostMwDays !== null) lostMwDays[offset + i] = lostOf!(trace) / kwTicks;
      books?.addFuture?.(trace, trace.finish);
      const booked = books === undefined ? 0 : takeBooked(books.sums);
      // Of what is left to do nobody knows what it will come to.
      costs[offset + i] = trace.makespan <= program.horizon ? booked : Number.NaN;
    }
  }
  return { ticks, lostMwDays, costs, horizon: program.horizon };
}
