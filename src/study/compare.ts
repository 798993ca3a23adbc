/** Two plans played with the same futures, each with all that a comparison wants to know. It does not know where they come from. */
import { axisOrigin, ticksPerReportUnit } from '../base/time.ts';
import type { Side } from '../measure/comparison.ts';
import { columnOf, columnsOf, datedColumns } from '../measure/rows.ts';
import type { Plan } from '../plan/plan.ts';
import type { SeedRun } from '../random/seed-list.ts';
import { createOutliner } from './outlines.ts';
import { runStudy, type StudyResult } from './study.ts';

export interface SideRequest {
  readonly label: string;
  readonly plan: Plan;
  readonly scenarioDigest: string;
  readonly futures: readonly SeedRun[];
  readonly seedLabel: string;
  readonly workers: number;
  /** Name and version of the tool. */
  readonly tool: string;
  readonly onProgress?: (done: number, total: number) => void;
}

/** Plays one side. Its MW-days are told for every future, so that their difference has an interval. */
export async function playSide(request: SideRequest): Promise<Side> {
  const { plan, futures } = request;
  const result = await runStudy({ ...request, questions: [], tellActivities: false });
  const outliner = await createOutliner(1);
  const isPlanned = plan.compute.some(({ planned }) => planned !== null);
  const [outline] = isPlanned ? await outliner.outlines([() => ({ plan, futures, target: 'makespan' })]) : [];
  return sideOf(result, request.label, request.scenarioDigest, outline?.lostMwDays ?? null);
}

function sideOf(
  { outcomes, plan, rows, seedOf }: StudyResult,
  label: string,
  scenarioDigest: string,
  lostMwDays: Float64Array | null,
): Side {
  const { width } = columnsOf(plan);
  return {
    label,
    outcomes,
    dates: new Map(datedColumns(plan).map(({ name, column }) => [name, columnOf(rows, width, column)])),
    seeds: Array.from({ length: outcomes.replications }, (_, future) => seedOf(future)),
    lostMwDays,
    origin: plan.axis.kind === 'dated' ? axisOrigin(plan.axis) : 0,
    horizon: plan.horizon,
    ticksPerUnit: ticksPerReportUnit(plan.axis),
    scenarioDigest,
  };
}
