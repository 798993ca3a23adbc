/** From what zod says to what a person can use: one problem per mistake, with a guess at what was meant and a remedy. */
import type { z } from 'zod';
import { didYouMean, nearest } from '../base/nearest.ts';
import type { Path, Problem } from '../base/problem.ts';
import { descriptionAt, knownKeys } from './known-keys.ts';

export type Issue = z.core.$ZodIssue;

/** A union's issue is replaced by those of the branch whose shape the value has. */
export function unfold(issue: Issue, data: unknown): Issue[] {
  const path = issue.path as Path;
  if (issue.code !== 'invalid_union') return [issue];
  const branches = (issue.errors as Issue[][]).filter((branch) => branch.length > 0);
  const meant = branches.find((branch) => !hasWrongShape(branch)) ?? branches[0] ?? [];
  return meant.flatMap((inner) => unfold({ ...inner, path: [...path, ...inner.path] } as Issue, data));
}

/** Whether what a branch of a union says is that the value is something else altogether: text instead of a map. */
function hasWrongShape(branch: readonly Issue[]): boolean {
  return branch.some((issue) => {
    if (issue.path.length > 0) return false;
    if (issue.code === 'custom') return (issue.params as { wrongShape?: boolean } | undefined)?.wrongShape === true;
    if (issue.code === 'invalid_union') return (issue.errors as Issue[][]).every(hasWrongShape);
    return issue.code === 'invalid_type';
  });
}

/** What must be left out for the issue to go away. */
export function pathsOf(issue: Issue): Path[] {
  const path = issue.path as Path;
  return issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...path, key]) : [path];
}

/** Where the keys would stand that unknown ones were probably meant to be. */
export function guessesOf(issue: Issue, schema: z.ZodType): Path[] {
  if (issue.code !== 'unrecognized_keys') return [];
  const path = issue.path as Path;
  const known = knownKeys(schema, path);
  return issue.keys.flatMap((key) => {
    const guess = nearest(key, known);
    return guess === undefined ? [] : [[...path, guess]];
  });
}

export function problemsOf(issue: Issue, schema: z.ZodType, data: unknown): Problem[] {
  const path = issue.path as Path;
  if (issue.code === 'unrecognized_keys') {
    const known = knownKeys(schema, path);
    return issue.keys.map((key) => unknownKey([...path, key], key, known));
  }
  const value = valueAt(data, path);
  if (value === undefined) return [missing(issue, path, schema)];
  switch (issue.code) {
    case 'invalid_type':
      return [invalidType(issue, path, value, schema)];
    case 'invalid_value': {
      const values = issue.values.map(String);
      return [
        {
          path,
          message: `${shown(value)} is not one of the values allowed here${didYouMean(String(value), values)}`,
          remedy: oneOf(values),
        },
      ];
    }
    case 'invalid_key': {
      const inner = issue.issues[0];
      const { remedy } = (inner?.code === 'custom' ? (inner.params ?? {}) : {}) as { remedy?: string };
      if (inner?.code === 'invalid_value') return [unknownKey(path, String(path.at(-1)), inner.values.map(String))];
      return [{ path, message: inner?.message ?? 'this name is not allowed', remedy: remedy ?? 'choose another name' }];
    }
    case 'custom': {
      const { remedy, missing: isMissing } = (issue.params ?? {}) as { remedy?: string; missing?: true };
      return [{ path, message: issue.message, remedy: remedy ?? SEE_SCHEMA, ...(isMissing === true ? { missing: true } : {}) }];
    }
    case 'too_small':
    case 'too_big':
      return [outOfRange(issue, path, value)];
    default:
      return [{ path, message: issue.message, remedy: SEE_SCHEMA }];
  }
}

const SEE_SCHEMA = 'see "ttc schema" for what is allowed here';

function unknownKey(path: Path, key: string, known: readonly string[]): Problem {
  const guess = nearest(key, known);
  const others = known.length > 0 ? `remove it, or use one of ${known.join(', ')}` : 'remove it';
  return {
    path,
    message: `unknown key "${key}"${didYouMean(key, known)}`,
    remedy: guess === undefined ? others : `write "${guess}", or remove it`,
  };
}

