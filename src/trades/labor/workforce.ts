/**
 * Lowers the crews of a site, a region or the whole file into pools of effective workers. Comes in: fields. Goes out: pools with
 * capacity steps; what is drawn or reckoned up later goes into the book. Plain crews stay what they are: a number of workers.
 */
import type { Path } from '../../base/problem.ts';
import { MINUTES_PER_HOUR, MINUTES_PER_WEEK } from '../../base/time.ts';
import { quantity as parse } from '../../base/units.ts';
import type { Scope } from '../../plan/builder.ts';
import type { Resource } from '../../plan/plan.ts';
import { type Lowering, spoken } from '../lowering.ts';
import { tickOfDate } from '../read.ts';
import { addResource, capacityOf } from '../resources.ts';
import { type LaborBook, meanDelay, type Workforce } from './book.ts';
import { type Crew, type Group, readCrew } from './crew.ts';
import { isPlain, type WorkforceFields } from './crews.ts';
import { bedsLeft, type CrewState, type Force, statesAt, turningPoints } from './force.ts';
import { type HeadSteps, MOST_BATCHES, stepsOf } from './mobilisation.ts';

export const BEDS = 'beds';

export interface WorkforceContext {
  readonly scope: Scope;
  readonly site: string | null;
  /** The calendar that the work of these crews goes by. */
  readonly calendar: string | null;
  readonly isStrict: boolean;
  readonly book: LaborBook;
  readonly path: Path;
}

export function lowerWorkforce(lowering: Lowering, context: WorkforceContext, fields: WorkforceFields): void {
  const { scope, site, isStrict, book, path } = context;
  const openHours = weeklyOpenHours(lowering, context.calendar);
  checkShares(lowering, fields, path);
  const isPlainSite = fields.shifts === undefined && fields.crowding === undefined;
  const plain = new Set(Object.entries(fields.crews ?? {}).flatMap(([id, crew]) => (isPlainSite && isPlain(crew) ? [id] : [])));
  const crews = Object.entries(fields.crews ?? {}).map(([id, crew]): Crew => {
    const at = [...path, 'crews', id];
    return readCrew(lowering, scope, id, crew, fields.shifts, openHours, crew.label ?? spoken(id), at);
  });
  const delays = new Map<Group, number>();
  for (const { local, travelling, path: at } of crews) {
    delays.set(local, meanDelay(lowering, local, [...at, 'local']));
    delays.set(travelling, meanDelay(lowering, travelling, [...at, 'travelling']));
  }
  const force: Force = {
    crews,
    beds:
      fields.housing === undefined ? null : stepsOf(lowering.axis, lowering.problems, fields.housing.beds, [...path, 'housing', 'beds']),
    area: areaSteps(lowering, fields, path),
    delayOf: (group) => delays.get(group) ?? 0,
  };
  const points = turningPoints(force, lowering.horizon);
  const states = points.map((tick) => statesAt(force, tick, 'certain'));
  const planned = points.map((tick) => statesAt(force, tick, 'planned'));
  Object.entries(fields.crews ?? {}).forEach(([id, crew], i) => {
    const at = [...path, 'crews', id];
    const capacity = plain.has(id)
      ? capacityOf(lowering, crew.workers ?? 0, [...at, 'workers'])
      : merged(points.map((from, point) => ({ from, amount: Math.round(states[point]![i]!.units) })));
    const makeup = plain.has(id)
      ? undefined
      : makeupOf(
          points,
          planned.map((state) => state[i]!),
        );
    addResource(lowering, scope, id, 'pool', 'each', capacity, { ...crew, makeup }, isStrict, at, site);
  });
  const isDrawn = crews.some(({ travelling }) => travelling.hire?.delay !== undefined);
  if (force.beds !== null && isDrawn) {
    const capacity = merged(points.map((from) => ({ from, amount: bedsLeft(force, from) })));
    addResource(lowering, scope, BEDS, 'pool', 'each', capacity, { label: 'beds' }, false, [...path, 'housing', 'beds'], site);
  }
  const workforce: Workforce = {
    scope,
    site,
    path,
    force,
    isFull: ({ name }) => !plain.has(name),
    hasBeds: force.beds !== null && isDrawn,
  };
  book.workforces.push(workforce);
}

