/** What workers lose when there are too many of them for the floor that is open to work. Comes in: heads and area. Goes out: a share. */
import { z } from 'zod';
import { annotations, byShape, date, quantity } from '../fields.ts';

export const crowdingSchema = z.lazy(() =>
  z
    .strictObject({
      open_area: byShape(
        [
          quantity('area', 'Floor open to work.'),
          z
            .array(
              z.strictObject({
                from: date('From this day on.'),
                area: quantity('area', 'Floor open to work from then on.'),
                ...annotations,
              }),
            )
            .min(1)
            .describe('Floor open to work, in steps.'),
        ],
        'Floor open to work at one time, on which the crews of the site stand: an area, or steps over time.',
      ),
      ...annotations,
    })
    .describe(
      'Stacking of trades: above 4, 6 and 8 workers of one shift to 1,000 sqft of open floor, everybody on the site loses 10, 20 and 30 %.',
    ),
);

/**
 * Workers per 1,000 sqft above which a share of the work is lost. Shares: MCAA bulletin PD2, 2011, minor, average and severe,
 * via Adroit, 2018-11, confidence M; the densities are judgement, J.
 */
const STACKING = [
  { above: 8, loss: 0.3 },
  { above: 6, loss: 0.2 },
  { above: 4, loss: 0.1 },
] as const;

/** Efficiency (0 to 1) with so many workers on so many square feet at a time. */
export function crowdingEfficiency(workers: number, squareFeet: number): number {
  const density = workers / (squareFeet / 1000);
  return 1 - (STACKING.find(({ above }) => density > above)?.loss ?? 0);
}
