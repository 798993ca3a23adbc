/** Everything a backtest leaves behind: tables, charts, and a manifest. Comes in: a Backtest. Goes out: the path of the folder. */
import { join } from 'node:path';
import { backtestFigure } from '../figures/backtest.ts';
import type { Backtest } from '../measure/backtest.ts';
import { backtestCsv, backtestMarkdown } from './backtest-tables.ts';
import { pageParts } from './html/assets.ts';
import { backtestPage } from './html/backtest-page.ts';
import type { Written } from './write-results.ts';
import { type HowToWrite, writeStudy } from './write-study.ts';

export interface WriteBacktestRequest extends HowToWrite {
  readonly backtest: Backtest;
  /** Folder that holds `backtest/<run id>/`. */
  readonly out: string;
  readonly charts: 'all' | 'none';
  readonly report: 'page' | 'none';
  /** What makes it again. */
  readonly command: string;
}

export function writeBacktest(request: WriteBacktestRequest): Promise<Written> {
  const { backtest, out, runId, charts, report, command, workers, onOpen } = request;
  const { schemaVersion, tool, seed, replications } = backtest;
  const scenarios = backtest.scenarios.map(({ scenario, scenarioDigest }) => ({ scenario, scenarioDigest }));
  return writeStudy({
    parent: join(out, 'backtest'),
    runId,
    files: {
      'backtest.json': `${JSON.stringify(backtest, null, 2)}\n`,
      'backtest.csv': backtestCsv(backtest),
      'backtest.md': backtestMarkdown(backtest),
    },
    figures: charts === 'none' ? [] : backtest.scenarios.flatMap((scenario) => backtestFigure(scenario, backtest) ?? []),
    report: report === 'page' ? (files) => backtestPage(backtest, { files, command }, pageParts()) : null,
    manifest: { schemaVersion, tool, seed, replications, scenarios, command },
    workers,
    onOpen,
  });
}
