/** A small checker of JSON Schema: the keywords that the schema of the language uses, and an error for any other. */
type Schema = Readonly<Record<string, unknown>>;

/** What is said about a value, not about which values are right. */
const WORDS_ONLY = new Set(['description', 'title', 'examples', 'default', '$schema', '$defs', 'then', 'else', 'format']);

/** Whether a value is right by a schema whose references are looked up in `root`. */
export function accepts(root: Schema, schema: Schema, value: unknown): boolean {
  return Object.entries(schema).every(([keyword, rule]) => WORDS_ONLY.has(keyword) || holds(root, schema, keyword, rule, value));
}

function holds(root: Schema, schema: Schema, keyword: string, rule: unknown, value: unknown): boolean {
  const isRight = (inner: unknown, part: unknown): boolean => (typeof inner === 'boolean' ? inner : accepts(root, inner as Schema, part));
  const list = Array.isArray(value) ? (value as readonly unknown[]) : undefined;
  const map = typeof value === 'object' && value !== null && list === undefined ? (value as Readonly<Record<string, unknown>>) : undefined;
  const number = typeof value === 'number' ? value : undefined;
  switch (keyword) {
    case '$ref':
      return accepts(root, resolve(root, rule as string), value);
    case 'type':
      return (Array.isArray(rule) ? rule : [rule]).some((type) => isOfType(type as string, value));
    case 'const':
      return value === rule;
    case 'enum':
      return (rule as readonly unknown[]).includes(value);
    case 'anyOf':
      return (rule as readonly unknown[]).some((option) => isRight(option, value));
    case 'allOf':
      return (rule as readonly unknown[]).every((option) => isRight(option, value));
    case 'if': {
      const branch = schema[isRight(rule, value) ? 'then' : 'else'];
      return branch === undefined || isRight(branch, value);
    }
    case 'pattern':
      return typeof value !== 'string' || new RegExp(rule as string, 'u').test(value);
    case 'minLength':
      return typeof value !== 'string' || value.length >= (rule as number);
    case 'minimum':
      return number === undefined || number >= (rule as number);
    case 'maximum':
      return number === undefined || number <= (rule as number);
    case 'exclusiveMinimum':
      return number === undefined || number > (rule as number);
    case 'minItems':
      return list === undefined || list.length >= (rule as number);
    case 'prefixItems':
      return list === undefined || (rule as readonly unknown[]).every((inner, i) => i >= list.length || isRight(inner, list[i]));
    case 'items':
      return list === undefined || list.slice(((schema['prefixItems'] ?? []) as unknown[]).length).every((entry) => isRight(rule, entry));
    case 'required':
      return map === undefined || (rule as readonly string[]).every((key) => Object.hasOwn(map, key));
    case 'propertyNames':
      return map === undefined || Object.keys(map).every((key) => isRight(rule, key));
    case 'properties': {
      const properties = rule as Schema;
      return map === undefined || Object.keys(properties).every((key) => !Object.hasOwn(map, key) || isRight(properties[key], map[key]));
    }
    case 'additionalProperties': {
      const known = (schema['properties'] ?? {}) as Schema;
      return map === undefined || Object.entries(map).every(([key, part]) => Object.hasOwn(known, key) || isRight(rule, part));
    }
    default:
      throw new Error(`the schema uses "${keyword}", which this checker does not know`);
  }
}

function isOfType(type: string, value: unknown): boolean {
  switch (type) {
    case 'object':
      return typeof value === 'object' && value !== null && !Array.isArray(value);
    case 'array':
      return Array.isArray(value);
    case 'null':
      return value === null;
    case 'integer':
      return Number.isInteger(value);
    default:
      return typeof value === type;
  }
}

/** The definition that a local reference leads to. Throws if it leads nowhere. */
export function resolve(root: Schema, reference: string): Schema {
  const found = reference
    .replace(/^#\//, '')
    .split('/')
    .reduce<unknown>((part, key) => (part as Schema | undefined)?.[key], root);
  if (typeof found !== 'object' || found === null) throw new Error(`${reference} leads nowhere`);
  return found as Schema;
}
