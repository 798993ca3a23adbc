/** Everything a backtest leaves behind: tables, charts, and a manifest. Comes in: a Backtest. Goes out: the path of the folder. */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { backtestFigure } from '../figures/backtest.ts';
import type { Backtest } from '../measure/backtest.ts';
import { backtestCsv, backtestMarkdown } from './backtest-tables.ts';
import { pageParts } from './html/assets.ts';
import { backtestPage } from './html/backtest-page.ts';
import { citedFiles, REPORT_FILE } from './html/reproduce.ts';
import { paintAll } from './paint-all.ts';
import { openResultFolder } from './result-folder.ts';
import type { Written } from './write-results.ts';

export interface WriteBacktestRequest {
  readonly backtest: Backtest;
  /** Folder that holds `backtest/<run id>/`. */
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

export async function writeBacktest({
  backtest,
  out,
  runId,
  charts,
  report,
  command,
  workers,
  onOpen,
}: WriteBacktestRequest): Promise<Written> {
  const folder = openResultFolder(join(out, 'backtest'), runId);
  onOpen(folder.discard);
  const digests: Record<string, string> = {};
  const write = (path: string, content: string | Uint8Array): void => {
    folder.write(path, content);
    digests[path] = createHash('sha256').update(content).digest('hex');
  };
  try {
    write('backtest.json', `${JSON.stringify(backtest, null, 2)}\n`);
    write('backtest.csv', backtestCsv(backtest));
    write('backtest.md', backtestMarkdown(backtest));
    const figures = charts === 'none' ? [] : backtest.scenarios.flatMap((scenario) => backtestFigure(scenario, backtest) ?? []);
    const pictures = await paintAll(figures, workers);
    for (const { name, png } of pictures) write(`charts/${name}.png`, png);
    if (report === 'page') write(REPORT_FILE, backtestPage(backtest, { files: citedFiles(digests), command }, pageParts()));
    const { schemaVersion, tool, seed, replications } = backtest;
    const scenarios = backtest.scenarios.map(({ scenario, scenarioDigest }) => ({ scenario, scenarioDigest }));
    folder.write(
      'manifest.json',
      `${JSON.stringify({ schemaVersion, runId, tool, seed, replications, scenarios, command, files: digests }, null, 2)}\n`,
    );
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
