/**
 * What has been lowered of crews and must be reckoned up once all the work is known: hires, training and others' demand that
 * are drawn, hours, pay, how tight the market is. One book per plan.
 */
import type { Path } from '../../base/problem.ts';
import type { Scope } from '../../plan/builder.ts';
import { makeDistribution } from '../../random/distributions/registry.ts';
import type { Lowering } from '../lowering.ts';
import { quantityLaw } from '../read.ts';
import { type Crew, type Group, poolOf } from './crew.ts';
import type { Force } from './force.ts';

/** The crews of one scope. */
export interface Workforce {
  readonly scope: Scope;
  readonly site: string | null;
  readonly path: Path;
  readonly force: Force;
  /** Whether a crew says more than a number of workers. */
  readonly isFull: (crew: Crew) => boolean;
  readonly hasBeds: boolean;
}

/** Effective workers who join a pool later than its capacity steps say, as planned. */
export interface Joining {
  readonly pool: string;
  readonly from: number;
  readonly units: number;
}

export class LaborBook {
  readonly workforces: Workforce[] = [];
  readonly joining: Joining[] = [];

  /** The crew behind a pool, if it is one. */
  crewOf(pool: string): { readonly crew: Crew; readonly workforce: Workforce } | undefined {
    for (const workforce of this.workforces)
      for (const crew of workforce.force.crews) if (poolOf(crew) === pool) return { crew, workforce };
    return undefined;
  }
}

/** Mean delay of a group's hires in ticks, 0 without one. */
export function meanDelay({ problems }: Lowering, group: Group, path: Path): number {
  if (group.hire?.delay === undefined) return 0;
  return Math.round(makeDistribution(quantityLaw(problems, [...path, 'hire', 'delay'], group.hire.delay, 'elapsed')).mean);
}
