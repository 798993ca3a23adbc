/** `--set path=value` as an override: the value is read as YAML, so that numbers, lists and null mean what they mean in a file. */
import { InvalidInput, type Place, type Problem } from '../base/problem.ts';
import { parseYaml } from './document.ts';
import type { Override } from './override.ts';

const EXAMPLE = 'write it like --set sites.childress.crews.electricians.workers=400, or --set "factors.labour=x 0.9"';

/** Every one of them; throws InvalidInput with all that cannot be read. */
export function parseSets(texts: readonly string[]): Override[] {
  const problems: Problem[] = [];
  const overrides = texts.flatMap((text) => {
    const parsed = parseSet(text);
    if ('message' in parsed) problems.push({ path: [], message: `"${text}" ${parsed.message}`, remedy: EXAMPLE, place: placeOf(text) });
    return 'message' in parsed ? [] : [parsed];
  });
  if (problems.length > 0) throw new InvalidInput(problems);
  return overrides;
}

function parseSet(text: string): Override | { readonly message: string } {
  const at = text.indexOf('=');
  if (at < 0) return { message: 'has no "=" between a path and a value' };
  const path = text.slice(0, at).trim();
  const written = text.slice(at + 1).trim();
  if (path === '') return { message: 'has no path before the "="' };
  if (path.split('.').some((key) => key.trim() === '')) return { message: 'has an empty key in its path' };
  if (written === '') return { message: 'has no value after the "="; null takes a key away' };
  // As the value of a key, so that a bare null is a value and not an empty file.
  const { data, problems } = parseYaml(`value: ${written}\n`, '--set');
  const [problem] = problems;
  if (problem !== undefined) return { message: `has a value that is no YAML: ${problem.message}` };
  return { path, value: (data as { readonly value: unknown }).value, place: placeOf(text) };
}

function placeOf(text: string): Place {
  return { file: '--set', line: 1, column: 1, excerpt: text };
}

/** The same as words of a command line, quoted for a shell where it needs to be. */
export function showSet({ path, value }: Override): string {
  const written = typeof value === 'string' && plain(value) ? value : JSON.stringify(value);
  const text = `${path}=${written}`;
  return /^[\w./:=@%+-]+$/.test(text) ? `--set ${text}` : `--set '${text.replaceAll("'", "'\\''")}'`;
}

/** Whether YAML reads a bare text as that text. */
function plain(text: string): boolean {
  const { data, problems } = parseYaml(`value: ${text}\n`, '--set');
  return problems.length === 0 && (data as { readonly value: unknown } | null)?.value === text;
}
