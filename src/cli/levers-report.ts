/** Levers as the terminal shows them: the ranking, then the order in which to pull them and what binds after each. */
import { relative } from 'node:path';
import { showChance } from '../base/show-chance.ts';
import type { LeverSequence, LeversOutcome } from '../measure/levers.ts';
import type { Estimate } from '../measure/outcomes.ts';
import { showBinding, showCost, showGain, tellAnomalies } from '../report/levers-tables.ts';
import type { Written } from '../report/write-results.ts';
import { showSet } from '../scenario/set-option.ts';
import { table } from './table.ts';
import { paint } from './terminal.ts';

const MOST_LEVERS = 20;
/** Overrides of the best lever that are printed; all stand in levers.md. */
const MOST_SETS = 4;

export function leversReport(outcome: LeversOutcome, written: Written): string {
  const { levers, milestone, percentile, base, replications, seed, sequence, notTried, grouping } = outcome;
  const { stdout } = process;
  const unit = outcome.unit ?? 'd';
  const p = `P${Number((100 * percentile).toFixed(1))}`;
  const hasMwDays = levers.some(({ mwDays }) => mwDays !== null);
  const hasCost = levers.some(({ costUsd }) => costUsd !== null);
  const head = ['', 'lever', `${unit} gained`, ...(hasMwDays ? [`MW-${unit} gained`] : []), 'later in', ...(hasCost ? ['cost'] : []), ''];
  const rows = levers
    .slice(0, MOST_LEVERS)
    .map((lever) => [
      ...[String(lever.rank), lever.label, showGain(lever.days)],
      ...(hasMwDays ? [showGain(lever.mwDays)] : []),
      lever.later === 0 ? '' : showChance(lever.later),
      ...(hasCost ? [showCost(lever.costUsd)] : []),
      lever.verdict === 'helps' ? '' : lever.verdict,
    ]);
  const align = head.map((_, i) => (i === 1 || i === head.length - 1 ? 'left' : 'right') as 'left' | 'right');
  const several = levers.some(({ places }) => places.length > 1) && grouping === 'together';
  const anomalies = tellAnomalies(outcome);
  const [best] = levers;
  return `${[
    paint(outcome.title, 'bold', stdout),
    `${p} of ${milestone}: ${instant(base)} as things are (${replications} futures, seed ${seed}); each lever alone, on the same futures, with its 90 % interval`,
    ...(several ? ['what several places have is relieved in all of them at once (--each-place: one by one)'] : []),
    '',
    table([head, ...rows], align),
    ...(levers.length > MOST_LEVERS ? [`(${levers.length - MOST_LEVERS} more in levers.csv)`] : []),
    ...(best === undefined
      ? ['no lever was found in this scenario']
      : ['', `the first: ${best.sentence}`, ...best.overrides.slice(0, MOST_SETS).map((override) => `  ${showSet(override)}`)]),
    ...(best !== undefined && best.overrides.length > MOST_SETS ? [`  (${best.overrides.length - MOST_SETS} more in levers.md)`] : []),
    ...notTried.map(({ label, problem }) => paint(`not tried: ${label}: ${problem}`, 'yellow', stdout)),
    ...(anomalies === null ? [] : ['', anomalies]),
    ...(sequence === null ? [] : ['', ...sequenceLines(sequence, p, unit)]),
    '',
    `results: ${here(written.folder)}`,
    ...written.charts.map((chart) => `chart:   ${here(chart)}`),
    ...(written.report == null ? [] : [`report:  ${here(written.report)}`]),
  ].join('\n')}\n`;
}

function sequenceLines({ binds, steps, ended, mostSteps }: LeverSequence, p: string, unit: string): string[] {
  return [
    paint('Whack-a-mole order: the best lever, then the best of the rest', 'bold', process.stdout),
    `at first its time goes into ${showBinding(binds, unit)}`,
    table(
      steps.map((step, i) => [
        `${i + 1}`,
        step.label,
        `${showGain(step.days)} ${unit}`,
        `${p} ${instant(step.reached)}`,
        `then ${showBinding(step.binds, unit)}`,
      ]),
      ['right', 'left', 'right', 'left', 'left'],
    ),
    ended === 'nothing helps' ? 'after that no lever helps for certain' : `stopped after ${mostSteps} steps (--steps)`,
  ];
}

function instant(estimate: Estimate): string {
  const at = estimate.date ?? estimate.value ?? null;
  // Of an instant the day is enough.
  return at === null ? 'after the horizon' : String(at).slice(0, 10);
}

function here(path: string): string {
  const short = relative('.', path);
  return short.startsWith('..') ? path : short;
}
