/** Levers of supply: each item's lead time cut by a quarter, each item on time, GPUs a month sooner, vendors who make more. */
import { parseDate } from '../../base/time.ts';
import type { Override } from '../override.ts';
import { durationOf } from './laws.ts';
import { type Ground, inDays, type LeverPart, moved, stretched } from './lever.ts';

/** What equipment and GPUs have in common. */
interface Order {
  readonly site: string;
  readonly path: string;
  /** The item or model, and its name for people. */
  readonly item: string;
  readonly title: string;
  readonly what: 'equipment' | 'gpus';
  readonly usualLead: unknown;
  readonly fields: {
    readonly order: string;
    readonly lead?: unknown;
    readonly promised?: string | undefined;
    readonly slot?: string | undefined;
    readonly slip?: unknown;
    readonly times?: readonly string[] | undefined;
    readonly vendor?: string | undefined;
    readonly lots?: readonly { readonly after: unknown }[] | undefined;
  };
}

function ordersOf({ fields, library }: Ground): Order[] {
  return Object.entries(fields.sites).flatMap(([site, { supply, gpus }]) => [
    ...Object.entries(supply ?? {}).map(([id, order]): Order => {
      const known = library.equipment.get(order.item);
      return {
        site,
        path: `sites.${site}.supply.${id}`,
        item: order.item,
        title: known?.title ?? order.item,
        what: 'equipment',
        usualLead: known?.lead,
        fields: order,
      };
    }),
    ...Object.entries(gpus ?? {}).map(([id, order]): Order => {
      const model = library.models.get(order.model);
      return {
        site,
        path: `sites.${site}.gpus.${id}`,
        item: order.model,
        title: model?.title ?? order.model,
        what: 'gpus',
        usualLead: model?.lead,
        fields: order,
      };
    }),
  ]);
}

export function orderParts(ground: Ground): LeverPart[] {
  const start = parseDate(ground.fields.start) as number;
  return ordersOf(ground)
    .filter((order) => !hasArrived(order, start))
    .flatMap((order) => [leadPart(ground, order), onTimePart(ground, order)]);
}

/** Whether the whole order is on the site when the scenario starts, whatever the luck. */
function hasArrived({ fields, usualLead }: Order, start: number): boolean {
  const { lead = usualLead, lots, slip, times, vendor, promised } = fields;
  if (lead === undefined || slip !== undefined || times !== undefined || vendor !== undefined || promised !== undefined) return false;
  const { isFixed, mean } = durationOf(lead);
  const isAtOnce = (lots ?? []).every(({ after }) => durationOf(after).isFixed && durationOf(after).mean === 0);
  return isFixed && isAtOnce && (parseDate(fields.order) as number) + mean <= start;
}

/** Whether the time from order to delivery is the order's own, and not its vendor's or a promised day's. */
function countsOwnLead({ library }: Ground, { fields }: Order): boolean {
  const vendor = fields.vendor === undefined ? undefined : library.vendors.get(fields.vendor);
  return fields.promised === undefined && vendor?.build === undefined;
}

function leadPart(ground: Ground, order: Order): LeverPart {
  const { fields, item, path, site, title, usualLead, what } = order;
  const overrides: Override[] = !countsOwnLead(ground, order)
    ? []
    : fields.lead !== undefined
      ? [{ path: `${path}.lead`, value: 'x 0.75' }]
      : usualLead !== undefined
        ? [{ path: `${path}.lead`, value: stretched(usualLead, 0.75) }]
        : [];
  return {
    kind: 'lead-time',
    what: item,
    label: `${title} lead time -25 %`,
    says: `${what === 'gpus' ? 'GPUs' : 'Orders'} of ${title} take a quarter less time from order to delivery`,
    place: site,
    overrides,
  };
}

/** No slip, no shared shock, and the lead time that is as likely to be beaten as not. */
function onTimePart(ground: Ground, order: Order): LeverPart {
  const { fields, item, path, site, title, usualLead } = order;
  const lead = fields.lead ?? usualLead;
  const first = fields.lots?.[0];
  const overrides: Override[] = [
    ...(fields.slip === undefined ? [] : [{ path: `${path}.slip`, value: null }]),
    ...(fields.times === undefined ? [] : [{ path: `${path}.times`, value: null }]),
    ...(first === undefined || durationOf(first.after).mean === 0 ? [] : [{ path: `${path}.lots.0.after`, value: null }]),
    ...(lead === undefined || !countsOwnLead(ground, order) || durationOf(lead).isFixed
      ? []
      : [{ path: `${path}.lead`, value: inDays(durationOf(lead).median) }]),
  ];
  return {
    kind: 'on-time',
    what: item,
    label: `${title} on time`,
    says: `Orders of ${title} come when they are due: no slip, no shock, the median lead time`,
    place: site,
    overrides,
  };
}

/** Ordered a month sooner, and so delivered. */
export function gpuParts(ground: Ground): LeverPart[] {
  const start = parseDate(ground.fields.start) as number;
  const gpus = ordersOf(ground).filter((order) => order.what === 'gpus' && !hasArrived(order, start));
  return gpus.map((order): LeverPart => {
    const launch = ground.library.models.get(order.item)?.launch;
    return {
      kind: 'gpus',
      what: 'sooner',
      label: 'GPUs 1 month sooner',
      says: 'Every order of GPUs is placed, and due, a month sooner',
      place: order.site,
      overrides: (['order', 'slot', 'promised'] as const).flatMap((key): Override[] => {
        const day = order.fields[key];
        if (day === undefined) return [];
        const sooner = moved(day, 'sooner 1 mo') as string;
        // Nobody orders what is not announced.
        const isTooSoon = key === 'order' && launch !== undefined && sooner < launch;
        return [{ path: `${order.path}.${key}`, value: isTooSoon ? launch : 'sooner 1 mo' }];
      }),
    };
  });
}

export function vendorParts({ fields }: Ground): LeverPart[] {
  return Object.entries(fields.vendors).flatMap(([id, vendor]): LeverPart[] => {
    const title = vendor.title ?? id;
    return [
      {
        kind: 'vendor',
        what: `${id}-output`,
        label: `${title} make 25 % more`,
        says: `What ${title} make a month is a quarter more, for us and for others`,
        place: null,
        overrides: vendor.per_month === undefined ? [] : [{ path: `vendors.${id}.per_month`, value: 'x 1.25' }],
      },
      {
        kind: 'lead-time',
        what: `${id}-build`,
        label: `${title} build time -25 %`,
        says: `${title} take a quarter less time from the slot to shipment`,
        place: null,
        overrides: vendor.build === undefined ? [] : [{ path: `vendors.${id}.build`, value: 'x 0.75' }],
      },
      {
        kind: 'on-time',
        what: id,
        label: `${title} on time`,
        says: `${title} ship when they said: no slip, the median time from slot to shipment`,
        place: null,
        overrides: [
          ...(vendor.slip === undefined ? [] : [{ path: `vendors.${id}.slip`, value: null }]),
          ...(vendor.build === undefined || durationOf(vendor.build).isFixed
            ? []
            : [{ path: `vendors.${id}.build`, value: inDays(durationOf(vendor.build).median) }]),
        ],
      },
    ];
  });
}
