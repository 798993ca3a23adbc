/** `ttc explain`: why a milestone comes when it does: its causal chain in one future, and what drives it over many. */
import type { Command } from 'commander';
import { didYouMean } from '../../base/nearest.ts';
import { InvalidInput } from '../../base/problem.ts';
import type { CommandDefinition } from '../command.ts';
import { EXIT, UsageError } from '../exit.ts';
import { table } from '../table.ts';
import { paint, print } from '../terminal.ts';

declare const TTC_VERSION: string;

const MOST_DRIVERS = 8;

interface ExplainOptions {
  readonly seed?: string;
  readonly reps: string;
  readonly json?: true;
}

export const explain: CommandDefinition = {
  name: 'explain',
  summary: 'say why a milestone comes when it does: the chain of work and waits that leads to it',
  examples: [
    'ttc explain scenarios/childress-horizon.yaml childress/horizon-1/online',
    'ttc explain scenarios/first-hall.yaml plains/hall-1/online --seed study:7',
  ],
  declare: (command: Command) =>
    command
      .argument('<scenario>', 'scenario file')
      .argument('<milestone>', 'a milestone, as listed by "ttc run"; or any activity')
      .option('--seed <seed>', 'the future to explain, such as study:7 (default: the one nearest the medians)')
      .option('--reps <n>', 'futures to look for the nearest among, and to average over', '1000')
      .option('--json', 'print one JSON document'),
  async act([file, milestone], given) {
    const options = given as unknown as ExplainOptions;
    const { compile } = await import('../../scenario/compile.ts');
    const { readScenario } = await import('../../scenario/read-scenario.ts');
    const { explain: chain } = await import('../../measure/explain.ts');
    const { inBrief } = await import('../../measure/explain-brief.ts');
    const { runStudy, play } = await import('../../study/study.ts');
    const { createPlayer } = await import('../../study/player.ts');
    const { parseSeed } = await import('../../random/world.ts');
    const count = Number(options.reps);
    if (!Number.isInteger(count) || count < 1)
      throw new UsageError(`--reps ${options.reps} is not a number of futures`, 'write a whole number from 1 to 1000000');
    const scenario = readScenario(file as string);
    const plan = compile(scenario);
    const name = milestone as string;
    const id = plan.milestones.find((entry) => entry.id === name)?.activity ?? name;
    const player = createPlayer({ plan, asked: [] });
    if (!player.program.indexOf.has(id)) {
      const names = [...plan.milestones.map((entry) => entry.id), ...plan.activities.map((activity) => activity.id)];
      throw new InvalidInput([
        {
          path: [],
          message: `${scenario.file} has no milestone or activity "${name}"${didYouMean(name, names)}`,
          remedy: `name one of ${plan.milestones
            .map((entry) => entry.id)
            .slice(0, 12)
            .join(', ')}`,
        },
      ]);
    }
    const study = await runStudy({
      plan,
      tool: `time-to-compute ${TTC_VERSION}`,
      futures: [{ text: 'study', from: 0, count }],
      seedLabel: 'study',
      questions: [],
      tellActivities: false,
      workers: 1,
    });
    const seed = options.seed ?? study.outcomes.representative?.seed ?? 'study:0';
    const parsed = parseSeed(seed);
    if (!parsed.ok) throw new UsageError(`--seed: ${parsed.message}`, parsed.remedy);
    const trace = play(player, parsed.seed);
    const steps = chain(player.program, trace, id);
    const isReached = !Number.isNaN(trace.finish[player.program.indexOf.get(id) as number]);
    const outcome = Object.entries(study.outcomes.milestones).find(([key]) => key === name)?.[1];
    if (options.json === true) {
      await print(
        `${JSON.stringify({ schemaVersion: 1, scenario: plan.scenario, milestone: name, seed, reached: isReached, steps, drivers: outcome?.drivers ?? [], critical: outcome?.critical ?? [] })}\n`,
      );
      return EXIT.done;
    }
    const unit = plan.axis.kind === 'dated' ? 'days' : plan.axis.unit;
    const rows = inBrief(steps).map((step) => [
      String(step.from).slice(0, 10),
      String(step.to).slice(0, 10),
      step.length.toFixed(1),
      step.kind === 'wait' ? `waits for ${step.waitedFor ?? step.causeLabel}` : step.causeLabel,
      step.activity,
    ]);
    const what = isReached
      ? 'the chain that leads to it'
      : `not reached by ${plan.axis.kind === 'dated' ? 'the horizon' : 'the end'}; the chain that holds it up`;
    await print(`${paint(name, 'bold', process.stdout)} in future ${seed}: ${what}, first things first\n\n`);
    await print(`${table([['from', 'to', unit, 'what', 'activity'], ...rows], ['left', 'left', 'right', 'left', 'left'])}\n`);
    const reached = outcome === undefined ? 0 : count - outcome.censored;
    if (outcome !== undefined && reached === 0) await print(`\nNone of ${count} futures reaches it by the horizon.\n`);
    if (outcome !== undefined && reached > 0) {
      const over = reached === count ? `Over ${count} futures` : `Over the ${reached} of ${count} futures that reach it`;
      const rest = outcome.drivers.slice(MOST_DRIVERS).reduce((sum, { amount }) => sum + amount, 0);
      const drivers = outcome.drivers.slice(0, MOST_DRIVERS).map(({ label, amount }) => [`  ${label}`, `${amount.toFixed(1)} ${unit}`]);
      if (rest > 0) drivers.push(['  other causes', `${rest.toFixed(1)} ${unit}`]);
      await print(`\n${over}, its time goes into (mean ${unit} on the driving path)\n${table(drivers, ['left', 'right'])}\n`);
    }
    return EXIT.done;
  },
};
