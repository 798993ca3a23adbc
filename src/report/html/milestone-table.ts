/** Every milestone in a table that sorts. Comes in: outcomes. Goes out: markup. */

import { instantOf, placeOf } from '../../figures/dates.ts';
import { isOneRun } from '../../figures/frame.ts';
import { byDate, type NamedMilestone } from '../../figures/milestone-names.ts';
import { tellNumber } from '../../figures/words.ts';
import type { Outcomes } from '../../measure/outcomes.ts';
import { amount, chance, estimate, instant, interval, pointerOf } from './cells.ts';
import { html, type Markup } from './markup.ts';

const TABLE_ID = 'milestones-table';
/** Rows on paper. */
const MOST_PRINTED = 60;

export function milestoneTable(outcomes: Outcomes): Markup {
  // What is reached at the start in every future asks nothing of anybody: it comes last.
  const inOrder = byDate(outcomes);
  const isDone = ({ milestone }: NamedMilestone): boolean => placeOf(outcomes, instantOf(milestone.p90)) === 0;
  const all = [...inOrder.filter((each) => !isDone(each)), ...inOrder.filter(isDone)];
  if (all.length === 0)
    return html`<p>The scenario names no milestones; everything is finished ${estimate(outcomes, outcomes.makespan.p50, ['makespan', 'p50'])} at P50.</p>`;
  const oneRun = isOneRun(outcomes);
  const heads = oneRun
    ? ['milestone', 'reached', 'plan', 'in time']
    : ['milestone', 'P10', 'P50', 'P80', 'P80 is within (90 %)', 'P90', 'plan', 'in time', 'not reached'];
  const rows = all.map(({ id, milestone }) => {
    const date = (key: 'p10' | 'p50' | 'p80' | 'p90'): Markup => html`<td>${estimate(outcomes, milestone[key], [key])}</td>`;
    const plan = html`<td>${milestone.target === null ? '' : instant(outcomes, milestone.target, ['target'])}</td>`;
    const inTime = html`<td class="number">${milestone.onTime === null ? '' : chance(milestone.onTime.share, ['onTime', 'share'])}</td>`;
    const done = placeOf(outcomes, instantOf(milestone.p90)) === 0 ? html` <span class="soft">done at the start</span>` : null;
    const name = html`<th scope="row"><bdi>${id}</bdi>${done}</th>`;
    // A long table is printed without the rows that nothing was planned for.
    const unplanned = all.length > MOST_PRINTED && milestone.target === null ? html` class="unplanned"` : null;
    if (oneRun) return html`<tr data-in="${pointerOf(['milestones', id])}">${name}${date('p50')}${plan}${inTime}</tr>`;
    return html`<tr${unplanned} data-in="${pointerOf(['milestones', id])}">${name}${date('p10')}${date('p50')}${date('p80')}<td>${interval(outcomes, milestone.p80, ['p80'])}</td>${date('p90')}${plan}${inTime}<td class="number">${amount(milestone.censored, tellNumber(milestone.censored), ['censored'])}</td></tr>
`;
  });
  const field =
    all.length > 12
      ? html`<p><label for="milestones-filter">Show milestones with</label> <input id="milestones-filter" data-filters="${TABLE_ID}" type="search" autocomplete="off"> <output for="milestones-filter">${all.length} shown</output></p>`
      : null;
  return html`${field}<div class="scroll" role="region" tabindex="0" aria-label="Table of milestones"><table id="${TABLE_ID}"><thead><tr>${heads.map((head) => html`<th scope="col"><button type="button">${head}</button></th>`)}</tr></thead><tbody>${rows}</tbody></table></div>`;
}
