/** The command that makes a study again, as a line to be copied: what manifests keep and reports show. */
import { shellWord } from '../report/shell-word.ts';

/** Options by name: a value, several of them, `true` for one without a value; undefined and false leave it out. */
export function commandLine(
  command: string,
  words: readonly string[],
  options: Readonly<Record<string, string | number | boolean | readonly string[] | undefined>>,
): string {
  const given = Object.entries(options).flatMap(([name, value]) => {
    if (value === undefined || value === false) return [];
    if (value === true) return [`--${name}`];
    const values = typeof value === 'object' ? value : [String(value)];
    return values.map((one) => `--${name} ${shellWord(one)}`);
  });
  return ['npx ttc', command, ...words.map(shellWord), ...given].join(' ');
}
