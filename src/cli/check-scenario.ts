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
import { type Gate, resolveGate } from '../study/gate-resolve.ts';

/** What a scenario with a baseline is held to if nothing is said of it. */
const BY_DEFAULT = 'no worse than baseline by more than 7 d';

export interface ReadyToCheck {
  readonly scenario: Scenario;
  readonly plan: Plan;
  readonly gates: readonly { readonly gate: Gate; readonly place: PlacedExpectation['place'] }[];
  readonly baseline: { readonly file: string; readonly content: Baseline } | null;
  readonly seed: Seed;
  readonly pairing: Pairing;
}

/** `given`: from gate files and the command line. `seed`: if asked for. Throws InvalidInput with every problem. */
export function readyToCheck(
  file: string,
  given: readonly PlacedExpectation[],
  seed: string | undefined,
  baselineFile?: string,
): ReadyToCheck {
  const scenario = readScenario(file);
  const plan = compile(scenario);
  const beside = baselineFile ?? baselineFileOf(file);
  const isThere = baselineFile !== undefined || existsSync(beside);
  const asked = [...expectationsOf(scenario), ...given];
  const comparesAnyhow = asked.some(({ expectation }) => expectation.kind === 'baseline');
  const expectations: readonly PlacedExpectation[] =
    isThere && !comparesAnyhow ? [...asked, { text: BY_DEFAULT, expectation: { kind: 'baseline', what: null, by: '7 d' } }] : asked;
  if (expectations.length === 0)
    throw new InvalidInput([
      {
        path: [],
        message: 'nothing is expected of this scenario, and it has no baseline',
        remedy: 'add "expect:" to it, give --gates or --expect, or make a baseline with "ttc baseline update"',
        place: scenario.place([]),
      },
    ]);
  const content = isThere ? readBaseline(beside) : null;
  const problems: Problem[] = [];
  if (content !== null && (content.start === null) !== (plan.axis.kind === 'plain'))
    problems.push({
      path: [],
      message: 'the baseline is of a network without dates, and the scenario has dates, or the other way round',
      remedy: `run "ttc baseline update ${file}"`,
      place: { file: beside, line: 1, column: 1, excerpt: '' },
    });
  const gates = expectations.flatMap(({ text, expectation, place }) => {
    const resolved = resolveGate(text, expectation, plan, content);
    if (resolved.ok) return [{ gate: resolved.gate, place }];
    // What is wrong with everything that a baseline holds is wrong with the baseline.
    const isOfBaseline = isThere && expectation.kind === 'baseline' && expectation.what === null;
    problems.push(
      ...resolved.problems.map(({ message, remedy }) =>
        isOfBaseline
          ? { path: [], message, remedy, place: { file: beside, line: 1, column: 1, excerpt: '' } }
          : place === undefined
            ? { path: ['--expect'], message: `${file}: in "${text}": ${message}`, remedy }
            : { path: ['expect'], message, remedy, place },
      ),
    );
    return [];
  });
  if (problems.length > 0) throw new InvalidInput(problems);
  const first = seedOf(seed ?? content?.seed ?? 'study');
  const held = content === null ? null : seedOf(content.seed);
  const pairing = held !== null && held.text === first.text && held.index === first.index ? 'paired' : 'unpaired';
  return { scenario, plan, gates, baseline: content === null ? null : { file: beside, content }, seed: first, pairing };
}

function seedOf(text: string): Seed {
  const parsed = parseSeed(text);
  if (!parsed.ok) throw new InvalidInput([{ path: ['--seed'], message: parsed.message, remedy: parsed.remedy }]);
  return parsed.seed;
}
