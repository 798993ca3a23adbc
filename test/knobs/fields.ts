/**
 * Every field that the scenario language has, and every place in a scenario where one is set. Comes in: the JSON Schema and the
 * data of a scenario. Goes out: patterns such as `sites.*.power.secured[].mw`, where `*` stands for a name that the user chose.
 * A law (a fixed value or a distribution) counts as one field, whatever it is made of.
 */
export type Schema = { readonly [key: string]: unknown };
export type Path = readonly (string | number)[];

export interface Setting {
  readonly pattern: string;
  readonly path: Path;
  readonly value: unknown;
  readonly schemas: readonly Schema[];
}

/** Says where a number comes from or what a thing is called; no result depends on it. */
const WORDS = new Set(['source', 'note', 'confidence', 'title', 'label', 'description']);

/** The schema with its references followed and its unions flattened. */
export function branches(root: Schema, schema: unknown): Schema[] {
  if (typeof schema !== 'object' || schema === null) return [];
  const given = schema as Schema;
  if (typeof given['$ref'] === 'string') return branches(root, follow(root, given['$ref']));
  const unions = [...list(given['anyOf']), ...list(given['oneOf']), ...list(given['allOf'])];
  return unions.length === 0 ? [given] : [given, ...unions.flatMap((part) => branches(root, part))];
}

function follow(root: Schema, reference: string): unknown {
  return reference
    .slice(2)
    .split('/')
    .reduce<unknown>((at, key) => (at as Schema)[key.replaceAll('~1', '/').replaceAll('~0', '~')], root);
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

function propertiesOf(schemas: readonly Schema[]): ReadonlyMap<string, unknown[]> {
  const properties = new Map<string, unknown[]>();
  for (const schema of schemas)
    for (const [key, property] of Object.entries((schema['properties'] as Schema | undefined) ?? {}))
      properties.set(key, [...(properties.get(key) ?? []), property]);
  return properties;
}

const isLaw = (schemas: readonly Schema[]): boolean => {
  const properties = propertiesOf(schemas);
  return properties.has('pert') && properties.has('lognormal');
};

/** The patterns of all fields, other than words. */
export function fieldsOf(root: Schema, schema: unknown, pattern = '', open: readonly unknown[] = []): string[] {
  const schemas = branches(root, schema);
  const seen = schemas.filter((part) => !open.includes(part));
  if (isLaw(schemas)) return [pattern];
  const below: string[] = [];
  for (const [key, parts] of propertiesOf(seen)) {
    if (WORDS.has(key) || (key === 'as_of' && pattern !== '')) continue;
    for (const part of parts) below.push(...fieldsOf(root, part, pattern === '' ? key : `${pattern}.${key}`, [...open, ...seen]));
  }
  for (const part of seen) {
    if (typeof part['additionalProperties'] === 'object')
      below.push(...fieldsOf(root, part['additionalProperties'], `${pattern}.*`, [...open, ...seen]));
    if (typeof part['items'] === 'object') below.push(...fieldsOf(root, part['items'], `${pattern}[]`, [...open, ...seen]));
  }
  return [...new Set(below.length === 0 ? [pattern] : below)];
}

/** Every place where data sets a field. */
export function settingsOf(root: Schema, schema: unknown, value: unknown, pattern = '', path: Path = []): Setting[] {
  if (value === null) return [];
  const schemas = branches(root, schema);
  const isMap = typeof value === 'object' && !Array.isArray(value);
  if (isLaw(schemas) || (!isMap && !Array.isArray(value))) return [{ pattern, path, value, schemas }];
  // Nothing is set by an empty list or map, nor by null, which takes away what an included file sets.
  if (Object.keys(value as object).length === 0) return [];
  if (Array.isArray(value)) {
    // A pair, such as the hours from and to, is one value.
    if (schemas.some((part) => Array.isArray(part['prefixItems']))) return [{ pattern, path, value, schemas }];
    const items = schemas.flatMap((part) => (typeof part['items'] === 'object' ? [part['items']] : []));
    const below = value.flatMap((entry, i) => settingsOf(root, { anyOf: items }, entry, `${pattern}[]`, [...path, i]));
    return below.some(({ pattern: deeper }) => deeper !== `${pattern}[]`) ? below : [{ pattern: `${pattern}[]`, path, value, schemas }];
  }
  const properties = propertiesOf(schemas);
  const others = schemas.flatMap((part) => (typeof part['additionalProperties'] === 'object' ? [part['additionalProperties']] : []));
  return Object.entries(value as Schema).flatMap(([key, entry]) => {
    if (properties.has(key)) {
      if (WORDS.has(key) || (key === 'as_of' && pattern !== '')) return [];
      return settingsOf(root, { anyOf: properties.get(key) }, entry, pattern === '' ? key : `${pattern}.${key}`, [...path, key]);
    }
    return settingsOf(root, { anyOf: others }, entry, `${pattern}.*`, [...path, key]);
  });
}
