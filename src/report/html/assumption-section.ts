/** What the results rest on: sources and their confidence, and which inputs of the driving path are judgement. Comes in: outcomes and assumptions. Goes out: markup. */
import { showChance } from '../../base/show-chance.ts';
import { tellNumber } from '../../figures/words.ts';
import type { Outcomes } from '../../measure/outcomes.ts';
import { lastMilestone } from './answers.ts';
import { type Assumption, CONFIDENCES, isJudged } from './assumptions.ts';
import { html, type Markup } from './markup.ts';

const TABLE_ID = 'assumptions-table';
const MOST_DRIVING = 12;

/** `asOf`: the day of the forecast, or null. */
export function assumptionSection(outcomes: Outcomes, all: readonly Assumption[], asOf: string | null): Markup {
  if (all.length === 0) return html`<p>No entry of the scenario says where its numbers come from: take every result as judgement.</p>`;
  const judged = all.filter(isJudged).length;
  const unsaid = all.filter(({ confidence }) => confidence === null).length;
  const classes = Object.entries(CONFIDENCES)
    .map(([letter, meaning]) => ({ letter, meaning, count: all.filter(({ confidence }) => confidence === letter).length }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count);
  const rows = all.map((assumption) => {
    const { path, value, source, confidence, asOf } = assumption;
    return html`<tr><td><bdi>${path.join(' / ')}</bdi></td><td><bdi>${value}</bdi></td><td>${isJudged(assumption) ? 'J judgement' : (confidence ?? '')}</td><td><bdi>${source ?? ''}</bdi>${asOf === null ? '' : ` (as of ${asOf.slice(0, 10)})`}</td></tr>
`;
  });
  return html`<p><strong>${tellNumber(judged)} of ${tellNumber(all.length)}</strong> entries with a source are judgement: nobody has published them.${unsaid === 0 ? '' : ` Of ${tellNumber(unsaid)} it is not said how sure they are.`}${hindsight(all, asOf)}</p>
<ul class="classes">${classes.map(({ letter, meaning, count }) => html`<li><strong>${letter}</strong> ${meaning}: ${tellNumber(count)}</li>`)}</ul>
${driving(outcomes, all)}
<details><summary>All ${tellNumber(all.length)} entries with their sources</summary>
<p><label for="assumptions-filter">Show entries with</label> <input id="assumptions-filter" data-filters="${TABLE_ID}" type="search" autocomplete="off"> <output for="assumptions-filter">${all.length} shown</output></p>
<div class="scroll" role="region" tabindex="0" aria-label="Table of assumptions"><table id="${TABLE_ID}"><thead><tr>${['entry', 'value', 'confidence', 'source'].map((head) => html`<th scope="col"><button type="button">${head}</button></th>`)}</tr></thead><tbody>${rows}</tbody></table></div></details>`;
}

/** A forecast as of a day that uses what was published later is not one that could have been made then. */
function hindsight(all: readonly Assumption[], asOf: string | null): string {
  const later = asOf === null ? 0 : all.filter((entry) => entry.asOf !== null && entry.asOf.slice(0, 10) > asOf).length;
  return later === 0
    ? ''
    : ` ${tellNumber(later)} of all entries were published after ${asOf}, the day of the forecast: it knows more than anybody did then.`;
}

/** The activities most often on the driving path to the last milestone, with the confidence of the inputs that bear their name. */
function driving(outcomes: Outcomes, all: readonly Assumption[]): Markup | null {
  const last = lastMilestone(outcomes);
  const critical = last === null ? [] : (outcomes.milestones[last]?.critical.slice(0, MOST_DRIVING) ?? []);
  if (critical.length === 0) return null;
  const rows = critical.map(({ activity, label, share }) => {
    const name = activity.split('/').at(-1) ?? activity;
    const bearing = all.filter(({ path }) => path.includes(name));
    const letters = [...new Set(bearing.map((entry) => (isJudged(entry) ? 'J judgement' : (entry.confidence ?? 'not stated'))))].sort();
    return {
      judged: bearing.some(isJudged),
      row: html`<tr><td><bdi>${label}</bdi> <span class="soft"><bdi>${activity}</bdi></span></td><td class="number">${showChance(share)}</td><td>${letters.length === 0 ? 'no source stated' : letters.join(', ')}</td></tr>`,
    };
  });
  const count = rows.filter(({ judged }) => judged).length;
  return html`<p>Of the ${rows.length} activities most often on the driving path to <bdi>${last}</bdi>, ${count} rest on judgement:</p>
<div class="scroll" role="region" tabindex="0" aria-label="Driving activities and their inputs"><table><thead><tr><th scope="col">activity</th><th scope="col">driving in</th><th scope="col">confidence of its inputs</th></tr></thead><tbody>${rows.map(({ row }) => row)}</tbody></table></div>`;
}
