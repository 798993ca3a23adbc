/**
 * The reference campus of parameter base 2026-11, section 10.2, against the scenarios that are to reproduce it: every percentile of
 * the table within half a month, by as much as 4,000 futures can tell. Calibration, not validation: the same distributions made both.
 */
import { beforeAll, describe, expect, it } from 'vitest';
import { percentileInterval } from '../src/base/statistics.ts';
import { MINUTES_PER_MONTH, MINUTES_PER_WEEK } from '../src/base/time.ts';
import { columnsOf } from '../src/measure/rows.ts';
import { compile } from '../src/scenario/compile.ts';
import { readScenario } from '../src/scenario/read-scenario.ts';
import { runStudy, type StudyResult } from '../src/study/study.ts';

const FUTURES = 4000;
/** Months. */
const TOLERANCE = 0.5;
const SHARES = [0.1, 0.5, 0.8, 0.9] as const;

/** Section 10.2: P10, P50, P80 and P90 in months from groundbreak (C: land control; D: strip-out). Null: the table has none. */
const TABLE = {
  a0: {
    'first-compute': [11.2, 12.7, 15.0, 17.2],
    'all-compute': [15.5, 17.3, 19.6, 21.7],
  },
  a: {
    'ready-for-service': [13.0, 15.5, 18.7, 21.2],
    'first-compute': [15.1, 17.0, 19.8, 22.1],
    'all-compute': [19.4, 21.5, 24.4, 26.7],
  },
  b: { 'first-compute': [25.2, 29.6, 39.4, 46.2] },
  c: { energised: [40, 49, 55, 59], 'first-compute': [44, 53, 60, 64] },
  d: { 'first-compute': [4.8, 5.7, null, 7.2] },
} as const satisfies Record<string, Readonly<Record<string, readonly (number | null)[]>>>;

const results = new Map<string, StudyResult>();

beforeAll(async () => {
  for (const campus of Object.keys(TABLE)) {
    const plan = compile(readScenario(`scenarios/reference-campus-${campus}.yaml`));
    const futures = [{ text: 'study', from: 0, count: FUTURES }];
    const request = { plan, futures, tool: 'test', seedLabel: 'study', questions: [], tellActivities: false, workers: 1 };
    results.set(campus, await runStudy(request));
  }
});

function resultOf(campus: string): StudyResult {
  const result = results.get(campus);
  if (result === undefined) throw new Error(`campus ${campus} was not run`);
  return result;
}

/** Ticks at which each future reached a milestone, in the order of futures. */
function ticksOf({ plan, rows }: StudyResult, milestone: string): Int32Array {
  const index = plan.milestones.findIndex(({ id }) => id === milestone);
  if (index < 0) throw new Error(`there is no milestone ${milestone}`);
  const columns = columnsOf(plan);
  return rows.column(columns.milestone(index));
}

/** Where the clock of the table starts in each future: at groundbreak, except where land or hall comes first. */
function zeroOf(campus: string): (future: number) => number {
  if (campus === 'c' || campus === 'd') return () => 0;
  return groundbreakOf(resultOf(campus));
}

function groundbreakOf(result: StudyResult): (future: number) => number {
  const ticks = ticksOf(result, 'groundbreak');
  return (future) => ticks[future] as number;
}

/** The 90 % interval of a percentile, in ticks since `zero`. */
function interval(result: StudyResult, milestone: string, zero: (future: number) => number, share: number) {
  const since = ticksOf(result, milestone)
    .map((tick, future) => tick - zero(future))
    .sort();
  const { lo, hi } = percentileInterval(since.length, share);
  return { lo: since[(lo as number) - 1] as number, hi: since[(hi as number) - 1] as number };
}

const cells = Object.entries(TABLE).flatMap(([campus, milestones]) =>
  Object.entries<readonly (number | null)[]>(milestones).flatMap(([milestone, months]) =>
    months.flatMap((target, i) => (target === null ? [] : [{ campus, milestone, share: SHARES[i] as number, target }])),
  ),
);

describe('the reference campus', () => {
  it.each(cells)('$campus: $milestone, share $share, is at $target months', ({ campus, milestone, share, target }) => {
    const { lo, hi } = interval(resultOf(campus), milestone, zeroOf(campus), share);
    expect(hi / MINUTES_PER_MONTH).toBeGreaterThanOrEqual(target - TOLERANCE);
    expect(lo / MINUTES_PER_MONTH).toBeLessThanOrEqual(target + TOLERANCE);
    // An interval too wide to tell anything would pass for no reason.
    expect((hi - lo) / MINUTES_PER_MONTH).toBeLessThan(2);
  });

  it.each(Object.keys(TABLE))('%s: no future runs into the horizon', (campus) => {
    expect(resultOf(campus).outcomes.censored).toBe(0);
  });

  // The one number of each file that comes out of the model itself: the date by which 35 in 100 are ready, less 3 weeks.
  it.each(Object.keys(TABLE))('%s: GPUs are contracted for the planned ready date less 3 weeks, to the nearest week', (campus) => {
    const result = resultOf(campus);
    const gpus = result.plan.activities.find(({ id }) => id === 'gpus');
    const zero = campus === 'd' ? () => 0 : groundbreakOf(result);
    const contract = gpus?.after[0]?.lag ?? (gpus?.notBefore ?? Number.NaN) - zero(0);
    const { lo, hi } = interval(result, 'ready-for-service', zero, 0.35);
    const planned = contract / MINUTES_PER_WEEK + 3;
    expect(planned).toBeGreaterThanOrEqual(lo / MINUTES_PER_WEEK - 0.5);
    expect(planned).toBeLessThanOrEqual(hi / MINUTES_PER_WEEK + 0.5);
  });
});
