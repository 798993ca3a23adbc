/**
 * What can be written where in a scenario: every place that has fields of its own, and the fields. Comes in: the JSON Schema of the
 * language, and a place as people name it (`crews`, `sites.plains.power`). Goes out: the places that go by it, the shallowest first.
 */
import { branches, descriptionOf, isLaw, propertiesOf, type Schema } from './schema-walk.ts';

export interface FieldNote {
  readonly name: string;
  readonly isRequired: boolean;
  /** `text`, `yes or no`, `list`, `one of a, b`. */
  readonly takes: string;
  readonly description: string;
  readonly examples: readonly string[];
}

export interface Place {
  /** `sites.<name>.crews.<name>`: `<name>` is the user's choice, `[]` an entry of a list. Empty: the top of the file. */
  readonly path: string;
  readonly description: string;
  readonly fields: readonly FieldNote[];
}

const NAME = '<name>';
const ENTRY = '[]';
const FACES = ['dated', 'plain'];

/** Every place of the language that has fields, the shallowest first. */
export function allPlaces(root: Schema): Place[] {
  const found = new Map<string, Place>();
  for (const face of FACES) {
    for (const place of placesBelow(root, [{ path: [], schema: { $ref: `#/$defs/${face}` }, above: [] }]))
      if (!found.has(place.path)) found.set(place.path, place);
  }
  const depth = ({ path }: Place): number => path.split('.').length;
  return [...found.values()].sort((a, b) => depth(a) - depth(b));
}

/** Places whose path ends in the words of `asked`; only where there are none, with words that stand for names of the user's own. */
export function placesNamed(places: readonly Place[], asked: string): Place[] {
  const words = asked.split(/[./]/).filter((word) => word !== '');
  const found = (named: boolean): Place[] => places.filter(({ path }) => endsIn(path === '' ? [] : path.split('.'), words, named));
  const exact = found(false);
  return exact.length > 0 ? exact : found(true);
}

interface Visit {
  readonly path: readonly string[];
  readonly schema: unknown;
  /** What it lies in: the language lets some parts hold parts of their own kind. */
  readonly above: readonly Schema[];
}

function placesBelow(root: Schema, start: readonly Visit[]): Place[] {
  const places: Place[] = [];
  for (let visits = start; visits.length > 0; ) {
    const next: Visit[] = [];
    for (const { path, schema, above } of visits) {
      const schemas = branches(root, schema).filter((part) => !above.includes(part));
      if (schemas.length === 0 || isLaw(schemas)) continue;
      const properties = propertiesOf(schemas);
      if (properties.size > 0) {
        const required = new Set(schemas.flatMap((part) => (part['required'] as string[] | undefined) ?? []));
        const fields = [...properties].map(([name, parts]) => noteOf(root, name, { anyOf: parts }, required.has(name)));
        places.push({ path: path.join('.'), description: descriptionOf(root, schema), fields });
      }
      const inside = [...above, ...schemas];
      for (const [name, parts] of properties) next.push({ path: [...path, name], schema: { anyOf: parts }, above: inside });
      for (const part of schemas) {
        if (isSchema(part['additionalProperties']))
          next.push({ path: [...path, NAME], schema: part['additionalProperties'], above: inside });
        if (isSchema(part['items'])) next.push({ path: [...path, ENTRY], schema: part['items'], above: inside });
      }
    }
    visits = next;
  }
  return places;
}

function isSchema(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}

function noteOf(root: Schema, name: string, schema: unknown, isRequired: boolean): FieldNote {
  const schemas = branches(root, schema);
  const examples = schemas.flatMap((part) => (part['examples'] as unknown[] | undefined) ?? []);
  return {
    name,
    isRequired,
    takes: takesOf(schemas),
    description: descriptionOf(root, schema),
    examples: [...new Set(examples.map((example) => (typeof example === 'string' ? example : JSON.stringify(example))))],
  };
}

const TYPES: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'number',
  integer: 'number',
  boolean: 'yes or no',
  array: 'list',
};

function takesOf(schemas: readonly Schema[]): string {
  if (isLaw(schemas)) return 'value or distribution';
  const kinds = schemas.flatMap((part): string[] => {
    if (Array.isArray(part['enum'])) return [part['enum'].join(', ')];
    if (part['const'] !== undefined) return [String(part['const'])];
    if (part['type'] === 'object') return [propertiesOf([part]).size > 0 ? 'fields' : 'names'];
    const type = TYPES[String(part['type'])];
    return type === undefined ? [] : [type];
  });
  return [...new Set(kinds)].join(' or ');
}

/** Whether the words are the end of a path in which names and entries may be left out or, if `named`, be called as the user calls them. */
function endsIn(path: readonly string[], words: readonly string[], named: boolean): boolean {
  const step = path.at(-1);
  const word = words.at(-1);
  if (word === undefined) return path.length === 0;
  if (step === undefined) return false;
  const above = path.slice(0, -1);
  const before = words.slice(0, -1);
  if (step !== NAME && step !== ENTRY) return step === word && (before.length === 0 || endsIn(above, before, named));
  return endsIn(above, words, named) || (named && before.length > 0 && endsIn(above, before, named));
}
