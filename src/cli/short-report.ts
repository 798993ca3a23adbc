/** The short table a person reads after a run: milestones, what holds things back, where the charts are. */
import { relative } from 'node:path';
import { showChance } from '../base/show-chance.ts';
import { tellShare } from '../figures/words.ts';
import { type CauseShare, topCauses, topDrivers, topHolders } from '../measure/cause-weights.ts';
import type { AmountOutcome, Estimate, Instant, MilestoneOutcome, Outcomes } from '../measure/outcomes.ts';
import { amountsOf, nameAmount } from '../report/amounts.ts';
import { tellEnough } from '../report/enough.ts';
import type { Written } from '../report/write-results.ts';
import { table } from './table.ts';
import { paint } from './terminal.ts';

const MOST_MILESTONES = 12;
const MOST_CAUSES = 3;
const DRIVES = 'What drives the last of it (mean days on the driving path)';
const SHARES_SHOWN = [0.5, 1];

export function shortReport(outcomes: Outcomes, written: Written): string {
  const { stdout } = process;
  const what =
    outcomes.world === null
      ? `${outcomes.replications} futures, seed ${outcomes.seed}`
      : `one deterministic run (${outcomes.world} of every draw): not a forecast`;
  const lines = [paint(outcomes.title, 'bold', stdout), what, '', milestoneTable(outcomes), ''];
  const isLost = (outcomes.lostMwDays ?? 0) > 0;
  // What made compute late, and what late compute is in at each moment, are two different things.
  lines.push(...causeLines(isLost ? topDrivers(outcomes) : topCauses(outcomes), DRIVES));
  if (isLost) lines.push(...causeLines(topHolders(outcomes), 'What late compute is in, day by day (MW-days lost against the plan)'));
  const [together] = outcomes.correlations;
  if (together !== undefined)
    lines.push(`goes together most: ${together.a} and ${together.b}, rank correlation ${together.rho.toFixed(2)} (more in summary.md)`, '');
  for (const { question, p, lo, hi } of outcomes.probabilities)
    if (outcomes.world !== null) lines.push(`${question}: ${p === 1 ? 'yes' : 'no'} in this one run`);
    else lines.push(`P(${question}) = ${showChance(p)} (${showChance(lo)} to ${showChance(hi)})`);
  for (const enough of outcomes.enough ?? []) lines.push(tellEnough(outcomes, enough));
  if (outcomes.probabilities.length + (outcomes.enough?.length ?? 0) > 0) lines.push('');
  lines.push(`results: ${here(written.folder)}`);
  if (written.report != null) lines.push(`report:  ${here(written.report)}`);
  if (written.charts.length > 0) lines.push(`charts:  ${here(written.folder)}/charts/ (${written.charts.length} PNG files)`);
  return `${lines.join('\n')}\n`;
}

function causeLines(causes: readonly CauseShare[], title: string): string[] {
  if (causes.length === 0) return [];
  const rows = causes
    .slice(0, MOST_CAUSES)
    .map(({ label, amount, share, unit }) => [`  ${label}`, `${round(amount)} ${unit}`, tellShare(share)]);
  return [paint(title, 'bold', process.stdout), table(rows, ['left', 'right', 'right']), ''];
}

function milestoneTable(outcomes: Outcomes): string {
  const entries = Object.entries(outcomes.milestones);
  const most = important(entries);
  // Of many sites with many halls the sites are told, not whichever halls come first.
  const chosen = most.length > MOST_MILESTONES && hasSites(outcomes) ? [] : most.slice(0, MOST_MILESTONES);
  const more =
    entries.length > chosen.length
      ? `\n(${entries.length - chosen.length} ${chosen.length === 0 ? 'milestones' : 'more'} in milestones.csv)`
      : '';
  return (outcomes.world === null ? forecastTable(outcomes, chosen) : oneRunTable(outcomes, chosen)) + more;
}

type Chosen = readonly (readonly [string, MilestoneOutcome])[];

/** One run has instants, not percentiles, and is in time or is not. */
function oneRunTable(outcomes: Outcomes, chosen: Chosen): string {
  const { makespan } = outcomes;
  const row = (id: string, { p50, onTime }: MilestoneOutcome | AmountOutcome, plan: Instant): string[] => [
    id,
    show(p50),
    plan === null ? '' : String(plan),
    onTime === null ? '' : onTime.share === 1 ? 'yes' : 'no',
  ];
  const rows = [...chosen.map(([id, milestone]) => row(id, milestone, milestone.target)), ...amountRows(outcomes, row)];
  if (rows.length === 0) rows.push(['makespan', show(makespan), '', '']);
  return table([['milestone', 'reached', 'plan', 'in time'], ...rows], ['left', 'left', 'left', 'right']);
}

function forecastTable(outcomes: Outcomes, chosen: Chosen): string {
  const row = (id: string, { p50, p80, onTime }: MilestoneOutcome | AmountOutcome, plan: Instant): string[] => [
    id,
    show(p50),
    interval(p50),
    show(p80),
    interval(p80),
    plan === null ? '' : String(plan),
    onTime === null ? '' : showChance(onTime.share),
  ];
  const rows = [...chosen.map(([id, milestone]) => row(id, milestone, milestone.target)), ...amountRows(outcomes, row)];
  const head = ['milestone', 'P50', 'is within', 'P80', 'is within', 'plan', 'in time'];
  if (rows.length === 0)
    rows.push([
      'makespan',
      show(outcomes.makespan.p50),
      interval(outcomes.makespan.p50),
      show(outcomes.makespan.p80),
      interval(outcomes.makespan.p80),
      '',
      '',
    ]);
  return table([head, ...rows], ['left', 'left', 'left', 'left', 'left', 'left', 'right']);
}

type Row = (id: string, outcome: AmountOutcome, plan: Instant) => string[];

/** All of each site where there are several, then half of the compute and all of it; the other amounts are in summary.md. */
function amountRows(outcomes: Outcomes, row: Row): string[][] {
  return amountsOf(outcomes)
    .filter(({ site, amount: { share } }) => (site === null ? SHARES_SHOWN.includes(share) : share === 1 && hasSites(outcomes)))
    .sort((a, b) => Number(a.site === null) - Number(b.site === null))
    .map(({ site, amount }) => row(`${site === null ? '' : `${site}: `}${nameAmount(amount)} online`, amount, amount.planned));
}

function hasSites({ siteCurves }: Outcomes): boolean {
  return Object.values(siteCurves).filter(({ totalMw }) => totalMw > 0).length > 1;
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
  // The year is not told twice.
  const end = typeof lo === 'string' && typeof hi === 'string' && lo.slice(0, 5) === hi.slice(0, 5) ? hi.slice(5) : side(hi);
  return `${side(lo)} to ${end}`;
}

function round(value: number): number {
  return Math.abs(value) >= 100 ? Math.round(value) : Math.round(value * 100) / 100;
}

function here(path: string): string {
  const fromHere = relative('.', path);
  return fromHere.startsWith('..') ? path : fromHere;
}
