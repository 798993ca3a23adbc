/** What of an order contradicts itself, or would have no effect: told, not guessed. */
import { axisOrigin, formatDate, MINUTES_PER_DAY } from '../../base/time.ts';
import { quantity as parse } from '../../base/units.ts';
import { makeDistribution } from '../../random/distributions/registry.ts';
import { tellNoPart } from '../kits.ts';
import type { Lowering } from '../lowering.ts';
import type { OrderContext, OrderFields } from '../orders.ts';
import { durationLaw, tickOfDate } from '../read.ts';
import type { Vendor } from '../vendors.ts';

type Key = 'vendor' | 'slot' | 'promised' | 'slip' | 'expedite' | 'needed' | 'lots';

/** Fields that say the same thing twice, or of which one makes the other idle. */
const EITHER_OR: readonly (readonly [Key, Key, string])[] = [
  ['promised', 'vendor', 'a promised date and a place in an order book both say when it is made'],
  ['promised', 'slot', 'a promised date and a reserved slot both say when it is made'],
  ['promised', 'expedite', 'haste cuts a lead time, and this has a promised date instead of one'],
  ['promised', 'needed', 'the last day to order follows from a lead time, and this has a promised date instead of one'],
  ['slot', 'vendor', 'a reserved slot and a place in an order book both say when it is made'],
  ['slip', 'vendor', 'how late a vendor is, the vendor says'],
];

export function checkOrder(lowering: Lowering, context: OrderContext, fields: OrderFields, vendor: Vendor | undefined): void {
  const { axis, problems } = lowering;
  const { path } = context;
  const total = (fields.lots ?? []).reduce((sum, { quantity }) => sum + quantity, 0);
  if (fields.lots !== undefined && total !== fields.quantity)
    problems.add(
      [...path, 'lots'],
      `the lots add up to ${total}, but ${fields.quantity} are ordered`,
      'let the lots add up to the quantity',
    );
  for (const [one, other, why] of EITHER_OR)
    if (fields[one] !== undefined && fields[other] !== undefined && (other !== 'vendor' || vendor?.per_month !== undefined))
      problems.add([...path, one], why, `leave out "${one}" or "${other}"`);
  for (const key of ['slot', 'promised'] as const) {
    const day = fields[key];
    if (day !== undefined && tickOfDate(axis, day) < tickOfDate(axis, fields.order))
      problems.add([...path, key], `this day (${day}) comes before the order (${fields.order})`, 'write a day after the order');
  }
  if (vendor?.per_month !== undefined && fields.lots?.some(({ after }) => after !== '0 d') === true)
    problems.add(
      [...path, 'lots'],
      "lots of a vendor's order come as it has slots for them",
      'leave out "after:" of the lots, or "vendor:"',
    );
  checkMoney(lowering, context, fields);
  for (const key of ['works', 'cuts'] as const) {
    const share = fields.expedite?.[key];
    if (share !== undefined && parse(share, 'share') > 1)
      problems.add([...path, 'expedite', key], `${share} is more than all`, 'write a share from 0 % to 100 %');
  }
  context.sourcing?.markets.check(fields.market, [...path, 'market']);
  for (const part of Object.keys(fields.kit?.of ?? {}))
    if (lowering.builder.findResource(context.scope, part) === undefined) tellNoPart(problems, part, [...path, 'kit', 'of', part]);
  tellLastDay(lowering, context, fields);
}

function checkMoney({ problems }: Lowering, context: OrderContext, fields: OrderFields): void {
  if (fields.price !== undefined || context.price !== undefined) return;
  const add = (key: string, what: string): void =>
    problems.addMissing(
      [...context.path, 'price'],
      `${what} (${key}), but nothing says what it costs`,
      'add "price:" to the order or to its item',
    );
  if (fields.customs?.tariff !== undefined) add('customs.tariff', 'a duty is a share of the price');
  if (fields.expedite?.premium !== undefined) add('expedite.premium', 'a premium is a share of the price');
}

/** The last day on which to order, so that four futures in five have it in time by its lead time alone. */
function tellLastDay({ axis, builder, problems }: Lowering, context: OrderContext, { needed, lead }: OrderFields): void {
  if (needed === undefined || lead === undefined) return;
  const known = problems.list.length;
  const { law } = durationLaw(problems, context.leadPath, lead);
  if (problems.list.length > known) return;
  const days = makeDistribution(law).quantile(0.8) / MINUTES_PER_DAY;
  builder.facts.push({
    site: context.site,
    id: `order-by/${context.id}`,
    label: `${context.label}: last day to order (P80 of the lead time, ${Math.round(days)} d)`,
    value: formatDate(axisOrigin(axis) + tickOfDate(axis, needed) - Math.ceil(days) * MINUTES_PER_DAY),
    unit: '',
    source: null,
  });
}
