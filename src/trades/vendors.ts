/**
 * Vendors: who makes what is ordered, how much of it a month, and in whose turn. Comes in: `vendors:` and all orders of the file.
 * Goes out: for each order, when its pieces have their slots. Dates of orders are known, so the book is worked out beforehand;
 * what is left to luck is how long a piece takes from its slot on, and a slip that all of a vendor's orders share.
 */
import { z } from 'zod';
import { didYouMean } from '../base/nearest.ts';
import type { Path } from '../base/problem.ts';
import { MINUTES_PER_MONTH } from '../base/time.ts';
import { annotations, byShape, count, date, law, name, quantity } from './fields.ts';
import type { Lowering } from './lowering.ts';
import { numberLaw, tickOfDate } from './read.ts';
import { ALLOCATIONS, allocate, type BookEntry } from './supply/allocation.ts';

const monthly = z.lazy(() =>
  byShape(
    [
      count('Pieces a month.', 0),
      z.array(z.strictObject({ from: date('From this day on.'), count: count('Pieces a month from then on.', 0), ...annotations })).min(1),
    ],
    'Pieces it makes a month: a number, or steps over time. Default: it keeps no order book, and makes what is ordered at once. The pieces of a month are given out at its beginning, months counted from the start; what nobody has ordered by then is not made.',
  ),
);

export const vendorSchema = z.lazy(() =>
  z.strictObject({
    title: z.string().optional().describe('What a person calls it.'),
    per_month: monthly.optional(),
    backlog: count('Pieces that were sold before anything else in its book, and are still to be made at the start.', 0).default(0),
    allocation: z
      .enum(ALLOCATIONS)
      .default('fifo')
      .describe(
        'Who is served. fifo: by date of order (default). priority: the bigger buyer first, then by date. pro-rata: everybody in proportion to what is still open.',
      ),
    others: z
      .record(
        name,
        z.strictObject({
          order: date('The day of the order.'),
          quantity: count('Pieces ordered.', 1),
          size: count('How big a buyer it is, for the rule "priority", in any unit. Default: the quantity.', 0).optional(),
          ...annotations,
        }),
      )
      .default({})
      .describe('Orders of others in its book, by name. Of orders of one day those of others come first.'),
    our_size: count('How big a buyer we are, for the rule "priority". Default: the quantity of each order.', 0).optional(),
    most: count('Most pieces a month that one order is given.', 1).optional(),
    build: law('elapsed', "From the slot to leaving the factory. Default: the order's lead time, or its item's.").optional(),
    slip: law('factor', 'Multiplies the time from slot to shipment: one draw in each future for all its orders.').optional(),
    terms: z
      .strictObject({
        due: quantity('elapsed', 'From shipment until the invoice falls due.').default('0 d'),
        cancel_fee: quantity(
          'share',
          'Share of the price that falls due for what is cancelled; 100 %: there is no cancelling. Default: 0 %.',
        ).optional(),
        ...annotations,
      })
      .optional()
      .describe('Terms of payment. Default: paid on delivery, and free to cancel.'),
    ...annotations,
  }),
);

export const vendorsSchema = z.lazy(() =>
  z.record(name, vendorSchema).describe('Vendors and their order books, by name; others come from the library.'),
);

export type Vendor = z.output<typeof vendorSchema>;

/** An order of ours as the book sees it. */
export interface VendorOrder {
  /** `<site>/supply/<id>` or `<site>/gpus/<id>`. */
  readonly key: string;
  readonly vendor: string;
  readonly order: string;
  readonly quantity: number;
}

type Orders = Readonly<Record<string, { readonly vendor?: string | undefined; readonly order: string; readonly quantity: number }>>;

interface SiteOrders {
  readonly supply?: Orders | undefined;
  readonly gpus?: Orders | undefined;
}

/** All orders of a file that name a vendor, in order of site, then supply before GPUs, then as written. */
export function vendorOrders(sites: Readonly<Record<string, SiteOrders>>): VendorOrder[] {
  return Object.entries(sites).flatMap(([site, fields]) =>
    (['supply', 'gpus'] as const).flatMap((kind) =>
      Object.entries(fields[kind] ?? {}).flatMap(([id, { vendor, order, quantity }]) =>
        vendor === undefined ? [] : [{ key: `${site}/${kind}/${id}`, vendor, order, quantity }],
      ),
    ),
  );
}

/** Pieces by month, from the start to the horizon; a slot after that is no slot. */
type Served = readonly number[];

export class Vendors {
  readonly #served = new Map<string, Served>();
  readonly #made = new Map<string, readonly number[]>();

  constructor(
    readonly lowering: Lowering,
    readonly vendors: ReadonlyMap<string, Vendor>,
    readonly orders: readonly VendorOrder[],
  ) {
    for (const [id, vendor] of vendors) this.#open(id, vendor);
  }

