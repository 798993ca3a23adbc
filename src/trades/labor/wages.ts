/** What an hour costs: base pay, what is put on top, overtime, and a market that pays more when it is tight. Plain numbers, USD per hour. */
import { z } from 'zod';
import { quantity as parse } from '../../base/units.ts';
import { annotations, quantity } from '../fields.ts';
import { overtimePay } from './shifts.ts';

export const wageSchema = z.lazy(() =>
  z
    .strictObject({
      base: quantity(
        'hourlyPay',
        'Pay of a straight hour outside data centers at the start. Electricians: Texas median 27.4 USD/h (BLS via Texas Answers, 2024-05), data centers 33, 45 or 72 USD/h (DC Geeks, 2026).',
      ),
      tightness: z
        .number()
        .min(0)
        .default(0.3)
        .describe(
          'Wages are multiplied by 1 + this x demand / supply of the trade. Default 0.3: data centers pay 25 to 32 % more (WSJ via CRE Daily, 2025), taken as the premium where demand equals supply (J).',
        ),
      remote: quantity(
        'share',
        'Extra for a remote site. West Texas: 10, 20 or 40 % (Bisnow via Allwork, 2025-11; number judged).',
      ).default('0 %'),
      overtime: quantity('share', 'Premium on hours beyond 40 a week. Time and a half: 50 %, the legal rate in the US.').default('50 %'),
      on_costs: quantity('share', 'Benefits, small tools, supervision on top of wages.').default('0 %'),
      escalation: quantity(
        'yearlyShare',
        'Rise of wages in a year: 4, 7 or 11 %/y (AlphaHire brief, 2026-Q2). Booked at the middle of the plan.',
      ).default('0 %/y'),
      ...annotations,
    })
    .describe('What an hour of the crew costs; books the account pay.'),
);

export type WageFields = z.output<typeof wageSchema>;

/** Wages relative to the base at this demand / supply: 1 + phi x tightness. */
export function wageIndex({ tightness: phi }: WageFields, tightness: number): number {
  return 1 + phi * tightness;
}

/** USD per hour worked: of so many hours a week, so many years after the start. */
export function hourlyCost(wage: WageFields, tightness: number, weeklyHours: number, years: number): number {
  return (
    parse(wage.base, 'hourlyPay') *
    wageIndex(wage, tightness) *
    (1 + parse(wage.remote, 'share')) *
    (1 + parse(wage.on_costs, 'share')) *
    (1 + parse(wage.escalation, 'yearlyShare')) ** years *
    overtimePay(weeklyHours, parse(wage.overtime, 'share'))
  );
}
