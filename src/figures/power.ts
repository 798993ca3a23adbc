/** Power at each site's connection: what is secured and energised, and what mining and AI draw from it. */
import type { Outcomes, PowerOutcome } from '../measure/outcomes.ts';
import { pointsIn, timeWindow } from './axes.ts';
import { tellPlace } from './dates.ts';
import type { Dataset, Figure, FigureKind } from './figure.ts';
import { frame, isOneRun } from './frame.ts';
import { band, line, pointsOf } from './lines.ts';
import { type Panel, panelGrid } from './panels.ts';
import { ROLE } from './theme.ts';
import { tellNumber } from './words.ts';

export const power: FigureKind = {
  name: 'power',
  summary: 'MW at the connection: secured, energised, used by mining and by AI',
  figure,
};

const MOST_SITES = 6;
const DAYS_PER_WEEK = 7;

function figure(outcomes: Outcomes): Figure | null {
  const sites = outcomes.power.filter((site) => largest(site) > 0);
  if (sites.length === 0) return null;
  const window = timeWindow(outcomes);
  const shown = [...sites].sort((a, b) => largest(b) - largest(a)).slice(0, MOST_SITES);
  const named = namedOnce();
  const panels = shown.map((site) => panelOf(outcomes, site, window.to, named));
  const left = sites.length > MOST_SITES ? ` The ${MOST_SITES} largest of ${sites.length} sites.` : '';
  const medians = isOneRun(outcomes) ? '' : ' Medians over futures; the band is P10 to P90 of energised MW.';
  return frame(outcomes, {
    name: power.name,
    title: titleOf(outcomes, sites, window.to),
    subtitle: `MW at the utility connection (gross: cooling and losses are in it), AI load on top of mining load.${medians}${left}`,
    type: 'line',
    legend: 'top',
    ...panelGrid(outcomes, window, panels, panels.length > 2 ? 2 : 1),
  });
}

/** A series is in the legend once, by the first panel that has it. */
function namedOnce(): (name: string) => string {
  const seen = new Set<string>();
  return (name) => {
    if (seen.has(name)) return '';
    seen.add(name);
    return name;
  };
}

function panelOf(outcomes: Outcomes, site: PowerOutcome, to: number, label: (name: string) => string): Panel {
  const points = (series: readonly number[]) => pointsOf(outcomes, series, to);
  const used = site.miningMw.map((mining, i) => mining + (site.aiMw[i] ?? 0));
  const hasMining = site.miningMw.some((mw) => mw > 0);
  return {
    title: site.site,
    note: `MW, of ${tellNumber(Math.max(0, ...site.securedMw))} secured`,
    top: largest(site),
    datasets(xAxisID, yAxisID): Dataset[] {
      const at = { xAxisID, yAxisID };
      const none = used.map(() => 0);
      const spread = band(points(site.energisedP10), points(site.energisedP90), {
        label: label('energised, P10 to P90'),
        colour: `${ROLE.ideal}55`,
        shape: 'step',
        ...at,
      });
      // Drawn in this order from the back: uses, then what bounds them.
      const uses = [
        ...band(points(none), points(site.miningMw), {
          label: hasMining ? label('mining') : '',
          colour: ROLE.mining,
          shape: 'step',
          ...at,
        }),
        ...band(points(site.miningMw), points(used), { label: label('AI'), colour: ROLE.estimateCore, shape: 'step', ...at }),
      ];
      const supplied = suppliedMw(site);
      const bounds = [
        ...(supplied.length === 0
          ? []
          : [
              line(points(supplied), {
                label: label('with what is made on the site'),
                colour: ROLE.ideal,
                width: 3,
                dash: [3, 6],
                shape: 'step',
                ...at,
              }),
            ]),
        line(points(site.energisedMw), { label: label('energised'), colour: ROLE.ideal, width: 4, shape: 'step', ...at }),
        line(points(site.securedMw), { label: label('secured'), colour: ROLE.secured, width: 3, dash: [12, 8], shape: 'step', ...at }),
      ];
      return [...uses, ...(isOneRun(outcomes) ? [] : spread), ...bounds].map(
        (dataset, i, all) => ({ ...dataset, order: all.length - i }) as Dataset,
      );
    },
  };
}

/** Energised and made on the site; empty where nothing is. */
function suppliedMw({ energisedMw, onSiteMw }: PowerOutcome): number[] {
  return onSiteMw?.map((mw, i) => mw + (energisedMw[i] ?? 0)) ?? [];
}

function largest(site: PowerOutcome): number {
  return Math.max(
    0,
    ...site.securedMw,
    ...site.energisedP90,
    ...suppliedMw(site),
    ...site.miningMw.map((mining, i) => mining + (site.aiMw[i] ?? 0)),
  );
}

function titleOf(outcomes: Outcomes, sites: readonly PowerOutcome[], to: number): string {
  const count = pointsIn(outcomes, to);
  const total = (series: (site: PowerOutcome) => readonly number[]) =>
    Array.from({ length: count }, (_, i) => sites.reduce((sum, site) => sum + (series(site)[i] ?? 0), 0));
  const energised = total((site) => site.energisedMw);
  const secured = Math.max(...total((site) => site.securedMw));
  const ai = Math.max(...total((site) => site.aiMw));
  const most = Math.max(...energised);
  const when = tellStep(outcomes, energised.indexOf(most));
  return `${tellNumber(most)} of ${tellNumber(secured)} MW secured are energised ${when}; AI draws at most ${tellNumber(ai)} MW`;
}

/** When a step of a median happened that is first seen at a grid point: after the point before it, on a day that the grid does not know. */
function tellStep(outcomes: Outcomes, point: number): string {
  const place = outcomes.grid[point] ?? 0;
  if (point <= 0 || place <= 0) return 'from the start';
  const before = outcomes.grid[point - 1] ?? 0;
  const isWeek = outcomes.start !== null && place - before <= DAYS_PER_WEEK;
  return isWeek ? `by the week of ${tellPlace(outcomes, before)}` : `by ${tellPlace(outcomes, place)}`;
}
