/** Compute online against time, in total and per site: MW and GPUs as they came, and MW by the no-wait bound. */
import type { Trace } from '../../engine/trace.ts';
import type { ComputeUnit, Plan } from '../../plan/plan.ts';
import {
  type Change,
  createLevelCounts,
  type LevelCounts,
  levelBounds,
  levelPercentiles,
  levelScale,
  runningTotals,
} from '../level-counts.ts';
import { type Accumulator, type Metric, type MetricContext, sumsOf, type Totals } from '../metric.ts';
import type { Band, BandBounds, ComputeCurve } from '../outcomes.ts';
import { type ComputeScope, computeScopes } from '../rows.ts';
import { megawatts, tidy } from '../tell.ts';

export const curve: Metric = { name: 'curve', create };

type Quantity = 'mw' | 'gpus' | 'no-wait';

const QUANTITIES: Readonly<Record<Quantity, (unit: ComputeUnit) => number>> = {
  mw: (unit) => unit.itKw,
  gpus: (unit) => unit.gpus,
  'no-wait': (unit) => unit.itKw,
};

function create({ program, grid }: MetricContext): Accumulator | undefined {
  const { plan } = program;
  if (grid === null || plan.compute.length === 0) return undefined;
  const sums: Record<string, Float64Array> = {};
  const asItCame: LevelCounts[] = [];
  const noWait: LevelCounts[] = [];
  for (const scope of computeScopes(plan)) {
    for (const quantity of Object.keys(QUANTITIES) as Quantity[]) {
      const counts = createLevelCounts(grid, 0, changesOf(program.indexOf, plan, scope, quantity));
      sums[nameOf(scope, quantity, 'counts')] = counts.counts;
      sums[nameOf(scope, quantity, 'amounts')] = counts.amounts;
      (quantity === 'no-wait' ? noWait : asItCame).push(counts);
    }
  }

  function addFuture(trace: Trace, noWaitFinish: Float64Array): void {
    for (let i = 0; i < asItCame.length; i++) asItCame[i]!.add(trace.finish);
    for (let i = 0; i < noWait.length; i++) noWait[i]!.add(noWaitFinish);
  }

  return { sums, addFuture };
}

function nameOf(scope: ComputeScope, quantity: Quantity, part: 'counts' | 'amounts'): string {
  return `curve/${quantity}/${part}${scope === null ? '' : `/${scope}`}`;
}

function unitsOf(plan: Plan, scope: ComputeScope): ComputeUnit[] {
  return plan.compute.filter((unit) => scope === null || unit.site === scope);
}

function changesOf(indexOf: ReadonlyMap<string, number>, plan: Plan, scope: ComputeScope, quantity: Quantity): Change[] {
  return unitsOf(plan, scope).map((unit) => ({ activity: indexOf.get(unit.activity)!, amount: QUANTITIES[quantity](unit) }));
}

/** The curve of one site or of all; null if the plan has no compute. */
export function readCurve(totals: Totals, scope: ComputeScope): Omit<ComputeCurve, 'amounts' | 'complete'> | null {
  const { program, grid } = totals;
  const units = unitsOf(program.plan, scope);
  if (grid === null || units.length === 0) return null;
  const sumOf = (quantity: Quantity): number => units.reduce((sum, unit) => sum + QUANTITIES[quantity](unit), 0);
  const hasDates = units.some((unit) => unit.planned !== null);
  const plannedBy = (tick: number) => units.reduce((kw, unit) => kw + (unit.planned !== null && unit.planned <= tick ? unit.itKw : 0), 0);
  const [noWait] = percentilesOf(totals, scope, 'no-wait', [0.5]);
  return {
    totalMw: megawatts(sumOf('mw')),
    totalGpus: sumOf('gpus'),
    mw: bandOf(totals, scope, 'mw', megawatts),
    mwBounds: boundsOf(totals, scope),
    gpus: bandOf(totals, scope, 'gpus', tidy),
    plannedMw: hasDates ? Array.from(grid.at, (tick) => megawatts(plannedBy(tick))) : [],
    noWaitMw: noWait!.map(megawatts),
  };
}

/** Mean GPUs online along the grid. */
export function readOnlineGpus(totals: Totals): number[] {
  return runningTotals(sumsOf(totals, nameOf(null, 'gpus', 'amounts')), totals.futures).map(tidy);
}

const SHARES = [0.1, 0.25, 0.5, 0.75, 0.9] as const;

function percentilesOf(totals: Totals, scope: ComputeScope, quantity: Quantity, shares: readonly number[]): number[][] {
  const { program, futures } = totals;
  const scale = levelScale(0, changesOf(program.indexOf, program.plan, scope, quantity));
  return levelPercentiles(sumsOf(totals, nameOf(scope, quantity, 'counts')), scale, futures, shares);
}

function bandOf(totals: Totals, scope: ComputeScope, quantity: Quantity, tell: (amount: number) => number): Band {
  const [p10, p25, p50, p75, p90] = percentilesOf(totals, scope, quantity, SHARES).map((series) => series.map(tell));
  const mean = runningTotals(sumsOf(totals, nameOf(scope, quantity, 'amounts')), totals.futures).map(tell);
  return { p10: p10!, p25: p25!, p50: p50!, p75: p75!, p90: p90!, mean };
}

/** One run alone bounds nothing. */
function boundsOf(totals: Totals, scope: ComputeScope): BandBounds | null {
  const { program, futures } = totals;
  if (futures < 2) return null;
  const scale = levelScale(0, changesOf(program.indexOf, program.plan, scope, 'mw'));
  const bounds = levelBounds(sumsOf(totals, nameOf(scope, 'mw', 'counts')), scale, futures, SHARES);
  const [p10, p25, p50, p75, p90] = bounds.map(({ lo, hi }) => ({ lo: lo.map(megawatts), hi: hi.map(megawatts) }));
  return { p10: p10!, p25: p25!, p50: p50!, p75: p75!, p90: p90! };
}
