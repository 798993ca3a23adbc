/** `ttc check`: holds scenarios to what is expected of them and to their baselines, with as many futures as it takes to tell. */
import type { Command } from 'commander';
import type { Problem } from '../../base/problem.ts';
import type { CheckedScenario, CheckResult } from '../../report/check-result.ts';
import type { PlacedExpectation } from '../../scenario/gate-file.ts';
import type { GateVerdict } from '../../study/gate-outcome.ts';
import type { ReadyToCheck } from '../check-scenario.ts';
import type { CommandDefinition } from '../command.ts';
import { EXIT, OutputError, UsageError } from '../exit.ts';
import { FIRST_LOOK, howManyFutures, MOST_FUTURES } from '../how-many.ts';
import { onInterrupt } from '../interrupt.ts';
import { collect, folder, wholeNumber } from '../options.ts';
import { progress } from '../terminal.ts';

declare const TTC_VERSION: string;

interface CheckOptions {
  readonly gates: readonly string[];
  readonly expect: readonly string[];
  readonly baseline?: string;
  readonly seed?: string;
  readonly reps?: number;
  readonly maxReps?: number;
  readonly workers?: number;
  readonly junit?: string;
  readonly summary?: string;
  readonly json?: true;
  readonly out?: string;
}

export const check: CommandDefinition = {
  name: 'check',
  summary: 'hold scenarios to what is expected of them, and to their baselines: pass, fail or undecided',
  examples: [
    'ttc check scenarios/first-hall.yaml',
    'ttc check scenarios/childress-horizon.yaml --expect "childress/horizon-4/online.p80 <= 2027-12-31" --expect "lost_mw_days.labor < 5000"',
    'ttc check scenarios/first-hall.yaml --expect "P(plains/hall-1/online <= 2027-12-31) >= 80 %" --junit out/check.xml --summary out/check.md',
    'ttc check scenarios/first-hall.yaml --gates gates.yaml --json',
  ],
  declare: (command: Command) =>
    command
      .argument('<files...>', 'scenario files')
      .option('--gates <file>', 'a file of expectations, held against every scenario; may be repeated', collect, [])
      .option(
        '--expect <expression>',
        'one expectation, such as "hall/online.p80 <= 2026-12-31", "P(hall/online <= 2026-12-31) >= 80 %", "lost_mw_days.labor < 5000", "no worse than baseline by more than 7 d"; may be repeated',
        collect,
        [],
      )
      .option('--baseline <file>', 'the baseline of the one scenario (default: <scenario>.baseline.json beside it, if it is there)')
      .option('--seed <text>', 'seed text: future i of it is <text>:i (default: that of the baseline, or study)')
      .option('--reps <n>', `futures of the first look (default: ${FIRST_LOOK})`, wholeNumber(20, 10_000_000))
      .option(
        '--max-reps <n>',
        `most futures before an expectation is left undecided (default: ${MOST_FUTURES}, or as many as the first look has)`,
        wholeNumber(20, 10_000_000),
      )
      .option('--workers <n>', 'threads (default: as many as there are cores)', wholeNumber(1, 1024))
      .option('--junit <file>', 'write JUnit XML')
      .option('--summary <file>', 'write a summary in Markdown; $GITHUB_STEP_SUMMARY gets one anyhow')
      .option('--out <folder>', 'leave results with charts in <folder>/<scenario>/<run id>/ too, of the futures of the first look', folder)
      .option('--json', 'print one JSON document on stdout, and nothing else'),
  async act([files], given) {
    const options = given as unknown as CheckOptions;
    const named = files as string[];
    if (options.baseline !== undefined && named.length > 1)
      throw new UsageError('--baseline is the baseline of one scenario', 'check one scenario, or keep the baselines beside the scenarios');
    let code: number = EXIT.done;
    await onInterrupt(async (onOpen) => {
      const { ready, notChecked, reps, maxReps } = await toldIfRefused(() => allReady(named, options), options);
      const { availableParallelism } = await import('node:os');
      const { writeCheck } = await import('../check-outputs.ts');
      const { CHECK_SCHEMA_VERSION } = await import('../../report/check-result.ts');
      const workers = options.workers ?? availableParallelism();
      const scenarios: CheckedScenario[] = [];
      const refused: OutputError[] = [];
      for (const entry of ready) scenarios.push(await checkOne(entry, { reps, maxReps, workers, out: options.out, onOpen, refused }));
      const verdict = overall(scenarios.map((scenario) => scenario.verdict));
      const exitCode = exitCodeOf(scenarios);
      const result: CheckResult = { schemaVersion: CHECK_SCHEMA_VERSION, tool: toolName(), verdict, exitCode, scenarios, notChecked };
      code = await writeCheck(result, options, refused);
    });
    return code;
  },
};

