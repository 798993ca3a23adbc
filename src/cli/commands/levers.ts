/** `ttc levers`: relieves each constraint of a scenario in turn, on the same futures, and says which buys most. */
import { join } from 'node:path';
import type { Command } from 'commander';
import type { LeversOutcome } from '../../measure/levers.ts';
import { commandLine } from '../again.ts';
import type { CommandDefinition } from '../command.ts';
import { asOutputError, EXIT } from '../exit.ts';
import { onInterrupt } from '../interrupt.ts';
import { collect, folder, futuresFrom, percentile, wholeNumber, withResultOptions } from '../options.ts';
import { print, progress } from '../terminal.ts';

declare const TTC_VERSION: string;

/** Of each lever. The interval of a paired difference is narrow with few. */
const DEFAULT_FUTURES = 500;
const DEFAULT_STEPS = 4;

interface LeversOptions {
  readonly milestone?: string;
  readonly percentile: number;
  readonly seed: string;
  readonly reps: number;
  readonly workers?: number;
  readonly out: string;
  readonly set: readonly string[];
  readonly eachPlace?: true;
  readonly sequence: boolean;
  readonly steps: number;
  readonly json?: true;
  readonly charts: boolean;
  readonly report?: boolean;
}

export const levers: CommandDefinition = {
  name: 'levers',
  summary: 'relieve each constraint in turn, on the same futures: which lever buys most, and what binds after it',
  examples: [
    'ttc levers scenarios/childress-horizon.yaml',
    'ttc levers scenarios/childress-horizon.yaml --milestone childress/horizon-1/online --percentile p50',
    'ttc levers scenarios/iren-portfolio.yaml --reps 200 --no-sequence --json',
  ],
  declare: (command: Command) =>
    withResultOptions(
      command
        .argument('<scenario>', 'scenario file')
        .option('--milestone <name>', 'a milestone, "online 50 %" or another amount, or makespan (default: all compute online)')
        .addOption(
          command.createOption('--percentile <p>', 'which percentile of it is to come sooner').argParser(percentile).default(0.8, 'p80'),
        )
        .option('--seed <text>', 'seed text: future i of it is <text>:i', 'study')
        .option('--reps <n>', 'futures for each lever', wholeNumber(2, 1_000_000), DEFAULT_FUTURES)
        .option('--workers <n>', 'threads (default: as many as there are cores)', wholeNumber(1, 1024))
        .option('--set <path=value>', 'change the scenario before any lever is pulled; may be repeated', collect, [])
        .option('--each-place', 'a lever for each site or region, instead of one for all that have the same constraint')
        .option('--steps <n>', 'steps of the sequence at most', wholeNumber(1, 100), DEFAULT_STEPS)
        .option('--no-sequence', 'rank the levers only; do not pull one after another')
        .option('--out <folder>', 'where results go: <folder>/<scenario>/levers/<run id>/', folder, 'out'),
    ),
  async act([file], given) {
    const options = given as unknown as LeversOptions;
    await onInterrupt(async (onOpen) => {
      const { studyLevers } = await import('../lever-study.ts');
      const { parseSets } = await import('../../scenario/set-option.ts');
      const { availableParallelism } = await import('node:os');
      const workers = options.workers ?? availableParallelism();
      const bar = progress('pulling levers', 'plans');
      let outcome: LeversOutcome;
      try {
        outcome = await studyLevers({
          file: file as string,
          overrides: parseSets(options.set),
          milestone: options.milestone ?? null,
          percentile: options.percentile,
          futures: await futuresFrom(options.seed, options.reps),
          count: options.reps,
          seedLabel: options.seed,
          grouping: options.eachPlace === true ? 'each place' : 'together',
          mostSteps: options.sequence ? options.steps : 0,
          workers,
          tool: `time-to-compute ${TTC_VERSION}`,
          onProgress: (_, done, total) => bar.update(done, total),
        });
      } finally {
        bar.clear();
      }
      await tellResult(file as string, outcome, options, workers, onOpen);
    });
    return EXIT.done;
  },
};

async function tellResult(
  file: string,
  outcome: LeversOutcome,
  options: LeversOptions,
  workers: number,
  onOpen: (discard: () => void) => void,
): Promise<void> {
  const { writeStudy } = await import('../../report/write-study.ts');
  const { leversCsv, leversMarkdown } = await import('../../report/levers-tables.ts');
  const { tornadoFigure } = await import('../../figures/tornado.ts');
  const { runId } = await import('../write-out.ts');
  const { leversPage } = await import('../../report/html/levers-page.ts');
  const { pageParts } = await import('../../report/html/assets.ts');
  const { out, json, charts, report } = options;
  const command = commandOf(file, outcome, options);
  const { schemaVersion, tool, scenario, scenarioDigest, seed, replications } = outcome;
  const figure = charts ? tornadoFigure(outcome) : null;
  const written = await writeStudy({
    parent: join(out, scenario, 'levers'),
    runId: runId(new Date(), scenarioDigest, tool, seed, String(replications), outcome.milestone, String(outcome.percentile)),
    files: {
      'levers.json': `${JSON.stringify(outcome, null, 2)}\n`,
      'levers.csv': leversCsv(outcome),
      'levers.md': leversMarkdown(outcome),
    },
    figures: figure === null ? [] : [figure],
    report: (report ?? charts) ? (files) => leversPage(outcome, { files, command }, pageParts()) : null,
    manifest: { schemaVersion, tool, scenario, scenarioDigest, seed, replications, command },
    workers,
    onOpen,
  }).catch((error: unknown) => {
    throw asOutputError(error, out, 'name a folder you may write to with --out, or make room on the disk');
  });
  if (json === true) {
    await print(`${JSON.stringify(outcome)}\n`);
    return;
  }
  const { leversReport } = await import('../levers-report.ts');
  await print(leversReport(outcome, written));
}

function commandOf(file: string, { milestone, percentile, seed, replications }: LeversOutcome, options: LeversOptions): string {
  return commandLine('levers', [file], {
    milestone,
    percentile: `p${Number((100 * percentile).toFixed(1))}`,
    seed,
    reps: replications,
    set: options.set,
    'each-place': options.eachPlace === true,
    steps: options.sequence ? options.steps : undefined,
    'no-sequence': !options.sequence,
  });
}
