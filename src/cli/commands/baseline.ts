/** `ttc baseline update`: plays scenarios and keeps beside each what they come to, for `ttc check` to compare with. */
import type { Command } from 'commander';
import type { Problem } from '../../base/problem.ts';
import type { Baseline } from '../../plan/baseline.ts';
import type { Plan } from '../../plan/plan.ts';
import type { Scenario } from '../../scenario/read-scenario.ts';
import type { CommandDefinition } from '../command.ts';
import { asOutputError, EXIT, UsageError } from '../exit.ts';
import { onInterrupt } from '../interrupt.ts';
import { folder, futuresFrom, wholeNumber } from '../options.ts';
import { print, progress } from '../terminal.ts';

declare const TTC_VERSION: string;

const FUTURES = 500;

interface BaselineOptions {
  readonly seed: string;
  readonly reps?: number;
  readonly workers?: number;
  readonly out?: string;
  readonly json?: true;
}

interface Kept {
  readonly file: string;
  readonly scenario: string;
  readonly futures: number;
  readonly state: 'new' | 'changed' | 'unchanged';
  readonly bytes: number;
}

export const baseline: CommandDefinition = {
  name: 'baseline',
  summary: 'keep beside scenarios what they come to, for "ttc check" to compare with: ttc baseline update <files...>',
  examples: ['ttc baseline update scenarios/first-hall.yaml', 'ttc baseline update scenarios/*.yaml --reps 1000'],
  declare: (command: Command) =>
    command
      .argument('<what>', '"update": play them and write the baselines anew')
      .argument('<files...>', 'scenario files; the baseline of X.yaml is X.baseline.json beside it')
      .option('--seed <text>', 'seed text: future i of it is <text>:i', 'study')
      .option(
        '--reps <n>',
        `futures to keep: as many can be paired later (default: as many as the baseline has, or ${FUTURES})`,
        wholeNumber(20, 100_000),
      )
      .option('--workers <n>', 'threads (default: as many as there are cores)', wholeNumber(1, 1024))
      .option('--out <folder>', 'write the baselines there instead of beside the scenarios', folder)
      .option('--json', 'print one JSON document on stdout, and nothing else'),
  async act([what, files], given) {
    if (what !== 'update') throw new UsageError(`"ttc baseline ${String(what)}" is not known`, 'write "ttc baseline update <files...>"');
    const options = given as unknown as BaselineOptions;
    if (options.out !== undefined) await refuseSameNames(files as string[]);
    await onInterrupt(async () => {
      const ready = await allReady(files as string[]);
      const kept: Kept[] = [];
      for (const entry of ready) kept.push(await updateOne(entry, options));
      if (options.json === true) await print(`${JSON.stringify({ baselines: kept })}\n`);
      else
        await print(
          kept
            .map(({ file, futures, state, bytes }) => `${state.padEnd(9)} ${file}  ${futures} futures, ${(bytes / 1024).toFixed(1)} KiB\n`)
            .join(''),
        );
    });
    return EXIT.done;
  },
};

/** In one folder, the second of two baselines of one name would take the place of the first. */
async function refuseSameNames(files: readonly string[]): Promise<void> {
  const { basename } = await import('node:path');
  const names = files.map((file) => basename(file));
  const twice = names.find((name, i) => names.indexOf(name) < i);
  if (twice !== undefined)
    throw new UsageError(
      `two of the files are named ${twice}, and --out has room for one baseline of that name`,
      'give each its own --out',
    );
}

interface Ready {
  readonly scenario: Scenario;
  readonly plan: Plan;
}

/** Throws InvalidInput with the problems of all files. */
async function allReady(files: readonly string[]): Promise<Ready[]> {
  const { compile } = await import('../../scenario/compile.ts');
  const { readScenario } = await import('../../scenario/read-scenario.ts');
  const { InvalidInput } = await import('../../base/problem.ts');
  const problems: Problem[] = [];
  const ready: Ready[] = [];
  for (const file of files) {
    // Lets a signal through between two files.
    await new Promise(setImmediate);
    try {
      const scenario = readScenario(file);
      ready.push({ scenario, plan: compile(scenario) });
    } catch (error) {
      if (!(error instanceof InvalidInput)) throw error;
      problems.push(...error.problems);
    }
  }
  if (problems.length > 0) throw new InvalidInput(problems);
  return ready;
}

async function updateOne({ scenario, plan }: Ready, { seed, reps: asked, workers, out }: BaselineOptions): Promise<Kept> {
  const { availableParallelism } = await import('node:os');
  const { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } = await import('node:fs');
  const { basename, dirname, join } = await import('node:path');
  const { baselineFileOf, writeBaseline } = await import('../../scenario/baseline-file.ts');
  const beside = baselineFileOf(scenario.file);
  const file = out === undefined ? beside : join(out, basename(beside));
  const reps = asked ?? (await futuresOf(file)) ?? FUTURES;
  const text = writeBaseline(await play({ scenario, plan }, seed, reps, workers ?? availableParallelism()));
  const before = existsSync(file) ? readFileSync(file, 'utf8') : null;
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(`${file}.tmp`, text);
    renameSync(`${file}.tmp`, file);
  } catch (error) {
    throw asOutputError(error, file, 'name a folder you may write to with --out');
  }
  const state = before === null ? 'new' : before === text ? 'unchanged' : 'changed';
  return { file, scenario: scenario.name, futures: reps, state, bytes: Buffer.byteLength(text) };
}

/** How many futures a baseline has; undefined if there is none that can be read. */
async function futuresOf(file: string): Promise<number | undefined> {
  const { existsSync } = await import('node:fs');
  const { InvalidInput } = await import('../../base/problem.ts');
  const { readBaseline } = await import('../../scenario/baseline-file.ts');
  try {
    return existsSync(file) ? readBaseline(file).futures : undefined;
  } catch (error) {
    if (error instanceof InvalidInput) return undefined;
    throw error;
  }
}

async function play({ scenario, plan }: Ready, seed: string, reps: number, workers: number): Promise<Baseline> {
  const [run] = await futuresFrom(seed, reps);
  if (run === undefined) throw new Error('no futures');
  const { headlineOf, makeBaseline } = await import('../../study/baseline.ts');
  const { createPlaying, KEPT } = await import('../../study/gate-play.ts');
  const { createPlayer } = await import('../../study/player.ts');
  const { expectationsOf } = await import('../../scenario/gate-file.ts');
  const content = headlineOf(
    plan,
    expectationsOf(scenario).map(({ expectation }) => expectation),
  );
  const playing = createPlaying(createPlayer({ plan, asked: [], each: Object.values(KEPT) }), { text: run.text, first: run.from });
  const bar = progress(scenario.name);
  await playing.upTo(reps, { workers, onProgress: bar.update }).finally(bar.clear);
  return makeBaseline(playing.played(), content, {
    tool: `time-to-compute ${TTC_VERSION}`,
    scenarioDigest: scenario.digests.own,
    libraryDigest: scenario.digests.library,
    seed: `${run.text}:${run.from}`,
  });
}
