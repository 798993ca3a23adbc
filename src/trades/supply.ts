/**
 * Long-lead equipment: orders that put pieces into stocks which halls take from. An item named in the library brings its
 * lead time and its source along; an order may state its own.
 */
import { z } from 'zod';
import type { Path } from '../base/problem.ts';
import { annotations, law, name } from './fields.ts';
import { type Lowering, namedCause, spoken } from './lowering.ts';
import { lowerOrder, orderShape } from './orders.ts';
import { addResource } from './resources.ts';

/** A kind of equipment, as the library describes it. */
export const equipmentSchema = z.strictObject({
  title: z.string().describe('What a person calls it.'),
  lead: law('elapsed', 'Usual lead time: from the order to delivery at the site.').optional(),
  ...annotations,
});

export type Equipment = z.output<typeof equipmentSchema>;

export const supplySchema = z
  .record(
    name,
    z.strictObject({
      item: name.describe('What is ordered: the stock it goes into, and an entry of the library or of "equipment:".'),
      ...orderShape,
      lead: law('elapsed', "Lead time: from the order to delivery at the site. Default: the item's usual lead time.").optional(),
    }),
  )
  .describe('Orders of long-lead equipment, by name.');

type SupplyFields = z.output<typeof supplySchema>;

/** The items a site orders: each is a stock of that name. */
export function itemsOf(supply: SupplyFields | undefined): string[] {
  return [...new Set(Object.values(supply ?? {}).map(({ item }) => item))];
}

export function lowerSupply(
  lowering: Lowering,
  site: string,
  supply: SupplyFields | undefined,
  equipment: ReadonlyMap<string, Equipment>,
  isStrict: boolean,
  path: Path,
): void {
  const { builder, problems } = lowering;
  for (const item of itemsOf(supply)) {
    addResource(lowering, [site], item, 'stock', 'each', [{ from: 0, amount: 0 }], { label: equipment.get(item)?.title }, isStrict, path);
  }
  for (const [id, order] of Object.entries(supply ?? {})) {
    const known = equipment.get(order.item);
    const lead = order.lead ?? known?.lead;
    if (lead === undefined) {
      problems.addMissing(
        [...path, id],
        `nothing says how long "${order.item}" takes to arrive`,
        'add "lead:", or name an item of the library that has one',
      );
      continue;
    }
    lowerOrder(
      lowering,
      {
        scope: [site, 'supply'],
        id,
        label: known?.title ?? spoken(order.item),
        cause: namedCause(builder, 'equipment', order.item, known?.title ?? spoken(order.item)),
        site,
        hall: null,
        stock: order.item,
        leadPath: [...path, id, 'lead'],
        path: [...path, id],
      },
      { ...order, lead },
    );
  }
}
