/**
 * The front door for input: a file or a text becomes a Scenario, checked in shape, with everything it names from the library.
 * All problems are told at once, each with its place.
 */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { byPlace, InvalidInput, type Path, type Place, type Problem } from '../base/problem.ts';
import { parseDate } from '../base/time.ts';
import type { Library } from '../trades/site.ts';
import { parseYaml, type YamlDocument } from './document.ts';
import { keysOf } from './file-kind.ts';
import { withIncludes } from './include.ts';
import { type LibraryReader, libraryFolders, libraryReader, type Shelf } from './library.ts';
import { type Override, overridden, placeOfOverride } from './override.ts';
import { findPowerBlocks } from './power-blocks.ts';
import { type DatedScenario, datedScenarioSchema, type PlainScenario, plainScenarioSchema } from './schema.ts';
import { findSupplyBlocks } from './supply-blocks.ts';
import { type LeftOut, validate } from './validate.ts';

/** A scenario in the user's own terms: validated, defaults filled in, quantities still as written. */
export interface Scenario {
  readonly name: string;
  readonly file: string;
  readonly content: { readonly kind: 'dated'; readonly fields: DatedScenario } | { readonly kind: 'plain'; readonly fields: PlainScenario };
  readonly library: Library;
  /** Calendars the scenario defines or names from the library. */
  readonly calendars: DatedScenario['calendars'];
  /** SHA-256 of the file and of every library file it uses, in hexadecimal. */
  readonly digest: string;
  /** The same apart: of the file, what it includes and what overrides it; and of the library entries it uses. */
  readonly digests: { readonly own: string; readonly library: string };
  readonly place: (path: Path) => Place;
  /** Problems found so far: shape. Compile adds what it finds and tells them all. */
  readonly problems: readonly Problem[];
  /** Names of what is in the file, or should be in the library, but was left out for a problem. */
  readonly leftOut: ReadonlySet<string>;
}

/** A file of more than this is not a scenario. Bytes. */
const LARGEST_FILE = 64 * 1024 * 1024;

/**
 * Reads a scenario file. Throws InvalidInput if nothing can be made of it; lesser mistakes are kept in `problems`, and compile
 * tells them together with what it finds itself.
 */
export function readScenario(file: string, overrides: readonly Override[] = []): Scenario {
  return parseScenario(readText(file), file, overrides);
}

/** The text of a file in the user's hands; `what` it should be, for messages. Throws InvalidInput where there is none. */
export function readText(file: string, what = 'scenario'): string {
  const fail = (message: string, remedy: string): never => {
    throw new InvalidInput([{ path: [], message, remedy, place: { file, line: 1, column: 1, excerpt: '' } }]);
  };
  try {
    const stats = statSync(file);
    if (stats.isDirectory()) return fail(`this is a folder, not a ${what} file`, nameOneOf(file, what));
    if (stats.isCharacterDevice() || stats.isBlockDevice()) return fail(`this is a device, not a ${what} file`, `name a ${what} file`);
    if (stats.size > LARGEST_FILE)
      return fail(`the file is too large (${stats.size} bytes)`, `a ${what} has at most ${LARGEST_FILE} bytes; split it`);
    return decode(readFileSync(file), file);
  } catch (error) {
    if (error instanceof InvalidInput) throw error;
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT' || code === 'ENOTDIR')
      return fail('there is no such file', what === 'scenario' ? 'check the path; "ttc init" writes an example' : 'check the path');
    return fail(`the file cannot be read (${code ?? (error as Error).message})`, 'check its permissions');
  }
}

/** UTF-8 without its byte order mark. */
function decode(bytes: Uint8Array, file: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    const before = new TextDecoder('utf-8').decode(bytes).split('\uFFFD')[0] ?? '';
    const lines = before.split('\n');
    throw new InvalidInput([
      {
        path: [],
        message: 'this is not text in UTF-8',
        remedy: 'save the file as UTF-8; a scenario is a text file',
        place: { file, line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1, excerpt: '' },
      },
    ]);
  }
}

