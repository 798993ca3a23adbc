/** The JSON Schema of the scenario language, made from the same types that check it. */
import { z } from 'zod';
import { OF_THE_FILE } from './include.ts';
import { datedScenarioSchema, plainScenarioSchema } from './schema.ts';

/** Draft 2020-12, for what a user writes (defaults may be left out). */
export function scenarioJsonSchema(): Record<string, unknown> {
  const options = { io: 'input', unrepresentable: 'any', reused: 'ref' } as const;
  const dated = withIdentifier(z.toJSONSchema(datedScenarioSchema(), options) as Record<string, unknown>, 'dated');
  const plain = withIdentifier(z.toJSONSchema(plainScenarioSchema(), options) as Record<string, unknown>, 'plain');
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'time-to-compute scenario',
    description: 'A dated scenario, or, with time_unit, a plain network.',
    if: { type: 'object', required: ['time_unit'] },
    // biome-ignore lint/suspicious/noThenProperty: this is the "then" of JSON Schema.
    then: { $ref: '#/$defs/plain' },
    else: {
      if: { type: 'object', required: ['include'] },
      // biome-ignore lint/suspicious/noThenProperty: this is the "then" of JSON Schema.
      then: { $ref: '#/$defs/included' },
      else: { $ref: '#/$defs/dated' },
    },
    $defs: { dated, plain, included: withParts(dated) },
  };
}

/** A file that includes others says only a part of its maps, so a schema cannot check them: "ttc validate" does, put together. */
function withParts(dated: Record<string, unknown>): Record<string, unknown> {
  const { $defs, properties, ...rest } = dated;
  const definitions = $defs as Readonly<Record<string, { readonly description?: string }>>;
  const parts = Object.entries(properties as Record<string, { readonly description?: string; readonly $ref?: string }>).map(
    ([key, field]) => {
      if (OF_THE_FILE.includes(key)) return [key, field];
      const description = field.description ?? definitions[field.$ref?.split('/').at(-1) ?? '']?.description ?? key;
      return [key, { type: 'object', description: `${description} A part: the rest is in the files that are included.` }];
    },
  );
  return { ...rest, properties: Object.fromEntries(parts) };
}

/** Definitions within each face keep their own references: the face's own root is what "#" means to them. */
function withIdentifier(schema: Record<string, unknown>, face: string): Record<string, unknown> {
  const { $schema: _, ...rest } = schema;
  return relocate(rest, `#/$defs/${face}/$defs/`) as Record<string, unknown>;
}

function relocate(value: unknown, prefix: string): unknown {
  if (Array.isArray(value)) return value.map((entry) => relocate(entry, prefix));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, entry]) => [
      key,
      key === '$ref' && typeof entry === 'string' ? entry.replace('#/$defs/', prefix) : relocate(entry, prefix),
    ]),
  );
}
