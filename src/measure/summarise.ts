/**
 * What a study says. Comes in: the rows and the sums of all its futures. Goes out: Outcomes, plain JSON, from which every
 * table, figure and file is made.
 */
import { lastTickOf, showInstant } from '../base/time.ts';
import type { Program } from '../engine/program.ts';
import type { Plan } from '../plan/plan.ts';
import { actualSteps, type ReportedFinish } from './actual-curve.ts';
import { readAmounts } from './amounts.ts';
import { correlations } from './correlations.ts';
import { metricContext } from './fold.ts';
import { histogram } from './histogram.ts';
import type { Sums, Totals } from './metric.ts';
import { readAccounts } from './metrics/accounts.ts';
import { readCritical } from './metrics/criticality.ts';
import { readCurve } from './metrics/curve.ts';
import { readDeliveries } from './metrics/deliveries.ts';
import { readDrivers, readLastDrivers } from './metrics/drivers.ts';
import { readGauges } from './metrics/gauges.ts';
import { readLost, readRibbon } from './metrics/held.ts';
import { readPools } from './metrics/pools.ts';
import { readPower } from './metrics/power.ts';
import { readWaitsByCause } from './metrics/waits.ts';
import {
  type CauseOutcome,
  type ComputeCurve,
  type FactOutcome,
  type MilestoneOutcome,
  type Outcomes,
  SCHEMA_VERSION,
} from './outcomes.ts';
import { answerProbabilities, type ProbabilityQuestion, shareBy } from './probability.ts';
import { estimate, percentileTick, rankTicks, summariseInstant } from './quantiles.ts';
import { type Judged, judgedBy, nearestFuture } from './representative.ts';
import { type ComputeScope, columnsOf, computeScopes, type Rows } from './rows.ts';
import type { SharedLuck } from './shared-luck.ts';
import { instantOf, reportUnits, tidy } from './tell.ts';

export interface Study {
  readonly program: Program;
  /** Name and version of the tool. */
  readonly tool: string;
  /** Seed text, or the name of the seed list. */
  readonly seed: string;
  /** Set for one deterministic run. */
  readonly world: Outcomes['world'];
  /** One per future; at least one. */
  readonly rows: Rows;
  /** Over the same futures. */
  readonly sums: Sums;
  /** Tells one future, the one nearest the medians; null: none is told. */
  readonly tell: ((future: number) => Pick<Outcomes, 'representative' | 'activities'>) | null;
  readonly questions: readonly ProbabilityQuestion[];
  readonly enough?: NonNullable<Outcomes['enough']>;
  /** What the scenario reports as done, whenever that was: shown beside the futures, of which none knows it. */
  readonly reported?: readonly ReportedFinish[];
  /** Luck that activities share, in the first futures. */
  readonly luck?: readonly SharedLuck[];
}

export function summarise(study: Study): Outcomes {
  const { program, rows, world } = study;
  const { plan } = program;
  const columns = columnsOf(plan);
  const { futures } = rows;
  if (futures < 1) throw new Error('a study without futures says nothing');
  const totals: Totals = { ...metricContext(program), futures, sums: study.sums };
  const makespanTicks = rows.column(columns.makespan);
  const makespan = rankTicks(makespanTicks);
  const milestones = plan.milestones.map((_, index) => milestoneOutcome(totals, rows, index, world !== null));
  const judged = milestones.length > 0 ? milestones.map((milestone) => milestone.judged) : [judgedBy(makespanTicks, makespan)];
  const { representative = null, activities } = study.tell?.(nearestFuture(judged, futures)) ?? {};
  const lost = readLost(totals);
  const grid = Array.from(totals.grid?.at ?? []);

  return {
    schemaVersion: SCHEMA_VERSION,
    tool: study.tool,
    scenario: plan.scenario,
    title: plan.title,
    world,
    start: plan.axis.kind === 'dated' ? plan.axis.start : null,
    until: showInstant(plan.axis, plan.horizon),
    unit: plan.axis.kind === 'plain' ? plan.axis.unit : null,
    seed: study.seed,
    replications: futures,
    censored: futures - makespan.reached.length,
    confidence: 0.9,
    grid: grid.map((tick) => reportUnits(plan, tick)),
    gridDates: grid.map((tick) => showInstant(plan.axis, tick)),
    milestones: Object.fromEntries(plan.milestones.map(({ id }, index) => [id, milestones[index]!.outcome])),
    makespan: { ...summariseInstant(plan, makespan, world !== null), ...estimate(plan, makespan, 0.5, world !== null) },
    causes: causeOutcomes(totals, lost),
    lostMwDays: lost === null ? null : tidy(lost.reduce((sum, amount) => sum + amount, 0)),
    curve: curveOf(totals, rows, null, study),
    siteCurves: siteCurves(totals, rows, study),
    ribbon: readRibbon(totals),
    pools: readPools(totals),
    power: readPower(totals),
    deliveries: readDeliveries(totals),
    accounts: readAccounts(totals),
    gauges: readGauges(totals),
    correlations: world === null ? correlations(plan, rows, study.luck ?? []) : [],
    facts: factsOf(plan),
    representative,
    probabilities: answerProbabilities(study, study.questions),
    ...(study.enough === undefined ? {} : { enough: study.enough }),
    notes: plan.notes,
    ...(activities === undefined ? {} : { activities }),
  };
}

