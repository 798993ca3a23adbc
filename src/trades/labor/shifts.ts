/**
 * Shift patterns and what they cost: hours a week, the loss of efficiency by consecutive week of overtime, and the loss on a
 * second shift. Comes in: a pattern and a week. Goes out: plain numbers. It knows nothing of crews or plans.
 */
import { z } from 'zod';
import { annotations, count, date, quantity } from '../fields.ts';

/** Hours that one worker works in a week. */
export const PATTERNS = { '4x10': 40, '5x8': 40, '5x10': 50, '6x10': 60, '7x10': 70, '6x12': 72, '7x12': 84 } as const;
export type Pattern = keyof typeof PATTERNS;
const PATTERN_NAMES = Object.keys(PATTERNS) as [Pattern, ...Pattern[]];

/** Hours a week that are worked without overtime. */
export const STRAIGHT_HOURS = 40;

/**
 * Efficiency of all hours worked in consecutive weeks 1-4, 5-8, 9-12 and 13 on, for weeks of at most so many hours.
 * 50 h: Meglan Companies, n.d., and Long International, n.d. (averages of four studies), confidence M, +/-0.05. 60 h: Meglan,
 * M, +/-0.07. 70-84 h: Meglan, L. The rows are read off ranges, as the mid of each (collected 2026-07).
 */
const OVERTIME: readonly { readonly upTo: number; readonly efficiency: readonly [number, number, number, number] }[] = [
  { upTo: 40, efficiency: [1, 1, 1, 1] },
  { upTo: 50, efficiency: [0.95, 0.9, 0.86, 0.83] },
  { upTo: 60, efficiency: [0.91, 0.84, 0.78, 0.74] },
  { upTo: 84, efficiency: [0.8, 0.68, 0.6, 0.55] },
];

/** Combined losses never take more than this: MCAA how-to slides, n.d., confidence M. */
export const LEAST_EFFICIENCY = 0.45;

export const shiftsSchema = z.lazy(() =>
  z
    .strictObject({
      pattern: z
        .enum(PATTERN_NAMES)
        .describe(
          'Days a week by hours a day of each worker. Weeks above 40 h lose efficiency with every month they go on. Against the open hours of the calendar it says what share of them each worker is at work: the pool then counts effective workers, fewer than heads.',
        ),
      second_shift: quantity(
        'share',
        'Share of the hours worked on a second shift, up to 50 %: it loses efficiency, but halls are less crowded.',
      ).optional(),
      since: date('When the overtime began, if not on the day the scenario starts: losses run on from there.').optional(),
      rest_every: count('One week of 40 h after so many weeks of overtime: half the loss that had built up goes.', 1).optional(),
      ...annotations,
    })
    .describe(
      'Shifts of a crew, or of all crews of the site. Without it nobody tires, and everybody is there whenever the calendar is open.',
    ),
);

export type ShiftFields = z.output<typeof shiftsSchema>;

/** Efficiency (0 to 1) in the n-th consecutive week (from 1) of so many hours. */
export function overtimeEfficiency(hours: number, week: number): number {
  const row = OVERTIME.find(({ upTo }) => hours <= upTo) ?? OVERTIME[OVERTIME.length - 1]!;
  return row.efficiency[Math.min(3, Math.floor((Math.max(1, week) - 1) / 4))]!;
}

export interface Week {
  readonly hours: number;
  readonly efficiency: number;
}

/**
 * Hours and efficiency of the week that begins `weeksSince` whole weeks after the overtime did. With a rest, the loss of the
 * week before it is halved by the week of 40 h (judgement, confidence J), and what is left stays until the table asks for more.
 */
export function weekOf(hours: number, weeksSince: number, restEvery: number | undefined): Week {
  const week = Math.max(0, Math.floor(weeksSince));
  if (restEvery === undefined || hours <= STRAIGHT_HOURS) return { hours, efficiency: overtimeEfficiency(hours, week + 1) };
  const inCycle = week % (restEvery + 1);
  const half = (1 - overtimeEfficiency(hours, restEvery)) / 2;
  if (inCycle === restEvery) return { hours: STRAIGHT_HOURS, efficiency: 1 - half };
  const carried = week > restEvery ? half : 0;
  return { hours, efficiency: 1 - Math.max(carried, 1 - overtimeEfficiency(hours, inCycle + 1)) };
}

/**
 * Efficiency of all hours with this share of them on a second shift: the loss is 0.2205 + 0.0715 ln(share), none below the
 * share where that is zero (4.6 %). University of Wisconsin shift study via ACS Lawyers, n.d., confidence M.
 */
export function secondShiftEfficiency(share: number): number {
  return share <= 0 ? 1 : Math.min(1, 1 - (0.2205 + 0.0715 * Math.log(share)));
}

/** Mean pay of an hour by the straight rate, with `premium` on hours beyond 40 in a week. */
export function overtimePay(hours: number, premium: number): number {
  return hours <= STRAIGHT_HOURS ? 1 : (STRAIGHT_HOURS + (hours - STRAIGHT_HOURS) * (1 + premium)) / hours;
}
