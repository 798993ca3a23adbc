/** Every cell of a sweep in a table that sorts. Comes in: a ranked sweep. Goes out: markup. */
import { varyingAxes } from '../../figures/sweep-values.ts';
import { tellNumber } from '../../figures/words.ts';
import { type CellResult, driverOf, instantMeasures, topCauseOf } from '../../measure/sweep.ts';
import type { SweepCell } from '../../plan/sweep.ts';
import { cellFile } from '../sweep-store.ts';
import { causeHeads, tellCellDriver } from '../sweep-table.ts';
import { amount, estimate, interval } from './cells.ts';
import { html, type Markup } from './markup.ts';
import { sortedTable } from './sorted-table.ts';
import type { RankedSweep } from './sweep-ranking.ts';

/** Longer lists are for results.csv: the page is to fit into a mail. */
const MOST_ROWS = 500;
/** Dates besides the first of which P80 is told. */
const MOST_MORE = 3;

export function cellTable({ study, results, ranked }: RankedSweep): Markup | null {
  const { cells, axes } = study;
  if (cells.length === 0) return null;
  const [first, ...others] = instantMeasures(study);
  const more = others.slice(0, MOST_MORE);
  const hasPoints = cells.some(({ name }) => name !== null);
  const hasLost = [...results.values()].some(({ lostMwDays }) => lostMwDays !== null);
  const varying = varyingAxes(study);
  const rank = new Map(ranked.map(({ cell }, i) => [cell.id, i + 1]));
  // Best first; those after the horizon last, in the order of the file.
  const ordered = [...cells].sort((a, b) => (rank.get(a.id) ?? cells.length + 1) - (rank.get(b.id) ?? cells.length + 1));
  const heads = [
    'rank',
    ...(hasPoints ? ['point'] : []),
    ...varying.map((axis) => axes[axis]!.label),
    ...(first === undefined ? [] : [`${first}, P50`, 'P80', 'P80 is within (90 %)', 'after the horizon']),
    ...more.map((measure) => `${measure}, P80`),
    ...(hasLost ? ['MW-days lost'] : []),
    ...[...causeHeads(hasLost), 'cell'],
  ];
  const rows = ordered.slice(0, MOST_ROWS).map((cell) => {
    const result = results.get(cell.id)!;
    return html`<tr data-of="${cellFile(cell.id)}"><td class="number">${rank.get(cell.id) ?? ''}</td>${hasPoints ? html`<td><bdi>${cell.name ?? ''}</bdi></td>` : null}${varying.map((axis) => value(cell, axis))}${first === undefined ? null : dates(result, first)}${more.map((measure) => p80(result, measure))}${hasLost ? lost(result) : null}${hasLost ? html`<td><bdi>${topCauseOf(result)?.label ?? ''}</bdi></td>` : null}${driver(result)}<td><data class="soft" value="${cell.id}">${cell.id}</data></td></tr>
`;
  });
  const left = cells.length - rows.length;
  return html`${sortedTable({ id: 'cells-table', label: 'Table of cells', heads, rows, filter: 'cells' })}${left > 0 ? html`<p>The ${tellNumber(left)} later ones are in results.csv.</p>` : null}`;

  function value({ at }: SweepCell, axis: number): Markup {
    const entry = at[axis] == null ? undefined : axes[axis]!.values[at[axis]];
    return html`<td data-sort="${entry?.at ?? entry?.label ?? ''}"><bdi>${entry?.label ?? 'as is'}</bdi></td>`;
  }

  function dates(result: CellResult, measure: string): Markup {
    const instant = result.instants[measure];
    if (instant === undefined) return html`<td></td><td></td><td></td><td></td>`;
    const at = ['instants', measure];
    return html`<td>${estimate(study, instant.p50, [...at, 'p50'])}</td><td>${estimate(study, instant.p80, [...at, 'p80'])}</td><td>${interval(study, instant.p80, [...at, 'p80'])}</td><td class="number">${amount(instant.censored, tellNumber(instant.censored), [...at, 'censored'])}</td>`;
  }

  function p80({ instants }: CellResult, measure: string): Markup {
    const instant = instants[measure];
    return html`<td>${instant === undefined ? '' : estimate(study, instant.p80, ['instants', measure, 'p80'])}</td>`;
  }

  function driver(result: CellResult): Markup {
    return html`<td data-sort="${driverOf(result)?.label ?? ''}"><bdi>${tellCellDriver(study, result)}</bdi></td>`;
  }

  function lost({ lostMwDays }: CellResult): Markup {
    return html`<td class="number">${lostMwDays === null ? '' : amount(lostMwDays, tellNumber(lostMwDays), ['lostMwDays'])}</td>`;
  }
}
