/**
 * The one future to be told for all: a real one, whose milestones lie nearest the medians. Comes in: the rows of a study.
 * Goes out: the number of a future, which the caller plays again to have its trace.
 */
import type { Program } from '../engine/program.ts';
import type { Trace } from '../engine/trace.ts';
import { ganttBars } from './gantt.ts';
import type { RepresentativeFuture } from './outcomes.ts';
import { percentileTick, type RankedTicks } from './quantiles.ts';
import { CENSORED } from './rows.ts';

/** What a milestone adds to the distance when it is censored where its median is not, or the other way round: three spreads away. */
const CENSORED_DISTANCE = 9;

/** A milestone by which futures are judged; the makespan stands in where a plan has none. */
export interface Judged {
  /** In the order of futures. */
  readonly ticks: Int32Array;
  readonly median: number;
  readonly spread: number;
}

export function judgedBy(ticks: Int32Array, ranked: RankedTicks): Judged {
  const { order } = ranked;
  // The spread of those that finished; where more than a tenth did not, up to the last of them.
  const spread =
    Math.min(percentileTick(ranked, 0.9), order.at(order.count) ?? 0) - Math.min(percentileTick(ranked, 0.1), order.at(1) ?? 0);
  return { ticks, median: percentileTick(ranked, 0.5), spread: Math.max(1, spread) };
}

/** The future with the least sum over milestones of ((tick - median) / (P90 - P10))^2. Ties go to the first. */
export function nearestFuture(milestones: readonly Judged[], futures: number): number {
  const distance = new Float64Array(futures);
  for (const milestone of milestones) addDistances(milestone, distance);
  let nearest = 0;
  for (let future = 1; future < futures; future++) if (distance[future]! < distance[nearest]!) nearest = future;
  return nearest;
}

function addDistances({ ticks, median, spread }: Judged, distance: Float64Array): void {
  for (let future = 0; future < distance.length; future++) {
    const tick = ticks[future]!;
    const isCensored = tick === CENSORED;
    if (isCensored !== (median === Number.POSITIVE_INFINITY)) distance[future] = distance[future]! + CENSORED_DISTANCE;
    else if (!isCensored) distance[future] = distance[future]! + ((tick - median) / spread) ** 2;
  }
}

/** The story of that future. `seed`: what brings it back. */
export function tellFuture(program: Program, trace: Trace, seed: string): RepresentativeFuture {
  return { seed, bars: ganttBars(program, trace) };
}
