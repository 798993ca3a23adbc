/** The results as a page of Markdown: milestones, when how much compute is online, what is holding things back, notes. */
import { showChance } from '../base/show-chance.ts';
import { topCauses } from '../measure/cause-weights.ts';
import type { Estimate, Outcomes } from '../measure/outcomes.ts';
import { amountsOf, nameAmount } from './amounts.ts';
import { tellEnough } from './enough.ts';
import { plain } from './plain.ts';

function show(estimate: Estimate): string {
  return String(estimate.date ?? estimate.value ?? 'after the horizon');
}

/** A percentile with its interval. */
function range(estimate: Estimate): string {
  return `${show(estimate)} (${estimate.lo ?? '…'} to ${estimate.hi ?? '…'})`;
}

export function summaryMarkdown(outcomes: Outcomes): string {
  const what =
    outcomes.world === null
      ? `${outcomes.replications} futures, seed ${plain(outcomes.seed)}`
      : `one deterministic run (${outcomes.world} of every draw): not a forecast`;
  const causes = topCauses(outcomes).map(
    ({ label, amount, unit }) => `| ${plain(label)} | ${amount.toFixed(amount < 10 ? 1 : 0)} ${unit} |`,
  );
  return [
    `# ${plain(outcomes.title)}`,
    '',
    outcomes.world === null
      ? `${what}. P80 is the ${outcomes.unit === null ? 'date' : 'time'} by which 80 % of futures have reached a milestone; in brackets the 90 % interval of each percentile.`
      : `${what}.`,
    ...(outcomes.enough ?? []).flatMap((enough) => ['', `${plain(tellEnough(outcomes, enough))}.`]),
    '',
    ...(outcomes.world === null ? forecastRows(outcomes) : oneRunRows(outcomes)),
    '',
    ...amountRows(outcomes),
    '| held back by | mean |',
    '|---|---:|',
    ...causes,
    '',
    ...correlationRows(outcomes),
    ...outcomes.notes.map((note) => `- ${plain(note)}`),
    '',
  ].join('\n');
}

function forecastRows({ milestones }: Outcomes): string[] {
  const rows = Object.entries(milestones).map(
    ([id, { p10, p50, p80, p90, target, censored }]) =>
      `| ${plain(id)} | ${range(p10)} | ${range(p50)} | ${range(p80)} | ${range(p90)} | ${target ?? ''} | ${censored} |`,
  );
  return ['| milestone | P10 | P50 | P80 | P90 | plan | not reached |', '|---|---|---|---|---|---|---:|', ...rows];
}

/** In total, then by site. */
function amountRows(outcomes: Outcomes): string[] {
  const amounts = amountsOf(outcomes);
  if (amounts.length === 0) return [];
  const isForecast = outcomes.world === null;
  const rows = amounts.map(({ site, amount }) => {
    const name = plain(`${site === null ? '' : `${site}: `}${nameAmount(amount)}`);
    const { p10, p50, p80, p90, planned, onTime, censored } = amount;
    return isForecast
      ? `| ${name} | ${range(p10)} | ${range(p50)} | ${range(p80)} | ${range(p90)} | ${planned ?? ''} | ${onTime === null ? '' : showChance(onTime.share)} | ${censored} |`
      : `| ${name} | ${show(p50)} | ${planned ?? ''} |`;
  });
  const head = isForecast
    ? ['| compute online | P10 | P50 | P80 | P90 | plan | in time | not reached |', '|---|---|---|---|---|---|---:|---:|']
    : ['| compute online | reached | plan |', '|---|---|---|'];
  return [...head, ...rows, ''];
}

function correlationRows({ correlations }: Outcomes): string[] {
  if (correlations.length === 0) return [];
  const rows = correlations.map(
    ({ a, b, rho, lo, hi }) => `| ${plain(a)} | ${plain(b)} | ${rho.toFixed(2)} (${lo.toFixed(2)} to ${hi.toFixed(2)}) |`,
  );
  return ['| goes together: | with | rank correlation |', '|---|---|---:|', ...rows, ''];
}

/** One run has instants, not percentiles. */
function oneRunRows({ milestones }: Outcomes): string[] {
  const rows = Object.entries(milestones).map(([id, { p50, target }]) => `| ${plain(id)} | ${show(p50)} | ${target ?? ''} |`);
  return ['| milestone | reached | plan |', '|---|---|---|', ...rows];
}
