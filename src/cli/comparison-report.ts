/** A comparison as the terminal shows it: what moved, by how much and why. */
import { relative } from 'node:path';
import type { Comparison } from '../measure/comparison.ts';
import { meansMissing, showDay, showDifference, showShifts } from '../report/comparison-tables.ts';
import { signed } from '../report/levers-tables.ts';
import type { Written } from '../report/write-results.ts';
import { table } from './table.ts';
import { paint } from './terminal.ts';

const MOST_DATES = 24;
const MOST_CAUSES = 6;

export function comparisonReport(comparison: Comparison, written: Written): string {
  const { before, after, dates, pairing, lostMwDays, lostByCause, notes, onlyBefore, onlyAfter } = comparison;
  const { stdout } = process;
  const unit = before.unit ?? 'd';
  const head = ['', 'P50 was', 'P80 was', `P50 later by, ${unit}`, `P80 later by, ${unit}`, `mean, ${unit}`, 'at P80', 'most of it'];
  const rows = dates
    .slice(0, MOST_DATES)
    .map((date) => [
      ...[date.name, showDay(date.before.p50), showDay(date.before.p80), showDifference(date.p50), showDifference(date.p80)],
      ...[date.mean.by === null ? '?' : date.mean.by === 0 ? '0' : signed(date.mean.by), date.verdict, showShifts(date.causes, unit, 2)],
    ]);
  const missing = meansMissing(comparison);
  const lines = [
    `${paint(after.label, 'bold', stdout)} against ${paint(before.label, 'bold', stdout)}`,
    pairing === 'paired'
      ? `${before.replications} futures, the same in both, seed ${before.seed}; 90 % intervals`
      : `${before.replications} and ${after.replications} futures, not the same; 90 % intervals`,
    ...notes.map((note) => paint(note, 'yellow', stdout)),
    '',
    table([head, ...rows], ['left', 'left', 'left', 'right', 'right', 'right', 'left', 'left']),
    ...(missing === null ? [] : [missing]),
    ...(dates.length > MOST_DATES ? [`(${dates.length - MOST_DATES} more in comparison.csv)`] : []),
  ];
  if (lostMwDays !== null) {
    lines.push(
      '',
      `MW-days lost: ${Math.round(lostMwDays.before)}, then ${Math.round(lostMwDays.after)}: ${showDifference(lostMwDays)}, ${lostMwDays.verdict}`,
    );
    const causes = lostByCause.slice(0, MOST_CAUSES).map(({ label, by }) => [`  ${label}`, signed(by)]);
    if (causes.length > 0) lines.push(table(causes, ['left', 'right']));
  }
  if (onlyBefore.length > 0) lines.push('', `only in the first: ${onlyBefore.join(', ')}`);
  if (onlyAfter.length > 0) lines.push('', `only in the second: ${onlyAfter.join(', ')}`);
  lines.push('', `results: ${here(written.folder)}`, ...written.charts.map((chart) => `chart:   ${here(chart)}`));
  if (written.report != null) lines.push(`report:  ${here(written.report)}`);
  return `${lines.join('\n')}\n`;
}

function here(path: string): string {
  const short = relative('.', path);
  return short.startsWith('..') ? path : short;
}
