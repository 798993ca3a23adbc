/** The first screen of a sweep: the best and the worst cell, what matters most, how sure, and what was played. Comes in: a ranked sweep. Goes out: markup. */
import { effectOf, varyingAxes } from '../../figures/sweep-values.ts';
import { shorten, tellCount, tellNumber } from '../../figures/words.ts';
import { type CellInstant, type CellResult, driverOf, LOST_MW_DAYS, type SweepStudy } from '../../measure/sweep.ts';
import type { SweepCell } from '../../plan/sweep.ts';
import { cellFile } from '../sweep-store.ts';
import { coordinates } from '../sweep-table.ts';
import { card } from './answer-card.ts';
import { amount, estimate, interval } from './cells.ts';
import { html, type Markup } from './markup.ts';
import type { RankedSweep } from './sweep-ranking.ts';

const MOST_AXES = 3;
const MOST_DRIVERS = 3;
const MOST_CHARACTERS = 110;

export function sweepAnswers(sweep: RankedSweep): Markup {
  return html`<div class="answers">${bestAndWorst(sweep)}${whatMatters(sweep)}${howSure(sweep)}${whatWasPlayed(sweep)}</div>`;
}

/** `electricians x 1.2, switchgear in stock`. */
export function nameCell(study: SweepStudy, cell: SweepCell): string {
  const varying = new Set(varyingAxes(study));
  const values = coordinates(study, cell).flatMap((value, axis) =>
    value === null || !varying.has(axis) ? [] : [`${study.axes[axis]!.label} ${value}`],
  );
  const words = [...(cell.name === null ? [] : [cell.name]), ...values];
  return words.length === 0 ? 'as the scenario is' : words.join(', ');
}

function bestAndWorst({ study, results, measure, ranked, shown }: RankedSweep): Markup {
  const [best] = ranked;
  const worst = ranked.at(-1);
  if (best === undefined || worst === undefined || shown === null)
    return card('Best and worst?', html`<p>No cell reaches ${measure ?? 'anything'} by the horizon.</p>`);
  const row = (which: string, { cell }: typeof best): Markup => {
    const result = results.get(cell.id)!;
    return html`<tr data-of="${cellFile(cell.id)}"><th scope="row">${which}</th>${numbersOf(study, result, measure)}</tr><tr class="under"><td colspan="3"><bdi>${shorten(nameCell(study, cell), MOST_CHARACTERS)}</bdi></td></tr>`;
  };
  const isDate = measure !== null && measure !== LOST_MW_DAYS;
  const apart =
    ranked.length < 2
      ? html`<p>One cell is there.</p>`
      : html`<p>They are <strong>${shown.tellDifference(worst.value - best.value)}</strong> apart.</p>`;
  return card(
    'Best and worst?',
    html`<p class="of">${isDate ? html`Of <bdi>${measure}</bdi>:` : 'Mean MW-days lost:'}</p><table><thead><tr><th scope="col">cell</th>${isDate ? html`<th scope="col">P50</th><th scope="col">P80</th>` : html`<th scope="col">MW-days</th>`}</tr></thead><tbody>${row('best', best)}${ranked.length < 2 ? null : row('worst', worst)}</tbody></table>${apart}`,
  );
}

function numbersOf(study: SweepStudy, result: CellResult, measure: string | null): Markup {
  const instant = measure === null ? undefined : result.instants[measure];
  if (instant === undefined || measure === null)
    return html`<td>${result.lostMwDays === null ? '' : amount(result.lostMwDays, tellNumber(result.lostMwDays), ['lostMwDays'])}</td>`;
  const at = ['instants', measure];
  return html`<td>${estimate(study, instant.p50, [...at, 'p50'])}</td><td>${estimate(study, instant.p80, [...at, 'p80'])}</td>`;
}

function whatMatters(sweep: RankedSweep): Markup {
  const { study, shown } = sweep;
  if (shown === null) return card('What matters most?', html`<p>Nothing can be ranked.</p>`);
  const axes = varyingAxes(study)
    .map((axis) => ({ axis: study.axes[axis]!, effect: effectOf(sweep, shown, axis) }))
    .sort((a, b) => b.effect - a.effect);
  if (axes.length === 0) return card('What matters most?', html`<p>No axis varies.</p>`);
  const list = axes
    .slice(0, MOST_AXES)
    .map(({ axis, effect }) => html`<li><strong><bdi>${shorten(axis.label, 40)}</bdi></strong> ${shown.tellDifference(effect)}</li>`);
  const between = axes.some(({ axis }) => axis.sampled) ? 'From one half of its range to the other' : 'From best value to worst';
  return card('What matters most?', html`<p class="of">${between}, averaged over the rest:</p><ol>${list}</ol>`);
}

function howSure({ study, results, measure, ranked }: RankedSweep): Markup {
  const [best] = ranked;
  const instant = best === undefined || measure === null ? undefined : results.get(best.cell.id)?.instants[measure];
  if (best === undefined || instant === undefined || measure === null)
    return card('How sure?', html`<p>${tellCount(study.futures, 'future')} for each cell.</p>`);
  const overlapping = ranked.slice(1).filter(({ cell }) => {
    const other = results.get(cell.id)?.instants[measure];
    return other !== undefined && overlaps(instant, other);
  }).length;
  const luck =
    study.luck === 'common'
      ? 'All cells live through the same futures, so luck moves them together, and differences are surer than this.'
      : 'Each cell has futures of its own.';
  return card(
    'How sure?',
    html`<p data-of="${cellFile(best.cell.id)}">P80 of the best lies between ${interval(study, instant.p80, ['instants', measure, 'p80'])} (90 % interval).</p><p>${overlapping === 0 ? 'No other cell has an interval that overlaps with it.' : html`The interval of ${tellCount(overlapping, 'other cell')} overlaps with it.`} <span class="more">${luck}</span></p>`,
  );
}

function overlaps({ p80 }: CellInstant, { p80: other }: CellInstant): boolean {
  // Null: after the horizon, and so after everything that is not.
  if (p80.hi === null) return true;
  return other.lo !== null && other.lo <= p80.hi;
}

function whatWasPlayed({ study, results, ranked }: RankedSweep): Markup {
  const { cells, futures } = study;
  const late = results.size - ranked.length;
  const drivers = new Map<string, number>();
  for (const result of results.values()) {
    const label = driverOf(result)?.label;
    if (label !== undefined) drivers.set(label, (drivers.get(label) ?? 0) + 1);
  }
  const most = [...drivers].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, MOST_DRIVERS);
  const drives =
    most.length === 0
      ? null
      : html`<p class="more">The largest part of the driving path goes to ${most.map(([label, count], i) => html`${i === 0 ? '' : ', to '}<bdi>${label}</bdi> in ${tellNumber(count)}`)}.</p>`;
  return card(
    'What was played?',
    html`<p><strong>${tellNumber(results.size)} of ${tellCount(cells.length, 'cell')}</strong> ${results.size === 1 ? 'is' : 'are'} done, ${amount(futures, tellNumber(futures), ['futures'])} futures each.${late > 0 ? ` In ${tellNumber(late)} P80 lies after the horizon.` : ''}</p>${drives}`,
  );
}
