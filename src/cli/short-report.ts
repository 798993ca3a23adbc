/** The short table a person reads after a run: milestones, what holds things back, where the charts are. */
import { relative } from 'node:path';
import { showChance } from '../base/show-chance.ts';
import type { Estimate, MilestoneOutcome, Outcomes } from '../measure/outcomes.ts';
import { type CauseShare, topCauses, topDrivers } from '../report/causes.ts';
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
  lines.push(...causeLines(topCauses(outcomes), heading(outcomes)));
  // Where compute is planned, what late compute is in at each moment and what made it late are two different things.
  if ((outcomes.lostMwDays ?? 0) > 0)
    lines.push(...causeLines(topDrivers(outcomes), 'What drives the last of it (mean days on the driving path)'));
  for (const { question, p, lo, hi } of outcomes.probabilities)
    if (outcomes.world !== null) lines.push(`${question}: ${p === 1 ? 'yes' : 'no'} in this one run`);
    else lines.push(`P(${question}) = ${showChance(p)} (${showChance(lo)} to ${showChance(hi)})`);
  if (outcomes.probabilities.length > 0) lines.push('');
  lines.push(`results: ${here(written.folder)}`);
  if (written.charts.length > 0) lines.push(`charts:  ${here(written.folder)}/charts/ (${written.charts.length} PNG files)`);
  return `${lines.join('\n')}\n`;
}

function heading(outcomes: Outcomes): string {
  return (outcomes.lostMwDays ?? 0) > 0
    ? 'What holds the compute back (MW-days lost against the plan)'
    : 'What the time goes into (on the driving path)';
}

function causeLines(causes: readonly CauseShare[], title: string): string[] {
  if (causes.length === 0) return [];
  const rows = causes
    .slice(0, MOST_CAUSES)
    .map(({ label, amount, share, unit }) => [`  ${label}`, `${round(amount)} ${unit}`, `${Math.round(100 * share)} %`]);
  return [paint(title, 'bold', process.stdout), table(rows, ['left', 'right', 'right']), ''];
}

function milestoneTable(outcomes: Outcomes): string {
  const entries = Object.entries(outcomes.milestones);
  const chosen = important(entries).slice(0, MOST_MILESTONES);
  const more = entries.length > chosen.length ? `\n(${entries.length - chosen.length} more in milestones.csv)` : '';
  return (outcomes.world === null ? forecastTable(outcomes, chosen) : oneRunTable(outcomes, chosen)) + more;
}

type Chosen = readonly (readonly [string, MilestoneOutcome])[];

/** One run has instants, not percentiles, and is in time or is not. */
function oneRunTable({ makespan }: Outcomes, chosen: Chosen): string {
  const rows = chosen.map(([id, { p50, target, onTime }]) => [
    id,
    show(p50),
    target === null ? '' : String(target),
    onTime === null ? '' : onTime.share === 1 ? 'yes' : 'no',
  ]);
  if (chosen.length === 0) rows.push(['makespan', show(makespan), '', '']);
  return table([['milestone', 'reached', 'plan', 'in time'], ...rows], ['left', 'left', 'left', 'right']);
}

function forecastTable(outcomes: Outcomes, chosen: Chosen): string {
  const rows = chosen.map(([id, milestone]) => [
    id,
    show(milestone.p50),
    show(milestone.p80),
    interval(milestone.p80),
    milestone.target === null ? '' : String(milestone.target),
    milestone.onTime === null ? '' : showChance(milestone.onTime.share),
  ]);
  if (outcomes.curve !== null && outcomes.curve.totalMw > 0) {
    const { complete, totalMw } = outcomes.curve;
    const planned = complete.planned === null ? '' : String(complete.planned);
    rows.push([`all ${totalMw} MW online`, show(complete.p50), show(complete.p80), interval(complete.p80), planned, '']);
  }
  const head = ['milestone', 'P50', 'P80', 'P80 is within', 'plan', 'in time'];
  if (chosen.length === 0)
    rows.push(['makespan', show(outcomes.makespan.p50), show(outcomes.makespan.p80), interval(outcomes.makespan.p80), '', '']);
  return table([head, ...rows], ['left', 'left', 'left', 'left', 'left', 'right']);
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

function here(path: string): string {
  const fromHere = relative('.', path);
  return fromHere.startsWith('..') ? path : fromHere;
}
