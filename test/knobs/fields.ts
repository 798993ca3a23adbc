/**
 * Every field that the scenario language has, and every place in a scenario where one is set. Comes in: the JSON Schema and the
 * data of a scenario. Goes out: patterns such as `sites.*.power.secured[].mw`, where `*` stands for a name that the user chose.
 * A law (a fixed value or a distribution) counts as one field, whatever it is made of.
 */
import { branches, isLaw, propertiesOf, type Schema } from '../../src/scenario/schema-walk.ts';

export type Path = readonly (string | number)[];

export interface Setting {
  readonly pattern: string;
  readonly path: Path;
  readonly value: unknown;
  readonly schemas: readonly Schema[];
}

/** Says where a number comes from or what a thing is called; no result depends on it. */
const WORDS = new Set(['source', 'note', 'confidence', 'title', 'label', 'description']);

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
