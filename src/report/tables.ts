/** Results as flat tables: one function per CSV file of a run. Instants as in the outcomes; an empty cell is "after the horizon". */
import type { Estimate, InstantSummary, Outcomes } from '../measure/outcomes.ts';
import { type Cell, csv } from './csv.ts';

const PERCENTILES = ['p10', 'p50', 'p80', 'p90'] as const;

function instant(estimate: Estimate): Cell {
  return estimate.date ?? estimate.value ?? null;
}

export function milestonesCsv(outcomes: Outcomes): string {
  const head = [
    'milestone',
    ...PERCENTILES.flatMap((p) => [p, `${p}_lo`, `${p}_hi`]),
    'mean_days',
    'sd_days',
    'censored',
    'target',
    'on_time_share',
    'no_wait_p50',
    'no_wait_p50_lo',
    'no_wait_p50_hi',
  ];
  const cells = (summary: InstantSummary): Cell[] => [
    ...PERCENTILES.flatMap((p) => [instant(summary[p]), summary[p].lo, summary[p].hi]),
    summary.mean,
    summary.sd,
    summary.censored,
  ];
  const rows = Object.entries(outcomes.milestones).map(([id, milestone]): Cell[] => [
    id,
    ...cells(milestone),
    milestone.target,
    milestone.onTime?.share ?? null,
    milestone.noWaitP50,
    milestone.noWait?.lo ?? null,
    milestone.noWait?.hi ?? null,
  ]);
  return csv([head, ...rows, ['makespan', ...cells(outcomes.makespan), null, null, null, null, null]]);
}

const BANDED = ['p10', 'p25', 'p50', 'p75', 'p90'] as const;
const BANDS = [...BANDED, 'mean'] as const;

export function curvesCsv(outcomes: Outcomes): string {
  const curves = outcomes.curve === null ? [] : [['all', outcomes.curve] as const, ...Object.entries(outcomes.siteCurves)];
  const head = [
    ...['site', 'at', 'planned_mw', 'no_wait_mw', ...BANDS.map((band) => `mw_${band}`), ...BANDS.map((band) => `gpus_${band}`)],
    ...BANDED.flatMap((band) => [`mw_${band}_lo`, `mw_${band}_hi`]),
  ];
  const rows = curves.flatMap(([site, curve]) =>
    outcomes.gridDates.map((at, i): Cell[] => [
      site,
      at,
      curve.plannedMw[i] ?? null,
      curve.noWaitMw[i] ?? null,
      ...BANDS.map((band) => curve.mw[band][i] ?? null),
      ...BANDS.map((band) => curve.gpus[band][i] ?? null),
      ...BANDED.flatMap((band) => [curve.mwBounds?.[band].lo[i] ?? null, curve.mwBounds?.[band].hi[i] ?? null]),
    ]),
  );
  return csv([head, ...rows]);
}

export function waitsCsv(outcomes: Outcomes): string {
  const head = ['cause', 'label', 'group', 'lost_mw_days', 'lost_share', 'wait_days', 'driving_days'];
  const rows = Object.entries(outcomes.causes).map(([cause, entry]): Cell[] => [
    cause,
    entry.label,
    entry.group,
    entry.lostMwDays,
    entry.lostShare,
    entry.waitDays,
    entry.drivingDays,
  ]);
  return csv([head, ...rows]);
}
