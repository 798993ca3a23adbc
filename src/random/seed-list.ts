/**
 * Seed lists: which futures a study lives through, in order. The text of a file goes in; runs of futures, or what is wrong
 * with which line, come out. It never opens the file.
 */
import { formatSeed, parseSeed } from './world.ts';

/** Futures `from`, `from + 1`, ... of one seed text, `count` of them. */
export interface SeedRun {
  readonly text: string;
  readonly from: number;
  readonly count: number;
}

/** What is wrong with a seed list, at a 1-based line of it. */
export interface SeedListProblem {
  readonly line: number;
  readonly message: string;
  readonly remedy: string;
}

export type ParsedSeedList =
  | { readonly ok: true; readonly runs: readonly SeedRun[] }
  | { readonly ok: false; readonly problems: readonly SeedListProblem[] };

interface PlacedRun extends SeedRun {
  readonly line: number;
}

/**
 * Reads a seed list: one seed (`study:17`) or range (`study:0..9999`, both ends included) to a line; blank lines and what
 * follows a `#` do not count. Neighbours that continue one another become one run. All problems are told at once.
 */
export function parseSeedList(text: string): ParsedSeedList {
  const problems: SeedListProblem[] = [];
  const placed: PlacedRun[] = [];
  const lines = text.split(/\r?\n/);
  lines.forEach((raw, i) => {
    const content = raw.replace(/#.*/, '').trim();
    if (content === '') return;
    const run = parseLine(content, i + 1);
    if ('message' in run) problems.push(run);
    else placed.push(run);
  });
  if (placed.length === 0 && problems.length === 0) {
    problems.push({
      line: lines.length,
      message: 'the list holds no seed',
      remedy: 'write a seed to a line, such as "study:0", or a range, such as "study:0..199"',
    });
  }
  problems.push(...duplicates(placed));
  if (problems.length > 0) return { ok: false, problems: problems.sort((a, b) => a.line - b.line) };
  return { ok: true, runs: joined(placed) };
}

/** How many futures there are in all. */
export function countSeeds(runs: readonly SeedRun[]): number {
  return runs.reduce((sum, run) => sum + run.count, 0);
}

/** The first `count` futures: a longer study is a longer prefix of the same list. Throws when there are fewer. */
export function firstSeeds(runs: readonly SeedRun[], count: number): SeedRun[] {
  const taken: SeedRun[] = [];
  let missing = count;
  for (const run of runs) {
    if (missing === 0) break;
    const some = Math.min(run.count, missing);
    taken.push({ ...run, count: some });
    missing -= some;
  }
  if (missing > 0) throw new Error(`the list holds ${countSeeds(runs)} seeds, not ${count}`);
  return taken;
}

function parseLine(content: string, line: number): PlacedRun | SeedListProblem {
  // A seed's own text may hold dots, so only those after a number are a range's.
  const [, start, end] = /^(.*:\d+)\.\.(.*)$/.exec(content) ?? [];
  const parsed = parseSeed(start ?? content);
  if (!parsed.ok) return { line, message: parsed.message, remedy: parsed.remedy };
  const { text, index } = parsed.seed;
  if (end === undefined) return { line, text, from: index, count: 1 };
  const last = parseSeed(`${text}:${end}`);
  if (!last.ok)
    return {
      line,
      message: `"${content}" is not a range of seeds`,
      remedy: 'write the last number after two dots, such as "study:0..199"',
    };
  if (last.seed.index < index) {
    return { line, message: `the range "${content}" runs backwards`, remedy: `write ${text}:${last.seed.index}..${index}` };
  }
  return { line, text, from: index, count: last.seed.index - index + 1 };
}

/** One problem for each line that repeats a seed of an earlier one. */
function duplicates(placed: readonly PlacedRun[]): SeedListProblem[] {
  const problems = new Map<number, SeedListProblem>();
  const sorted = [...placed].sort((a, b) => (a.text < b.text ? -1 : a.text > b.text ? 1 : a.from - b.from || a.line - b.line));
  let reach: PlacedRun | undefined;
  for (const run of sorted) {
    if (reach !== undefined && reach.text === run.text && run.from < reach.from + reach.count) {
      const [earlier, later] = reach.line < run.line ? [reach, run] : [run, reach];
      const message = `seed ${formatSeed({ text: run.text, index: run.from })} is already on line ${earlier.line}`;
      if (!problems.has(later.line))
        problems.set(later.line, { line: later.line, message, remedy: 'leave it out here: a future counts once' });
    }
    if (reach === undefined || reach.text !== run.text || run.from + run.count > reach.from + reach.count) reach = run;
  }
  return [...problems.values()];
}

function joined(placed: readonly PlacedRun[]): SeedRun[] {
  const runs: SeedRun[] = [];
  for (const { text, from, count } of placed) {
    const last = runs.at(-1);
    if (last !== undefined && last.text === text && last.from + last.count === from)
      runs[runs.length - 1] = { ...last, count: last.count + count };
    else runs.push({ text, from, count });
  }
  return runs;
}
