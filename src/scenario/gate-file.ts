/**
 * The front door for expectations: those of a scenario's own block and those of a gate file become parsed lines, each with its place.
 * Comes in: a file. Goes out: expectations, or all problems at once. Names of milestones and causes are checked against the plan later.
 */
import { byPlace, InvalidInput, type Place } from '../base/problem.ts';
import { type Expectation, parseExpectation } from '../plan/expectation.ts';
import { parseYaml } from './document.ts';
import { keysOf } from './file-kind.ts';
import { gateFileSchema } from './gate-schema.ts';
import { readText, type Scenario } from './read-scenario.ts';
import { validate } from './validate.ts';

export interface PlacedExpectation {
  /** As written. */
  readonly text: string;
  readonly expectation: Expectation;
  /** Where it stands; absent on the command line. */
  readonly place?: Place;
}

export interface GateFile {
  readonly expectations: readonly PlacedExpectation[];
  readonly reps: number | undefined;
  readonly maxReps: number | undefined;
}

/** What a scenario expects of itself. Empty if it says nothing. */
export function expectationsOf(scenario: Scenario): PlacedExpectation[] {
  const { expect } = scenario.content.fields;
  return placed(expect, (path) => scenario.place(path));
}

/** Throws InvalidInput with every problem of the file, sorted by place. */
export function readGateFile(file: string): GateFile {
  const document = parseYaml(readText(file, 'gate'), file);
  if (document.problems.length > 0)
    throw new InvalidInput(
      document.problems.map((problem) =>
        problem.message === 'the file is empty' ? { ...problem, remedy: 'write "expect:" and what is expected' } : problem,
      ),
    );
  const { data, problems } = validate(gateFileSchema(), keysOf(document, 'gates'));
  const found = problems.map((problem) => ({ ...problem, place: document.place(problem.path, 'key') }));
  if (data === undefined || found.length > 0) throw new InvalidInput(found.sort(byPlace));
  return { expectations: placed(data.expect, (path) => document.place(path, 'value')), reps: data.reps, maxReps: data.max_reps };
}

function placed(expect: string | readonly string[] | undefined, place: (path: (string | number)[]) => Place): PlacedExpectation[] {
  if (expect === undefined) return [];
  const at = (i: number): (string | number)[] => (typeof expect === 'string' ? ['expect'] : ['expect', i]);
  return (typeof expect === 'string' ? [expect] : expect).map((text, i) => {
    const parsed = parseExpectation(text);
    if (!parsed.ok) throw new Error(`an expectation that cannot be read passed the schema: ${text}`);
    return { text: text.trim(), expectation: parsed.expectation, place: place(at(i)) };
  });
}
