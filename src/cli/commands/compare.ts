/** `ttc compare`: two scenarios on the same futures, or two result folders: what moved, by how much, and which causes took it. */
import { join } from 'node:path';
import type { Command } from 'commander';
import { InvalidInput, type Problem } from '../../base/problem.ts';
import type { Comparison, Side } from '../../measure/comparison.ts';
import type { Override } from '../../scenario/override.ts';
import { commandLine } from '../again.ts';
import type { CommandDefinition } from '../command.ts';
import { asOutputError, EXIT, UsageError } from '../exit.ts';
import { onInterrupt } from '../interrupt.ts';
import { collect, folder, futuresFrom, wholeNumber, withResultOptions } from '../options.ts';
import { print, progress } from '../terminal.ts';

declare const TTC_VERSION: string;

const DEFAULT_FUTURES = 1000;

interface CompareOptions {
  readonly seed: string;
  readonly reps: number;
  readonly workers?: number;
  readonly out: string;
  readonly set: readonly string[];
  readonly json?: true;
  readonly charts: boolean;
  readonly report?: boolean;
}

export const compare: CommandDefinition = {
  name: 'compare',
  summary: 'compare two scenarios on the same futures, or two result folders: what moved, by how much, and why',
  examples: [
    'ttc compare scenarios/childress-horizon.yaml --set "sites.childress.crews.electricians.workers=x 1.25"',
    'ttc compare scenarios/reference-campus-a.yaml scenarios/reference-campus-b.yaml',
    'ttc compare out/first-hall/20261121-101500-1a2b3c out/first-hall/20261121-113000-4d5e6f --json',
  ],
  declare: (command: Command) =>
    withResultOptions(
      command
        .argument('<before>', 'scenario file, or result folder of "ttc run"')
        .argument('[after]', 'another of the same kind (default: the same scenario with the changes of --set)')
        .option(
          '--set <path=value>',
          'change the second scenario: sites.s.halls.h.begin=2027-01-01, "crews.civil.workers=x 1.5"; may be repeated',
          collect,
          [],
        )
        .option('--seed <text>', 'seed text: future i of it is <text>:i', 'study')
        .option('--reps <n>', 'number of futures', wholeNumber(2, 10_000_000), DEFAULT_FUTURES)
        .option('--workers <n>', 'threads (default: as many as there are cores)', wholeNumber(1, 1024))
        .option('--out <folder>', 'where results go: <folder>/<scenario>/compare/<run id>/', folder, 'out'),
    ),
  async act([before, after], given) {
    const options = given as unknown as CompareOptions;
    await onInterrupt(async (onOpen) => {
      const { availableParallelism } = await import('node:os');
      const workers = options.workers ?? availableParallelism();
      const [a, b] = await sidesOf(before as string, after as string | undefined, options, workers);
      const { compareSides } = await import('../../measure/comparison.ts');
      if (a.outcomes.unit !== b.outcomes.unit)
        throw new UsageError(
          'a scenario with dates cannot be compared with a plain network, nor networks that count different units',
          'name two of one kind',
        );
      const command = await commandOf([before as string, ...(after === undefined ? [] : [after as string])], options);
      await tellResult(compareSides(a, b), command, options, workers, onOpen);
    });
    return EXIT.done;
  },
};

async function sidesOf(before: string, after: string | undefined, options: CompareOptions, workers: number): Promise<[Side, Side]> {
  const { isFolder, readResults } = await import('../../report/read-results.ts');
  const folders = [before, after].filter((path) => path !== undefined && isFolder(path));
  if (folders.length === 0) return playSides(before, after, options, workers);
  if (after === undefined)
    throw new UsageError(`${before} is a result folder, and alone it has nothing to be compared with`, 'name a second one');
  if (folders.length === 1)
    throw new UsageError(`${folders[0]} is a folder, and the other is a file`, 'name two result folders, or two scenario files');
  if (options.set.length > 0)
    throw new UsageError('--set changes a scenario, and these are results', 'name scenario files, or leave out --set');
  return [readResults(before), readResults(after)];
}

