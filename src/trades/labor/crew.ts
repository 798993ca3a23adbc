/**
 * One crew with its fields in plain numbers, and what a head of it is worth at any tick. Comes in: fields that passed the
 * schema. Goes out: heads, and units of effective workers: whole shifts of the calendar at full productivity.
 */

import type { Path } from '../../base/problem.ts';
import { MINUTES_PER_WEEK, type TimeAxis } from '../../base/time.ts';
import { quantity as parse } from '../../base/units.ts';
import { type Scope, scoped } from '../../plan/builder.ts';
import type { Lowering } from '../lowering.ts';
import { tickOfDate } from '../read.ts';
import type { CrewFields } from './crews.ts';
import { amountAt, type Batch, batchesOf, type HeadSteps, type HireFields, shareOn, stepsOf } from './mobilisation.ts';
import {
  LEAST_EFFICIENCY,
  overtimeEfficiency,
  PATTERNS,
  type ShiftFields,
  STRAIGHT_HOURS,
  secondShiftEfficiency,
  weekOf,
} from './shifts.ts';
import { filledShare, newcomersSchema, replacementShare } from './turnover.ts';
import type { WageFields } from './wages.ts';

/** Local or travelling workers of a crew. */
export interface Group {
  readonly stated: HeadSteps;
  readonly hire: HireFields | undefined;
  readonly batches: readonly Batch[];
  /** Share of the roll that is on the site, 1 where nobody goes home. */
  readonly on: number;
  /** Share of the places that are filled. */
  readonly filled: number;
  readonly replaced: number;
  /** Weeks of a turn, after which overtime begins anew; null: nobody goes home. */
  readonly turn: number | null;
}

export interface Crew {
  readonly name: string;
  readonly scope: Scope;
  readonly path: Path;
  readonly label: string;
  readonly local: Group;
  readonly travelling: Group;
  readonly apprentices: {
    readonly stated: HeadSteps;
    readonly perLicensed: number;
    readonly productivity: number;
    readonly pay: number;
  } | null;
  readonly there: number;
  readonly newcomers: { readonly productivity: number; readonly lasts: number };
  readonly shifts: {
    readonly hours: number;
    readonly second: number;
    readonly since: number;
    readonly restEvery: number | undefined;
  } | null;
  /** Hours a week in which the calendar is open. */
  readonly openHours: number;
  readonly wage: WageFields | null;
  /** USD a day of a traveller on the site. */
  readonly perDiem: number;
}

const DEFAULT_NEWCOMERS = newcomersSchema.parse({});
const NOBODY = { workers: 0 } as const;

/** `shifts`: of the site, unless the crew has its own. */
export function readCrew(
  { axis, problems }: Lowering,
  scope: Scope,
  name: string,
  fields: CrewFields,
  shifts: ShiftFields | undefined,
  openHours: number,
  label: string,
  path: Path,
): Crew {
  const newcomers = fields.newcomers ?? DEFAULT_NEWCOMERS;
  const local = fields.local ?? { ...NOBODY, workers: fields.workers ?? 0 };
  const travelling = fields.travelling ?? NOBODY;
  const group = (part: NonNullable<CrewFields['local']> | typeof NOBODY | typeof local, at: Path) => ({
    stated: stepsOf(axis, problems, part.workers, [...at, 'workers']),
    hire: 'hire' in part ? part.hire : undefined,
    batches: batchesOf(axis, 'hire' in part ? part.hire : undefined),
    filled: filledShare('attrition' in part ? part.attrition : undefined),
    replaced: replacementShare('attrition' in part ? part.attrition : undefined, newcomers),
  });
  const rotation = 'rotation' in travelling ? travelling.rotation : undefined;
  return {
    name,
    scope,
    path,
    label,
    local: { ...group(local, fields.local === undefined ? path : [...path, 'local']), on: 1, turn: null },
    travelling: {
      ...group(travelling, [...path, 'travelling']),
      on: shareOn(rotation),
      turn: rotation === undefined ? null : parse(rotation.on, 'elapsed') / MINUTES_PER_WEEK,
    },
    apprentices:
      fields.apprentices === undefined
        ? null
        : {
            stated: stepsOf(axis, problems, fields.apprentices.workers, [...path, 'apprentices', 'workers']),
            perLicensed: fields.apprentices.per_licensed,
            productivity: parse(fields.apprentices.productivity, 'share'),
            pay: parse(fields.apprentices.pay, 'share'),
          },
    there: 1 - Math.min(1, fields.absent === undefined ? 0 : parse(fields.absent, 'share')),
    newcomers: { productivity: parse(newcomers.productivity, 'share'), lasts: parse(newcomers.lasts, 'elapsed') },
    shifts: readShifts(axis, fields.shifts ?? shifts),
    openHours,
    wage: fields.wage ?? null,
    perDiem: 'per_diem' in travelling && travelling.per_diem !== undefined ? parse(travelling.per_diem, 'dailyPay') : 0,
  };
}

