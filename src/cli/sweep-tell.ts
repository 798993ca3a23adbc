/** Tells of a finished sweep: as a table for people, or as one JSON document. */
import { type CellResult, driverOf, type SweepStudy, topCauseOf } from '../measure/sweep.ts';
import { coordinates } from '../report/sweep-table.ts';
import type { SweepTree } from '../report/sweep-tree.ts';
import { sweepReport } from './sweep-report.ts';
import { print } from './terminal.ts';

export interface HowTold {
  readonly json: boolean;
  /** Cells that were played just now, rather than kept. */
  readonly played: number;
}

export async function tellTree(
  study: SweepStudy,
  results: ReadonlyMap<string, CellResult>,
  tree: SweepTree,
  { json, played }: HowTold,
): Promise<void> {
  await print(json ? `${JSON.stringify(asJson(study, results, tree, played))}\n` : sweepReport(study, results, tree));
}

function asJson(
  study: SweepStudy,
  results: ReadonlyMap<string, CellResult>,
  { folder, charts, report }: SweepTree,
  played: number,
): unknown {
  const { schemaVersion, tool, sweep, scenario, seed, futures, luck, measures, axes } = study;
  return {
    ...{ schemaVersion, tool, sweep, scenario, seed, futures, luck, measures, folder, charts, report, played },
    cells: study.cells.map((cell) => {
      const result = results.get(cell.id)!;
      const { instants, lostMwDays, censored } = result;
      return {
        id: cell.id,
        name: cell.name,
        axes: Object.fromEntries(coordinates(study, cell).map((value, axis) => [axes[axis]!.name, value])),
        overrides: cell.overrides,
        instants: Object.fromEntries(
          measures.flatMap((measure) => (instants[measure] === undefined ? [] : [[measure, instants[measure]]])),
        ),
        lostMwDays,
        topCause: topCauseOf(result)?.cause ?? null,
        drivingCause: driverOf(result)?.cause ?? null,
        censored,
      };
    }),
    missing: [],
  };
}
