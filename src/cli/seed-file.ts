/** Reads a seed list for --seeds. */
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { InvalidInput } from '../base/problem.ts';
import { countSeeds, firstSeeds, parseSeedList, type SeedRun } from '../random/seed-list.ts';
import { UsageError } from './exit.ts';

/** The first `count` futures of a list, or all. */
export function readSeedList(file: string, count: number | undefined): { readonly futures: readonly SeedRun[]; readonly label: string } {
  const text = readText(file);
  const parsed = parseSeedList(text);
  if (!parsed.ok) {
    const lines = text.split(/\r?\n/);
    throw new InvalidInput(
      parsed.problems.map(({ line, message, remedy }) => ({
        path: [],
        message,
        remedy,
        place: { file, line, column: 1, excerpt: lines[line - 1] ?? '' },
      })),
    );
  }
  const total = countSeeds(parsed.runs);
  if (count !== undefined && count > total)
    throw new UsageError(`${file} holds ${total} seeds, fewer than --reps ${count}`, `ask for at most ${total}, or use a longer list`);
  return { futures: count === undefined ? parsed.runs : firstSeeds(parsed.runs, count), label: basename(file) };
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new InvalidInput([
      {
        path: [],
        message: `the seed list cannot be read (${(error as NodeJS.ErrnoException).code ?? 'error'})`,
        remedy: 'name a file such as seeds/ci.txt',
        place: { file, line: 1, column: 1, excerpt: '' },
      },
    ]);
  }
}
