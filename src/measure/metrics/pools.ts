/**
 * Crews and equipment: how much of each pool was in use, and how much was waited for. From the first
 * tick to the last finish on the pool's site (of the whole plan where it has none), or to the horizon in a future in which
 * something there did not finish: what other sites do is nothing to it. Unit-ticks.
 */
import { ON_CLOSE_RELEASE, type Program } from '../../engine/program.ts';
import type { Trace } from '../../engine/trace.ts';
import type { Resource } from '../../plan/plan.ts';
import type { Grid } from '../grid.ts';
import { createIntervalSums, intervalMeans } from '../interval-sums.ts';
import { type Accumulator, type Metric, type MetricContext, sumsOf, type Totals } from '../metric.ts';
import type { PoolOutcome } from '../outcomes.ts';
import { createSiteEnds } from '../site-ends.ts';
import { reportUnits, tidy } from '../tell.ts';
import { type PoolMoves, poolMoves } from './pool-moves.ts';
import { readWaits } from './waits.ts';

export const pools: Metric = { name: 'pools', create };

const USED = 'pools/used';
const WAITED = 'pools/waited';
const CAPACITY = 'pools/capacity';
const SERIES = {
  used: ['pools/used/partial', 'pools/used/whole'],
  waited: ['pools/waited/partial', 'pools/waited/whole'],
  gained: ['pools/gained/partial', 'pools/gained/whole'],
} as const;

function create({ program, grid }: MetricContext): Accumulator | undefined {
  const moves = poolMoves(program);
  const count = moves.resources.length;
  if (count === 0) return undefined;
  const { plan } = program;
  const used = new Float64Array(count);
  const waited = new Float64Array(count);
  const capacity = new Float64Array(count);
  const hasSeries = grid !== null && plan.axis.kind === 'dated';
  const usedSeries = hasSeries ? createIntervalSums(grid, count) : null;
  const waitedSeries = hasSeries ? createIntervalSums(grid, count) : null;
  // Units that arrive make headcount a matter of luck; without any it is what the plan says.
  const gainedSeries = hasSeries && moves.giveGains.includes(1) ? createIntervalSums(grid, count) : null;
  const steps = moves.resources.map((resource) => plan.resources[resource]!.capacity);

  const sites = moves.resources.map((resource) => plan.resources[resource]!.site);
  const lastOn = createSiteEnds(plan, sites);
  /** When the account of each pool is closed in this future. */
  const ends = new Float64Array(count);

  /** `units` more in use from `tick` to the end of the account. Use for no time at all is no use. */
  function uses(pool: number, tick: number, units: number): void {
    const end = ends[pool]!;
    usedSeries?.change(pool, tick, units);
    if (!(tick < end)) return;
    used[pool] = used[pool]! + units * (end - tick);
  }

  function addTakes({ start, finish, crew }: Trace): void {
    for (let take = 0; take < moves.takes; take++) {
      const activity = moves.takeActivity[take]!;
      const units = moves.takeUnits[take]! < 0 ? crew[activity]! : moves.takeUnits[take]!;
      const pool = moves.takePool[take]!;
      const from = start[activity]!;
      const end = ends[pool]!;
      if (!(from < end)) continue;
      const back = moves.takeReturns[take] === 1 && finish[activity]! < end ? finish[activity]! : end;
      used[pool] = used[pool]! + units * (back - from);
      if (usedSeries === null) continue;
      usedSeries.change(pool, from, units);
      if (back < end || moves.takeReturns[take] === 1) usedSeries.change(pool, back, -units);
    }
    for (let give = 0; give < moves.gives; give++) {
      const activity = moves.giveActivity[give]!;
      const pool = moves.givePool[give]!;
      const units = moves.giveUnits[give]!;
      const tick = moves.giveAtStart[give] === 1 ? start[activity]! : finish[activity]!;
      if (moves.giveGains[give] === 0) {
        uses(pool, tick, -units);
        continue;
      }
      gainedSeries?.change(pool, tick, units);
      if (tick < ends[pool]!) capacity[pool] = capacity[pool]! + units * (ends[pool]! - tick);
    }
  }

  function addWaits(trace: Trace): void {
    const { waitCount, waitActivity, waitFor, waitFrom, waitTo, start, crew } = trace;
    for (let wait = 0; wait < waitCount; wait++) {
      const activity = waitActivity[wait]!;
      const from = waitFrom[wait]!;
      const to = waitTo[wait]!;
      const pool = waitFor[wait]! < program.resources ? moves.poolOf[waitFor[wait]!]! : -1;
      if (pool >= 0) {
        const units = unitsWanted(program, moves, activity, pool);
        waited[pool] = waited[pool]! + units * (to - from);
        waitedSeries?.change(pool, from, units);
        waitedSeries?.change(pool, to, -units);
      }
      if (from >= start[activity]! && program.onClose[activity] === ON_CLOSE_RELEASE) pauses(activity, from, to, crew[activity]!);
    }
  }

  /** The crew has left until the calendar opens and there is room again. Others who wait after their start, for the weather, keep theirs. */
  function pauses(activity: number, from: number, to: number, workers: number): void {
    for (let take = moves.takesFrom[activity]!; take < moves.takesFrom[activity + 1]!; take++) {
      if (moves.takeReturns[take] === 0) continue;
      const units = moves.takeUnits[take]! < 0 ? workers : moves.takeUnits[take]!;
      uses(moves.takePool[take]!, from, -units);
      uses(moves.takePool[take]!, to, units);
    }
  }

  function addCapacity(): void {
    for (let pool = 0; pool < count; pool++) {
      const end = ends[pool]!;
      const list = steps[pool]!;
      for (let step = 0; step < list.length && list[step]!.from < end; step++) {
        const until = step + 1 < list.length ? Math.min(end, list[step + 1]!.from) : end;
        capacity[pool] = capacity[pool]! + list[step]!.amount * (until - list[step]!.from);
      }
    }
  }

  function addFuture(trace: Trace): void {
    lastOn(trace, ends);
    addTakes(trace);
    addWaits(trace);
    addCapacity();
  }

  const sums: Record<string, Float64Array> = { [USED]: used, [WAITED]: waited, [CAPACITY]: capacity };
  if (usedSeries !== null) [sums[SERIES.used[0]], sums[SERIES.used[1]]] = [usedSeries.partial, usedSeries.whole];
  if (waitedSeries !== null) [sums[SERIES.waited[0]], sums[SERIES.waited[1]]] = [waitedSeries.partial, waitedSeries.whole];
  if (gainedSeries !== null) [sums[SERIES.gained[0]], sums[SERIES.gained[1]]] = [gainedSeries.partial, gainedSeries.whole];
  return { sums, addFuture };
}

