/** The short table a person reads after a run: milestones, what holds things back, where the charts are. */
import { relative } from 'node:path';
import type { Estimate, MilestoneOutcome, Outcomes } from '../measure/outcomes.ts';
import { topCauses } from '../report/summary-md.ts';
import type { Written } from '../report/write-results.ts';
import { table } from './table.ts';
import { paint } from './terminal.ts';

const MOST_MILESTONES = 12;
const MOST_CAUSES = 3;

export function shortReport(outcomes: Outcomes, written: Written): string {
  const { stdout } = process;
  const what =
    outcomes.world === null
      ? `${outcomes.replications} futures, seed ${outcomes.seed}`
      : `one deterministic run (${outcomes.world} of every draw): not a forecast`;
  const lines = [paint(outcomes.title, 'bold', stdout), what, '', milestoneTable(outcomes), ''];
  const causes = topCauses(outcomes).slice(0, MOST_CAUSES);
  if (causes.length > 0) {
    lines.push(
      paint(
        (outcomes.lostMwDays ?? 0) > 0
          ? 'What holds the compute back (MW-days lost against the plan)'
          : 'What the time goes into (on the driving path)',
        'bold',
        stdout,
      ),
    );
    lines.push(
      table(
        causes.map(({ label, amount, share, unit }) => [`  ${label}`, `${round(amount)} ${unit}`, `${Math.round(100 * share)} %`]),
        ['left', 'right', 'right'],
      ),
      '',
    );
  }
  for (const { question, p, lo, hi } of outcomes.probabilities)
    lines.push(`P(${question}) = ${percent(p)} (${percent(lo)} to ${percent(hi)})`);
  if (outcomes.probabilities.length > 0) lines.push('');
  lines.push(`results: ${here(written.folder)}`);
  if (written.charts.length > 0) lines.push(`charts:  ${here(written.folder)}/charts/ (${written.charts.length} PNG files)`);
  return `${lines.join('\n')}\n`;
}

function milestoneTable(outcomes: Outcomes): string {
  const entries = Object.entries(outcomes.milestones);
  const chosen = important(entries).slice(0, MOST_MILESTONES);
  const rows = chosen.map(([id, milestone]) => [
    id,
    show(milestone.p50),
    show(milestone.p80),
    interval(milestone.p80),
    milestone.target === null ? '' : String(milestone.target),
    milestone.onTime === null ? '' : percent(milestone.onTime.share),
  ]);
  const head = ['milestone', 'P50', 'P80', 'P80 is within', 'plan', 'in time'];
  if (entries.length === 0)
    rows.push(['makespan', show(outcomes.makespan.p50), show(outcomes.makespan.p80), interval(outcomes.makespan.p80), '', '']);
  const more = entries.length > chosen.length ? `\n(${entries.length - chosen.length} more in milestones.csv)` : '';
  return table([head, ...rows], ['left', 'left', 'left', 'left', 'left', 'right']) + more;
}

/** Those with a plan first, then those of the end of the chain; each group in its own order. */
function important(entries: readonly (readonly [string, MilestoneOutcome])[]): (readonly [string, MilestoneOutcome])[] {
  const planned = entries.filter(([, { target }]) => target !== null);
  return planned.length > 0 ? planned : [...entries];
}

function show(estimate: Estimate): string {
  const instant = estimate.date ?? estimate.value ?? null;
  if (instant === null) return 'after the horizon';
  return typeof instant === 'number' ? String(round(instant)) : instant;
}

function interval({ lo, hi }: Estimate): string {
  const side = (instant: Estimate['lo']): string =>
    instant === null ? '…' : typeof instant === 'number' ? String(round(instant)) : instant;
  return `${side(lo)} to ${side(hi)}`;
}

function round(value: number): number {
  return Math.abs(value) >= 100 ? Math.round(value) : Math.round(value * 100) / 100;
}

/** A share is never told as 0 % or 100 %: no number of futures can show that. */
function percent(share: number): string {
  const value = 100 * share;
  if (value < 1) return '< 1 %';
  if (value > 99) return '> 99 %';
  return `${Math.round(value)} %`;
}

function here(path: string): string {
  const fromHere = relative('.', path);
  return fromHere.startsWith('..') ? path : fromHere;
}
