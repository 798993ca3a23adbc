/** What runs in a worker thread: the plan and what is asked of it come once, jobs come one by one. */
import { Tinypool } from 'tinypool';
import type { FoldResult } from '../../measure/fold.ts';
import type { Job } from '../jobs.ts';
import { createPlayer, type Parts, type Player } from '../player.ts';

let player: Player | undefined;

export function playJob(job: Job): FoldResult {
  player ??= createPlayer(Tinypool.workerData as Parts);
  return player.play(job.runs);
}
