/** Which activity ends the story: the last compute to come online, or without compute the last to finish. */
import type { Program } from '../engine/program.ts';
import type { Trace } from '../engine/trace.ts';

/** The activities among which the last is looked for: those that bring compute online, or all. */
export function lastCandidates({ plan, indexOf, activities }: Program): Int32Array {
  if (plan.compute.length > 0) return Int32Array.from(new Set(plan.compute.map(({ activity }) => indexOf.get(activity)!))).sort();
  return Int32Array.from({ length: activities }, (_, i) => i);
}

/** The first of the candidates that did not finish; if all did, the one that finished last, the first among equals. */
export function lastFinish({ finish }: Trace, candidates: Int32Array): number {
  let last = candidates[0]!;
  for (let i = 0; i < candidates.length; i++) {
    const activity = candidates[i]!;
    if (Number.isNaN(finish[activity]!)) return activity;
    if (finish[activity]! > finish[last]!) last = activity;
  }
  return last;
}