function toolName(): string {
  return `time-to-compute ${TTC_VERSION}`;
}

interface Ready {
  readonly ready: readonly ReadyToCheck[];
  /** Files of which nothing is expected, beside others of which something is. */
  readonly notChecked: readonly string[];
  readonly reps: number;
  readonly maxReps: number;
}

/** Who reads JUnit, summaries and annotations learns of invalid input too, and not only the terminal. */
async function toldIfRefused<T>(make: () => Promise<T>, options: CheckOptions): Promise<T> {
  const { InvalidInput } = await import('../../base/problem.ts');
  try {
    return await make();
  } catch (error) {
    if (error instanceof InvalidInput) {
      const { writeRefused } = await import('../check-outputs.ts');
      writeRefused(error.problems, options);
    }
    throw error;
  }
}

/** Everything is checked before the first future is played. Throws InvalidInput with the problems of all files. */
async function allReady(files: readonly string[], { gates, expect, seed, baseline, reps, maxReps }: CheckOptions): Promise<Ready> {
  const { InvalidInput } = await import('../../base/problem.ts');
  const { readGateFile } = await import('../../scenario/gate-file.ts');
  const { parseExpectation } = await import('../../plan/expectation.ts');
  const { readyToCheck } = await import('../check-scenario.ts');
  const problems: Problem[] = [];
  const collected = <T>(read: () => T): T[] => {
    try {
      return [read()];
    } catch (error) {
      if (!(error instanceof InvalidInput)) throw error;
      problems.push(...error.problems);
      return [];
    }
  };
  const gateFiles = gates.flatMap((file) => collected(() => ({ ...readGateFile(file), name: file })));
  const onCommandLine = expect.flatMap((text): PlacedExpectation[] => {
    const parsed = parseExpectation(text);
    if (parsed.ok) return [{ text, expectation: parsed.expectation }];
    problems.push({ path: ['--expect'], message: parsed.message, remedy: parsed.remedy });
    return [];
  });
  const asked = [...gateFiles.flatMap(({ expectations }) => expectations), ...onCommandLine];
  const ready: ReadyToCheck[] = [];
  const notChecked: string[] = [];
  for (const file of files) {
    // Lets a signal through between two files.
    await new Promise(setImmediate);
    for (const entry of collected(() => readyToCheck(file, asked, seed, baseline)))
      if (entry === null) notChecked.push(file);
      else ready.push(entry);
  }
  // Among others, such as those of a pattern, a file without expectations is only named; if there are no others, it is a mistake.
  if (ready.length === 0) problems.push(...notChecked.map(nothingExpected));
  if (problems.length > 0) throw new InvalidInput(problems);
  const options = { ...(reps === undefined ? {} : { reps }), ...(maxReps === undefined ? {} : { maxReps }) };
  return { ready, notChecked, ...howManyFutures(options, gateFiles) };
}

function nothingExpected(file: string): Problem {
  return {
    path: [],
    message: 'nothing is expected of this scenario, and it has no baseline',
    remedy: 'add "expect:" to it, give --gates or --expect, or make a baseline with "ttc baseline update"',
    place: { file, line: 1, column: 1, excerpt: '' },
  };
}

