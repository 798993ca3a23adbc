/**
 * The one future to be told for all: a real one, whose milestones lie nearest the medians. Comes in: the rows of a study.
 * Goes out: the number of a future, which the caller plays again to have its trace.
 */
import type { Program } from '../engine/program.ts';
import type { Trace } from '../engine/trace.ts';
import type { Plan } from '../plan/plan.ts';
import { ganttBars } from './gantt.ts';
import type { RepresentativeFuture } from './outcomes.ts';
import { percentileTick, sortTicks } from './quantiles.ts';
import { CENSORED, columnOf, columnsOf } from './rows.ts';

/** What a milestone adds to the distance when it is censored where its median is not, or the other way round: three spreads away. */
const CENSORED_DISTANCE = 9;

/**
 * The future with the least sum over milestones of ((tick - median) / (P90 - P10))^2; the makespan stands in where a plan has
 * no milestones. Ties go to the first. At least one row.
 */
export function representativeFuture(plan: Plan, rows: Int32Array): number {
  const columns = columnsOf(plan);
  const futures = rows.length / columns.width;
  const distance = new Float64Array(futures);
  const judged = plan.milestones.length > 0 ? plan.milestones.map((_, i) => columns.milestone(i)) : [columns.makespan];
  for (const column of judged) addDistances(columnOf(rows, columns.width, column), distance);
  let nearest = 0;
  for (let future = 1; future < futures; future++) if (distance[future]! < distance[nearest]!) nearest = future;
  return nearest;
}

function addDistances(column: Int32Array, distance: Float64Array): void {
  const ticks = sortTicks(column);
  const median = percentileTick(ticks, 0.5);
  // The spread of those that finished; where more than a tenth did not, up to the last of them.
  const spread =
    Math.min(percentileTick(ticks, 0.9), ticks.reached.at(-1) ?? 0) - Math.min(percentileTick(ticks, 0.1), ticks.reached[0] ?? 0);
  for (let future = 0; future < column.length; future++) {
    const tick = column[future]!;
    const isCensored = tick === CENSORED;
    if (isCensored !== (median === Number.POSITIVE_INFINITY)) distance[future] = distance[future]! + CENSORED_DISTANCE;
    else if (!isCensored) distance[future] = distance[future]! + ((tick - median) / Math.max(1, spread)) ** 2;
  }
}

/** The story of that future. `seed`: what brings it back. */
export function tellFuture(program: Program, trace: Trace, seed: string): RepresentativeFuture {
  return { seed, bars: ganttBars(program, trace) };
}
