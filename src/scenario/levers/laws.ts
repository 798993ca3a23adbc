/** What a law as it is written comes to: its mean and its median in ticks. For levers that write out a changed value. */
import { Problems } from '../../base/problem.ts';
import { makeDistribution } from '../../random/distributions/registry.ts';
import { type Clock, durationLaw, numberLaw } from '../../trades/read.ts';

export interface Told {
  readonly mean: number;
  readonly median: number;
  readonly isFixed: boolean;
  readonly clock: Clock;
}

/** A duration of a scenario that is valid. */
export function durationOf(field: unknown): Told {
  const { law, clock } = durationLaw(new Problems(), [], field);
  const distribution = makeDistribution(law);
  return { mean: distribution.mean, median: distribution.quantile(0.5), isFixed: law.kind === 'fixed', clock };
}

/** The median of a law of bare numbers. */
export function medianOfNumbers(field: unknown): number {
  return makeDistribution(numberLaw(new Problems(), [], field, 1)).quantile(0.5);
}

/** Whether a law as written is "nothing, or with some probability this". */
export function isChance(field: unknown): boolean {
  return typeof field === 'object' && field !== null && 'chance' in field;
}

/** No time at all, by the clock that a duration counts. */
export function noTime(clock: Clock): string {
  return { elapsed: '0 d', working: '0 wh', workingDays: '0 wd' }[clock];
}
