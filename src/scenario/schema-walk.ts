/** The JSON Schema of the language, followed through its references and unions. Comes in: the schema. Goes out: its parts. */
export type Schema = { readonly [key: string]: unknown };

/** A schema with its references followed and its unions flattened: itself first, then what it may be. */
export function branches(root: Schema, schema: unknown): Schema[] {
  if (typeof schema !== 'object' || schema === null) return [];
  const given = schema as Schema;
  if (typeof given['$ref'] === 'string') return branches(root, follow(root, given['$ref']));
  const unions = [...list(given['anyOf']), ...list(given['oneOf']), ...list(given['allOf'])];
  return unions.length === 0 ? [given] : [given, ...unions.flatMap((part) => branches(root, part))];
}

/** The fields that any of the schemas knows, with what each says of them. */
export function propertiesOf(schemas: readonly Schema[]): ReadonlyMap<string, unknown[]> {
  const properties = new Map<string, unknown[]>();
  for (const schema of schemas)
    for (const [key, property] of Object.entries((schema['properties'] as Schema | undefined) ?? {}))
      properties.set(key, [...(properties.get(key) ?? []), property]);
  return properties;
}

/** A fixed value or a distribution: one field, whatever it is made of. */
export function isLaw(schemas: readonly Schema[]): boolean {
  const properties = propertiesOf(schemas);
  return properties.has('pert') && properties.has('lognormal');
}

/** What is said of a schema first: where it is used before where it is defined, of the whole before of what it may be. */
export function descriptionOf(root: Schema, schema: unknown): string {
  if (typeof schema !== 'object' || schema === null) return '';
  const given = schema as Schema;
  if (typeof given['description'] === 'string') return given['description'];
  if (typeof given['$ref'] === 'string') return descriptionOf(root, follow(root, given['$ref']));
  const parts = [...list(given['anyOf']), ...list(given['oneOf']), ...list(given['allOf'])];
  return parts.map((part) => descriptionOf(root, part)).find((words) => words !== '') ?? '';
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
