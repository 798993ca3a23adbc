/**
 * "Enough futures": how many to play until the interval of a percentile is as narrow as asked. Comes in: what is asked, and the rows
 * of the futures so far. Goes out: how many futures are wanted in all. The futures are those of a study of a fixed number: a list and its prefixes.
 *
 * The rule looks at the futures after a few rounds, not after each, so that chance has few occasions to make an interval look narrow;
 * asymptotically its intervals cover as those of a fixed number do (Chow and Robbins 1965; Glynn and Whitt 1992, "The asymptotic
 * validity of sequential stopping rules for stochastic simulations").
 */
import { percentileInterval } from '../base/statistics.ts';
import { ticksPerPlainUnit, ticksPerReportUnit } from '../base/time.ts';
import { parseQuantity } from '../base/units.ts';
import { parseOutcome } from '../measure/chosen-outcome.ts';
import type { EnoughOutcome } from '../measure/outcomes.ts';
import { rankTicks } from '../measure/quantiles.ts';
import type { Rows } from '../measure/rows.ts';
import { tidy } from '../measure/tell.ts';
import type { Plan } from '../plan/plan.ts';

/** Futures of the first look. */
export const FIRST_LOOK = 512;
/** How many more at a look: at least, at most, as a multiple of those so far. */
const LEAST_GROWTH = 1.15;
const MOST_GROWTH = 2.5;

export interface Precision {
  /** As it was asked. */
  readonly text: string;
  readonly milestone: string;
  /** Share of futures, 0 to 1. */
  readonly percentile: number;
  readonly column: number;
  /** Ticks from the lower end of the interval to the upper. */
  readonly width: number;
}

export type ParsedPrecision =
  | { readonly ok: true; readonly precision: Precision }
  | { readonly ok: false; readonly message: string; readonly remedy: string };

const FORM = /^p([1-9]\d?):(.+):([^:]+)$/i;

/** Parse `p80:<milestone or amount>:<width>`. */
export function parsePrecision(text: string, plan: Plan): ParsedPrecision {
  const example = `p80:${plan.milestones[0]?.id ?? 'makespan'}:${plan.axis.kind === 'dated' ? '3d' : '3'}`;
  const [, percent, milestone, wide] = FORM.exec(text.trim()) ?? [];
  if (percent === undefined || milestone === undefined || wide === undefined)
    return {
      ok: false,
      message: `"${text}" does not say how sure is sure enough`,
      remedy: `write a percentile, a milestone and a width, such as "${example}"`,
    };
  const parsed = parseOutcome(milestone.trim(), plan);
  if (!parsed.ok) return parsed;
  const { outcome } = parsed;
  if (outcome.kind === 'lost')
    return { ok: false, message: '"lost MW-days" is no date', remedy: `ask for a milestone or an amount, such as "${example}"` };
  if (outcome.column === null)
    return {
      ok: false,
      message: `"${outcome.name}" is not among the amounts that every future is kept for`,
      remedy: 'ask for 25 %, 50 %, 75 % or 100 % of what is planned, such as "p80:online 50 %:3d"',
    };
  const width = widthIn(wide.trim(), plan);
  if (!width.ok) return width;
  if (!(width.value > 0))
    return { ok: false, message: `"${wide.trim()}" is no width`, remedy: `write more than nothing, such as "${example}"` };
  return {
    ok: true,
    precision: { text, milestone: outcome.name, percentile: Number(percent) / 100, column: outcome.column, width: width.value },
  };
}

function widthIn(text: string, { axis }: Plan): ReturnType<typeof parseQuantity> {
  if (axis.kind === 'plain' && Number.isFinite(Number(text))) return { ok: true, value: Number(text) * ticksPerPlainUnit(axis.unit) };
  if (axis.kind === 'plain' && axis.unit === 'unit')
    return { ok: false, message: `"${text}" is not a number`, remedy: 'write a bare number: this network counts in units of its own' };
  return parseQuantity(text, 'elapsed');
}

/** Ticks from the lower end of the 90 % interval to the upper; Infinity where either is not known or after the horizon. */
export function widthOf(rows: Rows, { column, percentile }: Precision): number {
  const { futures, order } = rankTicks(rows.column(column));
  const { lo, hi } = percentileInterval(futures, percentile);
  if (lo === null || hi === null || hi > order.count) return Number.POSITIVE_INFINITY;
  return order.at(hi)! - order.at(lo)!;
}

/** How many futures are wanted in all, by the rows of those so far: no more than there are if all is as narrow as asked. */
export function wantedFutures(rows: Rows, asked: readonly Precision[]): number {
  const { futures } = rows;
  // An interval narrows with the root of the number of futures.
  const needed = Math.max(...asked.map((precision) => (widthOf(rows, precision) / precision.width) ** 2));
  if (needed <= 1) return futures;
  return Math.ceil(futures * Math.min(MOST_GROWTH, Math.max(LEAST_GROWTH, needed)));
}

/** What was asked and what was reached, in the units of reports. */
export function tellEnough(plan: Plan, rows: Rows, asked: readonly Precision[]): EnoughOutcome[] {
  const unit = ticksPerReportUnit(plan.axis);
  return asked.map((precision) => {
    const width = widthOf(rows, precision);
    return {
      question: precision.text,
      milestone: precision.milestone,
      percentile: precision.percentile,
      asked: tidy(precision.width / unit),
      reached: Number.isFinite(width) ? tidy(width / unit) : null,
      isEnough: width <= precision.width,
    };
  });
}
