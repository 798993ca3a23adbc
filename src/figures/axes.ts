/** Axes: time in days since the start with dates for labels, amounts with round steps. Ticks are computed here, so a chart looks the same everywhere. */
import type { Outcomes } from '../measure/outcomes.ts';
import { dateAt, instantOf, monthStarts, placeOf, type Timed } from './dates.ts';
import type { Scale, Tick } from './figure.ts';
import { FONT_FAMILY, INK, SIZE, WEIGHT } from './theme.ts';
import { MONTHS, tellTick } from './words.ts';

export interface Axis {
  readonly scale: Scale;
  readonly ticks: readonly Tick[];
  readonly min: number;
  readonly max: number;
}

/** From the start until a little after nearly all futures have finished, or to the last grid point where they have not. */
export function timeWindow(outcomes: Outcomes): { readonly from: number; readonly to: number } {
  const last = outcomes.grid.at(-1) ?? placeOf(outcomes, outcomes.until) ?? 0;
  const p90 = placeOf(outcomes, instantOf(outcomes.makespan.p90));
  const targets = Object.values(outcomes.milestones).map((milestone) => placeOf(outcomes, milestone.target) ?? 0);
  const needed = p90 === null ? last : Math.max(p90, ...targets) * 1.04;
  return { from: 0, to: last > 0 ? Math.min(last, needed) : needed };
}

/** The grid points inside a window, and one beyond it so that lines reach the edge. */
export function pointsIn(outcomes: Outcomes, to: number): number {
  const beyond = outcomes.grid.findIndex((place) => place >= to);
  return beyond === -1 ? outcomes.grid.length : beyond + 1;
}

/** A horizontal axis of time; `room` is the most ticks there is room for. */
export function timeAxis(outcomes: Timed, window: { readonly from: number; readonly to: number }, room = 12): Axis {
  const ticks = outcomes.start === null ? plainTicks(window, room) : dateTicks(outcomes, window, room);
  const title = outcomes.start === null ? `time since the start, in ${outcomes.unit ?? 'unit'}s` : '';
  return {
    ticks,
    min: window.from,
    max: window.to,
    scale: {
      type: 'linear',
      position: 'bottom',
      min: window.from,
      max: window.to,
      // Bar charts would shift the grid by half a bar.
      offset: false,
      grid: { color: INK.grid, tickColor: INK.line, tickLength: 8, offset: false },
      border: { color: INK.line },
      ticks: { ...tickStyle(), maxRotation: 0, autoSkip: false },
      title: { display: title !== '', text: title, color: INK.soft, font: { size: SIZE.label } },
    },
  };
}

/**
 * A vertical axis of about `steps` round steps from 0, with its unit as title. `headroom` is the share of `top` that is kept
 * free above it; without any, the axis ends on a step.
 */
export function amountAxis(top: number, title: string, options: { readonly steps?: number; readonly headroom?: number } = {}): Axis {
  const { steps = 5, headroom = 0 } = options;
  const step = roundStep(Math.max(top, 1e-9) / steps);
  const count = headroom === 0 ? Math.ceil(top / step - 1e-9) : Math.floor(top / step + 1e-9);
  const ticks: Tick[] = Array.from({ length: count + 1 }, (_, i) => ({ value: i * step, label: tellTick(i * step, step) }));
  const max = headroom === 0 ? Math.max(count, 1) * step : top * (1 + headroom);
  return {
    ticks,
    min: 0,
    max,
    scale: {
      type: 'linear',
      position: 'left',
      min: 0,
      max,
      offset: false,
      grid: { color: INK.grid, tickLength: 0, offset: false },
      border: { display: false },
      ticks: { ...tickStyle(), autoSkip: false, padding: 10 },
      title: { display: title !== '', text: title, color: INK.soft, font: { size: SIZE.label, family: FONT_FAMILY } },
    },
  };
}

export interface NumberAxis {
  readonly min: number;
  readonly max: number;
  /** From one tick to the next. */
  readonly step: number;
  readonly title: string;
  /** Where the ticks end, if before the axis does. */
  readonly lastTick?: number;
  readonly border?: 'drawn' | 'none';
}

