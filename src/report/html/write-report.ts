/** The report of a run. Comes in: a finished study, or the folder that it left. Goes out: the text of report.html, the same for both. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { InvalidInput } from '../../base/problem.ts';
import { axisOrigin, parseDate, ticksPerReportUnit } from '../../base/time.ts';
import type { LeversOutcome } from '../../measure/levers.ts';
import { type Outcomes, SCHEMA_VERSION } from '../../measure/outcomes.ts';
import { CENSORED, columnsOf } from '../../measure/rows.ts';
import type { Plan } from '../../plan/plan.ts';
import { compile } from '../../scenario/compile.ts';
import { parseYaml } from '../../scenario/document.ts';
import { parseScenario } from '../../scenario/read-scenario.ts';
import type { StudyResult } from '../../study/study.ts';
import { endingMilestones, type ToldFutures, tellFutures } from '../../study/told-futures.ts';
import { pageParts } from './assets.ts';
import type { ReportInput } from './input.ts';
import { reportPage } from './page.ts';
import { citedFiles } from './reproduce.ts';

const LEVERS_FILE = 'levers.json';

/** What the manifest of a run says that a report needs. */
export interface ManifestPart {
  readonly scenarioDigest: string;
  readonly resultDigest: string;
  readonly files: Readonly<Record<string, string>>;
}

/** The report of a study that has just been played; `resolved` is the text of scenario.resolved.yaml. */
export function reportOfStudy({ outcomes, rows, plan, seedOf }: StudyResult, resolved: string, manifest: ManifestPart): string {
  const columns = columnsOf(plan);
  const ending = endingMilestones(plan).map((index) => rows.column(columns.milestone(index)));
  const ends = Float64Array.from({ length: rows.futures }, (_, future) => latest(ending.map((column) => column[future]!)));
  const nearest = outcomes.representative?.seed ?? seedOf(0);
  const told = tellFutures({ plan, ends, seedOf, nearest });
  return write({ outcomes, plan, told, resolved: parseYaml(resolved, '').data, levers: null, ...manifest });
}

/** The report of a run that left a folder, with the levers of another folder if one is named. Throws InvalidInput where a file is missing or not what it should be. */
export function reportOfRun(folder: string, leversFolder: string | null): string {
  const outcomes = json(folder, 'summary.json') as Outcomes;
  if (outcomes.schemaVersion !== SCHEMA_VERSION || typeof outcomes.milestones !== 'object')
    throw bad(
      join(folder, 'summary.json'),
      `the results have version ${outcomes.schemaVersion}, and this ttc reads version ${SCHEMA_VERSION}`,
      'run the scenario again',
    );
  const manifest = json(folder, 'manifest.json') as ManifestPart;
  const resolvedText = text(folder, 'scenario.resolved.yaml');
  const plan = planOf(resolvedText, join(folder, 'scenario.resolved.yaml'));
  const told = plan === null || outcomes.representative === null ? null : toldIn(folder, plan, outcomes.representative.seed);
  const own = existsSync(join(folder, LEVERS_FILE)) ? folder : null;
  const levers = leversFolder ?? own;
  return write({
    outcomes,
    plan,
    told,
    resolved: parseYaml(resolvedText, '').data,
    levers: levers === null ? null : (json(levers, LEVERS_FILE, A_LEVERS_FOLDER) as LeversOutcome),
    scenarioDigest: manifest.scenarioDigest,
    resultDigest: manifest.resultDigest,
    files: manifest.files,
  });
}

function write({ files, ...input }: ReportInput): string {
  return reportPage({ ...input, files: citedFiles(files) }, pageParts());
}

/** Null where this version cannot make a plan of it: the rest of the report does without. */
function planOf(resolved: string, file: string): Plan | null {
  try {
    return compile(parseScenario(resolved, file));
  } catch (error) {
    if (error instanceof InvalidInput) return null;
    throw error;
  }
}

/** The futures of replications.csv, played again. */
function toldIn(folder: string, plan: Plan, nearest: string): ToldFutures | null {
  const [head = '', ...lines] = text(folder, 'replications.csv').trimEnd().split('\n');
  const names = cells(head);
  const places = endingMilestones(plan).map((i) => names.indexOf(plan.milestones[i]!.id));
  const seeds: string[] = [];
  const ends = Float64Array.from(lines, (line) => {
    const row = cells(line);
    seeds.push(row[1] ?? '');
    return latest(places.map((place) => tickOf(plan, row[place] ?? '')));
  });
  return tellFutures({ plan, ends, seedOf: (future) => seeds[future]!, nearest });
}

function tickOf({ axis }: Plan, cell: string): number {
  if (cell === '') return CENSORED;
  const minutes = axis.kind === 'dated' ? parseDate(cell) : undefined;
  return minutes === undefined ? Math.round(Number(cell) * ticksPerReportUnit(axis)) : minutes - axisOrigin(axis);
}

function latest(ticks: readonly number[]): number {
  return ticks.includes(CENSORED) ? Number.POSITIVE_INFINITY : Math.max(...ticks);
}

/** A line of a table, with names in quotes where they hold commas. */
function cells(line: string): string[] {
  return [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
    ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? '',
  );
}

const A_RUN_FOLDER = 'name a folder that "ttc run" has left, such as out/<scenario>/<run id>';
const A_LEVERS_FOLDER = 'name a folder that "ttc levers" has left, such as out/<scenario>/levers/<run id>';

function json(folder: string, name: string, otherwise = A_RUN_FOLDER): unknown {
  try {
    return JSON.parse(text(folder, name, otherwise));
  } catch (error) {
    if (error instanceof SyntaxError) throw bad(join(folder, name), `this is not JSON (${error.message})`, 'run the scenario again');
    throw error;
  }
}

function text(folder: string, name: string, otherwise = A_RUN_FOLDER): string {
  const file = join(folder, name);
  if (!existsSync(file)) throw bad(file, 'there is no such file', otherwise);
  return readFileSync(file, 'utf8');
}

function bad(file: string, message: string, remedy: string): InvalidInput {
  return new InvalidInput([{ path: [], message, remedy, place: { file, line: 1, column: 1, excerpt: '' } }]);
}
