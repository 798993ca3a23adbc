/** Compute online at each site of a portfolio: one small fan a site, all on the same axis of time. */
import type { ComputeCurve, Outcomes } from '../measure/outcomes.ts';
import { timeWindow } from './axes.ts';
import { instantOf, placeOf, tellInstant } from './dates.ts';
import type { Dataset, Figure, FigureKind } from './figure.ts';
import { frame, isOneRun } from './frame.ts';
import { area, band, line, pointsOf } from './lines.ts';
import { type Panel, panelGrid } from './panels.ts';
import { ROLE } from './theme.ts';
import { shorten, tellNumber } from './words.ts';

export const sites: FigureKind = {
  name: 'sites',
  summary: 'MW online against date at each site: median, P10 to P90, and the plan',
  figure,
};

const MOST_SITES = 8;

interface Site {
  readonly id: string;
  readonly curve: ComputeCurve;
}

function figure(outcomes: Outcomes): Figure | null {
  const all: Site[] = Object.entries(outcomes.siteCurves)
    .map(([id, curve]) => ({ id, curve }))
    .filter(({ curve }) => curve.totalMw > 0)
    .sort((a, b) => b.curve.totalMw - a.curve.totalMw);
  if (all.length < 2) return null;
  const window = timeWindow(outcomes);
  const shown = all.slice(0, MOST_SITES);
  const left = all.length > MOST_SITES ? ` The ${MOST_SITES} largest sites, of ${all.length}.` : '';
  return frame(outcomes, {
    name: sites.name,
    title: titleOf(outcomes, all),
    subtitle: `IT MW accepted by their user, each site on a scale of its own; they share one set of futures.${left}`,
    type: 'line',
    legend: 'top',
    ...panelGrid(
      outcomes,
      window,
      shown.map((site, i) => panelOf(outcomes, site, window.to, i === 0)),
      shown.length > 2 ? 2 : 1,
    ),
  });
}

function panelOf(outcomes: Outcomes, { id, curve }: Site, to: number, isFirst: boolean): Panel {
  const points = (series: readonly number[]) => pointsOf(outcomes, series, to);
  const label = (name: string) => (isFirst ? name : '');
  const { mw, plannedMw } = curve;
  return {
    title: shorten(id, 24),
    note: `${tellNumber(curve.totalMw)} MW: ${endOf(outcomes, curve)}`,
    top: curve.totalMw,
    datasets(xAxisID, yAxisID): Dataset[] {
      const at = { xAxisID, yAxisID, shape: 'step' } as const;
      const plan = plannedMw.length === 0 ? [] : [line(points(plannedMw), { label: label('plan'), colour: ROLE.plan, width: 2, ...at })];
      if (isOneRun(outcomes))
        return [...plan, area(points(mw.p50), { label: label('online in this run'), colour: ROLE.estimateCore, ...at }, 'zero')];
      return [
        line(points(mw.p50), { label: label('P50'), colour: ROLE.estimate, width: 4, ...at }),
        ...plan,
        ...band(points(mw.p25), points(mw.p75), { label: label('P25 to P75 of futures'), colour: ROLE.estimateCore, ...at }),
        ...band(points(mw.p10), points(mw.p90), { label: label('P10 to P90'), colour: ROLE.estimateBand, ...at }),
      ];
    },
  };
}

function endOf(outcomes: Outcomes, { complete }: ComputeCurve): string {
  const middle = tellInstant(outcomes, instantOf(complete.p50));
  return isOneRun(outcomes) ? middle : `${middle} at P50, ${tellInstant(outcomes, instantOf(complete.p80))} at P80`;
}

/** Which site is done last. */
function titleOf(outcomes: Outcomes, all: readonly Site[]): string {
  const end = ({ curve }: Site): number => placeOf(outcomes, instantOf(curve.complete.p50)) ?? Number.POSITIVE_INFINITY;
  const [last] = [...all].sort((a, b) => end(b) - end(a));
  const name = shorten(last!.id, 30);
  const where = isOneRun(outcomes) ? 'in this one run' : 'at P50';
  return Number.isFinite(end(last!))
    ? `Last of ${all.length} sites: ${name}, all online by ${tellInstant(outcomes, instantOf(last!.curve.complete.p50))} ${where}`
    : `Not all online by the horizon ${where}: ${name}`;
}
