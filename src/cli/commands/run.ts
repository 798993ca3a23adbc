/** `ttc run`: plays the futures of each scenario, prints what a person wants to know first, and leaves the rest in a folder. */

import { type Command, InvalidArgumentError } from 'commander';
import { inlineMore } from '../../base/inline-more.ts';
import type { Problem } from '../../base/problem.ts';
import { parseDate } from '../../base/time.ts';
import type { ProbabilityQuestion } from '../../measure/probability.ts';
import type { Plan } from '../../plan/plan.ts';
import type { SeedRun } from '../../random/seed-list.ts';
import { DETERMINISTIC_WORLDS, type DeterministicWorld } from '../../random/world.ts';
import type { Scenario } from '../../scenario/read-scenario.ts';
import type { StudyResult } from '../../study/study.ts';
import type { Precision } from '../../study/until.ts';
import type { CommandDefinition } from '../command.ts';
import { EXIT, UsageError } from '../exit.ts';
import { onInterrupt } from '../interrupt.ts';
import { collect, folder, futuresFrom, wholeNumber } from '../options.ts';
import { paint, print, progress, tell } from '../terminal.ts';

declare const TTC_VERSION: string;

const DEFAULT_FUTURES = 1000;
/** With --until: where to give up. */
const MOST_FUTURES = 50_000;

interface RunOptions {
  readonly seed?: string;
  readonly seeds?: string;
  readonly reps?: number;
  readonly world?: DeterministicWorld;
  readonly workers?: number;
  readonly out: string;
  readonly json?: true;
  readonly activities?: true;
  readonly probability: readonly string[];
  readonly set: readonly string[];
  readonly until: readonly string[];
  readonly maxReps?: number;
  readonly charts?: boolean;
  readonly print?: true;
  readonly report?: boolean;
  readonly asOf?: string;
}

export const run: CommandDefinition = {
  name: 'run',
  summary: 'play many futures of scenarios: when how much compute is online, how sure that is, what holds it back',
  examples: [
    'ttc run scenarios/childress-horizon.yaml',
    'ttc run scenarios/childress-horizon.yaml --json --seed a --reps 1000',
    'ttc run scenarios/first-hall.yaml --probability "plains/hall-1/online <= 2027-06-30"',
    'ttc run scenarios/childress-horizon.yaml --probability "online 100 MW <= 2026-12-31" --probability "online 50 % <= 2026-12-31"',
    'ttc run scenarios/childress-horizon.yaml --until "p80:online 50 %:3d" --max-reps 20000',
    'ttc run network.yaml --world median --json --activities',
  ],
  declare: (command: Command) =>
    command
      .argument('<files...>', 'scenario files')
      .option('--seed <text>', 'seed text: future i of it is <text>:i (default: study)')
      .option('--reps <n>', `number of futures (default: ${DEFAULT_FUTURES}, or all of a seed list)`, wholeNumber(1, 10_000_000))
      .option('--seeds <file>', 'seed list: one future per line, as in seeds/')
      .option(
        '--world <kind>',
        `one deterministic run instead: ${DETERMINISTIC_WORLDS.join(', ')} of every draw; never a forecast`,
        oneOf(DETERMINISTIC_WORLDS),
      )
      .option('--workers <n>', 'threads (default: as many as there are cores)', wholeNumber(1, 1024))
      .option('--out <folder>', 'where results go: <folder>/<scenario>/<run id>/', folder, 'out')
      .option('--json', 'print one JSON document per file on stdout, and nothing else')
      .option('--activities', 'with --world or --reps 1: also tell the start and finish of every activity')
      .option(
        '--probability <question>',
        'chance that a milestone is reached, or an amount of compute online, in time: "<milestone> <= <date or value>", "online 100 MW <= <date>", "<site>/online 50 % <= <date>"; may be repeated',
        collect,
        [],
      )
      .option(
        '--until <precision>',
        'play more futures until the 90 % interval of a percentile is narrower than this: "p80:<milestone>:3d", "p50:online 50 %:1wk"; may be repeated',
        collect,
        [],
      )
      .option(
        '--max-reps <n>',
        `with --until: the most futures to play (default: ${MOST_FUTURES}, or all of a seed list)`,
        wholeNumber(1, 10_000_000),
      )
      .option('--set <path=value>', 'change the scenario: "sites.s.crews.civil.workers=x 1.25"; may be repeated', collect, [])
      .option(
        '--as-of <date>',
        'forecast as of this day, with what "actuals:" reports up to then, instead of the day the file states',
        isoDate,
      )
      .option('--charts', 'paint charts of bare networks too')
      .option('--no-charts', 'paint no charts')
      .option('--print', 'charts for paper too: one PDF that stays sharp at any size, and PNG twice as large')
      .option('--report', 'write report.html also where no charts are painted')
      .option('--no-report', 'write no report.html'),
  async act([files], given) {
    const options = given as unknown as RunOptions;
    checkOptions(options);
    let code: number = EXIT.done;
    await onInterrupt(async (onOpen) => {
      // Everything is checked before the first file is run: a mistake in the last one costs nobody an hour.
      const checked = await checkedFiles(files as string[], options.asOf, options.set);
      const asked = await questionsOf(options, checked);
      const until = await precisionsOf(options, checked);
      const futures = await futuresOf(options);
      for (const [i, { scenario, plan }] of checked.entries()) {
        const result = await runOne(
          { scenario, plan, questions: asked[i] ?? [], until: until[i] ?? [], ...futures, files: checked.length, onOpen },
          options,
        );
        if (result.stuck.length === 0) continue;
        tell(
          `ttc: no future of ${scenario.name} finishes by the horizon. Who waits for what:\n${result.stuck.map((wait) => `  ${wait}`).join('\n')}`,
        );
        code = EXIT.cannotFinish;
      }
    });
    return code;
  },
};

