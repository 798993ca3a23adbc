/** What runs in a worker thread: the plan comes once, jobs come one by one. */
import { Tinypool } from 'tinypool';
import type { FoldResult } from '../../measure/fold.ts';
import type { Plan } from '../../plan/plan.ts';
import type { Job } from '../jobs.ts';
import { createPlayer, type Player } from '../player.ts';

let player: Player | undefined;

export function playJob(job: Job): FoldResult {
  player ??= createPlayer(Tinypool.workerData as Plan);
  return player.play(job.runs);
}