interface HowToCheck {
  readonly reps: number;
  readonly maxReps: number;
  readonly workers: number;
  readonly out: string | undefined;
  /** Results that could not be written are added here: the verdict stands all the same. */
  readonly refused: OutputError[];
  readonly onOpen: (discard: () => void) => void;
}

async function checkOne(
  { scenario, plan, gates, baseline, seed, pairing }: ReadyToCheck,
  { reps, maxReps, workers, out, refused, onOpen }: HowToCheck,
): Promise<CheckedScenario> {
  const { runGates } = await import('../../study/gate.ts');
  const began = performance.now();
  const bar = progress(scenario.name);
  const { outcomes, played } = await runGates({
    plan,
    gates: gates.map(({ gate }) => gate),
    baseline: baseline?.content ?? null,
    pairing,
    seed: { text: seed.text, first: seed.index },
    reps,
    maxReps,
    workers,
    onProgress: bar.update,
  }).finally(bar.clear);
  const seconds = (performance.now() - began) / 1000;
  const charts = out === undefined ? [] : await writeCharts({ scenario, plan, seed, out, reps, workers, onOpen }, refused);
  const changed = baseline === null ? [] : changedSince(baseline.content, scenario);
  return {
    scenario: scenario.name,
    file: scenario.file,
    verdict: overall(outcomes.map(({ verdict }) => verdict)),
    futures: played.futures,
    seed: `${seed.text}:${seed.index}`,
    baseline:
      baseline === null
        ? null
        : {
            file: baseline.file,
            futures: baseline.content.futures,
            tool: baseline.content.tool,
            pairing,
            changed,
            notes: baseline.notes,
          },
    gates: outcomes.map((outcome, i) => {
      const place = gates[i]?.place;
      return { ...outcome, place: place === undefined ? null : { file: place.file, line: place.line } };
    }),
    charts,
    seconds: Math.round(seconds * 1000) / 1000,
  };
}

function changedSince(
  { tool, scenarioDigest, libraryDigest }: { readonly tool: string; readonly scenarioDigest: string; readonly libraryDigest: string },
  { digests }: ReadyToCheck['scenario'],
): ('tool' | 'library' | 'scenario')[] {
  const { own, library } = digests;
  return [
    ...(tool === toolName() ? [] : (['tool'] as const)),
    ...(libraryDigest === library ? [] : (['library'] as const)),
    ...(scenarioDigest === own ? [] : (['scenario'] as const)),
  ];
}

type ChartsRequest = Pick<ReadyToCheck, 'scenario' | 'plan' | 'seed'> &
  Omit<HowToCheck, 'maxReps' | 'out' | 'refused'> & { readonly out: string };

async function writeCharts(
  { scenario, plan, seed, out, reps, workers, onOpen }: ChartsRequest,
  refused: OutputError[],
): Promise<readonly string[]> {
  const { runStudy } = await import('../../study/study.ts');
  const { writeOut } = await import('../write-out.ts');
  const result = await runStudy({
    plan,
    tool: toolName(),
    futures: [{ text: seed.text, from: seed.index, count: reps }],
    seedLabel: `${seed.text}:${seed.index}`,
    workers,
    questions: [],
    tellActivities: false,
  });
  try {
    return (await writeOut({ result, scenario, out, charts: 'all', workers, onOpen })).charts;
  } catch (error) {
    if (!(error instanceof OutputError)) throw error;
    refused.push(error);
    return [];
  }
}

function overall(verdicts: readonly GateVerdict[]): GateVerdict {
  if (verdicts.includes('fail')) return 'fail';
  return verdicts.includes('undecided') ? 'undecided' : 'pass';
}

/** A regression goes before a broken limit, and that before what is undecided. */
function exitCodeOf(scenarios: readonly CheckedScenario[]): number {
  const gates = scenarios.flatMap((scenario) => scenario.gates);
  const failed = gates.filter(({ verdict }) => verdict === 'fail');
  if (failed.some(({ kind }) => kind === 'regression')) return EXIT.regression;
  if (failed.length > 0) return EXIT.gate;
  return gates.some(({ verdict }) => verdict === 'undecided') ? EXIT.undecided : EXIT.done;
}