function factsOf({ facts }: Plan): Outcomes['facts'] {
  const bySite: Record<string, Record<string, FactOutcome>> = {};
  for (const { site, id, label, value, unit, source } of facts) bySite[site] = { ...bySite[site], [id]: { label, value, unit, source } };
  return bySite;
}

interface SummarisedMilestone {
  readonly outcome: MilestoneOutcome;
  readonly judged: Judged;
}

function milestoneOutcome(totals: Totals, rows: Rows, index: number, isOneWorld: boolean): SummarisedMilestone {
  const { plan } = totals.program;
  const columns = columnsOf(plan);
  const { target } = plan.milestones[index]!;
  const column = rows.column(columns.milestone(index));
  const ticks = rankTicks(column);
  const noWait = rankTicks(rows.column(columns.noWait(index)));
  const outcome: MilestoneOutcome = {
    ...summariseInstant(plan, ticks, isOneWorld),
    target: target === null ? null : showInstant(plan.axis, target),
    onTime: target === null ? null : shareBy(column, lastTickOf(plan.axis, target)),
    noWaitP50: instantOf(plan, percentileTick(noWait, 0.5)),
    noWait: estimate(plan, noWait, 0.5, isOneWorld),
    drivers: readDrivers(totals, index, ticks.reached.length),
    critical: readCritical(totals, index, ticks.reached.length),
    histogram: histogram(plan, ticks),
  };
  return { outcome, judged: judgedBy(column, ticks) };
}

/** Every cause of the plan, also those that never held anything, so that a limit on one can be checked in any study. */
function causeOutcomes(totals: Totals, lost: readonly number[] | null): Record<string, CauseOutcome> {
  const allLost = lost?.reduce((sum, amount) => sum + amount, 0) ?? 0;
  const waited = readWaitsByCause(totals);
  const driving = readLastDrivers(totals);
  return Object.fromEntries(
    totals.causes.all.map(({ id, label, group }, index) => {
      const lostMwDays = lost?.[index] ?? 0;
      const lostShare = allLost > 0 ? tidy(lostMwDays / allLost) : 0;
      return [id, { label, group, lostMwDays, lostShare, waitDays: tidy(waited[index]!), drivingDays: driving[index]! }];
    }),
  );
}

function siteCurves(totals: Totals, rows: Rows, study: Study): Outcomes['siteCurves'] {
  return Object.fromEntries(
    computeScopes(totals.program.plan).flatMap((site) => {
      const curve = site === null ? null : curveOf(totals, rows, site, study);
      return curve === null ? [] : [[site, curve]];
    }),
  );
}

/** The curve of a scope, with when how much of it is online. */
function curveOf(totals: Totals, rows: Rows, scope: ComputeScope, { world, reported = [] }: Study): ComputeCurve | null {
  const { plan } = totals.program;
  const curve = readCurve(totals, scope);
  if (curve === null) return null;
  const actual = actualSteps(plan, scope, reported);
  return { ...curve, ...(actual.length === 0 ? {} : { actual }), ...readAmounts(plan, rows, scope, world !== null) };
}
