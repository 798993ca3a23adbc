/**
 * What is ordered instead of a lot that has not come by a certain day. Comes in: the lot, and the substitute. Goes out: a token that
 * whoever comes first takes, and the way of the substitute. The lot that lost is cancelled, whatever becomes of it.
 */
import type { Path } from '../../base/problem.ts';
import type { Law } from '../../random/distribution.ts';
import { book } from '../booking.ts';
import { type Lowering, spoken } from '../lowering.ts';
import { durationLaw, tickOfDate } from '../read.ts';
import type { LotMoney } from './accounts.ts';
import { arrivalNeeds, type LotOnItsWay, type Way } from './delivery.ts';
import { type PriceField, priceAt } from './prices.ts';
import { addStep, type Course, NO_TIME } from './steps.ts';

export interface Substitute {
  readonly id: string;
  readonly title: string;
  readonly law: Law;
  /** The tick from which on it is ordered for what has not come. */
  readonly after: number;
  /** USD a piece; undefined: no price is stated. */
  readonly price: number | undefined;
  readonly path: Path;
}

interface Known {
  readonly title?: string;
  readonly lead?: unknown;
  readonly price?: PriceField | undefined;
}

/** Reads what an order says of its substitute; `known`: what the item or model says itself. */
export function readSubstitute(
  lowering: Lowering,
  id: string,
  known: Known | undefined,
  fields: { readonly after: string; readonly lead?: unknown; readonly price?: PriceField | undefined },
  path: Path,
): Substitute | undefined {
  const { axis, problems } = lowering;
  const lead = fields.lead ?? known?.lead;
  if (lead === undefined) {
    problems.addMissing(path, `nothing says how long "${id}" takes to arrive`, 'add "lead:", or name an entry of the library that has one');
    return undefined;
  }
  const after = tickOfDate(axis, fields.after);
  return {
    id,
    title: known?.title ?? spoken(id),
    law: durationLaw(problems, [...path, 'lead'], lead).law,
    after,
    price: priceAt(lowering, fields.price ?? known?.price, after, [...path, 'price']),
    path,
  };
}

/** A stock with one token: the right to be the one that comes. */
export function tokenOf({ builder }: Lowering, course: Course, lot: number): string {
  const name = `lot-${lot}-open`;
  builder.addResource({
    id: [...course.scope, name].join('/'),
    label: `lot ${lot} not yet come`,
    kind: 'stock',
    unit: 'each',
    cause: course.cause,
    capacity: [{ from: 0, amount: 1 }],
    strict: false,
    site: course.site,
    origin: course.path,
  });
  return name;
}

/** Adds the substitute of one lot: ordered when it takes the token, delivered into the same stock. */
export function replaceLot(
  lowering: Lowering,
  course: Course,
  way: Way,
  substitute: Substitute,
  lot: LotOnItsWay,
  money: LotMoney,
): { readonly ordered: string; readonly delivered: string } {
  const { path, title } = substitute;
  const scope = [...course.scope, `lot-${lot.number}`];
  const own = { ...course, isOptional: true };
  const ordered = addStep(lowering, own, {
    scope,
    name: 'substitute',
    label: `${lot.label}: replaced by ${title}`,
    law: substitute.law,
    notBefore: Math.max(0, substitute.after),
    needs: arrivalNeeds({ stock: way.stock }, lot, path),
    path,
    after: [],
  });
  const delivered = addStep(lowering, own, {
    scope,
    name: 'substitute-received',
    label: `${lot.label}: ${title} received`,
    law: NO_TIME,
    needs: arrivalNeeds(way, { quantity: lot.quantity }, path),
    gives: [{ name: way.stock, amount: lot.quantity, at: 'finish', placed: true, path }],
    path,
    after: [ordered],
  });
  const { builder } = lowering;
  const { site, item } = money;
  book(
    builder,
    { id: `${site}/cancelled/${item.id}`, label: `${item.title}: pieces cancelled`, unit: 'pieces', site },
    { kind: 'event', activity: ordered, at: 'start', amount: lot.quantity },
  );
  if (money.price !== undefined && money.cancelFee > 0)
    book(
      builder,
      { id: `${site}/cancelling/${item.id}`, label: `${item.title}: paid for what was cancelled`, unit: 'USD', site },
      { kind: 'event', activity: ordered, at: 'start', amount: lot.quantity * money.price * money.cancelFee },
    );
  if (substitute.price !== undefined)
    book(
      builder,
      { id: `${site}/purchases/${substitute.id}`, label: `${title}: bought`, unit: 'USD', site },
      { kind: 'event', activity: delivered, at: 'finish', amount: lot.quantity * substitute.price },
    );
  return { ordered, delivered };
}
