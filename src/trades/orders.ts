/** An order of things with a lead time: one delivery, or lots one after another. Shared by supply and GPUs. */
import { z } from 'zod';
import type { Path } from '../base/problem.ts';
import type { Scope } from '../plan/builder.ts';
import { annotations, count, date, law, name } from './fields.ts';
import type { Lowering } from './lowering.ts';
import { durationLaw, tickOfDate } from './read.ts';

const lot = z.strictObject({
  quantity: count('Pieces in this lot.', 1),
  after: law('elapsed', 'How long after the lot before it (the first: after the lead time) it arrives.').default('0 d'),
  ...annotations,
});

/** `quantity`, `order`, `lead` and `lots` of an order. */
export const orderShape = {
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
  ...annotations,
};

const orderSchema = z.strictObject(orderShape);
export type OrderFields = Omit<z.output<typeof orderSchema>, 'lead'> & { readonly lead: unknown };

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
}

/**
 * Lowers an order into one activity per lot. An order placed before the scenario's start is under way: what is left of its lead
 * time is drawn given that it has not arrived yet.
 */
export function lowerOrder(
  lowering: Lowering,
  context: OrderContext,
  fields: OrderFields,
): { readonly deliveries: { activity: string; quantity: number }[]; readonly orderedAt: number } {
  const { axis, builder, problems } = lowering;
  const orderedAt = tickOfDate(axis, fields.order);
  const lots = fields.lots ?? [{ quantity: fields.quantity, after: '0 d' }];
  const total = lots.reduce((sum, entry) => sum + entry.quantity, 0);
  if (total !== fields.quantity)
    problems.add(
      [...context.path, 'lots'],
      `the lots add up to ${total}, but ${fields.quantity} are ordered`,
      'let the lots add up to the quantity',
    );
  const base = {
    site: context.site,
    hall: context.hall,
    cause: context.cause,
    needs: [],
    calendar: null,
    onClose: 'pause' as const,
    priority: 0,
    origin: context.path,
  };
  const lead = durationLaw(problems, context.leadPath, fields.lead).law;
  let previous = builder.addActivity({
    ...base,
    scope: context.scope,
    name: context.id,
    label: context.label,
    work: {
      kind: 'duration',
      clock: 'elapsed',
      law: orderedAt < 0 ? { kind: 'remaining', parameters: { of: lead, elapsed: -orderedAt } } : lead,
      scale: 1,
      factors: fields.times ?? [],
    },
    after: [],
    notBefore: Math.max(0, orderedAt),
    gives: [],
  });
  const deliveries = lots.map((entry, i) => {
    const at = [...context.path, 'lots', i];
    previous = builder.addActivity({
      ...base,
      scope: [...context.scope, context.id],
      name: `lot-${i + 1}`,
      label: lots.length === 1 ? `${context.label} delivered` : `${context.label}, lot ${i + 1} of ${lots.length}`,
      work: { kind: 'duration', clock: 'elapsed', law: durationLaw(problems, [...at, 'after'], entry.after).law, scale: 1, factors: [] },
      after: [{ name: previous, type: 'FS', lag: 0, share: 0, path: at }],
      notBefore: 0,
      gives: [{ name: context.stock, amount: entry.quantity, at: 'finish', path: at }],
    });
    return { activity: previous, quantity: entry.quantity };
  });
  return { deliveries, orderedAt };
}
