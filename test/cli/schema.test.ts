/** The JSON Schema: it is the one that is checked in, describes every field, and takes and refuses what the language does. */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { scenarioJsonSchema } from '../../src/scenario/json-schema.ts';
import { brokenFiles } from '../broken/expectations.ts';
import { ROOT, ttc } from './command.ts';
import { accepts, resolve } from './json-schema.ts';
import { DEADLOCK, NETWORK, OFTEN_LATE, TOO_LONG } from './scenarios.ts';

const schema = scenarioJsonSchema();

describe('ttc schema', () => {
  it('prints the schema that is checked in beside the scenarios; "npm run schema" writes it', async () => {
    const { code, stdout, stderr } = await ttc(['schema']);
    expect(code).toBe(0);
    expect(stderr).toBe('');
    expect(readFileSync(join(ROOT, 'scenarios/scenario.schema.json'), 'utf8')).toBe(stdout);
    expect(JSON.parse(stdout)).toEqual(schema);
  });

  it('is of draft 2020-12, with references that lead somewhere', () => {
    expect(schema['$schema']).toBe('https://json-schema.org/draft/2020-12/schema');
    const references = [...JSON.stringify(schema).matchAll(/"\$ref":"([^"]+)"/g)].map(([, reference]) => reference as string);
    expect(references.length).toBeGreaterThan(100);
    for (const reference of references) expect(() => resolve(schema, reference)).not.toThrow();
  });

  it('describes every field', () => {
    const silent: string[] = [];
    let fields = 0;
    const describes = (field: Readonly<Record<string, unknown>>): boolean =>
      typeof field['description'] === 'string' || (typeof field['$ref'] === 'string' && describes(resolve(schema, field['$ref'])));
    const visit = (value: unknown, path: string): void => {
      if (typeof value !== 'object' || value === null) return;
      for (const [key, entry] of Object.entries(value)) {
        if (key === 'properties' && path !== '')
          for (const [name, field] of Object.entries(entry as Record<string, Record<string, unknown>>)) {
            fields++;
            if (!describes(field)) silent.push(`${path}/${name}`);
          }
        visit(entry, `${path}/${key}`);
      }
    };
    visit(schema, '');
    expect(fields).toBeGreaterThan(300);
    expect(silent).toEqual([]);
  });

  it('refuses unknown keys in every map of fields', () => {
    const open: string[] = [];
    const visit = (value: unknown, path: string): void => {
      if (typeof value !== 'object' || value === null) return;
      const map = value as Record<string, unknown>;
      if (map['type'] === 'object' && map['properties'] !== undefined && map['additionalProperties'] !== false) open.push(path);
      for (const [key, entry] of Object.entries(map)) visit(entry, `${path}/${key}`);
    };
    visit(schema, '');
    expect(open).toEqual([]);
  });
});

describe('the schema takes what the language takes', () => {
  const shipped = readdirSync(join(ROOT, 'scenarios')).filter((file) => file.endsWith('.yaml'));
  it.each(shipped)('%s', (file) => {
    expect(accepts(schema, schema, parse(readFileSync(join(ROOT, 'scenarios', file), 'utf8')))).toBe(true);
  });

  it.each([
    ['a network', NETWORK],
    ['one with dates', OFTEN_LATE],
    ['kept units', DEADLOCK],
    ['a short horizon', TOO_LONG],
  ])('%s', (_what, text) => {
    expect(accepts(schema, schema, parse(text))).toBe(true);
  });
});

describe('the schema refuses what is of the wrong shape', () => {
  // Mistakes that lie in one field. What a field means beside others is beyond a schema.
  const IN_ONE_FIELD =
    /^(key|shape|missing|plain-with|plain-time|unknown-values|unit-(missing|wrong|without|unknown|level|count|commas|working)|number-infinite-dated|name-with-slash)/;
  const files = brokenFiles().filter((file) => IN_ONE_FIELD.test(basename(file)));

  it('of thirty broken files or more', () => {
    expect(files.length).toBeGreaterThanOrEqual(30);
  });

  it.each(files.map((file) => [basename(file, '.yaml'), file]))('%s', (_name, file) => {
    expect(accepts(schema, schema, parse(readFileSync(file, 'utf8')))).toBe(false);
  });
});
