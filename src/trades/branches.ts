/**
 * Conditional branches: if something is not done by a day, one course is taken, and otherwise the other; what follows goes on when
 * the course that was taken is done. Comes in: the branches of the file or of a site. Goes out: optional activities, of which exactly
 * one course is ever begun, and an activity called after the branch that joins them.
 */
import { z } from 'zod';
import type { Path } from '../base/problem.ts';
import { type LinkDraft, type NeedDraft, type Scope, scoped } from '../plan/builder.ts';
import type { Work } from '../plan/plan.ts';
import { activityShape, lowerActivity } from './activity.ts';
import { book } from './booking.ts';
import { annotations, date, name } from './fields.ts';
import { groupCause, type Lowering, namedCause } from './lowering.ts';
import { tickOfDate } from './read.ts';
import { activitiesOf } from './targets.ts';

/** What may never happen brings no compute online: what comes after the branch may. */
const { online: _, ...shape } = activityShape('dated');
const course = z.lazy(() => z.record(name, z.strictObject(shape)).default({}));

export const branchesSchema = z.lazy(() =>
  z
    .record(
      name,
      z.strictObject({
        title: z.string().optional().describe('What a person calls it; its name otherwise.'),
        if_not: z.string().min(1).describe('The activity that is asked about: whether it is done by the day "by".'),
        by: date('The day. What is done on an earlier day, or as this one begins, is done in time.'),
        do: course.describe('Work that is done if it is not done by then. What comes after nothing begins on that day.'),
        else: course.describe('Work that is done if it is. What comes after nothing begins as it is done.'),
        before: z
          .array(z.string().min(1))
          .default([])
          .describe(
            'Activities, or patterns, that wait until the course that was taken is done. Others may come after the branch by its name.',
          ),
        ...annotations,
      }),
    )
    .default({})
    .describe(
      'Conditional branches: "if not energised by 1 June, take the bridging branch". How often each is taken is told under accounts.',
    ),
);

export type BranchesFields = z.output<typeof branchesSchema>;
type BranchFields = BranchesFields[string];

export interface BranchContext {
  /** Null: of the file. */
  readonly site: string | null;
  readonly calendar: string | null;
}

/** To be called once everything that the branches name is in the plan. */
export function lowerBranches(lowering: Lowering, context: BranchContext, branches: BranchesFields, path: Path): void {
  for (const [id, fields] of Object.entries(branches)) lowerBranch(lowering, context, id, fields, [...path, id]);
}

const NO_WORK: Work = { kind: 'duration', clock: 'elapsed', law: { kind: 'fixed', parameters: { value: 0 } }, scale: 1, factors: [] };

function lowerBranch(lowering: Lowering, { site, calendar }: BranchContext, id: string, fields: BranchFields, path: Path): void {
  const { axis, builder, horizon, problems } = lowering;
  const title = fields.title ?? id;
  const scope: Scope = site === null ? [] : [site];
  const cause = namedCause(builder, 'plan', `branch-${id}`, title);
  const by = tickOfDate(axis, fields.by);
  if (by < 0 || by > horizon)
    problems.add([...path, 'by'], `${fields.by} lies outside the scenario's time`, 'choose a day between start and until');
  const inside = [...scope, id];
  const mark = (what: string, amount: number): string => {
    const resource = scoped(inside, what);
    builder.addResource({
      id: resource,
      label: title,
      kind: 'stock',
      unit: 'each',
      cause,
      capacity: [{ from: 0, amount }],
      strict: false,
      site,
      origin: path,
    });
    return resource;
  };
  const undecided = mark('undecided', 1);
  const through = mark('through', 0);
  const take = (resource: string): NeedDraft => ({ name: resource, amount: 1, giveBack: false, path });
  const own = {
    cause,
    site,
    hall: null,
    work: NO_WORK,
    after: [],
    notBefore: 0,
    needs: [],
    gives: [],
    calendar: null,
    onClose: 'pause',
    priority: 0,
    origin: path,
  } as const;
  const asked: LinkDraft = { name: fields.if_not, type: 'FS', lag: 0, share: 0, path: [...path, 'if_not'] };

  function addCourse(key: 'do' | 'else', decided: string): void {
    const activities = fields[key];
    const inCourse = [...inside, key];
    const isFollowed = new Set<string>();
    for (const [activity, written] of Object.entries(activities)) {
      const at = [...path, key, activity];
      const context = {
        scope: inCourse,
        site,
        hall: null,
        calendar,
        cause: groupCause(builder, 'work'),
        begin: 0,
        scale: 1,
        effortScale: 1,
      };
      const draft = lowerActivity(lowering, context, activity, written, at);
      for (const { name: before, type } of draft.after) if (type === 'FS' || type === 'FF') isFollowed.add(before);
      const begins = draft.after.some(({ name: before }) => before in activities) ? [] : [linkTo(decided, at)];
      const added = builder.addActivity({ ...draft, after: [...draft.after, ...begins], optional: true });
      if (written.milestone === true)
        builder.milestones.push({
          id: added,
          activity: added,
          target: written.target === undefined ? null : tickOfDate(axis, String(written.target)),
        });
    }
    const last = Object.keys(activities).filter((activity) => !isFollowed.has(activity));
    builder.addActivity({
      ...own,
      scope: inCourse,
      name: 'end',
      label: `${title}: ${key === 'do' ? 'branch' : 'other course'} done`,
      optional: true,
      after: last.length === 0 ? [linkTo(decided, path)] : last.map((activity) => linkTo(scoped(inCourse, activity), path)),
      gives: [{ name: through, amount: 1, at: 'finish', path }],
    });
  }

  const late = builder.addActivity({
    ...own,
    scope: inside,
    name: 'not-in-time',
    label: `${title}: not in time`,
    // A minute later, whoever is asked first: what is done as the day begins is in time.
    notBefore: Math.min(Math.max(0, by + 1), horizon),
    needs: [take(undecided)],
    optional: true,
  });
  const inTime = builder.addActivity({
    ...own,
    scope: inside,
    name: 'in-time',
    label: `${title}: in time`,
    after: [asked],
    needs: [take(undecided)],
    optional: true,
    neverAfter: by,
  });
  addCourse('do', late);
  addCourse('else', inTime);
  const joined = builder.addActivity({ ...own, scope, name: id, label: title, needs: [take(through)] });
  book(
    builder,
    { id: scoped(scope, `branch/${id}`), label: `${title}: taken`, unit: 'share of futures', site },
    { kind: 'event', activity: late, at: 'finish', amount: 1 },
  );
  fields.before.forEach((pattern, i) => {
    for (const target of activitiesOf(lowering, scope, pattern, [...path, 'before', i])) {
      const after = builder.draft(target.id)?.after ?? [];
      builder.amend(target.id, { after: [...after, linkTo(joined, [...path, 'before', i])] });
    }
  });
}

function linkTo(name: string, path: Path): LinkDraft {
  return { name, type: 'FS', lag: 0, share: 0, exact: true, path };
}
