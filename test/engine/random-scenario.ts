/** Random bare networks with everything the language has: for properties that hold whatever the plan. Plain data; JSON is YAML. */
import { type Draw, drawing } from './drawing.ts';

export interface RandomActivity {
  readonly [field: string]: unknown;
  readonly after: readonly { readonly id: string; readonly type?: string; readonly lag?: number; readonly at?: string }[];
  readonly pools?: Readonly<Record<string, number>>;
}

export interface RandomScenario {
  readonly [field: string]: unknown;
  readonly activities: Readonly<Record<string, RandomActivity>>;
}

const RULES = ['fifo', 'priority', 'latest-finish', 'latest-start', 'most-successors', 'rank-positional-weight'];
const POOLS = { civil: 5, crew: 6, lift: 2, test: 3 };
const CALENDARS = {
  shift: { every: 24, open: [[8, 18]] },
  split: {
    every: 24,
    open: [
      [6, 11],
      [13, 17],
    ],
  },
  slot: {
    every: 168,
    open: [
      [0, 40],
      [100, 130],
    ],
  },
};
const ON_CLOSE = ['pause', 'pause', 'pause-and-release', 'restart', 'fit'] as const;

/** Scenario number `seed`: 20 to 60 activities over four pools, a stock fed by deliveries, a level raised and lowered, three calendars. */
export function randomScenario(seed: string): RandomScenario {
  const draw = drawing(seed);
  const ids = draw.shuffled(Array.from({ length: draw.whole(20, 60) }, (_, i) => `${draw.pick(['a', 'b', 'c'])}${i + 1}`));
  const supply = { there: 2, headroom: 6 };
  const activities = Object.fromEntries(ids.map((id, i) => [id, activity(draw, ids.slice(Math.max(0, i - 12), i), supply)]));
  addKeptUnits(draw, activities, ids);
  return {
    scenario: 'random',
    time_unit: 'unit',
    until: 4000,
    dispatch: { rule: draw.pick(RULES), strict: draw.happens(0.4) },
    factors: { weather: { uniform: { low: 0.8, high: 1.5 } } },
    calendars: CALENDARS,
    pools: Object.fromEntries(Object.entries(POOLS).map(([id, most]) => [id, pool(draw, most)])),
    stocks: { kits: 2 },
    levels: { power: 6 },
    activities,
  };
}

function pool(draw: Draw, most: number): object {
  const times = draw.happens(0.5) ? [...new Set([draw.whole(5, 60), draw.whole(5, 120), draw.whole(130, 200)])].sort((a, b) => a - b) : [];
  // It ends with all its units, so that nobody waits for ever.
  const capacity = [
    { from: 0, count: draw.whole(1, most) },
    ...times.map((from) => ({ from, count: draw.whole(0, most) })),
    { from: 250, count: most },
  ];
  return { capacity, ...(draw.happens(0.3) ? { strict: draw.happens(0.5) } : {}) };
}

function activity(draw: Draw, before: readonly string[], supply: { there: number; headroom: number }): RandomActivity {
  const isDelivery = draw.happens(0.15);
  const isMilestone = !isDelivery && draw.happens(0.08);
  const hasCrew = !isDelivery && !isMilestone && draw.happens(0.25);
  const calendar = isDelivery || isMilestone || draw.happens(0.5) ? undefined : draw.pick(Object.keys(CALENDARS));
  const isWithin = calendar !== undefined && draw.happens(0.2);
  const onClose = draw.pick(ON_CLOSE);
  // What must get through in one window is short, or it never would.
  const isShort = calendar !== undefined && (onClose === 'fit' || onClose === 'restart');
  return {
    after: linksTo(draw, before),
    ...(draw.happens(0.1) ? { not_before: draw.whole(1, 400) / 4 } : {}),
    ...(hasCrew
      ? {
          effort: {
            work: law(draw, isShort ? 4 : 40),
            crew: 'crew',
            min: draw.whole(1, 2),
            max: draw.whole(2, 6),
            productivity: draw.pick([1, 0.8, 1.3]),
          },
        }
      : {}),
    ...(isMilestone ? { milestone: true } : {}),
    ...(!hasCrew && !isMilestone ? { duration: law(draw, isShort ? 2 : 9) } : {}),
    ...(draw.happens(0.2) && !isMilestone ? { times: ['weather'] } : {}),
    ...(calendar === undefined ? {} : { [isWithin ? 'start_within' : 'calendar']: calendar, on_close: onClose }),
    ...(draw.happens(0.5) ? { priority: draw.whole(0, 9) } : {}),
    ...(!isDelivery && !isMilestone && draw.happens(0.7) ? { pools: requests(draw) } : {}),
    ...supplied(draw, isDelivery, supply),
  };
}

function law(draw: Draw, most: number): unknown {
  const mean = draw.whole(1, most);
  return draw.pick([mean, mean / 2, { exponential: { mean } }, { triangular: { low: mean / 2, mode: mean, high: 2 * mean } }]);
}

function linksTo(draw: Draw, before: readonly string[]): RandomActivity['after'] {
  if (before.length === 0 || draw.happens(0.15)) return [];
  const from = new Set(Array.from({ length: draw.whole(1, 3) }, () => draw.pick(before)));
  return [...from].map((id) => {
    const lag = draw.happens(0.2) ? { lag: draw.whole(1, 20) / 4 } : {};
    if (draw.happens(0.1)) return { id, at: `${draw.whole(0, 100)} %`, ...lag };
    return draw.happens(0.15) ? { id, type: draw.pick(['SS', 'FF', 'SF']), ...lag } : { id, ...lag };
  });
}

function requests(draw: Draw): Record<string, number> {
  const pools = draw.shuffled(Object.keys(POOLS) as (keyof typeof POOLS)[]).slice(0, draw.whole(1, 2));
  return Object.fromEntries(pools.map((id) => [id, draw.whole(1, Math.ceil(POOLS[id] / 2))]));
}

/** Kits and headroom; never more is taken than those that come earlier in the list bring. */
function supplied(draw: Draw, isDelivery: boolean, supply: { there: number; headroom: number }): object {
  if (isDelivery) {
    const puts = draw.whole(0, 2);
    const raises = draw.whole(0, 4);
    supply.there += puts;
    supply.headroom += raises;
    return { puts: { kits: puts }, raises: { power: raises } };
  }
  const takes = supply.there > 0 && draw.happens(0.15) ? 1 : 0;
  const draws = supply.headroom > 2 && draw.happens(0.15) ? draw.whole(1, 2) : 0;
  const lowers = supply.headroom > 4 && draw.happens(0.05) ? 1 : 0;
  supply.there -= takes;
  supply.headroom -= draws + lowers;
  return { takes: { kits: takes }, draws: { power: draws }, lowers: { power: lowers } };
}

/** Here and there an activity keeps a lift that a later one after it returns. */
function addKeptUnits(draw: Draw, activities: Record<string, RandomActivity>, ids: readonly string[]): void {
  const busy = new Set<string>();
  for (const id of ids) {
    const from = activities[id]!.after.find(({ type, at }) => type === undefined && at === undefined)?.id;
    if (from === undefined || busy.has(id) || busy.has(from) || !draw.happens(0.05)) continue;
    busy.add(id).add(from);
    for (const [who, role] of [
      [from, 'keeps'],
      [id, 'returns'],
    ] as const) {
      const { lift: _lift, ...others } = activities[who]!.pools ?? {};
      activities[who] = { ...activities[who]!, pools: others, [role]: { lift: 1 } };
    }
  }
}
