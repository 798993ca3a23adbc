/** GPU orders in tranches, each for one hall: they fill the hall's stock, which racking takes from. */
import { z } from 'zod';
import { didYouMean } from '../base/nearest.ts';
import type { Path } from '../base/problem.ts';
import { annotations, law, name, quantity } from './fields.ts';
import { groupCause, type Lowering } from './lowering.ts';
import { lowerOrder, orderShape } from './orders.ts';
import { addResource } from './resources.ts';

/** A generation of GPUs, as the library describes it. */
export const gpuModelSchema = z.strictObject({
  title: z.string().describe('What a person calls it.'),
  it_per_gpu: quantity('power', 'Critical IT load per GPU installed, with its share of network and storage.').optional(),
  lead: law('elapsed', 'Usual lead time of a new order.').optional(),
  ...annotations,
});

export type GpuModel = z.output<typeof gpuModelSchema>;

export const gpusSchema = z
  .record(
    name,
    z.strictObject({
      model: name.describe('Generation: an entry of the library.'),
      for: name.describe('The hall they are for.'),
      ...orderShape,
      lead: law('elapsed', "Lead time: from the order to delivery at the site. Default: the model's usual lead time.").optional(),
    }),
  )
  .describe('GPU orders in tranches, by name.');

export type GpusFields = z.output<typeof gpusSchema>;

export interface OrderedTranche {
  readonly id: string;
  readonly hall: string;
  readonly model: string;
  readonly quantity: number;
  readonly orderedAt: number;
  readonly deliveries: readonly { readonly activity: string; readonly quantity: number }[];
}

/** Adds a stock `<site>/<hall>/gpus` for each hall that GPUs are ordered for, and the orders. */
export function lowerGpus(
  lowering: Lowering,
  site: string,
  gpus: GpusFields | undefined,
  models: ReadonlyMap<string, GpuModel>,
  halls: readonly string[],
  isStrict: boolean,
  path: Path,
): readonly OrderedTranche[] {
  const { builder, problems } = lowering;
  const cause = groupCause(builder, 'gpus');
  const entries = Object.entries(gpus ?? {});
  for (const hall of new Set(entries.map(([, order]) => order.for))) {
    if (halls.includes(hall)) {
      addResource(
        lowering,
        [site, hall],
        'gpus',
        'stock',
        'each',
        [{ from: 0, amount: 0 }],
        { label: `GPUs for ${hall}`, cause: 'gpus' },
        isStrict,
        path,
      );
    }
  }
  return entries.flatMap(([id, order]) => {
    const at = [...path, id];
    const model = models.get(order.model);
    const lead = order.lead ?? model?.lead;
    if (!halls.includes(order.for) && !problems.wasLeftOut(order.for))
      problems.add(
        [...at, 'for'],
        `there is no hall "${order.for}" on this site${didYouMean(order.for, halls)}`,
        halls.length === 0 ? 'add it under "halls:"' : `name one of ${halls.join(', ')}, or add it under "halls:"`,
      );
    if (lead === undefined)
      problems.addMissing(
        at,
        `nothing says how long "${order.model}" takes to arrive`,
        'add "lead:", or name a model of the library that has one',
      );
    if (lead === undefined || !halls.includes(order.for)) return [];
    const { deliveries, orderedAt } = lowerOrder(
      lowering,
      {
        scope: [site, order.for, 'gpus'],
        id,
        label: `${order.quantity.toLocaleString('en')} ${model?.title ?? order.model}`,
        cause,
        site,
        hall: order.for,
        stock: 'gpus',
        leadPath: [...at, 'lead'],
        path: at,
      },
      { ...order, lead },
    );
    return [{ id, hall: order.for, model: order.model, quantity: order.quantity, orderedAt, deliveries }];
  });
}
