/** Two axes of a sweep as a field of cells, with a third as panels: where each cell lies. What is painted in it is for others to say. */
import type { SweepAxis, SweepCell } from '../plan/sweep.ts';
import { type Axis, valueNames } from './axes.ts';
import type { Dataset, Figure, TextMark } from './figure.ts';
import { frame, text } from './frame.ts';
import { inkOn } from './palette.ts';
import { framed, orderOf, type SweepResults, varyingAxes } from './sweep-values.ts';
import { HEIGHT, INK, SIZE, WEIGHT } from './theme.ts';
import { cutTo, shorten } from './words.ts';

/** More panels than this are not read. */
const MOST_PANELS = 9;
const MOST_ALONG = 24;
/** Smaller letters are not read. */
export const LEAST_LETTERS = 11;
/** Between panels, in cells. */
const GAP = { across: 0.35, down: 1.1 } as const;
/** Pixels that are left for the cells, about. */
const FIELD = { width: 1290, height: HEIGHT - 310 } as const;

interface Place {
  readonly cell: SweepCell;
  readonly x: number;
  readonly y: number;
}

/** What is painted in the cells. */
export interface Painting {
  readonly name: string;
  readonly title: (cells: readonly SweepCell[], kinds: readonly Kind[]) => string;
  /** What a cell shows, in words: `P80 of online 100 % in each cell; the stronger the colour, the later`. */
  readonly shows: string;
  /** Kinds of cells, each with a name in the legend; or all cells as one kind without a name. */
  readonly kinds: (cells: readonly SweepCell[]) => readonly Kind[];
  /** The texts of cells that are so many pixels wide, in letters of this size or smaller ones. Null: nothing that can be read fits. */
  readonly words: (cells: readonly SweepCell[], width: number, most: number) => Words | null;
  readonly isStrong?: (cells: readonly SweepCell[]) => (cell: SweepCell) => boolean;
}

export interface Words {
  readonly size: number;
  readonly tell: (cell: SweepCell) => string;
}

export interface Kind {
  readonly label: string;
  readonly cells: readonly SweepCell[];
  /** One for each of its cells. */
  readonly colours: readonly string[];
}

/** Null where the sweep has other than two or three axes that vary, or too many values along one. */
export function cellField({ study }: SweepResults, painting: Painting): Figure | null {
  const varying = varyingAxes(study).sort((a, b) => study.axes[b]!.values.length - study.axes[a]!.values.length || a - b);
  const [across, down, panels] = varying.length === 2 || varying.length === 3 ? varying : [];
  if (across === undefined || down === undefined || varying.some((axis) => study.axes[axis]!.sampled)) return null;
  const order = varying.map((axis) => orderOf(study.axes[axis]!));
  const [columns = [], rows = [], sheets = [0]] = order;
  if (columns.length > MOST_ALONG || rows.length > MOST_ALONG || sheets.length > MOST_PANELS) return null;
  const wide = Math.ceil(Math.sqrt(sheets.length));
  const xOf = (sheet: number, column: number): number => (sheet % wide) * (columns.length + GAP.across) + column;
  const yOf = (sheet: number, row: number): number => Math.floor(sheet / wide) * (rows.length + GAP.down) + row;
  const places = study.cells.flatMap((cell): Place[] => {
    const at = [across, down, ...(panels === undefined ? [] : [panels])].map((axis, i) => order[i]!.indexOf(cell.at[axis] ?? -1));
    if (at.includes(-1)) return [];
    const [column = 0, row = 0, sheet = 0] = at;
    return [{ cell, x: xOf(sheet, column), y: yOf(sheet, row) }];
  });
  const tall = Math.ceil(sheets.length / wide);
  const width = xOf(wide - 1, columns.length - 1) + 1;
  const height = yOf((tall - 1) * wide, rows.length - 1) + 1;
  const axes = [study.axes[across]!, study.axes[down]!, panels === undefined ? undefined : study.axes[panels]!] as const;
  const cellWidth = FIELD.width / width;
  const cells = places.map(({ cell }) => cell);
  const kinds = painting.kinds(cells);
  const sheetRows = Array.from({ length: tall }, (_, i) => i * wide);
  return frame(framed(study), {
    name: painting.name,
    title: painting.title(cells, kinds),
    subtitle: `${painting.shows}. Across: ${axes[0].label}. Down: ${axes[1].label}.${axes[2] === undefined ? '' : ` Panels: ${axes[2].label}.`}`,
    type: 'bar',
    datasets: kinds.map((kind) => field(kind, places)),
    axes: {
      x: indexAxis(
        Array.from({ length: wide }, (_, sheet) => sheet).flatMap((sheet) =>
          columns.map((value, column) => ({ at: xOf(sheet, column), label: cutTo(axes[0].values[value]!.label, cellWidth * 0.98, 17) })),
        ),
        { from: -0.5, to: width - 0.5 },
        'bottom',
      ),
      y: indexAxis(
        sheetRows.flatMap((sheet) => rows.map((value, row) => ({ at: yOf(sheet, row), label: shorten(axes[1].values[value]!.label, 20) }))),
        { from: panels === undefined ? -0.5 : -0.5 - GAP.down * 0.8, to: height - 0.5 },
        'left',
      ),
    },
    legend: kinds.length > 1 ? 'top' : 'none',
    texts: [
      ...values(places, painting, kinds, { width: cellWidth, height: FIELD.height / (height + 1) }),
      ...panelTitles(sheets, axes[2], (sheet) => ({ x: xOf(sheet, 0) - 0.5, y: yOf(sheet, 0) - 0.5 })),
    ],
  });
}

