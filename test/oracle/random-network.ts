/** Random networks for the oracle: everything it knows of, with times on a coarse grid so that many things fall on one minute. */
import { type Draw, drawing } from '../engine/drawing.ts';
import type { OracleActivity, OracleLink, OracleNetwork, OracleResource } from './schedule-generation.ts';

/** Ticks in one unit of a network whose `time_unit` is `unit`. */
const TICKS = 10_000;
const POOLS = ['civil', 'electrical', 'lift', 'test'] as const;

export interface RandomNetwork {
  readonly activities: readonly (OracleActivity & { readonly spread: number })[];
  readonly resources: readonly OracleResource[];
}

/** A network of 30 to 120 activities over four pools and a stock, the same one for the same seed. */
export function randomNetwork(seed: string): RandomNetwork {
  const draw = drawing(seed);
  const size = draw.whole(30, 120);
  const ids = draw.shuffled(Array.from({ length: size }, (_, i) => `${draw.pick(['a', 'b', 'task'])}${i + 1}`));
  const hasLags = draw.happens(0.7);
  const hasOtherLinks = draw.happens(0.6);
  const hasSteps = draw.happens(0.5);
  const capacities = new Map(POOLS.map((pool) => [pool, draw.whole(2, 6)]));
  const activities = ids.map((id, i) => {
    const isMilestone = draw.happens(0.1);
    const duration = isMilestone ? 0 : stretch(draw, 9);
    const after = linksTo(draw, ids, i, hasLags, hasOtherLinks);
    // Who holds units while others keep it from finishing easily locks up the whole network; a few are enough.
    const mayLock = after.some(({ type }) => type === 'FF' || type === 'SF');
    return {
      id,
      duration,
      expected: duration,
      // A spread around the expected duration, for those that are drawn.
      spread: !isMilestone && draw.happens(0.3) ? Math.min(duration, TICKS) : 0,
      after,
      notBefore: draw.happens(0.1) ? stretch(draw, 60) : 0,
      priority: draw.whole(0, 12),
      pools: draw.happens(mayLock ? 0.1 : isMilestone ? 0.3 : 0.85) ? requests(draw, capacities) : {},
      keeps: {},
      returns: {},
      takes: {},
      puts: {},
    };
  });
  const resources = POOLS.map((id) => ({ id, strict: false, steps: steps(draw, capacities.get(id)!, hasSteps) }));
  return {
    activities: withKeptUnits(draw, withStock(draw, activities)),
    resources: [...resources, { id: 'kits', strict: false, steps: [{ from: 0, count: 3 }] }],
  };
}

/** The same with nobody in need of more than one thing, so that whoever waits for a pool wants that pool and nothing else. */
export function withOneNeedEach({ activities, resources }: RandomNetwork): RandomNetwork {
  return {
    activities: activities.map((activity) => ({
      ...activity,
      pools: Object.fromEntries(Object.entries(activity.pools).slice(0, 1)),
      keeps: {},
      returns: {},
      takes: {},
    })),
    resources,
  };
}

/** The network as the oracle plays it: one rule, these resources strict, these durations. */
export function oracleNetwork(
  { activities, resources }: RandomNetwork,
  rule: OracleNetwork['rule'],
  isStrict: (resource: string) => boolean,
  durationOf: (id: string) => number,
): OracleNetwork {
  return {
    rule,
    activities: activities.map((activity) => ({ ...activity, duration: durationOf(activity.id) })),
    resources: resources.map((resource) => ({ ...resource, strict: isStrict(resource.id) })),
  };
}

