/**
 * Adds up futures. Comes in: one trace after the other. Goes out: a row of dates per future, and the sums of every metric that
 * the plan has something for. Two folds over two halves of the futures give, their sums merged, what one fold over all gives.
 * Each milestone and each late compute unit is walked once, and every metric listens.
 */
import type { Program } from '../engine/program.ts';
import type { Trace } from '../engine/trace.ts';
import type { Plan } from '../plan/plan.ts';
import type { AskedAmount } from './asked-amount.ts';
import { indexCauses } from './causes.ts';
import { gridOf } from './grid.ts';
import { lastCandidates, lastFinish } from './last-finish.ts';
import type { MetricContext, Sums } from './metric.ts';
import { METRICS } from './metrics/registry.ts';
import { createReach, reportedAmounts } from './reach.ts';
import { asRowTick, columnsOf, type Rows, rowsOf } from './rows.ts';
import { createWalk } from './walk.ts';

export interface FoldResult {
  /** Futures x columns (see rows.ts), in ticks. */
  readonly rows: Int32Array;
  readonly sums: Sums;
  /** Sums that were asked for future by future: futures x as many numbers as the sum has. Absent if none was asked for. */
  readonly each?: Sums;
}

/** What folds over all futures of a study come to. */
export interface Played extends Pick<FoldResult, 'sums' | 'each'> {
  readonly rows: Rows;
}

export interface Fold {
  /** Add one future as the next row. `noWaitFinish`: what NoWait.run says for the same work. Neither array is kept. */
  readonly add: (trace: Trace, noWaitFinish: Float64Array) => void;
  /** The sums so far; not copies. Rows of futures that were not added are left out. */
  readonly result: () => FoldResult;
  /**
   * The sums so far, as copies; what is added from now on begins anew. Making a fold costs as much as adding some futures, and V8
   * throws away the machine code of the first when there is a second one.
   */
  readonly take: () => FoldResult;
}

/** Name of the sum: futures in which each of the asked amounts is online in time. Absent if nothing is asked. */
export const ASKED = 'asked';

export function metricContext(program: Program): MetricContext {
  return { program, causes: indexCauses(program), grid: gridOf(program.plan) };
}

/**
 * `futures`: how many will be added at most before they are taken. `asked`: amounts that are asked about, besides those that the
 * rows hold. `each`: names of sums to keep future by future too; those that the plan does not have are left out.
 */
