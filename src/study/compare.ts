/** Two plans played with the same futures, each with all that a comparison wants to know. It does not know where they come from. */
import { axisOrigin, ticksPerReportUnit } from '../base/time.ts';
import type { Side } from '../measure/comparison.ts';
import { datedColumns } from '../measure/rows.ts';
import type { Plan } from '../plan/plan.ts';
import type { SeedRun } from '../random/seed-list.ts';
import { outlineOf } from './outline.ts';
import { runStudy, type StudyResult } from './study.ts';

export interface SideRequest {
  readonly label: string;
  readonly plan: Plan;
  readonly scenarioDigest: string;
  readonly futures: readonly SeedRun[];
  /** Last tick to which MW-days lost are counted: where the other side ends sooner, the end of that one. Default: the horizon. */
  readonly lostUntil?: number;
  readonly seedLabel: string;
  readonly workers: number;
  /** Name and version of the tool. */
  readonly tool: string;
  readonly onProgress?: (done: number, total: number) => void;
}

/** Plays one side. Its MW-days are told for every future, so that their difference has an interval. */
export async function playSide(request: SideRequest): Promise<Side> {
  const { plan, futures, lostUntil = plan.horizon } = request;
  const result = await runStudy({ ...request, questions: [], tellActivities: false });
  const isCutShort = lostUntil < plan.horizon && result.lostMwDays !== null;
  const lostMwDays = isCutShort ? outlineOf({ plan, futures, target: 'makespan', lostUntil }).lostMwDays : result.lostMwDays;
  return sideOf({ ...result, lostMwDays }, { ...request, lostUntil });
}

/** The last tick of each of several plans to which all of them are played. */
export function commonEnds(plans: readonly Plan[]): number[] {
  const origins = plans.map(originOf);
  const end = Math.min(...plans.map(({ horizon }, i) => origins[i]! + horizon));
  return origins.map((origin) => end - origin);
}

function originOf({ axis }: Plan): number {
  return axis.kind === 'dated' ? axisOrigin(axis) : 0;
}

function sideOf(
  { outcomes, plan, rows, lostMwDays, seedOf }: StudyResult,
  { label, scenarioDigest, lostUntil }: Required<Pick<SideRequest, 'label' | 'scenarioDigest' | 'lostUntil'>>,
): Side {
  return {
    label,
    outcomes,
    dates: new Map(datedColumns(plan).map(({ name, column }) => [name, rows.column(column)])),
    seeds: Array.from({ length: outcomes.replications }, (_, future) => seedOf(future)),
    lostMwDays,
    lostUntil,
    origin: originOf(plan),
    horizon: plan.horizon,
    ticksPerUnit: ticksPerReportUnit(plan.axis),
    scenarioDigest,
  };
}
