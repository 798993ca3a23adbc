/** `ttc backtest`: forecasts as of days in the past, with what was known then, and scores them by what happened. */
import type { Command } from 'commander';
import type { Problem } from '../../base/problem.ts';
import type { Backtest, ScenarioBacktest } from '../../measure/backtest.ts';
import type { SeedRun } from '../../random/seed-list.ts';
import type { AskedBacktest } from '../../scenario/backtest.ts';
import type { Scenario } from '../../scenario/read-scenario.ts';
import { commandLine } from '../again.ts';
import type { CommandDefinition } from '../command.ts';
import { asOutputError, EXIT } from '../exit.ts';
import { onInterrupt } from '../interrupt.ts';
import { folder, futuresFrom, wholeNumber, withResultOptions } from '../options.ts';
import { print, progress } from '../terminal.ts';

declare const TTC_VERSION: string;

const DEFAULT_FUTURES = 2000;

interface BacktestOptions {
  readonly seed: string;
  readonly reps: number;
  readonly workers?: number;
  readonly out: string;
  readonly json?: true;
  readonly charts: boolean;
  readonly report?: boolean;
}

export const backtest: CommandDefinition = {
  name: 'backtest',
  summary: 'forecast as of days in the past, with what was known then, and score it by what happened',
  examples: [
    'ttc backtest scenarios/childress-mining-2023.yaml',
    'ttc backtest scenarios/sweetwater-1.yaml scenarios/prince-george-swap.yaml --json --seed a',
  ],
  declare: (command: Command) =>
    withResultOptions(
      command
        .argument('<files...>', 'scenario files with "backtest:" and "actuals:"')
        .option('--seed <text>', 'seed text: future i of it is <text>:i', 'study')
        .option('--reps <n>', 'number of futures for each day', wholeNumber(1, 10_000_000), DEFAULT_FUTURES)
        .option('--workers <n>', 'threads (default: as many as there are cores)', wholeNumber(1, 1024))
        .option('--out <folder>', 'where results go: <folder>/backtest/<run id>/', folder, 'out'),
    ),
  async act([files], given) {
    const options = given as unknown as BacktestOptions;
    await onInterrupt(async (onOpen) => {
      const futures = await futuresFrom(options.seed, options.reps);
      // Everything is checked before the first day is forecast.
      const asked = await checkedFiles(files as string[]);
      const { availableParallelism } = await import('node:os');
      const workers = options.workers ?? availableParallelism();
      const scenarios: ScenarioBacktest[] = [];
      for (const entry of asked) scenarios.push(await backtestOne(entry, futures, workers));
      const { BACKTEST_SCHEMA_VERSION, summariseBacktest } = await import('../../measure/backtest.ts');
      const result: Backtest = {
        schemaVersion: BACKTEST_SCHEMA_VERSION,
        tool: `time-to-compute ${TTC_VERSION}`,
        seed: options.seed,
        replications: options.reps,
        confidence: 0.9,
        scenarios,
        summary: summariseBacktest(scenarios),
      };
      await tellResult(
        result,
        commandLine('backtest', files as string[], { seed: options.seed, reps: options.reps }),
        options,
        workers,
        onOpen,
      );
    });
    return EXIT.done;
  },
};

interface CheckedFile {
  readonly scenario: Scenario;
  readonly asked: AskedBacktest;
}

/** The scenarios and their plans as of each day. Throws InvalidInput with the problems of all files. */
async function checkedFiles(files: readonly string[]): Promise<CheckedFile[]> {
  const { compileBacktest } = await import('../../scenario/backtest.ts');
  const { readScenario } = await import('../../scenario/read-scenario.ts');
  const { InvalidInput } = await import('../../base/problem.ts');
  const problems: Problem[] = [];
  const checked: CheckedFile[] = [];
  for (const file of files) {
    // Lets a signal through between two files.
    await new Promise(setImmediate);
    try {
      const scenario = readScenario(file);
      checked.push({ scenario, asked: compileBacktest(scenario) });
    } catch (error) {
      if (!(error instanceof InvalidInput)) throw error;
      problems.push(...error.problems);
    }
  }
  if (problems.length > 0) throw new InvalidInput(problems);
  return checked;
}

async function backtestOne({ scenario, asked }: CheckedFile, futures: readonly SeedRun[], workers: number): Promise<ScenarioBacktest> {
  const { runBacktest } = await import('../../study/backtest.ts');
  const bar = progress(scenario.name);
  try {
    return await runBacktest({
      ...asked,
      scenario: scenario.name,
      scenarioDigest: scenario.digest,
      futures,
      workers,
      onProgress: bar.update,
    });
  } finally {
    bar.clear();
  }
}

async function tellResult(
  result: Backtest,
  command: string,
  { json, out, charts, report }: BacktestOptions,
  workers: number,
  onOpen: (discard: () => void) => void,
): Promise<void> {
  const { writeBacktest } = await import('../../report/write-backtest.ts');
  const { runId } = await import('../write-out.ts');
  const digests = result.scenarios.map(({ scenarioDigest }) => scenarioDigest);
  const id = runId(new Date(), ...digests, result.tool, result.seed, String(result.replications));
  const what = { charts: charts ? 'all' : 'none', report: (report ?? charts) ? 'page' : 'none', command } as const;
  const written = await writeBacktest({ backtest: result, out, runId: id, ...what, workers, onOpen }).catch((error: unknown) => {
    throw asOutputError(error, out, 'name a folder you may write to with --out, or make room on the disk');
  });
  if (json === true) {
    await print(`${JSON.stringify(result)}\n`);
    return;
  }
  const { backtestReport } = await import('../backtest-report.ts');
  await print(backtestReport(result, written));
}
