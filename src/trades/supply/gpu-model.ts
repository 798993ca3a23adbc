/** A generation of GPUs, as the library or the file describes it, and what of it is told as facts of a site. */
import { z } from 'zod';
import { parseDate } from '../../base/time.ts';
import { quantity as parse } from '../../base/units.ts';
import type { Fact } from '../../plan/plan.ts';
import { annotations, count, date, law, name, quantity } from '../fields.ts';
import { COOLINGS } from '../gpu-fit.ts';
import type { Lowering } from '../lowering.ts';
import { priceField } from './prices.ts';

export const gpuModelSchema = z.lazy(() =>
  z.strictObject({
    title: z.string().describe('What a person calls it.'),
    it_per_gpu: quantity('power', 'Critical IT load per GPU installed, with its share of network and storage.').optional(),
    lead: law('elapsed', 'Usual lead time of a new order.').optional(),
    launch: date('The day it was, or is to be, announced. Nothing can be ordered before it.').optional(),
    volume: date('The day from which it ships in volume. Before it, and before its slip, no order leaves the factory.').optional(),
    platform_slip: law(
      'elapsed',
      'How late the whole platform is against that day: one draw in each future for all its orders.',
    ).optional(),
    power: quantity('power', 'Power of one GPU by itself.').optional(),
    rack_power: quantity('power', 'Power of a full rack.').optional(),
    per_rack: count('GPUs in a rack.', 1).optional(),
    cooling: z.array(z.enum(COOLINGS)).min(1).optional().describe('Kinds of cooling it can do with.'),
    performance: z
      .strictObject({
        bf16: quantity('speed', 'Dense 16-bit (BF16) speed of one GPU.').optional(),
        fp8: quantity('speed', 'Dense 8-bit (FP8) speed of one GPU.').optional(),
        ...annotations,
      })
      .optional()
      .describe('How fast one GPU is.'),
    price: priceField.optional(),
    market: name.optional().describe('The market it is bought in; counts only where the file describes that market under "markets:".'),
    mass: quantity('mass', 'Mass of one GPU with its share of the rack: what is left as scrap.').optional(),
    terms: z
      .strictObject({ due: quantity('elapsed', 'From shipment until the invoice falls due.'), ...annotations })
      .optional()
      .describe('Terms of the supplier. Default: paid on delivery.'),
    first_mover: z
      .strictObject({
        premium: quantity('hourlyPay', 'What a GPU-hour fetches on top, while few others have it.'),
        lasts: quantity('elapsed', 'How long after the volume day.'),
        ...annotations,
      })
      .optional()
      .describe('What it is worth to be the first to run it at scale.'),
    ...annotations,
  }),
);

export type GpuModel = z.output<typeof gpuModelSchema>;

/** How many of a model go into which hall. */
export interface Fleet {
  readonly hall: string;
  readonly quantity: number;
}

/** What is to be known of a model on a site: its dates, its racks, and what it adds up to in each hall. */
export function modelFacts({ axis, builder }: Lowering, site: string, id: string, model: GpuModel, fleet: readonly Fleet[]): void {
  const source = model.source ?? null;
  const tell = (key: string, label: string, value: Fact['value'], unit = '', from = source): void =>
    void builder.facts.push({ site, id: `${key}/${id}`, label: `${model.title}: ${label}`, value, unit, source: from });
  if (model.launch !== undefined) tell('launch', 'announced', model.launch);
  if (model.volume !== undefined) tell('volume', 'ships in volume from', model.volume);
  if (model.power !== undefined) tell('gpu-power', 'power of a GPU', parse(model.power, 'power'), 'kW');
  if (model.rack_power !== undefined) tell('rack-power', 'power of a rack', parse(model.rack_power, 'power'), 'kW');
  if (model.cooling !== undefined) tell('cooling', 'cooling', model.cooling.join(' or '));
  const pieces = fleet.reduce((sum, { quantity: gpus }) => sum + gpus, 0);
  const { bf16, fp8 } = model.performance ?? {};
  const speedSource = model.performance?.source ?? source;
  if (bf16 !== undefined) tell('bf16', 'dense BF16 speed of all ordered', (pieces * parse(bf16, 'speed')) / 1e6, 'EFLOP/s', speedSource);
  if (fp8 !== undefined) tell('fp8', 'dense FP8 speed of all ordered', (pieces * parse(fp8, 'speed')) / 1e6, 'EFLOP/s', speedSource);
  if (model.it_per_gpu !== undefined) tell('gpu-it', 'IT load of all ordered', (pieces * parse(model.it_per_gpu, 'power')) / 1000, 'MW');
  if (model.per_rack !== undefined) tell('racks', 'racks of all ordered', Math.ceil(pieces / model.per_rack), 'racks');
  if (model.first_mover !== undefined && model.volume !== undefined) {
    const begins = parseDate(model.volume) as number;
    const origin = axis.kind === 'dated' ? (parseDate(axis.start) as number) : 0;
    const days = (begins + parse(model.first_mover.lasts, 'elapsed') - origin) / 1440;
    const { source: premiumSource = null } = model.first_mover;
    tell('first-mover-days', 'days from the start until the first-mover window closes', Math.round(days), 'd', premiumSource);
    tell(
      'first-mover-premium',
      'premium of first movers',
      parse(model.first_mover.premium, 'hourlyPay'),
      'USD per GPU-hour',
      premiumSource,
    );
  }
}
