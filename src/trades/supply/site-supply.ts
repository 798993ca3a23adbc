/** All that is ordered for a site: what it says of it, and the order in which that is lowered (rooms and items before what needs them). */
import type { Path } from '../../base/problem.ts';
import { quantity } from '../fields.ts';
import { type GpuModel, type GpusFields, gpusSchema, lowerGpus, type OrderedTranche } from '../gpus.ts';
import { addKits, type KitsFields, kitsSchema, lowerKits } from '../kits.ts';
import type { Lowering } from '../lowering.ts';
import type { Sourcing } from '../orders.ts';
import { type Equipment, itemsOf, lowerSupply, supplySchema } from '../supply.ts';
import { marketFacts, vendorFacts } from './facts.ts';
import type { HallFitFields } from './fit-fields.ts';
import { lowerStorage, type StorageFields, storageSchema } from './storage.ts';

/** Fields of a site. */
export const siteSupplyShape = () => ({
  supply: supplySchema.optional(),
  kits: kitsSchema.optional(),
  gpus: gpusSchema.optional(),
  storage: storageSchema.optional(),
  rack_rate: quantity(
    'rackRate',
    "GPUs that arrive are unpacked and racked at this rate, one lot after another, before the halls' own work takes them. Default: no limit.",
  ).optional(),
});

export interface SiteSupplyFields {
  readonly supply?: Parameters<typeof itemsOf>[0];
  readonly kits?: KitsFields | undefined;
  readonly gpus?: GpusFields | undefined;
  readonly storage?: StorageFields | undefined;
  readonly rack_rate?: string | undefined;
}

export interface SiteSupplyContext {
  readonly equipment: ReadonlyMap<string, Equipment>;
  readonly models: ReadonlyMap<string, GpuModel>;
  readonly halls: readonly string[];
  /** The template of a hall; undefined: it has none that is known. */
  readonly templateOf: (hall: string) => HallFitFields | undefined;
  readonly sourcing: Sourcing;
  readonly isStrict: boolean;
}

/** Lowers what is ordered; returns the GPU tranches, which halls install. */
export function lowerSiteSupply(
  lowering: Lowering,
  site: string,
  fields: SiteSupplyFields,
  context: SiteSupplyContext,
  path: Path,
): readonly OrderedTranche[] {
  const { equipment, halls, isStrict, models, sourcing, templateOf } = context;
  const orders = Object.values(fields.supply ?? {});
  const hasGpus = Object.keys(fields.gpus ?? {}).length > 0;
  const stored = [...itemsOf(fields.supply), ...Object.keys(fields.kits ?? {}), ...(hasGpus ? ['gpus'] : [])];
  const onSite = new Map(itemsOf(fields.supply).map((item) => [item, onSiteOf(orders, item)]));
  const rooms = lowerStorage(lowering, site, fields.storage, stored, onSite, [...path, 'storage']);
  addKits(lowering, site, fields.kits, { isStrict, rooms }, [...path, 'kits']);
  lowerSupply(lowering, site, fields.supply, { equipment, sourcing, rooms, isStrict }, [...path, 'supply']);
  lowerKits(lowering, site, fields.kits, [...path, 'kits']);
  const gpus = { models, halls, templateOf, sourcing, rooms, rackRate: fields.rack_rate, isStrict };
  const tranches = lowerGpus(lowering, site, fields.gpus, gpus, [...path, 'gpus']);
  vendorFacts(lowering, site, sourcing, fields);
  marketFacts(lowering, site, sourcing, context, fields);
  return tranches;
}

function onSiteOf(orders: readonly { readonly item: string; readonly on_site?: number | undefined }[], item: string): number {
  return orders.reduce((sum, order) => sum + (order.item === item ? (order.on_site ?? 0) : 0), 0);
}
