/** What the time to the last compute online (or the last finish) is made of: days on its driving path, by cause. */
import type { CauseAmount, Outcomes } from '../measure/outcomes.ts';
import { causeBars } from './cause-bars.ts';
import { tellSpan } from './dates.ts';
import type { Figure, FigureKind } from './figure.ts';
import { tellMean } from './frame.ts';
import { shorten, tellShare } from './words.ts';

export const drivers: FigureKind = {
  name: 'drivers',
  summary: 'days on the driving path to the last compute online, by cause',
  figure,
};

function figure(outcomes: Outcomes): Figure | null {
  const amounts = causesOf(outcomes);
  const total = amounts.reduce((sum, { amount }) => sum + amount, 0);
  const worst = amounts.reduce<CauseAmount | null>((most, next) => (most === null || next.amount > most.amount ? next : most), null);
  if (worst === null || !(total > 0)) return null;
  const unit = `${outcomes.unit ?? 'day'}s`;
  const target = outcomes.curve === null ? 'the last finish' : `all ${outcomes.curve.totalMw.toLocaleString('en-GB')} MW online`;
  const unreached = outcomes.censored > 0 ? ', to the horizon where it was not reached' : '';
  return causeBars(outcomes, {
    name: drivers.name,
    title: `${tellSpan(outcomes, total)} to ${target}, ${tellShare(worst.amount / total)} of them ${shorten(worst.label, 36)}`,
    subtitle: `The driving path is the chain of work and waits that set the date; its ${unit} by cause, ${tellMean(outcomes)}${unreached}.`,
    axis: `${unit} on the driving path`,
    amounts,
  });
}

function causesOf(outcomes: Outcomes): CauseAmount[] {
  return Object.entries(outcomes.causes).map(([cause, { label, group, drivingDays }]) => ({ cause, label, group, amount: drivingDays }));
}
