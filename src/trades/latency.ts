/**
 * Latency from a site to cities, and the fibre there: lit, dark, or to be built. Comes in: distance and state of the fibre. Goes
 * out: round trips as facts, activities `<site>/fibre/<city>` that halls may come after, and what was paid for the fibre. It
 * knows nothing of networks inside a hall.
 */
import { z } from 'zod';
import type { Path } from '../base/problem.ts';
import { quantity as parse } from '../base/units.ts';
import type { Entry } from '../plan/plan.ts';
import { annotations, date, law, name, quantity } from './fields.ts';
import type { Lowering } from './lowering.ts';
import { addTimed, addToken, after, atOnceWithChance, elapsed, type Place } from './power/luck.ts';
import { durationLaw, tickOfDate } from './read.ts';

/** Speed of light in glass, km per ms: that of the vacuum, 299.792, over a refractive index of 1.468 (general knowledge). */
const KM_PER_MS = 299.792_458 / 1.468;

/** There and back along a fibre that is `routeFactor` times as long as the straight line. km in, ms out. */
export function roundTrip(distanceKm: number, routeFactor: number): number {
  return (2 * distanceKm * routeFactor) / KM_PER_MS;
}

const route = z.lazy(() =>
  z.strictObject({
    distance: quantity('distance', 'Straight line from the site to the city.'),
    route_factor: z.number().min(1).default(1.3).describe('Length of the fibre over the straight line. Default: 1.3 (judgement, 2026-11).'),
    equipment: quantity('latency', 'What equipment on the way adds to the round trip.').default('0 ms'),
    fibre: z
      .enum(['lit', 'dark', 'to-build'])
      .default('lit')
      .describe('lit: there and in use. dark: in the ground, to be lit. to-build: to be permitted, laid and lit.'),
    begin: date("The day work on it begins; the scenario's start otherwise.").optional(),
    lighting: law('elapsed', 'Lighting dark fibre. Default: 4 to 16 weeks, likeliest 8 (judgement, 2026-11).').default({
      pert: { low: '4 wk', mode: '8 wk', high: '16 wk' },
    }),
    permits: law('elapsed', 'Rights of way of a new route. Default: 3 to 14 months, likeliest 6 (judgement, 2026-11).').default({
      pert: { low: '3 mo', mode: '6 mo', high: '14 mo' },
    }),
    build_per_100_km: law('elapsed', 'Laying 100 km along the route. Default: 1.5 to 6 months, likeliest 3 (judgement, 2026-11).').default({
      pert: { low: '1.5 mo', mode: '3 mo', high: '6 mo' },
    }),
    cost: quantity('costOfDistance', 'What a new route costs, per length of the route: its replacement value.').optional(),
    purchase: z
      .strictObject({
        price: quantity('costOfDistance', 'Asked for existing fibre, per length of the route.'),
        chance: quantity('share', 'The chance that such fibre is on offer: high after a bust.').default('100 %'),
        ...annotations,
      })
      .optional()
      .describe('Existing fibre to be bought, such as that of an owner in distress: then it need not be built, only lit.'),
    ...annotations,
  }),
);

export const latencySchema = z.lazy(() => z.record(name, route).describe('Cities that the site serves, by name: distance and fibre.'));

export const latencyCeilingsSchema = z.lazy(() =>
  z
    .record(
      name,
      z.strictObject({
        to: name.describe('The city: a key under "latency:" of the sites.'),
        at_most: quantity('latency', 'The longest round trip that the tenant takes.'),
        ...annotations,
      }),
    )
    .describe('Tenants and the longest round trip they take: sites beyond it hold no MW for them.'),
);

export type LatencyFields = z.output<typeof latencySchema>;
export type LatencyCeilings = z.output<typeof latencyCeilingsSchema>;
type Route = LatencyFields[string];

export const FIBRE = 'fibre';

export function lowerLatency(lowering: Lowering, site: string, fields: LatencyFields | undefined, path: Path): void {
  for (const [city, entry] of Object.entries(fields ?? {})) {
    const place: Place = { lowering, site, scope: [site, FIBRE], cause: 'network', path: [...path, city] };
    const fact = (id: string, label: string, value: number, unit: string): void =>
      void lowering.builder.facts.push({ site, id, label, value: Math.round(value * 1e4) / 1e4, unit, source: entry.source ?? null });
    fact(`latency/${city}`, `round trip to ${city}`, roundTripOf(entry), 'ms');
    if (entry.fibre === 'lit') {
      for (const key of ['begin', 'cost', 'purchase'] as const)
        if (entry[key] !== undefined)
          lowering.problems.add(
            [...path, city, key],
            `fibre that is lit is neither built nor bought, so "${key}" has no say`,
            'remove it, or write "fibre: dark" or "fibre: to-build"',
          );
      continue;
    }
    const km = parse(entry.distance, 'distance') * entry.route_factor;
    lowerFibre(place, city, entry, km);
    if (entry.cost !== undefined)
      fact(`fibre-replacement/${city}`, `new fibre to ${city} would cost`, parse(entry.cost, 'costOfDistance') * km, 'USD');
    if (entry.purchase !== undefined) {
      const price = parse(entry.purchase.price, 'costOfDistance');
      fact(`fibre-price/${city}`, `existing fibre to ${city} is on offer for`, price * km, 'USD');
      if (entry.cost !== undefined)
        fact(`fibre-discount/${city}`, 'that price over replacement', (price / parse(entry.cost, 'costOfDistance')) * 100, '%');
    }
  }
}