/** The network as a scenario, with its activities in the order of a shuffled file. JSON is YAML. */
export function scenarioText({ activities, resources }: RandomNetwork, seed: string): string {
  const units = (ticks: number): number => ticks / TICKS;
  const entries = activities.map(({ id, duration, spread, after, notBefore, priority, pools, keeps, returns, takes, puts }) => [
    id,
    {
      duration: spread === 0 ? units(duration) : { uniform: { low: units(duration - spread), high: units(duration + spread) } },
      after: after.map(({ from, type, lag }) => (type === 'FS' && lag === 0 ? from : { id: from, type, lag: units(lag) })),
      not_before: units(notBefore),
      ...{ priority, pools, keeps, returns, takes, puts },
    },
  ]);
  const pools = resources
    .filter(({ id }) => id !== 'kits')
    .map(({ id, steps: all }) => [id, { capacity: all.map(({ from, count }) => ({ from: units(from), count })) }]);
  const stocks = resources.filter(({ id }) => id === 'kits').map(({ id, steps: [first] }) => [id, first!.count]);
  return JSON.stringify({
    scenario: 'random-network',
    time_unit: 'unit',
    pools: Object.fromEntries(pools),
    stocks: Object.fromEntries(stocks),
    activities: Object.fromEntries(drawing(`${seed} file`).shuffled(entries)),
  });
}

/** A time between a quarter of a unit and `most` units, mostly whole. */
function stretch(draw: Draw, most: number): number {
  return (draw.whole(1, most) - (draw.happens(0.3) ? draw.whole(1, 3) / 4 : 0)) * TICKS;
}

function linksTo(draw: Draw, ids: readonly string[], to: number, hasLags: boolean, hasOtherLinks: boolean): OracleLink[] {
  if (to === 0 || draw.happens(0.12)) return [];
  const from = new Set(Array.from({ length: draw.whole(1, 3) }, () => draw.whole(Math.max(0, to - 15), to - 1)));
  return [...from].map((i) => ({
    from: ids[i]!,
    type: hasOtherLinks && draw.happens(0.2) ? draw.pick(['SS', 'FF', 'SF'] as const) : 'FS',
    lag: hasLags && draw.happens(0.3) ? stretch(draw, 5) : 0,
  }));
}

function requests(draw: Draw, capacities: ReadonlyMap<string, number>): Record<string, number> {
  const pools = draw.shuffled([...POOLS]).slice(0, draw.whole(1, 3));
  return Object.fromEntries(pools.map((pool) => [pool, draw.whole(1, Math.max(1, Math.floor(capacities.get(pool)! / 2)))]));
}

/** Capacity that falls and rises, and ends where it began so that nobody waits for ever. */
function steps(draw: Draw, capacity: number, moves: boolean): OracleResource['steps'] {
  const first = { from: 0, count: capacity };
  if (!moves) return [first];
  const times = [...new Set(Array.from({ length: 3 }, () => draw.whole(1, 60)))].sort((a, b) => a - b);
  return [
    first,
    ...times.map((time, i) => ({ from: time * TICKS, count: i === times.length - 1 ? capacity : draw.whole(0, capacity + 2) })),
  ];
}

type Built = RandomNetwork['activities'][number];

/** Some put kits into the stock and others take them; never more than are put in by those that come before in the list. */
function withStock(draw: Draw, activities: readonly Built[]): Built[] {
  let there = 3;
  return activities.map((activity) => {
    if (draw.happens(0.15)) {
      const amount = draw.whole(1, 2);
      there += amount;
      return { ...activity, puts: { kits: amount } };
    }
    if (there < 2 || !draw.happens(0.12)) return activity;
    there -= 2;
    return { ...activity, takes: { kits: draw.whole(1, 2) } };
  });
}

/** Along some chains a unit of the lift is kept from the first to the last of three. */
function withKeptUnits(draw: Draw, activities: readonly Built[]): Built[] {
  const kept = new Map<string, 'keeps' | 'returns'>();
  const byId = new Map(activities.map((activity) => [activity.id, activity]));
  const before = (activity: Built): Built | undefined => {
    const link = activity.after.find(({ type }) => type === 'FS');
    return link === undefined ? undefined : byId.get(link.from);
  };
  for (const last of activities) {
    const middle = before(last);
    const first = middle === undefined ? undefined : before(middle);
    if (first === undefined || kept.has(first.id) || kept.has(last.id) || !draw.happens(0.04)) continue;
    kept.set(first.id, 'keeps').set(last.id, 'returns');
  }
  return activities.map((activity) => {
    const role = kept.get(activity.id);
    return role === undefined
      ? activity
      : { ...activity, [role]: { lift: 1 }, pools: Object.fromEntries(Object.entries(activity.pools).filter(([pool]) => pool !== 'lift')) };
  });
}
