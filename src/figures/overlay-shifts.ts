/**
 * By how much each milestone and amount moved from one result to another: a dot at the difference of the P80, its interval, and a
 * smaller dot at that of the P50. Comes in: a comparison. Goes out: a figure, or null where nothing can be compared.
 */
import type { ComparedDate, Comparison } from '../measure/comparison.ts';
import { type Axis, numberAxis, roundStep, rowAxis } from './axes.ts';
import type { Dataset, Figure, StrokeMark, TextMark } from './figure.ts';
import { frame, stroke, text } from './frame.ts';
import { framedOf, labelOf } from './overlay.ts';
import { INK, ROLE, SIZE } from './theme.ts';
import { shorten, shortenFront, tellNumber } from './words.ts';

const MOST_ROWS = 18;
/** Pixels. */
const ROW = 38;
const AROUND = 300;
const CAUSES = 430;
const STEPS = 6;

export function shiftsFigure(comparison: Comparison): Figure | null {
  const dates = chosen(comparison.dates.filter(({ p80, p50 }) => p80.by !== null || p50.by !== null));
  if (dates.length === 0) return null;
  const { before, after } = comparison;
  const axis = shiftAxis(dates, `${before.unit ?? 'day'}s later (to the right) or sooner`);
  const dots = (values: readonly (number | null)[], label: string, colour: string, radius: number): Dataset =>
    ({
      type: 'line',
      label,
      data: values.flatMap((x, y) => (x === null ? [] : [{ x, y }])),
      showLine: false,
      backgroundColor: colour,
      borderColor: colour,
      pointStyle: 'circle',
      pointRadius: radius,
    }) as Dataset;
  return frame(framedOf(comparison), {
    name: 'comparison-shifts',
    title: titleOf(comparison.dates),
    subtitle: `${labelOf(after)} against ${labelOf(before)}. ${comparison.pairing === 'paired' ? 'The same futures in both.' : 'Not the same futures.'} Large dots: P80, with its 90\u00a0% interval; small ones: P50. At the right, the causes whose mean days on the way changed most.`,
    type: 'line',
    height: AROUND + dates.length * ROW,
    datasets: [
      dots(
        dates.map(({ p80 }) => p80.by),
        'P80',
        ROLE.estimate,
        9,
      ),
      dots(
        dates.map(({ p50 }) => p50.by),
        'P50',
        ROLE.plan,
        5,
      ),
    ],
    axes: { x: axis, y: rowAxis(dates.map(({ name }) => shortenFront(name, 34))) },
    legend: 'none',
    strokes: [stroke({ from: [0, 'start'], to: [0, 'end'], layer: 'below' }), ...dates.flatMap(({ p80 }, y) => whisker(p80, y, axis))],
    texts: dates.map(
      (date, y): TextMark =>
        text({ text: shorten(saidOf(date), 44), x: 'end', y, dx: CAUSES, align: 'right', colour: INK.soft, size: SIZE.footer }),
    ),
    rightSpace: CAUSES,
  });
}

/** Where there are too many, compute online goes before the steps on the way to it. */
function chosen(dates: readonly ComparedDate[]): ComparedDate[] {
  const matters = (date: ComparedDate): boolean => date.kind !== 'milestone' || /(^|\/)online$/.test(date.name);
  const first = [...dates.filter(matters), ...dates.filter((date) => !matters(date))].slice(0, MOST_ROWS);
  return dates.filter((date) => first.includes(date));
}

function whisker({ by, lo, hi }: ComparedDate['p80'], y: number, axis: Axis): StrokeMark[] {
  if (by === null) return [];
  const [from, to] = [lo ?? axis.min, hi ?? axis.max];
  return [stroke({ from: [from, y], to: [to, y], colour: ROLE.estimate, width: 4, layer: 'below' })];
}

function shiftAxis(dates: readonly ComparedDate[], title: string): Axis {
  const bounds = dates.flatMap(({ p80, p50 }) => [p80.by, p80.lo, p80.hi, p50.by].filter((value) => value !== null));
  const [least, most] = [Math.min(-1, ...bounds), Math.max(1, ...bounds)];
  const room = (most - least) * 0.05;
  const [min, max] = [least - room, most + room];
  return numberAxis({ min, max, step: roundStep((max - min) / STEPS), title });
}

/** The two causes whose mean days on the driving path changed most. */
function saidOf({ causes }: ComparedDate): string {
  return causes
    .slice(0, 2)
    .map(({ label, by }) => `${label} ${by > 0 ? '+' : '\u2212'}${tellNumber(Math.abs(by))}`)
    .join(', ');
}

function titleOf(dates: readonly ComparedDate[]): string {
  const count = (verdict: ComparedDate['verdict']): number => dates.filter((date) => date.verdict === verdict).length;
  const [later, sooner] = [count('later'), count('sooner')];
  if (later + sooner === 0) return 'No milestone is shown to have moved';
  const parts = [...(later > 0 ? [`${later} later`] : []), ...(sooner > 0 ? [`${sooner} sooner`] : [])];
  return `Of ${dates.length} dates, ${parts.join(' and ')}`;
}
