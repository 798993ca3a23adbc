/** Which activity ends the story: the last compute to come online, or without compute the last to finish. */
import type { Program } from '../engine/program.ts';
import type { Trace } from '../engine/trace.ts';

/** The activities among which the last is looked for: those that bring compute online, or all that are not optional. */
export function lastCandidates({ plan, indexOf }: Program): Int32Array {
  if (plan.compute.length > 0) return Int32Array.from(new Set(plan.compute.map(({ activity }) => indexOf.get(activity)!))).sort();
  return Int32Array.from(plan.activities.flatMap(({ optional }, i) => (optional === true ? [] : [i])));
}

/** The first of the candidates that did not finish; if all did, the one that finished last, the first among equals. */
export function lastFinish({ finish, unfinished, makespan }: Trace, candidates: Int32Array): number {
  if (unfinished > 0) {
    const open = candidates.find((activity) => Number.isNaN(finish[activity]!));
    if (open !== undefined) return open;
  } else if (candidates.length === finish.length) return finish.indexOf(makespan);
  let last = candidates[0]!;
  for (let i = 1; i < candidates.length; i++) if (finish[candidates[i]!]! > finish[last]!) last = candidates[i]!;
  return last;
}
