/** What `--help` shows can be typed: every scenario and sweep that an example names is there. */
import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { COMMANDS } from '../../src/cli/commands/registry.ts';

describe('the examples of --help', () => {
  it.each(COMMANDS.all.map(({ name, examples }) => [name, examples] as const))('%s names files that are there', (_, examples) => {
    const named = examples.flatMap((example) => example.match(/scenarios\/[\w./-]+\.(ya?ml|json)/g) ?? []);
    expect(named.filter((file) => !existsSync(file))).toEqual([]);
  });
});
