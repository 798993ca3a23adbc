/** Small random plans with everything in them that an activity can wait for. The same seed makes the same plan. */
import type { Activity, Link, Plan } from '../../src/plan/plan.ts';
import {
  activity,
  borrows,
  calendar,
  computeUnit,
  effortWork,
  exposed,
  fixedWork,
  gives,
  hazard,
  link,
  planOf,
  resource,
  takes,
} from '../plan-builder.ts';

export interface Dice {
  /** A whole number from 0 to `below` - 1. */
  readonly roll: (below: number) => number;
  readonly chance: (share: number) => boolean;
  readonly pick: <T>(from: readonly T[]) => T;
}

/** Mulberry32: small, seeded, good enough to vary tests. */
export function diceOf(seed: number): Dice {
  let state = seed >>> 0;
  function next(): number {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  }
  return {
    roll: (below) => Math.floor(next() * below),
    chance: (share) => next() < share,
    pick: (from) => from[Math.floor(next() * from.length)]!,
  };
}

const RULES = ['fifo', 'latest-finish', 'most-successors'] as const;
const ON_CLOSE = ['pause', 'pause-and-release', 'restart', 'fit'] as const;

/** `horizon`: short ones leave activities unfinished. */
export function randomPlan(seed: number, horizon: number): Plan {
  const dice = diceOf(seed);
  const count = 4 + dice.roll(14);
  const activities: Activity[] = [];
  for (let i = 0; i < count; i++) activities.push(randomActivity(dice, i, activities));
  const milestones = activities.filter(() => dice.chance(0.4)).map(({ id }) => ({ id, activity: id, target: dice.roll(300) }));
  const compute = activities
    .filter(() => dice.chance(0.5))
    .map(({ id }) =>
      computeUnit(id, 1000 * (1 + dice.roll(4)), {
        gpus: 8 * (1 + dice.roll(4)),
        planned: dice.chance(0.8) ? dice.roll(250) : null,
        site: dice.pick(['east', 'west']),
      }),
    );
  return planOf({
    horizon,
    activities,
    milestones,
    compute,
    dispatch: { rule: dice.pick(RULES) },
    resources: [
      resource('pool', 'crane', 2),
      resource('pool', 'fitters', 4, {
        strict: dice.chance(0.3),
        capacity: [
          { from: 0, amount: 4 },
          { from: 60, amount: 2 },
          { from: 90, amount: 5 },
        ],
      }),
      resource('stock', 'switchgear', 1),
      resource('level', 'power', 2),
    ],
    calendars: [calendar('shift', 24, 6, 16, Math.ceil(horizon / 24) + 1), calendar('week', 168, 0, 120, Math.ceil(horizon / 168) + 1)],
  });
}

function randomActivity(dice: Dice, number: number, before: readonly Activity[]): Activity {
  const onClose = dice.pick(ON_CLOSE);
  const clock = dice.chance(0.5) ? 'working' : 'elapsed';
  const length = dice.chance(0.15) ? 0 : dice.roll(onClose === 'pause' || onClose === 'pause-and-release' ? 40 : 9);
  const isEffort = dice.chance(0.3) && onClose !== 'fit';
  const after: Link[] = [];
  for (const { id } of before) {
    if (!dice.chance(0.25)) continue;
    const type = dice.chance(0.5) ? 'FS' : dice.pick(['SS', 'FF', 'SF'] as const);
    after.push(link(id, type, dice.chance(0.4) ? dice.roll(20) : 0, type === 'SS' ? dice.pick([0, 0.25, 0.5, 1]) : 0));
  }
  return activity(`a${number}`, isEffort ? effortWork(length * 2, 'fitters', 1, 2, clock) : fixedWork(length, clock), {
    cause: dice.pick(['ground', 'steel', 'gear']),
    after,
    notBefore: dice.chance(0.2) ? dice.roll(60) : 0,
    needs: [
      ...(dice.chance(0.4) ? [borrows('crane', 1 + dice.roll(2))] : []),
      ...(dice.chance(0.3) && !isEffort ? [borrows('fitters', 1 + dice.roll(2))] : []),
      ...(dice.chance(0.25) ? [takes('switchgear')] : []),
      ...(dice.chance(0.25) ? [takes('power', 1)] : []),
    ],
    gives: [
      ...(dice.chance(0.35) ? [gives('switchgear', 1 + dice.roll(2), dice.pick(['start', 'finish'] as const))] : []),
      ...(dice.chance(0.35) ? [gives('power', 1 + dice.roll(2))] : []),
    ],
    calendar: dice.chance(0.45) ? dice.pick(['shift', 'week']) : null,
    onClose,
  });
}

/** Minutes in the ticks of a random plan, once there is weather: the shifts of its calendars are then those of a day. */
const HOUR = 60;

/** A random plan with its ticks taken for hours and its calendars exposed to the weather, which some work in elapsed time is too. */
export function inWeather(plan: Plan, seed: number): Plan {
  const dice = diceOf(seed + 1_000_000);
  const hours = (ticks: number): number => ticks * HOUR;
  // What may pause is long enough to see some weather.
  const days = ({ onClose }: Activity): number => (onClose.startsWith('pause') ? 4 : 1);
  const longer = (entry: Activity): Activity => ({
    ...entry,
    notBefore: hours(entry.notBefore),
    after: entry.after.map((each) => ({ ...each, lag: hours(each.lag) })),
    work: { ...entry.work, law: { kind: 'fixed', parameters: { value: hours(days(entry) * Number(entry.work.law.parameters.value)) } } },
  });
  const outdoors = (entry: Activity): Activity =>
    entry.calendar === null && dice.chance(0.4) ? { ...entry, calendar: 'always', work: { ...entry.work, clock: 'working' } } : entry;
  const always = { ...calendar('always', 1, 0, 1, 1), close: [10 * hours(plan.horizon)] };
  const { kind } = plan.axis;
  return planOf({
    ...plan,
    axis: kind === 'dated' ? { kind, start: `2026-0${1 + dice.roll(9)}-15T0${dice.roll(9)}:30` } : plan.axis,
    horizon: hours(plan.horizon),
    activities: plan.activities.map(longer).map(outdoors),
    milestones: plan.milestones.map((each) => ({ ...each, target: each.target === null ? null : hours(each.target) })),
    compute: plan.compute.map((each) => ({ ...each, planned: each.planned === null ? null : hours(each.planned) })),
    resources: plan.resources.map((each) => ({
      ...each,
      capacity: each.capacity.map(({ from, amount }) => ({ from: hours(from), amount })),
    })),
    calendars: [
      exposed(always, 'east/wind'),
      ...plan.calendars.map((each) => {
        const inMinutes = { ...each, open: each.open.map(hours), close: each.close.map(hours) };
        return exposed(inMinutes, ...dice.pick([['east/cold', 'east/wind'], ['east/wind'], ['east/flood', 'east/heat', 'east/wind']]));
      }),
    ],
    weather: [
      hazard('east/cold', [0.5, 0.4, 0.2, 0, 0, 0, 0, 0, 0, 0, 0.2, 0.5], { spell: 4 }),
      hazard('east/flood', 0.02, {
        severe: { perYear: 0.8, months: [1, 4, 7], lasts: { kind: 'uniform', parameters: { low: 3 * 1440, high: 20 * 1440 } } },
      }),
      hazard('east/heat', 0.5, { share: 0.3 }),
      hazard('east/wind', dice.pick([0.05, 0.3]), { spell: dice.pick([1, 2]) }),
    ],
    causes: [],
  });
}
