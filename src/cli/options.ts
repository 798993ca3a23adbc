/** Options that several commands of studies have in common: how they are read, and which futures they mean. */
import { type Command, InvalidArgumentError } from 'commander';
import type { SeedRun } from '../random/seed-list.ts';
import { UsageError } from './exit.ts';

/** For an option that may be repeated. */
export function collect(value: string, previous: readonly string[]): readonly string[] {
  return [...previous, value];
}

export function wholeNumber(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!Number.isInteger(value) || value < least || value > most)
      throw new InvalidArgumentError(`Write a whole number from ${least} to ${most}.`);
    return value;
  };
}

/** A folder is named, be it `.`: results in the middle of something else are hard to find. */
export function folder(text: string): string {
  if (text.trim() === '') throw new InvalidArgumentError('Name a folder, such as out.');
  return text;
}

/** What every command that leaves a folder of results says of it last. */
export function withResultOptions(command: Command): Command {
  return command
    .option('--json', 'print one JSON document on stdout, and nothing else')
    .option('--no-charts', 'paint no charts')
    .option('--report', 'write report.html also where no charts are painted')
    .option('--no-report', 'write no report.html');
}

/** `p80` as 0.8. */
export function percentile(text: string): number {
  const value = Number(/^p?(\d{1,2}(?:\.\d+)?)$/i.exec(text)?.[1]) * (/^0?\./.test(text) ? 100 : 1);
  if (!(value > 0 && value < 100)) throw new InvalidArgumentError('Write a percentile such as p50 or p80.');
  return value / 100;
}

/** The futures `<seed>:0` on. Throws UsageError on a seed that cannot be one. */
export async function futuresFrom(seed: string, count: number): Promise<readonly SeedRun[]> {
  const { parseSeed } = await import('../random/world.ts');
  const parsed = parseSeed(seed);
  if (!parsed.ok) throw new UsageError(`--seed: ${parsed.message}`, parsed.remedy);
  const { text, index } = parsed.seed;
  if (!parseSeed(`${text}:${index + count - 1}`).ok)
    throw new UsageError(`--seed ${seed} leaves no room for ${count} futures`, 'begin with a smaller number');
  return [{ text, from: index, count }];
}
