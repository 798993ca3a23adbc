/** GPU orders in tranches, each for one hall: they fill the hall's stock, which racking takes from. */
import { z } from 'zod';
import { didYouMean } from '../base/nearest.ts';
import type { Path } from '../base/problem.ts';
import { quantity as parse } from '../base/units.ts';
import { law, name, quantity } from './fields.ts';
import { groupCause, type Lowering } from './lowering.ts';
import { lowerOrder, orderShape, type Sourcing } from './orders.ts';
import { tickOfDate } from './read.ts';
import { addResource } from './resources.ts';
import { checkFit, type HallFitFields } from './supply/fit-fields.ts';
import { type GpuModel, modelFacts } from './supply/gpu-model.ts';
import { substituteShape } from './supply/prices.ts';
import { type StorageRooms, storageOf, takesPlaces } from './supply/storage.ts';
import { readSubstitute } from './supply/substitute.ts';
import { platformStep, RACKING_LINE, rackingLine, retiredOf, withWeeklyLots } from './supply/tranche.ts';

export { type GpuModel, gpuModelSchema } from './supply/gpu-model.ts';

export const gpusSchema = z.lazy(() =>
  z
    .record(
      name,
      z.strictObject({
        model: name.describe('Generation: an entry of the library.'),
        for: name.describe('The hall they are for.'),
        ...orderShape(),
        lead: law('elapsed', "Lead time: from the order to delivery at the site. Default: the model's usual lead time.").optional(),
        delivers: quantity('rackRate', 'The tranche comes in weekly lots at this rate, instead of "lots:".').optional(),
        retire: law('elapsed', "From delivery until they are scrapped; the model's mass then counts as e-waste.").optional(),
        substitute: z
          .strictObject({ model: name.describe('The generation that is taken instead.'), ...substituteShape() })
          .optional()
          .describe('What is ordered instead of a lot that has not come by a certain day.'),
      }),
    )
    .describe('GPU orders in tranches, by name.'),
);

export type GpusFields = z.output<typeof gpusSchema>;
export type GpuOrder = GpusFields[string];

export interface OrderedTranche {
  readonly id: string;
  readonly hall: string;
  readonly model: string;
  readonly quantity: number;
  readonly orderedAt: number;
  readonly deliveries: readonly { readonly activity: string; readonly quantity: number }[];
  readonly cancelled: readonly { readonly activity: string; readonly quantity: number }[];
}

/** What GPU orders of a site are lowered with. */
export interface GpuContext {
  readonly models: ReadonlyMap<string, GpuModel>;
  readonly halls: readonly string[];
  /** The template of a hall; undefined: it has none that is known. */
  readonly templateOf: (hall: string) => HallFitFields | undefined;
  readonly sourcing: Sourcing;
  readonly rooms: StorageRooms | undefined;
  /** Racks a day that are unpacked and racked on the site; undefined: that is part of the halls' own work. */
  readonly rackRate: string | undefined;
  readonly isStrict: boolean;
}

