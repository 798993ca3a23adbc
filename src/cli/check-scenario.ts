/** One scenario and what it is held to, made ready: expectations from every side, its baseline, and which futures. */
import { existsSync } from 'node:fs';
import { InvalidInput, type Problem } from '../base/problem.ts';
import type { Pairing } from '../measure/paired.ts';
import type { Baseline } from '../plan/baseline.ts';
import type { Plan } from '../plan/plan.ts';
import { parseSeed, type Seed } from '../random/world.ts';
import { baselineFileOf, readBaseline } from '../scenario/baseline-file.ts';
import { compile } from '../scenario/compile.ts';
import { expectationsOf, type PlacedExpectation } from '../scenario/gate-file.ts';
import { readScenario, type Scenario } from '../scenario/read-scenario.ts';
import { headlineOf, missingIn, movedFrame } from '../study/baseline.ts';
import { type Gate, resolveGate } from '../study/gate-resolve.ts';

/** What a scenario with a baseline is held to if nothing is said of it. */
const BY_DEFAULT = 'no worse than baseline by more than 7 d';

export interface ReadyToCheck {
  readonly scenario: Scenario;
  readonly plan: Plan;
  readonly gates: readonly { readonly gate: Gate; readonly place: PlacedExpectation['place'] }[];
  /** `notes`: how its frame differs from that of the scenario. */
  readonly baseline: { readonly file: string; readonly content: Baseline; readonly notes: readonly string[] } | null;
  readonly seed: Seed;
  readonly pairing: Pairing;
}

/**
 * `given`: from gate files and the command line. `seed`: if asked for. Null if nothing is expected of the scenario and it has no baseline.
 * Throws InvalidInput with every problem.
 */
export function readyToCheck(
  file: string,
  given: readonly PlacedExpectation[],
  seed: string | undefined,
  baselineFile?: string,
): ReadyToCheck | null {
  const scenario = readScenario(file);
  const plan = compile(scenario);
  const beside = baselineFile ?? baselineFileOf(file);
  const isThere = baselineFile !== undefined || existsSync(beside);
  const own = expectationsOf(scenario);
  const asked = [...own, ...given];
  const comparesAnyhow = asked.some(({ expectation }) => expectation.kind === 'baseline');
  const expectations: readonly PlacedExpectation[] =
    isThere && !comparesAnyhow ? [...asked, { text: BY_DEFAULT, expectation: { kind: 'baseline', what: null, by: '7 d' } }] : asked;
  if (expectations.length === 0) return null;
  const content = isThere ? readBaseline(beside) : null;
  const inBaseline = ({ message, remedy }: Pick<Problem, 'message' | 'remedy'>): Problem => ({
    path: [],
    message,
    remedy,
    place: { file: beside, line: 1, column: 1, excerpt: '' },
  });
  const problems: Problem[] = content === null ? [] : unfit(content, scenario.name, plan, file).map(inBaseline);
  // A baseline that is not of this scenario has nothing else to be told of.
  if (problems.length > 0) throw new InvalidInput(problems);
  const toHold = headlineOf(
    plan,
    own.map(({ expectation }) => expectation),
  );
  const gates = expectations.flatMap(({ text, expectation, place }) => {
    const resolved = resolveGate(text, expectation, plan, content);
    const isOfAll = expectation.kind === 'baseline' && expectation.what === null;
    if (resolved.ok) {
      const { gate } = resolved;
      return [{ gate: isOfAll && content !== null ? { ...gate, missing: missingIn(content, toHold) } : gate, place }];
    }
    problems.push(
      ...resolved.problems.map((problem) => {
        if (problem.of === 'baseline') return inBaseline(problem);
        const { message, remedy } = problem;
        return place === undefined
          ? { path: ['--expect'], message: `${file}: in "${text}": ${message}`, remedy }
          : { path: ['expect'], message, remedy, place };
      }),
    );
    return [];
  });
  if (problems.length > 0) throw new InvalidInput(problems);
  const first = seedOf(seed ?? content?.seed ?? 'study');
  const held = content === null ? null : seedOf(content.seed);
  const pairing = held !== null && held.text === first.text && held.index === first.index ? 'paired' : 'unpaired';
  const baseline = content === null ? null : { file: beside, content, notes: movedFrame(plan, content) };
  return { scenario, plan, gates, baseline, seed: first, pairing };
}

/** Why a baseline is not one of this scenario, if it is not. */
function unfit(baseline: Baseline, scenario: string, plan: Plan, file: string): Pick<Problem, 'message' | 'remedy'>[] {
  const remedy = `run "ttc baseline update ${file}"`;
  if ((baseline.start === null) !== (plan.axis.kind === 'plain'))
    return [{ message: 'the baseline is of a network without dates, and the scenario has dates, or the other way round', remedy }];
  if (baseline.scenario !== scenario)
    return [{ message: `the baseline is of "${baseline.scenario}", and the scenario is "${scenario}"`, remedy }];
  if (Object.keys(baseline.milestones).length + Object.keys(baseline.amounts).length === 0)
    return [{ message: 'the baseline holds nothing to compare with', remedy }];
  return [];
}

function seedOf(text: string): Seed {
  const parsed = parseSeed(text);
  if (!parsed.ok) throw new InvalidInput([{ path: ['--seed'], message: parsed.message, remedy: parsed.remedy }]);
  return parsed.seed;
}