function nameOneOf(folder: string, what: string): string {
  const example = readdirSync(folder).find((file) => file.endsWith('.yaml'));
  return example === undefined ? `name a ${what} file` : `name a file in it, such as ${join(folder, example)}`;
}

/** The same for text; `file` names it in messages and says where its library lies. */
export function parseScenario(text: string, file = 'scenario.yaml', overrides: readonly Override[] = []): Scenario {
  return variantsOf(text, file)(overrides);
}

/** The same for many variants of one text, which is taken apart but once. Throws InvalidInput if that cannot be done. */
export function variantsOf(text: string, file: string): (overrides: readonly Override[]) => Scenario {
  const { document: written, texts } = withIncludes(parseYaml(text, file), (included) => readText(included));
  if (written.problems.length > 0) throw new InvalidInput(written.problems);
  const shelf: Shelf = new Map();
  return (overrides) => variantOf({ written, texts, text, file, shelf }, overrides);
}

interface Taken {
  readonly written: YamlDocument;
  readonly texts: ReadonlyMap<string, string>;
  readonly text: string;
  readonly file: string;
  readonly shelf: Shelf;
}

function variantOf({ written, texts, text, file, shelf }: Taken, overrides: readonly Override[]): Scenario {
  const { data, problems: misplaced } = overridden(written.data, overrides);
  if (misplaced.length > 0) throw new InvalidInput(misplaced.map((problem) => ({ place: written.place([], 'key'), ...problem })));
  const place: YamlDocument['place'] = (path, part) => placeOfOverride(overrides, path) ?? written.place(path, part);
  const document: YamlDocument = { ...written, data, place };
  const keys = keysOf(document, 'scenario');
  const isPlain = 'time_unit' in keys;
  const result = isPlain
    ? validate(plainScenarioSchema(), keys, { scenario: STAND_IN_NAME })
    : validate(datedScenarioSchema(), keys, { scenario: STAND_IN_NAME, ...standInDates(keys) });
  const problems = result.problems
    .map((problem) => (isPlain ? explainedForNetworks(problem) : problem))
    .map((problem) => ({ ...problem, place: document.place(problem.path, 'key') }));
  if (result.data === undefined) throw new InvalidInput(problems.sort(byPlace));
  const reader = libraryReader(libraryFolders(file), (path) => document.place(path, 'value'), result.leftOut.names, shelf);
  const content = (isPlain ? { kind: 'plain', fields: result.data } : { kind: 'dated', fields: result.data }) as Scenario['content'];
  const named =
    content.kind === 'dated'
      ? fromLibrary(content.fields, reader, result.leftOut)
      : {
          library: {
            templates: new Map(),
            equipment: new Map(),
            models: new Map(),
            vendors: new Map(),
            power: { stages: new Map(), routes: new Map(), generators: new Map() },
            climates: new Map(),
            ownTemplates: new Set<string>(),
          },
          calendars: {},
        };
  const ownText = (): string => [text, ...texts.values(), ...overrides.map(({ path, value }) => JSON.stringify([path, value]))].join('\0');
  return {
    name: content.fields.scenario,
    file,
    content,
    ...named,
    get digest() {
      return digestOf(ownText(), reader);
    },
    get digests() {
      return { own: digestOf(ownText(), null), library: digestOf('', reader) };
    },
    leftOut: new Set([...result.leftOut.names, ...reader.notFound]),
    place: (path) => placeOf(document, path),
    problems: [...problems, ...reader.problems],
  };
}

/** A key that dated scenarios have is not unknown, but out of place in a plain network. */
function explainedForNetworks(problem: Problem): Problem {
  const [key, ...below] = problem.path;
  const isKeyOf = ({ shape }: { readonly shape: object }): boolean => key !== undefined && Object.hasOwn(shape, key);
  if (below.length > 0 || isKeyOf(plainScenarioSchema()) || !isKeyOf(datedScenarioSchema())) return problem;
  return {
    ...problem,
    message: `"${key}" belongs to scenarios with dates; this is a plain network, since it has "time_unit"`,
    remedy: 'remove it; or remove "time_unit", and write dates and units',
  };
}

