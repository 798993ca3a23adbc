/** The GPU pipeline: ordered, arrived, installed, online. */
import type { DeliveryOutcome, Outcomes } from '../measure/outcomes.ts';
import { amountAxis, timeAxis, timeWindow } from './axes.ts';
import type { Figure, FigureKind } from './figure.ts';
import { frame, tellMean } from './frame.ts';
import { area, pointsOf } from './lines.ts';
import { INK } from './theme.ts';
import { tellNumber } from './words.ts';

export const deliveries: FigureKind = {
  name: 'deliveries',
  summary: 'GPUs ordered, arrived, installed and online against date',
  figure,
};

type Stage = keyof DeliveryOutcome;

/** Each stage's area covers what lies between it and the next: the GPUs that are at that stage. */
const STAGES: readonly { readonly key: Stage; readonly label: string; readonly colour: string }[] = [
  { key: 'ordered', label: 'on order', colour: '#f0dbe6' },
  { key: 'arrived', label: 'on site, not installed', colour: '#e0a9c7' },
  { key: 'installed', label: 'installed, not online', colour: '#b9618f' },
  { key: 'online', label: 'online', colour: '#0072b2' },
];

function figure(outcomes: Outcomes): Figure | null {
  const { deliveries: series } = outcomes;
  const total = Math.max(0, ...(series?.ordered ?? []));
  if (series === null || total === 0) return null;
  const window = timeWindow(outcomes);
  return frame(outcomes, {
    name: deliveries.name,
    title: titleOf(outcomes, series, total),
    subtitle: `GPUs at each stage by date, ${tellMean(outcomes)}; ${tellNumber(total)} in all${spares(outcomes, total)}. Mean stay per stage: GPU-days at the stage over GPUs.`,
    type: 'line',
    datasets: STAGES.map(({ key, label, colour }) => ({
      ...area(pointsOf(outcomes, series[key], window.to), { label, colour, width: 2 }, 'zero'),
      borderColor: INK.ground,
      // The first stage is the largest and lies at the back.
      order: STAGES.length - STAGES.findIndex((stage) => stage.key === key),
    })),
    axes: { x: timeAxis(outcomes, window), y: amountAxis(total, 'GPUs') },
    legend: 'top',
  });
}

function titleOf(outcomes: Outcomes, series: DeliveryOutcome, total: number): string {
  const online = series.online.at(-1) ?? 0;
  const onOrder = meanStay(outcomes, series.ordered, series.arrived, total);
  const onSite = meanStay(outcomes, series.arrived, series.installed, total);
  const toOnline = meanStay(outcomes, series.installed, series.online, total);
  const missing = online < total * 0.999 ? ' so far' : '';
  return `A GPU spends ${days(onOrder)} days on order, ${days(onSite)} on site and ${days(toOnline)} from rack to online${missing}`;
}

/** More than the halls hold are there to replace those that fail. */
function spares({ curve }: Outcomes, total: number): string {
  const more = Math.round(total - (curve?.totalGpus ?? total));
  return more > 0 ? `, ${tellNumber(more)} more than the halls hold: spares and replacements` : '';
}

/** Mean days between two counts, by Little's law: the area between the curves over the number that pass (Little 1961, Operations Research 9). */
function meanStay(outcomes: Outcomes, entered: readonly number[], left: readonly number[], total: number): number {
  let stay = 0;
  for (let i = 1; i < entered.length; i++) {
    const width = (outcomes.grid[i] ?? 0) - (outcomes.grid[i - 1] ?? 0);
    const here = (entered[i] ?? 0) - (left[i] ?? 0);
    const before = (entered[i - 1] ?? 0) - (left[i - 1] ?? 0);
    stay += ((here + before) / 2) * width;
  }
  return stay / total;
}

function days(value: number): string {
  return Math.round(value).toString();
}
