/** What an order costs and when that falls due. Comes in: prices by date, and the activities at which money moves. Goes out: entries in accounts. */
import { z } from 'zod';
import type { Path } from '../../base/problem.ts';
import { quantity as parse } from '../../base/units.ts';
import { annotations, byShape, date, law, quantity } from '../fields.ts';
import type { Lowering } from '../lowering.ts';
import { tickOfDate } from '../read.ts';

const amount = (description: string) => quantity('money', description);

/** A price per piece: one, or by date of order. */
export const priceField = z.lazy(() =>
  byShape(
    [
      amount('Price of one piece.'),
      z.array(z.strictObject({ from: date('For orders from this day on.'), price: amount('Price of one piece.'), ...annotations })).min(1),
      z.strictObject({ value: amount('Price of one piece.'), ...annotations }),
    ],
    'Price of one piece: one, or by the day of the order. What is bought is told under accounts as "purchases".',
  ),
);

export type PriceField = z.output<typeof priceField>;

export const expediteField = z.lazy(() =>
  z
    .strictObject({
      cuts: quantity(
        'share',
        'By how much of itself the lead time is cut, if it works. Judged: 20-35 % for electrical gear, 30 % for GPUs.',
      ),
      works: quantity('share', 'Chance that it works. Judged: 60 %.'),
      premium: quantity(
        'share',
        'Paid on top of the price, whether it works or not. Judged: 10-60 % for electrical gear, 10-15 % for GPUs.',
      ).optional(),
      ...annotations,
    })
    .describe('Paying for haste. What it costs is told under accounts as "expediting".'),
);

export const substituteShape = () => ({
  after: date('If a lot has not been received by this day, it is cancelled, and the substitute ordered.'),
  lead: law('elapsed', 'Lead time of the substitute. Default: that of the item or model.').optional(),
  price: priceField.optional(),
  ...annotations,
});

/** USD of one piece ordered at a tick: by the last step up to that day, or the first if the order is older than all. Undefined: no price is stated. */
export function priceAt({ axis, problems }: Lowering, field: PriceField | undefined, orderedAt: number, path: Path): number | undefined {
  if (field === undefined) return undefined;
  if (typeof field === 'string') return parse(field, 'money');
  if (!Array.isArray(field)) return parse((field as { value: string }).value, 'money');
  const steps = (field as { from: string; price: string }[]).map(({ from, price }) => ({
    from: tickOfDate(axis, from),
    usd: parse(price, 'money'),
  }));
  steps.forEach(({ from }, i) => {
    if (i > 0 && from <= steps[i - 1]!.from)
      problems.add([...path, i, 'from'], 'steps must come in order of time', 'put the earlier step first');
  });
  return (steps.filter(({ from }) => from <= orderedAt).at(-1) ?? steps[0]!).usd;
}
