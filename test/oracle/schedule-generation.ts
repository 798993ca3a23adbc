/**
 * The second opinion: a parallel schedule-generation scheme, written plainly from the stated semantics and sharing no code with
 * src. Comes in: a network in integer ticks. Goes out: start and finish of every activity, NaN where it never comes to it.
 * It recomputes everything at every step on purpose; it is slow, and easy to check by reading.
 *
 * The scheme: Kelley (1963), "The critical-path method: resources planning and scheduling"; Kolisch (1996), EJOR 90.
 */

export type Rule = 'priority' | 'fifo' | 'latest-finish' | 'latest-start' | 'most-successors' | 'rank-positional-weight';

export interface OracleLink {
  readonly from: string;
  readonly type: 'FS' | 'SS' | 'FF' | 'SF';
  readonly lag: number;
}

export interface OracleActivity {
  readonly id: string;
  /** How long it takes in this future. */
  readonly duration: number;
  /** What the rules think it takes. */
  readonly expected: number;
  readonly after: readonly OracleLink[];
  readonly notBefore: number;
  readonly priority: number;
  /** Units of pools, given back at the finish. */
  readonly pools: Readonly<Record<string, number>>;
  /** Units of pools, taken at the start and not given back. */
  readonly keeps: Readonly<Record<string, number>>;
  /** Units of pools given back at the finish though others took them. */
  readonly returns: Readonly<Record<string, number>>;
  /** Pieces taken out of stocks at the start. */
  readonly takes: Readonly<Record<string, number>>;
  /** Pieces put into stocks at the finish. */
  readonly puts: Readonly<Record<string, number>>;
}

export interface OracleResource {
  readonly id: string;
  /** Units from each tick on; the first at 0. Whatever activities put in or keep comes on top. */
  readonly steps: readonly { readonly from: number; readonly count: number }[];
  /** A waiting activity that wants it blocks those behind that want it too. */
  readonly strict: boolean;
}

export interface OracleNetwork {
  readonly activities: readonly OracleActivity[];
  readonly resources: readonly OracleResource[];
  readonly rule: Rule;
}

export interface Schedule {
  readonly start: ReadonlyMap<string, number>;
  readonly finish: ReadonlyMap<string, number>;
}

export function generateSchedule(network: OracleNetwork): Schedule {
  const { activities, resources } = network;
  const start = new Map<string, number>();
  const finish = new Map<string, number>();
  /** Units taken and not come back, by resource; below zero where more came than was taken. */
  const taken = new Map(resources.map(({ id }) => [id, 0]));
  const value = ruleValues(network);
  const change = (amounts: Readonly<Record<string, number>>, sign: 1 | -1): void => {
    for (const [id, amount] of Object.entries(amounts)) taken.set(id, taken.get(id)! + sign * amount);
  };

  /** When the last gate of the start (or of the finish) opens; undefined while one of them is not known. */
  const gates = ({ after }: OracleActivity, ofStart: boolean): number | undefined => {
    let latest = 0;
    for (const { from, type, lag } of after) {
      if ((type === 'FS' || type === 'SS') !== ofStart) continue;
      const opened = (type === 'FS' || type === 'FF' ? finish : start).get(from);
      if (opened === undefined) return undefined;
      latest = Math.max(latest, opened + lag);
    }
    return latest;
  };
  /** Known once all gates of the start have opened, and the same from then on. */
  const ready = new Map<string, number>();
  const readyAt = (activity: OracleActivity): number | undefined => {
    const opened = ready.get(activity.id) ?? gates(activity, true);
    if (opened === undefined) return undefined;
    ready.set(activity.id, Math.max(opened, activity.notBefore));
    return ready.get(activity.id);
  };
  const endsAt = (activity: OracleActivity): number | undefined => {
    const begun = start.get(activity.id);
    const opened = gates(activity, false);
    return begun === undefined || opened === undefined ? undefined : Math.max(begun + activity.duration, opened);
  };
  const waiting = new Set(activities);
  const running = new Set<OracleActivity>();

  const finishAll = (now: number): void => {
    for (;;) {
      const done = [...running].filter((activity) => endsAt(activity) === now);
      if (done.length === 0) return;
      for (const activity of done) {
        finish.set(activity.id, now);
        running.delete(activity);
        change(activity.pools, -1);
        change(activity.returns, -1);
        change(activity.puts, -1);
      }
    }
  };

  /** One pass over those that are ready; says whether anything started. */
  const startAll = (now: number): boolean => {
    const key = (activity: OracleActivity): number => (network.rule === 'fifo' ? ready.get(activity.id)! : value.get(activity.id)!);
    const eligible = [...waiting]
      .filter((activity) => (readyAt(activity) ?? Number.POSITIVE_INFINITY) <= now)
      .sort((a, b) => key(a) - key(b) || byName(a.id, b.id));
    const capacity = new Map(resources.map(({ id, steps }) => [id, steps.findLast(({ from }) => from <= now)!.count]));
    const blocked = new Set<string>();
    let someStarted = false;
    for (const activity of eligible) {
      const wants = wantsOf(activity);
      const fits = wants.every(([id, amount]) => amount <= capacity.get(id)! - taken.get(id)! && !blocked.has(id));
      if (fits) {
        start.set(activity.id, now);
        waiting.delete(activity);
        running.add(activity);
        for (const [id, amount] of wants) taken.set(id, taken.get(id)! + amount);
        someStarted = true;
      } else for (const [id] of wants) if (resources.find((resource) => resource.id === id)!.strict) blocked.add(id);
    }
    return someStarted;
  };

  /** The next instant at which anything that is known already happens. */
  const nextTime = (now: number): number => {
    const times = [
      ...[...running].map(endsAt),
      ...[...waiting].map(readyAt),
      ...resources.flatMap(({ steps }) => steps.map(({ from }) => from)),
    ];
    return Math.min(...times.filter((time): time is number => time !== undefined && time > now));
  };

  for (let now = 0; now < Number.POSITIVE_INFINITY; now = nextTime(now)) {
    // What starts may finish at once or let others be ready, so the minute goes round until nothing more starts in it.
    do finishAll(now);
    while (startAll(now));
  }
  return { start: withNaN(activities, start), finish: withNaN(activities, finish) };
}

