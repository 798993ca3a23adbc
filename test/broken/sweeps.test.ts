/** Broken sweep files: every problem of each is told in one pass, at its place, in words that help. BLESS=1 writes what is told anew. */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { InvalidInput, type Problem } from '../../src/base/problem.ts';
import { readSweepInput } from '../../src/cli/sweep-input.ts';
import { bless, expectedOf, told } from './expectations.ts';

const FOLDER = join(import.meta.dirname, 'sweeps');
const JARGON = /undefined|\[object|invalid input|invalid_|zod|yaml\.|parseAll|NaN is not a valid|Expected|TypeError|RangeError/i;

const files = readdirSync(FOLDER)
  .filter((file) => file.endsWith('.yaml'))
  .sort()
  .map((file) => join(FOLDER, file));

function problemsOf(file: string): readonly Problem[] {
  try {
    readSweepInput(file, 'test');
    return [];
  } catch (error) {
    if (error instanceof InvalidInput) return error.problems;
    throw error;
  }
}

/** Paths of files as seen from the repository, so that they are the same everywhere. */
function here(problem: Problem): string {
  return told(problem).replaceAll(join(import.meta.dirname, '..', '..', '/'), '');
}

if (process.env['BLESS'] !== undefined) for (const file of files) bless(file, () => problemsOf(file).map(here));

describe('broken sweep files', () => {
  it('are twenty-five or more', () => {
    expect(files.length).toBeGreaterThanOrEqual(25);
  });

  it.each(files.map((file) => [basename(file, '.yaml'), file]))('%s', (_name, file) => {
    const problems = problemsOf(file);
    expect(problems.map(here)).toEqual(expectedOf(file));
    expect(problems.length).toBeGreaterThan(0);
    const lines = readFileSync(file, 'utf8').split('\n');
    for (const { place, message, remedy } of problems) {
      expect(place?.file).toBe(file);
      expect(place?.excerpt).toBe(lines[(place?.line ?? 0) - 1]);
      for (const words of [message, remedy]) {
        expect(words).not.toMatch(JARGON);
        expect(words).not.toMatch(/[.!]$|\n/);
        expect(words.trim()).not.toBe('');
      }
    }
  });

  it('are told by the command with exit code 3, no stack trace, and leave no results', () => {
    const command = join(import.meta.dirname, '../../dist/ttc.js');
    const out = join(import.meta.dirname, '../../out/never-swept');
    const [file] = files as [string];
    const { status, stdout, stderr } = spawnSync(process.execPath, [command, 'sweep', file, '--json', '--out', out], { encoding: 'utf8' });
    expect(status).toBe(3);
    expect((JSON.parse(stdout) as { problems: unknown[] }).problems).toHaveLength(expectedOf(file).length);
    expect(stderr).toContain(`${file}:`);
    expect(stderr).not.toMatch(/^\s+at /m);
    expect(existsSync(out)).toBe(false);
  });
});