async function playSides(before: string, after: string | undefined, options: CompareOptions, workers: number): Promise<[Side, Side]> {
  if (after === undefined && options.set.length === 0)
    throw new UsageError('there is nothing to compare it with', 'name a second scenario, or change this one with --set path=value');
  const { compile } = await import('../../scenario/compile.ts');
  const { readScenario } = await import('../../scenario/read-scenario.ts');
  const { parseSets } = await import('../../scenario/set-option.ts');
  const { commonEnds, playSide } = await import('../../study/compare.ts');
  const futures = await futuresFrom(options.seed, options.reps);
  const changes = parseSets(options.set);
  const asked: { file: string; overrides: readonly Override[]; label: string }[] = [
    { file: before, overrides: [], label: before },
    { file: after ?? before, overrides: changes, label: [after ?? before, ...options.set].join(' with ') },
  ];
  // Both are checked before the first is played.
  const problems: Problem[] = [];
  const checked = asked.flatMap(({ file, overrides, label }) => {
    try {
      const scenario = readScenario(file, overrides);
      return [{ scenario, plan: compile(scenario), label }];
    } catch (error) {
      if (!(error instanceof InvalidInput)) throw error;
      problems.push(...error.problems);
      return [];
    }
  });
  if (problems.length > 0) throw new InvalidInput(unrepeated(problems));
  const sides: Side[] = [];
  const ends = commonEnds(checked.map(({ plan }) => plan));
  for (const [i, { scenario, plan, label }] of checked.entries()) {
    const lostUntil = ends[i]!;
    const bar = progress(scenario.name);
    try {
      const tool = `time-to-compute ${TTC_VERSION}`;
      const { digest: scenarioDigest } = scenario;
      sides.push(
        await playSide({ label, plan, scenarioDigest, futures, lostUntil, seedLabel: options.seed, workers, tool, onProgress: bar.update }),
      );
    } finally {
      bar.clear();
    }
  }
  return sides as [Side, Side];
}

/** What is wrong with a file that is named twice is wrong once. */
function unrepeated(problems: readonly Problem[]): Problem[] {
  const seen = new Set<string>();
  return problems.filter(({ message, place }) => {
    const key = JSON.stringify([message, place]);
    return seen.has(key) ? false : seen.add(key);
  });
}

async function tellResult(
  comparison: Comparison,
  command: string,
  { out, json, charts, report }: CompareOptions,
  workers: number,
  onOpen: (discard: () => void) => void,
): Promise<void> {
  const { writeStudy } = await import('../../report/write-study.ts');
  const { comparisonCsv, comparisonMarkdown } = await import('../../report/comparison-tables.ts');
  const { overlayFigure } = await import('../../figures/overlay.ts');
  const { shiftsFigure } = await import('../../figures/overlay-shifts.ts');
  const { runId } = await import('../write-out.ts');
  const { comparisonPage } = await import('../../report/html/comparison-page.ts');
  const { pageParts } = await import('../../report/html/assets.ts');
  const { before, after, schemaVersion } = comparison;
  const origin = ({ tool, scenario, scenarioDigest, seed, replications }: Comparison['before']) => ({
    tool,
    scenario,
    scenarioDigest,
    seed,
    replications,
  });
  const written = await writeStudy({
    parent: join(out, after.scenario, 'compare'),
    runId: runId(new Date(), ...[before, after].flatMap((side) => Object.values(origin(side)).map(String))),
    files: {
      'comparison.json': `${JSON.stringify(comparison, null, 2)}\n`,
      'comparison.csv': comparisonCsv(comparison),
      'comparison.md': comparisonMarkdown(comparison),
    },
    figures: charts ? [overlayFigure(comparison), shiftsFigure(comparison)].filter((figure) => figure !== null) : [],
    report: (report ?? charts) ? (files) => comparisonPage(comparison, { files, command }, pageParts()) : null,
    manifest: { schemaVersion, before: origin(before), after: origin(after), command },
    workers,
    onOpen,
  }).catch((error: unknown) => {
    throw asOutputError(error, out, 'name a folder you may write to with --out, or make room on the disk');
  });
  if (json === true) {
    await print(`${JSON.stringify(comparison)}\n`);
    return;
  }
  const { comparisonReport } = await import('../comparison-report.ts');
  await print(comparisonReport(comparison, written));
}

/** Folders have their futures already. */
async function commandOf(words: readonly string[], { seed, reps, set }: CompareOptions): Promise<string> {
  const { isFolder } = await import('../../report/read-results.ts');
  return commandLine('compare', words, words.some(isFolder) ? {} : { set, seed, reps });
}
