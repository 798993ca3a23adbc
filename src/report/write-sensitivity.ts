/** Everything a sensitivity study leaves behind: all indices, the table, charts, and a manifest. Goes out: the path of the folder. */
import { join } from 'node:path';
import { peelingFigure } from '../figures/peeling.ts';
import { sensitivityFigures } from '../figures/sensitivity.ts';
import type { SensitivityOutcomes } from '../measure/sensitivity/outcomes.ts';
import { pageParts } from './html/assets.ts';
import { sensitivityPage } from './html/sensitivity-page.ts';
import { inputsCsv } from './sensitivity-tables.ts';
import type { Written } from './write-results.ts';
import { type HowToWrite, writeStudy } from './write-study.ts';

export interface WriteSensitivityRequest extends HowToWrite {
  readonly outcomes: SensitivityOutcomes;
  readonly scenarioDigest: string;
  /** Folder that holds `<scenario>/<run id>/`. */
  readonly out: string;
  readonly charts: 'all' | 'none';
  readonly report: 'page' | 'none';
  /** What makes it again. */
  readonly command: string;
}

export function writeSensitivity(request: WriteSensitivityRequest): Promise<Written> {
  const { outcomes, scenarioDigest, out, runId, charts, report, command, workers, onOpen } = request;
  const { schemaVersion, tool, scenario, seed, replications } = outcomes;
  return writeStudy({
    parent: join(out, scenario),
    runId,
    files: { 'sensitivity.json': `${JSON.stringify(outcomes, null, 2)}\n`, 'inputs.csv': inputsCsv(outcomes) },
    figures: charts === 'none' ? [] : [...sensitivityFigures(outcomes), ...[peelingFigure(outcomes) ?? []].flat()],
    report: report === 'page' ? (files) => sensitivityPage(outcomes, { files, command }, pageParts()) : null,
    manifest: { schemaVersion, tool, scenario, scenarioDigest, seed, replications, command },
    workers,
    onOpen,
  });
}
