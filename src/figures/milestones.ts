/** When each milestone is reached: P10 to P90, P50 and P80, beside its target. */
import { showChance } from '../base/show-chance.ts';
import type { Outcomes } from '../measure/outcomes.ts';
import { rowAxis, timeAxis } from './axes.ts';
import { instantOf, placeOf, tellInstant, tellSpan } from './dates.ts';
import type { Dataset, Datum, Figure, FigureKind, TextMark } from './figure.ts';
import { frame, isOneRun, stroke, text } from './frame.ts';
import { type MilestoneRow, milestoneRows } from './milestone-names.ts';
import { INK, ROLE, SIZE, WEIGHT } from './theme.ts';
import { sentence, shorten, shortenFront } from './words.ts';

export const milestones: FigureKind = {
  name: 'milestones',
  summary: 'the spread of each milestone: P10 to P90, P50, P80, beside its target',
  figure,
};

const MOST_ROWS = 28;
/** A target is called safe when at least this share of futures meet it. */
const SAFE = 0.8;
/** Pixels to the right of the chart at which each column of the table ends. */
const COLUMNS = [186, 376, 480] as const;

function figure(outcomes: Outcomes): Figure {
  const all = milestoneRows(outcomes);
  const rows = mostImportant(outcomes, all);
  const oneRun = isOneRun(outcomes);
  const size = rows.length > 20 ? 18 : SIZE.label;
  const left =
    rows.length < all.length
      ? ` ${rows.length} of ${all.length} milestones: of those still open, with a target and that bring compute online, the next ones.`
      : '';
  return frame(outcomes, {
    name: milestones.name,
    title: titleOf(outcomes, all),
    subtitle: `${oneRun ? 'Dates in this run.' : 'P50 and P80: the dates by which 50 % and 80 % of futures reach it.'}${oneRun ? '' : widest(outcomes, rows)}${left}`,
    type: 'bar',
    datasets: datasetsOf(outcomes, rows),
    axes: {
      x: timeAxis(outcomes, windowOf(outcomes, rows), 6),
      y: rowAxis(
        rows.map(({ name }) => shortenFront(name, 36)),
        size,
      ),
    },
    legend: 'top',
    texts: tableOf(outcomes, rows, size),
    strokes: rows
      .slice(1)
      .map((_, i) =>
        stroke({ from: ['canvas-start', i + 0.5], to: ['canvas-end', i + 0.5], inset: 36, colour: INK.grid, width: 1, layer: 'below' }),
      ),
    rightSpace: COLUMNS[columnCount(outcomes, rows) - 1] as number,
  });
}

/** How sure the percentiles are: the widest 90 % interval of the P80s that are shown, in a sentence; nothing where one is open. */
function widest(outcomes: Outcomes, rows: readonly MilestoneRow[]): string {
  const widths = rows.map(({ summary: { p80 } }) => {
    const [lo, hi] = [placeOf(outcomes, p80.lo), placeOf(outcomes, p80.hi)];
    return lo === null || hi === null ? null : hi - lo;
  });
  if (widths.some((width) => width === null)) return ' The 90 % interval of some P80 reaches beyond what was seen.';
  return ` The 90 % interval of each P80 is no wider than ${tellSpan(outcomes, Math.max(1, ...widths.map(Number)))}.`;
}

/** Those with a target, then those that bring compute online, of these the next; last what is reached at the start in every future. */
function mostImportant(outcomes: Outcomes, all: readonly MilestoneRow[]): MilestoneRow[] {
  const isDone = ({ summary }: MilestoneRow): boolean => placeOf(outcomes, instantOf(summary.p90)) === 0;
  const weight = (row: MilestoneRow): number => (isDone(row) ? -4 : 0) + (row.target === null ? 0 : 2) + (row.bringsCompute ? 1 : 0);
  const chosen = new Set(
    all
      .map((row, order) => ({ row, order }))
      .sort((a, b) => weight(b.row) - weight(a.row) || a.order - b.order)
      .slice(0, MOST_ROWS)
      .map(({ row }) => row),
  );
  return all.filter((row) => chosen.has(row));
}

function windowOf(outcomes: Outcomes, rows: readonly MilestoneRow[]): { readonly from: number; readonly to: number } {
  const end = horizon(outcomes, rows);
  const places = rows.flatMap(({ summary, target }) =>
    [summary.p10, summary.p90].map((estimate) => placeOf(outcomes, instantOf(estimate)) ?? end).concat(placeOf(outcomes, target) ?? []),
  );
  const from = Math.min(...places);
  const to = Math.max(...places);
  const margin = Math.max((to - from) * 0.05, 1);
  return { from: Math.max(0, from - margin), to: to + margin };
}

/** Where what lies after the horizon is drawn: at the horizon, or at the latest instant known. */
function horizon(outcomes: Outcomes, rows: readonly MilestoneRow[]): number {
  const latest = () =>
    Math.max(
      0,
      ...rows.flatMap(({ summary: { p10, p50, p80, p90 } }) =>
        [p10, p50, p80, p90].map((estimate) => placeOf(outcomes, instantOf(estimate)) ?? 0),
      ),
    );
  return placeOf(outcomes, outcomes.until) ?? outcomes.grid.at(-1) ?? latest();
}

