/** What the time to the last compute online (or the last finish) is made of: days on its driving path, by cause. */
import { topDrivers } from '../measure/cause-weights.ts';
import type { CauseAmount, Outcomes } from '../measure/outcomes.ts';
import { PLANNED_START } from '../plan/plan.ts';
import { causeBars } from './cause-bars.ts';
import { tellSpan } from './dates.ts';
import type { Figure, FigureKind } from './figure.ts';
import { tellMean } from './frame.ts';
import { shorten } from './words.ts';

export const drivers: FigureKind = {
  name: 'drivers',
  summary: 'days on the driving path to the last compute online, by cause',
  figure,
};

function figure(outcomes: Outcomes): Figure | null {
  const amounts = causesOf(outcomes);
  const total = amounts.reduce((sum, { amount }) => sum + amount, 0);
  const [worst] = topDrivers(outcomes, PLANNED_START);
  if (worst === undefined || !(total > 0)) return null;
  const unit = `${outcomes.unit ?? 'day'}s`;
  const target = outcomes.curve === null ? 'the last finish' : `all ${outcomes.curve.totalMw.toLocaleString('en-GB')} MW online`;
  const unreached = outcomes.censored > 0 ? ', to the horizon where it was not reached' : '';
  return causeBars(outcomes, {
    name: drivers.name,
    title: `${tellSpan(outcomes, total)} to ${target}, ${tellSpan(outcomes, worst.amount)} of them ${shorten(worst.label, 44)}`,
    subtitle: `What set the date: the driving path is the chain of work and waits that led to it; its ${unit} by cause, ${tellMean(outcomes)}${unreached}.`,
    axis: `${unit} on the driving path`,
    amounts,
  });
}

function causesOf(outcomes: Outcomes): CauseAmount[] {
  return Object.entries(outcomes.causes).map(([cause, { label, group, drivingDays }]) => ({ cause, label, group, amount: drivingDays }));
}
