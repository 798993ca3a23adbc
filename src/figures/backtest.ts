/**
 * Forecasts of the past beside what happened: for each milestone one bar for each day of a forecast, P10 to P90 with a dot at P50,
 * and marks for the promise of that day and for what came. Comes in: the backtest of one scenario. Goes out: a figure, or null
 * where nothing was forecast.
 */
import type { BacktestCase, BacktestForecast, ScenarioBacktest } from '../measure/backtest.ts';
import { rowAxis, timeAxis } from './axes.ts';
import { placeOf, type Timed, tellInstant } from './dates.ts';
import type { Dataset, Datum, Figure, TextMark } from './figure.ts';
import { type Framed, frame, stroke, text } from './frame.ts';
import { INK, ROLE, SIZE, WEIGHT } from './theme.ts';
import { shortenFront, tellCount, tellNumber } from './words.ts';

/** How it was made. */
export type BacktestOrigin = Pick<Framed, 'replications' | 'seed' | 'tool'>;

/** Pixels. */
const ROW = 34;
const AROUND = 260;
/** Pixels to the right of the chart at which each column of the table ends. */
const COLUMNS = [186, 290, 390] as const;

/** A row of the chart: the name of a milestone, or one forecast of it. */
type Row =
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'forecast'; readonly forecast: BacktestForecast; readonly score: BacktestCase | null };

export function backtestFigure(backtest: ScenarioBacktest, origin: BacktestOrigin): Figure | null {
  const rows = rowsOf(backtest);
  if (rows.length === 0) return null;
  const time: Timed = { start: backtest.start, until: backtest.until, unit: null };
  const framed: Framed = { ...origin, title: backtest.title, world: null, censored: 0 };
  return frame(framed, {
    name: `backtest-${backtest.scenario}`,
    title: titleOf(backtest),
    subtitle: `Each bar is a forecast with what was known on its day. ${backtest.summary.verdict}.`,
    type: 'bar',
    height: AROUND + rows.length * ROW,
    datasets: datasetsOf(time, rows),
    axes: {
      x: timeAxis(time, windowOf(time, rows), 7),
      y: rowAxis(rows.map((row) => (row.kind === 'name' ? '' : tellInstant(time, row.forecast.asOf)))),
    },
    legend: 'top',
    texts: [...names(rows), ...table(time, rows)],
    strokes: rows.flatMap(({ kind }, y) =>
      kind === 'name' && y > 0
        ? [stroke({ from: ['canvas-start', y - 0.5], to: ['canvas-end', y - 0.5], inset: 36, colour: INK.grid, width: 1, layer: 'below' })]
        : [],
    ),
    rightSpace: COLUMNS.at(-1) as number,
  });
}

/** Scored milestones first, in the order of what happened, then those still open. */
function rowsOf({ cases, open }: ScenarioBacktest): Row[] {
  const scored = [...cases].sort((a, b) => (a.actual.to < b.actual.to ? -1 : a.actual.to > b.actual.to ? 1 : 0));
  const all = [
    ...scored.map((score) => ({ kind: 'forecast' as const, forecast: score, score })),
    ...open.map((forecast) => ({ kind: 'forecast' as const, forecast, score: null })),
  ];
  const milestones = [...new Set(all.map(({ forecast }) => forecast.milestone))];
  const sites = new Set(milestones.map((id) => id.split('/')[0]));
  return milestones.flatMap((id): Row[] => {
    const parts = id.split('/');
    const name = (sites.size === 1 && parts.length > 1 ? parts.slice(1) : parts).join(' · ');
    return [{ kind: 'name', name }, ...all.filter(({ forecast }) => forecast.milestone === id)];
  });
}

function titleOf({ summary, cases }: ScenarioBacktest): string {
  if (cases.length === 0) return 'Nothing of this is known yet';
  const count = (verdict: 'yes' | 'unsure'): number => cases.filter(({ inP10P90 }) => inP10P90 === verdict).length;
  const [inside, unsure] = [count('yes'), count('unsure')];
  const within = unsure > 0 ? `${inside} to ${inside + unsure}` : `${inside}`;
  const bias = summary.biasDays;
  const by =
    bias === null
      ? ''
      : Math.abs(bias) < 0.5
        ? '; it came at P50 on average'
        : `; it came ${tellNumber(Math.round(Math.abs(bias)))} days ${bias > 0 ? 'later' : 'earlier'} than P50 on average`;
  return `${within} of ${tellCount(cases.length, 'forecast')} held what happened between P10 and P90${by}`;
}