function readShifts(axis: TimeAxis, shifts: ShiftFields | undefined): Crew['shifts'] {
  if (shifts === undefined) return null;
  return {
    hours: PATTERNS[shifts.pattern],
    second: shifts.second_shift === undefined ? 0 : parse(shifts.second_shift, 'share'),
    since: shifts.since === undefined ? 0 : tickOfDate(axis, shifts.since),
    restEvery: shifts.rest_every,
  };
}

/** Hours that a worker works in the week of a tick; of the open hours, where no pattern is stated. */
export function weeklyHours(crew: Crew, tick: number): number {
  return crew.shifts === null ? crew.openHours : weekAt(crew, tick).hours;
}

/** Hours that pay is reckoned by. Without a pattern nobody works overtime. */
export function paidPattern(crew: Crew): number {
  return crew.shifts?.hours ?? STRAIGHT_HOURS;
}

function weekAt({ shifts }: Crew, tick: number): { readonly hours: number; readonly efficiency: number } {
  if (shifts === null) return { hours: STRAIGHT_HOURS, efficiency: 1 };
  return weekOf(shifts.hours, (tick - shifts.since) / MINUTES_PER_WEEK, shifts.restEvery);
}

/** Efficiency of a group's hours, 0 to 1; `fresh`: the share of it that was hired of late; `crowding`: see crowding.ts. */
export function efficiencyOf(crew: Crew, group: Group, tick: number, crowding: number, fresh: number): number {
  const overtime =
    crew.shifts === null
      ? 1
      : group.turn === null
        ? weekAt(crew, tick).efficiency
        : // Each turn begins rested.
          meanOf(Math.ceil(group.turn), (week) => overtimeEfficiency(crew.shifts!.hours, week + 1));
  const second = crew.shifts === null ? 1 : secondShiftEfficiency(crew.shifts.second);
  const pace = 1 - (1 - crew.newcomers.productivity) * Math.min(1, fresh + group.replaced);
  return Math.max(LEAST_EFFICIENCY, overtime * second * crowding * pace);
}

function meanOf(count: number, value: (i: number) => number): number {
  let sum = 0;
  for (let i = 0; i < count; i++) sum += value(i);
  return sum / Math.max(1, count);
}

/** Heads of a group that are certain at a tick: stated, or hired without delay; and how many of them are newcomers. */
export function certainHeads(group: Group, tick: number, newcomersFor: number): { readonly heads: number; readonly fresh: number } {
  const stated = amountAt(group.stated, tick);
  if (group.hire?.delay !== undefined) return { heads: stated, fresh: 0 };
  return hired(group, stated, tick, newcomersFor, 0);
}

/** The same as planned: with those whose coming is drawn, after the mean delay (ticks). */
export function plannedHeads(group: Group, tick: number, newcomersFor: number, meanDelay: number): { heads: number; fresh: number } {
  return hired(group, amountAt(group.stated, tick), tick, newcomersFor, meanDelay);
}

function hired(group: Group, stated: number, tick: number, newcomersFor: number, delay: number): { heads: number; fresh: number } {
  let heads = stated;
  let fresh = 0;
  for (const { recruited, count } of group.batches) {
    const arrived = recruited + delay;
    if (arrived > tick) break;
    heads += count;
    if (tick < arrived + newcomersFor) fresh += count;
  }
  return { heads, fresh };
}

/** Id of the crew's pool. */
export function poolOf({ scope, name }: Crew): string {
  return scoped(scope, name);
}
