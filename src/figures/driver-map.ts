/** What drives each combination of two or three axes of a sweep: mend one thing, and from some cell on another binds. */
import { ALL_ONLINE } from '../measure/rows.ts';
import { type CellCause, driverOf } from '../measure/sweep.ts';
import type { SweepCell } from '../plan/sweep.ts';
import { cellField, type Kind, LEAST_LETTERS, type Words } from './cell-field.ts';
import type { Figure } from './figure.ts';
import { type SweepResults, tellDriver } from './sweep-values.ts';
import { GROUP_SHADES, OTHER_COLOUR } from './theme.ts';
import { cutTo, shorten, tellCount, textWidth } from './words.ts';

const NOTHING = 'nothing';
/** Drivers that a title names. */
const MOST_NAMED = 4;
const LONGEST_NAME = 28;
/** Of a name that is cut; fewer say nothing. In widths of a letter m. */
const LEAST_ROOM = 4;
/** Letters with which there is room for the days too. */
const LEAST_WITH_DAYS = 15;

/** Null where the sweep has no such field, and where nothing but work of no name drives any cell, as in networks with room for everyone. */
export function driverMap(sweep: SweepResults): Figure | null {
  const { study, results } = sweep;
  const driver = ({ id }: SweepCell): CellCause | undefined => {
    const result = results.get(id);
    return result === undefined ? undefined : driverOf(result);
  };
  if (study.cells.every((cell) => (driver(cell)?.group ?? 'work') === 'work')) return null;
  const hasCompute = [...results.values()].some(({ instants }) => Object.hasOwn(instants, ALL_ONLINE));
  return cellField(sweep, {
    name: 'heat-map-driving-path',
    title: (cells, kinds) => titleOf(kinds, cells.length),
    shows: `What takes most ${study.unit ?? 'day'}s of the chain of work and waits that leads to ${hasCompute ? 'the last compute online' : 'the last finish'}, on average over futures, from when work may begin`,
    kinds: (cells) => kindsOf(cells, driver),
    words: (cells, width, most) => {
      const name = (cell: SweepCell): string => driver(cell)?.label ?? NOTHING;
      const withDays = (cell: SweepCell): string => {
        const cause = driver(cell);
        return cause === undefined ? NOTHING : tellDriver(study, cause);
      };
      const size = sizeFor(cells.map(withDays), { least: LEAST_WITH_DAYS, most, width });
      return size === null ? namesIn(cells.map(name), { tell: name, most, width }) : { size, tell: withDays };
    },
  });
}

/** Drivers, the most frequent first, each in a shade of its group. */
function kindsOf(cells: readonly SweepCell[], driver: (cell: SweepCell) => CellCause | undefined): Kind[] {
  const byCause = new Map<string, SweepCell[]>();
  for (const cell of cells) {
    const cause = driver(cell)?.cause ?? '';
    byCause.set(cause, [...(byCause.get(cause) ?? []), cell]);
  }
  const used = new Map<string, number>();
  return [...byCause]
    .sort(([a, left], [b, right]) => right.length - left.length || (a < b ? -1 : 1))
    .map(([, own]): Kind => {
      const cause = driver(own[0]!);
      if (cause === undefined) return { label: NOTHING, cells: own, colours: own.map(() => OTHER_COLOUR) };
      const shades = GROUP_SHADES[cause.group];
      const rank = used.get(cause.group) ?? 0;
      used.set(cause.group, rank + 1);
      return { label: shorten(cause.label, LONGEST_NAME), cells: own, colours: own.map(() => shades[rank % shades.length]!) };
    });
}

/** The largest letters in which every text fits. Null: none from the least to the most. */
function sizeFor(
  texts: readonly string[],
  { least, most, width }: { readonly least: number; readonly most: number; readonly width: number },
): number | null {
  for (let size = most; size >= least; size--) if (texts.every((text) => textWidth(text, size) <= width)) return size;
  return null;
}

/** Where the smallest letters are too large for a name, it is cut. */
function namesIn(
  names: readonly string[],
  { tell, most, width }: { readonly tell: Words['tell']; readonly most: number; readonly width: number },
): Words | null {
  const size = sizeFor(names, { least: LEAST_LETTERS, most, width }) ?? LEAST_LETTERS;
  return width < LEAST_ROOM * size ? null : { size, tell: (cell) => cutTo(tell(cell), width, size) };
}

function titleOf(kinds: readonly Kind[], cells: number): string {
  const [only, ...more] = kinds;
  if (only === undefined) return 'Nothing was played';
  if (more.length === 0)
    return only.label === NOTHING ? 'Nothing holds any cell back' : `The largest part of the driving path in every cell: ${only.label}`;
  const named = more.slice(0, MOST_NAMED - 1).map(({ label, cells: own }) => `${label} in ${own.length}`);
  const others = kinds.length - MOST_NAMED;
  return `The largest part of the driving path changes: ${only.label} in ${only.cells.length} of ${tellCount(cells, 'cell')}, ${named.join(', ')}${others > 0 ? ` and ${tellCount(others, 'more driver')}` : ''}`;
}
