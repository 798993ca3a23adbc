/**
 * What each axis of a sweep does. With one axis: the percentiles along it. With several: one panel an axis, all on one scale; a dot
 * for each cell, a line through their means. Of axes that a design draws, the dots alone.
 */
import { moments } from '../base/statistics.ts';
import { instantMeasures, LOST_MW_DAYS } from '../measure/sweep.ts';
import type { SweepAxis } from '../plan/sweep.ts';
import { type Axis, amountAxis, timeAxis, valueNames } from './axes.ts';
import type { Dataset, Datum, Figure, StrokeMark, TextMark } from './figure.ts';
import { frame, stroke, text } from './frame.ts';
import { area, line } from './lines.ts';
import {
  effectOf,
  estimatePlace,
  framed,
  orderOf,
  type Percentile,
  percentilePlace,
  type Shown,
  type SweepResults,
  slugOf,
  varyingAxes,
} from './sweep-values.ts';
import { INK, ROLE, SIZE, WEIGHT } from './theme.ts';
import { cutTo, sentence, shorten } from './words.ts';

const MOST_PANELS = 6;
const FIELD_WIDTH = 1330;
/** From one panel's beginning to the next; a panel is 1 wide. */
const PITCH = 1.24;

/** Where the values of an axis lie in their panel, from 0 to 1. */
interface Panel {
  readonly axis: number;
  readonly name: SweepAxis;
  readonly places: ReadonlyMap<number, number>;
  readonly from: number;
}

/** Null where nothing varies, or nothing is reached in any cell. */
export function sweepLines(sweep: SweepResults, shown: Shown): Figure | null {
  const { study } = sweep;
  const varying = varyingAxes(study);
  const reached = study.cells.flatMap((cell) => shown.valueOf(cell) ?? []);
  if (varying.length === 0 || reached.length === 0) return null;
  const strongest = [...varying].sort((a, b) => effectOf(sweep, shown, b) - effectOf(sweep, shown, a));
  const panels = strongest.slice(0, MOST_PANELS).map((axis, i) => panelOf(study.axes[axis]!, axis, i * PITCH));
  const datasets =
    panels.length === 1 ? along(sweep, shown, panels[0]!) : panels.flatMap((panel, i) => cloud(sweep, shown, panel, i === 0));
  const extent = datasets.flatMap(({ data }) => data.flatMap(({ y }) => y ?? []));
  const left = varying.length > MOST_PANELS ? ` The ${MOST_PANELS} axes that matter most, of ${varying.length}.` : '';
  return frame(framed(study), {
    name: `sweep-lines-${slugOf(shown.measure)}`,
    title: titleOf(sweep, shown, strongest),
    subtitle:
      panels.length === 1
        ? alongSubtitle(shown, panels[0]!)
        : `${sentence(shown.title)}: a dot for each cell${panels.some(({ name }) => !name.sampled) ? ', a line through the means over all other axes' : ''}.${left}`,
    type: 'line',
    datasets,
    axes: { x: xAxis(panels), y: yAxis(sweep, shown, extent) },
    legend: panels.length === 1 && shown.measure !== LOST_MW_DAYS ? 'top' : 'none',
    texts: panels.length === 1 ? [] : titles(panels),
    strokes: [...ticksBelow(panels), ...(panels.length === 1 ? whiskers(sweep, shown, panels[0]!) : [])],
  });
}

function panelOf(name: SweepAxis, axis: number, from: number): Panel {
  const order = orderOf(name);
  const ats = order.map((value) => name.values[value]!.at);
  const [first, last] = [ats[0] ?? null, ats.at(-1) ?? null];
  const isPlaced = name.scale !== 'names' && first !== null && last !== null && last > first;
  const share = (at: number | null, i: number): number =>
    isPlaced && at !== null ? (at - first) / (last - first) : i / Math.max(1, order.length - 1);
  return { axis, name, from, places: new Map(order.map((value, i) => [value, from + share(ats[i] ?? null, i)])) };
}

/** The percentiles along the one axis there is. */
function along({ study, results }: SweepResults, shown: Shown, panel: Panel): Dataset[] {
  const cells = study.cells.flatMap((cell) => {
    const x = panel.places.get(cell.at[panel.axis] ?? -1);
    return x === undefined ? [] : [{ x, cell, result: results.get(cell.id) }];
  });
  cells.sort((a, b) => a.x - b.x);
  if (!instantMeasures(study).includes(shown.measure))
    return withDots(
      line(
        cells.map(({ x, cell }) => ({ x, y: shown.valueOf(cell) })),
        { label: shown.title, colour: ROLE.estimate },
      ),
    );
  const points = (percentile: Percentile): Datum[] =>
    cells.map(({ x, result }) => ({ x, y: percentilePlace(study, result, shown.measure, percentile) }));
  return [
    ...withDots(line(points('p80'), { label: 'P80, with its 90 % interval', colour: ROLE.short })),
    ...withDots(line(points('p50'), { label: 'P50', colour: ROLE.estimate })),
    line(points('p10'), { label: '', colour: ROLE.estimateBand, width: 0 }),
    area(points('p90'), { label: 'P10 to P90', colour: ROLE.estimateBand }, 'before'),
  ];
}

