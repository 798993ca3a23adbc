/** The cells of a sweep in order of what it asks about first. Comes in: a study and the results that are there. Goes out: them, ranked. */
import { type Shown, type SweepResults, shownMeasure } from '../../figures/sweep-values.ts';
import { instantMeasures, LOST_MW_DAYS } from '../../measure/sweep.ts';
import type { SweepCell } from '../../plan/sweep.ts';

export interface RankedSweep extends SweepResults {
  /** What cells are ranked by: the first date that is told, or else what is lost; null: neither. */
  readonly measure: string | null;
  readonly shown: Shown | null;
  /** Best first; without cells that do not reach it by the horizon, and those that were not played. */
  readonly ranked: readonly { readonly cell: SweepCell; readonly value: number }[];
}

export function rankSweep({ study, results }: SweepResults): RankedSweep {
  const measure = instantMeasures(study)[0] ?? (study.measures.includes(LOST_MW_DAYS) ? LOST_MW_DAYS : null);
  if (measure === null) return { study, results, measure, shown: null, ranked: [] };
  const shown = shownMeasure({ study, results }, measure);
  const ranked = study.cells
    .flatMap((cell) => {
      const value = shown.valueOf(cell);
      return value === null ? [] : [{ cell, value }];
    })
    .sort((a, b) => a.value - b.value);
  return { study, results, measure, shown, ranked };
}