const STAND_IN_NAME = 'scenario';

/** A start and a horizon for a scenario without one, far enough apart for the rest of the file to be checked. */
function standInDates(data: object): { readonly start: string; readonly until: string } {
  const { start, until } = data as { start?: unknown; until?: unknown };
  const from = yearOf(start) ?? (yearOf(until) ?? 2040) - 20;
  return { start: `${from}-01-01`, until: `${Math.min(9999, from + 20)}-12-31` };
}

function yearOf(date: unknown): number | undefined {
  return typeof date === 'string' && parseDate(date) !== undefined ? Math.max(1020, Number(date.slice(0, 4))) : undefined;
}

function placeOf(document: YamlDocument, path: Path): Place {
  return document.place(path, 'key');
}

/** The module is asked for here, not imported: it is slow to load, and checking a file needs no digest. */
function digestOf(text: string, reader: LibraryReader | null): string {
  const hash = process.getBuiltinModule('node:crypto').createHash('sha256').update(text);
  for (const [name, entry] of [...(reader?.texts ?? [])].sort(([a], [b]) => (a < b ? -1 : 1))) hash.update(`\0${name}\0${entry}`);
  return hash.digest('hex');
}

/** Collects everything the scenario names and does not define itself. */
function fromLibrary(
  fields: DatedScenario,
  reader: LibraryReader,
  leftOut: LeftOut,
): { readonly library: Library; readonly calendars: DatedScenario['calendars'] } {
  const templates = new Map(Object.entries(fields.templates));
  const climates = new Map(Object.entries(fields.climates));
  const calendars = { ...fields.calendars };
  const calendar = (name: string | undefined, path: Path): void => {
    if (name === undefined || Object.hasOwn(calendars, name)) return;
    const found = reader.find('calendars', name, path, Object.keys(fields.calendars));
    if (found !== undefined) calendars[name] = found;
  };
  const activities = (
    map: Readonly<Record<string, { calendar?: string | undefined; start_within?: string | undefined }>>,
    path: Path,
  ): void => {
    for (const [id, activity] of Object.entries(map)) {
      calendar(activity.calendar, [...path, id, 'calendar']);
      calendar(activity.start_within, [...path, id, 'start_within']);
    }
  };
  const add = <T>(map: Map<string, T>, name: string, find: () => T | undefined): void => {
    if (map.has(name)) return;
    const found = find();
    if (found !== undefined) map.set(name, found);
  };

  calendar(fields.calendar, ['calendar']);
  for (const [region, { calendar: own }] of Object.entries(fields.regions)) calendar(own, ['regions', region, 'calendar']);
  activities(fields.activities, ['activities']);
  for (const [site, { calendar: own, weather, halls, activities: works }] of Object.entries(fields.sites)) {
    const path = ['sites', site];
    calendar(own, [...path, 'calendar']);
    const climate = weather?.climate;
    if (climate !== undefined)
      add(climates, climate, () => reader.find('climates', climate, [...path, 'weather', 'climate'], climates.keys()));
    activities(works, [...path, 'activities']);
    for (const [id, hall] of Object.entries(halls)) {
      const at = [...path, 'halls', id, 'build'];
      add(templates, hall.build, () => reader.find('halls', hall.build, at, templates.keys()));
      activities(templates.get(hall.build)?.activities ?? {}, at);
      activities(hall.with, [...path, 'halls', id, 'with']);
    }
  }
  return {
    library: {
      templates,
      ...findSupplyBlocks(fields, reader, leftOut),
      power: findPowerBlocks(fields, reader),
      climates,
      ownTemplates: new Set(Object.keys(fields.templates)),
    },
    calendars,
  };
}
