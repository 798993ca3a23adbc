/**
 * What a broken file is expected to be told stands at its head, one comment for each problem in the order they are told:
 *     # expect: <line>:<column> <message> | <remedy>
 * BLESS=1 writes these comments anew; read them before you keep them.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { InvalidInput, type Problem } from '../../src/base/problem.ts';
import { compile } from '../../src/scenario/compile.ts';
import { readScenario } from '../../src/scenario/read-scenario.ts';

export const FOLDER = join(import.meta.dirname, 'files');
const MARK = '# expect: ';

export function brokenFiles(): string[] {
  return readdirSync(FOLDER)
    .filter((file) => file.endsWith('.yaml'))
    .sort()
    .map((file) => join(FOLDER, file));
}

/** What is told of a file, or of nothing if it is valid. */
export function problemsOf(file: string): readonly Problem[] {
  try {
    compile(readScenario(file));
    return [];
  } catch (error) {
    if (error instanceof InvalidInput) return error.problems;
    throw error;
  }
}

export function told({ place, message, remedy }: Problem): string {
  return `${place?.line}:${place?.column} ${message} | ${remedy}`;
}

export function expectedOf(file: string): string[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.startsWith(MARK))
    .map((line) => line.slice(MARK.length));
}

/** Writes what is told now into the head of the file. The head's own length moves the places, so they are taken afterwards. */
export function bless(file: string, tell = (): string[] => problemsOf(file).map(told)): void {
  const body = readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => !line.startsWith(MARK))
    .join('\n');
  const write = (lines: readonly string[]): void => writeFileSync(file, [...lines.map((line) => `${MARK}${line}`), body].join('\n'));
  write([]);
  write(tell().map(() => ''));
  write(tell());
}
