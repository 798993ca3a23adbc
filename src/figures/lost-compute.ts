/** How much compute the plan had online and the futures did not, by what held it. */
import { topHolders } from '../measure/cause-weights.ts';
import type { CauseAmount, Outcomes } from '../measure/outcomes.ts';
import { causeBars } from './cause-bars.ts';
import type { Figure, FigureKind } from './figure.ts';
import { tellMean } from './frame.ts';
import { shorten, tellNumber, tellShare } from './words.ts';

export const lostCompute: FigureKind = {
  name: 'lost-compute',
  summary: 'MW-days of planned compute lost, by cause',
  figure,
};

function figure(outcomes: Outcomes): Figure | null {
  const amounts: CauseAmount[] = Object.entries(outcomes.causes).map(([cause, { label, group, lostMwDays }]) => ({
    cause,
    label,
    group,
    amount: lostMwDays,
  }));
  const total = amounts.reduce((sum, { amount }) => sum + amount, 0);
  const [worst] = topHolders(outcomes);
  if (worst === undefined || !(total > 0)) return null;
  return causeBars(outcomes, {
    name: lostCompute.name,
    title: `${tellNumber(total)} MW-days lost against the plan, ${tellShare(worst.amount / total)} of them to ${shorten(worst.label, 40)}`,
    subtitle: `What late compute was in, day by day: one MW of IT load planned online and held back for one day is one MW-day. By cause, ${tellMean(outcomes)}.`,
    axis: 'MW-days lost',
    amounts,
  });
}
