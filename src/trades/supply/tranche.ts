/** What is particular to GPUs in an order: the platform's own date, weekly lots, racking, scrap. Comes in: an order and its model. */
import type { Path } from '../../base/problem.ts';
import { MINUTES_PER_DAY } from '../../base/time.ts';
import { quantity as parse } from '../../base/units.ts';
import type { GpuOrder } from '../gpus.ts';
import { groupCause, type Lowering } from '../lowering.ts';
import type { OrderContext } from '../orders.ts';
import { durationLaw, tickOfDate } from '../read.ts';
import type { RackingLine } from './delivery.ts';
import type { GpuModel } from './gpu-model.ts';
import { addStep, NO_TIME } from './steps.ts';

/** The pool of a site that racks one lot at a time. */
export const RACKING_LINE = 'racking-line';

/** The platform ships in volume: one draw for all orders of the model. Undefined: it did before the start. */
export function platformStep(
  lowering: Lowering,
  site: string,
  id: string,
  order: GpuOrder,
  model: GpuModel | undefined,
  path: Path,
): string | undefined {
  const { axis, builder, problems } = lowering;
  const volume = model?.volume === undefined ? 0 : tickOfDate(axis, model.volume);
  if (model === undefined || volume <= 0) return undefined;
  const slip = model.platform_slip;
  const course = {
    scope: [site, order.for, 'gpus', id],
    site,
    hall: order.for,
    cause: groupCause(builder, 'gpus'),
    group: 'gpus' as const,
    isOptional: order.substitute !== undefined,
    path,
  };
  return addStep(lowering, course, {
    scope: course.scope,
    name: 'platform',
    label: `${model.title} ships in volume`,
    law: slip === undefined ? NO_TIME : durationLaw(problems, ['gpu_models', order.model, 'platform_slip'], slip).law,
    drawn: `gpus/${order.model}/platform-slip`,
    notBefore: volume,
    path,
    after: [],
  });
}

/** What unpacks and racks a lot, at the site's rate. */
export function rackingLine(
  { problems }: Lowering,
  rackRate: string | undefined,
  order: GpuOrder,
  model: GpuModel | undefined,
  site: string,
): RackingLine | undefined {
  if (rackRate === undefined) return undefined;
  if (model?.per_rack === undefined) {
    problems.addMissing(
      ['sites', site, 'rack_rate'],
      `racks a day, but nothing says how many GPUs of "${order.model}" make a rack`,
      'add "per_rack:" to the model under "gpu_models:"',
    );
    return undefined;
  }
  return { pool: RACKING_LINE, ticksPerPiece: MINUTES_PER_DAY / (parse(rackRate, 'rackRate') * model.per_rack) };
}

/** Lots of a week each, at the stated rate; the last one is what is left. */
export function withWeeklyLots({ problems }: Lowering, order: GpuOrder, model: GpuModel | undefined, at: Path): GpuOrder {
  const { delivers } = order;
  if (delivers === undefined) return order;
  if (order.lots !== undefined || order.vendor !== undefined)
    problems.add([...at, 'delivers'], 'lots or a vendor say already in which parts it comes', 'leave out "delivers:"');
  if (model?.per_rack === undefined) {
    problems.addMissing(
      [...at, 'delivers'],
      `racks a day, but nothing says how many GPUs of "${order.model}" make a rack`,
      'add "per_rack:" to the model under "gpu_models:"',
    );
    return order;
  }
  const weekly = Math.floor(parse(delivers, 'rackRate') * 7 * model.per_rack);
  if (weekly < 1) {
    problems.add([...at, 'delivers'], `${delivers} is less than a GPU a week`, 'write a higher rate');
    return order;
  }
  const lots = Array.from({ length: Math.ceil(order.quantity / weekly) }, (_, i) => ({
    quantity: Math.min(weekly, order.quantity - i * weekly),
    after: i === 0 ? '0 d' : '7 d',
  }));
  return { ...order, lots };
}

/** When a tranche is scrapped, and what it leaves. */
export function retiredOf({ problems }: Lowering, order: GpuOrder, model: GpuModel | undefined, at: Path): OrderContext['retired'] {
  if (order.retire === undefined) return undefined;
  if (model?.mass === undefined) {
    problems.addMissing(
      [...at, 'retire'],
      `nothing says what a GPU of "${order.model}" leaves as scrap`,
      'add "mass:" to the model under "gpu_models:"',
    );
    return undefined;
  }
  return { after: order.retire, path: [...at, 'retire'], tonnes: parse(model.mass, 'mass') / 1000 };
}
