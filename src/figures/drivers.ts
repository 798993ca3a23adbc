/** What the time to the last milestone is made of: days on its driving path, by cause. */
import type { CauseAmount, Outcomes } from '../measure/outcomes.ts';
import { causeBars } from './cause-bars.ts';
import { tellSpan } from './dates.ts';
import type { Figure, FigureKind } from './figure.ts';
import { tellMean } from './frame.ts';
import { lastMilestone, milestoneName } from './milestone-names.ts';
import { shorten, tellShare } from './words.ts';

export const drivers: FigureKind = {
  name: 'drivers',
  summary: 'days on the driving path to the last milestone, by cause',
  figure,
};

function figure(outcomes: Outcomes): Figure | null {
  const last = lastMilestone(outcomes);
  const amounts = last === null ? causesOf(outcomes) : last.milestone.drivers;
  const target = last === null ? 'the last finish' : milestoneName(outcomes, last.id);
  const total = amounts.reduce((sum, { amount }) => sum + amount, 0);
  const worst = amounts.reduce<CauseAmount | null>((most, next) => (most === null || next.amount > most.amount ? next : most), null);
  if (worst === null || !(total > 0)) return null;
  const unit = `${outcomes.unit ?? 'day'}s`;
  return causeBars(outcomes, {
    name: drivers.name,
    title: `${tellSpan(outcomes, total)} to ${shorten(target, 44)}, ${tellShare(worst.amount / total)} of them ${shorten(worst.label, 36)}`,
    subtitle: `The driving path is the chain of work and waits that set the date; its ${unit} by cause, ${tellMean(outcomes)}.`,
    axis: `${unit} on the driving path`,
    amounts,
  });
}

function causesOf(outcomes: Outcomes): CauseAmount[] {
  return Object.entries(outcomes.causes).map(([cause, { label, group, drivingDays }]) => ({ cause, label, group, amount: drivingDays }));
}