function datasetsOf(outcomes: Outcomes, rows: readonly MilestoneRow[]): Dataset[] {
  const end = horizon(outcomes, rows);
  const at = (row: MilestoneRow, key: 'p10' | 'p50' | 'p80' | 'p90') => placeOf(outcomes, instantOf(row.summary[key]));
  const span = (from: 'p10' | 'p50', to: 'p80' | 'p90'): Datum[] =>
    rows.map((row, y) => ({ x: [at(row, from) ?? end, at(row, to) ?? end], y }));
  const targets = rows.flatMap(({ target }, y) => {
    const x = placeOf(outcomes, target);
    return x === null ? [] : [{ x, y }];
  });
  const medians = rows.flatMap((row, y) => {
    const x = at(row, 'p50');
    return x === null ? [] : [{ x, y }];
  });
  const pitch = 620 / rows.length;
  const bars = isOneRun(outcomes)
    ? []
    : [
        bar('P10 to P90', span('p10', 'p90'), ROLE.estimateBand, Math.min(26, pitch * 0.55), 4),
        bar('P50 to P80', span('p50', 'p80'), ROLE.estimateCore, Math.min(26, pitch * 0.55), 3),
      ];
  const reached = dots(isOneRun(outcomes) ? 'reached' : 'P50', medians, Math.min(9, pitch * 0.3));
  return [...bars, reached, ...(targets.length > 0 ? [targetTicks(targets, Math.min(17, pitch * 0.44))] : [])];
}

function bar(label: string, data: Datum[], colour: string, barThickness: number, order: number): Dataset {
  return {
    type: 'bar',
    label,
    data,
    backgroundColor: colour,
    barThickness,
    grouped: false,
    order,
    pointStyle: 'rect',
    minBarLength: 2,
  } as Dataset;
}

function dots(label: string, data: Datum[], pointRadius: number): Dataset {
  return {
    type: 'line',
    label,
    data,
    showLine: false,
    pointStyle: 'circle',
    pointRadius,
    backgroundColor: ROLE.estimate,
    borderColor: INK.ground,
    pointBorderWidth: 2,
    order: 2,
    clip: 20,
  } as Dataset;
}

/** A target is an upright stroke, so that a dot under it stays visible. */
function targetTicks(data: Datum[], pointRadius: number): Dataset {
  return {
    type: 'line',
    label: 'target',
    data,
    showLine: false,
    pointStyle: 'line',
    rotation: 90,
    pointRadius,
    borderColor: INK.strong,
    pointBorderWidth: 5,
    order: 1,
    clip: 20,
  } as Dataset;
}

function tableOf(outcomes: Outcomes, rows: readonly MilestoneRow[], size: number): TextMark[] {
  const [first, second, third] = COLUMNS;
  const column = { x: 'end', align: 'right', size } as const;
  const heads = isOneRun(outcomes) ? ['reached'] : ['P50', 'P80', 'on time'];
  const texts = heads
    .slice(0, columnCount(outcomes, rows))
    .map((head, i) => text({ ...column, text: head, y: 'start', dy: -16, dx: COLUMNS[i] as number, colour: INK.soft }));
  rows.forEach(({ summary, onTime }, y) => {
    texts.push(text({ ...column, text: tellInstant(outcomes, instantOf(summary.p50)), y, dx: first, colour: INK.strong }));
    if (isOneRun(outcomes)) return;
    texts.push(text({ ...column, text: tellInstant(outcomes, instantOf(summary.p80)), y, dx: second }));
    if (onTime === null) return;
    const { share } = onTime;
    texts.push(
      text({
        ...column,
        text: showChance(share),
        y,
        dx: third,
        weight: WEIGHT.strong,
        colour: share >= SAFE ? '#00614a' : share < 0.5 ? '#b04a00' : INK.text,
      }),
    );
  });
  return texts;
}

/** One date in one run; otherwise P50 and P80, and the share on time where any row has a target. */
function columnCount(outcomes: Outcomes, rows: readonly MilestoneRow[]): number {
  if (isOneRun(outcomes)) return 1;
  return rows.some(({ onTime }) => onTime !== null) ? 3 : 2;
}

function titleOf(outcomes: Outcomes, all: readonly MilestoneRow[]): string {
  const targets = all.flatMap(({ onTime }) => onTime ?? []);
  const last = all.at(-1) as MilestoneRow;
  const { summary } = last;
  const name = shorten(last.name, 36);
  if (isOneRun(outcomes)) return `${sentence(name)}: ${tellInstant(outcomes, instantOf(summary.p50))} in this one run`;
  if (targets.length === 0)
    return `${sentence(name)}: ${tellInstant(outcomes, instantOf(summary.p50))} at P50, ${tellInstant(outcomes, instantOf(summary.p80))} at P80`;
  const safe = targets.filter(({ share }) => share >= SAFE).length;
  return `${safe} of ${targets.length} targets are met in at least 80 % of futures`;
}
