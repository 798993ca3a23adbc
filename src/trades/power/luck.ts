/**
 * Small pieces that the trades of power lower into: activities of no length, laws of things that may never happen. Comes in: a
 * lowering and a name. Goes out: drafts for the builder. It knows nothing of power.
 */
import type { Path } from '../../base/problem.ts';
import { type ActivityDraft, type LinkDraft, scoped } from '../../plan/builder.ts';
import type { CauseGroup, Work } from '../../plan/plan.ts';
import type { Law } from '../../random/distribution.ts';
import { groupCause, type Lowering, namedCause } from '../lowering.ts';

export const AT_ONCE: Law = { kind: 'fixed', parameters: { value: 0 } };

export function fixed(ticks: number): Law {
  return { kind: 'fixed', parameters: { value: Math.max(0, Math.round(ticks)) } };
}

/** With probability `p` a draw of the law, otherwise nothing. */
export function perhaps(p: number, of: Law): Law {
  if (p >= 1) return of;
  return p <= 0 ? AT_ONCE : { kind: 'chance', parameters: { p, of } };
}

/** What is left of a law that has been under way for `elapsed` ticks and is not over. */
export function rest(law: Law, elapsed: number): Law {
  return elapsed <= 0 ? law : { kind: 'remaining', parameters: { of: law, elapsed } };
}

/** At once with probability `p`, after the horizon otherwise. */
export function atOnceWithChance({ horizon }: Lowering, p: number): Law {
  return perhaps(1 - p, fixed(horizon + 1));
}

export function elapsed(law: Law, drawn?: string): Work {
  return { kind: 'duration', clock: 'elapsed', law, scale: 1, factors: [], ...(drawn === undefined ? {} : { drawn }) };
}

export function after(names: readonly string[], path: Path, lag = 0): LinkDraft[] {
  return names.map((name) => ({ name, type: 'FS', lag, share: 0, path }));
}

export interface Place {
  readonly lowering: Lowering;
  readonly site: string;
  readonly scope: readonly string[];
  readonly cause: CauseGroup;
  /** Its own name within the group, where it has one: a kind of stage, a pause. */
  readonly named?: { readonly id: string; readonly label: string };
  readonly path: Path;
}

/** The cause of what stands there. */
export function causeOf({ lowering: { builder }, cause, named }: Place): string {
  return named === undefined ? groupCause(builder, cause) : namedCause(builder, cause, named.id, named.label);
}

/** Adds a stock or a level of whole units that only the trade itself takes from. */
export function addToken(place: Place, name: string, kind: 'stock' | 'level', label: string, amount: number): void {
  const { lowering, site, scope, path } = place;
  lowering.builder.addResource({
    id: scoped(scope, name),
    label,
    kind,
    unit: 'each',
    cause: causeOf(place),
    capacity: [{ from: 0, amount }],
    strict: false,
    site,
    origin: path,
  });
}

/** Adds an activity by the clock, of no length unless `rest` says otherwise, and returns its id. */
export function addTimed(
  place: Place,
  name: string,
  label: string,
  parts: Partial<Omit<ActivityDraft, 'scope' | 'name' | 'label'>> = {},
): string {
  const { lowering, site, scope, path } = place;
  return lowering.builder.addActivity({
    scope,
    name,
    label,
    cause: causeOf(place),
    site,
    hall: null,
    work: elapsed(AT_ONCE),
    after: [],
    notBefore: 0,
    needs: [],
    gives: [],
    calendar: null,
    onClose: 'pause',
    priority: 0,
    origin: path,
    ...parts,
  });
}
