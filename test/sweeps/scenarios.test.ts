/** The sweeps of the repository: their files are right, and so are their bases with every value. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { readSweepInput } from '../../src/cli/sweep-input.ts';
import { sweepJsonSchema } from '../../src/scenario/sweep-schema.ts';
import { accepts } from '../cli/json-schema.ts';

const FOLDER = 'scenarios/sweeps';
const CELLS: Readonly<Record<string, number>> = {
  'first-hall-crew-and-gear.yaml': 12,
  'first-hall-sampled.yaml': 33,
  'horizon-crew-gear-gpus.yaml': 100,
};

describe('sweeps of the repository', () => {
  it('are all known here', () => {
    expect(
      readdirSync(FOLDER)
        .filter((file) => file.endsWith('.yaml'))
        .sort(),
    ).toEqual(Object.keys(CELLS));
  });

  it.each(Object.entries(CELLS))(
    '%s has %i cells',
    (file, cells) => {
      const { study } = readSweepInput(join(FOLDER, file), 'test');
      expect(study.cells).toHaveLength(cells);
      expect(study.sweep).toBe(file.replace('.yaml', ''));
    },
    60_000,
  );

  it('are of the schema beside them, which is the one that "ttc schema sweep" prints', () => {
    const schema = sweepJsonSchema();
    expect(readFileSync(join(FOLDER, 'sweep.schema.json'), 'utf8')).toBe(`${JSON.stringify(schema, null, 2)}\n`);
    for (const file of Object.keys(CELLS)) expect(accepts(schema, schema, parse(readFileSync(join(FOLDER, file), 'utf8')))).toBe(true);
    expect(accepts(schema, schema, { sweep: 'a', base: 'b.yaml', axs: {} })).toBe(false);
  });
});
