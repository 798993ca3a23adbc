/** Crews: for each trade, how many workers there are and how many the work could use. */
import type { Outcomes, PoolOutcome } from '../measure/outcomes.ts';
import { pointsIn, timeWindow } from './axes.ts';
import { tellSpan } from './dates.ts';
import type { Dataset, Figure, FigureKind } from './figure.ts';
import { frame, tellMean } from './frame.ts';
import { area, line, pointsOf } from './lines.ts';
import { type Panel, panelGrid } from './panels.ts';
import { INK, ROLE } from './theme.ts';
import { sentence, shorten, tellShare } from './words.ts';

export const crews: FigureKind = {
  name: 'crews',
  summary: 'demand against headcount for the trades with most demand',
  figure,
};

const MOST_TRADES = 6;

interface Crew extends PoolOutcome {
  readonly series: NonNullable<PoolOutcome['series']>;
}

function figure(outcomes: Outcomes): Figure | null {
  const all = named(outcomes)
    .filter(isCrew)
    .filter(({ series }) => sum(series.demand) > 0);
  if (all.length === 0) return null;
  const window = timeWindow(outcomes);
  const shown = [...all].sort((a, b) => sum(b.series.demand) - sum(a.series.demand)).slice(0, MOST_TRADES);
  const worst = [...all].sort((a, b) => b.waitDays - a.waitDays)[0] as Crew;
  const left = all.length > MOST_TRADES ? ` The ${MOST_TRADES} trades with most demand, of ${all.length}.` : '';
  return frame(outcomes, {
    name: crews.name,
    title:
      worst.waitDays > 0
        ? `Most waited for: ${shorten(worst.label, 40)}, ${tellSpan(outcomes, worst.waitDays)} of waiting over all jobs together`
        : 'No work waits for a crew',
    subtitle: `Workers wanted by the work that is ready for them; weekly means, ${tellMean(outcomes)}. ${headcountIs(shown)} Waits within headcount: too few are free at once.${left}`,
    type: 'line',
    legend: 'top',
    ...panelGrid(
      outcomes,
      window,
      shown.map((crew, i) => panelOf(outcomes, crew, window.to, i === 0)),
      shown.length > 2 ? 2 : 1,
    ),
  });
}

/** A crew told in full has heads behind its units: absence, experience and shifts are in what it gets done. */
function isInFull({ series }: Crew): boolean {
  return series.makeup !== undefined;
}

function headcountIs(shown: readonly Crew[]): string {
  const full = shown.filter(isInFull).length;
  const perShift = 'Headcount is per shift: two shifts take twice as many people.';
  const effective = 'Workers are effective ones: heads less those absent, on leave or still learning.';
  if (full === 0) return perShift;
  return full === shown.length ? effective : `${perShift} Where absence is told: effective workers.`;
}

function panelOf(outcomes: Outcomes, crew: Crew, to: number, isFirst: boolean): Panel {
  const { headcount, demand, used } = crew.series;
  const points = (series: readonly number[]) => pointsOf(outcomes, series, to);
  const label = (name: string) => (isFirst ? name : '');
  const unit = isInFull(crew) ? 'effective workers' : 'workers per shift';
  const count = pointsIn(outcomes, to);
  const top = Math.max(...headcount.slice(0, count), ...demand.slice(0, count));
  return {
    title: sentence(shorten(crew.label, 28)),
    note: [unit, ...(crew.utilisation === null ? [] : [`${tellShare(crew.utilisation)} in use`])].join(', '),
    top,
    datasets(xAxisID, yAxisID): Dataset[] {
      const at = { xAxisID, yAxisID };
      const met = demand.map((wanted, i) => Math.min(wanted, headcount[i] ?? wanted));
      return [
        line(points(headcount), { label: label('headcount'), colour: INK.strong, width: 3, shape: 'step', ...at }),
        area(points(met), { label: label('waited for, within headcount'), colour: ROLE.shortFill, shape: 'step', ...at }, 'zero'),
        area(points(demand), { label: label('waited for, above headcount'), colour: ROLE.short, shape: 'step', ...at }, 'before'),
        area(points(used), { label: label('at work'), colour: ROLE.estimateCore, shape: 'step', ...at }, 'zero'),
      ].map((dataset, i) => ({ ...dataset, order: [1, 3, 4, 2][i] }) as Dataset);
    },
  };
}

/** Pools by their labels; of those that share one, the label says whose they are. */
function named({ pools }: Outcomes): PoolOutcome[] {
  const labels = Object.values(pools).map(({ label }) => label);
  return Object.entries(pools).map(([id, pool]) => {
    const isOnlyOne = labels.indexOf(pool.label) === labels.lastIndexOf(pool.label);
    const [owner] = id.split('/');
    return isOnlyOne || owner === undefined ? pool : { ...pool, label: `${pool.label}, ${owner}` };
  });
}

function isCrew(pool: PoolOutcome): pool is Crew {
  return pool.series !== undefined;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
