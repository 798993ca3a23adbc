/** The headline: compute online against date, as a fan over the futures, beside the plan and what is possible without waiting. */
import type { AmountOutcome, ComputeCurve, Instant, Outcomes } from '../measure/outcomes.ts';
import { amountAxis, timeAxis, timeWindow } from './axes.ts';
import { instantOf, placeOf, tellInstant, tellPlace } from './dates.ts';
import type { Dataset, Datum, Figure, FigureKind, StrokeMark, TextMark } from './figure.ts';
import { frame, isOneRun, stroke, text } from './frame.ts';
import { area, band, line, pointsOf } from './lines.ts';
import { INK, ROLE, WEIGHT } from './theme.ts';
import { tellNumber } from './words.ts';

export const timeToCompute: FigureKind = {
  name: 'time-to-compute',
  summary: 'MW online against date: median, P10 to P90, the plan, and the bound without waiting',
  figure,
};

/** A date at which all the compute is online, by one reckoning. */
interface Completion {
  readonly name: string;
  readonly place: number;
  readonly colour: string;
}

/** Sums of MW may miss their total by this share. */
const ROUNDING = 1e-9;
/** Pixels from one row of completion labels to the next, and the plot's height without them. */
const ROW_PITCH = 34;
const PLOT_HEIGHT = 640;

function figure(outcomes: Outcomes): Figure | null {
  const { curve } = outcomes;
  if (curve === null || curve.totalMw <= 0) return null;
  const window = timeWindow(outcomes);
  const completions = completionsOf(outcomes, curve).filter(({ place }) => place <= window.to);
  const headroom = ((completions.length + 0.6) * ROW_PITCH) / (PLOT_HEIGHT - (completions.length + 0.6) * ROW_PITCH);
  return frame(outcomes, {
    name: timeToCompute.name,
    title: titleOf(outcomes, curve),
    subtitle: subtitleOf(outcomes, curve),
    type: 'line',
    datasets: datasetsOf(outcomes, curve, window.to),
    axes: { x: timeAxis(outcomes, window), y: amountAxis(curve.totalMw, 'IT MW online', { headroom }) },
    legend: 'top',
    ...labelsOf(outcomes, curve, completions),
  });
}

function datasetsOf(outcomes: Outcomes, curve: ComputeCurve, to: number): Dataset[] {
  const oneRun = isOneRun(outcomes);
  const points = (series: readonly number[]) => pointsOf(outcomes, series, to);
  const exact = (series: readonly number[], dateOf: (amount: AmountOutcome) => Instant) => exactly(outcomes, curve, points(series), dateOf);
  const median = exact(curve.mw.p50, ({ p50 }) => instantOf(p50));
  const plan = exact(curve.plannedMw, ({ planned }) => planned);
  const ideal = exact(curve.noWaitMw, ({ noWaitP50 }) => noWaitP50);
  const idealLabel = oneRun ? 'if nothing ever waited' : 'if nothing ever waited (P50)';
  const bounds = [
    line(plan, { label: 'plan', colour: ROLE.plan, width: 3, shape: 'step' }),
    line(ideal, { label: idealLabel, colour: ROLE.ideal, width: 3, dash: [10, 7], shape: 'step' }),
    line(actualPoints(outcomes, curve, to), { label: 'actual', colour: ROLE.actual, width: 5, shape: 'step' }),
  ].filter(({ data }) => data.length > 0);
  if (oneRun) return [...bounds, area(median, { label: 'online in this run', colour: ROLE.estimateCore, shape: 'step' }, 'zero')];
  // Chart.js draws the first on top.
  return [
    line(median, { label: 'P50', colour: ROLE.estimate, width: 6, shape: 'step' }),
    ...bounds,
    ...band(points(curve.mw.p25), points(curve.mw.p75), { label: 'P25 to P75 of futures', colour: ROLE.estimateCore, shape: 'step' }),
    ...band(points(curve.mw.p10), points(curve.mw.p90), { label: 'P10 to P90', colour: ROLE.estimateBand, shape: 'step' }),
  ];
}

/** What was really online, from the start or the first report to the last report: what came after is not known. */
function actualPoints(outcomes: Outcomes, { actual = [] }: ComputeCurve, to: number): Datum[] {
  const steps = actual.flatMap(({ date, mw }): Datum[] => {
    const x = placeOf(outcomes, date);
    return x === null || x > to ? [] : [{ x, y: mw }];
  });
  return steps.length === 0 ? [] : [{ x: 0, y: 0 }, ...steps];
}

