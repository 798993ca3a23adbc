/**
 * How many workers there are over time: those stated in steps, those hired week by week, and how many of the travellers find a
 * bed. Comes in: fields of a crew. Goes out: heads at any tick. Luck has no place here.
 */
import { z } from 'zod';
import type { Path, Problems } from '../../base/problem.ts';
import { MINUTES_PER_WEEK, type TimeAxis } from '../../base/time.ts';
import { quantity as parse } from '../../base/units.ts';
import { annotations, byShape, count, date, law, quantity } from '../fields.ts';
import { tickOfDate } from '../read.ts';
import { attritionSchema } from './turnover.ts';

export const dated = (what: string, least = 0) =>
  z
    .array(z.strictObject({ from: date('From this day on.'), count: count('Units from then on.', least), ...annotations }))
    .min(1)
    .describe(`${what}, in steps over time.`);

export const headsField = (description: string) => byShape([count('Workers.', 0), dated('Workers')], description);

const hireSchema = z.lazy(() =>
  z
    .strictObject({
      count: count('How many are hired in all, besides those stated.', 1),
      per_week: count('How many are recruited each week until then. A market of 100 MW gives up to 60 a week (judgement).', 1),
      from: date('When recruiting begins; the start of the scenario otherwise.').optional(),
      delay: law(
        'elapsed',
        "How long it takes from recruiting a week's hires until they arrive; each week has its own luck. Judgement: lognormal with P50 4 wk locally, 3 wk for travellers. Without it they arrive at once.",
      ).optional(),
      stretch: z
        .number()
        .min(0)
        .default(0)
        .describe('A tight market slows recruiting: the delay is multiplied by 1 + stretch x demand / supply of the trade. Judgement: 1.'),
      ...annotations,
    })
    .describe('Workers hired over time, so many a week.'),
);

export const localSchema = z.lazy(() =>
  z
    .strictObject({
      workers: headsField('Local workers who are there: a number, or steps over time.').default(0),
      hire: hireSchema.optional(),
      attrition: attritionSchema.optional(),
      ...annotations,
    })
    .describe('Workers who live near the site: no rotation, no lodging.'),
);

export const travellingSchema = z.lazy(() =>
  z
    .strictObject({
      workers: headsField('Travelling workers on the roll: a number, or steps over time.').default(0),
      hire: hireSchema.optional(),
      attrition: attritionSchema.optional(),
      rotation: z
        .strictObject({ on: quantity('elapsed', 'Time on the site.'), off: quantity('elapsed', 'Time at home.'), ...annotations })
        .optional()
        .describe(
          'Turns on the site and at home: on average on / (on + off) of the roll is there, rested at each turn. Judgement: 3 wk on, 1 wk off.',
        ),
      per_diem: quantity(
        'dailyPay',
        'Lodging and daily allowance of a traveller on the site, for every day of the week: account per-diem. Judgement: 90, 130 or 180 USD/d.',
      ).optional(),
      ...annotations,
    })
    .describe('Workers from elsewhere: they need beds where the site has "housing:", go home in turns, and cost a daily allowance.'),
);

export type HireFields = z.output<typeof hireSchema>;
export type GroupFields = {
  readonly workers: number | readonly { readonly from: string; readonly count: number }[];
  readonly hire?: HireFields | undefined;
};
export type TravellingFields = z.output<typeof travellingSchema>;

/** From each tick on, so many; in order of tick, the first at or before 0. */
export type HeadSteps = readonly { readonly from: number; readonly amount: number }[];

/** Hires that arrive together, at their recruiting, or that much later where there is a delay. */
export interface Batch {
  readonly recruited: number;
  readonly count: number;
}

/** More batches than this are not asked of the engine: five years of weekly hiring. */
export const MOST_BATCHES = 260;

export function stepsOf(axis: TimeAxis, problems: Problems, field: GroupFields['workers'], path: Path): HeadSteps {
  if (typeof field === 'number') return [{ from: 0, amount: field }];
  const steps = field.map(({ from, count: amount }) => ({ from: tickOfDate(axis, from), amount }));
  steps.forEach(({ from }, i) => {
    if (i > 0 && from <= steps[i - 1]!.from)
      problems.add([...path, i, 'from'], 'steps must come in order of time', 'put the earlier step first');
  });
  return [{ from: Number.NEGATIVE_INFINITY, amount: 0 }, ...steps];
}

export function amountAt(steps: HeadSteps, tick: number): number {
  let amount = 0;
  for (const step of steps) {
    if (step.from > tick) break;
    amount = step.amount;
  }
  return amount;
}

/** The weekly batches of a hiring, up to its number. Batches recruited before the start are there at the start. */
export function batchesOf(axis: TimeAxis, hire: HireFields | undefined): Batch[] {
  if (hire === undefined) return [];
  const from = hire.from === undefined ? 0 : tickOfDate(axis, hire.from);
  const weeks = Math.min(MOST_BATCHES, Math.ceil(hire.count / hire.per_week));
  return Array.from({ length: weeks }, (_, week) => ({
    recruited: from + week * MINUTES_PER_WEEK,
    count: Math.min(hire.per_week, hire.count - week * hire.per_week),
  }));
}

/** Share of the roll that is on the site at a time. */
export function shareOn(rotation: TravellingFields['rotation']): number {
  if (rotation === undefined) return 1;
  const on = parse(rotation.on, 'elapsed');
  return on / (on + parse(rotation.off, 'elapsed'));
}

/**
 * Splits a whole number among those who want some of it: all that they want if there is enough, otherwise in proportion, what
 * is left over to the largest remainders, the first among equals.
 */
export function shareOut(total: number, wanted: readonly number[]): number[] {
  const sum = wanted.reduce((all, want) => all + want, 0);
  if (sum <= total) return [...wanted];
  const exact = wanted.map((want) => (want * total) / sum);
  const whole = exact.map(Math.floor);
  const order = exact.map((share, i) => ({ i, rest: share - whole[i]! })).sort((a, b) => b.rest - a.rest || a.i - b.i);
  let left = total - whole.reduce((all, part) => all + part, 0);
  for (const { i } of order) {
    if (left < 1) break;
    whole[i]! += 1;
    left -= 1;
  }
  return whole;
}
