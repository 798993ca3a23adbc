/** Small random plans with everything in them that an activity can wait for. The same seed makes the same plan. */
import type { Activity, Link, Plan } from '../../src/plan/plan.ts';
import { activity, borrows, calendar, computeUnit, effortWork, fixedWork, gives, link, planOf, resource, takes } from '../plan-builder.ts';

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
