/** A backtest as the terminal shows it: one line per forecast, then what they add up to and how little that proves. */
import { showChance } from '../base/show-chance.ts';
import type { Backtest, BacktestSummary, ScenarioBacktest } from '../measure/backtest.ts';
import type { Written } from '../report/write-results.ts';
import { table } from './table.ts';
import { paint } from './terminal.ts';

export function backtestReport(backtest: Backtest, { folder, charts, report }: Written): string {
  const { scenarios, summary } = backtest;
  return [
    ...scenarios.flatMap((scenario) => [...scenarioLines(scenario), '']),
    ...summaryLines(summary),
    '',
    `results: ${folder}${charts.length > 0 ? `, ${charts.length} ${charts.length === 1 ? 'chart' : 'charts'}` : ''}`,
    ...(report == null ? [] : [`report:  ${report}`]),
    '',
  ].join('\n');
}

function scenarioLines({ title, cases, open }: ScenarioBacktest): string[] {
  const head = ['as of', 'milestone', 'P10', 'P50', 'P90', 'happened', 'error', 'in 80 %', 'CRPS', 'promised', 'its error', 'chance'];
  const scored = cases.map(({ asOf, milestone, p10, p50, p90, actual, errorDays, inP10P90, crpsDays, promised }) => [
    ...[asOf, milestone, ...[p10, p50, p90].map((day) => day ?? 'later')],
    ...[actual.from === actual.to ? actual.to : `${actual.from}..${actual.to}`, signed(errorDays), inP10P90, String(Math.round(crpsDays))],
    ...(promised === null ? ['', '', ''] : [promised.by, signed(promised.errorDays), showChance(promised.probability)]),
  ]);
  const unknown = open.map(({ asOf, milestone, p10, p50, p90, promise, promiseProbability }) => [
    ...[asOf, milestone, ...[p10, p50, p90].map((day) => day ?? 'later'), 'open', '', '', ''],
    ...[promise?.by ?? '', '', promiseProbability === null ? '' : showChance(promiseProbability)],
  ]);
  const align = ['left', 'left', 'left', 'left', 'left', 'left', 'right', 'left', 'right', 'left', 'right', 'right'] as const;
  return [paint(title, 'bold', process.stdout), table([head, ...scored, ...unknown], align)];
}

function summaryLines({ verdict, coverage80, meanCrpsDays, biasDays, againstPromise, brierPromise }: BacktestSummary): string[] {
  return [
    paint(verdict, 'yellow', process.stdout),
    ...(coverage80 === null
      ? []
      : [
          `between P10 and P90: ${coverage80.yes}${coverage80.unsure > 0 ? ` to ${coverage80.yes + coverage80.unsure}` : ''} of ${coverage80.of} times it happened in between, where 80 % would be right (90 % interval ${showChance(coverage80.lo)} to ${showChance(coverage80.hi)}, as if cases were independent)`,
        ]),
    ...(meanCrpsDays === null ? [] : [`mean CRPS ${Math.round(meanCrpsDays)} days; mean error ${signed(biasDays)} days`]),
    ...(againstPromise === null
      ? []
      : [
          `of ${againstPromise.cases} cases with a promise: CRPS ${Math.round(againstPromise.meanCrpsDays)} days, the promise was off by ${Math.round(againstPromise.meanAbsoluteErrorOfPromise)} days on average`,
        ]),
    ...(brierPromise === null ? [] : [`Brier score of "by the promised day": ${brierPromise.toFixed(2)} (0 is best; 0.25 is a coin)`]),
  ];
}

function signed(days: number | null): string {
  return days === null ? '' : `${days > 0 ? '+' : ''}${Math.round(days) + 0}`;
}
