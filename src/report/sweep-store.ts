/**
 * Where the results of a sweep are kept while it goes on and after: one small file for each cell, each either all there or not at
 * all, so that nothing that is done is lost and nothing half done is taken for done. Comes in: results. Goes out: results.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { InvalidInput } from '../base/problem.ts';
import { type CellResult, SWEEP_SCHEMA_VERSION, type SweepStudy } from '../measure/sweep.ts';
import { writeWhole } from './write-file.ts';

/** Says what the sweep is; written before the first cell. */
export const STUDY_FILE = 'sweep.json';
/** Written last: where it stands, the tree is finished. */
export const MANIFEST_FILE = 'manifest.json';
const CELLS = 'cells';

/** The folder of a sweep: named by what its cells are made of, so that another base, seed or tool never meets its results. */
export function sweepFolder(out: string, { sweep, tool, scenarioDigest, seed, futures, luck }: SweepStudy): string {
  const makings = JSON.stringify([tool, scenarioDigest, seed, futures, luck]);
  const id = process.getBuiltinModule('node:crypto').createHash('sha256').update(makings).digest('hex').slice(0, 12);
  return join(out, 'sweeps', sweep, id);
}

export function cellFile(id: string): string {
  return join(CELLS, `${id}.json`);
}

export function isFinished(folder: string): boolean {
  return existsSync(join(folder, MANIFEST_FILE));
}

/** The results in a folder of those cells, by id; `madeFrom` says of what each must be made. What cannot be read is not there. */
export function keptResults(folder: string, madeFrom: ReadonlyMap<string, string>): Map<string, CellResult> {
  const kept = new Map<string, CellResult>();
  const known = existsSync(join(folder, CELLS)) ? new Set(readdirSync(join(folder, CELLS))) : new Set<string>();
  for (const [id, makings] of madeFrom) {
    if (!known.has(`${id}.json`)) continue;
    const result = readResult(join(folder, cellFile(id)));
    if (result?.id === id && result.madeFrom === makings) kept.set(id, result);
  }
  return kept;
}

/** Null: it is not a result as this version of the tool writes them. */
export function readResult(file: string): CellResult | null {
  try {
    const result = JSON.parse(readFileSync(file, 'utf8')) as CellResult | null;
    return result?.schemaVersion === SWEEP_SCHEMA_VERSION ? result : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/** Makes the folder ready for results of this study; what was finished there before is not finished any more. */
export function openStore(folder: string, study: SweepStudy): void {
  mkdirSync(join(folder, CELLS), { recursive: true });
  rmSync(join(folder, MANIFEST_FILE), { force: true });
  writeWhole(join(folder, STUDY_FILE), studyText(study));
}

export function keepResult(folder: string, result: CellResult): void {
  writeWhole(join(folder, cellFile(result.id)), `${JSON.stringify(result)}\n`);
}

/** Whether a path within the folder is a cell that can be read, of this sweep or of another of the same name and base. */
export function isResult(folder: string, path: string): boolean {
  const [, id] = /^cells[\\/]([0-9a-f]{12})\.json$/.exec(path) ?? [];
  return id !== undefined && readResult(join(folder, path))?.id === id;
}

export function studyText(study: SweepStudy): string {
  return `${JSON.stringify(study, null, 1)}\n`;
}

/** The study that a folder holds results of. Throws InvalidInput where there is none that this version of the tool can read. */
export function readStudy(folder: string): SweepStudy {
  const file = join(folder, STUDY_FILE);
  const refuse = (message: string, remedy: string): never => {
    throw new InvalidInput([{ path: [], message, remedy, place: { file, line: 1, column: 1, excerpt: '' } }]);
  };
  let study: SweepStudy | null;
  try {
    study = JSON.parse(readFileSync(file, 'utf8')) as SweepStudy | null;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return refuse('this is not JSON', 'name a folder that "ttc sweep" has written');
  }
  if (study?.schemaVersion !== SWEEP_SCHEMA_VERSION)
    return refuse('this is not a sweep as this version of ttc writes it', 'name a folder that this version of "ttc sweep" has written');
  // Both become names of files: what was tampered with must not reach outside the folder.
  const isSound = /^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(study.sweep) && study.cells.every(({ id }) => /^[0-9a-f]{12}$/.test(id));
  return isSound ? study : refuse('its names are not those that "ttc sweep" gives', 'name a folder that "ttc sweep" has written');
}