export function createFold(program: Program, futures: number, asked: readonly AskedAmount[] = [], each: readonly string[] = []): Fold {
  const { plan, indexOf, horizon } = program;
  const context = metricContext(program);
  const walk = createWalk(program, context.causes);
  const accumulators = METRICS.all.flatMap((metric) => metric.create(context) ?? []);
  const inTime = new Float64Array(asked.length);
  const sums = Object.assign(
    {},
    ...accumulators.map((accumulator) => accumulator.sums),
    asked.length > 0 ? { [ASKED]: inTime } : {},
  ) as Sums;
  const onFuture = accumulators.flatMap(({ addFuture }) => addFuture ?? []);
  const onMilestone = accumulators.flatMap(({ addMilestone }) => addMilestone ?? []);
  const onLast = accumulators.flatMap(({ addLast }) => addLast ?? []);
  const onHeld = accumulators.flatMap(({ addHeld }) => addHeld ?? []);

  const columns = columnsOf(plan);
  const rows = new Int32Array(futures * columns.width);
  const milestones = Int32Array.from(plan.milestones, ({ activity }) => indexOf.get(activity)!);
  const noWaitColumn = columns.noWait(0);
  const onlineColumn = columns.online(0, 0);
  const onlineNoWaitColumn = columns.onlineNoWait(0, 0);
  const unitActivity = Int32Array.from(plan.compute, ({ activity }) => indexOf.get(activity)!);
  const unitPlanned = Float64Array.from(plan.compute, ({ planned }) => planned ?? Number.POSITIVE_INFINITY);
  const reported = reportedAmounts(plan);
  const reach = createReach(plan.compute, unitActivity, [...reported, ...asked]);
  const reachNoWait = createReach(plan.compute, unitActivity, reported);
  const last = lastCandidates(program);
  const kept = each.flatMap((name) => {
    const sum = sums[name];
    return sum === undefined ? [] : [{ name, sum, before: sum.slice(), values: new Float64Array(futures * sum.length) }];
  });
  let added = 0;

  /** What the future just added has put on top of the sums. */
  function keepEach(future: number): void {
    for (const { sum, before, values } of kept) {
      const at = future * sum.length;
      for (let i = 0; i < sum.length; i++) values[at + i] = sum[i]! - before[i]!;
      before.set(sum);
    }
  }

  function addMilestones(trace: Trace, noWaitFinish: Float64Array, row: number): void {
    for (let milestone = 0; milestone < milestones.length; milestone++) {
      const activity = milestones[milestone]!;
      rows[row + 1 + milestone] = asRowTick(trace.finish[activity]!, horizon);
      rows[row + noWaitColumn + milestone] = asRowTick(noWaitFinish[activity]!, horizon);
      if (Number.isNaN(trace.finish[activity]!)) continue;
      const path = walk.drive(trace, activity);
      for (let i = 0; i < onMilestone.length; i++) onMilestone[i]!(milestone, path);
    }
  }

  function addAmounts(trace: Trace, noWaitFinish: Float64Array, row: number): void {
    if (reported.length + asked.length === 0) return;
    const online = reach(trace.finish, horizon);
    const onlineNoWait = reachNoWait(noWaitFinish, horizon);
    for (let amount = 0; amount < reported.length; amount++) {
      rows[row + onlineColumn + amount] = asRowTick(online[amount]!, horizon);
      rows[row + onlineNoWaitColumn + amount] = asRowTick(onlineNoWait[amount]!, horizon);
    }
    for (let i = 0; i < asked.length; i++) if (online[reported.length + i]! <= asked[i]!.limit) inTime[i] = inTime[i]! + 1;
  }

  function addUnits(trace: Trace): void {
    for (let unit = 0; unit < unitActivity.length; unit++) {
      const finish = trace.finish[unitActivity[unit]!]!;
      const planned = unitPlanned[unit]!;
      if (finish <= planned || planned >= horizon) continue;
      const path = walk.hold(trace, unitActivity[unit]!, planned);
      for (let i = 0; i < onHeld.length; i++) onHeld[i]!(unit, Number.isNaN(finish) ? Number.POSITIVE_INFINITY : finish, path);
    }
  }

  function add(trace: Trace, noWaitFinish: Float64Array): void {
    if (added === futures) throw new Error(`a fold for ${futures} futures was given one more`);
    const row = added++ * columns.width;
    rows[row] = asRowTick(trace.makespan, horizon);
    for (let i = 0; i < onFuture.length; i++) onFuture[i]!(trace, noWaitFinish);
    addMilestones(trace, noWaitFinish, row);
    addAmounts(trace, noWaitFinish, row);
    if (onHeld.length > 0) addUnits(trace);
    const path = walk.drive(trace, lastFinish(trace, last));
    for (let i = 0; i < onLast.length; i++) onLast[i]!(path);
    keepEach(added - 1);
  }

  function result(): FoldResult {
    const ofRows = { rows: rows.subarray(0, added * columns.width), sums };
    if (kept.length === 0) return ofRows;
    return { ...ofRows, each: Object.fromEntries(kept.map(({ name, sum, values }) => [name, values.subarray(0, added * sum.length)])) };
  }

  function take(): FoldResult {
    const taken = copyOf(result());
    for (const sum of Object.values(sums)) sum.fill(0);
    for (const { before } of kept) before.fill(0);
    added = 0;
    return taken;
  }

  return { add, result, take };
}

function copyOf({ rows, sums, each }: FoldResult): FoldResult {
  const copied = (of: Sums): Sums => Object.fromEntries(Object.entries(of).map(([name, values]) => [name, values.slice()]));
  return { rows: rows.slice(), sums: copied(sums), ...(each === undefined ? {} : { each: copied(each) }) };
}

/** What one fold comes to, as if it were all of a study. */
export function playedOf(plan: Plan, { rows, ...rest }: FoldResult): Played {
  return { ...rest, rows: rowsOf(rows, columnsOf(plan).width) };
}

/** Add the sums of other futures elementwise. Throws if they are of another plan. */
export function mergeSums(into: Sums, from: Sums): void {
  const names = Object.keys(into);
  if (names.length !== Object.keys(from).length) throw new Error('sums of different plans');
  for (const name of names) {
    const target = into[name]!;
    const source = from[name];
    if (source === undefined || source.length !== target.length) throw new Error(`sums of different plans: "${name}"`);
    for (let i = 0; i < target.length; i++) target[i] = target[i]! + source[i]!;
  }
}