  #open(id: string, vendor: Vendor): void {
    const { axis, builder, problems } = this.lowering;
    const steps = Array.isArray(vendor.per_month) ? vendor.per_month : [];
    steps.forEach(({ from }, i) => {
      if (i > 0 && tickOfDate(axis, from) <= tickOfDate(axis, steps[i - 1]!.from))
        problems.add(['vendors', id, 'per_month', i, 'from'], 'steps must come in order of time', 'put the earlier step first');
    });
    if (vendor.slip !== undefined)
      builder.addFactor({ id: slipFactor(id), law: numberLaw(problems, ['vendors', id, 'slip'], vendor.slip, 1) });
    if (vendor.per_month === undefined) this.#checkBookless(id, vendor);
    else this.#keepBook(id, vendor, vendor.per_month);
  }

  #checkBookless(id: string, vendor: Vendor): void {
    const idle = (['our_size', 'most'] as const).filter((key) => vendor[key] !== undefined);
    if (vendor.backlog > 0 || Object.keys(vendor.others).length > 0 || idle.length > 0)
      this.lowering.problems.addMissing(
        ['vendors', id, 'per_month'],
        `"${id}" has an order book, but nothing says how much it makes`,
        'add "per_month:", or leave out what stands in its book',
      );
  }

  #keepBook(id: string, vendor: Vendor, perMonth: NonNullable<Vendor['per_month']>): void {
    const { axis, horizon } = this.lowering;
    const ours = this.orders.filter((order) => order.vendor === id);
    const made = Array.from({ length: Math.floor(horizon / MINUTES_PER_MONTH) + 1 }, (_, month) =>
      madeIn(perMonth, month, (text) => tickOfDate(axis, text)),
    );
    const month = (text: string): number => tickOfDate(axis, text) / MINUTES_PER_MONTH;
    const book: BookEntry[] = [
      ...(vendor.backlog > 0
        ? [{ id: 'backlog', month: Number.NEGATIVE_INFINITY, quantity: vendor.backlog, size: Number.POSITIVE_INFINITY }]
        : []),
      ...Object.entries(vendor.others).map(([other, { order, quantity, size }]) => ({
        id: other,
        month: month(order),
        quantity,
        size: size ?? quantity,
      })),
      ...ours.map(({ key, order, quantity }) => ({ id: key, month: month(order), quantity, size: vendor.our_size ?? quantity })),
    ];
    const served = allocate(made, book, { allocation: vendor.allocation, mostPerMonth: vendor.most ?? Number.POSITIVE_INFINITY });
    this.#made.set(id, made);
    book.forEach((entry, i) => void this.#served.set(`${id} ${entry.id}`, served[i]!));
  }

  /** The vendor of that name; that there is none has been told by the library. */
  find(vendor: string, path: Path): Vendor | undefined {
    const found = this.vendors.get(vendor);
    if (found === undefined && !this.lowering.problems.wasLeftOut(vendor))
      this.lowering.problems.add(
        path,
        `there is no vendor "${vendor}"${didYouMean(vendor, this.vendors.keys())}`,
        'describe it under "vendors:", or leave this out',
      );
    return found;
  }

  /** Pieces of one of our orders given out in each month from the start on. */
  servedTo(vendor: string, key: string): Served {
    return this.#served.get(`${vendor} ${key}`) ?? [];
  }

  /** Pieces wanted in all, by the backlog, others and us, over pieces made from the start to the horizon. */
  shortage(id: string): number {
    const vendor = this.vendors.get(id);
    const made = (this.#made.get(id) ?? []).reduce((sum, pieces) => sum + pieces, 0);
    const others = Object.values(vendor?.others ?? {}).reduce((sum, { quantity }) => sum + quantity, 0);
    const ours = this.orders.filter((order) => order.vendor === id).reduce((sum, { quantity }) => sum + quantity, 0);
    return ((vendor?.backlog ?? 0) + others + ours) / made;
  }

  /** Who is served how much of the order by the horizon, by name; all our orders together are `ours`. */
  filled(id: string): readonly { readonly buyer: string; readonly share: number }[] {
    const vendor = this.vendors.get(id);
    const sum = (key: string): number => this.servedTo(id, key).reduce((total, pieces) => total + pieces, 0);
    const ours = this.orders.filter((order) => order.vendor === id);
    const wanted = ours.reduce((total, { quantity }) => total + quantity, 0);
    return [
      ...Object.entries(vendor?.others ?? {}).map(([buyer, { quantity }]) => ({ buyer, share: sum(buyer) / quantity })),
      ...(wanted === 0 ? [] : [{ buyer: 'ours', share: ours.reduce((total, { key }) => total + sum(key), 0) / wanted }]),
    ];
  }
}

/** Id of the factor that all of a vendor's orders share. */
export function slipFactor(vendor: string): string {
  return `vendor/${vendor}`;
}

/** Pieces made in a month: by the step that holds at its beginning. */
function madeIn(field: NonNullable<Vendor['per_month']>, month: number, tick: (text: string) => number): number {
  if (typeof field === 'number') return field;
  return field.filter(({ from }) => tick(from) <= month * MINUTES_PER_MONTH).at(-1)?.count ?? 0;
}