/** Heads there over time, by kind, hires expected included. */
function makeupOf(points: readonly number[], states: readonly CrewState[]): NonNullable<Resource['makeup']> {
  const kinds = ['local', 'travelling', 'apprentices'] as const;
  return Object.fromEntries(
    kinds
      .filter((kind) => states.some((state) => state[kind] > 0))
      .map((kind) => [kind, merged(points.map((from, i) => ({ from, amount: states[i]![kind] })))]),
  );
}

/** Steps without those that change nothing. */
function merged(steps: Resource['capacity']): Resource['capacity'] {
  return steps.filter(({ amount }, i) => i === 0 || amount !== steps[i - 1]!.amount);
}

/** Hours a week that a calendar is open when it is open most; all of them without one. */
function weeklyOpenHours({ builder, horizon }: Lowering, calendar: string | null): number {
  const found = calendar === null ? undefined : builder.calendar(calendar);
  if (found === undefined) return MINUTES_PER_WEEK / MINUTES_PER_HOUR;
  const weeks = new Float64Array(Math.ceil(horizon / MINUTES_PER_WEEK) + 1);
  found.open.forEach((open, i) => {
    const week = Math.floor(Math.max(0, open) / MINUTES_PER_WEEK);
    if (week < weeks.length) weeks[week]! += found.close[i]! - Math.max(0, open);
  });
  const most = weeks.reduce((max, minutes) => Math.max(max, minutes), 0) / MINUTES_PER_HOUR;
  return most > 0 ? most : MINUTES_PER_WEEK / MINUTES_PER_HOUR;
}

function areaSteps({ axis, problems }: Lowering, { crowding }: WorkforceFields, path: Path): HeadSteps | null {
  if (crowding === undefined) return null;
  const at = [...path, 'crowding', 'open_area'];
  const field = crowding.open_area;
  const steps =
    typeof field === 'string'
      ? [{ from: 0, amount: parse(field, 'area') }]
      : field.map(({ from, area }) => ({ from: tickOfDate(axis, from), amount: parse(area, 'area') }));
  steps.forEach(({ from, amount }, i) => {
    const here = typeof field === 'string' ? at : [...at, i];
    if (i > 0 && from <= steps[i - 1]!.from)
      problems.add([...here, 'from'], 'steps must come in order of time', 'put the earlier step first');
    if (amount <= 0) problems.add(here, 'there is no floor to work on', 'write an area of more than zero');
  });
  // Before the first step, the floor is what it begins with.
  return steps.map((step, i) => (i === 0 ? { ...step, from: Number.NEGATIVE_INFINITY } : step));
}

/** Shares that cannot be more than all, and hiring that never ends. */
function checkShares({ problems }: Lowering, fields: WorkforceFields, path: Path): void {
  const check = (value: string | undefined, most: number, at: Path, what: string): void => {
    if (value !== undefined && parse(value, 'share') > most)
      problems.add(at, `${what} cannot be more than ${most * 100} %, and this is ${value}`, `write a share from 0 % to ${most * 100} %`);
  };
  check(fields.shifts?.second_shift, 0.5, [...path, 'shifts', 'second_shift'], 'the share of the second shift');
  for (const [id, crew] of Object.entries(fields.crews ?? {})) {
    const at = [...path, 'crews', id];
    check(crew.absent, 1, [...at, 'absent'], 'the share of absent workers');
    check(crew.shifts?.second_shift, 0.5, [...at, 'shifts', 'second_shift'], 'the share of the second shift');
    check(crew.newcomers?.productivity, 1, [...at, 'newcomers', 'productivity'], 'the pace of newcomers');
    check(crew.apprentices?.productivity, 1, [...at, 'apprentices', 'productivity'], 'the pace of apprentices');
    for (const key of ['local', 'travelling'] as const) {
      const hire = crew[key]?.hire;
      if (hire !== undefined && hire.count > hire.per_week * MOST_BATCHES)
        problems.add(
          [...at, key, 'hire', 'per_week'],
          `hiring ${hire.count} workers, ${hire.per_week} a week, takes more than five years`,
          'hire more a week, or fewer in all',
        );
    }
    const rotation = crew.travelling?.rotation;
    if (rotation !== undefined && parse(rotation.on, 'elapsed') === 0)
      problems.add(
        [...at, 'travelling', 'rotation', 'on'],
        'with no time on the site, nobody is ever there',
        'write a time of more than zero',
      );
  }
}
