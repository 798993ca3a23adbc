/** Items, GPU models and vendors that the orders of a scenario name: its own and those of the library. */
import { type Path, startsWith } from '../base/problem.ts';
import type { Library } from '../trades/site.ts';
import type { LibraryReader } from './library.ts';
import type { DatedScenario } from './schema.ts';
import type { LeftOut } from './validate.ts';

type SupplyLibrary = Pick<Library, 'equipment' | 'models' | 'vendors'>;

interface Order {
  readonly lead?: unknown;
  readonly promised?: string | undefined;
  readonly vendor?: string | undefined;
}

export function findSupplyBlocks(fields: DatedScenario, reader: LibraryReader, leftOut: LeftOut): SupplyLibrary {
  const equipment = new Map(Object.entries(fields.equipment));
  const models = new Map(Object.entries(fields.gpu_models));
  const vendors = new Map(Object.entries(fields.vendors));
  // What says itself how long it takes needs no entry in the library, but takes its name from one.
  const isComplete = ({ lead, promised, vendor }: Order, path: Path): boolean =>
    lead !== undefined ||
    promised !== undefined ||
    vendor !== undefined ||
    leftOut.paths.some((other) => startsWith(other, [...path, 'lead']));
  const vendorOf = ({ vendor }: Order, path: Path): void => {
    if (vendor !== undefined) add(vendors, vendor, () => reader.find('vendors', vendor, [...path, 'vendor'], vendors.keys()));
  };
  const item = (name: string, order: Order, at: Path): void => {
    if (!isComplete(order, at) || reader.has('equipment', name))
      add(equipment, name, () => reader.find('equipment', name, [...at, 'item'], equipment.keys()));
  };
  const model = (name: string, order: Order, at: Path): void => {
    if (!isComplete(order, at) || reader.has('gpus', name))
      add(models, name, () => reader.find('gpus', name, [...at, 'model'], models.keys()));
  };

  for (const [site, { supply, gpus }] of Object.entries(fields.sites)) {
    for (const [id, order] of Object.entries(supply ?? {})) {
      const at = ['sites', site, 'supply', id];
      vendorOf(order, at);
      item(order.item, order, at);
      if (order.substitute !== undefined) item(order.substitute.item, order.substitute, [...at, 'substitute']);
    }
    for (const [id, order] of Object.entries(gpus ?? {})) {
      const at = ['sites', site, 'gpus', id];
      vendorOf(order, at);
      model(order.model, order, at);
      if (order.substitute !== undefined) model(order.substitute.model, order.substitute, [...at, 'substitute']);
    }
  }
  return { equipment, models, vendors };
}

function add<T>(map: Map<string, T>, name: string, find: () => T | undefined): void {
  if (map.has(name)) return;
  const found = find();
  if (found !== undefined) map.set(name, found);
}
