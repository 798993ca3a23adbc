/** The results as a page of Markdown: milestones, what is holding things back, notes. */
import type { Estimate, Outcomes } from '../measure/outcomes.ts';

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
  const milestones = Object.entries(outcomes.milestones).map(
    ([id, { p10, p50, p80, p90, target, censored }]) =>
      `| ${plain(id)} | ${show(p10)} | ${show(p50)} | ${show(p80)} (${p80.lo ?? '…'} to ${p80.hi ?? '…'}) | ${show(p90)} | ${target ?? ''} | ${censored} |`,
  );
  const causes = topCauses(outcomes).map(
    ({ label, amount, unit }) => `| ${plain(label)} | ${amount.toFixed(amount < 10 ? 1 : 0)} ${unit} |`,
  );
  return [
    `# ${plain(outcomes.title)}`,
    '',
    `${what}. P80 is the date by which 80 % of futures have reached a milestone; in brackets its 90 % interval.`,
    '',
    '| milestone | P10 | P50 | P80 | P90 | plan | not reached |',
    '|---|---|---|---|---|---|---:|',
    ...milestones,
    '',
    '| held back by | mean |',
    '|---|---:|',
    ...causes,
    '',
    ...outcomes.notes.map((note) => `- ${plain(note)}`),
    '',
  ].join('\n');
}

/** What holds things back most: by compute lost where there is a plan for compute, else by days on the driving path. */
export function topCauses(
  outcomes: Outcomes,
): { readonly label: string; readonly amount: number; readonly share: number; readonly unit: string }[] {
  const entries = Object.values(outcomes.causes);
  const byCompute = (outcomes.lostMwDays ?? 0) > 0;
  const amountOf = (entry: (typeof entries)[number]): number => (byCompute ? entry.lostMwDays : entry.drivingDays);
  const total = entries.reduce((sum, entry) => sum + amountOf(entry), 0);
  return entries
    .map((entry) => ({
      label: entry.label,
      amount: amountOf(entry),
      share: total > 0 ? amountOf(entry) / total : 0,
      unit: byCompute ? 'MW-days' : (outcomes.unit ?? 'days'),
    }))
    .filter(({ amount }) => amount > 0)
    .sort((a, b) => b.amount - a.amount || (a.label < b.label ? -1 : 1));
}