function field({ label, cells, colours }: Kind, places: readonly Place[]): Dataset {
  const inField = new Map(places.map((place) => [place.cell, place]));
  return {
    type: 'bar',
    label,
    data: cells.map((cell) => {
      const { x, y } = inField.get(cell)!;
      return { x: [x - 0.5, x + 0.5], y };
    }),
    backgroundColor: label === '' ? [...colours] : colours[0],
    borderColor: INK.ground,
    borderWidth: 2,
    borderSkipped: false,
    categoryPercentage: 1,
    barPercentage: 1,
    grouped: false,
  } as Dataset;
}

function values(
  places: readonly Place[],
  { words, isStrong }: Painting,
  kinds: readonly Kind[],
  room: { readonly width: number; readonly height: number },
): TextMark[] {
  const most = Math.min(SIZE.label, Math.floor(room.height * 0.6));
  const cells = places.map(({ cell }) => cell);
  const told = most < LEAST_LETTERS ? null : words(cells, room.width * 0.94, most);
  if (told === null) return [];
  const { tell, size } = told;
  const stands = isStrong?.(cells) ?? (() => false);
  const colours = new Map(kinds.flatMap((kind) => kind.cells.map((cell, i) => [cell, kind.colours[i]!] as const)));
  return places.map(({ cell, x, y }) =>
    text({
      ...{ text: tell(cell), x, y, align: 'center', size },
      ...{ colour: inkOn(colours.get(cell)!), weight: stands(cell) ? WEIGHT.strong : WEIGHT.regular },
    }),
  );
}

function panelTitles(
  sheets: readonly number[],
  axis: SweepAxis | undefined,
  corner: (sheet: number) => { readonly x: number; readonly y: number },
): TextMark[] {
  if (axis === undefined) return [];
  return sheets.map((value, sheet) =>
    text({
      ...corner(sheet),
      text: `${axis.label}: ${axis.values[value]!.label}`,
      dx: 4,
      dy: -16,
      colour: INK.strong,
      weight: WEIGHT.strong,
    }),
  );
}

function indexAxis(
  ticks: readonly { readonly at: number; readonly label: string }[],
  { from, to }: { readonly from: number; readonly to: number },
  position: 'bottom' | 'left',
): Axis {
  return {
    ticks: ticks.map(({ at, label }) => ({ value: at, label })),
    min: from,
    max: to,
    scale: {
      type: 'linear',
      position,
      reverse: position === 'left',
      offset: false,
      min: from,
      max: to,
      grid: { display: false },
      border: { display: false },
      ticks: valueNames(),
    },
  };
}
