/**
 * The score table of the repository, scenarios/backtests.md, against what the scenarios score now. Written anew with
 * `npx vitest run test/backtests.test.ts --update`.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { BACKTEST_SCHEMA_VERSION, type ScenarioBacktest, summariseBacktest } from '../src/measure/backtest.ts';
import { backtestMarkdown } from '../src/report/backtest-tables.ts';
import { compileBacktest } from '../src/scenario/backtest.ts';
import { readScenario } from '../src/scenario/read-scenario.ts';
import { runBacktest } from '../src/study/backtest.ts';

const folder = 'scenarios';
const FUTURES = 2000;
const files = readdirSync(folder).filter(
  (file) => file.endsWith('.yaml') && 'backtest' in (parse(readFileSync(join(folder, file), 'utf8')) as object),
);

it('scenarios/backtests.md is current', async () => {
  expect(files).toEqual(
    expect.arrayContaining([
      'childress-horizon-backtest.yaml',
      'childress-mining-2023.yaml',
      'prince-george-swap.yaml',
      'sweetwater-1.yaml',
    ]),
  );
  const scenarios: ScenarioBacktest[] = [];
  for (const file of files) {
    const scenario = readScenario(join(folder, file));
    const asked = compileBacktest(scenario);
    // At least three days each, or the table is no series of forecasts.
    expect(asked.forecasts.length, file).toBeGreaterThanOrEqual(3);
    const futures = [{ text: 'study', from: 0, count: FUTURES }];
    scenarios.push(await runBacktest({ ...asked, scenario: scenario.name, scenarioDigest: scenario.digest, futures, workers: 1 }));
  }
  const told = backtestMarkdown({
    schemaVersion: BACKTEST_SCHEMA_VERSION,
    tool: 'test',
    seed: 'study',
    replications: FUTURES,
    confidence: 0.9,
    scenarios,
    summary: summariseBacktest(scenarios),
  });
  await expect(told).toMatchFileSnapshot(join('..', folder, 'backtests.md'));
});
