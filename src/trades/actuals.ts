/**
 * What really happened, and when it became known. Comes in: reports by activity, and the day of the forecast. Goes out: the
 * plan as it stood on that day. A report counts from the day on which it was known; a later one has no say in anything.
 */
import { z } from 'zod';
import type { Path } from '../base/problem.ts';
import { quantity as parse } from '../base/units.ts';
import { freezeAt, type Report } from '../plan/as-of.ts';
import type { Plan } from '../plan/plan.ts';
import { annotations, date, quantity } from './fields.ts';
import type { Lowering } from './lowering.ts';
import { tickOfDate } from './read.ts';

const actual = z.lazy(() =>
  z.strictObject({
    start: date('The day it began.').optional(),
    finish: date('The day it was done; with "not_before", the last day on which it can have been.').optional(),
    not_before: date(
      'The first day on which it can have been done, where only later reports say that it was. Scores count nothing in between.',
    ).optional(),
    left: quantity('share', 'Share of its work that was left on the day "known".').optional(),
    known: date('The day from which this could be known, where that is later than what happened.').optional(),
    ...annotations,
  }),
);

export const actualsSchema = z.lazy(() =>
  z
    .record(z.string().min(1), actual)
    .describe(
      'What really happened, by id of the activity as "ttc plan" lists it. Before "as_of" it fixes the past; later reports are what "ttc backtest" scores by.',
    ),
);

export type ActualsFields = z.output<typeof actualsSchema>;

/** The plan as of a day. A day at or before the start leaves it as it is. */
export function lowerActuals(lowering: Lowering, plan: Plan, asOf: string, actuals: ActualsFields, path: Path): Plan {
  const { axis, problems } = lowering;
  checkShape(lowering, actuals, path);
  const day = tickOfDate(axis, asOf);
  if (day <= 0) return plan;
  if (day > plan.horizon) {
    problems.add(['as_of'], `the day of the forecast (${asOf}) lies after the horizon`, 'choose an earlier "as_of", or a later "until"');
    return plan;
  }
  return freezeAt(plan, day, ofActivities(plan, reportsBy(lowering, actuals, day, path)), problems);
}

/** When each activity was done, by all reports there are. */
export function reportedFinishes({ axis, activities, milestones }: Plan, actuals: ActualsFields): { activity: string; tick: number }[] {
  const ids = new Set(activities.map(({ id }) => id));
  const activityOf = new Map(milestones.map(({ id, activity }) => [id, activity]));
  return Object.entries(actuals).flatMap(([id, { finish }]) => {
    const activity = ids.has(id) ? id : activityOf.get(id);
    return finish === undefined || activity === undefined ? [] : [{ activity, tick: tickOfDate(axis, finish) }];
  });
}

function checkShape({ problems }: Lowering, actuals: ActualsFields, path: Path): void {
  for (const [id, { start, finish, left, known, not_before: notBefore }] of Object.entries(actuals)) {
    const at = [...path, id];
    if (notBefore !== undefined && finish === undefined)
      problems.addMissing([...at, 'finish'], `nobody says by when "${id}" was done`, 'add "finish:", or leave "not_before" out');
    if (notBefore !== undefined && finish !== undefined && notBefore > finish)
      problems.add([...at, 'not_before'], `"${id}" was done by ${finish}, but not before ${notBefore}`, 'swap the two dates');
    if (start === undefined && finish === undefined && left === undefined)
      problems.addMissing(at, `nothing is reported of "${id}"`, 'add "start:", "finish:" or "left:"');
    if (left !== undefined && finish !== undefined)
      problems.add([...at, 'left'], `"${id}" is finished, and yet some of it is left`, 'leave one of them out');
    if (left !== undefined && known === undefined)
      problems.addMissing(at, `nobody says on which day ${left} of "${id}" was left`, 'add "known:" with that day');
  }
}

/** A milestone may be reported by the name that results give it: it is reached as its activity is done. */
function ofActivities({ activities, milestones }: Plan, reports: ReadonlyMap<string, Report>): ReadonlyMap<string, Report> {
  const ids = new Set(activities.map(({ id }) => id));
  const activityOf = new Map(milestones.map(({ id, activity }) => [id, activity]));
  return new Map([...reports].map(([id, report]) => [ids.has(id) ? id : (activityOf.get(id) ?? id), report]));
}

/** What was known on a day. Each date counts from that date on, and the last of them from the day it was known. */
function reportsBy({ axis }: Lowering, actuals: ActualsFields, day: number, path: Path): ReadonlyMap<string, Report> {
  const tick = (text: string | undefined): number | undefined => (text === undefined ? undefined : tickOfDate(axis, text));
  const reports = new Map<string, Report>();
  for (const [id, fields] of Object.entries(actuals)) {
    const known = tick(fields.known) ?? Number.NEGATIVE_INFINITY;
    const start = tick(fields.start);
    const finish = tick(fields.finish);
    const hasStart = start !== undefined && start <= day && (finish !== undefined || fields.left !== undefined || known <= day);
    const hasFinish = finish !== undefined && finish <= day && known <= day;
    const hasLeft = fields.left !== undefined && known <= day;
    if (!hasStart && !hasFinish && !hasLeft) continue;
    reports.set(id, {
      path: [...path, id],
      ...(hasStart ? { start } : {}),
      ...(hasFinish ? { finish } : {}),
      ...(hasLeft ? { left: parse(fields.left as string, 'share'), leftOn: known } : {}),
    });
  }
  return reports;
}
