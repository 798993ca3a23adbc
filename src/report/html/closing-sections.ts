/** What stands at the end of a report: what was censored, what was asked, running totals, and how to make it again. Comes in: a report's input. Goes out: markup. */
import { showChance } from '../../base/show-chance.ts';
import { tellInstant } from '../../figures/dates.ts';
import { tellNumber } from '../../figures/words.ts';
import type { Outcomes } from '../../measure/outcomes.ts';
import { shellWord } from '../shell-word.ts';
import { amount } from './cells.ts';
import type { ReportInput } from './input.ts';
import { html, type Markup } from './markup.ts';
import { reproduceMarkup } from './reproduce.ts';

const MOST_CENSORED = 12;

export function censoredSection(outcomes: Outcomes): Markup {
  const { censored, replications, until, notes } = outcomes;
  const late = Object.entries(outcomes.milestones)
    .filter(([, milestone]) => milestone.censored > 0)
    .sort(([, a], [, b]) => b.censored - a.censored);
  const some = late
    .slice(0, MOST_CENSORED)
    .map(([id, milestone]) => html`<li><bdi>${id}</bdi>: in ${tellNumber(milestone.censored)} of ${tellNumber(replications)}</li>`);
  const what =
    censored === 0
      ? html`<p>Nothing: every one of ${tellNumber(replications)} futures finished by ${tellInstant(outcomes, until)}.</p>`
      : html`<p>${amount(censored, tellNumber(censored), ['censored'])} of ${tellNumber(replications)} futures had not finished by ${tellInstant(outcomes, until)}. They count as later than everything; a percentile among them is told as "after the horizon".</p><ul>${some}</ul>${late.length > MOST_CENSORED ? html`<p>And ${late.length - MOST_CENSORED} more milestones.</p>` : null}`;
  return html`${what}${notes.length === 0 ? null : html`<h3>Notes of the run</h3><ul>${notes.map((note) => html`<li>${note}</li>`)}</ul>`}`;
}

/** Answers to --probability, and what goes together. Null where there is neither. */
export function askedSection({ probabilities, correlations, world }: Outcomes): Markup | null {
  if (probabilities.length === 0 && correlations.length === 0) return null;
  const answers = probabilities.map(({ question, p, lo, hi }, i) =>
    world === null
      ? html`<li><code>${question}</code>: ${amount(p, showChance(p), ['probabilities', i, 'p'])} (${showChance(lo)} to ${showChance(hi)})</li>`
      : html`<li><code>${question}</code>: ${p === 1 ? 'yes' : 'no'} in this one run</li>`,
  );
  const rows = correlations.map(
    ({ a, b, rho, lo, hi }, i) =>
      html`<tr><td><bdi>${a}</bdi></td><td><bdi>${b}</bdi></td><td class="number">${amount(rho, rho.toFixed(2), ['correlations', i, 'rho'])}</td><td>${lo.toFixed(2)} to ${hi.toFixed(2)}</td></tr>`,
  );
  return html`${answers.length === 0 ? null : html`<ul>${answers}</ul>`}${
    rows.length === 0
      ? null
      : html`<p>What goes together, by rank (Spearman). It is not proof of a cause.</p><div class="scroll" role="region" tabindex="0" aria-label="Correlations"><table><thead><tr><th scope="col">this</th><th scope="col">with</th><th scope="col">rank correlation</th><th scope="col">90 % interval</th></tr></thead><tbody>${rows}</tbody></table></div>`
  }`;
}

/** Money, hours and energy. Null where nothing is booked. */
export function accountSection({ accounts }: Outcomes): Markup | null {
  // Money first, then what there is most of, unit by unit.
  const all = Object.entries(accounts).sort(
    ([, a], [, b]) => Number(b.unit === 'USD') - Number(a.unit === 'USD') || (a.unit < b.unit ? -1 : a.unit > b.unit ? 1 : b.mean - a.mean),
  );
  if (all.length === 0) return null;
  const rows = all.map(
    ([id, { label, unit, site, mean, sd }]) =>
      html`<tr><td><bdi>${label}</bdi></td><td><bdi>${site ?? ''}</bdi></td><td class="number" data-sort="${mean}">${amount(mean, tellNumber(mean), ['accounts', id, 'mean'])}</td><td class="number" data-sort="${sd ?? ''}">${sd === null ? '' : tellNumber(sd)}</td><td>${unit === 'MWd' ? 'MW-days' : unit}</td></tr>`,
  );
  return html`<div class="scroll" role="region" tabindex="0" aria-label="Running totals"><table><thead><tr>${['what', 'site', 'mean', 'sd over futures', 'unit'].map((head) => html`<th scope="col"><button type="button">${head}</button></th>`)}</tr></thead><tbody>${rows}</tbody></table></div>`;
}

export function reproduceSection({ outcomes, scenarioDigest, resultDigest, files }: ReportInput): Markup {
  const { world, seed, replications, tool } = outcomes;
  const which = world === null ? `--seed ${shellWord(seed)} --reps ${replications}` : `--world ${world}`;
  return reproduceMarkup({
    before: 'From the folder that this report lies in:',
    commands: [`npx ttc run scenario.resolved.yaml ${which}`, 'npx ttc report .'],
    facts: [
      { name: 'Made with', words: tool },
      { name: 'Scenario', words: outcomes.scenario, digest: scenarioDigest },
      { name: 'Results', words: '', digest: resultDigest },
    ],
    files,
  });
}
