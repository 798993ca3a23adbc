/**
 * Where the money, the parts and the scrap of an order are booked. Each dollar is booked once: the price when it falls due, the
 * premium for haste with the order, the duty at the border. What has shipped and is not yet due is told apart, as owed.
 */
import { quantity as parse } from '../../base/units.ts';
import type { Entry } from '../../plan/plan.ts';
import { book } from '../booking.ts';
import type { Lowering } from '../lowering.ts';
import type { OrderContext, OrderFields } from '../orders.ts';
import { durationLaw } from '../read.ts';
import type { Vendor } from '../vendors.ts';
import { type Delivered, lastPartLabel } from './delivery.ts';
import { priceAt } from './prices.ts';
import { addStep, type Course, fixedTicks } from './steps.ts';

export interface LotMoney {
  readonly course: Course;
  readonly context: OrderContext;
  readonly site: string;
  readonly item: { readonly id: string; readonly title: string };
  /** USD a piece, by the market of the day of the order; undefined: no price is stated. */
  readonly price: number | undefined;
  /** Ticks from shipment until the invoice falls due; undefined: what is bought is paid on delivery. */
  readonly dueAfter: number | undefined;
  /** Share of the price that falls due for what is cancelled. */
  readonly cancelFee: number;
}

/** What a piece of this order costs. */
export function moneyOf(
  lowering: Lowering,
  course: Course,
  context: OrderContext,
  fields: OrderFields,
  orderedAt: number,
  index: number,
  vendor: Vendor | undefined,
): LotMoney {
  const stated = fields.price === undefined ? context.price : { field: fields.price, path: [...context.path, 'price'] };
  const price = stated === undefined ? undefined : priceAt(lowering, stated.field, orderedAt, stated.path);
  return {
    course,
    context,
    site: context.site,
    item: context.item ?? { id: context.id, title: context.label },
    price: price === undefined ? undefined : price * index,
    dueAfter: vendor?.terms === undefined ? context.dueAfter : Math.round(parse(vendor.terms.due, 'elapsed')),
    cancelFee: vendor?.terms?.cancel_fee === undefined ? 0 : parse(vendor.terms.cancel_fee, 'share'),
  };
}

/** Books one lot: what it costs, which of its parts came last, what is scrapped of it in the end. */
export function bookLot(lowering: Lowering, money: LotMoney, fields: OrderFields, lot: Delivered, quantity: number, number: number): void {
  const { builder } = lowering;
  const { site, item, context } = money;
  const to = (what: string, label: string, unit: string, entry: Entry): void =>
    book(builder, { id: `${site}/${what}/${item.id}`, label: `${item.title}: ${label}`, unit, site }, entry);
  if (money.price !== undefined) bookPrice(lowering, money, fields, lot, quantity * money.price, number, to);
  if (lot.kitted !== null) {
    for (const part of Object.keys(fields.kit?.of ?? {})) {
      const resource = builder.findResource(money.course.scope, part)?.id;
      if (resource !== undefined)
        book(
          builder,
          { id: `${site}/last-part/${context.id}: ${part}`, label: lastPartLabel(part, context.label), unit: 'lots', site },
          { kind: 'last-wait', activity: lot.kitted, resource, amount: 1 },
        );
    }
  }
  const { retired } = context;
  if (retired !== undefined) {
    const activity = addStep(
      lowering,
      { ...money.course, isOptional: true },
      {
        scope: [...money.course.scope, `lot-${number}`],
        name: 'retired',
        label: `${context.label}, lot ${number}: retired`,
        law: durationLaw(lowering.problems, retired.path, retired.after).law,
        path: retired.path,
        after: [lot.delivered],
      },
    );
    to('e-waste', 'scrapped', 't', { kind: 'event', activity, at: 'finish', amount: quantity * retired.tonnes });
  }
}

type Book = (what: string, label: string, unit: string, entry: Entry) => void;

function bookPrice(
  lowering: Lowering,
  { course, context, dueAfter }: LotMoney,
  fields: OrderFields,
  { shipped, delivered, cleared }: Delivered,
  price: number,
  number: number,
  to: Book,
): void {
  // What may be cancelled is owed, and dutiable, only once it has been received.
  const ships = course.isOptional ? delivered : shipped;
  const pays = (activity: string, amount: number, at: 'start' | 'finish' = 'finish'): Entry => ({ kind: 'event', activity, at, amount });
  if (dueAfter === undefined) to('purchases', 'bought', 'USD', pays(delivered, price));
  else {
    const due = addStep(
      lowering,
      { ...course, isOptional: true },
      {
        scope: [...course.scope, `lot-${number}`],
        name: 'due',
        label: `${context.label}, lot ${number}: invoice due`,
        law: fixedTicks(dueAfter),
        path: context.path,
        after: [ships],
      },
    );
    to('purchases', 'bought', 'USD', pays(due, price));
    to('owed', 'shipped, and not yet due at the horizon', 'USD', pays(ships, price));
    to('owed', 'shipped, and not yet due at the horizon', 'USD', pays(due, -price));
  }
  const premium = fields.expedite?.premium;
  if (premium !== undefined) to('expediting', 'paid for haste', 'USD', pays(shipped, price * parse(premium, 'share')));
  const tariff = fields.customs?.tariff;
  if (tariff !== undefined && cleared !== null)
    to('tariffs', 'duty', 'USD', pays(course.isOptional ? delivered : cleared, price * parse(tariff, 'share')));
}
