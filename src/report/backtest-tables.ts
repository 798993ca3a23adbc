/** A backtest as CSV and as a page of Markdown. Comes in: a Backtest. Goes out: text. Empty cells: after the horizon, or not known. */
import { showChance } from '../base/show-chance.ts';
import type {
  ActualDays,
  Backtest,
  BacktestCase,
  BacktestSummary,
  Coverage,
  ForecastDays,
  LimitScore,
  ScenarioBacktest,
} from '../measure/backtest.ts';
import { type Cell, csv } from './csv.ts';
import { code, plain } from './plain.ts';

const PERCENTILES = ['p10', 'p25', 'p50', 'p75', 'p80', 'p90'] as const;

const HEAD = [
  ...['scenario', 'milestone', 'as_of', 'p10', 'p25', 'p50', 'p75', 'p80', 'p90', 'censored', 'actual_from', 'actual_to'],
  ...['error_days', 'in_p10_p90', 'in_p25_p75', 'crps_days', 'pit_before', 'pit_by'],
  ...['promise_said', 'promise_by', 'promise_probability', 'promise_brier', 'promise_error_days'],
  ...['target', 'target_probability', 'target_brier', 'target_error_days'],
  ...PERCENTILES.flatMap((name) => [`${name}_lo`, `${name}_hi`]),
];

/** One row per forecast; what is still open has no scores. */
export function backtestCsv({ scenarios }: Backtest): string {
  const rows = scenarios.flatMap(({ scenario, cases, open }) =>
    [...cases.map((score) => ({ forecast: score, score })), ...open.map((forecast) => ({ forecast, score: null }))].map(
      ({ forecast, score }): Cell[] => {
        const { milestone, asOf, p10, p25, p50, p75, p80, p90, censored, promise, promiseProbability } = forecast;
        return [
          ...[scenario, milestone, asOf, p10, p25, p50, p75, p80, p90, censored],
          ...[score?.actual.from ?? null, score?.actual.to ?? null, score?.errorDays ?? null, score?.inP10P90 ?? null],
          ...[score?.inP25P75 ?? null, score?.crpsDays ?? null, score?.pit.before ?? null, score?.pit.by ?? null],
          ...[promise?.said ?? null, promise?.by ?? null, promiseProbability, ...limit(score?.promised ?? null)],
          ...[score?.target?.by ?? null, score?.target?.probability ?? null, ...limit(score?.target ?? null)],
          ...PERCENTILES.flatMap((name) => [forecast.intervals[name].lo, forecast.intervals[name].hi]),
        ];
      },
    ),
  );
  return csv([HEAD, ...rows]);
}

function limit(score: LimitScore | null): Cell[] {
  return [score?.brier ?? null, score?.errorDays ?? null];
}

export function backtestMarkdown(backtest: Backtest): string {
  const { scenarios, summary, replications, seed } = backtest;
  return [
    '# Backtests',
    '',
    `Forecasts with what was known on a day in the past, beside what happened. ${replications} futures for each, seed ${plain(seed)}. ${sentence(summary.verdict)}.`,
    '',
    'Error: what happened less P50, in days; late is positive. Where only reports say that it happened between two days, the day',
    'nearest to the forecast counts, and "?" marks what cannot be said. CRPS: in days, 0 is perfect, and for a forecast of a single',
    'day it is the absolute error, so it may be read beside the error of what the builder had promised. Chance and Brier score: of',
    'the promise being kept, as forecast on that day. In brackets: 90 % intervals, as if cases were independent.',
    '',
    ...summaryRows(
      scenarios.length > 1
        ? [...scenarios.map(({ scenario, summary: own }) => [scenario, own] as const), ['all', summary]]
        : scenarios.map(({ scenario, summary: own }) => [scenario, own] as const),
    ),
    '',
    ...scenarios.flatMap(scenarioRows),
  ].join('\n');
}

function summaryRows(rows: readonly (readonly [string, BacktestSummary])[]): string[] {
  return [
    '| scenario | forecasts | events | in P10-P90 | in P25-P75 | mean error | mean CRPS | with a promise: our CRPS | promise off by | Brier, promise | Brier, target |',
    '|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|',
    ...rows.map(([name, { cases, events, coverage80, coverage50, biasDays, meanCrpsDays, againstPromise, brierPromise, brierTarget }]) =>
      row([
        plain(name),
        String(cases),
        String(events),
        coverage(coverage80),
        coverage(coverage50),
        signed(biasDays),
        number(meanCrpsDays),
        againstPromise === null ? '' : `${number(againstPromise.meanCrpsDays)} (${againstPromise.cases})`,
        number(againstPromise?.meanAbsoluteErrorOfPromise ?? null),
        fraction(brierPromise),
        fraction(brierTarget),
      ]),
    ),
  ];
}

function scenarioRows({ scenario, title, cases, open }: ScenarioBacktest): string[] {
  const scored = cases.map((entry: BacktestCase) => {
    const { milestone, asOf, actual, errorDays, inP10P90, crpsDays, pit, promised } = entry;
    return row([
      ...[plain(milestone), asOf, ...days(entry), shown(actual), signed(errorDays), MARKS[inP10P90]],
      ...[number(crpsDays), `${pit.before.toFixed(2)}-${pit.by.toFixed(2)}`],
      ...(promised === null
        ? ['', '', '', '']
        : [promised.by, signed(promised.errorDays), showChance(promised.probability), fraction(promised.brier)]),
    ]);
  });
  const unknown = open.map((forecast) => {
    const { milestone, asOf, promise, promiseProbability } = forecast;
    return row([
      ...[plain(milestone), asOf, ...days(forecast), 'open', '', '', '', ''],
      ...[promise?.by ?? '', '', promiseProbability === null ? '' : showChance(promiseProbability), ''],
    ]);
  });
  return [
    `## ${plain(title)}`,
    '',
    code(scenario),
    '',
    '| milestone | as of | P10 | P50 | P80 | P90 | happened | error | in P10-P90 | CRPS | PIT | promised | its error | chance | Brier |',
    '|---|---|---|---|---|---|---|---:|---|---:|---|---|---:|---:|---:|',
    ...scored,
    ...unknown,
    '',
  ];
}

/** P10, P50, P80 and P90, each with its interval. */
function days(forecast: ForecastDays): string[] {
  return (['p10', 'p50', 'p80', 'p90'] as const).map((name) => {
    const { lo, hi } = forecast.intervals[name];
    const day = forecast[name] ?? 'later';
    return lo === hi && lo === forecast[name] ? day : `${day} (${lo ?? '…'} to ${hi ?? 'later'})`;
  });
}

const MARKS = { yes: 'yes', no: 'no', unsure: '?' } as const;

function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

function shown({ from, to }: ActualDays): string {
  return from === to ? to : `${from} to ${to}`;
}

function coverage(within: Coverage | null): string {
  if (within === null) return '';
  const { yes, unsure, of, lo, hi } = within;
  const most = unsure > 0 ? `-${yes + unsure}` : '';
  return `${yes}${most} of ${of} (${showChance(lo)} to ${showChance(hi)})`;
}

function number(value: number | null): string {
  return value === null ? '' : String(Math.round(value));
}

function signed(value: number | null): string {
  return value === null ? '' : `${value > 0 ? '+' : ''}${Math.round(value) + 0}`;
}

function fraction(value: number | null): string {
  return value === null ? '' : value.toFixed(2);
}

function sentence(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
