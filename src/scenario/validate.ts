/**
 * From what zod says to what a person can use: one problem per mistake, with the place, a guess at what was meant, and a
 * remedy. Mistakes that can be left out are left out, so that the rest of the file is still checked.
 */
import type { z } from 'zod';
import { didYouMean, nearest } from '../base/nearest.ts';
import { type Path, type Problem, startsWith, withoutConsequences } from '../base/problem.ts';

type Issue = z.core.$ZodIssue;

export interface Validated<T> {
  /** The data, if it could be read at all, possibly after leaving out what was wrong. */
  readonly data: T | undefined;
  readonly problems: readonly Problem[];
}

/** Rounds of leaving out what is wrong before giving up on checking the rest. */
const ROUNDS = 4;

export function validate<T extends z.ZodType>(schema: T, data: unknown, prefix: Path = []): Validated<z.output<T>> {
  let rest = data;
  const problems: Problem[] = [];
  const dropped: Path[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const result = schema.safeParse(rest);
    if (result.success) return { data: result.data, problems: unique(problems) };
    const issues = result.error.issues.flatMap((issue) => unfold(issue, rest));
    // What is amiss only because a mistake was left out is not the user's.
    const own = issues.filter((issue) => !dropped.some((path) => startsWith(path, issue.path as Path)));
    for (const issue of own)
      problems.push(...problemsOf(issue, schema, rest).map((problem) => ({ ...problem, path: [...prefix, ...problem.path] })));
    const next = withoutMistakes(rest, issues);
    if (next === undefined) break;
    dropped.push(...next.dropped);
    rest = next.data;
  }
  return { data: undefined, problems: unique(problems) };
}

/** A union's issue is replaced by those of the branch whose shape the value has. */
function unfold(issue: Issue, data: unknown): Issue[] {
  const path = issue.path as Path;
  if (issue.code !== 'invalid_union') return [issue];
  const branches = issue.errors as Issue[][];
  const meant = branches.find((branch) => branch.length > 0 && !branch.some((inner) => inner.path.length === 0 && isWrongShape(inner)));
  const chosen = meant ?? branches[0] ?? [];
  return chosen.flatMap((inner) => unfold({ ...inner, path: [...path, ...inner.path] } as Issue, data));
}

function isWrongShape(issue: Issue): boolean {
  if (issue.code === 'custom') return (issue.params as { wrongShape?: boolean } | undefined)?.wrongShape === true;
  return issue.code === 'invalid_type';
}

function problemsOf(issue: Issue, schema: z.ZodType, data: unknown): Problem[] {
  const path = issue.path as Path;
  switch (issue.code) {
    case 'unrecognized_keys': {
      const known = knownKeys(schema, path);
      return issue.keys.map((key) => ({
        path: [...path, key],
        message: `unknown key "${key}"${didYouMean(key, known)}`,
        remedy: known.length > 0 ? remedyForKey(key, known) : 'remove it',
      }));
    }
    case 'invalid_type':
      return [invalidType(issue, path, data)];
    case 'invalid_value': {
      const values = issue.values.map(String);
      const given = String(at(data, path));
      if (at(data, path) === undefined)
        return [{ path, message: `"${path.at(-1)}" is missing`, remedy: `add it: one of ${values.join(', ')}` }];
      return [
        {
          path,
          message: `"${given}" is not one of the values allowed here${didYouMean(given, values)}`,
          remedy: `use one of ${values.join(', ')}`,
        },
      ];
    }
    case 'invalid_key': {
      const inner = issue.issues[0];
      return [{ path, message: inner?.message ?? 'this name is not allowed', remedy: 'choose another name' }];
    }
    case 'custom': {
      const { remedy, missing } = (issue.params ?? {}) as { remedy?: string; missing?: true };
      if (at(data, path) === undefined)
        return [{ path, message: `"${path.at(-1)}" is missing`, remedy: remedy === undefined ? 'add it' : `add it: ${remedy}` }];
      return [{ path, message: issue.message, remedy: remedy ?? 'see "ttc schema"', ...(missing === true ? { missing } : {}) }];
    }
    case 'too_small':
    case 'too_big': {
      const limit =
        issue.code === 'too_small'
          ? `at least ${issue.inclusive === false ? 'more than ' : ''}${issue.minimum}`
          : `at most ${issue.maximum}`;
      return [
        {
          path,
          message: `${JSON.stringify(at(data, path))} is out of range`,
          remedy: issue.origin === 'array' || issue.origin === 'string' ? 'write at least one entry' : `write a number of ${limit}`,
        },
      ];
    }
    case 'invalid_format':
      return [{ path, message: `"${String(at(data, path))}": ${issue.message}`, remedy: 'write it in that form' }];
    default:
      return [{ path, message: issue.message, remedy: 'see "ttc schema" for what is allowed here' }];
  }
}

