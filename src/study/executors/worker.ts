/** What runs in a worker thread: the plan and what is asked of it come once, jobs come one by one; cells of a sweep bring their plan. */
import { Tinypool } from 'tinypool';
import type { FoldResult } from '../../measure/fold.ts';
import type { Job } from '../jobs.ts';
import { createOutcomePlayer, type OutcomeJob, type OutcomeParts, type OutcomePlayer } from '../outcome-player.ts';
import { createPlayer, type Parts, type Player } from '../player.ts';

export { bindingOf as playBinding } from '../binding.ts';
export { outlineOf as playOutline } from '../outline.ts';
export { playCell as playSweepCell } from '../sweep-cell.ts';

let player: Player | undefined;
let outcomePlayer: OutcomePlayer | undefined;

export function playJob(job: Job): FoldResult {
  player ??= createPlayer(Tinypool.workerData as Parts);
  return player.play(job.runs);
}

/** One number for each future: a pool that is asked for these is given other data. */
export function playOutcomes(job: OutcomeJob): Float64Array {
  outcomePlayer ??= createOutcomePlayer(Tinypool.workerData as OutcomeParts);
  return outcomePlayer.play(job);
}