function isoDate(text: string): string {
  if (parseDate(text) === undefined) throw new InvalidArgumentError('Write a date such as 2026-03-01.');
  return text;
}

/** The scenarios and plans of the files. Throws InvalidInput with the problems of all of them. */
async function checkedFiles(
  files: readonly string[],
  asOf: string | undefined,
  sets: readonly string[],
): Promise<{ readonly scenario: Scenario; readonly plan: Plan }[]> {
  const { compile } = await import('../../scenario/compile.ts');
  const { readScenario } = await import('../../scenario/read-scenario.ts');
  const { InvalidInput } = await import('../../base/problem.ts');
  const overrides = sets.length === 0 ? [] : (await import('../../scenario/set-option.ts')).parseSets(sets);
  const problems: Problem[] = [];
  const checked: { scenario: Scenario; plan: Plan }[] = [];
  for (const file of files) {
    // Lets a signal through between two files.
    await new Promise(setImmediate);
    try {
      const scenario = readScenario(file, overrides);
      checked.push({ scenario, plan: compile(scenario, asOf) });
    } catch (error) {
      if (!(error instanceof InvalidInput)) throw error;
      problems.push(...error.problems);
    }
  }
  if (problems.length > 0) throw new InvalidInput(problems);
  return checked;
}

interface OneRun {
  readonly scenario: Scenario;
  readonly plan: Plan;
  readonly questions: readonly ProbabilityQuestion[];
  readonly until: readonly Precision[];
  readonly futures: readonly SeedRun[] | DeterministicWorld;
  readonly label: string;
  /** How many files are run. */
  readonly files: number;
  readonly onOpen: (discard: () => void) => void;
}

/** What did finish is written and told, also where the whole does not. */
async function runOne(
  { scenario, plan, questions, until, futures, label, files, onOpen }: OneRun,
  options: RunOptions,
): Promise<StudyResult> {
  const { runStudy } = await import('../../study/study.ts');
  const { reportedIn } = await import('../../scenario/reported.ts');
  const { countSeeds } = await import('../../random/seed-list.ts');
  const { availableParallelism } = await import('node:os');
  const workers = options.workers ?? availableParallelism();
  if (typeof futures !== 'string') inlineMore(plan.activities.length * countSeeds(futures));
  const bar = progress(scenario.name);
  let result: StudyResult;
  try {
    result = await runStudy({
      plan,
      tool: `time-to-compute ${TTC_VERSION}`,
      futures,
      seedLabel: label,
      workers,
      questions,
      until,
      reported: reportedIn(scenario, plan),
      tellActivities: options.activities === true,
      onProgress: bar.update,
    });
  } finally {
    bar.clear();
  }
  const { writeOut } = await import('../write-out.ts');
  const charts = options.charts ?? options.print ?? (plan.compute.length > 0 && !(options.json === true && files > 1));
  const report = (options.report ?? charts) ? 'page' : 'none';
  const written = await writeOut({
    result,
    scenario,
    out: options.out,
    charts: charts ? (options.print === true ? 'print' : 'all') : 'none',
    report,
    workers,
    onOpen,
  });
  if (options.json === true) {
    await print(`${JSON.stringify(result.outcomes)}\n`);
    return result;
  }
  const { shortReport } = await import('../short-report.ts');
  await print(shortReport(result.outcomes, written));
  const { tellUnfinished } = await import('../unfinished.ts');
  const unfinished = tellUnfinished(result.outcomes);
  if (unfinished !== null) tell(paint(unfinished, 'yellow', process.stderr));
  return result;
}

