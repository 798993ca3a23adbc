/**
 * A plan as it stands on a day in the middle of it. Comes in: a plan, that day, and what was reported by then. Goes out: a
 * plan in which the past is fixed, what is under way has only its rest to run, and everything else starts on that day at the
 * earliest. The rules:
 *
 *   - reported as finished:  done on that day, for certain; so is whatever had to be finished before it could begin;
 *   - reported as begun:     under way; what is left is drawn given that it was not over by the day of the forecast;
 *   - begins by its date:    work that waits for nobody and needs nothing (an order, a study) is under way since its date, and so
 *                            is what follows it where its length is fixed; permission to begin, and what a risk may put in
 *                            before it, count as given and not come: the opposite would have been reported;
 *   - happens by its day or never (a risk of a day, one course of a branch): if that day is past, it came if all that it follows
 *                            was done in time and luck has no part in it; otherwise it never does;
 *   - everything else:       has not begun. What nobody reported did not happen.
 */
import { didYouMean } from '../base/nearest.ts';
import type { Path, Problems } from '../base/problem.ts';
import { showInstant } from '../base/time.ts';
import type { Law } from '../random/distribution.ts';
import { networkOf, topologicalOrder } from './network.ts';
import type { Activity, Calendar, Link, Plan, Work } from './plan.ts';

/** What is known of an activity, in ticks. */
export interface Report {
  readonly start?: number;
  readonly finish?: number;
  /** Share of the work that is left on the day of the forecast, for work under way. */
  readonly left?: number;
  /** When so much was left; the day of the forecast unless an earlier one is said. */
  readonly leftOn?: number;
  readonly path: Path;
}

/** Where an activity stands on the day of the forecast. */
type State =
  | { readonly kind: 'done'; readonly start: number; readonly finish: number }
  | {
      readonly kind: 'under-way';
      readonly start: number;
      readonly left?: number;
      readonly leftOn?: number;
      readonly inferred?: true;
      readonly path: Path;
    }
  | { readonly kind: 'ahead' }
  | { readonly kind: 'never' };

const AHEAD: State = { kind: 'ahead' };
const NEVER: State = { kind: 'never' };

/** `asOf`: a tick after 0. Reports must not lie after it. */
export function freezeAt(plan: Plan, asOf: number, reports: ReadonlyMap<string, Report>, problems: Problems): Plan {
  checkReports(plan, asOf, reports, problems);
  const states = statesOf(plan, asOf, reports, problems);
  const calendars = new Map(plan.calendars.map((calendar) => [calendar.id, calendar]));
  const activities = plan.activities.map((activity, i) => stand(activity, states[i] as State));
  const count = (...kinds: State['kind'][]): number => states.filter(({ kind }) => kinds.includes(kind)).length;
  const note = `As of ${showInstant(plan.axis, asOf)}: ${count('done')} activities done, ${count('under-way')} under way, ${count('ahead', 'never')} not begun. What was not reported by then is taken not to have happened.`;
  return { ...plan, activities, notes: [...plan.notes, note] };

  function stand(activity: Activity, state: State): Activity {
    if (state.kind === 'done') return done(activity, state);
    // After the horizon nothing is played.
    if (state.kind === 'never') return { ...activity, notBefore: plan.horizon + 1 };
    if (state.kind === 'under-way') return underWay(activity, state, asOf, calendars, problems);
    return { ...activity, notBefore: Math.max(activity.notBefore, asOf) };
  }
}

function checkReports(plan: Plan, asOf: number, reports: ReadonlyMap<string, Report>, problems: Problems): void {
  const ids = new Set(plan.activities.map(({ id }) => id));
  for (const [id, { start, finish, path }] of reports) {
    if (!ids.has(id)) problems.add(path, `there is no activity "${id}"${didYouMean(id, ids)}`, 'name one as "ttc plan" lists it');
    if (start !== undefined && finish !== undefined && finish < start)
      problems.add(path, `"${id}" is reported to finish before it starts`, 'swap the two dates');
    if ((start ?? 0) > asOf || (finish ?? 0) > asOf)
      problems.add(path, `the report on "${id}" lies after the day of the forecast`, 'leave it out, or move "as_of"');
  }
}

