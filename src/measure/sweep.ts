/**
 * What a sweep says: a study of many variants of one scenario, and what each cell came to. Plain JSON; tables, charts and files are
 * all made from these two, so an interrupted sweep, its shards put together, and one played in one go say the same.
 */
import { didYouMean } from '../base/nearest.ts';
import { type CauseGroup, PLANNED_START, type Plan } from '../plan/plan.ts';
import type { SweepAxis, SweepCell, SweepLuck } from '../plan/sweep.ts';
import type { Instant, InstantSummary, Outcomes } from './outcomes.ts';
import { computeScopes, REPORTED_SHARES } from './rows.ts';

export const SWEEP_SCHEMA_VERSION = 1;

export interface SweepStudy {
  readonly schemaVersion: typeof SWEEP_SCHEMA_VERSION;
  readonly tool: string;
  readonly sweep: string;
  readonly title: string;
  /** Name and title of the base, and a digest of it and its library. */
  readonly scenario: string;
  readonly scenarioTitle: string;
  readonly scenarioDigest: string;
  /** As in Outcomes, of the base. */
  readonly start: string | null;
  readonly until: Instant;
  readonly unit: string | null;
  readonly seed: string;
  /** Of each cell. */
  readonly futures: number;
  readonly luck: SweepLuck;
  /** What tables and charts tell, in this order. */
  readonly measures: readonly string[];
  readonly axes: readonly SweepAxis[];
  readonly cells: readonly SweepCell[];
}

export type CellInstant = Pick<InstantSummary, 'p10' | 'p50' | 'p80' | 'p90' | 'mean' | 'meanAt' | 'censored'>;

export interface CellCause {
  readonly cause: string;
  readonly label: string;
  readonly group: CauseGroup;
  readonly lostMwDays: number;
  readonly drivingDays: number;
}

export interface CellResult {
  readonly schemaVersion: typeof SWEEP_SCHEMA_VERSION;
  readonly id: string;
  /** Digest of the plan's makings and of the futures: a result of something else is not taken for this one. */
  readonly madeFrom: string;
  readonly replications: number;
  readonly censored: number;
  /** Milestones, `makespan`, and `online 25 %` and so on, also `<site>/online 25 %` where there are several. */
  readonly instants: Readonly<Record<string, CellInstant>>;
  readonly lostMwDays: number | null;
  /** Largest first: by lost MW-days, without compute by days on the driving path. Those with neither are left out. */
  readonly causes: readonly CellCause[];
}

export const LOST_MW_DAYS = 'lost_mw_days';
export const TOP_CAUSE = 'top_cause';
export const DRIVING_CAUSE = 'driving_cause';
export const MAKESPAN = 'makespan';

/** What is kept of the outcomes of one cell. */
export function cellResult(cell: { readonly id: string; readonly madeFrom: string }, outcomes: Outcomes): CellResult {
  const { curve, siteCurves, milestones, makespan, replications, censored, lostMwDays } = outcomes;
  const instants: Record<string, CellInstant> = { [MAKESPAN]: instant(makespan) };
  for (const [scope, { amounts }] of [...(curve === null ? [] : [['', curve] as const]), ...Object.entries(siteCurves)])
    for (const amount of amounts) instants[amountName(scope, amount.share)] = instant(amount);
  for (const [id, milestone] of Object.entries(milestones)) instants[id] = instant(milestone);
  const cost = ({ lostMwDays: lost, drivingDays }: CellCause): number => (lostMwDays === null ? drivingDays : lost);
  const causes = Object.entries(outcomes.causes)
    .map(([cause, { label, group, lostMwDays: lost, drivingDays }]): CellCause => ({ cause, label, group, lostMwDays: lost, drivingDays }))
    .filter((cause) => cost(cause) > 0 || cause.drivingDays > 0)
    .sort((a, b) => cost(b) - cost(a) || (a.cause < b.cause ? -1 : 1));
  return { schemaVersion: SWEEP_SCHEMA_VERSION, ...cell, replications, censored, instants, lostMwDays, causes };
}

/** What most compute is lost to; without compute, the driver. */
export function topCauseOf(result: CellResult): CellCause | undefined {
  if (result.lostMwDays === null) return driverOf(result);
  const [top] = result.causes;
  return (top?.lostMwDays ?? 0) > 0 ? top : undefined;
}

/**
 * What takes the largest part of the driving path to the last compute (or the last finish), kinds of equipment and crews one by one.
 * Days before work may begin do not count.
 */
export function driverOf({ causes }: CellResult): CellCause | undefined {
  return causes
    .filter(({ cause, drivingDays }) => cause !== PLANNED_START && drivingDays > 0)
    .reduce<CellCause | undefined>((most, cause) => (most === undefined || cause.drivingDays > most.drivingDays ? cause : most), undefined);
}

function instant({ p10, p50, p80, p90, mean, meanAt, censored }: InstantSummary): CellInstant {
  return { p10, p50, p80, p90, mean, meanAt, censored };
}

function amountName(scope: string, share: number): string {
  return `${scope === '' ? '' : `${scope}/`}online ${Math.round(100 * share)} %`;
}

/** Everything that can be told of a cell of this plan. */
export function sweepMeasures(plan: Plan): string[] {
  const amounts = computeScopes(plan).flatMap((scope) => REPORTED_SHARES.map((share) => amountName(scope ?? '', share)));
  return [
    ...amounts,
    ...plan.milestones.map(({ id }) => id),
    MAKESPAN,
    ...(plan.compute.length > 0 ? [LOST_MW_DAYS] : []),
    TOP_CAUSE,
    DRIVING_CAUSE,
  ];
}

/** What is told where the file does not say: all compute, when each hall is online, what is lost and to what; of a network, its milestones and its end. */
export function defaultMeasures(plan: Plan): string[] {
  if (plan.compute.length === 0) return [...plan.milestones.map(({ id }) => id), MAKESPAN, TOP_CAUSE];
  const amounts = [...REPORTED_SHARES].reverse().map((share) => amountName('', share));
  return [
    ...amounts,
    ...plan.milestones.map(({ id }) => id).filter((id) => id.endsWith('/online')),
    LOST_MW_DAYS,
    TOP_CAUSE,
    DRIVING_CAUSE,
  ];
}

/** What is wrong with a name in the list of measures, or null. */
export function refuseMeasure(name: string, plan: Plan): { readonly message: string; readonly remedy: string } | null {
  const known = sweepMeasures(plan);
  if (known.includes(name)) return null;
  const spaced = name.replace(/\s+/g, ' ').replace(/(\d)%$/, '$1 %');
  if (known.includes(spaced)) return { message: `"${name}" is not written as results write it`, remedy: `write "${spaced}"` };
  const amount = known.find((candidate) => candidate.includes('online '));
  return {
    message: `no cell tells of "${name}"${didYouMean(name, known)}`,
    remedy: `name a milestone of the scenario, ${amount === undefined ? '' : `"${amount}", `}"${MAKESPAN}", ${plan.compute.length > 0 ? `"${LOST_MW_DAYS}", ` : ''}"${TOP_CAUSE}", or "${DRIVING_CAUSE}"`,
  };
}

/** Those of the measures that are instants, in order. */
export function instantMeasures({ measures }: SweepStudy): string[] {
  return measures.filter((name) => name !== LOST_MW_DAYS && name !== TOP_CAUSE && name !== DRIVING_CAUSE);
}
