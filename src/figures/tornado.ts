/**
 * The tornado: one bar per lever, longest first, from zero to the days that it gains, with the interval as a whisker and MW-days
 * and cost in columns at the side. Comes in: what levers are worth. Goes out: a figure, or null where no lever was found.
 */
import type { Gain, LeversOutcome, RankedLever } from '../measure/levers.ts';
import type { Instant } from '../measure/outcomes.ts';
import { ALL_ONLINE } from '../measure/rows.ts';
import { type Axis, numberAxis, roundStep, rowAxis } from './axes.ts';
import { instantOf, tellInstant, tellSpan } from './dates.ts';
import type { Dataset, Figure, StrokeMark, TextMark } from './figure.ts';
import { frame, stroke, text } from './frame.ts';
import { INK, ROLE, WEIGHT } from './theme.ts';
import { sentence, shorten, tellNumber } from './words.ts';

const MOST_LEVERS = 16;
/** Pixels. */
const ROW = 40;
const AROUND = 290;
/** Pixels to the right of the chart at which each column ends. */
const COLUMNS = { mwDays: 170, cost: 300 } as const;
const STEPS = 6;

export function tornadoFigure(outcome: LeversOutcome): Figure | null {
  const levers = outcome.levers.filter(isSeen).slice(0, MOST_LEVERS);
  if (levers.length === 0) return null;
  const hasCost = levers.some(({ costUsd }) => costUsd !== null);
  const hasMwDays = levers.some(({ mwDays }) => mwDays !== null);
  const axis = gainAxis(levers, `${outcome.unit ?? 'day'}s by which ${percentileOf(outcome)} comes sooner`);
  const thickness = Math.round(ROW * 0.58);
  // The first row is for the heads of the columns.
  const dataset = {
    type: 'bar',
    label: '',
    data: levers.map(({ days }, i) => ({ x: clamped(days.by ?? 0, axis), y: i + 1 })),
    backgroundColor: levers.map(colourOf),
    barThickness: thickness,
    grouped: false,
  } as Dataset;
  return frame(outcome, {
    name: 'tornado',
    title: titleOf(outcome),
    subtitle: subtitleOf(outcome, levers.length),
    type: 'bar',
    height: AROUND + (levers.length + 1) * ROW,
    datasets: [dataset],
    axes: { x: axis, y: rowAxis(['', ...levers.map(({ label }) => sentence(shorten(label, 40)))]) },
    legend: 'none',
    texts: [...values(outcome, levers), ...columns(levers, hasMwDays, hasCost)],
    strokes: [
      ...levers.flatMap(({ days }, i) => whisker(days, i + 1, axis)),
      stroke({ from: [0, 0.5], to: [0, 'end'], colour: INK.line, width: 2 }),
    ],
    rightSpace: hasCost ? COLUMNS.cost : hasMwDays ? COLUMNS.mwDays : 0,
  });
}

/** Levers that did nothing in any future are counted in the subtitle, not drawn. */
function isSeen({ days, sooner, later, mwDays }: RankedLever): boolean {
  return (days.by ?? 0) !== 0 || sooner > 0 || later > 0 || Math.abs(mwDays?.by ?? 0) > 0;
}

function colourOf({ verdict, days }: RankedLever): string {
  if (verdict === 'helps') return ROLE.ideal;
  if (verdict === 'hurts') return ROLE.short;
  return (days.by ?? 0) < 0 ? ROLE.shortFill : ROLE.mining;
}

/** Room for the value at the end of the longest whisker, as a share of the axis. */
const HEADROOM = 0.13;

function gainAxis(levers: readonly RankedLever[], title: string): Axis {
  const bounds = levers.flatMap(({ days }) => [days.by, days.lo, days.hi].filter((value) => value !== null));
  const [least, most] = [Math.min(0, ...bounds), Math.max(1, ...bounds)];
  const max = most + (most - least) * HEADROOM;
  const min = least < 0 ? least - (most - least) * 0.04 : 0;
  return numberAxis({ min, max, step: roundStep((most - least) / STEPS), title, lastTick: most });
}

