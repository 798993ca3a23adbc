/** Baselines as files: JSON, one value for each future, wrapped so that a change shows as few lines. Text in, a Baseline out; and back. */
import { byPlace, InvalidInput } from '../base/problem.ts';
import { BASELINE_VERSION, type Baseline } from '../plan/baseline.ts';
import { parseYaml } from './document.ts';
import { baselineSchema } from './gate-schema.ts';
import { readText } from './read-scenario.ts';
import { validate } from './validate.ts';

const MAKE = 'make it anew with "ttc baseline update <scenario>"';

/** `scenarios/campus.yaml` has its baseline in `scenarios/campus.baseline.json`. */
export function baselineFileOf(scenarioFile: string): string {
  return `${scenarioFile.replace(/\.ya?ml$/, '')}.baseline.json`;
}

/** Throws InvalidInput with every problem of the file, sorted by place. */
export function readBaseline(file: string): Baseline {
  // JSON is YAML, and the doorway knows where everything stands.
  const document = parseYaml(readText(file, 'baseline'), file);
  if (document.problems.length > 0) throw new InvalidInput(document.problems.map((problem) => ({ ...problem, remedy: MAKE })));
  if (typeof document.data !== 'object' || document.data === null || Array.isArray(document.data))
    throw new InvalidInput([{ path: [], message: 'a baseline is a map of keys', remedy: MAKE, place: document.place([], 'key') }]);
  const { data, problems } = validate(baselineSchema(), document.data);
  const found = problems.map((problem) => ({ ...problem, place: document.place(problem.path, 'key') }));
  if (data === undefined || found.length > 0) throw new InvalidInput(found.sort(byPlace));
  const { baselineVersion: _, ...baseline } = data;
  return baseline;
}

/** The text of the file. Equal baselines have equal bytes. */
export function writeBaseline(baseline: Baseline): string {
  const { scenario, tool, scenarioDigest, libraryDigest, start, until, seed, futures, milestones, amounts, drivingDays } = baseline;
  const head = { scenario, tool, scenarioDigest, libraryDigest, start, until, seed, futures };
  const parts = [
    `"baselineVersion": ${BASELINE_VERSION}`,
    ...Object.entries(head).map(([key, value]) => `${JSON.stringify(key)}: ${JSON.stringify(value)}`),
    `"drivingDays": ${indent(JSON.stringify(drivingDays, null, 2))}`,
    `"milestones": ${columns(milestones)}`,
    `"amounts": ${columns(amounts)}`,
  ];
  return `{\n${parts.map((part) => `  ${part}`).join(',\n')}\n}\n`;
}

function indent(text: string): string {
  return text.replaceAll('\n', '\n  ');
}

const VALUES_PER_LINE = 20;

function columns(all: Readonly<Record<string, readonly (number | null)[]>>): string {
  const written = Object.entries(all).map(([name, values]) => {
    const lines: string[] = [];
    for (let i = 0; i < values.length; i += VALUES_PER_LINE)
      lines.push(
        `      ${values
          .slice(i, i + VALUES_PER_LINE)
          .map(String)
          .join(', ')}`,
      );
    return `    ${JSON.stringify(name)}: [\n${lines.join(',\n')}\n    ]`;
  });
  return written.length === 0 ? '{}' : `{\n${written.join(',\n')}\n  }`;
}
