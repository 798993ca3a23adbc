/** The chart of a backtest: a row for each forecast, a mark for what happened, and a title that says what was found. */
import { describe, expect, it } from 'vitest';
import { backtestFigure } from '../../src/figures/backtest.ts';
import { type BacktestCase, type BacktestForecast, type ScenarioBacktest, summariseBacktest } from '../../src/measure/backtest.ts';

const NEVER = { lo: null, hi: null };
const forecast = (milestone: string, asOf: string): BacktestForecast => ({
  ...{ milestone, asOf, p10: '2025-03-01', p25: '2025-03-10', p50: '2025-04-01', p75: '2025-04-20', p80: '2025-05-01', p90: null },
  intervals: { p10: NEVER, p25: NEVER, p50: NEVER, p75: NEVER, p80: NEVER, p90: NEVER },
  ...{ censored: 120, promise: { said: '2025-01-01', by: '2025-02-28', source: null }, promiseProbability: 0.05 },
});

const scored = (milestone: string, asOf: string, from: string, to: string): BacktestCase => ({
  ...forecast(milestone, asOf),
  ...{ actual: { from, to }, errorDays: -3, inP10P90: 'yes', inP25P75: 'no', crpsDays: 7.4, pit: { before: 0.3, by: 0.4 } },
  ...{ promised: null, target: null },
});

function backtest(cases: BacktestCase[], open: BacktestForecast[]): ScenarioBacktest {
  const scenario = 'small';
  const asOf = ['2025-01-01', '2025-02-01'];
  const head = { scenario, title: 'Small', start: '2025-01-01', until: '2026-01-01', scenarioDigest: '' };
  return { ...head, asOf, cases, open, summary: summariseBacktest([{ scenario, cases, open }]) };
}

const origin = { replications: 100, seed: 's', tool: 't' };
const datasets = (told: ScenarioBacktest) => backtestFigure(told, origin)!.config.data.datasets;
const data = (told: ScenarioBacktest, label: string) => datasets(told).find((dataset) => dataset.label === label)?.data;

describe('the chart of a backtest', () => {
  const told = backtest(
    [
      scored('site/b', '2025-01-01', '2025-03-29', '2025-03-29'),
      scored('site/a', '2025-01-01', '2025-03-02', '2025-03-05'),
      scored('site/b', '2025-02-01', '2025-03-29', '2025-03-29'),
    ],
    [forecast('site/c', '2025-02-01')],
  );

  it('has a bar for each forecast, below the name of its milestone, in the order of what happened', () => {
    // Rows: name a, a; name b, b, b; name c, c. 1 March is day 59 of the year that begins with day 0, the horizon day 365.
    expect(data(told, 'P10 to P90')).toEqual([1, 3, 4, 6].map((y) => ({ x: [59, 365], y })));
    expect(data(told, 'P50')?.map(({ x }) => x)).toEqual([90, 90, 90, 90]);
  });

  it('marks the day, or the days in between which it happened', () => {
    expect(data(told, 'what happened')).toEqual([
      { x: 87, y: 3 },
      { x: 87, y: 4 },
    ]);
    expect(data(told, 'happened in between')).toEqual([{ x: [60, 63], y: 1 }]);
    expect(data(told, 'promised')).toHaveLength(4);
  });

  it('says what was found, and how little it proves', () => {
    const figure = backtestFigure(told, origin)!;
    expect(figure.title).toBe('3 of 3 forecasts held what happened between P10 and P90; it came 3 days earlier than P50 on average');
    expect(figure.subtitle).toContain('no validation');
    expect(JSON.parse(JSON.stringify(figure.config))).toEqual(figure.config);
  });

  it('is not drawn where nothing was forecast', () => {
    expect(backtestFigure(backtest([], []), origin)).toBeNull();
    expect(backtestFigure(backtest([], [forecast('site/c', '2025-02-01')]), origin)?.title).toContain('Nothing of this is known yet');
  });
});
