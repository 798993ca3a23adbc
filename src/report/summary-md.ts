/** The results as a page of Markdown: milestones, what is holding things back, notes. */
import type { Estimate, Outcomes } from '../measure/outcomes.ts';
import { topCauses } from './causes.ts';

function show(estimate: Estimate): string {
  return String(estimate.date ?? estimate.value ?? 'after the horizon');
}

/** Text that cannot be taken for Markdown. */
function plain(text: string): string {
  return text.replace(/[\\`*_{}[\]<>|#]/g, (character) => `\\${character}`);
}

export function summaryMarkdown(outcomes: Outcomes): string {
  const what =
    outcomes.world === null
      ? `${outcomes.replications} futures, seed ${outcomes.seed}`
      : `one deterministic run (${outcomes.world} of every draw): not a forecast`;
  const causes = topCauses(outcomes).map(
    ({ label, amount, unit }) => `| ${plain(label)} | ${amount.toFixed(amount < 10 ? 1 : 0)} ${unit} |`,
  );
  return [
    `# ${plain(outcomes.title)}`,
    '',
    outcomes.world === null
      ? `${what}. P80 is the date by which 80 % of futures have reached a milestone; in brackets its 90 % interval.`
      : `${what}.`,
    '',
    ...(outcomes.world === null ? forecastRows(outcomes) : oneRunRows(outcomes)),
    '',
    '| held back by | mean |',
    '|---|---:|',
    ...causes,
    '',
    ...outcomes.notes.map((note) => `- ${plain(note)}`),
    '',
  ].join('\n');
}

function forecastRows({ milestones }: Outcomes): string[] {
  const rows = Object.entries(milestones).map(
    ([id, { p10, p50, p80, p90, target, censored }]) =>
      `| ${plain(id)} | ${show(p10)} | ${show(p50)} | ${show(p80)} (${p80.lo ?? '…'} to ${p80.hi ?? '…'}) | ${show(p90)} | ${target ?? ''} | ${censored} |`,
  );
  return ['| milestone | P10 | P50 | P80 | P90 | plan | not reached |', '|---|---|---|---|---|---|---:|', ...rows];
}

/** One run has instants, not percentiles. */
function oneRunRows({ milestones }: Outcomes): string[] {
  const rows = Object.entries(milestones).map(([id, { p50, target }]) => `| ${plain(id)} | ${show(p50)} | ${target ?? ''} |`);
  return ['| milestone | reached | plan |', '|---|---|---|', ...rows];
}
