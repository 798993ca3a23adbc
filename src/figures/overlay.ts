/**
 * Two results on one time axis: compute online of both, each with its fan from P10 to P90. Comes in: a comparison. Goes out: a
 * figure, or null where one of them has no compute.
 */
import type { ComparedSide, Comparison } from '../measure/comparison.ts';
import { ALL_ONLINE } from '../measure/rows.ts';
import { amountAxis, timeAxis } from './axes.ts';
import { placeOf, tellInstant, tellSpan } from './dates.ts';
import type { Dataset, Datum, Figure } from './figure.ts';
import { type Framed, frame } from './frame.ts';
import { band, line } from './lines.ts';
import { ROLE } from './theme.ts';
import { shorten, shortenFront } from './words.ts';

/** The second is told from the first by hue and by dashes, so that it can be told in grey as well. */
const FIRST = { line: ROLE.estimate, fan: ROLE.estimateBand } as const;
const SECOND = { line: ROLE.short } as const;
/** Some room behind the last change. */
const BEYOND = 1.04;

export function overlayFigure(comparison: Comparison): Figure | null {
  const { before, after } = comparison;
  if (before.curve === null || after.curve === null || before.curve.totalMw <= 0) return null;
  const window = { from: Math.min(0, offsetOf(before, after)), to: lastChange(before, after) * BEYOND };
  const datasets: Dataset[] = [
    line(points(before, before.curve.mw.p50, 0, window.to), {
      label: `P50 of ${labelOf(before)}`,
      colour: FIRST.line,
      width: 5,
      shape: 'step',
    }),
    line(points(after, after.curve.mw.p50, offsetOf(before, after), window.to), {
      label: `P50 of ${labelOf(after)}`,
      colour: SECOND.line,
      width: 5,
      dash: [14, 8],
      shape: 'step',
    }),
    ...fanLines(after, after.curve.mw, offsetOf(before, after), window.to),
    ...fan(before, before.curve.mw, window.to),
  ];
  return frame(framedOf(comparison), {
    name: 'comparison-compute',
    title: titleOf(comparison),
    subtitle: subtitleOf(comparison),
    type: 'line',
    datasets,
    axes: {
      x: timeAxis(before, window),
      y: amountAxis(Math.max(before.curve.totalMw, after.curve.totalMw), 'IT MW online', { headroom: 0.04 }),
    },
    legend: 'top',
  });
}

/** What the footer says of both. */
export function framedOf({ before, after }: Comparison): Framed {
  return {
    title: before.title === after.title ? before.title : `${shorten(before.title, 34)} | ${shorten(after.title, 34)}`,
    world: null,
    censored: Math.max(before.censored, after.censored),
    replications: before.replications,
    seed: before.seed === after.seed ? before.seed : `${before.seed} | ${after.seed}`,
    tool: after.tool,
  };
}

export function labelOf({ label }: ComparedSide): string {
  return shortenFront(label, 40);
}

/** Days from the zero of the first to that of the second. */
function offsetOf(before: ComparedSide, after: ComparedSide): number {
  return after.start === null ? 0 : (placeOf(before, after.start) ?? 0);
}

function points({ grid }: ComparedSide, series: readonly number[], offset: number, to: number): Datum[] {
  return grid.flatMap((place, i) =>
    place + offset <= to && series[i] !== undefined ? [{ x: place + offset, y: series[i] as number }] : [],
  );
}

type Edges = Pick<NonNullable<ComparedSide['curve']>['mw'], 'p10' | 'p90'>;

function fan(side: ComparedSide, mw: Edges, to: number): Dataset[] {
  return band(points(side, mw.p10, 0, to), points(side, mw.p90, 0, to), { label: 'first: P10 to P90', colour: FIRST.fan, shape: 'step' });
}

/** A second area would hide the first. */
function fanLines(side: ComparedSide, mw: Edges, offset: number, to: number): Dataset[] {
  const style = { colour: SECOND.line, width: 2, dash: [3, 5], shape: 'step' as const };
  return [
    line(points(side, mw.p10, offset, to), { ...style, label: 'second: P10, P90' }),
    line(points(side, mw.p90, offset, to), { ...style, label: '' }),
  ];
}

/** Where the later of the two has all that it will have, even in a bad future. */
function lastChange(before: ComparedSide, after: ComparedSide): number {
  const last = (side: ComparedSide, offset: number): number => {
    const series = side.curve?.mw.p10 ?? [];
    const end = series.at(-1) ?? 0;
    const at = series.findIndex((mw) => mw >= end);
    return (side.grid[Math.max(0, at)] ?? side.grid.at(-1) ?? 1) + offset;
  };
  return Math.max(last(before, 0), last(after, offsetOf(before, after)));
}

function titleOf({ dates, before }: Comparison): string {
  const all = dates.find(({ name }) => name === ALL_ONLINE);
  if (all === undefined) return 'Compute online in both';
  const { by, verdict } = all.p80;
  if (verdict === 'no difference shown') return 'No difference is shown in when all compute is online (P80)';
  if (by === null) return `All compute online: P80 ${tellInstant(before, all.before.p80)}, then ${tellInstant(before, all.after.p80)}`;
  return verdict === 'cannot say'
    ? 'Too few futures to say whether all compute is online later (P80)'
    : `All compute is online ${tellSpan(before, Math.abs(by))} ${by > 0 ? 'later' : 'sooner'} at P80`;
}

function subtitleOf({ dates, pairing, before }: Comparison): string {
  const all = dates.find(({ name }) => name === ALL_ONLINE);
  const luck = pairing === 'paired' ? 'The same futures in both.' : 'Not the same futures: part of the difference is luck.';
  if (all === undefined) return luck;
  const { lo, hi } = all.p80;
  const span =
    lo === null || hi === null ? '' : ` 90\u00a0% interval ${tellSpan(before, lo)} to ${tellSpan(before, hi)}; below zero is sooner.`;
  return `${luck}${span}`;
}
