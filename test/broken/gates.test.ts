/**
 * Broken gate and baseline files: every problem of each is told in one pass, at its place, in words that help. What is expected stands at
 * the head of each, as in expectations.ts; a baseline is JSON, which YAML's comments do not hurt. BLESS=1 writes the heads anew.
 */
import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { InvalidInput, type Problem } from '../../src/base/problem.ts';
import { readyToCheck } from '../../src/cli/check-scenario.ts';
import { readGateFile } from '../../src/scenario/gate-file.ts';
import { bless, expectedOf, told } from './expectations.ts';

const FOLDER = join(import.meta.dirname, 'gates');
// Relative, for it is named in what is told.
const SCENARIO = 'scenarios/first-hall.yaml';
const SOUND = join(import.meta.dirname, '../../scenarios/first-hall.baseline.json');
const JARGON = /undefined|\[object|invalid input|invalid_|zod|yaml\.|NaN|TypeError|RangeError/i;

const files = readdirSync(FOLDER)
  .sort()
  .map((file) => join(FOLDER, file));

function problemsOf(file: string): readonly Problem[] {
  try {
    if (basename(file).startsWith('baseline')) readyToCheck(SCENARIO, [], undefined, file);
    else readyToCheck(SCENARIO, readGateFile(file).expectations, undefined, SOUND);
    return [];
  } catch (error) {
    if (error instanceof InvalidInput) return error.problems;
    throw error;
  }
}

if (process.env['BLESS'] !== undefined) for (const file of files) bless(file, () => problemsOf(file).map(told));

describe('broken gate and baseline files', () => {
  it('are twenty-five or more', () => {
    expect(files.length).toBeGreaterThanOrEqual(25);
  });

  it.each(files.map((file) => [basename(file, '.yaml'), file]))('%s', (_name, file) => {
    const problems = problemsOf(file);
    expect(problems.length).toBeGreaterThan(0);
    expect(problems.map(told)).toEqual(expectedOf(file));
    for (const { place, message, remedy } of problems) {
      expect(place?.file).toBe(file);
      for (const words of [message, remedy]) {
        expect(words).not.toMatch(JARGON);
        expect(words).not.toMatch(/[.!]$|\n/);
        expect(words.trim()).not.toBe('');
      }
    }
  });
});
