/**
 * Long-lead equipment: orders that put pieces into stocks which halls take from. An item named in the library brings its
 * lead time, its price, its market and their sources along; an order may state its own.
 */
import { z } from 'zod';
import type { Path } from '../base/problem.ts';
import { annotations, count, law, name } from './fields.ts';
import { type Lowering, namedCause, spoken } from './lowering.ts';
import { lowerOrder, orderShape, type Sourcing } from './orders.ts';
import { addResource } from './resources.ts';
import { priceField, substituteShape } from './supply/prices.ts';
import { type StorageRooms, storageOf, takesPlaces } from './supply/storage.ts';
import { readSubstitute } from './supply/substitute.ts';

/** A kind of equipment, as the library describes it. */
export const equipmentSchema = z.lazy(() =>
  z.strictObject({
    title: z.string().describe('What a person calls it.'),
    lead: law('elapsed', 'Usual lead time: from the order to delivery at the site.').optional(),
    price: priceField.optional(),
    market: name.optional().describe('The market it is bought in; counts only where the file describes that market under "markets:".'),
    ...annotations,
  }),
);

export type Equipment = z.output<typeof equipmentSchema>;

export const supplySchema = z.lazy(() =>
  z
    .record(
      name,
      z.strictObject({
        item: name.describe('What is ordered: the stock it goes into, and an entry of the library or of "equipment:".'),
        ...orderShape(),
        lead: law('elapsed', "Lead time: from the order to delivery at the site. Default: the item's usual lead time.").optional(),
        on_site: count('Pieces of the item that are on the site at the start, besides those ordered.', 1).optional(),
        substitute: z
          .strictObject({
            item: name.describe('What is taken instead: an entry of the library or of "equipment:". It goes into the stock of the item.'),
            ...substituteShape(),
          })
          .optional()
          .describe('What is ordered instead of a lot that has not come by a certain day.'),
      }),
    )
    .describe('Orders of long-lead equipment, by name.'),
);

type SupplyFields = z.output<typeof supplySchema>;

/** What orders of a site are lowered with. */
export interface SupplyContext {
  readonly equipment: ReadonlyMap<string, Equipment>;
  readonly sourcing: Sourcing;
  readonly rooms: StorageRooms | undefined;
  readonly isStrict: boolean;
}

/** The items a site orders: each is a stock of that name. */
export function itemsOf(supply: SupplyFields | undefined): string[] {
  return [...new Set(Object.values(supply ?? {}).map(({ item }) => item))];
}

export function lowerSupply(lowering: Lowering, site: string, supply: SupplyFields | undefined, context: SupplyContext, path: Path): void {
  const { builder, problems } = lowering;
  const { equipment, isStrict } = context;
  const orders = Object.entries(supply ?? {});
  for (const item of itemsOf(supply)) {
    const there = orders.reduce((sum, [, order]) => sum + (order.item === item ? (order.on_site ?? 0) : 0), 0);
    addResource(
      lowering,
      [site],
      item,
      'stock',
      'each',
      [{ from: 0, amount: there }],
      { label: equipment.get(item)?.title },
      isStrict,
      path,
    );
    takesPlaces(lowering, site, context.rooms, item, `${site}/${item}`);
  }
  for (const [id, order] of orders) {
    const known = equipment.get(order.item);
    const lead = order.lead ?? known?.lead;
    const vendor = order.vendor === undefined ? undefined : context.sourcing.vendors.vendors.get(order.vendor);
    if (lead === undefined && order.promised === undefined && vendor?.build === undefined) {
      problems.addMissing(
        [...path, id],
        `nothing says how long "${order.item}" takes to arrive`,
        'add "lead:", or name an item of the library that has one',
      );
      continue;
    }
    const title = known?.title ?? spoken(order.item);
    lowerOrder(
      lowering,
      {
        scope: [site, 'supply'],
        id,
        label: title,
        cause: namedCause(builder, 'equipment', order.item, title),
        group: 'equipment',
        item: { id: order.item, title },
        site,
        hall: null,
        stock: order.item,
        leadPath: [...path, id, 'lead'],
        path: [...path, id],
        sourcing: context.sourcing,
        key: `${site}/supply/${id}`,
        market: known?.market,
        price: known?.price === undefined ? undefined : { field: known.price, path: ['equipment', order.item, 'price'] },
        storage: storageOf(context.rooms, order.item),
        substitute:
          order.substitute &&
          readSubstitute(lowering, order.substitute.item, equipment.get(order.substitute.item), order.substitute, [
            ...path,
            id,
            'substitute',
          ]),
      },
      { ...order, lead },
    );
  }
}
