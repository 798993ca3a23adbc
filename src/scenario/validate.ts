/**
 * Checks data against a schema. Mistakes that can be left out are left out, so that the rest of the file is still checked and
 * everything that is wrong is told at once.
 */
import type { z } from 'zod';
import { type Path, type Problem, pathKey, withoutConsequences } from '../base/problem.ts';
import { guessesOf, pathsOf, problemsOf, unfold, valueAt } from './issues.ts';

export interface Validated<T> {
  /** The data, if it could be read at all, possibly after leaving out what was wrong. */
  readonly data: T | undefined;
  readonly problems: readonly Problem[];
  /** What was left out, and the names of it and of what lies within. */
  readonly leftOut: LeftOut;
}

export interface LeftOut {
  readonly paths: readonly Path[];
  readonly names: ReadonlySet<string>;
}

/** What takes the place of keys at the top that cannot be done without, so that the rest is still checked. */
export type StandIns = Readonly<Record<string, unknown>>;

/** Rounds of leaving out what is wrong before giving up on checking the rest. */
const ROUNDS = 16;

export function validate<T extends z.ZodType>(schema: T, data: unknown, standIns: StandIns = {}): Validated<z.output<T>> {
  let rest = data;
  const problems: Problem[] = [];
  const dropped: Path[] = [];
  const names = new Set<string>();
  const leftOut: LeftOut = { paths: dropped, names };
  /** Where the keys would stand that misspelt ones were meant to be. */
  const guesses = new Set<string>();
  /** What was left out, and all that holds it. */
  const touched = new Set<string>();
  for (let round = 0; round < ROUNDS; round++) {
    const result = schema.safeParse(rest);
    if (result.success) return { data: result.data, problems: unique(problems), leftOut };
    const issues = result.error.issues.flatMap((issue) => unfold(issue, rest));
    for (const guess of issues.flatMap((issue) => guessesOf(issue, schema))) guesses.add(pathKey(guess));
    const withUnknownKeys = new Set(issues.filter(({ code }) => code === 'unrecognized_keys').map(({ path }) => pathKey(path as Path)));
    for (const issue of issues) {
      const path = issue.path as Path;
      const key = pathKey(path);
      // What is amiss only because a mistake was left out is not the user's, nor is what is there under a misspelt key.
      // The rest of a map may not add up only because a key of it is unknown.
      const isConsequence = touched.has(key) || (issue.code === 'custom' && withUnknownKeys.has(key));
      const isMisspelt = valueAt(rest, path) === undefined && guesses.has(key);
      if (!isConsequence && !isMisspelt) problems.push(...problemsOf(issue, schema, rest));
    }
    const next = withoutMistakes(rest, issues.flatMap(pathsOf), standIns);
    if (next.dropped.length === 0) break;
    for (const path of next.dropped) for (const name of namesWithin(path.at(-1), valueAt(rest, path))) names.add(name);
    dropped.push(...next.dropped);
    for (const path of next.dropped) for (let depth = 0; depth <= path.length; depth++) touched.add(pathKey(path.slice(0, depth)));
    rest = next.data;
  }
  return { data: undefined, problems: unique(problems), leftOut };
}

/** The data without the entries at the paths, or, where one cannot be taken out alone, without what holds it. */
function withoutMistakes(
  data: unknown,
  paths: readonly Path[],
  standIns: StandIns,
): { readonly data: unknown; readonly dropped: readonly Path[] } {
  const copy: unknown = structuredClone(data);
  const dropped: Path[] = [];
  const gone = new Set<string>();
  for (const path of paths) {
    if (path.some((_, i) => gone.has(pathKey(path.slice(0, i + 1))))) continue;
    for (let depth = path.length; depth > 0; depth--) {
      const candidate = path.slice(0, depth);
      if (!drop(copy, candidate, standIns)) continue;
      dropped.push(candidate);
      gone.add(pathKey(candidate));
      break;
    }
  }
  return { data: copy, dropped };
}

function drop(data: unknown, path: Path, standIns: StandIns): boolean {
  const parent = valueAt(data, path.slice(0, -1));
  const key = path.at(-1);
  // Taking an entry out of a list would move the places of those after it.
  if (key === undefined || typeof parent !== 'object' || parent === null || Array.isArray(parent)) return false;
  const map = parent as Record<string | number, unknown>;
  if (path.length === 1 && Object.hasOwn(standIns, key) && map[key] !== standIns[key]) {
    map[key] = standIns[key];
    return true;
  }
  return Object.hasOwn(map, key) && delete map[key];
}

/** A key and all the keys below it: what somebody may name who does not know that it was left out. */
function namesWithin(key: string | number | undefined, value: unknown): string[] {
  const below =
    typeof value !== 'object' || value === null
      ? []
      : Object.entries(value).flatMap(([inner, entry]) => namesWithin(Array.isArray(value) ? undefined : inner, entry));
  return key === undefined ? below : [String(key), ...below];
}

function unique(problems: readonly Problem[]): Problem[] {
  const seen = new Set<string>();
  return withoutConsequences(problems).filter((problem) => {
    const key = JSON.stringify([problem.path, problem.message]);
    return seen.has(key) ? false : seen.add(key);
  });
}
