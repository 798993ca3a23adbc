/** `ttc check`: holds scenarios to what is expected of them and to their baselines, with as many futures as it takes to tell. */
import type { Command } from 'commander';
import type { Problem } from '../../base/problem.ts';
import type { CheckedScenario, CheckResult } from '../../report/check-result.ts';
import type { PlacedExpectation } from '../../scenario/gate-file.ts';
import type { GateVerdict } from '../../study/gate-outcome.ts';
import type { ReadyToCheck } from '../check-scenario.ts';
import type { CommandDefinition } from '../command.ts';
import { asOutputError, EXIT, UsageError } from '../exit.ts';
import { onInterrupt } from '../interrupt.ts';
import { collect, wholeNumber } from '../options.ts';
import { print, progress, tell } from '../terminal.ts';

declare const TTC_VERSION: string;

const FIRST_LOOK = 1000;
const MOST_FUTURES = 8000;

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
        `most futures before an expectation is left undecided (default: ${MOST_FUTURES})`,
        wholeNumber(20, 10_000_000),
      )
      .option('--workers <n>', 'threads (default: as many as there are cores)', wholeNumber(1, 1024))
      .option('--junit <file>', 'write JUnit XML')
      .option('--summary <file>', 'write a summary in Markdown; $GITHUB_STEP_SUMMARY gets one anyhow')
      .option('--out <folder>', 'leave results with charts in <folder>/<scenario>/<run id>/ too, of the futures of the first look')
      .option('--json', 'print one JSON document on stdout, and nothing else'),
  async act([files], given) {
    const options = given as unknown as CheckOptions;
    const named = files as string[];
    if (options.baseline !== undefined && named.length > 1)
      throw new UsageError('--baseline is the baseline of one scenario', 'check one scenario, or keep the baselines beside the scenarios');
    let code: number = EXIT.done;
    await onInterrupt(async (onOpen) => {
      const { ready, reps, maxReps } = await allReady(named, options);
      const { availableParallelism } = await import('node:os');
      const workers = options.workers ?? availableParallelism();
      const scenarios: CheckedScenario[] = [];
      for (const entry of ready) scenarios.push(await checkOne(entry, { reps, maxReps, workers, out: options.out, onOpen }));
      code = exitCodeOf(scenarios);
      const { CHECK_SCHEMA_VERSION } = await import('../../report/check-result.ts');
      const verdict = overall(scenarios.map((scenario) => scenario.verdict));
      const tool = toolName();
      await tellAll({ schemaVersion: CHECK_SCHEMA_VERSION, tool, verdict, exitCode: code, scenarios }, options);
    });
    return code;
  },
};

function toolName(): string {
  return `time-to-compute ${TTC_VERSION}`;
}

interface Ready {
  readonly ready: readonly ReadyToCheck[];
  readonly reps: number;
  readonly maxReps: number;
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
  const gateFiles = gates.flatMap((file) => collected(() => readGateFile(file)));
  const onCommandLine = expect.flatMap((text): PlacedExpectation[] => {
    const parsed = parseExpectation(text);
    if (parsed.ok) return [{ text, expectation: parsed.expectation }];
    problems.push({ path: ['--expect'], message: parsed.message, remedy: parsed.remedy });
    return [];
  });
  const asked = [...gateFiles.flatMap(({ expectations }) => expectations), ...onCommandLine];
  const ready: ReadyToCheck[] = [];
  for (const file of files) {
    // Lets a signal through between two files.
    await new Promise(setImmediate);
    ready.push(...collected(() => readyToCheck(file, asked, seed, baseline)));
  }
  if (problems.length > 0) throw new InvalidInput(problems);
  const most = maxReps ?? (Math.max(0, ...gateFiles.map((file) => file.maxReps ?? 0)) || Math.max(MOST_FUTURES, reps ?? 0));
  const first = reps ?? Math.max(0, ...gateFiles.map((file) => file.reps ?? 0));
  if (reps !== undefined && maxReps !== undefined && reps > maxReps)
    throw new UsageError(`--reps ${reps} is more than --max-reps ${maxReps}`, 'begin with fewer');
  return { ready, reps: Math.min(first || FIRST_LOOK, most), maxReps: most };
}

interface HowToCheck {
  readonly reps: number;
  readonly maxReps: number;
  readonly workers: number;
  readonly out: string | undefined;
  readonly onOpen: (discard: () => void) => void;
}

async function checkOne(
  { scenario, plan, gates, baseline, seed, pairing }: ReadyToCheck,
  { reps, maxReps, workers, out, onOpen }: HowToCheck,
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
  const charts = out === undefined ? [] : await writeCharts({ scenario, plan, seed, out, reps, workers, onOpen });
  const changed = baseline === null ? [] : changedSince(baseline.content, scenario);
  return {
    scenario: scenario.name,
    file: scenario.file,
    verdict: overall(outcomes.map(({ verdict }) => verdict)),
    futures: played.futures,
    seed: `${seed.text}:${seed.index}`,
    baseline:
      baseline === null ? null : { file: baseline.file, futures: baseline.content.futures, tool: baseline.content.tool, pairing, changed },
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

type ChartsRequest = Pick<ReadyToCheck, 'scenario' | 'plan' | 'seed'> & Omit<HowToCheck, 'maxReps' | 'out'> & { readonly out: string };

async function writeCharts({ scenario, plan, seed, out, reps, workers, onOpen }: ChartsRequest): Promise<readonly string[]> {
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
  return (await writeOut({ result, scenario, out, charts: 'all', workers, onOpen })).charts;
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

async function tellAll(result: CheckResult, { json, junit, summary }: CheckOptions): Promise<void> {
  const { appendFileSync, mkdirSync, writeFileSync } = await import('node:fs');
  const { dirname } = await import('node:path');
  const write = (file: string, text: string, how: (file: string, text: string) => void): void => {
    try {
      mkdirSync(dirname(file), { recursive: true });
      how(file, text);
    } catch (error) {
      throw asOutputError(error, file, 'name a file that may be written');
    }
  };
  if (junit !== undefined) {
    const { junitXml } = await import('../../report/junit.ts');
    write(junit, junitXml(result), writeFileSync);
  }
  const forJob = process.env['GITHUB_STEP_SUMMARY'];
  if (summary !== undefined || (forJob !== undefined && forJob !== '')) {
    const { ciSummary } = await import('../../report/ci-summary.ts');
    const page = ciSummary(result);
    if (summary !== undefined) write(summary, page, writeFileSync);
    if (forJob !== undefined && forJob !== '') write(forJob, page, appendFileSync);
  }
  if (json === true) await print(`${JSON.stringify(result)}\n`);
  else {
    const { checkReport } = await import('../check-report.ts');
    await print(checkReport(result));
  }
  if (process.env['GITHUB_ACTIONS'] !== 'true') return;
  const { annotations } = await import('../../report/annotations.ts');
  // GitHub reads them from either stream; stdout belongs to the data.
  for (const line of annotations(result)) tell(line);
}
