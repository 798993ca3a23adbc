/** Plans whose answers are known: a chain in which one work matters most, and a campus whose compute waits for gear. */
import { MINUTES_PER_DAY as DAY } from '../../src/base/time.ts';
import type { Plan, Work } from '../../src/plan/plan.ts';
import type { Law } from '../../src/random/distribution.ts';
import { activity, cause, computeUnit, link, planOf } from '../plan-builder.ts';

export const drawn = (law: Law, rest: Partial<Work> = {}): Work =>
  ({ kind: 'duration', clock: 'elapsed', law, scale: 1, factors: [], ...rest }) as Work;

export const uniform = (low: number, high: number): Law => ({ kind: 'uniform', parameters: { low: low * DAY, high: high * DAY } });

/** a, then b, then c, in days: variances 1200, 75 and 12 of 1287. */
export const CHAIN: Plan = planOf({
  axis: { kind: 'plain', unit: 'day' },
  activities: [
    activity('a', drawn(uniform(10, 130)), { cause: 'dig' }),
    activity('b', drawn(uniform(10, 40)), { after: [link('a')], cause: 'build' }),
    activity('c', drawn(uniform(10, 22)), { after: [link('b')], cause: 'build' }),
  ],
  milestones: [{ id: 'c', activity: 'c', target: null }],
});

/** Two halls of 10 MW. The first waits for gear (ordered at once) and its slab; the second follows the first. Planned for days 100 and 130. */
export const CAMPUS: Plan = planOf({
  activities: [
    activity('gear', drawn(uniform(40, 200)), { cause: 'switchgear', label: 'MV switchgear' }),
    activity('slab', drawn(uniform(50, 90)), { cause: 'concrete' }),
    activity('h1', drawn(uniform(5, 15)), { after: [link('gear'), link('slab')], cause: 'fitting', site: 'east', hall: 'one' }),
    activity('h2', drawn(uniform(20, 40)), { after: [link('h1')], cause: 'fitting', site: 'east', hall: 'two' }),
  ],
  causes: [
    cause('switchgear', { label: 'MV switchgear', group: 'equipment' }),
    cause('concrete', { group: 'site-works' }),
    cause('fitting', { group: 'trade' }),
  ],
  milestones: [
    { id: 'one', activity: 'h1', target: 100 * DAY },
    { id: 'two', activity: 'h2', target: 130 * DAY },
  ],
  compute: [
    computeUnit('h1', 10_000, { planned: 100 * DAY, site: 'east', hall: 'one' }),
    computeUnit('h2', 10_000, { planned: 130 * DAY, site: 'east', hall: 'two' }),
  ],
});
