/** What a person reads after `ttc sensitivity`: whether the futures are enough, the largest inputs, the causes, and the late futures. */
import { relative } from 'node:path';
import type { DesignOutcome, SensitivityOutcomes } from '../measure/sensitivity/outcomes.ts';
import { shareWithInterval, tellLate, tellVerdict } from '../report/sensitivity-tables.ts';
import type { Written } from '../report/write-results.ts';
import { table } from './table.ts';
import { paint } from './terminal.ts';

const MOST_CAUSES = 8;
const LONGEST_NAME = 60;

export function sensitivityReport(outcomes: SensitivityOutcomes, written: Written, top: number): string {
  const { stdout } = process;
  const { outcome, inputs, causes, explained } = outcomes;
  const rows = inputs
    .slice(0, top)
    .map(({ label, first, rank, swing, standsOut }) => [
      `  ${shorten(label)}`,
      shareWithInterval(first),
      `${hundredths(rank.value)} (${hundredths(rank.lo)} to ${hundredths(rank.hi)})`,
      `${swing > 0 ? '+' : ''}${Math.abs(swing) >= 10 ? Math.round(swing) : Number(swing.toFixed(1))} ${outcome.unit}`,
      standsOut ? '' : 'as chance',
    ]);
  const lines = [
    paint(`What moves ${outcome.name} of ${outcomes.title}`, 'bold', stdout),
    `${outcomes.replications} futures, seed ${outcomes.seed}; ${tellVerdict(outcomes)}`,
    '',
    table([['  input', 'explains', 'rank correlation', 'low to high fifth', ''], ...rows], ['left', 'right', 'right', 'right', 'left']),
    ...(inputs.length > top ? [`  (${inputs.length - top} more in inputs.csv)`] : []),
    `all inputs one by one explain ${shareWithInterval(explained)} of the variance; the rest is interaction, and luck no input tells`,
    '',
    paint('By cause', 'bold', stdout),
    table(
      causes
        .slice(0, MOST_CAUSES)
        .map(({ label, first, inputs: count }) => [`  ${label}`, shareWithInterval(first), `${count} input${count === 1 ? '' : 's'}`]),
      ['left', 'right', 'right'],
    ),
    '',
    paint('The late futures', 'bold', stdout),
    ...tellLate(outcomes),
    '',
    ...(outcomes.design === undefined ? [] : designLines(outcomes.design, outcome.unit, top)),
    ...(outcomes.censored > 0 ? [`${outcomes.censored} futures do not reach it by the horizon, and count as if they did there`, ''] : []),
    `results: ${here(written.folder)}`,
  ];
  if (written.charts.length > 0) lines.push(`charts:  ${here(written.folder)}/charts/ (${written.charts.length} PNG files)`);
  if (written.report != null) lines.push(`report:  ${here(written.report)}`);
  return `${lines.join('\n')}\n`;
}

function designLines(design: DesignOutcome, unit: string, top: number): string[] {
  const title = (what: string): string => paint(what, 'bold', process.stdout);
  if (design.kind === 'sobol') {
    const rows = design.inputs.map(({ label, first, total }) => [
      `  ${shorten(label)}`,
      shareWithInterval(first),
      shareWithInterval(total),
    ]);
    return [
      title(`Sobol design, ${design.futures} futures of its own`),
      table([['  input', 'alone', 'with others (total)'], ...rows], ['left', 'right', 'right']),
      '',
    ];
  }
  const rows = design.inputs
    .slice(0, top)
    .map(({ label, size, mean, sd }) => [
      `  ${shorten(label)}`,
      `${size.value.toFixed(1)} (${size.lo.toFixed(1)} to ${size.hi.toFixed(1)}) ${unit}`,
      `${mean.toFixed(1)} ${unit}`,
      `${sd.toFixed(1)} ${unit}`,
    ]);
  return [
    title(`Elementary effects (Morris), ${design.futures} futures of its own in ${design.paths} paths: half of an input's range up`),
    table([['  input', 'size', 'mean', 'sd'], ...rows], ['left', 'right', 'right', 'right']),
    '',
  ];
}

/** Two digits; nothing is not told with a sign. */
function hundredths(value: number): string {
  return (Math.round(100 * value) / 100 + 0).toFixed(2);
}

function shorten(name: string): string {
  return name.length <= LONGEST_NAME ? name : `${name.slice(0, LONGEST_NAME - 1)}…`;
}

function here(path: string): string {
  const fromHere = relative('.', path);
  return fromHere.startsWith('..') ? path : fromHere;
}
