/**
 * Scenarios made of several files. Comes in: a parsed file that may name others under "include:". Goes out: one document, as if
 * everything stood in that file, in which each thing still knows the file it stands in. It does not know what the keys mean.
 *
 * Maps are merged, key by key. What a file says itself goes before what it includes; two files included side by side may repeat
 * each other, but not differ. A file takes away what it includes by writing null for it. What a file says of itself alone (its
 * name, its start, its rule of dispatch) is not included.
 */
import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { Path, Place, Problem } from '../base/problem.ts';
import { parseYaml, type YamlDocument } from './document.ts';

type Data = Readonly<Record<string, unknown>>;

/** Keys by which a file speaks of itself: they are not included. */
export const OF_THE_FILE: readonly string[] = [
  'scenario',
  'title',
  'description',
  'as_of',
  'backtest',
  'start',
  'until',
  'dispatch',
  'expect',
  'calendar',
  'include',
  'latency_ceilings',
  'time_unit',
];

interface Included {
  readonly document: YamlDocument;
  /** Texts of the files that were included, by file as named. */
  readonly texts: ReadonlyMap<string, string>;
}

/** `read`: gives the text of a file, or throws InvalidInput. A shape of "include:" that cannot be read is left to the schema. */
export function withIncludes(document: YamlDocument, read: (file: string) => string, within: readonly string[] = []): Included {
  const names = isMap(document.data) ? namesOf(document.data) : null;
  if (names === null || document.problems.length > 0) return { document, texts: new Map() };
  const chain = [...within, resolve(document.file)];
  const problems: Problem[] = [];
  const texts = new Map<string, string>();
  const documents: YamlDocument[] = [];
  for (const [i, name] of names.entries()) {
    const at: Path = isMap(document.data) && Array.isArray(document.data.include) ? ['include', i] : ['include'];
    const file = join(dirname(document.file), name);
    const wrong = chain.includes(resolve(file))
      ? { message: `"${name}" includes this file, which includes it`, remedy: 'let one of them do without the other' }
      : existsSync(file)
        ? null
        : { message: `there is no file "${name}" beside this one`, remedy: 'write its path as seen from the folder of this file' };
    if (wrong !== null) {
      problems.push({ path: at, ...wrong, place: document.place(at, 'value') });
      continue;
    }
    const text = read(file);
    const included = withIncludes(parseYaml(text, file), read, chain);
    texts.set(name, text);
    for (const [inner, innerText] of included.texts) texts.set(`${name}: ${inner}`, innerText);
    problems.push(...included.document.problems);
    if (included.document.problems.length === 0 && !isMap(included.document.data))
      problems.push({
        path: at,
        message: `"${name}" is not a map of keys`,
        remedy: 'include a file with keys such as "sites:" or "regions:"',
        place: document.place(at, 'value'),
      });
    documents.push(included.document);
  }
  const { include: _, ...own } = document.data as Data;
  const merged = documents.reduce<Data>((data, { data: other }) => merge(data, shared(other)), {});
  for (const { path, files } of differences(documents, own))
    problems.push({
      path,
      message: `${files.join(' and ')} say different things of "${path.join('.')}"`,
      remedy: 'say here which of them holds',
      place: document.place(['include'], 'key'),
    });
  return {
    document: {
      file: document.file,
      data: merge(own, merged),
      problems,
      place: (path, part) => placeIn([document, ...documents], path, part),
    },
    texts,
  };
}

function isMap(value: unknown): value is Data {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function namesOf({ include }: Data): readonly string[] | null {
  if (typeof include === 'string') return [include];
  return Array.isArray(include) && include.every((name) => typeof name === 'string') ? (include as string[]) : null;
}

function shared(data: unknown): Data {
  return Object.fromEntries(Object.entries(isMap(data) ? data : {}).filter(([key]) => !OF_THE_FILE.includes(key)));
}

/** What the first says, and what only the second says; null in the first takes away what the second says. */
function merge(first: Data, second: Data): Data {
  const isTaken = (key: string): boolean => first[key] === null && Object.hasOwn(second, key);
  const both = [...new Set([...Object.keys(first), ...Object.keys(second)])].filter((key) => !isTaken(key));
  return Object.fromEntries(
    both.map((key) => {
      const [a, b] = [first[key], second[key]];
      return [key, isMap(a) && isMap(b) ? merge(a, b) : Object.hasOwn(first, key) ? a : b];
    }),
  );
}

interface Difference {
  readonly path: Path;
  readonly files: readonly string[];
}

/** Where two included files differ, and the including file says nothing. */
function differences(documents: readonly YamlDocument[], own: Data): Difference[] {
  return documents.flatMap((a, i) =>
    documents
      .slice(i + 1)
      .flatMap((b) => differing(shared(a.data), shared(b.data), own, []).map((path) => ({ path, files: [a.file, b.file] }))),
  );
}

function differing(a: Data, b: Data, own: unknown, path: Path): Path[] {
  return Object.keys(a).flatMap((key) => {
    if (!Object.hasOwn(b, key)) return [];
    const here = [...path, key];
    const said = isMap(own) ? own[key] : undefined;
    const [x, y] = [a[key], b[key]];
    if (isMap(x) && isMap(y)) return differing(x, y, said, here);
    return said !== undefined || isDeepStrictEqual(x, y) ? [] : [here];
  });
}

/** In the file that reaches furthest along the path; of those that reach as far, in the first. */
function placeIn(documents: readonly YamlDocument[], path: Path, part: 'key' | 'value'): Place {
  const reaches = documents.map(({ data }) => reach(data, path));
  return (documents[reaches.indexOf(Math.max(...reaches))] as YamlDocument).place(path, part);
}

function reach(data: unknown, path: Path): number {
  let node: unknown = data;
  for (const [depth, key] of path.entries()) {
    if (typeof node !== 'object' || node === null || !Object.hasOwn(node, key)) return depth;
    node = (node as Readonly<Record<string | number, unknown>>)[key];
  }
  return path.length;
}