/** By id of the pool. */
export function readPools(totals: Totals): Record<string, PoolOutcome> {
  const { program, futures } = totals;
  const { plan } = program;
  const { resources, giveGains } = poolMoves(program);
  const hasGains = giveGains.includes(1);
  const waits = readWaits(totals);
  const mean = (name: string, pool: number): number => sumsOf(totals, name)[pool]! / futures;
  return Object.fromEntries(
    resources.map((index, pool) => {
      const resource = plan.resources[index]!;
      const capacity = mean(CAPACITY, pool);
      const series = seriesOf(totals, resource, pool, hasGains);
      const outcome: PoolOutcome = {
        label: resource.label,
        kind: 'pool',
        utilisation: capacity > 0 ? tidy(mean(USED, pool) / capacity) : null,
        usedDays: reportUnits(plan, mean(USED, pool)),
        waitedDays: reportUnits(plan, mean(WAITED, pool)),
        waitDays: waits[index]!,
        ...(series === null ? {} : { series }),
      };
      return [resource.id, outcome];
    }),
  );
}

function seriesOf(totals: Totals, resource: Resource, pool: number, hasGains: boolean): NonNullable<PoolOutcome['series']> | null {
  const { program, grid, futures } = totals;
  if (grid === null || program.plan.axis.kind !== 'dated') return null;
  const points = grid.at.length;
  const read = ([partial, whole]: readonly [string, string]): number[] => {
    const row = (name: string) => sumsOf(totals, name).subarray(pool * points, (pool + 1) * points);
    return intervalMeans(grid, row(partial), row(whole), futures);
  };
  const used = read(SERIES.used);
  const waited = read(SERIES.waited);
  const gained = hasGains ? read(SERIES.gained) : null;
  const headcount = meansOf(grid, resource.capacity);
  const makeup = Object.entries(resource.makeup ?? {}).map(([part, steps]) => [part, meansOf(grid, steps).map(tidy)]);
  return {
    headcount: headcount.map((units, i) => tidy(units + (gained?.[i] ?? 0))),
    used: used.map(tidy),
    demand: used.map((units, i) => tidy(units + waited[i]!)),
    ...(makeup.length === 0 ? {} : { makeup: Object.fromEntries(makeup) }),
  };
}

/** Mean amount of stated steps over each interval of the grid. */
function meansOf(grid: Grid, steps: Resource['capacity']): number[] {
  const sums = createIntervalSums(grid, 1);
  steps.forEach(({ from, amount }, i) => {
    sums.change(0, from, amount - (steps[i - 1]?.amount ?? 0));
  });
  return intervalMeans(grid, sums.partial, sums.whole, 1);
}

/** What the activity could not start without: of a crew, its least. */
function unitsWanted(program: Program, moves: PoolMoves, activity: number, pool: number): number {
  let units = 0;
  for (let take = moves.takesFrom[activity]!; take < moves.takesFrom[activity + 1]!; take++) {
    if (moves.takePool[take] === pool) units += moves.takeUnits[take]! < 0 ? program.crewMin[activity]! : moves.takeUnits[take]!;
  }
  return units;
}
