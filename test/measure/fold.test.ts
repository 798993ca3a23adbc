/** Every sum that a fold keeps, against the same counted the slow way over random plans and futures. */
import { describe, expect, it } from 'vitest';
import { MINUTES_PER_DAY } from '../../src/base/time.ts';
import { createNoWait } from '../../src/engine/no-wait.ts';
import { compileProgram, type Program } from '../../src/engine/program.ts';
import { createSimulator } from '../../src/engine/simulate.ts';
import type { Trace } from '../../src/engine/trace.ts';
import { createFold, type FoldResult, mergeSums, metricContext } from '../../src/measure/fold.ts';
import { lastCandidates, lastFinish } from '../../src/measure/last-finish.ts';
import type { Totals } from '../../src/measure/metric.ts';
import { readCritical } from '../../src/measure/metrics/criticality.ts';
import { readCurve } from '../../src/measure/metrics/curve.ts';
import { readDrivers, readLastDrivers } from '../../src/measure/metrics/drivers.ts';
import { readLost, readRibbon } from '../../src/measure/metrics/held.ts';
import { readPools } from '../../src/measure/metrics/pools.ts';
import { readWaits } from '../../src/measure/metrics/waits.ts';
import { columnsOf, rowsOf } from '../../src/measure/rows.ts';
import { createWalk } from '../../src/measure/walk.ts';
import type { Plan } from '../../src/plan/plan.ts';
import { workOf } from '../plan-builder.ts';
import { diceOf, randomPlan } from './random-plan.ts';

const FUTURES = 9;

/** The plan's own work, stretched differently in each future. */
function worksOf(plan: Plan, seed: number): Float64Array[] {
  const dice = diceOf(seed + 1_000_000);
  return Array.from({ length: FUTURES }, () => workOf(plan).map((ticks) => Math.round((ticks * (50 + dice.roll(100))) / 100)));
}

interface Future extends Pick<Trace, 'start' | 'finish' | 'crew' | 'unfinished' | 'makespan'> {
  readonly noWait: Float64Array;
  readonly waits: readonly { activity: number; what: number; from: number; to: number }[];
}

function copied(trace: Trace, noWait: Float64Array): Future {
  const waits = Array.from({ length: trace.waitCount }, (_, i) => ({
    activity: trace.waitActivity[i]!,
    what: trace.waitFor[i]!,
    from: trace.waitFrom[i]!,
    to: trace.waitTo[i]!,
  }));
  return {
    start: trace.start.slice(),
    finish: trace.finish.slice(),
    crew: trace.crew.slice(),
    unfinished: trace.unfinished,
    makespan: trace.makespan,
    noWait: noWait.slice(),
    waits,
  };
}

function folded(program: Program, works: readonly Float64Array[]): { result: FoldResult; futures: Future[] } {
  const simulator = createSimulator(program);
  const noWait = createNoWait(program);
  const fold = createFold(program, works.length);
  const futures = works.map((work) => {
    const trace = simulator.run(work);
    const bound = noWait.run(work);
    fold.add(trace, bound);
    return copied(trace, bound);
  });
  return { result: fold.result(), futures };
}

const cases = Array.from({ length: 60 }, (_, seed) => {
  const plan = randomPlan(seed, seed % 3 === 0 ? 90 : 1200);
  const program = compileProgram({ ...plan, axis: { kind: 'plain', unit: 'minute' } });
  const dated = compileProgram({ ...plan, horizon: plan.horizon });
  return { seed, plan, program, dated, works: worksOf(plan, seed) };
});

