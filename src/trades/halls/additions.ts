/**
 * What stands before, within and after the work of a hall: the shell that a developer hands over, a change of design, and the
 * lag until compute is filled and paid for. Each is an activity of its own, with a cause of its own.
 */
import type { Path } from '../../base/problem.ts';
import { MINUTES_PER_HOUR, MINUTES_PER_MONTH } from '../../base/time.ts';
import { quantity as parse } from '../../base/units.ts';
import type { LinkDraft } from '../../plan/builder.ts';
import { groupCause, namedCause } from '../lowering.ts';
import { durationLaw, tickOfDate } from '../read.ts';
import { addedActivity, type Hall, NO_WORK, templatePath } from './hall.ts';
import { namesActivity } from './names.ts';

const HOURS_PER_MONTH = MINUTES_PER_MONTH / MINUTES_PER_HOUR;

/** Where a lever stands: at the hall if it says so itself, or else in the template. */
function placeOf(hall: Hall, key: 'developer' | 'design_change' | 'fill_lag'): Path {
  return hall.fields[key] === undefined ? templatePath(hall, key) : [...hall.path, key];
}

/** Adds the hand-over of the shell and the rent. Returns the link for work that would begin with the hall. */
export function lowerDeveloper(hall: Hall): LinkDraft[] {
  const { lowering, context, id, fields, template, path } = hall;
  const { axis, builder, problems } = lowering;
  const developer = fields.developer ?? template.developer;
  if (developer === undefined) return [];
  const at = placeOf(hall, 'developer');
  const promised = tickOfDate(axis, developer.hands_over);
  const slip = durationLaw(problems, [...at, 'slip'], developer.slip).law;
  const shell = builder.addActivity({
    ...addedActivity(hall),
    name: 'powered-shell',
    label: `powered shell of ${id} from the developer`,
    cause: namedCause(builder, 'site-works', 'developer', 'developer of the shell'),
    work: {
      kind: 'duration',
      clock: 'elapsed',
      // Promised for a day before the start and not there yet.
      law: promised < 0 ? { kind: 'remaining', parameters: { of: slip, elapsed: -promised } } : slip,
      scale: 1,
      factors: [],
    },
    after: [],
    notBefore: Math.max(0, promised),
  });
  builder.milestones.push({ id: shell, activity: shell, target: promised });
  if (developer.rent !== undefined) {
    const isPromise = developer.rent_starts === 'promise';
    const from = isPromise
      ? builder.addActivity({
          ...addedActivity(hall),
          name: 'rent',
          label: `rent of ${id} begins`,
          cause: groupCause(builder, 'plan'),
          work: NO_WORK,
          after: [],
          notBefore: Math.max(0, promised),
        })
      : shell;
    builder.accounts.push({
      id: `${context.site}/rent/${id}`,
      label: `rent of the shell of ${id}`,
      unit: 'USD',
      site: context.site,
      entries: [
        { kind: 'running', activity: from, from: 'finish', perHour: (parse(developer.rent, 'rent') * hall.itKw) / HOURS_PER_MONTH },
      ],
    });
  }
  return [{ name: shell, type: 'FS', lag: 0, share: 0, path }];
}

/** Adds a change of design after an activity that stands in the plan already. */
export function lowerDesignChange(hall: Hall): void {
  const { lowering, context, id, fields, template, path } = hall;
  const { builder, problems } = lowering;
  const change = fields.design_change ?? template.design_change;
  if (change === undefined) return;
  const at = placeOf(hall, 'design_change');
  const p = parse(change.p, 'share');
  if (p > 1) problems.add([...at, 'p'], `${change.p} is more than always`, 'write a share from 0 % to 100 %');
  const adds = durationLaw(problems, [...at, 'adds'], change.adds).law;
  if (!namesActivity(hall, change.after, [...at, 'after'])) return;
  if (template.activities[change.after]?.per_block === true) {
    problems.add([...at, 'after'], `"${change.after}" is done block by block`, 'name an activity of the whole hall');
    return;
  }
  // What was built before the start was built as it stands.
  if (p === 0 || p > 1 || fields.done.includes(change.after)) return;
  const hit = [context.site, id, change.after].join('/');
  const added = builder.addActivity({
    ...addedActivity(hall),
    name: 'design-change',
    label: `change of design of ${id}`,
    cause: namedCause(builder, 'site-works', 'design-change', 'change of design'),
    work: { kind: 'duration', clock: 'elapsed', law: { kind: 'chance', parameters: { p, of: adds } }, scale: 1, factors: [] },
    after: [{ name: builder.endOf(hit), type: 'FS', lag: 0, share: 0, path, exact: true }],
  });
  builder.addEnd(hit, added);
}

/** Adds the milestone "paying" after everything that is `online`. */
export function lowerFillLag(hall: Hall, online: readonly string[]): void {
  const { lowering, fields, template, path } = hall;
  const { builder, problems } = lowering;
  const lag = fields.fill_lag ?? template.fill_lag;
  if (lag === undefined) return;
  const law = durationLaw(problems, placeOf(hall, 'fill_lag'), lag).law;
  if (online.length === 0) {
    problems.add(
      placeOf(hall, 'fill_lag'),
      `nothing of "${hall.id}" comes online, so nothing is filled`,
      'add "brings_online: all" to an activity',
    );
    return;
  }
  const paying = builder.addActivity({
    ...addedActivity(hall),
    name: 'paying',
    label: `${hall.id} filled and paid for`,
    cause: groupCause(builder, 'acceptance'),
    work: { kind: 'duration', clock: 'elapsed', law, scale: 1, factors: [] },
    after: online.map((name) => ({ name, type: 'FS', lag: 0, share: 0, path })),
  });
  builder.milestones.push({ id: paying, activity: paying, target: null });
}
