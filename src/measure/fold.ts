/**
 * Adds up futures. Comes in: one trace after the other. Goes out: a row of dates per future, and the sums of every metric that
 * the plan has something for. Two folds over two halves of the futures give, their sums merged, what one fold over all gives.
 * Each milestone and each late compute unit is walked once, and every metric listens.
 */
import type { Program } from '../engine/program.ts';
import type { Trace } from '../engine/trace.ts';
import { indexCauses } from './causes.ts';
import { gridOf } from './grid.ts';
import { lastCandidates, lastFinish } from './last-finish.ts';
import type { MetricContext, Sums } from './metric.ts';
import { METRICS } from './metrics/registry.ts';
import { asRowTick, columnsOf, computeScopes } from './rows.ts';
import { createWalk } from './walk.ts';

export interface FoldResult {
  /** Futures x columns (see rows.ts), in ticks. */
  readonly rows: Int32Array;
  readonly sums: Sums;
}

export interface Fold {
  /** Add one future as the next row. `noWaitFinish`: what NoWait.run says for the same work. Neither array is kept. */
  readonly add: (trace: Trace, noWaitFinish: Float64Array) => void;
  /** The sums so far; not copies. Rows of futures that were not added are left out. */
  readonly result: () => FoldResult;
}

export function metricContext(program: Program): MetricContext {
  return { program, causes: indexCauses(program), grid: gridOf(program.plan) };
}

/** `futures`: how many will be added at most. */
export function createFold(program: Program, futures: number): Fold {
  const { plan, indexOf, horizon } = program;
  const context = metricContext(program);
  const walk = createWalk(program, context.causes);
  const accumulators = METRICS.all.flatMap((metric) => metric.create(context) ?? []);
  const sums = Object.assign({}, ...accumulators.map((accumulator) => accumulator.sums)) as Sums;
  const onFuture = accumulators.flatMap(({ addFuture }) => addFuture ?? []);
  const onMilestone = accumulators.flatMap(({ addMilestone }) => addMilestone ?? []);
  const onLast = accumulators.flatMap(({ addLast }) => addLast ?? []);
  const onHeld = accumulators.flatMap(({ addHeld }) => addHeld ?? []);

  const columns = columnsOf(plan);
  const rows = new Int32Array(futures * columns.width);
  const milestones = Int32Array.from(plan.milestones, ({ activity }) => indexOf.get(activity)!);
  const noWaitColumn = columns.noWait(0);
  const unitActivity = Int32Array.from(plan.compute, ({ activity }) => indexOf.get(activity)!);
  const unitPlanned = Float64Array.from(plan.compute, ({ planned }) => planned ?? Number.POSITIVE_INFINITY);
  const scopes = computeScopes(plan).map((scope) =>
    Int32Array.from(plan.compute.filter(({ site }) => scope === null || site === scope).map(({ activity }) => indexOf.get(activity)!)),
  );
  const last = lastCandidates(program);
  let added = 0;

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

  function addComplete(trace: Trace, noWaitFinish: Float64Array, row: number): void {
    for (let scope = 0; scope < scopes.length; scope++) {
      rows[row + columns.complete(scope)] = asRowTick(latest(trace.finish, scopes[scope]!), horizon);
      rows[row + columns.completeNoWait(scope)] = asRowTick(latest(noWaitFinish, scopes[scope]!), horizon);
    }
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
    addComplete(trace, noWaitFinish, row);
    if (onHeld.length > 0) addUnits(trace);
    const path = walk.drive(trace, lastFinish(trace, last));
    for (let i = 0; i < onLast.length; i++) onLast[i]!(path);
  }

  return { add, result: () => ({ rows: rows.subarray(0, added * columns.width), sums }) };
}

/** The last finish of some activities; NaN if one of them has not finished. */
function latest(finish: Float64Array, activities: Int32Array): number {
  let last = 0;
  for (let i = 0; i < activities.length; i++) {
    const tick = finish[activities[i]!]!;
    if (!(tick <= last)) last = tick;
    if (Number.isNaN(last)) return last;
  }
  return last;
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