function statesOf(plan: Plan, asOf: number, reports: ReadonlyMap<string, Report>, problems: Problems): State[] {
  const { activities } = plan;
  const indexOf = new Map(activities.map(({ id }, i) => [id, i]));
  const levels = new Set(plan.resources.flatMap(({ id, kind }) => (kind === 'level' ? [id] : [])));
  const inserted = new Set(activities.flatMap(({ id, inserted }) => (inserted === true ? [id] : [])));
  // What is only held of a level is permission to begin: it is given back, and nothing is used up.
  const needsNothing = ({ needs }: Activity): boolean => needs.every(({ resource, giveBack }) => giveBack && levels.has(resource));
  const gates = ({ after }: Activity): readonly Link[] => after.filter(({ from }) => !inserted.has(from));
  const states = activities.map((activity) =>
    reported(activity, asOf, reports.get(activity.id), (free) => gates(free).length === 0 && needsNothing(free)),
  );
  const order = topologicalOrder(networkOf(plan));
  // From the last to the first: what has begun tells of what came before it.
  for (const to of [...order].reverse()) {
    const state = states[to] as State;
    if (state.kind === 'ahead' || state.kind === 'never') continue;
    for (const { type, lag, from: id } of (activities[to] as Activity).after) {
      const from = indexOf.get(id);
      if (from === undefined) continue;
      const by = latest(type, lag, state);
      if (by === undefined) continue;
      const before = states[from] as State;
      const report = reports.get(id);
      if (before.kind === 'done') {
        if (before.finish > by && (type === 'FS' || type === 'FF') && report?.finish !== undefined)
          problems.add(
            report.path,
            `"${id}" is reported to finish on ${showInstant(plan.axis, before.finish)}, but "${activities[to]?.id}" could not have gone on before that`,
            'correct one of the two reports',
          );
        else if (report?.finish === undefined && before.finish > by)
          states[from] = { ...before, start: Math.min(before.start, by), finish: by };
        continue;
      }
      if (type === 'FS' || type === 'FF')
        states[from] = { kind: 'done', start: report?.start ?? by, finish: Math.max(by, report?.start ?? 0) };
      else if (before.kind === 'ahead') states[from] = { kind: 'under-way', start: by, path: activities[from]?.origin ?? [] };
    }
  }
  for (const i of order) {
    const activity = activities[i] as Activity;
    const { work, neverAfter, notBefore, origin } = activity;
    const before = gates(activity);
    const follows = before.length > 0 && work.kind === 'duration' && neverAfter === undefined && activity.inserted !== true;
    if (states[i]!.kind !== 'ahead' || !follows || !needsNothing(activity)) continue;
    const begun = before.reduce((latest, { from, type, lag }) => {
      const index = indexOf.get(from) ?? -1;
      return Math.max(latest, type === 'FS' ? plannedEnd(activities[index], states[index]) + lag : Number.POSITIVE_INFINITY);
    }, notBefore);
    if (begun < asOf) states[i] = { kind: 'under-way', start: begun, inferred: true, path: origin };
  }
  return activities.map((activity, i) => overdue(activity, states[i] as State, asOf, (id) => states[indexOf.get(id) ?? -1]));
}

/** When that is over which began by its date and lasts for a fixed time; infinite where luck or a report has a part in it. */
function plannedEnd(activity: Activity | undefined, state: State | undefined): number {
  if (activity === undefined || state?.kind !== 'under-way' || state.inferred !== true) return Number.POSITIVE_INFINITY;
  const { law, scale, factors } = activity.work;
  return law.kind === 'fixed' && factors.length === 0 && activity.calendar === null
    ? state.start + (law.parameters.value as number) * scale
    : Number.POSITIVE_INFINITY;
}

/** What had its day before the forecast: it came then, or never will. */
function overdue({ after, neverAfter, work }: Activity, state: State, asOf: number, stateOf: (id: string) => State | undefined): State {
  if (state.kind !== 'ahead' || neverAfter === undefined || neverAfter >= asOf) return state;
  const ends = after.map(({ from }) => stateOf(from)).map((before) => (before?.kind === 'done' ? before.finish : Number.POSITIVE_INFINITY));
  const came = Math.max(0, ...ends);
  const isCertain = work.law.kind === 'fixed' && work.factors.length === 0 && work.law.parameters.value === 0;
  return isCertain && came <= neverAfter ? { kind: 'done', start: came, finish: came } : NEVER;
}

/** When the predecessor must have come so far, given where the successor stands; undefined: nothing follows. */
function latest(type: Link['type'], lag: number, state: Exclude<State, { kind: 'ahead' | 'never' }>): number | undefined {
  if (type === 'FS' || type === 'SS') return Math.max(0, state.start - lag);
  return state.kind === 'done' ? Math.max(0, state.finish - lag) : undefined;
}

