/** What mining earns and what its power costs: prices by date, and the load that is kept because it can be switched off. Only fields. */
import { z } from 'zod';
import { annotations, byShape, date, law, quantity } from '../fields.ts';

const price = z.lazy(() => z.strictObject({ from: date('From this day on.'), price: quantity('hashprice', 'Hashprice.'), ...annotations }));

export const priceFields = () =>
  ({
    efficiency: quantity('efficiency', 'Energy per hash of the machines: what a megawatt hashes follows from it.').optional(),
    uptime: quantity('share', 'Share of the installed hashrate that is at work on average.').default('100 %'),
    hashprice: byShape(
      [quantity('hashprice', 'Hashprice.'), z.array(price).min(1)],
      'What a petahash per second earns in a day: one price, or a path in steps. Gives the accounts of mining revenue and cash.',
    ).optional(),
    hashprice_spread: law('factor', 'How uncertain the path is: all of it is multiplied by a draw of this.').optional(),
    power_cost: quantity('energyPrice', 'What the power for mining costs.').optional(),
    keep: z
      .strictObject({
        mw: quantity('power', 'Mining load that stays, as load that can be switched off first.'),
        credit: quantity('powerPrice', 'What the grid pays, or charges less, for being able to switch it off.').optional(),
        curtailed: quantity('share', 'Share of the time it is switched off for the grid.').default('0 %'),
        ...annotations,
      })
      .optional()
      .describe('Some miners are kept as flexible load: they are switched off first, and earn credits for it.'),
  }) as const;
