/** What a user may say of a site's energy: mix, certificates, prices, firming, surplus, water. It lowers nothing. */
import { z } from 'zod';
import { annotated, annotations, byShape, date, quantity } from '../fields.ts';
import { SOURCE_NAMES } from './mix.ts';

const energyPrice = (description: string) => annotated(quantity('energyPrice', description), description);

const priceStep = z.lazy(() =>
  z.strictObject({ from: date('From this day on.'), price: quantity('energyPrice', 'Price at the node.'), ...annotations }),
);

const transmissionShape = () => ({
  charge: quantity('powerPrice', 'By the load in the peaks of the system.'),
  avoided: quantity('share', 'Share of it that is dodged by going down in the peaks: miners can, a GPU hall hardly.').default('0 %'),
  ...annotations,
});
const transmission = z.lazy(() => z.strictObject(transmissionShape()));
const transmissionStep = z.lazy(() => z.strictObject({ from: date('From this day on.'), ...transmissionShape() }));

export const energySchema = z.lazy(() =>
  z
    .strictObject({
      mix: z
        .partialRecord(z.enum(SOURCE_NAMES), quantity('share', 'Share of a year.'))
        .optional()
        .describe('Shares of the energy of a year by source; they add up to 100 %.'),
      emissions: z
        .partialRecord(z.enum(SOURCE_NAMES), quantity('emission', 'Emission of the source.'))
        .default({})
        .describe('CO2 per MWh by source. Defaults: life-cycle medians of IPCC AR5 WG III annex III (2014); "grid" has none.'),
      hourly_matched: annotated(
        quantity('share', 'Share.'),
        'Share of the load met by renewables in the same hour. Default: worked out from the mix for an average day.',
      ).optional(),
      certificates: z
        .strictObject({
          share: quantity('share', 'Share of the energy that certificates cover, on top of direct renewables.'),
          price: quantity('energyPrice', 'Price of a certificate. Default: 2 USD/MWh (no source for 2026; 1.5 to 3).').default('2 USD/MWh'),
          ...annotations,
        })
        .optional()
        .describe('Renewable certificates: the annual claim, not the hourly match.'),
      node: byShape(
        [quantity('energyPrice', 'Price at the node.'), z.array(priceStep).min(1)],
        'Price of energy at the node: one, or steps over time.',
      ).optional(),
      adders: energyPrice('Wires, losses and retail on top of the price at the node.').optional(),
      transmission: byShape(
        [transmission, z.array(transmissionStep).min(1)],
        'Transmission charge, such as 4CP: about 70 USD/kW-y, 8 USD/MWh at full load. One, or steps over time, such as a change of the rule.',
      ).optional(),
      firming: z
        .strictObject({
          mw: quantity('power', 'Load that is firmed.'),
          adder: quantity('energyPrice', 'Price of firming, per MWh that is firmed.'),
          outage_hours: z.number().nonnegative().default(0).describe('Hours of a year without power in spite of it.'),
          ...annotations,
        })
        .optional()
        .describe('A contract that firms the supply around the clock.'),
      surplus: z
        .strictObject({
          generation: quantity('power', 'Wind and solar at the node.'),
          export_limit: quantity('power', 'What the lines can take away.'),
          coincident: quantity(
            'share',
            'Share of the generation that is made at one time in windy, sunny hours. Default: 70 % (judgement, 2026-11).',
          ).default('70 %'),
          ...annotations,
        })
        .optional()
        .describe('Renewable power that the lines cannot take away: what a load at the source can use.'),
      water: annotated(
        quantity('waterUse', 'Water per IT energy.'),
        'Litres of water per kWh of IT energy: about 0.02 in a closed loop, 1.5 evaporative.',
      ).optional(),
      load_factor: annotated(
        quantity('share', 'Share.'),
        'Average load of compute that is online. Default: 90 % (judgement, 2026-11).',
      ).default('90 %'),
      pue: z
        .number()
        .min(1)
        .default(1.2)
        .describe(
          'Annual power usage effectiveness: energy at the connection over IT energy. Default: 1.2 for liquid cooling in West Texas, 1.12 to 1.30 (low confidence, 2026).',
        ),
      ...annotations,
    })
    .describe('Energy: where it comes from, what it costs and emits, and what is claimed of it.'),
);

export type EnergyFields = z.output<typeof energySchema>;