function reported(activity: Activity, asOf: number, report: Report | undefined, isFree: (activity: Activity) => boolean): State {
  if (report?.finish !== undefined) {
    const finish = Math.max(0, report.finish);
    return { kind: 'done', start: Math.min(Math.max(0, report.start ?? finish), finish), finish };
  }
  if (report?.start !== undefined || report?.left !== undefined)
    return {
      kind: 'under-way',
      start: report.start ?? asOf,
      path: report.path,
      ...(report.left === undefined ? {} : { left: report.left, leftOn: Math.min(report.leftOn ?? asOf, asOf) }),
    };
  if (activity.neverAfter !== undefined && activity.neverAfter < asOf) return AHEAD;
  const beginsByDate = isFree(activity) && activity.work.kind === 'duration';
  return beginsByDate && activity.notBefore < asOf
    ? { kind: 'under-way', start: activity.notBefore, inferred: true, path: activity.origin }
    : AHEAD;
}

/** It took what it took. What it used up is used up, whether or not anybody reported where it came from. */
function done(activity: Activity, { start, finish }: { readonly start: number; readonly finish: number }): Activity {
  return {
    ...activity,
    work: fixed(finish - start),
    after: [],
    notBefore: start,
    needs: [],
    gives: [
      ...activity.gives,
      ...activity.needs
        .filter(({ giveBack }) => !giveBack)
        .map(({ resource, amount }) => ({ resource, amount: -amount, at: 'start' as const })),
    ],
    calendar: null,
  };
}

function underWay(
  activity: Activity,
  { start, left, leftOn, inferred, path }: Extract<State, { kind: 'under-way' }>,
  asOf: number,
  calendars: ReadonlyMap<string, Calendar>,
  problems: Problems,
): Activity {
  const { work } = activity;
  const begun = {
    ...activity,
    after: activity.after.filter(({ type }) => type === 'FF' || type === 'SF'),
    // Permission to begin was given.
    ...(inferred === true ? { needs: [] } : {}),
  };
  if (left !== undefined) {
    const scaled = { ...work, scale: work.scale * left } as Work;
    const isOlder = leftOn !== undefined && leftOn < asOf && work.kind === 'duration';
    return {
      ...begun,
      notBefore: asOf,
      work: isOlder ? rest({ ...activity, work: scaled }, { start: leftOn, path }, asOf, calendars, problems) : scaled,
    };
  }
  // A date that was fixed beforehand holds: nothing was left to luck.
  const isFixed = work.law.kind === 'fixed' && work.factors.length === 0 && activity.calendar === null && work.kind === 'duration';
  if (!isFixed)
    return {
      ...begun,
      notBefore: asOf,
      work: rest(activity, { start, path, ...(inferred ? { inferred } : {}) }, asOf, calendars, problems),
    };
  if (start >= 0) return { ...begun, notBefore: start };
  const length = (work.law.parameters.value as number) + start / (work.scale || 1);
  return { ...begun, notBefore: 0, work: { ...work, law: { kind: 'fixed', parameters: { value: Math.max(0, length) } } } };
}

/** What is left, given that it was not over by the day of the forecast. */
function rest(
  { id, work, calendar }: Activity,
  { start, path, inferred }: { readonly start: number; readonly path: Path; readonly inferred?: true },
  asOf: number,
  calendars: ReadonlyMap<string, Calendar>,
  problems: Problems,
): Work {
  if (work.kind === 'effort') {
    problems.add(path, `"${id}" is under way, and nobody says how much of its effort is left`, 'add "left:", such as "left: 40 %"');
    return work;
  }
  const hours = work.clock === 'working' && calendar !== null ? calendars.get(calendar) : undefined;
  const elapsed = hours === undefined ? asOf - start : openBetween(hours, start, asOf);
  if (elapsed <= 0 || work.scale === 0) return work;
  const left = (of: Law): Law => ({ kind: 'remaining', parameters: { of, elapsed: elapsed / work.scale } });
  if (inferred === true && work.law.kind === 'chance')
    return { ...work, law: { kind: 'chance', parameters: { ...work.law.parameters, of: left(work.law.parameters.of as Law) } } };
  return { ...work, law: left(work.law) };
}

function openBetween({ open, close }: Calendar, from: number, to: number): number {
  return open.reduce((sum, begins, i) => sum + Math.max(0, Math.min(close[i] as number, to) - Math.max(begins, from)), 0);
}

function fixed(ticks: number): Work {
  const law: Law = { kind: 'fixed', parameters: { value: ticks } };
  return { kind: 'duration', clock: 'elapsed', law, scale: 1, factors: [] };
}
