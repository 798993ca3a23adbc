/** Two axes of a sweep as a field of coloured cells, with a third as panels: what each combination comes to. */
import { LOST_MW_DAYS } from '../measure/sweep.ts';
import type { SweepAxis, SweepCell } from '../plan/sweep.ts';
import { type Axis, valueNames } from './axes.ts';
import type { Dataset, Figure, TextMark } from './figure.ts';
import { frame, text } from './frame.ts';
import { inkOn, tint } from './palette.ts';
import { framed, orderOf, type Shown, type SweepResults, slugOf, varyingAxes } from './sweep-values.ts';
import { HEIGHT, INK, OTHER_COLOUR, ROLE, SIZE, WEIGHT } from './theme.ts';
import { cutTo, sentence, shorten, textWidth } from './words.ts';

/** More panels than this are not read. */
const MOST_PANELS = 9;
const MOST_ALONG = 24;
/** Between panels, in cells. */
const GAP = { across: 0.35, down: 1.1 } as const;
/** Pixels that are left for the cells, about. */
const FIELD = { width: 1290, height: HEIGHT - 310 } as const;

interface Place {
  readonly cell: SweepCell;
  readonly x: number;
  readonly y: number;
}

/** Null where the sweep has other than two or three axes that vary, or too many values along one. */
export function heatMap(sweep: SweepResults, shown: Shown): Figure | null {
  const { study } = sweep;
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
  const sheetRows = Array.from({ length: tall }, (_, i) => i * wide);
  return frame(framed(study), {
    name: `heat-map-${slugOf(shown.measure)}`,
    title: titleOf(places, shown, study.axes),
    subtitle: `${sentence(shown.title)} in each cell; the stronger the colour, the ${isAmount(shown) ? 'more' : 'later'}. Across: ${axes[0].label}. Down: ${axes[1].label}.${axes[2] === undefined ? '' : ` Panels: ${axes[2].label}.`}`,
    type: 'bar',
    datasets: [field(places, shown)],
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
    legend: 'none',
    texts: [
      ...values(places, shown, cellWidth, FIELD.height / (height + 1)),
      ...panelTitles(sheets, axes[2], (sheet) => ({ x: xOf(sheet, 0) - 0.5, y: yOf(sheet, 0) - 0.5 })),
    ],
  });
}

function field(places: readonly Place[], shown: Shown): Dataset {
  const colours = coloursOf(places, shown);
  return {
    type: 'bar',
    label: '',
    data: places.map(({ x, y }) => ({ x: [x - 0.5, x + 0.5], y })),
    backgroundColor: colours,
    borderColor: INK.ground,
    borderWidth: 2,
    borderSkipped: false,
    categoryPercentage: 1,
    barPercentage: 1,
    grouped: false,
  } as Dataset;
}

/** From pale for the least to the full colour for the most; grey for what lies after the horizon. */
function coloursOf(places: readonly Place[], shown: Shown): string[] {
  const numbers = places.map(({ cell }) => shown.valueOf(cell));
  const known = numbers.filter((value) => value !== null);
  const [least, most] = [Math.min(...known), Math.max(...known)];
  return numbers.map((value) =>
    value === null ? OTHER_COLOUR : tint(ROLE.short, most > least ? 0.08 + (0.92 * (value - least)) / (most - least) : 0.3),
  );
}

function values(places: readonly Place[], shown: Shown, width: number, height: number): TextMark[] {
  const colours = coloursOf(places, shown);
  const least = Math.min(...places.flatMap(({ cell }) => shown.valueOf(cell) ?? []));
  const size = Math.min(SIZE.label, Math.floor(height * 0.6));
  if (size < 11) return [];
  const tell = ({ cell }: Place, room: number): string => {
    const value = shown.valueOf(cell);
    return value === null ? 'later' : shown.tell(value, room);
  };
  // One way of writing for all cells: the longest that fits in each.
  const room = [40, 9, 6].find((most) => places.every((place) => textWidth(tell(place, most), size) <= width * 0.94));
  if (room === undefined) return [];
  return places.map((place, i) => {
    const { x, y, cell } = place;
    const weight = shown.valueOf(cell) === least ? WEIGHT.strong : WEIGHT.regular;
    return text({ text: tell(place, room), x, y, align: 'center', size, colour: inkOn(colours[i]!), weight });
  });
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

function isAmount({ measure }: Shown): boolean {
  return measure === LOST_MW_DAYS;
}

/** The best cell, and how far the worst is from it. */
function titleOf(places: readonly Place[], shown: Shown, axes: readonly SweepAxis[]): string {
  const ranked = places
    .flatMap(({ cell }) => {
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
  const late = places.length - ranked.length;
  return `Best: ${shown.tell(best.value)} with ${shorten(where.join(', '), 90)}; the worst is ${shown.tellDifference(worst.value - best.value)} ${isAmount(shown) ? 'more' : 'later'}${late > 0 ? `, and ${late} of ${places.length} lie after the horizon` : ''}`;
}