function totalsOf(program: Program, { sums }: FoldResult): Totals {
  return { ...metricContext(program), futures: FUTURES, sums };
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

describe('a fold', () => {
  it('keeps a row of dates per future', () => {
    for (const { plan, program, works } of cases) {
      const { result, futures } = folded(program, works);
      const columns = columnsOf(plan);
      futures.forEach(({ unfinished, makespan, finish, noWait }, row) => {
        const at = (column: number) => result.rows[row * columns.width + column];
        expect(at(columns.makespan)).toBe(unfinished > 0 ? -1 : makespan);
        plan.milestones.forEach(({ activity }, i) => {
          const index = program.indexOf.get(activity)!;
          expect(at(columns.milestone(i))).toBe(finish[index]! <= plan.horizon ? finish[index] : -1);
          expect(at(columns.noWait(i))).toBe(noWait[index]! <= plan.horizon ? noWait[index] : -1);
        });
      });
    }
  });

  it('counts compute online at each grid point', () => {
    for (const { plan, program, works } of cases.filter(({ plan }) => plan.compute.length > 0)) {
      const { result, futures } = folded(program, works);
      const totals = totalsOf(program, result);
      const curve = readCurve(totals, null)!;
      const online = (finish: Float64Array, tick: number) =>
        plan.compute.reduce((kw, unit) => kw + (finish[program.indexOf.get(unit.activity)!]! <= tick ? unit.itKw : 0), 0);
      totals.grid!.at.forEach((tick, point) => {
        const sorted = futures.map(({ finish }) => online(finish, tick) / 1000).sort((a, b) => a - b);
        expect(curve.mw.mean[point]).toBeCloseTo(mean(sorted), 5);
        // 9 futures: P10 is the 1st, P25 the 3rd, P50 the 5th, P75 the 7th, P90 the 9th.
        expect([curve.mw.p10, curve.mw.p25, curve.mw.p50, curve.mw.p75, curve.mw.p90].map((series) => series[point])).toEqual(
          [0, 2, 4, 6, 8].map((i) => sorted[i]),
        );
        const bound = futures.map(({ noWait }) => online(noWait, tick) / 1000).sort((a, b) => a - b);
        expect(curve.noWaitMw[point]).toBe(bound[4]);
      });
    }
  });

  it('sums the ribbon to what is planned and not online, and the lost compute to its area', () => {
    for (const { plan, program, works } of cases.filter(({ plan }) => plan.compute.some(({ planned }) => planned !== null))) {
      const { result, futures } = folded(program, works);
      const totals = totalsOf(program, result);
      const ribbon = readRibbon(totals)!;
      const planned = plan.compute.map((unit) => ({
        ...unit,
        planned: unit.planned ?? Number.POSITIVE_INFINITY,
        index: program.indexOf.get(unit.activity)!,
      }));
      totals.grid!.at.forEach((tick, point) => {
        const held = mean(
          futures.map(({ finish }) =>
            planned.reduce((kw, unit) => kw + (unit.planned <= tick && !(finish[unit.index]! <= tick) ? unit.itKw : 0), 0),
          ),
        );
        const bands = ribbon.causes.reduce((sum, { mw }) => sum + mw[point]!, 0);
        // What was planned at the very horizon is not asked about: nothing was lost of it.
        const atHorizon = planned.reduce((kw, unit) => kw + (unit.planned === plan.horizon ? unit.itKw : 0), 0);
        if (atHorizon === 0) expect(ribbon.heldMw[point]).toBeCloseTo(held / 1000, 5);
        expect(bands).toBeCloseTo(ribbon.heldMw[point]!, 4);
        for (const { mw } of ribbon.causes) expect(mw[point]).toBeGreaterThanOrEqual(0);
      });
      const lost = mean(
        futures.map(({ finish }) =>
          planned.reduce((sum, unit) => {
            const online = Number.isNaN(finish[unit.index]!) ? plan.horizon : finish[unit.index]!;
            return sum + unit.itKw * Math.max(0, online - Math.min(unit.planned, plan.horizon));
          }, 0),
        ),
      );
      expect(readLost(totals)!.reduce((sum, amount) => sum + amount, 0)).toBeCloseTo(lost / 1000, 4);
    }
  });

  it('adds up waits, drivers and criticality as the walks tell them', () => {
    for (const { plan, program, works } of cases) {
      const { result, futures } = folded(program, works);
      const totals = totalsOf(program, result);
      const waits = readWaits(totals);
      waits.forEach((amount, what) => {
        const slow = mean(
          futures.map((future) => future.waits.filter((wait) => wait.what === what).reduce((sum, { from, to }) => sum + to - from, 0)),
        );
        expect(amount).toBeCloseTo(slow, 5);
      });
      const walk = createWalk(program, totals.causes);
      const simulator = createSimulator(program);
      const last = lastCandidates(program);
      const lastTicks = works.map((work) => {
        const trace = simulator.run(work);
        return walk.drive(trace, lastFinish(trace, last)).time[0]!;
      });
      expect(readLastDrivers(totals).reduce((sum, amount) => sum + amount, 0)).toBeCloseTo(mean(lastTicks), 4);
      plan.milestones.forEach(({ activity }, i) => {
        const columns = columnsOf(plan);
        const reached = rowsOf(result.rows, columns.width)
          .column(columns.milestone(i))
          .filter((tick) => tick >= 0);
        const drivers = readDrivers(totals, i, reached.length);
        if (reached.length === 0) {
          expect(drivers).toEqual([]);
          return;
        }
        expect(drivers.reduce((sum, { amount }) => sum + amount, 0)).toBeCloseTo(mean([...reached]), 4);
        const critical = readCritical(totals, i, reached.length);
        expect(critical.find((entry) => entry.activity === activity)?.share).toBe(1);
        for (const { share } of critical) expect(share).toBeLessThanOrEqual(1);
      });
    }
  });

  it('accounts for the use of pools tick by tick', () => {
    for (const { plan, dated, works } of cases) {
      const { result, futures } = folded(dated, works);
      const totals = totalsOf(dated, result);
      const pools = readPools(totals);
      for (const [r, resource] of plan.resources.entries()) {
        if (resource.kind !== 'pool') continue;
        const counted = futures.map((future) => countedUse(plan, dated, future, r));
        const pool = pools[resource.id]!;
        const sumOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0);
        expect(pool.usedDays * MINUTES_PER_DAY).toBeCloseTo(mean(counted.map(({ used }) => sumOf(used))), 1);
        expect(pool.waitedDays * MINUTES_PER_DAY).toBeCloseTo(mean(counted.map(({ waited }) => sumOf(waited))), 1);
        // One interval of a week holds all of the shorter horizons.
        const first = (values: readonly number[]) => sumOf(values.slice(0, totals.grid!.at[1])) / totals.grid!.at[1]!;
        expect(pool.series!.used[0]).toBeCloseTo(mean(counted.map(({ used }) => first(used))), 4);
        expect(pool.series!.demand[0]).toBeCloseTo(mean(counted.map(({ used, waited }) => first(used) + first(waited))), 4);
      }
    }
  });

  it('gives the same sums when chunks are merged', () => {
    for (const { program, works } of cases.slice(0, 20)) {
      const whole = folded(program, works).result;
      const first = folded(program, works.slice(0, 4)).result;
      const second = folded(program, works.slice(4)).result;
      mergeSums(first.sums, second.sums);
      expect(first.sums).toEqual(whole.sums);
      expect([...first.rows, ...second.rows]).toEqual([...whole.rows]);
    }
  });

  it('gives the same after it was taken and begun anew', () => {
    for (const { program, works } of cases.slice(0, 20)) {
      const names = Object.keys(createFold(program, 0).result().sums);
      const simulator = createSimulator(program);
      const noWait = createNoWait(program);
      const again = createFold(program, works.length, [], names);
      const results = [works.slice(0, 4), works.slice(4), works].map((some) => {
        for (const work of some) again.add(simulator.run(work), noWait.run(work));
        return again.take();
      });
      const anew = [works.slice(0, 4), works.slice(4), works].map((some) => folded(program, some).result);
      results.forEach(({ rows, sums, each }, i) => {
        expect([...rows]).toEqual([...anew[i]!.rows]);
        expect(sums).toEqual(anew[i]!.sums);
        // What was kept future by future comes to the sums.
        const futures = rows.length / columnsOf(program.plan).width;
        for (const name of names) {
          const { length } = sums[name]!;
          const added = Array.from({ length }, (_, k) =>
            Array.from({ length: futures }, (_, future) => each![name]![future * length + k]!).reduce((a, b) => a + b, 0),
          );
          added.forEach((sum, k) => {
            expect(sum).toBeCloseTo(sums[name]![k]!, 6);
          });
        }
      });
    }
  });

  it('refuses to merge sums of another plan', () => {
    const [one, other] = [folded(cases[0]!.program, cases[0]!.works), folded(cases[1]!.program, cases[1]!.works)];
    expect(() => mergeSums(one.result.sums, other.result.sums)).toThrow('different plans');
  });

  it('refuses more futures than it has rows for', () => {
    const { program, works } = cases[0]!;
    const fold = createFold(program, 0);
    const trace = createSimulator(program).run(works[0]!);
    expect(() => fold.add(trace, createNoWait(program).run(works[0]!))).toThrow('one more');
  });
});