function withNaN(activities: readonly OracleActivity[], times: ReadonlyMap<string, number>): Map<string, number> {
  return new Map(activities.map(({ id }) => [id, times.get(id) ?? Number.NaN]));
}

function wantsOf({ pools, keeps, takes }: OracleActivity): [string, number][] {
  const wants = new Map<string, number>();
  for (const [id, amount] of [pools, keeps, takes].flatMap(Object.entries<number>)) wants.set(id, (wants.get(id) ?? 0) + amount);
  return [...wants];
}

/** Names with their numbers as numbers: x2 before x10. */
function byName(a: string, b: string): number {
  const [x, y] = [sortable(a), sortable(b)];
  return x < y ? -1 : x > y ? 1 : 0;
}

function sortable(name: string): string {
  return name.replace(/\d+/g, (digits) => digits.padStart(9, '0'));
}

/** The number each rule gives each activity; smaller goes first. */
function ruleValues({ activities, rule }: OracleNetwork): Map<string, number> {
  const values = new Map<string, number>();
  const followersOf = new Map(activities.map(({ id }) => [id, [] as { readonly next: OracleActivity; readonly link: OracleLink }[]]));
  for (const next of activities) for (const link of next.after) followersOf.get(link.from)!.push({ next, link });
  const followers = (id: string) => followersOf.get(id)!;
  const expectations = new Map(activities.map(({ id, expected }) => [id, expected]));
  const expected = (id: string): number => expectations.get(id)!;
  /** Latest finish that does not push the end of the whole plan, counted back from there. */
  const latest = new Map<string, number>();
  const latestFinish = (id: string): number => {
    const known = latest.get(id);
    if (known !== undefined) return known;
    const limits = followers(id).map(({ next, link: { type, lag } }) => {
      const limit = (type === 'FF' || type === 'SF' ? latestFinish(next.id) : latestFinish(next.id) - next.expected) - lag;
      return type === 'SS' || type === 'SF' ? limit + expected(id) : limit;
    });
    const result = Math.min(0, ...limits);
    latest.set(id, result);
    return result;
  };
  const successors = new Map<string, Set<string>>();
  const allAfter = (id: string): Set<string> => {
    const known = successors.get(id);
    if (known !== undefined) return known;
    const all = new Set(followers(id).flatMap(({ next }) => [next.id, ...allAfter(next.id)]));
    successors.set(id, all);
    return all;
  };
  const weight = (id: string): number =>
    [...new Set(followers(id).map(({ next }) => next.id))].reduce((sum, next) => sum + expected(next), expected(id));
  for (const { id, priority } of activities) {
    const byRule = {
      priority: () => priority,
      fifo: () => 0,
      'latest-finish': () => latestFinish(id),
      'latest-start': () => latestFinish(id) - expected(id),
      'most-successors': () => -allAfter(id).size,
      'rank-positional-weight': () => -weight(id),
    };
    values.set(id, byRule[rule]());
  }
  return values;
}
