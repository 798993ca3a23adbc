/** What `ttc check` says as one document: for --json, JUnit, summaries and annotations, which cannot disagree since all are made from it. */
import type { Place } from '../base/problem.ts';
import type { Pairing } from '../measure/paired.ts';
import { excess } from '../study/finding-excess.ts';
import type { Finding, GateOutcome, GateVerdict } from '../study/gate-outcome.ts';

export const CHECK_SCHEMA_VERSION = 1;

export interface CheckedGate extends GateOutcome {
  /** Where the expectation stands; null on the command line or by default. */
  readonly place: Pick<Place, 'file' | 'line'> | null;
}

export interface CheckedBaseline {
  readonly file: string;
  readonly futures: number;
  /** Name and version of the tool that made it. */
  readonly tool: string;
  readonly pairing: Pairing;
  /** What is another than when it was made. */
  readonly changed: readonly ('tool' | 'library' | 'scenario')[];
  /** Whether the start or the horizon has moved since, in words. */
  readonly notes: readonly string[];
}

export interface CheckedScenario {
  readonly scenario: string;
  readonly file: string;
  readonly verdict: GateVerdict;
  /** Futures that were played. */
  readonly futures: number;
  readonly seed: string;
  /** Null: there is none, or none was needed. */
  readonly baseline: CheckedBaseline | null;
  readonly gates: readonly CheckedGate[];
  /** Paths of charts; empty unless results were asked for. */
  readonly charts: readonly string[];
  readonly seconds: number;
}

export interface CheckResult {
  readonly schemaVersion: typeof CHECK_SCHEMA_VERSION;
  readonly tool: string;
  readonly verdict: GateVerdict;
  readonly exitCode: number;
  readonly scenarios: readonly CheckedScenario[];
  /** Files that were named, of which nothing is expected and which have no baseline. */
  readonly notChecked: readonly string[];
}

/** A finding with what it belongs to. */
export interface PlacedFinding {
  readonly scenario: CheckedScenario;
  readonly gate: CheckedGate;
  readonly finding: Finding;
}

/** Regressions, then broken limits, then what is undecided; within each what is furthest beyond its limit. What passed is left out. */
export function worstFirst({ scenarios }: Pick<CheckResult, 'scenarios'>): PlacedFinding[] {
  return scenarios
    .flatMap((scenario) =>
      scenario.gates
        .flatMap((gate) => gate.findings.map((finding) => ({ scenario, gate, finding })))
        // The place within its own scenario: of what is equally bad, every scenario comes to its turn.
        .map((placed, turn) => ({ placed, turn })),
    )
    .filter(({ placed }) => placed.finding.verdict !== 'pass')
    .sort((a, b) => badness(a.placed) - badness(b.placed) || compareExcess(a.placed.finding, b.placed.finding) || a.turn - b.turn)
    .map(({ placed }) => placed);
}

function badness({ gate, finding }: PlacedFinding): number {
  if (finding.verdict === 'undecided') return 2;
  return gate.kind === 'regression' ? 0 : 1;
}

function compareExcess(a: Finding, b: Finding): number {
  const [of, than] = [excess(a), excess(b)];
  return of === than ? 0 : than - of;
}

/** `the scenario and the library have changed since the baseline; the start has moved ...` in so many words. */
export function changeWords({ changed, tool, notes }: CheckedBaseline, now: string): string {
  const words = changed.map((what) => (what === 'tool' ? `the tool (${tool}, now ${now})` : `the ${what}`));
  const unchanged = 'nothing has changed since the baseline: neither the tool, nor the library, nor the scenario';
  const all = words.length === 1 ? words[0] : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
  const what = words.length === 0 ? unchanged : `${all} ${words.length === 1 ? 'has' : 'have'} changed since the baseline`;
  return [what, ...notes].join('; ');
}

/** Of an interval, such as `97.5 %`. */
export function confidenceWords({ confidence }: Pick<Finding, 'confidence'>): string {
  return `${Math.round(1000 * confidence) / 10} %`;
}
