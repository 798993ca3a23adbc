/** A table whose columns sort. Comes in: heads and rows. Goes out: markup. */
import { html, type Markup } from './markup.ts';

export interface SortedTable {
  readonly id: string;
  /** What a screen reader calls it. */
  readonly label: string;
  readonly heads: readonly string[];
  /** Rows of the body, as <tr>. */
  readonly rows: readonly Markup[];
  /** What its rows are, where a field is to narrow them. */
  readonly filter?: string;
}

/** Fewer rows than this are found without a field. */
const WORTH_A_FILTER = 12;

export function sortedTable({ id, label, heads, rows, filter }: SortedTable): Markup {
  const field =
    filter === undefined || rows.length <= WORTH_A_FILTER
      ? null
      : html`<p><label for="${id}-filter">Show ${filter} with</label> <input id="${id}-filter" data-filters="${id}" type="search" autocomplete="off"> <output for="${id}-filter">${rows.length} shown</output></p>`;
  return html`${field}<div class="scroll" role="region" tabindex="0" aria-label="${label}"><table id="${id}"><thead><tr>${heads.map((head) => html`<th scope="col"><button type="button">${head}</button></th>`)}</tr></thead><tbody>${rows}</tbody></table></div>`;
}
