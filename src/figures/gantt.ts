/** One real future told whole: when each activity waited, for what, and when it worked. */
import type { GanttBar, Outcomes } from '../measure/outcomes.ts';
import { CAUSE_GROUPS, type CauseGroup } from '../plan/plan.ts';
import { rowAxis, timeAxis } from './axes.ts';
import { placeOf, tellInstant, tellSpan } from './dates.ts';
import type { Dataset, Datum, Figure, FigureKind } from './figure.ts';
import { frame, isOneRun, stroke } from './frame.ts';
import { type GanttRow, ganttRows } from './gantt-rows.ts';
import { groupColour, tint } from './palette.ts';
import { GROUP_LABELS, HEIGHT, INK } from './theme.ts';
import { shorten } from './words.ts';

export const gantt: FigureKind = {
  name: 'gantt',
  summary: 'the representative future: every activity with its waits, the driving path outlined',
  figure,
};

/** Pixels. */
const ROW_PITCH = 27;
const AROUND_ROWS = 270;
/** Heights go in steps, so that few renderers are made. */
const HEIGHT_STEP = 150;
/** How much of its colour the work off the driving path keeps. */
const FAINT = 0.45;

interface Block {
  readonly row: number;
  readonly from: number;
  readonly to: number;
  readonly group: CauseGroup;
  readonly critical: boolean;
}

function figure(outcomes: Outcomes): Figure | null {
  const { representative } = outcomes;
  if (representative === null || representative.bars.length === 0) return null;
  const { rows, each, leftOut } = ganttRows(representative.bars);
  const end = Math.max(...representative.bars.map(({ finish }) => finish));
  const height = Math.max(HEIGHT, Math.ceil((rows.length * ROW_PITCH + AROUND_ROWS) / HEIGHT_STEP) * HEIGHT_STEP);
  const pitch = (height - AROUND_ROWS) / rows.length;
  const missing = leftOut > 0 ? ` ${leftOut} more rows are not shown.` : '';
  const which = isOneRun(outcomes)
    ? 'This run'
    : `The one future (seed ${shorten(representative.seed, 20)}) whose milestones lie nearest the medians`;
  return frame(outcomes, {
    name: gantt.name,
    title: titleOf(outcomes, representative.bars),
    subtitle: `${which}, one row per ${each}. Thick: work. Thin: waiting, in the colour of what it waits for. Outlined: on the driving path.${missing}`,
    height,
    type: 'bar',
    datasets: datasetsOf(rows, Math.min(22, pitch * 0.66)),
    axes: {
      x: timeAxis(outcomes, { from: 0, to: end * 1.02 }, 9),
      y: rowAxis(
        rows.map(({ label }) => shorten(label, 38)),
        18,
      ),
    },
    legend: 'top',
    strokes: rows
      .slice(1)
      .map((_, i) => stroke({ from: ['start', i + 0.5], to: ['end', i + 0.5], colour: INK.grid, width: 1, layer: 'below' })),
  });
}

function datasetsOf(rows: readonly GanttRow[], thickness: number): Dataset[] {
  const work = rows.flatMap(({ bars }, row) =>
    bars.filter(hasLength).map((bar) => ({ row, from: bar.start, to: bar.finish, group: bar.group, critical: bar.critical })),
  );
  const waits = rows.flatMap(({ bars }, row) =>
    bars.flatMap((bar) =>
      bar.waits.filter(({ from, to }) => to > from).map(({ from, to, group }) => ({ row, from, to, group, critical: bar.critical })),
    ),
  );
  const groups = CAUSE_GROUPS.filter(
    (group) => work.some((block) => block.group === group) || waits.some((block) => block.group === group),
  );
  const bars = groups.flatMap((group) => {
    const working = work.filter((block) => block.group === group);
    const waiting = waits.filter((block) => block.group === group);
    return [legendEntry(group), blocks(working, group, thickness), blocks(waiting, group, thickness * 0.4)];
  });
  const diamonds = rows.flatMap(({ bars: members }, row) =>
    members.filter(({ milestone }) => milestone).map(({ finish }) => ({ x: finish, y: row })),
  );
  return diamonds.length === 0 ? bars : [...bars, milestonesAt(diamonds, thickness * 0.5)];
}

/** A dataset without data: the blocks themselves differ in colour, and a legend shows that of the first. */
function legendEntry(group: CauseGroup): Dataset {
  return {
    type: 'bar',
    label: GROUP_LABELS[group],
    data: [],
    backgroundColor: groupColour(group),
    borderWidth: 0,
    pointStyle: 'rect',
    order: 2,
  } as Dataset;
}

function blocks(list: readonly Block[], group: CauseGroup, barThickness: number): Dataset {
  const colour = groupColour(group);
  return {
    type: 'bar',
    label: '',
    data: list.map(({ row, from, to }): Datum => ({ x: [from, to], y: row })),
    backgroundColor: list.map(({ critical }) => (critical ? colour : tint(colour, FAINT))),
    borderColor: list.map(({ critical }) => (critical ? INK.strong : colour)),
    borderWidth: list.map(({ critical }) => (critical ? 2 : 0)),
    borderSkipped: false,
    barThickness,
    grouped: false,
    minBarLength: 2,
    order: 2,
  } as Dataset;
}

function milestonesAt(data: Datum[], pointRadius: number): Dataset {
  return {
    type: 'line',
    label: 'milestone',
    data,
    showLine: false,
    pointStyle: 'rectRot',
    pointRadius,
    backgroundColor: INK.strong,
    borderColor: INK.ground,
    pointBorderWidth: 1.5,
    order: 1,
    clip: 20,
  } as Dataset;
}

function hasLength({ start, finish }: GanttBar): boolean {
  return finish > start;
}

function titleOf(outcomes: Outcomes, bars: readonly GanttBar[]): string {
  const waits = bars
    .filter(({ critical }) => critical)
    .flatMap((bar) => bar.waits.map((wait) => ({ bar, wait, length: wait.to - wait.from })));
  const longest = waits.reduce<(typeof waits)[number] | null>(
    (most, next) => (most === null || next.length > most.length ? next : most),
    null,
  );
  const last = Math.max(...bars.map(({ finish }) => finish));
  const end = tellSpan(outcomes, last);
  const horizon = placeOf(outcomes, outcomes.until ?? null);
  if (horizon !== null && last >= horizon && !(longest !== null && longest.length > 0))
    return `Not finished by ${tellInstant(outcomes, outcomes.until ?? null)}`;
  if (longest === null || !(longest.length > 0)) return `${end} from start to last finish, with no wait on the driving path`;
  return `Longest wait on the driving path: ${tellSpan(outcomes, longest.length)} for ${shorten(longest.wait.label, 36)}`;
}
