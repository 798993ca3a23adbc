/**
 * The levers of a scenario, found in what it says: nobody has to name them. Comes in: a scenario. Goes out: levers, each with the
 * overrides that pull it. A new kind of lever is one function and one line here.
 */
import type { Scenario } from '../read-scenario.ts';
import type { PlainScenario } from '../schema.ts';
import { crewParts, othersParts, secondShiftParts } from './crews.ts';
import { chanceParts, hallParts, riskParts, shockParts, weatherParts } from './events.ts';
import { isChance } from './laws.ts';
import { type Lever, type LeverPart, leversOf } from './lever.ts';
import { gpuParts, orderParts, vendorParts } from './orders.ts';
import { powerParts } from './power.ts';

const DISCOVERERS = [
  crewParts,
  secondShiftParts,
  othersParts,
  orderParts,
  vendorParts,
  gpuParts,
  powerParts,
  riskParts,
  shockParts,
  chanceParts,
  weatherParts,
  hallParts,
];

/** `together`: what several sites have is relieved at all of them at once. */
export function discoverLevers({ content, library, calendars }: Scenario, grouping: 'together' | 'each place'): Lever[] {
  if (content.kind === 'plain') return leversOf(plainParts(content.fields), grouping);
  const ground = { fields: content.fields, library, calendars };
  return leversOf([...poolParts(content.fields.pools), ...DISCOVERERS.flatMap((discover) => discover(ground))], grouping);
}

function plainParts({ pools, activities }: PlainScenario): LeverPart[] {
  const chances = Object.entries(activities).flatMap(([id, { duration, label }]): LeverPart[] =>
    isChance(duration)
      ? [
          {
            kind: 'risk',
            what: id,
            label: `no ${label ?? id}`,
            says: `"${label ?? id}", which only may be needed, never is`,
            place: null,
            overrides: [{ path: `activities.${id}.duration`, value: 0 }],
          },
        ]
      : [],
  );
  return [...poolParts(pools), ...chances];
}

type Pools = PlainScenario['pools'];

/** A quarter more of each pool, and at least one more. */
function poolParts(pools: Pools): LeverPart[] {
  return Object.entries(pools).map(([id, pool]): LeverPart => {
    const path = typeof pool === 'number' ? `pools.${id}` : `pools.${id}.capacity`;
    const capacity = typeof pool === 'number' ? pool : pool.capacity;
    const label = (typeof pool === 'number' ? undefined : pool.label) ?? id;
    const more = (count: number): number => (count > 0 ? Math.max(count + 1, Math.round(count * 1.25)) : 0);
    return {
      kind: 'crew',
      what: id,
      label: `${label} +25 %`,
      says: `A quarter more of ${label}, one more at least`,
      place: null,
      overrides:
        typeof capacity === 'number'
          ? [{ path, value: more(capacity) }]
          : capacity.map(({ count }, i) => ({ path: `${path}.${i}.count`, value: more(count) })),
    };
  });
}