function missing(issue: Issue, path: Path, schema: z.ZodType): Problem {
  const key = path.at(-1);
  const message = `"${key}" is missing`;
  const add = `add "${key}:"`;
  const { remedy } = (issue.code === 'custom' ? (issue.params ?? {}) : {}) as { remedy?: string };
  if (remedy !== undefined) return { path, message, remedy: `${add} and ${remedy}` };
  if (issue.code === 'invalid_value') return { path, message, remedy: `${add} and ${oneOf(issue.values.map(String))}` };
  const expected = issue.code === 'invalid_type' ? issue.expected : 'string';
  const shape = expected === 'string' ? '' : `, ${SHAPES[expected] ?? expected}`;
  const description = descriptionAt(schema, path);
  const meaning = description === undefined ? '' : `: ${description.charAt(0).toLowerCase()}${description.slice(1).replace(/\.$/, '')}`;
  return { path, message, remedy: `${add}${shape}${meaning}` };
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

function invalidType(issue: Extract<Issue, { code: 'invalid_type' }>, path: Path, value: unknown, schema: z.ZodType): Problem {
  const wanted = SHAPES[issue.expected] ?? issue.expected;
  if (issue.expected === 'number') {
    if (typeof value === 'string')
      return { path, message: `${shown(value)} is not a bare number`, remedy: 'write a number without a unit here' };
    if (typeof value === 'number') return { path, message: `${value} is not a finite number`, remedy: 'write a finite number' };
  }
  return {
    path,
    message: `this should be ${wanted}, not ${shown(value)}`,
    remedy: `${remedyForShape(issue.expected, wanted, value, knownKeys(schema, path))}${value === null ? ', or remove the key' : ''}`,
  };
}

function remedyForShape(expected: string, wanted: string, value: unknown, keys: readonly string[]): string {
  if (expected === 'string' && typeof value !== 'object') return `put it in quotes: "${String(value)}"`;
  if (expected === 'object' && keys.length > 0) return `write a map; its keys are ${keys.join(', ')}`;
  if (expected === 'record') return 'write a map of names, each with what belongs to it';
  if (expected === 'array' && value !== null) return 'write a list, such as [...], even of one entry';
  return `write ${wanted}`;
}

function outOfRange(issue: Extract<Issue, { code: 'too_small' | 'too_big' }>, path: Path, value: unknown): Problem {
  const isSmall = issue.code === 'too_small';
  const limit = isSmall ? issue.minimum : issue.maximum;
  if (issue.origin === 'array') {
    const count = (value as readonly unknown[]).length;
    const entries = `${limit} ${Number(limit) === 1 ? 'entry' : 'entries'}`;
    return {
      path,
      message: count === 0 ? 'this list is empty' : `this list has ${count} ${count === 1 ? 'entry' : 'entries'}`,
      remedy: `write ${isSmall ? 'at least' : 'at most'} ${entries}`,
    };
  }
  if (issue.origin === 'string') return { path, message: 'this text is empty', remedy: 'write something, or remove the key' };
  const bound = isSmall
    ? issue.inclusive === false
      ? `more than ${limit}`
      : `${limit} or more`
    : issue.inclusive === false
      ? `less than ${limit}`
      : `${limit} or less`;
  return { path, message: `${shown(value)} is out of range`, remedy: `write a number of ${bound}` };
}

function oneOf(values: readonly string[]): string {
  return values.length === 1 ? `use "${values[0]}"` : `use one of ${values.join(', ')}`;
}

/** A value as a message speaks of it. */
function shown(value: unknown): string {
  if (value === null) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a map';
  return typeof value === 'string' ? JSON.stringify(value) : String(value);
}

/** The value at a path, or undefined. */
export function valueAt(data: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, key)
        ? (value as Record<string | number, unknown>)[key]
        : undefined,
    data,
  );
}
