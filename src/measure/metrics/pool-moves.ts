/** Who takes what from which pool and brings it back, compiled once into flat arrays. Comes in: a Program. */
import type { Program } from '../../engine/program.ts';

export interface PoolMoves {
  /** Resource index of each pool. */
  readonly resources: readonly number[];
  /** Pool number of each resource, or -1. */
  readonly poolOf: Int32Array;
  readonly takes: number;
  /** Takes of activity a are numbered `takesFrom[a] .. takesFrom[a + 1]`. */
  readonly takesFrom: Int32Array;
  readonly takeActivity: Int32Array;
  readonly takePool: Int32Array;
  /** Units, or -1: as many as the crew of this future. */
  readonly takeUnits: Int32Array;
  /** 1: back at the finish, and while a released crew pauses. 0: kept until somebody gives it back. */
  readonly takeReturns: Uint8Array;
  readonly gives: number;
  readonly giveActivity: Int32Array;
  readonly givePool: Int32Array;
  readonly giveUnits: Int32Array;
  readonly giveAtStart: Uint8Array;
  /** 1: new units, such as workers who arrive. 0: kept ones that come back. */
  readonly giveGains: Uint8Array;
}

export function poolMoves(program: Program): PoolMoves {
  const {
    plan,
    activities,
    needsFrom,
    needResource,
    needAmount,
    needGivesBack,
    crewPool,
    givesFrom,
    giveResource,
    giveAmount,
    giveAtStart,
  } = program;
  const resources = plan.resources.flatMap(({ kind }, index) => (kind === 'pool' ? [index] : []));
  const poolOf = new Int32Array(program.resources).fill(-1);
  resources.forEach((resource, pool) => {
    poolOf[resource] = pool;
  });

  const takesFrom = new Int32Array(activities + 1);
  const takes: { activity: number; pool: number; units: number; returns: number }[] = [];
  const gives: { activity: number; pool: number; units: number; atStart: number; gains: number }[] = [];
  for (let activity = 0; activity < activities; activity++) {
    for (let i = needsFrom[activity]!; i < needsFrom[activity + 1]!; i++) {
      const pool = poolOf[needResource[i]!]!;
      if (pool >= 0) takes.push({ activity, pool, units: needAmount[i]!, returns: needGivesBack[i]! });
    }
    const crew = crewPool[activity]!;
    if (crew >= 0) takes.push({ activity, pool: poolOf[crew]!, units: -1, returns: 1 });
    takesFrom[activity + 1] = takes.length;
    for (let i = givesFrom[activity]!; i < givesFrom[activity + 1]!; i++) {
      const pool = poolOf[giveResource[i]!]!;
      const gains = Number(plan.activities[activity]!.gives[i - givesFrom[activity]!]!.gains === true);
      if (pool >= 0) gives.push({ activity, pool, units: giveAmount[i]!, atStart: giveAtStart[i]!, gains });
    }
  }

  return {
    resources,
    poolOf,
    takes: takes.length,
    takesFrom,
    takeActivity: Int32Array.from(takes, (take) => take.activity),
    takePool: Int32Array.from(takes, (take) => take.pool),
    takeUnits: Int32Array.from(takes, (take) => take.units),
    takeReturns: Uint8Array.from(takes, (take) => take.returns),
    gives: gives.length,
    giveActivity: Int32Array.from(gives, (give) => give.activity),
    givePool: Int32Array.from(gives, (give) => give.pool),
    giveUnits: Int32Array.from(gives, (give) => give.units),
    giveAtStart: Uint8Array.from(gives, (give) => give.atStart),
    giveGains: Uint8Array.from(gives, (give) => give.gains),
  };
}