/** Units in use and waited for at each tick before the end of the future. */
function countedUse(plan: Plan, program: Program, future: Future, r: number): { used: number[]; waited: number[] } {
  const end = future.unfinished > 0 ? plan.horizon : future.makespan;
  const used = new Array<number>(end).fill(0);
  const waited = new Array<number>(end).fill(0);
  const fill = (into: number[], from: number, to: number, units: number) => {
    for (let tick = from; tick < Math.min(to, end); tick++) into[tick]! += units;
  };
  plan.activities.forEach((activity, i) => {
    const start = future.start[i]!;
    const pauses = future.waits.filter((wait) => wait.activity === i && wait.from >= start);
    const wanted: [number, number][] = activity.needs
      .filter(({ resource }) => program.resourceIndexOf.get(resource) === r)
      .map(({ amount }) => [amount, amount]);
    const { work } = activity;
    if (work.kind === 'effort' && program.resourceIndexOf.get(work.pool) === r) wanted.push([future.crew[i]!, work.min]);
    for (const [taken, least] of wanted) {
      if (start <= end) fill(used, start, Number.isNaN(future.finish[i]!) ? end : future.finish[i]!, taken);
      for (const { from, to } of pauses) fill(used, from, to, -taken);
      for (const wait of future.waits) if (wait.activity === i && wait.what === r) fill(waited, wait.from, wait.to, least);
    }
  });
  return { used, waited };
}