function checkOptions({ seed, seeds, reps, world, activities, until, maxReps }: RunOptions): void {
  if (until.length > 0 && world !== undefined)
    throw new UsageError('--until adds futures, and --world is one run without luck', 'leave out one of them');
  if (until.length > 0 && reps !== undefined)
    throw new UsageError(
      '--until finds out how many futures are enough, and --reps says how many there are',
      'leave out --reps, or write --max-reps instead',
    );
  if (until.length === 0 && maxReps !== undefined)
    throw new UsageError(
      '--max-reps is where --until gives up',
      'write --reps for a number of futures, or add --until "p80:<milestone>:3d"',
    );
  if (seed !== undefined && seeds !== undefined)
    throw new UsageError('--seed and --seeds are two ways to say which futures', 'give one of them');
  if (world !== undefined && (seed !== undefined || seeds !== undefined || reps !== undefined)) {
    throw new UsageError('--world is one run without luck; it takes no --seed, --seeds or --reps', 'leave them out, or leave out --world');
  }
  if (activities === true && world === undefined && reps !== 1)
    throw new UsageError('--activities tells one future', 'add --world median, or --reps 1');
}

async function futuresOf({
  seed,
  seeds,
  reps,
  world,
  until,
  maxReps,
}: RunOptions): Promise<{ readonly futures: readonly SeedRun[] | DeterministicWorld; readonly label: string }> {
  if (world !== undefined) return { futures: world, label: world };
  if (seeds !== undefined) {
    const { readSeedList } = await import('../seed-file.ts');
    return readSeedList(seeds, reps ?? maxReps);
  }
  const text = seed ?? 'study';
  const count = until.length > 0 ? (maxReps ?? MOST_FUTURES) : (reps ?? DEFAULT_FUTURES);
  return { futures: await futuresFrom(text, count), label: text };
}

/** The questions as each of the plans understands them: they are asked of every file. */
async function questionsOf({ probability }: RunOptions, checked: readonly { readonly plan: Plan }[]): Promise<ProbabilityQuestion[][]> {
  const { parseProbability } = await import('../../measure/probability.ts');
  const { InvalidInput } = await import('../../base/problem.ts');
  const parsed = checked.map(({ plan }) => probability.map((text) => parseProbability(text, plan)));
  const problems = parsed.flat().flatMap((answer) => (answer.ok ? [] : [answer.problem]));
  if (problems.length > 0) throw new InvalidInput(problems);
  return parsed.map((answers) => answers.flatMap((answer) => (answer.ok ? [answer.question] : [])));
}

/** How narrow intervals are asked for, as each of the plans understands it. */
async function precisionsOf({ until }: RunOptions, checked: readonly { readonly plan: Plan }[]): Promise<Precision[][]> {
  if (until.length === 0) return [];
  const { parsePrecision } = await import('../../study/until.ts');
  const { InvalidInput } = await import('../../base/problem.ts');
  const parsed = checked.map(({ plan }) => until.map((text) => parsePrecision(text, plan)));
  const problems = parsed
    .flat()
    .flatMap((answer) => (answer.ok ? [] : [{ path: ['--until'], message: answer.message, remedy: answer.remedy }]));
  if (problems.length > 0) throw new InvalidInput(problems);
  return parsed.map((answers) => answers.flatMap((answer) => (answer.ok ? [answer.precision] : [])));
}

function oneOf<T extends string>(values: readonly T[]): (text: string) => T {
  return (text) => {
    const value = values.find((candidate) => candidate === text);
    if (value === undefined) throw new InvalidArgumentError(`Write one of ${values.join(', ')}.`);
    return value;
  };
}
