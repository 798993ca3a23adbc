/** Broken files: every problem of each is told in one pass, at its place, in words that help. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { bless, brokenFiles, expectedOf, problemsOf, told } from './expectations.ts';

const files = brokenFiles();
if (process.env['BLESS'] !== undefined) for (const file of files) bless(file);

/** What no message may hold: the insides of a library, or of JavaScript. */
const JARGON = /undefined|\[object|invalid input|invalid_|zod|yaml\.|parseAll|NaN is not a valid|Expected|TypeError|RangeError/i;

describe('broken files', () => {
  it('are a hundred or more', () => {
    expect(files.length).toBeGreaterThanOrEqual(100);
  });

  it.each(files.map((file) => [basename(file, '.yaml'), file]))('%s', (_name, file) => {
    const problems = problemsOf(file);
    expect(problems.map(told)).toEqual(expectedOf(file));
    expect(problems.length).toBeGreaterThan(0);
    const lines = readFileSync(file, 'utf8').split('\n');
    for (const { place, message, remedy } of problems) {
      expect(place?.file).toBe(file);
      expect(place?.excerpt).toBe(lines[(place?.line ?? 0) - 1]);
      expect(place?.column).toBeLessThanOrEqual((place?.excerpt.length ?? 0) + 1);
      for (const words of [message, remedy]) {
        expect(words).not.toMatch(JARGON);
        expect(words).not.toMatch(/[.!]$|\n/);
        expect(words.trim()).not.toBe('');
      }
    }
    const places = problems.map(({ place }) => [place?.line ?? 0, place?.column ?? 0] as const);
    expect(places).toEqual([...places].sort((a, b) => a[0] - b[0] || a[1] - b[1]));
  });

  it('are told by the command with exit code 3, an excerpt each, and no stack trace', () => {
    const command = join(import.meta.dirname, '../../dist/ttc.js');
    const { status, stdout, stderr } = spawnSync(process.execPath, [command, 'validate', ...files], { encoding: 'utf8' });
    expect(status).toBe(3);
    expect(stdout).toBe('');
    expect(stderr).not.toMatch(/^\s+at /m);
    for (const file of files)
      for (const line of expectedOf(file)) {
        const [where, rest] = [line.slice(0, line.indexOf(' ')), line.slice(line.indexOf(' ') + 1)];
        const message = rest.slice(0, rest.indexOf(' | '));
        expect(stderr).toContain(`${file}:${where}: ${message}\n`);
        expect(stderr).toContain(`  to mend it: ${rest.slice(rest.indexOf(' | ') + 3)}\n`);
      }
    const count = files.reduce((sum, file) => sum + expectedOf(file).length, 0);
    expect(stderr.trimEnd().endsWith(`\n${count} problems`)).toBe(true);
  });

  it('are not run, and leave no results', () => {
    const command = join(import.meta.dirname, '../../dist/ttc.js');
    const out = join(import.meta.dirname, '../../out/never-written');
    const [first, second] = files as [string, string];
    const valid = join(import.meta.dirname, '../../scenarios/first-hall.yaml');
    const { status, stdout } = spawnSync(process.execPath, [command, 'run', valid, first, second, '--reps', '1', '--json', '--out', out], {
      encoding: 'utf8',
    });
    expect(status).toBe(3);
    const { problems } = JSON.parse(stdout) as { problems: { file: string; line: number; message: string; remedy: string }[] };
    expect(problems.map(({ file }) => file)).toEqual([...expectedOf(first).map(() => first), ...expectedOf(second).map(() => second)]);
    expect(existsSync(out)).toBe(false);
  });
});
