/** Plans for tests, with everything left at its default that a test does not care about. Times are in ticks. */
import { naturalOrder } from '../src/base/natural-order.ts';
import type { Activity, Calendar, Cause, ComputeUnit, Exposure, Give, Hazard, Link, Need, Plan, Resource, Work } from '../src/plan/plan.ts';

/** Work of a fixed length in ticks. */
export function fixedWork(ticks: number, clock: 'elapsed' | 'working' = 'elapsed'): Work {
  return { kind: 'duration', clock, law: { kind: 'fixed', parameters: { value: ticks } }, scale: 1, factors: [] };
}

/** Worker-ticks of effort by a crew. */
export function effortWork(effort: number, pool: string, min: number, max: number, clock: 'elapsed' | 'working' = 'elapsed'): Work {
  return {
    kind: 'effort',
    clock,
    law: { kind: 'fixed', parameters: { value: effort } },
    scale: 1,
    factors: [],
    pool,
    min,
    max,
    productivity: 1,
  };
}

/** `work` may be a number: that many ticks. The cause is `work` unless stated. */
export function activity(id: string, work: number | Work, rest: Partial<Omit<Activity, 'id' | 'work'>> = {}): Activity {
  return {
    id,
    label: id,
    cause: 'work',
    site: null,
    hall: null,
    work: typeof work === 'number' ? fixedWork(work) : work,
    after: [],
    notBefore: 0,
    needs: [],
    gives: [],
    calendar: null,
    onClose: 'pause',
    priority: 0,
    origin: [],
    ...rest,
  };
}

export function link(from: string, type: Link['type'] = 'FS', lag = 0, share = 0): Link {
  return { from, type, lag, share };
}

/** What is taken and given back at the finish. */
export function borrows(resource: string, amount = 1): Need {
  return { resource, amount, giveBack: true };
}

/** What is taken for good. */
export function takes(resource: string, amount = 1): Need {
  return { resource, amount, giveBack: false };
}

export function gives(resource: string, amount = 1, at: Give['at'] = 'finish'): Give {
  return { resource, amount, at };
}

/** A resource called after its cause, which is called after the resource unless stated. */
export function resource(kind: Resource['kind'], id: string, amount: number, rest: Partial<Omit<Resource, 'kind' | 'id'>> = {}): Resource {
  return { id, label: id, kind, unit: 'each', cause: id, capacity: [{ from: 0, amount }], strict: false, site: null, origin: [], ...rest };
}

/** Open from `open` to `close` in every cycle of `cycle` ticks, `cycles` times. Its cause is its id. */
export function calendar(id: string, cycle: number, open: number, close: number, cycles: number): Calendar {
  const begins = Array.from({ length: cycles }, (_, i) => i * cycle);
  return {
    id,
    label: id,
    cause: id,
    open: begins.map((t) => t + open),
    close: begins.map((t) => t + close),
    minutesPerWorkingDay: close - open,
    origin: [],
  };
}

/** The calendar, exposed to these hazards without protection. */
export function exposed(calendar: Calendar, ...hazards: string[]): Calendar {
  return { ...calendar, exposure: hazards.map((hazard): Exposure => ({ hazard, grip: 1 })) };
}

/** Weather that takes whole days, each by itself, with the same chance in every month unless stated. Its cause is its id. */
export function hazard(id: string, chance: number | readonly number[], rest: Partial<Omit<Hazard, 'id' | 'chance'>> = {}): Hazard {
  return {
    id,
    label: id,
    cause: id,
    chance: typeof chance === 'number' ? new Array<number>(12).fill(chance) : chance,
    spell: 1,
    share: 1,
    severe: null,
    origin: [],
    ...rest,
  };
}

export function cause(id: string, rest: Partial<Omit<Cause, 'id'>> = {}): Cause {
  return { id, label: id, group: 'work', ...rest };
}

export function computeUnit(activityId: string, itKw: number, rest: Partial<Omit<ComputeUnit, 'activity' | 'itKw'>> = {}): ComputeUnit {
  return { activity: activityId, itKw, gpus: 0, site: null, hall: null, planned: null, ...rest };
}

/** A dated plan from 2026-01-01 unless stated. Activities are put in order of id; causes that are named but not listed are added. */
export function planOf(draft: Partial<Plan> & Pick<Plan, 'activities'>): Plan {
  const plan: Plan = {
    scenario: 'test',
    title: 'Test',
    axis: { kind: 'dated', start: '2026-01-01' },
    horizon: 1_000_000,
    dispatch: { rule: 'fifo' },
    resources: [],
    calendars: [],
    weather: [],
    factors: [],
    causes: [],
    milestones: [],
    compute: [],
    power: [],
    gpus: [],
    accounts: [],
    gauges: [],
    facts: [],
    notes: [],
    ...draft,
  };
  const named = ['plan', ...[...plan.activities, ...plan.resources, ...plan.calendars, ...plan.weather].map((entry) => entry.cause)];
  const listed = new Set(plan.causes.map(({ id }) => id));
  const missing = [...new Set(named)].filter((id) => !listed.has(id)).map((id) => cause(id, id === 'plan' ? { group: 'plan' } : {}));
  return {
    ...plan,
    activities: [...plan.activities].sort((a, b) => naturalOrder(a.id, b.id)),
    causes: [...plan.causes, ...missing],
  };
}

/** The fixed work of each activity, as the engine takes it. */
export function workOf(plan: Plan): Float64Array {
  return Float64Array.from(plan.activities, ({ work }) => Number(work.law.parameters.value));
}
