/** Everything a sensitivity study leaves behind: all indices, the table, charts, and a manifest. Goes out: the path of the folder. */
import { join } from 'node:path';
import { peelingFigure } from '../figures/peeling.ts';
import { sensitivityFigures } from '../figures/sensitivity.ts';
import type { SensitivityOutcomes } from '../measure/sensitivity/outcomes.ts';
import { pageParts } from './html/assets.ts';
import { citedFiles, REPORT_FILE } from './html/reproduce.ts';
import { sensitivityPage } from './html/sensitivity-page.ts';
import { paintAll } from './paint-all.ts';
import { openResultFolder } from './result-folder.ts';
import { inputsCsv } from './sensitivity-tables.ts';
import type { Written } from './write-results.ts';

export interface WriteSensitivityRequest {
  readonly outcomes: SensitivityOutcomes;
  readonly scenarioDigest: string;
  /** Folder that holds `<scenario>/<run id>/`. */
  readonly out: string;
  readonly runId: string;
  readonly charts: 'all' | 'none';
  readonly report: 'page' | 'none';
  /** What makes it again. */
  readonly command: string;
  readonly workers: number;
  /** What must be undone if the run is interrupted. */
  readonly onOpen: (discard: () => void) => void;
}

export async function writeSensitivity(request: WriteSensitivityRequest): Promise<Written> {
  const { outcomes, scenarioDigest, out, runId, charts, report, command, workers, onOpen } = request;
  const folder = openResultFolder(join(out, outcomes.scenario), runId);
  onOpen(folder.discard);
  const digests: Record<string, string> = {};
  const write = (path: string, content: string | Uint8Array): void => {
    digests[path] = folder.write(path, content);
  };
  try {
    write('sensitivity.json', `${JSON.stringify(outcomes, null, 2)}\n`);
    write('inputs.csv', inputsCsv(outcomes));
    const figures = charts === 'none' ? [] : [...sensitivityFigures(outcomes), ...[peelingFigure(outcomes) ?? []].flat()];
    const pictures = await paintAll(figures, workers);
    for (const { name, png } of pictures) write(`charts/${name}.png`, png);
    if (report === 'page') write(REPORT_FILE, sensitivityPage(outcomes, { files: citedFiles(digests), command }, pageParts()));
    const { schemaVersion, tool, scenario, seed, replications } = outcomes;
    const manifest = { schemaVersion, runId, tool, scenario, scenarioDigest, seed, replications, command, files: digests };
    folder.write('manifest.json', `${JSON.stringify(manifest, null, 2)}\n`);
    const path = folder.finish();
    return {
      folder: path,
      charts: pictures.map(({ name }) => join(path, 'charts', `${name}.png`)),
      report: report === 'page' ? join(path, REPORT_FILE) : null,
    };
  } catch (error) {
    folder.discard();
    throw error;
  }
}
