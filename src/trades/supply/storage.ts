/**
 * Room for what has arrived and is not yet built in. Comes in: a site's `storage:`. Goes out: a pool of places; a lot takes its places
 * when it is received, and whoever takes pieces out of the stock gives them back.
 */
import { z } from 'zod';
import { didYouMean } from '../../base/nearest.ts';
import type { Path } from '../../base/problem.ts';
import { annotations, count, name } from '../fields.ts';
import { type Lowering, namedCause } from '../lowering.ts';
import type { Storage } from './delivery.ts';
import { addStep, NO_TIME } from './steps.ts';

export const storageSchema = z.lazy(() =>
  z
    .strictObject({
      limit: count('Places in all.', 1),
      places: z
        .record(name, count('Places one piece takes up.', 1))
        .describe(
          'Places that one piece takes up, by item of "supply:"; "gpus" for one GPU of any hall. What is not named here needs no place.',
        ),
      ...annotations,
    })
    .describe('Room on the site for what has arrived and is not yet built in. A lot that finds no room waits before the gate.'),
);

export type StorageFields = z.output<typeof storageSchema>;

/** Places by what is stored. */
export type StorageRooms = ReadonlyMap<string, number>;

export const STORAGE = 'storage';

/** Adds the pool `<site>/storage`. `items`: what is ordered for the site. */
export function lowerStorage(
  lowering: Lowering,
  site: string,
  fields: StorageFields | undefined,
  items: readonly string[],
  onSite: ReadonlyMap<string, number>,
  path: Path,
): StorageRooms | undefined {
  if (fields === undefined) return undefined;
  const { builder, problems } = lowering;
  for (const item of Object.keys(fields.places))
    if (!items.includes(item) && !problems.wasLeftOut(item))
      problems.add(
        [...path, 'places', item],
        `nothing called "${item}" is ordered for this site${didYouMean(item, items)}`,
        items.length === 0 ? 'order it under "supply:", or leave it out' : `name one of ${items.join(', ')}`,
      );
  const cause = namedCause(builder, 'equipment', 'storage', 'storage on the site');
  builder.addResource({
    id: `${site}/${STORAGE}`,
    label: 'storage',
    kind: 'pool',
    unit: 'each',
    cause,
    capacity: [{ from: 0, amount: fields.limit }],
    strict: false,
    site,
    origin: path,
  });
  const taken = [...onSite].reduce((sum, [item, pieces]) => sum + pieces * (fields.places[item] ?? 0), 0);
  if (taken > 0)
    addStep(
      lowering,
      { scope: [site], site, hall: null, cause, group: 'equipment', isOptional: false, path },
      {
        scope: [site, STORAGE],
        name: 'full-at-the-start',
        label: 'stored at the start',
        law: NO_TIME,
        needs: [{ name: STORAGE, amount: taken, giveBack: false, path }],
        path,
        after: [],
      },
    );
  return new Map(Object.entries(fields.places));
}

/** The place that pieces of an item take, as their orders want to know it; undefined: none. */
export function storageOf(rooms: StorageRooms | undefined, item: string): Storage | undefined {
  const placesPerPiece = rooms?.get(item);
  return placesPerPiece === undefined ? undefined : { pool: STORAGE, placesPerPiece };
}

/** Each piece in `stock` (an id) takes up the places of `item`. */
export function takesPlaces({ builder }: Lowering, site: string, rooms: StorageRooms | undefined, item: string, stock: string): void {
  const places = rooms?.get(item);
  if (places !== undefined) builder.addPlaces(stock, `${site}/${STORAGE}`, places);
}
