/** The report of a folder that a command has left, whichever command it was. Comes in: the path. Goes out: text. Throws InvalidInput on any other folder. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { InvalidInput } from '../../base/problem.ts';
import { BACKTEST_SCHEMA_VERSION, type Backtest } from '../../measure/backtest.ts';
import { COMPARISON_SCHEMA_VERSION, type Comparison } from '../../measure/comparison.ts';
import { LEVERS_SCHEMA_VERSION, type LeversOutcome } from '../../measure/levers.ts';
import { SENSITIVITY_SCHEMA_VERSION, type SensitivityOutcomes } from '../../measure/sensitivity/outcomes.ts';
import type { CellResult } from '../../measure/sweep.ts';
import { cellFile, MANIFEST_FILE, readResult, readStudy, STUDY_FILE } from '../sweep-store.ts';
import { pageParts } from './assets.ts';
import { backtestPage } from './backtest-page.ts';
import { comparisonPage } from './comparison-page.ts';
import { leversPage } from './levers-page.ts';
import { citedFiles, type Made } from './reproduce.ts';
import { sensitivityPage } from './sensitivity-page.ts';
import { sweepPage } from './sweep-page.ts';
import { reportOfRun } from './write-report.ts';

interface FolderKind {
  /** The file by which a folder is known. */
  readonly file: string;
  readonly command: string;
  readonly report: (folder: string, levers: string | null) => string;
}

/** A run's comes first: it may hold what its levers are, too. */
const KINDS: readonly FolderKind[] = [
  { file: 'summary.json', command: 'ttc run', report: reportOfRun },
  { file: STUDY_FILE, command: 'ttc sweep', report: reportOfSweep },
  {
    file: 'comparison.json',
    command: 'ttc compare',
    report: (folder) => comparisonPage(read<Comparison>(folder, 'comparison.json', COMPARISON_SCHEMA_VERSION), madeOf(folder), pageParts()),
  },
  {
    file: 'levers.json',
    command: 'ttc levers',
    report: (folder) => leversPage(read<LeversOutcome>(folder, 'levers.json', LEVERS_SCHEMA_VERSION), madeOf(folder), pageParts()),
  },
  {
    file: 'sensitivity.json',
    command: 'ttc sensitivity',
    report: (folder) =>
      sensitivityPage(read<SensitivityOutcomes>(folder, 'sensitivity.json', SENSITIVITY_SCHEMA_VERSION), madeOf(folder), pageParts()),
  },
  {
    file: 'backtest.json',
    command: 'ttc backtest',
    report: (folder) => backtestPage(read<Backtest>(folder, 'backtest.json', BACKTEST_SCHEMA_VERSION), madeOf(folder), pageParts()),
  },
];

/** `levers`: a folder of `ttc levers` that is to be told in the report of a run. */
export function reportOfFolder(folder: string, levers: string | null): string {
  const kind = KINDS.find(({ file }) => existsSync(join(folder, file)));
  if (kind === undefined)
    throw bad(
      folder,
      existsSync(folder) ? 'this folder holds no results that a report can be made of' : 'there is no such folder',
      `name the folder that ${listed(KINDS.map(({ command }) => `"${command}"`))} has left, the one with ${listed(KINDS.map(({ file }) => file))} in it`,
    );
  if (levers !== null && kind.report !== reportOfRun)
    throw bad(
      folder,
      `--levers belongs to the report of a run, and "${kind.command}" left this`,
      'leave out --levers, or name the folder of a run',
    );
  return kind.report(folder, levers);
}

/** Also of a sweep that goes on, or that was stopped. */
function reportOfSweep(folder: string): string {
  const study = readStudy(folder);
  const results = new Map<string, CellResult>();
  for (const { id } of study.cells) {
    const file = join(folder, cellFile(id));
    const result = existsSync(file) ? readResult(file) : null;
    if (result !== null && result.id === id) results.set(id, result);
  }
  if (results.size === 0) throw bad(folder, 'no cell of this sweep has been played yet', 'play it with "ttc sweep"');
  return sweepPage({ study, results }, madeOf(folder), pageParts());
}

function read<T extends { readonly schemaVersion: number }>(folder: string, name: string, version: T['schemaVersion']): T {
  const file = join(folder, name);
  const value = json(file) as T | null;
  if (value?.schemaVersion !== version)
    throw bad(
      file,
      `the results have version ${value?.schemaVersion}, and this ttc reads version ${version}`,
      'make them again with this version',
    );
  return value;
}

/** Of a sweep that goes on there is no manifest yet. */
function madeOf(folder: string): Made {
  const file = join(folder, MANIFEST_FILE);
  if (!existsSync(file)) return { files: {}, command: null };
  const { files, command } = json(file) as { readonly files?: Readonly<Record<string, string>>; readonly command?: unknown };
  return { files: citedFiles(files ?? {}), command: typeof command === 'string' ? command : null };
}

function json(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    if (error instanceof SyntaxError) throw bad(file, `this is not JSON (${error.message})`, 'make the results again');
    throw error;
  }
}

function listed(names: readonly string[]): string {
  return `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`;
}

function bad(file: string, message: string, remedy: string): InvalidInput {
  return new InvalidInput([{ path: [], message, remedy, place: { file, line: 1, column: 1, excerpt: '' } }]);
}