/** Points of which the steps to a reported amount stand at its date, as the labels and the title name it, not at the grid point after it. */
function exactly(
  outcomes: Outcomes,
  { amounts }: ComputeCurve,
  points: readonly Datum[],
  dateOf: (amount: AmountOutcome) => Instant,
): Datum[] {
  const moved = [...points];
  for (const amount of amounts) {
    const place = placeOf(outcomes, dateOf(amount));
    const step = points.findIndex(({ y }) => y !== null && y >= amount.itMw * (1 - ROUNDING));
    const before = outcomes.grid[step - 1];
    const after = outcomes.grid[step];
    if (place === null || before === undefined || after === undefined) continue;
    moved[step] = { x: Math.min(after, Math.max(before, place)), y: points[step]?.y ?? null };
  }
  return moved;
}

/** Labels above the plateau, right-aligned at the date they name; a later one stands higher, so that no leader crosses a label. */
function labelsOf(
  outcomes: Outcomes,
  curve: ComputeCurve,
  completions: readonly Completion[],
): { texts: TextMark[]; strokes: StrokeMark[] } {
  const texts: TextMark[] = [];
  const strokes: StrokeMark[] = [];
  const inOrder = [...completions].sort((a, b) => a.place - b.place);
  const rowHeight = curve.totalMw / ((PLOT_HEIGHT - (completions.length + 0.6) * ROW_PITCH) / ROW_PITCH);
  inOrder.forEach(({ name, place, colour }, row) => {
    const height = curve.totalMw + (row + 0.75) * rowHeight;
    strokes.push(stroke({ from: [place, curve.totalMw], to: [place, height + rowHeight * 0.3], colour, width: 2 }));
    texts.push(
      text({ text: `${name} ${tellPlace(outcomes, place)}`, x: place, y: height, dx: -10, align: 'right', colour, weight: WEIGHT.strong }),
    );
  });
  return { texts, strokes };
}

function completionsOf(outcomes: Outcomes, curve: ComputeCurve): Completion[] {
  const single = isOneRun(outcomes);
  const named: [string, number | null, string][] = [
    ['without waiting', placeOf(outcomes, curve.complete.noWaitP50), ROLE.ideal],
    ['plan', placeOf(outcomes, curve.complete.planned), ROLE.plan],
    [single ? 'this run' : 'P50', completion(outcomes, curve, 'p50'), ROLE.estimate],
    ...(single ? [] : [['P80', completion(outcomes, curve, 'p80'), INK.soft] as [string, number | null, string]]),
  ];
  return named.flatMap(([name, place, colour]) => (place === null ? [] : [{ name, place, colour }]));
}

/** When all the compute is online. */
function completion(outcomes: Outcomes, { complete }: ComputeCurve, key: 'p50' | 'p80'): number | null {
  return placeOf(outcomes, instantOf(complete[key]));
}

function titleOf(outcomes: Outcomes, curve: ComputeCurve): string {
  const total = `${tellNumber(curve.totalMw)} MW`;
  const middle = completion(outcomes, curve, 'p50');
  const single = isOneRun(outcomes);
  if (middle === null) {
    const reached = curve.mw.p50.at(-1) ?? 0;
    return `${tellNumber(reached)} of ${total} online ${tellInstant(outcomes, outcomes.until)}${single ? '' : ' at P50'}: not all by the horizon`;
  }
  if (single) return `${total} online by ${tellPlace(outcomes, middle)} in this one run`;
  const place = completion(outcomes, curve, 'p80');
  const tail = place === null ? tellInstant(outcomes, null) : tellPlace(outcomes, place);
  return `${total} online by ${tellPlace(outcomes, middle)} at P50, ${tail} at P80`;
}

function subtitleOf(outcomes: Outcomes, curve: ComputeCurve): string {
  const gpus = curve.totalGpus > 0 ? `; ${tellNumber(curve.totalMw)} MW carry ${tellNumber(curve.totalGpus)} GPUs` : '';
  const what = `IT MW accepted by their user${gpus}. ${halfOf(outcomes, curve)}`;
  if (isOneRun(outcomes)) return what;
  const tail = curve.complete.p80;
  const known =
    tail.lo === null || tail.hi === null
      ? ''
      : ` P80 of all lies between ${tellInstant(outcomes, tail.lo)} and ${tellInstant(outcomes, tail.hi)} (90 % interval).`;
  return `${what} P80: the date by which 80 % of futures are done.${known}`;
}

/** When half of the compute is online. */
function halfOf(outcomes: Outcomes, { amounts }: ComputeCurve): string {
  const half = amounts.find(({ share }) => share === 0.5);
  if (half === undefined) throw new Error('the outcomes do not tell when half of the compute is online');
  const [middle, tail] = [half.p50, half.p80].map((estimate) => tellInstant(outcomes, instantOf(estimate)));
  return isOneRun(outcomes) ? `Half of it: ${middle}.` : `Half of it: ${middle} at P50, ${tail} at P80.`;
}