function remedyForKey(key: string, known: readonly string[]): string {
  const guess = nearest(key, known);
  return guess === undefined ? `remove it, or use one of ${known.join(', ')}` : `write "${guess}", or remove it`;
}

const SHAPES: Readonly<Record<string, string>> = {
  object: 'a map',
  record: 'a map',
  array: 'a list',
  string: 'text',
  number: 'a number',
  boolean: 'true or false',
  tuple: 'a list',
};

function invalidType(issue: Extract<Issue, { code: 'invalid_type' }>, path: Path, data: unknown): Problem {
  const value = at(data, path);
  const wanted = SHAPES[issue.expected] ?? issue.expected;
  if (value === undefined) return { path, message: `"${path.at(-1)}" is missing`, remedy: `add it: ${wanted}` };
  if (issue.expected === 'number' && typeof value === 'string') {
    return { path, message: `"${value}" is not a bare number`, remedy: 'write a number without a unit here' };
  }
  return { path, message: `this should be ${wanted}, not ${shapeOf(value)}`, remedy: `write ${wanted}` };
}

function shapeOf(value: unknown): string {
  if (value === null) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'a map' : `${JSON.stringify(value)}`;
}

/** The value at a path, or undefined. */
function at(data: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (value, key) => (typeof value === 'object' && value !== null ? (value as Record<string | number, unknown>)[key] : undefined),
    data,
  );
}

/** The data without the entries that the issues are about, or undefined when nothing could be left out. */
function withoutMistakes(
  data: unknown,
  issues: readonly Issue[],
): { readonly data: unknown; readonly dropped: readonly Path[] } | undefined {
  const copy: unknown = structuredClone(data);
  const paths = issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...(issue.path as Path), key]) : [issue.path as Path],
  );
  const dropped = paths.filter((path) => drop(copy, path));
  return dropped.length > 0 ? { data: copy, dropped } : undefined;
}

function drop(data: unknown, path: Path): boolean {
  const parent = at(data, path.slice(0, -1));
  const key = path.at(-1);
  if (key === undefined || typeof parent !== 'object' || parent === null || !(key in parent)) return false;
  // Taking an entry out of a list would move the places of those after it.
  if (Array.isArray(parent)) return false;
  return delete (parent as Record<string | number, unknown>)[key];
}

function unique(problems: readonly Problem[]): Problem[] {
  const seen = new Set<string>();
  return withoutConsequences(problems).filter((problem) => {
    const key = JSON.stringify([problem.path, problem.message]);
    return seen.has(key) ? false : seen.add(key);
  });
}

/** Keys that are allowed in the map at a path. */
function knownKeys(schema: z.ZodType, path: Path): string[] {
  let candidates: z.core.$ZodType[] = [schema];
  for (const key of path) candidates = candidates.flatMap((candidate) => step(candidate, key));
  return [...new Set(candidates.flatMap(keysOf))];
}

type Definition = {
  type: string;
  shape?: Record<string, z.core.$ZodType>;
  innerType?: z.core.$ZodType;
  options?: z.core.$ZodType[];
  valueType?: z.core.$ZodType;
  element?: z.core.$ZodType;
  getter?: () => z.core.$ZodType;
  items?: z.core.$ZodType[];
};

function open(schema: z.core.$ZodType): Definition[] {
  const definition = schema._zod.def as unknown as Definition;
  if (definition.innerType !== undefined) return open(definition.innerType);
  if (definition.getter !== undefined) return open(definition.getter());
  if (definition.options !== undefined) return definition.options.flatMap(open);
  return [definition];
}

function step(schema: z.core.$ZodType, key: string | number): z.core.$ZodType[] {
  return open(schema).flatMap((definition) => {
    const next = definition.shape?.[String(key)] ?? definition.valueType ?? definition.element;
    return next === undefined ? [] : [next];
  });
}

function keysOf(schema: z.core.$ZodType): string[] {
  return open(schema).flatMap((definition) => Object.keys(definition.shape ?? {}));
}