/** A horizontal axis of numbers between two bounds, which need not hold zero. */
export function numberAxis({ min, max, step, title, lastTick = max, border = 'none' }: NumberAxis): Axis {
  return {
    ticks: ticksBetween(min, lastTick, step),
    min,
    max,
    scale: {
      type: 'linear',
      position: 'bottom',
      min,
      max,
      offset: false,
      grid: { color: INK.grid, tickLength: 0, offset: false },
      border: border === 'drawn' ? { color: INK.line } : { display: false },
      ticks: { ...tickStyle(), autoSkip: false, padding: 10 },
      title: { display: true, text: title, color: INK.soft, font: { size: SIZE.label, family: FONT_FAMILY } },
    },
  };
}

/** A vertical axis of named rows, the first on top. */
export function rowAxis(labels: readonly string[], size: number = SIZE.label): Axis {
  const min = -0.5;
  const max = labels.length - 0.5;
  return {
    ticks: labels.map((label, value) => ({ value, label })),
    min,
    max,
    scale: {
      type: 'linear',
      position: 'left',
      reverse: true,
      offset: false,
      min,
      max,
      grid: { display: false },
      border: { color: INK.line },
      ticks: { ...tickStyle(), autoSkip: false, padding: 10, font: { size, weight: WEIGHT.regular, family: FONT_FAMILY } },
    },
  };
}

function tickStyle() {
  return { color: INK.text, font: { size: SIZE.label, weight: WEIGHT.regular, family: FONT_FAMILY } };
}

/** Ticks that name values of a sweep's axis: many, so small. */
export function valueNames() {
  return { color: INK.text, font: { size: 17, weight: WEIGHT.regular, family: FONT_FAMILY }, autoSkip: false, maxRotation: 0, padding: 6 };
}

/** The next of 1, 2, 2.5, 5, 10 times a power of ten. */
export function roundStep(atLeast: number): number {
  const power = 10 ** Math.floor(Math.log10(atLeast));
  const factor = [1, 2, 2.5, 5, 10].find((candidate) => candidate * power >= atLeast * (1 - 1e-9)) ?? 10;
  return factor * power;
}

function plainTicks({ from, to }: { readonly from: number; readonly to: number }, room: number): Tick[] {
  return ticksBetween(from, to, roundStep(Math.max(to - from, 1e-9) / room));
}

/** At whole steps. Zero is not below itself. */
function ticksBetween(from: number, to: number, step: number): Tick[] {
  const ticks: Tick[] = [];
  for (let i = Math.ceil(from / step); i * step <= to; i++) ticks.push({ value: i * step + 0, label: tellTick(i * step + 0, step) });
  return ticks;
}

const DAY_STEPS = [1, 2, 7, 14];
const MONTH_STEPS = [1, 2, 3, 6, 12, 24, 60, 120];
const DAYS_PER_MONTH = 365.2425 / 12;

function dateTicks(outcomes: Timed, { from, to }: { readonly from: number; readonly to: number }, room: number): Tick[] {
  const days = to - from;
  const dayStep = DAY_STEPS.find((step) => days / step <= room);
  if (dayStep !== undefined) return dayTicks(outcomes, from, to, dayStep);
  const step = MONTH_STEPS.find((months) => days / (months * DAYS_PER_MONTH) <= room) ?? 120;
  const starts = monthStarts(outcomes, from, to, step);
  return starts.map(({ place, year, month }) => ({ value: place, label: step >= 12 ? `${year}` : `${MONTHS[month]} ${year}` }));
}

function dayTicks(outcomes: Timed, from: number, to: number, step: number): Tick[] {
  const ticks: Tick[] = [];
  for (let place = Math.ceil(from); place <= to; place += step) {
    const [, month, day] = dateAt(outcomes, place).split('-');
    ticks.push({ value: place, label: `${Number(day)} ${MONTHS[Number(month) - 1]}` });
  }
  return ticks;
}
