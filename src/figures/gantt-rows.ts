/** The bars of one future as rows of a chart: one row per activity while there are few, per hall and stage or per hall when there are many. */
import { naturalOrder } from '../base/natural-order.ts';
import type { GanttBar } from '../measure/outcomes.ts';
import { CAUSE_GROUPS } from '../plan/plan.ts';
import { GROUP_LABELS } from './theme.ts';
import { sentence } from './words.ts';

export interface GanttRow {
  readonly label: string;
  readonly bars: readonly GanttBar[];
}

export interface GanttRows {
  readonly rows: readonly GanttRow[];
  /** What a row is, in words. */
  readonly each: 'activity' | 'stage of each hall' | 'hall';
  readonly leftOut: number;
}

/** More activities than this are told by stage, and more stages than that by hall. */
const MOST_ACTIVITIES = 45;
const MOST_ROWS = 72;

export function ganttRows(bars: readonly GanttBar[]): GanttRows {
  const inOrder = bars.filter(isSeen).sort((a, b) => a.ready - b.ready || a.start - b.start || naturalOrder(a.activity, b.activity));
  if (inOrder.length <= MOST_ACTIVITIES) {
    return { rows: inOrder.map((bar) => ({ label: labelOf(bar), bars: [bar] })), each: 'activity', leftOut: 0 };
  }
  const byStage = rolledUp(inOrder, (bar) => `${placeOf(bar)} · ${GROUP_LABELS[bar.group]}`, stageOrder);
  if (byStage.length <= MOST_ROWS) return { rows: byStage, each: 'stage of each hall', leftOut: 0 };
  const byHall = rolledUp(inOrder, placeOf, hallOrder);
  return { rows: byHall.slice(0, MOST_ROWS), each: 'hall', leftOut: Math.max(0, byHall.length - MOST_ROWS) };
}

/** What took no time and is no milestone did not happen in this future, and a row of its own would be empty. */
function isSeen({ start, finish, waits, milestone }: GanttBar): boolean {
  return milestone || finish > start || waits.some(({ from, to }) => to > from);
}

/** The label, with the hall where the label does not already say it. */
function labelOf(bar: GanttBar): string {
  const label = sentence(bar.label);
  if (bar.hall === null || label.toLowerCase().includes(bar.hall.toLowerCase())) return label;
  return `${bar.hall} · ${bar.label}`;
}

function placeOf(bar: GanttBar): string {
  return bar.hall ?? bar.site ?? 'all sites';
}

function rolledUp(bars: readonly GanttBar[], label: (bar: GanttBar) => string, order: (a: GanttBar, b: GanttBar) => number): GanttRow[] {
  const rows = new Map<string, GanttBar[]>();
  for (const bar of bars) {
    const name = label(bar);
    const row = rows.get(name);
    if (row === undefined) rows.set(name, [bar]);
    else row.push(bar);
  }
  return [...rows]
    .map(([name, members]) => ({ label: name, bars: members }))
    .sort((a, b) => order(a.bars[0] as GanttBar, b.bars[0] as GanttBar));
}

/** What belongs to no hall first, then halls in natural order. */
function hallOrder(a: GanttBar, b: GanttBar): number {
  return Number(a.hall !== null) - Number(b.hall !== null) || naturalOrder(placeOf(a), placeOf(b));
}

function stageOrder(a: GanttBar, b: GanttBar): number {
  return hallOrder(a, b) || a.ready - b.ready || CAUSE_GROUPS.indexOf(a.group) - CAUSE_GROUPS.indexOf(b.group);
}
