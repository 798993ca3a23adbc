/** What a report is made from. Comes in: a run, just finished or read back from its folder. */
import type { LeversOutcome } from '../../measure/levers.ts';
import type { Outcomes } from '../../measure/outcomes.ts';
import type { Plan } from '../../plan/plan.ts';
import type { ToldFutures } from '../../study/told-futures.ts';

export interface ReportInput {
  readonly outcomes: Outcomes;
  /** The scenario with every default filled in, as plain data. */
  readonly resolved: unknown;
  readonly scenarioDigest: string;
  /** SHA-256 of the files of results, by name; those of charts and of the report itself are left out. */
  readonly files: Readonly<Record<string, string>>;
  readonly resultDigest: string;
  /** Null where the scenario does not compile with this version. */
  readonly plan: Plan | null;
  /** Futures of the run, played again; null where they cannot be. */
  readonly told: ToldFutures | null;
  readonly levers: LeversOutcome | null;
}
