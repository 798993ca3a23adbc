/**
 * Curtailment and demand response. A window holds megawatts back, so that nothing new can start on them; a duty of so many hours a
 * year takes energy. Lowers windows into the level of the connection, and what is curtailed into accounts of MWh and USD.
 */
import { z } from 'zod';
import type { Path } from '../../base/problem.ts';
import { MINUTES_PER_HOUR, MINUTES_PER_YEAR } from '../../base/time.ts';
import { quantity as parse } from '../../base/units.ts';
import type { Entry } from '../../plan/plan.ts';
import { annotations, date, name, quantity } from '../fields.ts';
import type { Lowering } from '../lowering.ts';
import { kilowatts, tickOfDate } from '../read.ts';
import { type Load, perMwh, totalOf } from './load.ts';
import { addTimed, elapsed, fixed } from './luck.ts';

export const curtailmentSchema = z.lazy(() =>
  z
    .record(
      name,
      z.strictObject({
        label: z.string().optional().describe('What a person calls it.'),
        mw: quantity('power', 'Power that is curtailed.').optional(),
        share: quantity(
          'share',
          'Instead of "mw": the share of the load that is curtailed; in a window, of all that is energised in the end.',
        ).optional(),
        from: date('The first day of the window. Default: always.').optional(),
        to: date('The day on which the window ends.').optional(),
        repeats: z
          .enum(['once', 'yearly'])
          .default('once')
          .describe('yearly: the same window every year up to the horizon, such as summer peaks.'),
        hours_per_year: z
          .number()
          .positive()
          .optional()
          .describe('Hours in which it is called for: a duty, which takes energy and holds no megawatts back. Default: the whole window.'),
        credit: quantity('energyPrice', 'Paid for each MWh that is curtailed.').optional(),
        ...annotations,
      }),
    )
    .default({})
    .describe('Curtailment duties and demand-response windows, by name.'),
);

export type CurtailmentFields = z.output<typeof curtailmentSchema>;
type Duty = CurtailmentFields[string];

interface Window {
  readonly from: number;
  readonly to: number;
}

/** Windows in which nothing new can start on the megawatts held back. `totalKw`: all that is energised in the end. */
export function lowerCurtailment(lowering: Lowering, site: string, fields: CurtailmentFields, totalKw: number, path: Path): void {
  for (const [id, duty] of Object.entries(fields)) {
    const at = [...path, id];
    check(lowering, duty, at);
    if (duty.hours_per_year !== undefined) continue;
    const kw = duty.mw === undefined ? Math.round(totalKw * parse(duty.share ?? '0 %', 'share')) : kilowatts(duty.mw);
    windowsOf(lowering, duty).forEach(({ from, to }, i) => {
      addTimed(
        { lowering, site, scope: [site, 'curtailment'], cause: 'power', path: at },
        `${id}-${i + 1}`,
        duty.label ?? `curtailment ${id}`,
        {
          notBefore: from,
          work: elapsed(fixed(to - from)),
          gives: [
            { name: 'power', amount: -kw, at: 'start', path: at },
            { name: 'power', amount: kw, at: 'finish', path: at },
          ],
          optional: true,
        },
      );
    });
  }
}

function check({ axis, problems }: Lowering, { mw, share, from, to, hours_per_year, repeats }: Duty, path: Path): void {
  if ((mw === undefined) === (share === undefined))
    problems.add(path, 'a curtailment is of a power or of a share', 'give "mw:" or "share:"');
  if (share !== undefined && parse(share, 'share') > 1)
    problems.add([...path, 'share'], `${share} is more than all`, 'write a share from 0 % to 100 %');
  if ((from === undefined) !== (to === undefined))
    problems.addMissing(path, 'a window has a first day and an end', 'give both "from:" and "to:"');
  if (from === undefined && hours_per_year === undefined)
    problems.addMissing(path, 'this curtailment has neither a window nor hours', 'add "from:" and "to:", or "hours_per_year:"');
  if (from !== undefined && to !== undefined) {
    const length = tickOfDate(axis, to) - tickOfDate(axis, from);
    if (length <= 0) problems.add([...path, 'to'], `the window ends (${to}) before it begins (${from})`, 'swap the two dates');
    if (hours_per_year !== undefined && length > 0 && hours_per_year > length / MINUTES_PER_HOUR)
      problems.add(
        [...path, 'hours_per_year'],
        `the window has only ${Math.round(length / MINUTES_PER_HOUR)} hours`,
        'write fewer hours, or a longer window',
      );
    if (repeats === 'yearly' && length > MINUTES_PER_YEAR)
      problems.add(
        [...path, 'repeats'],
        'a window of more than a year cannot come every year',
        'write "repeats: once", or a shorter window',
      );
  }
  if (hours_per_year !== undefined && hours_per_year > MINUTES_PER_YEAR / MINUTES_PER_HOUR)
    problems.add([...path, 'hours_per_year'], 'a year has fewer hours', 'write at most 8765');
}

/** Windows of a duty that lie between the start and the horizon. */
function windowsOf({ axis, horizon }: Lowering, { from, to, repeats }: Duty): Window[] {
  if (from === undefined || to === undefined) return [];
  const windows: Window[] = [];
  for (let year = 0; ; year++) {
    const first = tickOfDate(axis, yearsLater(from, year));
    if (first > horizon) break;
    const last = tickOfDate(axis, yearsLater(to, year));
    if (last > 0 && last > first) windows.push({ from: Math.max(0, first), to: last });
    if (repeats === 'once') break;
  }
  return windows;
}

/** The same day so many years later; 29 February becomes the first of March. */
function yearsLater(text: string, years: number): string {
  return years === 0 ? text : shifted(text, years);
}

function shifted(text: string, years: number): string {
  const year = String(Number(text.slice(0, 4)) + years).padStart(4, '0');
  return text.slice(4, 10) === '-02-29' ? `${year}-03-01${text.slice(10)}` : `${year}${text.slice(4)}`;
}

/** Books curtailed MWh and credits for them; returns what is to be taken off the energy used, as entries in MWh. */
export function bookCurtailment(lowering: Lowering, site: string, fields: CurtailmentFields, loads: readonly Load[]): Entry[] {
  const { builder } = lowering;
  const total = totalOf(loads);
  return Object.entries(fields).flatMap(([id, duty]) => {
    const share =
      duty.mw === undefined ? parse(duty.share ?? '0 %', 'share') : total === 0 ? 0 : Math.min(1, kilowatts(duty.mw) / 1000 / total);
    const windows = duty.from === undefined ? [undefined] : windowsOf(lowering, duty);
    const entries = (perEach: number): Entry[] =>
      windows.flatMap((window) => {
        const hours = window === undefined ? MINUTES_PER_YEAR / MINUTES_PER_HOUR : (window.to - window.from) / MINUTES_PER_HOUR;
        const called = duty.hours_per_year === undefined ? 1 : duty.hours_per_year / hours;
        return perMwh(loads, share * called * perEach, window);
      });
    const label = duty.label ?? `curtailment ${id}`;
    builder.accounts.push({ id: `${site}/curtailed/${id}`, label, unit: 'MWh', site, entries: entries(1) });
    if (duty.credit !== undefined)
      builder.accounts.push({
        id: `${site}/curtailment-credit/${id}`,
        label: `${label}: credit`,
        unit: 'USD',
        site,
        entries: entries(parse(duty.credit, 'energyPrice')),
      });
    return entries(-1);
  });
}
