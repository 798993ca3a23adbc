/** Workers who come to a pool when an activity finishes: hires, graduates. Comes in: who, when, how many. Goes out: optional activities. */
import type { Path } from '../../base/problem.ts';
import type { NeedDraft, Scope } from '../../plan/builder.ts';
import type { Law } from '../../random/distribution.ts';
import { makeDistribution } from '../../random/distributions/registry.ts';
import { shareUpTo } from '../../random/distributions/remaining.ts';
import { type Lowering, namedCause } from '../lowering.ts';

export interface Arrival {
  readonly scope: Scope;
  readonly name: string;
  readonly label: string;
  readonly site: string | null;
  /** Begins at this tick, or at the start where it began before. */
  readonly from: number;
  readonly law: Law;
  readonly scale: number;
  readonly pool: string;
  /** Effective workers at the finish. */
  readonly units: number;
  /** And so many more so many ticks later, when they have found their pace. */
  readonly later: { readonly units: number; readonly after: number };
  readonly needs: readonly NeedDraft[];
  readonly origin: Path;
}

/** Adds the arrival and returns the id of its activity. It may come too late, or never: nobody's end waits for it. */
export function addArrival({ builder }: Lowering, arrival: Arrival): string {
  const { scope, name, label, site, from, law, scale, pool, units, later, needs, origin } = arrival;
  const common = {
    scope,
    cause: namedCause(builder, 'trade', 'hiring', 'hiring and training'),
    site,
    hall: null,
    calendar: null,
    onClose: 'pause',
    priority: 0,
    optional: true,
    origin,
  } as const;
  const gain = (amount: number) => (amount > 0 ? [{ name: pool, amount, gains: true, at: 'finish', path: origin } as const] : []);
  const id = builder.addActivity({
    ...common,
    name,
    label,
    work: { kind: 'duration', clock: 'elapsed', law: from < 0 ? perhapsStillUnderWay(law, -from / scale) : law, scale, factors: [] },
    after: [],
    notBefore: Math.max(0, from),
    needs,
    gives: gain(units),
  });
  if (later.units > 0)
    builder.addActivity({
      ...common,
      name: `${name}-settled`,
      label: `${label}, at full pace`,
      work: { kind: 'duration', clock: 'elapsed', law: { kind: 'fixed', parameters: { value: later.after } }, scale: 1, factors: [] },
      after: [{ name, type: 'FS', lag: 0, share: 0, path: origin }],
      notBefore: 0,
      needs: [],
      gives: gain(later.units),
    });
  return id;
}

/** What began before the start, and may be over by then: nobody says that it is not. */
function perhapsStillUnderWay(law: Law, elapsed: number): Law {
  const p = 1 - shareUpTo(makeDistribution(law).quantile, elapsed);
  return p <= 0 ? { kind: 'fixed', parameters: { value: 0 } } : { kind: 'chance', parameters: { p, of: underWay(law, elapsed) } };
}

/** What began before the start, and is not over by then. */
export function underWay(of: Law, elapsed: number): Law {
  return { kind: 'remaining', parameters: { of, elapsed } };
}

/** Turns fractions of workers that come one batch after another into whole ones, so that none are lost on the way. */
export function wholeWorkers(): (fraction: number) => number {
  let exact = 0;
  let given = 0;
  return (fraction) => {
    exact += fraction;
    const whole = Math.round(exact) - given;
    given += whole;
    return whole;
  };
}
