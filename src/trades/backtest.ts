/**
 * What a backtest asks: on which days in the past to forecast, which milestones, and what had been promised. Comes in: the section
 * "backtest:" and the reports under "actuals:". Goes out: problems with them, and milestones as they are to be scored. No forecast
 * depends on any of it.
 */
import { z } from 'zod';
import { didYouMean } from '../base/nearest.ts';
import type { Path } from '../base/problem.ts';
import { formatDate } from '../base/time.ts';
import type { Plan } from '../plan/plan.ts';
import type { ActualsFields } from './actuals.ts';
import { annotations, date } from './fields.ts';
import type { Lowering } from './lowering.ts';
import { tickOfDate } from './read.ts';

const { as_of: _, ...sources } = annotations;

const milestone = z.lazy(() =>
  z.strictObject({
    from: date('The first day on which it was planned at all: forecasts of earlier days leave it out.').optional(),
    ...sources,
  }),
);

const promise = z.lazy(() =>
  z.strictObject({
    milestone: z.string().min(1).describe('The milestone it is about, as results name it.'),
    said: date('The day it was said.'),
    by: date('The last day on which the promise would have been kept: of "in the second half of 2025", 31 December 2025.'),
    ...sources,
  }),
);

export const backtestSchema = z.lazy(() =>
  z
    .strictObject({
      as_of: z.array(date('A day to forecast on, with what was known then.')).min(1).describe('The days to forecast on.'),
      milestones: z
        .record(z.string().min(1), milestone)
        .optional()
        .describe('The milestones to score, as results name them, each {} or with the day from which it was planned. Default: all.'),
      promises: z.array(promise).default([]).describe('What the builder itself had promised: scored beside the forecasts.'),
    })
    .describe(
      'Forecasts of the past, for "ttc backtest": they are scored by what "actuals:" reports as finished later. Nothing else reads it.',
    ),
);

export type BacktestFields = z.output<typeof backtestSchema>;

/** Tells what is wrong with the section: names that are not in the plan, days that cannot be. */
export function checkBacktest(
  { axis, horizon, problems }: Lowering,
  plan: Plan,
  fields: BacktestFields | undefined,
  actuals: ActualsFields,
  path: Path,
): void {
  if (fields === undefined) return;
  const milestones = plan.milestones.map(({ id }) => id);
  const activities = plan.activities.map(({ id }) => id);
  const known = (id: string, names: readonly string[], what: 'milestone' | 'activity', at: Path): void => {
    if (!names.includes(id) && !problems.wasLeftOut(id))
      problems.add(
        at,
        `there is no ${what} "${id}"${didYouMean(id, names)}`,
        what === 'milestone' ? 'name one as "ttc run" tells it' : 'name one as "ttc plan" lists it',
      );
  };
  fields.as_of.forEach((day, i) => {
    if (tickOfDate(axis, day) < 0 || tickOfDate(axis, day) > horizon)
      problems.add([...path, 'as_of', i], `${day} lies outside of the scenario`, 'forecast on a day from "start" to "until"');
  });
  const last = [...fields.as_of].sort().at(-1) as string;
  for (const [id, { from }] of Object.entries(fields.milestones ?? {})) {
    known(id, milestones, 'milestone', [...path, 'milestones', id]);
    if (from !== undefined && from > last)
      problems.add(
        [...path, 'milestones', id, 'from'],
        `"${id}" was planned only after the last forecast (${last})`,
        'add a later day to "as_of", or leave the milestone out',
      );
  }
  fields.promises.forEach(({ milestone: id, said, by }, i) => {
    const at = [...path, 'promises', i];
    known(id, milestones, 'milestone', [...at, 'milestone']);
    if (by < said) problems.add([...at, 'by'], `what was said on ${said} was for ${by}, which was over`, 'swap the two dates');
  });
  // Before the day of a forecast, a report on nothing is found by its having no effect; later ones would only be missed.
  for (const id of Object.keys(actuals)) known(id, activities, 'activity', ['actuals', id]);
}

/** A milestone of a backtest, with days as ISO dates. */
export interface AskedMilestone {
  readonly id: string;
  readonly from: string | null;
  readonly actual: { readonly from: string; readonly to: string } | null;
  readonly target: string | null;
  readonly promises: readonly { readonly said: string; readonly by: string; readonly source: string | null }[];
}

/** What a backtest of this plan is to score. */
export function askedMilestones(plan: Plan, fields: BacktestFields, actuals: ActualsFields, start: number): AskedMilestone[] {
  return plan.milestones
    .filter(({ id }) => fields.milestones === undefined || Object.hasOwn(fields.milestones, id))
    .map(({ id, activity, target }) => {
      const report = Object.hasOwn(actuals, activity) ? actuals[activity] : undefined;
      const finish = report?.finish?.slice(0, 10);
      return {
        id,
        from: fields.milestones?.[id]?.from ?? null,
        actual: finish === undefined ? null : { from: report?.not_before?.slice(0, 10) ?? finish, to: finish },
        target: target === null ? null : formatDate(start + target),
        promises: fields.promises
          .filter((said) => said.milestone === id)
          .map(({ said, by, source }) => ({ said: said.slice(0, 10), by: by.slice(0, 10), source: source ?? null })),
      };
    });
}
