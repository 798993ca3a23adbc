/** `ttc sensitivity`: what an outcome is sensitive to, input by input and cause by cause, and which futures are late. */
import { type Command, InvalidArgumentError } from 'commander';
import type { ChosenOutcome } from '../../measure/chosen-outcome.ts';
import type { Plan } from '../../plan/plan.ts';
import { commandLine } from '../again.ts';
import type { CommandDefinition } from '../command.ts';
import { asOutputError, EXIT, UsageError } from '../exit.ts';
import { onInterrupt } from '../interrupt.ts';
import { collect, folder, futuresFrom, wholeNumber, withResultOptions } from '../options.ts';
import { print, progress } from '../terminal.ts';

declare const TTC_VERSION: string;

const DEFAULT_FUTURES = 2000;
const DEFAULT_SIZE = { sobol: 256, morris: 10 } as const;

interface SensitivityOptions {
  readonly outcome?: string;
  readonly lateAfter?: string;
  readonly top: number;
  readonly set: readonly string[];
  readonly design?: keyof typeof DEFAULT_SIZE;
  readonly designSize?: number;
  readonly seed: string;
  readonly reps: number;
  readonly workers?: number;
  readonly out: string;
  readonly json?: true;
  readonly charts: boolean;
  readonly report?: boolean;
}

export const sensitivity: CommandDefinition = {
  name: 'sensitivity',
  summary: 'which random inputs move a milestone, an amount of compute or the MW-days lost, and in which futures compute is late',
  examples: [
    'ttc sensitivity scenarios/childress-horizon.yaml',
    'ttc sensitivity scenarios/childress-horizon.yaml --outcome "online 50 %" --late-after 2026-12-31 --top 20',
    'ttc sensitivity scenarios/first-hall.yaml --outcome "lost MW-days" --design sobol --json',
  ],
  declare: (command: Command) =>
    withResultOptions(
      command
        .argument('<file>', 'scenario file')
        .option(
          '--outcome <name>',
          'a milestone, "online 50 %", "<site>/online 100 MW", "lost MW-days" or "makespan" (default: all compute online, or the makespan)',
        )
        .option(
          '--late-after <limit>',
          'what is late: a date, a number in a plain network, or MW-days (default: the date of the plan, or else P80)',
        )
        .option('--top <n>', 'inputs to list', wholeNumber(1, 1000), 15)
        .option(
          '--design <kind>',
          'also play a design of its own: sobol (first-order and total indices), morris (one at a time)',
          designKind,
        )
        .option(
          '--design-size <n>',
          'rows of the Sobol samples (default: 256; powers of two are best), or paths of Morris (default: 10)',
          wholeNumber(2, 65_536),
        )
        .option('--set <path=value>', 'change the scenario first, as for run; may be repeated', collect, [])
        .option('--seed <text>', 'seed text: future i of it is <text>:i', 'study')
        .option('--reps <n>', 'number of futures', wholeNumber(2, 1_000_000), DEFAULT_FUTURES)
        .option('--workers <n>', 'threads (default: as many as there are cores)', wholeNumber(1, 1024))
        .option('--out <folder>', 'where results go: <folder>/<scenario>/<run id>/', folder, 'out'),
    ),
  async act([file], given) {
    const options = given as unknown as SensitivityOptions;
    if (options.designSize !== undefined && options.design === undefined)
      throw new UsageError('--design-size is the size of a design', 'add --design sobol or --design morris');
    await onInterrupt((onOpen) => study(file as string, options, onOpen));
    return EXIT.done;
  },
};

async function study(file: string, options: SensitivityOptions, onOpen: (discard: () => void) => void): Promise<void> {
  const { compile } = await import('../../scenario/compile.ts');
  const { readScenario } = await import('../../scenario/read-scenario.ts');
  const overrides = options.set.length === 0 ? [] : (await import('../../scenario/set-option.ts')).parseSets(options.set);
  const scenario = readScenario(file, overrides);
  const plan = compile(scenario);
  const outcome = await outcomeOf(options, plan);
  const lateAfter = await lateAfterOf(options, plan, outcome);
  const futures = await futuresFrom(options.seed, options.reps);
  const { runSensitivity } = await import('../../study/sensitivity.ts');
  const { availableParallelism } = await import('node:os');
  const workers = options.workers ?? availableParallelism();
  const bar = progress(scenario.name);
  const outcomes = await runSensitivity({
    plan,
    tool: `time-to-compute ${TTC_VERSION}`,
    futures,
    seedLabel: options.seed,
    outcome,
    lateAfter,
    design: options.design === undefined ? null : { kind: options.design, size: options.designSize ?? DEFAULT_SIZE[options.design] },
    workers,
    onProgress: bar.update,
  }).finally(bar.clear);
  const { writeSensitivity } = await import('../../report/write-sensitivity.ts');
  const { runId } = await import('../write-out.ts');
  const id = runId(new Date(), scenario.digest, outcomes.tool, outcomes.seed, String(outcomes.replications), 'sensitivity', outcome.name);
  const request = { outcomes, scenarioDigest: scenario.digest, out: options.out, runId: id, workers, onOpen };
  const what = {
    charts: options.charts ? 'all' : 'none',
    report: (options.report ?? options.charts) ? 'page' : 'none',
    command: commandLine('sensitivity', [file], {
      outcome: outcome.name,
      'late-after': options.lateAfter,
      design: options.design,
      'design-size': options.designSize,
      set: options.set,
      seed: options.seed,
      reps: options.reps,
    }),
  } as const;
  const written = await writeSensitivity({ ...request, ...what }).catch((error: unknown) => {
    throw asOutputError(error, options.out, 'name a folder you may write to with --out, or make room on the disk');
  });
  if (options.json === true) {
    await print(`${JSON.stringify(outcomes)}\n`);
    return;
  }
  const { sensitivityReport } = await import('../sensitivity-report.ts');
  await print(sensitivityReport(outcomes, written, options.top));
}

/** Throws InvalidInput on an outcome the plan does not have. */
async function outcomeOf({ outcome }: SensitivityOptions, plan: Plan): Promise<ChosenOutcome> {
  const { parseOutcome, usualOutcome } = await import('../../measure/chosen-outcome.ts');
  if (outcome === undefined) return usualOutcome(plan);
  const parsed = parseOutcome(outcome, plan);
  if (parsed.ok) return parsed.outcome;
  const { InvalidInput } = await import('../../base/problem.ts');
  throw new InvalidInput([{ path: ['--outcome'], message: parsed.message, remedy: parsed.remedy }]);
}

async function lateAfterOf({ lateAfter }: SensitivityOptions, plan: Plan, outcome: ChosenOutcome): Promise<number | null> {
  if (lateAfter === undefined) return null;
  const { parseLimit } = await import('../../measure/chosen-outcome.ts');
  const limit = parseLimit(lateAfter, plan, outcome);
  if (limit.ok) return limit.value;
  const { InvalidInput } = await import('../../base/problem.ts');
  throw new InvalidInput([{ path: ['--late-after'], message: limit.message, remedy: limit.remedy }]);
}

function designKind(text: string): keyof typeof DEFAULT_SIZE {
  if (text === 'sobol' || text === 'morris') return text;
  throw new InvalidArgumentError('Write sobol or morris.');
}
