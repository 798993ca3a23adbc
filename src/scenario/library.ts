/**
 * Building blocks by name: `library/<kind>/<name>.yaml`, looked for beside the scenario first and in the package after that.
 * Only what a scenario names is read.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { z } from 'zod';
import { didYouMean } from '../base/nearest.ts';
import { packageRoot } from '../base/package-root.ts';
import type { Path, Problem } from '../base/problem.ts';
import { parseYaml } from './document.ts';
import { LIBRARY_SCHEMAS, type LibraryKind } from './schema.ts';
import { validate } from './validate.ts';

export interface LibraryReader {
  /** The entry of that name; what is wrong with it, or that there is none, is added to `problems` once. `own`: names of the file. */
  readonly find: <K extends LibraryKind>(
    kind: K,
    name: string,
    namedAt: Path,
    own: Iterable<string>,
  ) => z.output<(typeof LIBRARY_SCHEMAS)[K]> | undefined;
  readonly has: (kind: LibraryKind, name: string) => boolean;
  readonly problems: Problem[];
  /** Names that no entry was made of. */
  readonly notFound: Set<string>;
  /** Files that were read, for the digest. */
  readonly texts: Map<string, string>;
}

/** Folders that may hold a library, nearest first. */
export function libraryFolders(scenarioFile: string): string[] {
  return [...new Set([join(dirname(scenarioFile), 'library'), join(packageRoot(), 'scenarios', 'library')])].filter((folder) =>
    existsSync(folder),
  );
}

/** Entries without mistakes that were read before, by kind and name, for many scenarios that find the same folders. */
export type Shelf = Map<string, { readonly text: string; readonly data: unknown }>;

/** `leftOut`: names that need not be looked for, since the file has them, but with mistakes. */
export function libraryReader(
  folders: readonly string[],
  place: (path: Path) => Problem['place'],
  leftOut: ReadonlySet<string>,
  shelf: Shelf = new Map(),
): LibraryReader {
  const problems: Problem[] = [];
  const texts = new Map<string, string>();
  const known = new Map<string, unknown>();
  const notFound = new Set<string>();

  /** Names hold no slash, so no name leads out of the folder. */
  function fileOf(kind: LibraryKind, name: string): string | undefined {
    return folders.map((folder) => join(folder, kind, `${name}.yaml`)).find((candidate) => existsSync(candidate));
  }

  function load(kind: LibraryKind, name: string, namedAt: Path, own: Iterable<string>): unknown {
    const file = fileOf(kind, name);
    if (file === undefined && leftOut.has(name)) return undefined;
    if (file === undefined) {
      const names = [...own, ...folders.flatMap((folder) => namesIn(join(folder, kind)))];
      const at = place(namedAt);
      problems.push({
        path: namedAt,
        message: `there is no ${NOUNS[kind]} "${name}", neither in this file nor in the library${didYouMean(name, names)}`,
        remedy: `use one of ${[...new Set(names)].sort().join(', ')}, or define it under "${KEYS[kind]}:"`,
        ...(at === undefined ? {} : { place: at }),
      });
      return undefined;
    }
    const key = `${kind}/${name}`;
    const shelved = shelf.get(key);
    const text = shelved?.text ?? readFileSync(file, 'utf8');
    texts.set(key, text);
    if (shelved !== undefined) return shelved.data;
    const document = parseYaml(text, file);
    problems.push(...document.problems);
    if (document.problems.length > 0) return undefined;
    const result = validate(LIBRARY_SCHEMAS[kind], document.data);
    problems.push(...result.problems.map((problem) => ({ ...problem, place: document.place(problem.path, 'key') })));
    if (result.problems.length === 0) shelf.set(key, { text, data: result.data });
    return result.data;
  }

  return {
    problems,
    texts,
    has: (kind, name) => fileOf(kind, name) !== undefined,
    notFound,
    find(kind, name, namedAt, own) {
      const key = `${kind}/${name}`;
      if (!known.has(key)) known.set(key, load(kind, name, namedAt, own));
      if (known.get(key) === undefined) notFound.add(name);
      return known.get(key) as never;
    },
  };
}

const NOUNS = {
  calendars: 'calendar',
  climates: 'climate',
  equipment: 'equipment',
  generators: 'generator',
  'power-stages': 'kind of stage',
  'power-routes': 'route',
  gpus: 'GPU model',
  halls: 'template',
  vendors: 'vendor',
} as const;
const KEYS = {
  calendars: 'calendars',
  climates: 'climates',
  equipment: 'equipment',
  generators: 'generators',
  'power-stages': 'power_stages',
  'power-routes': 'power_routes',
  gpus: 'gpu_models',
  halls: 'templates',
  vendors: 'vendors',
} as const;

function namesIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => file.slice(0, -'.yaml'.length));
}

/** Every entry of a library folder, with its title. */
export function libraryEntries(folder: string): { readonly kind: LibraryKind; readonly name: string; readonly title: string }[] {
  return (Object.keys(LIBRARY_SCHEMAS) as LibraryKind[]).flatMap((kind) =>
    namesIn(join(folder, kind))
      .sort()
      .map((name) => {
        const data = parseYaml(readFileSync(join(folder, kind, `${name}.yaml`), 'utf8'), name).data as {
          title?: string;
          label?: string;
        } | null;
        return { kind, name, title: data?.title ?? data?.label ?? name };
      }),
  );
}
