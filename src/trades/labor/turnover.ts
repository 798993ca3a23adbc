/**
 * Leavers, their replacements and newcomers' pace, as steady shares of a crew. Comes in: yearly rates and weeks. Goes out:
 * plain numbers.
 */
import { z } from 'zod';
import { MINUTES_PER_YEAR } from '../../base/time.ts';
import { quantity as parse } from '../../base/units.ts';
import { annotations, quantity } from '../fields.ts';

export const attritionSchema = z.lazy(() =>
  z
    .strictObject({
      rate: quantity('yearlyShare', 'Share of the workers who leave in a year. Judgement for craft workers: 40, 70 or 120 %/y.'),
      replaced_after: quantity('elapsed', 'How long a place stays empty. Judgement: 4 wk locally, 3 wk for travellers.'),
      ...annotations,
    })
    .describe('Workers who leave and are replaced: places stand empty for a while, and the replacements are newcomers.'),
);

export const newcomersSchema = z.lazy(() =>
  z
    .strictObject({
      productivity: quantity('share', 'What a newcomer gets done, compared with the others.').default('80 %'),
      lasts: quantity('elapsed', 'For how long.').default('3 wk'),
      ...annotations,
    })
    .prefault({})
    .describe('The pace of those who are hired, or replace others. Default: 80 % for 3 wk (judgement, J).'),
);

export type AttritionFields = z.output<typeof attritionSchema>;
export type NewcomerFields = z.output<typeof newcomersSchema>;

/**
 * Share of the places that are filled: a worker stays 1 / rate on average and the place is empty for the delay thereafter,
 * an alternating renewal process, so 1 / (1 + rate x delay). Rate per year, delay in minutes.
 */
export function filledShare(attrition: AttritionFields | undefined): number {
  if (attrition === undefined) return 1;
  return 1 / (1 + parse(attrition.rate, 'yearlyShare') * (parse(attrition.replaced_after, 'elapsed') / MINUTES_PER_YEAR));
}

/** Share of those present who are replacements of not more than the newcomers' time: rate x time, at most all. */
export function replacementShare(attrition: AttritionFields | undefined, newcomers: NewcomerFields): number {
  if (attrition === undefined) return 0;
  return Math.min(1, parse(attrition.rate, 'yearlyShare') * (parse(newcomers.lasts, 'elapsed') / MINUTES_PER_YEAR));
}
