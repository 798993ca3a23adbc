/** One cell of a sweep: its plan in, what is kept of its outcomes out. Runs in a thread, or in none. */
import { summarise } from '../measure/summarise.ts';
import { type CellResult, cellResult } from '../measure/sweep.ts';
import type { Plan } from '../plan/plan.ts';
import type { SeedRun } from '../random/seed-list.ts';
import { monteCarlo } from './monte-carlo.ts';
import { createPlayer } from './player.ts';

/** Plain data, to be sent to other threads. */
export interface CellTask {
  readonly id: string;
  readonly madeFrom: string;
  readonly plan: Plan;
  readonly futures: readonly SeedRun[];
  readonly tool: string;
  readonly seedLabel: string;
}

export async function playCell({ id, madeFrom, plan, futures, tool, seedLabel }: CellTask): Promise<CellResult> {
  const player = createPlayer({ plan, asked: [] });
  const { program } = player;
  const { rows, sums } = await monteCarlo(player, futures, { workers: 1 });
  // Nobody reads the telling of one future of every cell, so none is told.
  const outcomes = summarise({ program, tool, seed: seedLabel, world: null, rows, sums, tell: null, questions: [] });
  return cellResult({ id, madeFrom }, outcomes);
}
