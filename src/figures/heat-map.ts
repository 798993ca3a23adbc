/** What each combination of two or three axes of a sweep comes to: a field of cells, the stronger the colour the later or the more. */
import { LOST_MW_DAYS } from '../measure/sweep.ts';
import type { SweepAxis, SweepCell } from '../plan/sweep.ts';
import { cellField } from './cell-field.ts';
import type { Figure } from './figure.ts';
import { tint } from './palette.ts';
import { type Shown, type SweepResults, slugOf } from './sweep-values.ts';
import { OTHER_COLOUR, ROLE } from './theme.ts';
import { sentence, shorten, textWidth } from './words.ts';

/** Null where the sweep has no such field. */
export function heatMap(sweep: SweepResults, shown: Shown): Figure | null {
  const { axes } = sweep.study;
  return cellField(sweep, {
    name: `heat-map-${slugOf(shown.measure)}`,
    title: (cells) => titleOf(cells, shown, axes),
    shows: `${sentence(shown.title)} in each cell; the stronger the colour, the ${isAmount(shown) ? 'more' : 'later'}`,
    kinds: (cells) => [{ label: '', cells, colours: coloursOf(cells, shown) }],
    words: (cells, width, size) => {
      const tell = (cell: SweepCell, room: number): string => {
        const value = shown.valueOf(cell);
        return value === null ? 'later' : shown.tell(value, room);
      };
      // One way of writing for all cells: the longest that fits in each.
      const room = [40, 9, 6].find((most) => cells.every((cell) => textWidth(tell(cell, most), size) <= width));
      return room === undefined ? null : { size, tell: (cell) => tell(cell, room) };
    },
    isStrong: (cells) => {
      const least = Math.min(...cells.flatMap((cell) => shown.valueOf(cell) ?? []));
      return (cell) => shown.valueOf(cell) === least;
    },
  });
}

/** From pale for the least to the full colour for the most; grey for what lies after the horizon. */
function coloursOf(cells: readonly SweepCell[], shown: Shown): string[] {
  const numbers = cells.map(shown.valueOf);
  const known = numbers.filter((value) => value !== null);
  const [least, most] = [Math.min(...known), Math.max(...known)];
  return numbers.map((value) =>
    value === null ? OTHER_COLOUR : tint(ROLE.short, most > least ? 0.08 + (0.92 * (value - least)) / (most - least) : 0.3),
  );
}

function isAmount({ measure }: Shown): boolean {
  return measure === LOST_MW_DAYS;
}

/** The best cell, and how far the worst is from it. */
function titleOf(cells: readonly SweepCell[], shown: Shown, axes: readonly SweepAxis[]): string {
  const ranked = cells
    .flatMap((cell) => {
      const value = shown.valueOf(cell);
      return value === null ? [] : [{ cell, value }];
    })
    .sort((a, b) => a.value - b.value);
  const [best] = ranked;
  const worst = ranked.at(-1);
  if (best === undefined || worst === undefined) return `${sentence(shown.title)} lies after the horizon in every cell`;
  const where = axes.flatMap(({ label, values: own }, axis) =>
    best.cell.at[axis] == null || own.length < 2 ? [] : [`${label} ${own[best.cell.at[axis]]!.label}`],
  );
  const late = cells.length - ranked.length;
  return `Best: ${shown.tell(best.value)} with ${shorten(where.join(', '), 90)}; the worst is ${shown.tellDifference(worst.value - best.value)} ${isAmount(shown) ? 'more' : 'later'}${late > 0 ? `, and ${late} of ${cells.length} lie after the horizon` : ''}`;
}