/** Cells as dots, and the mean over all other axes as a line where the values are listed. */
function cloud({ study }: SweepResults, shown: Shown, panel: Panel, isFirst: boolean): Dataset[] {
  const points = study.cells.flatMap((cell): { x: number; y: number }[] => {
    const x = panel.places.get(cell.at[panel.axis] ?? -1);
    const y = shown.valueOf(cell);
    return x === undefined || y === null ? [] : [{ x, y }];
  });
  const dots = {
    ...line(points, { label: isFirst ? 'cell' : '', colour: ROLE.estimateCore, width: 0 }),
    showLine: false,
    pointRadius: 6,
    pointStyle: 'circle',
  } as Dataset;
  if (panel.name.sampled) return [dots];
  const means = [...panel.places.values()]
    .sort((a, b) => a - b)
    .flatMap((x) => {
      const own = points.filter((point) => point.x === x).map(({ y }) => y);
      return own.length === 0 ? [] : [{ x, y: moments(own).mean }];
    });
  return [...withDots(line(means, { label: isFirst ? 'mean' : '', colour: ROLE.estimate })), dots];
}

/** A line, and its points as a dataset without a name: a legend would stretch their circles. */
function withDots(dataset: Dataset): Dataset[] {
  return [dataset, { ...dataset, label: '', showLine: false, pointRadius: 7, pointStyle: 'circle' } as Dataset];
}

function whiskers({ study, results }: SweepResults, shown: Shown, panel: Panel): StrokeMark[] {
  return study.cells.flatMap((cell) => {
    const x = panel.places.get(cell.at[panel.axis] ?? -1);
    const p80 = results.get(cell.id)?.instants[shown.measure]?.p80;
    if (x === undefined || p80 === undefined) return [];
    const [lo, hi] = [p80.lo, p80.hi].map((at) => (at === null ? null : estimatePlace(study, { value: at, lo: at, hi: at })));
    return lo == null || hi == null ? [] : [stroke({ from: [x, lo], to: [x, hi], colour: ROLE.short, width: 3 })];
  });
}

function xAxis(panels: readonly Panel[]): Axis {
  const width = FIELD_WIDTH / (PITCH * panels.length);
  const ticks = panels.flatMap(({ name, places, from }) => {
    const order = orderOf(name);
    const room = name.sampled ? width * 0.48 : width / Math.max(1, order.length - 1);
    const shown = name.sampled ? [order[0]!, order.at(-1)!] : order;
    return shown.map((value, i) => {
      const at = name.sampled ? from + i : (places.get(value) ?? from);
      return { value: at, label: cutTo(tickOf(name, value), room * 0.95, 17) };
    });
  });
  const edge = (PITCH - 1) / 2;
  const max = (panels.at(-1)?.from ?? 0) + 1 + edge;
  return {
    ticks,
    min: -edge,
    max,
    scale: {
      type: 'linear',
      position: 'bottom',
      min: -edge,
      max,
      offset: false,
      grid: { display: false },
      border: { color: INK.line },
      ticks: valueNames(),
    },
  };
}

/** A value as written; of a drawn number, two digits. */
function tickOf({ sampled, scale, unit, values }: SweepAxis, value: number): string {
  const { label, at } = values[value]!;
  if (!sampled || scale !== 'number' || at === null || unit === 'd') return label;
  const number = String(Number(at.toPrecision(2)));
  return unit === 'x' ? `x ${number}` : `${number} ${unit}`.trim();
}

/** Amounts from zero; instants within what there is, as dates where there are any. */
function yAxis({ study }: SweepResults, shown: Shown, extent: readonly number[]): Axis {
  const [least, most] = [Math.min(...extent), Math.max(...extent)];
  if (shown.measure === LOST_MW_DAYS) return amountAxis(most * 1.06, 'MW-days');
  const margin = Math.max((most - least) * 0.08, 1);
  const axis = timeAxis(study, { from: least - margin, to: most + margin * 1.8 }, 8);
  return {
    ...axis,
    scale: {
      ...axis.scale,
      position: 'left',
      title: {
        display: study.start === null,
        text: `${study.unit ?? 'day'}s since the start`,
        color: INK.soft,
        font: { size: SIZE.label },
      },
    },
  };
}

function ticksBelow(panels: readonly Panel[]): StrokeMark[] {
  return panels
    .slice(1)
    .map(({ from }) =>
      stroke({ from: [from - (PITCH - 1) / 2, 'start'], to: [from - (PITCH - 1) / 2, 'end'], colour: INK.grid, width: 2, layer: 'below' }),
    );
}

function titles(panels: readonly Panel[]): TextMark[] {
  const room = FIELD_WIDTH / panels.length;
  return panels.map(({ name, from }) =>
    text({ text: cutTo(name.label, room * 0.92), x: from, y: 'start', dy: 18, dx: 2, colour: INK.strong, weight: WEIGHT.strong }),
  );
}

function alongSubtitle(shown: Shown, { name }: Panel): string {
  return `${shown.measure === LOST_MW_DAYS ? sentence(shown.title) : sentence(shown.measure)} against ${name.label}.`;
}

function titleOf(sweep: SweepResults, shown: Shown, strongest: readonly number[]): string {
  const { axes } = sweep.study;
  const told = strongest
    .slice(0, 2)
    .map((axis) => `${shorten(axes[axis]!.label, 40)} ${shown.tellDifference(effectOf(sweep, shown, axis))}`);
  const between = strongest.some((axis) => axes[axis]!.sampled) ? 'between halves of a range' : 'from the best value to the worst';
  const averaged = strongest.length > 1 ? ', on average over the rest' : '';
  return `${sentence(shown.title)}, ${between}${averaged}: ${told.join(', ')}`;
}
