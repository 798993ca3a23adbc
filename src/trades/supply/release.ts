/**
 * From the order to the factory gate: by a lead time, by a promised date, from a reserved slot, or through a vendor's order book.
 * Comes in: an order. Goes out: the step with which each lot ships, with all that must be over before it.
 */
import type { Path } from '../../base/problem.ts';
import { MINUTES_PER_MONTH } from '../../base/time.ts';
import { quantity as parse } from '../../base/units.ts';
import type { Law } from '../../random/distribution.ts';
import { type Lowering, namedCause, spoken } from '../lowering.ts';
import type { MarketTerms } from '../markets.ts';
import type { OrderContext, OrderFields } from '../orders.ts';
import { durationLaw, tickOfDate } from '../read.ts';
import { slipFactor, type Vendor } from '../vendors.ts';
import { monthServed } from './allocation.ts';
import { addStep, type Course, fixedTicks, type Step } from './steps.ts';

export interface Release {
  readonly quantity: number;
  readonly ships: Step;
}

interface Ordered {
  readonly orderedAt: number;
  readonly terms: MarketTerms;
}

/** Ids of the factors that multiply the time in the factory. */
function factorsOf(
  { builder }: Lowering,
  context: OrderContext,
  fields: OrderFields,
  { terms }: Ordered,
  vendor: Vendor | undefined,
): readonly string[] {
  const slip = fields.vendor !== undefined && vendor?.slip !== undefined ? [slipFactor(fields.vendor)] : [];
  const factors = [...(fields.times ?? []), ...terms.factors, ...slip];
  if (fields.expedite === undefined) return factors;
  const { cuts, works } = fields.expedite;
  const id = `${context.scope.join('/')}/${context.id}/expedite`;
  const p = Math.min(1, parse(works, 'share'));
  const values = [
    { value: 1 - Math.min(1, parse(cuts, 'share')), weight: p },
    { value: 1, weight: 1 - p },
  ].filter(({ weight }) => weight > 0);
  builder.addFactor({ id, law: { kind: 'discrete', parameters: { values } } });
  return [...factors, id];
}

export function lotLabel(context: OrderContext, number: number, lots: number): string {
  return lots === 1 ? `${context.label} delivered` : `${context.label}, lot ${number} of ${lots}`;
}

/** How long it takes in the factory: as the vendor says, or the order or its item. */
function buildLaw({ problems }: Lowering, fields: OrderFields, terms: MarketTerms, vendor: Vendor | undefined): Law {
  return vendor?.build === undefined ? terms.law : durationLaw(problems, ['vendors', fields.vendor ?? '', 'build'], vendor.build).law;
}

/** By a lead time from the order or a reserved slot, or by a promised date; then a slip, and the lots one after another. */
export function releaseByLead(
  lowering: Lowering,
  course: Course,
  context: OrderContext,
  fields: OrderFields,
  ordered: Ordered,
  vendor: Vendor | undefined,
): Release[] {
  const { axis, problems } = lowering;
  const { scope, id, path } = context;
  const { orderedAt, terms } = ordered;
  const law = buildLaw(lowering, fields, terms, vendor);
  const begun = fields.slot === undefined ? orderedAt : tickOfDate(axis, fields.slot);
  const promised = fields.promised === undefined ? undefined : tickOfDate(axis, fields.promised);
  const underWay = (law: Law, elapsed: number): Law => (elapsed > 0 ? { kind: 'remaining', parameters: { of: law, elapsed } } : law);
  let previous = addStep(lowering, course, {
    scope,
    name: id,
    label: context.label,
    law: promised === undefined ? underWay(law, -begun) : fixedTicks(Math.max(0, promised - Math.max(0, orderedAt))),
    scale: promised === undefined ? terms.lead : 1,
    factors: promised === undefined ? factorsOf(lowering, context, fields, ordered, vendor) : (fields.times ?? []),
    notBefore: Math.max(0, promised === undefined ? begun : orderedAt),
    path,
    after: [],
  });
  if (fields.slip !== undefined) {
    const slip = durationLaw(problems, [...path, 'slip'], fields.slip).law;
    previous = addStep(lowering, course, {
      scope: [...scope, id],
      name: 'slip',
      label: `${context.label}: late`,
      law: underWay(slip, promised === undefined ? 0 : -promised),
      path: [...path, 'slip'],
      after: [previous],
    });
  }
  const lots = fields.lots ?? [{ quantity: fields.quantity, after: '0 d' }];
  let before = [previous, ...(context.releasedAfter ?? [])];
  return lots.map(({ quantity, after }, i) => {
    const at: Path = [...path, 'lots', i];
    const name = `lot-${i + 1}`;
    const ships: Step = {
      scope: [...scope, id],
      name,
      label: lotLabel(context, i + 1, lots.length),
      law: durationLaw(problems, [...at, 'after'], after).law,
      path: at,
      after: before,
    };
    before = [[...scope, id, name].join('/')];
    return { quantity, ships };
  });
}

/** Each lot waits for its slots in the vendor's book, and is then built. */
export function releaseByVendor(
  lowering: Lowering,
  course: Course,
  context: OrderContext,
  fields: OrderFields,
  ordered: Ordered,
  name: string,
  vendor: Vendor,
): Release[] {
  const { builder, horizon } = lowering;
  const { orderedAt, terms } = ordered;
  const { scope, id, path } = context;
  const served = context.sourcing?.vendors.servedTo(name, context.key ?? '') ?? [];
  const lots = fields.lots?.map(({ quantity }) => quantity) ?? shipmentsOf(vendor, served, fields.quantity);
  const build = buildLaw(lowering, fields, terms, vendor);
  const factors = factorsOf(lowering, context, fields, ordered, vendor);
  const placed = Math.max(0, orderedAt);
  const title = vendor.title ?? spoken(name);
  let sum = 0;
  return lots.map((quantity, i) => {
    sum += quantity;
    const month = monthServed(served, sum);
    const granted = month === undefined ? horizon + 1 : Math.max(placed, month * MINUTES_PER_MONTH);
    const lot = `lot-${i + 1}`;
    const slot = addStep(lowering, course, {
      scope: [...scope, id, lot],
      name: 'slot',
      label: `${lotLabel(context, i + 1, lots.length)}: in the book of ${title}`,
      law: fixedTicks(granted - placed),
      cause: namedCause(builder, course.group, name, title),
      notBefore: placed,
      path,
      after: [],
    });
    const ships: Step = {
      scope: [...scope, id],
      name: lot,
      label: lotLabel(context, i + 1, lots.length),
      law: build,
      scale: terms.lead,
      factors,
      path,
      after: [slot, ...(context.releasedAfter ?? [])],
    };
    return { quantity, ships };
  });
}

/** Where everybody gets a share each month, what is made in a month ships together; what comes after all known months is one more lot. */
function shipmentsOf({ allocation }: Vendor, served: readonly number[], quantity: number): number[] {
  if (allocation !== 'pro-rata') return [quantity];
  const shipped = served.filter((pieces) => pieces > 0);
  const rest = quantity - shipped.reduce((sum, pieces) => sum + pieces, 0);
  return rest > 0 ? [...shipped, rest] : shipped;
}
