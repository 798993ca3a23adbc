/**
 * A result folder of `ttc run` read back: its outcomes and the dates of every future. Comes in: the path of the folder. Goes out:
 * a side of a comparison. Throws InvalidInput on a folder that is none, or whose files do not go together.
 */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { InvalidInput } from '../base/problem.ts';
import { type PlainUnit, parseDate, type TimeAxis, ticksPerPlainUnit, ticksPerReportUnit } from '../base/time.ts';
import type { Side } from '../measure/comparison.ts';
import { type Outcomes, SCHEMA_VERSION } from '../measure/outcomes.ts';
import { CENSORED } from '../measure/rows.ts';

/** The column of replications.csv that is no date. */
export const LOST_COLUMN = 'lost MW-days';

const FILES = ['summary.json', 'replications.csv', 'manifest.json'] as const;

const NO_DATES: ReadonlySet<string> = new Set(['future', 'seed', LOST_COLUMN]);
/** `until` as a day is played to its end. */
const LAST_MINUTE = 1439;

export function isFolder(path: string): boolean {
  return existsSync(path) && statSync(path).isDirectory();
}

export function readResults(folder: string): Side {
  const refuse = (message: string, remedy: string, file = folder): never => {
    throw new InvalidInput([{ path: [], message, remedy, place: { file, line: 1, column: 1, excerpt: '' } }]);
  };
  const missing = FILES.filter((file) => !existsSync(join(folder, file)));
  if (missing.length > 0)
    refuse(
      `this is no result folder of "ttc run": it has no ${missing.join(', no ')}`,
      'name a folder such as out/<scenario>/<run id>, or two scenario files',
    );
  const json = (file: (typeof FILES)[number]): unknown => {
    try {
      return JSON.parse(readFileSync(join(folder, file), 'utf8'));
    } catch (error) {
      return refuse(`this is no JSON (${(error as Error).message})`, 'run the scenario again', join(folder, file));
    }
  };
  const outcomes = json('summary.json') as Outcomes;
  const { scenarioDigest } = json('manifest.json') as { readonly scenarioDigest: string };
  if (outcomes.schemaVersion !== SCHEMA_VERSION)
    refuse(
      `these results have schema version ${outcomes.schemaVersion}, and this version of ttc reads ${SCHEMA_VERSION}`,
      'run the scenario again with this version, or compare with the version that wrote both',
    );
  const rows = csvRows(readFileSync(join(folder, 'replications.csv'), 'utf8'));
  const [head = [], ...futures] = rows;
  if (futures.length !== outcomes.replications)
    refuse(
      `summary.json tells of ${outcomes.replications} futures, but replications.csv has ${futures.length}`,
      'run the scenario again',
      join(folder, 'replications.csv'),
    );
  const axis: TimeAxis =
    outcomes.start === null ? { kind: 'plain', unit: outcomes.unit as PlainUnit } : { kind: 'dated', start: outcomes.start };
  const origin = outcomes.start === null ? 0 : (parseDate(outcomes.start) as number);
  const tickOf = (cell: string): number => {
    if (cell === '') return CENSORED;
    return axis.kind === 'plain' ? Math.round(Number(cell) * ticksPerPlainUnit(axis.unit)) : (parseDate(cell) as number) - origin;
  };
  const seedAt = head.indexOf('seed');
  const lostAt = head.indexOf(LOST_COLUMN);
  const horizon = tickOf(String(outcomes.until)) + (axis.kind === 'dated' && !String(outcomes.until).includes('T') ? LAST_MINUTE : 0);
  const dates = new Map(
    head.flatMap((name, column) =>
      NO_DATES.has(name) ? [] : [[name, Int32Array.from(futures, (cells) => tickOf(cells[column] ?? ''))] as const],
    ),
  );
  return {
    label: folder,
    outcomes,
    dates,
    seeds: futures.map((cells) => cells[seedAt] ?? ''),
    // Results from before the column was written do not know.
    lostMwDays: lostAt < 0 ? null : Float64Array.from(futures, (cells) => Number(cells[lostAt])),
    lostUntil: horizon,
    origin,
    horizon,
    ticksPerUnit: ticksPerReportUnit(axis),
    scenarioDigest,
  };
}

/** RFC 4180, without line ends inside cells: names of milestones have none. */
function csvRows(text: string): string[][] {
  return text
    .split(/\r?\n/)
    .filter((line) => line !== '')
    .map((line) =>
      line.includes('"')
        ? [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map((match) => match[1]?.replaceAll('""', '"') ?? match[2] ?? '')
        : line.split(','),
    );
}