function clamped(value: number, { min, max }: Axis): number {
  return Math.min(max, Math.max(min, value));
}

/** From one bound of the interval to the other; to the edge where nothing bounds it. */
function whisker({ lo, hi }: Gain, y: number, axis: Axis): StrokeMark[] {
  if (lo === 0 && hi === 0) return [];
  const [from, to] = [clamped(lo ?? axis.min, axis), clamped(hi ?? axis.max, axis)];
  const end = (x: number): StrokeMark => stroke({ from: [x, y - 0.16], to: [x, y + 0.16], colour: INK.strong, width: 2 });
  return [
    stroke({ from: [from, y], to: [to, y], colour: INK.strong, width: 2 }),
    ...(lo === null ? [] : [end(from)]),
    ...(hi === null ? [] : [end(to)]),
  ];
}

/** The days, behind whatever reaches furthest. */
function values(outcome: LeversOutcome, levers: readonly RankedLever[]): TextMark[] {
  return levers.map(({ days }, i) =>
    text({
      text: days.by === null ? tellInstant(outcome, null) : signed(days.by),
      x: Math.max(0, days.by ?? 0, days.hi ?? days.by ?? 0),
      y: i + 1,
      dx: 12,
      colour: INK.strong,
      weight: i === 0 ? WEIGHT.strong : WEIGHT.regular,
    }),
  );
}

function columns(levers: readonly RankedLever[], hasMwDays: boolean, hasCost: boolean): TextMark[] {
  const side = (dx: number, y: number, said: string, weight: number = WEIGHT.regular): TextMark =>
    text({ text: said, x: 'end', y, dx, align: 'right', weight });
  const head = (dx: number, said: string): TextMark => ({ ...side(dx, 0, said), colour: INK.soft });
  return [
    ...(hasMwDays ? [head(COLUMNS.mwDays, 'MW-days gained')] : []),
    ...(hasCost ? [head(COLUMNS.cost, 'cost, MUSD')] : []),
    ...levers.flatMap(({ mwDays, costUsd }, i) => [
      ...(mwDays?.by == null ? [] : [side(COLUMNS.mwDays, i + 1, signed(mwDays.by))]),
      ...(costUsd === null ? [] : [side(COLUMNS.cost, i + 1, signed(costUsd / 1e6))]),
    ]),
  ];
}

function signed(value: number): string {
  const shown = tellNumber(Math.abs(value));
  return shown === '0' ? '0' : `${value > 0 ? '+' : '\u2212'}${shown}`;
}

/** `P80 of all compute`. */
function percentileOf({ percentile, milestone }: LeversOutcome): string {
  return `P${Number((100 * percentile).toFixed(1))} of ${milestone === ALL_ONLINE ? 'all compute' : milestone === 'makespan' ? 'the last finish' : milestone}`;
}

function titleOf(outcome: LeversOutcome): string {
  const [best] = outcome.levers;
  if (best === undefined || best.verdict !== 'helps' || best.days.by === null)
    return `No single lever brings ${percentileOf(outcome)} forward for certain`;
  return `${sentence(best.label)} brings ${percentileOf(outcome)} forward most: ${tellSpan(outcome, best.days.by)}`;
}

function subtitleOf(outcome: LeversOutcome, drawn: number): string {
  const at: Instant = instantOf(outcome.base);
  const rest = outcome.levers.length - drawn;
  const more = rest > 0 ? ` ${rest} more ${rest === 1 ? 'does' : 'do'} nothing, or less than these.` : '';
  return `Each lever pulled alone, on the same futures; as things are it is ${tellInstant(outcome, at)}. Whiskers: 90\u00a0% intervals; green where all of it helps.${more}`;
}
