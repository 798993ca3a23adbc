/**
 * An order of things: when it leaves the factory, how it comes to the site, what it costs, and what replaces it if it does not come.
 * Shared by supply and GPUs. Comes in: an order and what its item says. Goes out: activities that fill a stock, and accounts.
 */
import { z } from 'zod';
import type { Path } from '../base/problem.ts';
import type { Scope } from '../plan/builder.ts';
import type { CauseGroup } from '../plan/plan.ts';
import { annotations, count, date, law, name } from './fields.ts';
import { groupCause, type Lowering } from './lowering.ts';
import type { Markets, MarketTerms } from './markets.ts';
import { durationLaw, tickOfDate } from './read.ts';
import { bookLot, type LotMoney, moneyOf } from './supply/accounts.ts';
import { checkOrder } from './supply/check-order.ts';
import { deliverLot, deliveryShape, type RackingLine, type Storage } from './supply/delivery.ts';
import { expediteField, priceField } from './supply/prices.ts';
import { releaseByLead, releaseByVendor } from './supply/release.ts';
import { type Course, NO_TIME } from './supply/steps.ts';
import { replaceLot, type Substitute, tokenOf } from './supply/substitute.ts';
import type { Vendors } from './vendors.ts';

const lot = z.lazy(() =>
  z.strictObject({
    quantity: count('Pieces in this lot.', 1),
    after: law('elapsed', 'How long after the lot before it (the first: after the lead time) it leaves.').default('0 d'),
    ...annotations,
  }),
);

/** `quantity`, `order`, `lead`, `lots` and the rest of an order. */
export const orderShape = () => ({
  quantity: count('Pieces ordered.', 1),
  order: date('The day of the order. An order from before the start has been under way since; its lead time counts from this day.'),
  lead: law('elapsed', 'Lead time: from the order to delivery at the site.'),
  lots: z.array(lot).optional().describe('Partial deliveries; their quantities add up to the quantity ordered. Default: one delivery.'),
  times: z
    .array(name)
    .optional()
    .describe(
      'Names of factors that multiply the lead time, such as a shock that all vendors share. Of an order under way at the start they multiply what is left.',
    ),
  slot: date('A factory slot that is reserved: the lead time counts from this day, not from the order.').optional(),
  promised: date('The day for which delivery is promised, instead of a lead time.').optional(),
  slip: law(
    'elapsed',
    'How late it is after its lead time or promised day. Judged for electrical gear: 45 % are late, by 10 wk on average (gamma, shape 1.5, scale 7 wk).',
  ).optional(),
  vendor: name
    .optional()
    .describe('Who makes it: the order waits for its slots in the order book of that vendor; the lead time counts from the slot.'),
  market: name.optional().describe('The market it is bought in: an entry of "markets:". Default: the item\'s.'),
  price: priceField.optional(),
  expedite: expediteField.optional(),
  needed: date('The day it is needed on the site: the facts then tell the last day to order, by the P80 of the lead time.').optional(),
  ...deliveryShape(),
  ...annotations,
});

const orderSchema = z.lazy(() => z.strictObject(orderShape()));
export type OrderFields = Omit<z.output<typeof orderSchema>, 'lead'> & { readonly lead?: unknown };

/** What the file says of markets and vendors. */
export interface Sourcing {
  readonly markets: Markets;
  readonly vendors: Vendors;
}

export interface OrderContext {
  readonly scope: Scope;
  readonly id: string;
  readonly label: string;
  readonly cause: string;
  readonly site: string;
  readonly hall: string | null;
  /** The stock that deliveries go into. */
  readonly stock: string;
  readonly leadPath: Path;
  readonly path: Path;
  readonly group?: CauseGroup;
  /** What it is called in the accounts: the item or model, and its name for people. */
  readonly item?: { readonly id: string; readonly title: string };
  readonly sourcing?: Sourcing;
  /** The order's name in the books of vendors. */
  readonly key?: string;
  readonly market?: string | undefined;
  readonly price?: { readonly field: z.output<typeof priceField>; readonly path: Path } | undefined;
  readonly storage?: Storage | undefined;
  readonly racking?: RackingLine | undefined;
  readonly substitute?: Substitute | undefined;
  /** Activities that must be done before anything ships, besides the lead time. */
  readonly releasedAfter?: readonly string[];
  /** Ticks from shipment until the invoice falls due; undefined: what is bought is paid on delivery. */
  readonly dueAfter?: number | undefined;
  /** What becomes of it in the end: ticks from delivery, and tonnes of a piece. */
  readonly retired?: { readonly after: unknown; readonly path: Path; readonly tonnes: number } | undefined;
}

export interface OrderedLots {
  readonly orderedAt: number;
  readonly deliveries: { activity: string; quantity: number }[];
  /** Lots that are cancelled, and ordered elsewhere, when the activity starts. */
  readonly cancelled: { activity: string; quantity: number }[];
  readonly shipped: { activity: string; quantity: number }[];
}

/**
 * Lowers an order. One placed before the scenario's start is under way: what is left of its lead time is drawn given that it has
 * not arrived yet.
 */
export function lowerOrder(lowering: Lowering, context: OrderContext, fields: OrderFields): OrderedLots {
  const { axis, problems } = lowering;
  const orderedAt = tickOfDate(axis, fields.order);
  const vendor = fields.vendor === undefined ? undefined : context.sourcing?.vendors.find(fields.vendor, [...context.path, 'vendor']);
  checkOrder(lowering, context, fields, vendor);
  const lead = fields.lead === undefined ? NO_TIME : durationLaw(problems, context.leadPath, fields.lead).law;
  const unaffected: MarketTerms = { factors: [], lead: 1, price: 1, law: lead };
  const terms = context.sourcing?.markets.terms(fields.market ?? context.market, orderedAt, lead) ?? unaffected;
  const course: Course = {
    scope: [...context.scope, context.id],
    site: context.site,
    hall: context.hall,
    cause: context.cause,
    group: context.group ?? 'equipment',
    isOptional: context.substitute !== undefined,
    path: context.path,
  };
  groupCause(lowering.builder, course.group);
  const releases =
    fields.vendor !== undefined && vendor?.per_month !== undefined
      ? releaseByVendor(lowering, course, context, fields, { orderedAt, terms }, fields.vendor, vendor)
      : releaseByLead(lowering, course, context, fields, { orderedAt, terms }, vendor);
  const way = { stock: context.stock, storage: context.storage, racking: context.racking };
  const money: LotMoney = moneyOf(lowering, course, context, fields, orderedAt, terms.price, vendor);
  const all: OrderedLots = { orderedAt, deliveries: [], cancelled: [], shipped: [] };
  releases.forEach(({ quantity, ships }, i) => {
    const token = context.substitute === undefined ? undefined : tokenOf(lowering, course, i + 1);
    const lotOnItsWay = { number: i + 1, quantity, label: ships.label, ships, token };
    const delivered = deliverLot(lowering, course, way, fields, lotOnItsWay);
    bookLot(lowering, money, fields, delivered, quantity, i + 1);
    all.shipped.push({ activity: delivered.shipped, quantity });
    all.deliveries.push({ activity: delivered.delivered, quantity });
    if (context.substitute === undefined || token === undefined) return;
    const replaced = replaceLot(lowering, course, way, context.substitute, lotOnItsWay, money);
    all.cancelled.push({ activity: replaced.ordered, quantity });
    all.deliveries.push({ activity: replaced.delivered, quantity });
  });
  return all;
}