function roundTripOf(entry: Route): number {
  return roundTrip(parse(entry.distance, 'distance'), entry.route_factor) + parse(entry.equipment, 'latency');
}

/** The last activity bears the name of the city. */
function lowerFibre(place: Place, city: string, entry: Route, km: number): void {
  const { lowering, path } = place;
  const { axis, builder, problems } = lowering;
  const begin = entry.begin === undefined ? 0 : Math.max(0, tickOfDate(axis, entry.begin));
  const { purchase } = entry;
  const chance = purchase === undefined ? 0 : parse(purchase.chance, 'share');
  if (chance > 1)
    problems.add([...path, 'purchase', 'chance'], `${purchase?.chance} is more than certain`, 'write a share from 0 % to 100 %');
  const duration = (key: 'lighting' | 'permits' | 'build_per_100_km') => durationLaw(problems, [...path, key], entry[key]).law;
  const lights = { work: elapsed(duration('lighting')) };
  const cost = entry.cost === undefined ? 0 : parse(entry.cost, 'costOfDistance') * km;
  const price = purchase === undefined ? 0 : parse(purchase.price, 'costOfDistance') * km;
  const paid: Entry[] = [];
  const event = (activity: string, amount: number): void => void paid.push({ kind: 'event', activity, at: 'start', amount });
  let last: string;
  if (entry.fibre === 'dark') {
    last = addTimed(place, city, `light fibre to ${city}`, { ...lights, notBefore: begin });
    if (purchase !== undefined) event(last, price);
  } else {
    // What is on offer at once is bought; a minute later it will have to be built.
    const token = `${city}-way`;
    const open = `${city}-fibre`;
    const stock = (id: string, label: string, amount: number): void => addToken(place, id, 'stock', label, amount);
    stock(token, `way to ${city}`, 1);
    stock(open, `fibre to ${city}`, 0);
    const takes = [{ name: token, amount: 1, giveBack: false, path }];
    const gives = [{ name: open, amount: 1, at: 'finish' as const, path }];
    if (chance > 0) {
      const offer = addTimed(place, `${city}-offer`, `fibre to ${city} on offer`, {
        notBefore: begin,
        work: elapsed(atOnceWithChance(lowering, chance)),
        optional: true,
      });
      event(
        addTimed(place, `${city}-purchase`, `buy fibre to ${city}`, { after: after([offer], path), needs: takes, gives, optional: true }),
        price,
      );
    }
    if (chance < 1) {
      const permits = addTimed(place, `${city}-permits`, `rights of way to ${city}`, {
        notBefore: begin + 1,
        work: elapsed(duration('permits')),
        needs: takes,
        optional: true,
      });
      const build = addTimed(place, `${city}-build`, `lay fibre to ${city}`, {
        after: after([permits], path),
        work: { ...elapsed(duration('build_per_100_km')), scale: km / 100 },
        gives,
        optional: true,
      });
      if (cost > 0) event(build, cost);
    }
    last = addTimed(place, city, `light fibre to ${city}`, { ...lights, needs: [{ name: open, amount: 1, giveBack: false, path }] });
  }
  builder.addToGroup([place.site], FIBRE, last);
  builder.milestones.push({ id: `${place.site}/${FIBRE}/${city}`, activity: last, target: null });
  if (paid.some((entry) => entry.kind === 'event' && entry.amount > 0))
    builder.accounts.push({
      id: `${place.site}/fibre-cost/${city}`,
      label: `fibre to ${city}`,
      unit: 'USD',
      site: place.site,
      entries: paid,
    });
}

/** MW of each site that a tenant would take, by its ceiling. Comes after all sites are lowered. */
export function lowerCeilings(
  { builder, problems }: Lowering,
  ceilings: LatencyCeilings | undefined,
  sites: Readonly<Record<string, { readonly latency?: LatencyFields | undefined }>>,
  path: Path,
): void {
  for (const [tenant, { to, at_most, source }] of Object.entries(ceilings ?? {})) {
    const known = Object.entries(sites).flatMap(([site, { latency }]) =>
      latency !== undefined && Object.hasOwn(latency, to) ? [[site, latency[to] as Route] as const] : [],
    );
    if (known.length === 0)
      problems.add([...path, tenant, 'to'], `no site says how far it is to "${to}"`, `add "latency: {${to}: ...}" to the sites`);
    for (const [site, entry] of known) {
      const isNear = roundTripOf(entry) <= parse(at_most, 'latency');
      const itKw = builder.compute.reduce((kw, unit) => kw + (unit.site === site ? unit.itKw : 0), 0);
      builder.facts.push({
        site,
        id: `eligible/${tenant}`,
        label: `IT load near enough for ${tenant}`,
        value: isNear ? itKw / 1000 : 0,
        unit: 'MW',
        source: source ?? null,
      });
    }
  }
}