function windowOf(time: Timed, rows: readonly Row[]): { readonly from: number; readonly to: number } {
  const places = rows.flatMap((row) => {
    if (row.kind === 'name') return [];
    const { asOf, p90, promise } = row.forecast;
    return [asOf, p90 ?? time.until, promise?.by ?? asOf, row.score?.actual.to ?? asOf].map((instant) => placeOf(time, instant) as number);
  });
  const from = Math.min(...places);
  const to = Math.max(...places);
  const margin = Math.max((to - from) * 0.03, 1);
  return { from: from - margin, to: to + margin };
}

function datasetsOf(time: Timed, rows: readonly Row[]): Dataset[] {
  const end = placeOf(time, time.until) as number;
  const spread: Datum[] = [];
  const medians: Datum[] = [];
  const promises: Datum[] = [];
  const days: Datum[] = [];
  const spans: Datum[] = [];
  const made: Datum[] = [];
  rows.forEach((row, y) => {
    if (row.kind === 'name') return;
    const { p10, p50, p90, promise, asOf } = row.forecast;
    spread.push({ x: [placeOf(time, p10) ?? end, placeOf(time, p90) ?? end], y });
    if (p50 !== null) medians.push({ x: placeOf(time, p50) as number, y });
    made.push({ x: placeOf(time, asOf) as number, y });
    if (promise !== null) promises.push({ x: placeOf(time, promise.by) as number, y });
    if (row.score === null) return;
    const [from, to] = [placeOf(time, row.score.actual.from) as number, placeOf(time, row.score.actual.to) as number];
    if (from === to) days.push({ x: from, y });
    else spans.push({ x: [from, to], y });
  });
  return [
    { ...bars('P10 to P90', spread, ROLE.estimateBand, 20), order: 5 } as Dataset,
    {
      ...points('P50', medians, 'circle', 8),
      backgroundColor: ROLE.estimate,
      borderColor: INK.ground,
      pointBorderWidth: 2,
      order: 2,
    } as Dataset,
    {
      ...points('day of the forecast', made, 'triangle', 6),
      rotation: 90,
      backgroundColor: INK.line,
      borderColor: INK.line,
      order: 4,
    } as Dataset,
    ...(promises.length > 0 ? [upright('promised', promises, INK.strong, 4)] : []),
    ...(days.length > 0 ? [upright('what happened', days, ROLE.short, 6)] : []),
    ...(spans.length > 0 ? [{ ...bars('happened in between', spans, ROLE.short, 6), order: 3 } as Dataset] : []),
  ];
}

function bars(label: string, data: Datum[], backgroundColor: string, barThickness: number) {
  return { type: 'bar', label, data, backgroundColor, barThickness, grouped: false, pointStyle: 'rect', minBarLength: 2 };
}

function points(label: string, data: Datum[], pointStyle: string, pointRadius: number) {
  return { type: 'line', label, data, showLine: false, pointStyle, pointRadius, clip: 20 };
}

/** An upright stroke, so that a dot under it stays visible. */
function upright(label: string, data: Datum[], borderColor: string, pointBorderWidth: number): Dataset {
  return { ...points(label, data, 'line', 13), rotation: 90, borderColor, pointBorderWidth, order: 1 } as Dataset;
}

function names(rows: readonly Row[]): TextMark[] {
  return rows.flatMap((row, y) =>
    row.kind === 'name'
      ? [
          // The halo keeps the axis from being drawn through it.
          text({
            text: shortenFront(row.name, 60),
            x: 'canvas-start',
            dx: 36,
            y,
            weight: WEIGHT.strong,
            colour: INK.strong,
            halo: INK.ground,
          }),
        ]
      : [],
  );
}

function table(time: Timed, rows: readonly Row[]): TextMark[] {
  const [first, second, third] = COLUMNS;
  const column = { x: 'end', align: 'right' } as const;
  const heads = ['P50', 'late by', 'CRPS, d'].map((head, i) =>
    text({ ...column, text: head, y: 'start', dy: -16, dx: COLUMNS[i] as number, colour: INK.soft, size: SIZE.label }),
  );
  return [
    ...heads,
    ...rows.flatMap((row, y) => {
      if (row.kind === 'name') return [];
      const { score, forecast } = row;
      const cells = [text({ ...column, text: tellInstant(time, forecast.p50), y, dx: first, colour: INK.strong })];
      if (score === null) return [...cells, text({ ...column, text: 'open', y, dx: second, colour: INK.soft })];
      const { errorDays, inP10P90 } = score;
      const colour = inP10P90 === 'no' ? '#b04a00' : inP10P90 === 'yes' ? '#00614a' : INK.text;
      const error = errorDays === null ? 'early' : `${errorDays > 0 ? '+' : ''}${errorDays}`.replace('-', '−');
      return [
        ...cells,
        text({ ...column, text: error, y, dx: second, colour, weight: WEIGHT.strong }),
        text({ ...column, text: tellNumber(Math.round(score.crpsDays)), y, dx: third }),
      ];
    }),
  ];
}