/** Adds a stock `<site>/<hall>/gpus` for each hall that GPUs are ordered for, and the orders. */
export function lowerGpus(
  lowering: Lowering,
  site: string,
  gpus: GpusFields | undefined,
  context: GpuContext,
  path: Path,
): readonly OrderedTranche[] {
  const { problems } = lowering;
  const { halls, isStrict, models } = context;
  const entries = Object.entries(gpus ?? {});
  for (const hall of new Set(entries.map(([, order]) => order.for))) {
    if (!halls.includes(hall)) continue;
    const fields = { label: `GPUs for ${hall}`, cause: 'gpus' as const };
    addResource(lowering, [site, hall], 'gpus', 'stock', 'each', [{ from: 0, amount: 0 }], fields, isStrict, path);
    takesPlaces(lowering, site, context.rooms, 'gpus', `${site}/${hall}/gpus`);
  }
  if (context.rackRate !== undefined)
    addResource(lowering, [site], RACKING_LINE, 'pool', 'each', [{ from: 0, amount: 1 }], { label: 'racking line', cause: 'gpus' }, false, [
      'sites',
      site,
      'rack_rate',
    ]);
  tellFleet(lowering, site, entries, models);
  return entries.flatMap(([id, order]) => {
    const at = [...path, id];
    const model = models.get(order.model);
    const vendor = order.vendor === undefined ? undefined : context.sourcing.vendors.vendors.get(order.vendor);
    const lead = order.lead ?? model?.lead;
    const isKnown = lead !== undefined || order.promised !== undefined || vendor?.build !== undefined;
    if (!halls.includes(order.for) && !problems.wasLeftOut(order.for))
      problems.add(
        [...at, 'for'],
        `there is no hall "${order.for}" on this site${didYouMean(order.for, halls)}`,
        halls.length === 0 ? 'add it under "halls:"' : `name one of ${halls.join(', ')}, or add it under "halls:"`,
      );
    if (!isKnown)
      problems.addMissing(
        at,
        `nothing says how long "${order.model}" takes to arrive`,
        'add "lead:", or name a model of the library that has one',
      );
    if (!isKnown || !halls.includes(order.for)) return [];
    return [lowerTranche(lowering, site, id, { ...order, lead }, model, context, at)];
  });
}

function lowerTranche(
  lowering: Lowering,
  site: string,
  id: string,
  order: GpuOrder,
  model: GpuModel | undefined,
  context: GpuContext,
  at: Path,
): OrderedTranche {
  const { axis, builder, problems } = lowering;
  const title = model?.title ?? order.model;
  if (model?.launch !== undefined && tickOfDate(axis, order.order) < tickOfDate(axis, model.launch))
    problems.add([...at, 'order'], `${title} was not announced before ${model.launch}`, 'order it later');
  checkFit(lowering, order.for, context.templateOf(order.for), order.model, model, [...at, 'for']);
  if (order.substitute !== undefined) {
    const { model: other } = order.substitute;
    checkFit(lowering, order.for, context.templateOf(order.for), other, context.models.get(other), [...at, 'substitute', 'model']);
  }
  const platform = platformStep(lowering, site, id, order, model, at);
  const { deliveries, cancelled, orderedAt } = lowerOrder(
    lowering,
    {
      scope: [site, order.for, 'gpus'],
      id,
      label: `${order.quantity.toLocaleString('en')} ${title}`,
      cause: groupCause(builder, 'gpus'),
      group: 'gpus',
      item: { id: order.model, title },
      site,
      hall: order.for,
      stock: 'gpus',
      leadPath: [...at, 'lead'],
      path: at,
      sourcing: context.sourcing,
      key: `${site}/gpus/${id}`,
      market: model?.market,
      price: model?.price === undefined ? undefined : { field: model.price, path: ['gpu_models', order.model, 'price'] },
      storage: storageOf(context.rooms, 'gpus'),
      racking: rackingLine(lowering, context.rackRate, order, model, site),
      substitute:
        order.substitute &&
        readSubstitute(lowering, order.substitute.model, context.models.get(order.substitute.model), order.substitute, [
          ...at,
          'substitute',
        ]),
      releasedAfter: platform === undefined ? [] : [platform],
      dueAfter: model?.terms === undefined ? undefined : Math.round(parse(model.terms.due, 'elapsed')),
      retired: retiredOf(lowering, order, model, at),
    },
    withWeeklyLots(lowering, order, model, at),
  );
  return { id, hall: order.for, model: order.model, quantity: order.quantity, orderedAt, deliveries, cancelled };
}

function tellFleet(
  lowering: Lowering,
  site: string,
  orders: readonly (readonly [string, GpuOrder])[],
  models: ReadonlyMap<string, GpuModel>,
): void {
  for (const id of new Set(orders.map(([, { model }]) => model))) {
    const model = models.get(id);
    const fleet = orders.filter(([, order]) => order.model === id).map(([, order]) => ({ hall: order.for, quantity: order.quantity }));
    if (model !== undefined) modelFacts(lowering, site, id, model, fleet);
  }
}
