/** What each axis of a sweep is worth, widest first: a bar from what its best value comes to on average to what its worst does. */
import { LOST_MW_DAYS } from '../measure/sweep.ts';
import { type Axis, numberAxis, roundStep, rowAxis, timeAxis } from './axes.ts';
import type { Dataset, Figure } from './figure.ts';
import { frame, text } from './frame.ts';
import { effectOf, framed, type MeanAt, meansAlong, type Shown, type SweepResults, slugOf, varyingAxes } from './sweep-values.ts';
import { HEIGHT, ROLE } from './theme.ts';
import { sentence, shorten } from './words.ts';

const MOST_BARS = 12;
/** Of the axis, on either side, for the names of values. */
const MARGIN = 0.22;

interface Bar {
  readonly label: string;
  readonly best: MeanAt;
  readonly worst: MeanAt;
}

/** Null where fewer than two axes vary, or none of them matters. */
export function sweepTornado(sweep: SweepResults, shown: Shown): Figure | null {
  const { study } = sweep;
  const varying = varyingAxes(study);
  const bars = varying
    .flatMap((axis): Bar[] => {
      const means = meansAlong(sweep, shown, axis);
      const [best] = means;
      const worst = means.at(-1);
      return best === undefined || worst === undefined ? [] : [{ label: study.axes[axis]!.label, best, worst }];
    })
    .sort((a, b) => b.worst.mean - b.best.mean - (a.worst.mean - a.best.mean))
    .slice(0, MOST_BARS);
  if (varying.length < 2 || bars.length < 2 || !(bars[0]!.worst.mean > bars[0]!.best.mean)) return null;
  const strongest = varying.reduce((most, axis) => (effectOf(sweep, shown, axis) > effectOf(sweep, shown, most) ? axis : most));
  const drawn = study.axes[strongest]!.sampled;
  return frame(framed(study), {
    name: `sweep-tornado-${slugOf(shown.measure)}`,
    title: `Widest: ${shorten(study.axes[strongest]!.label, 40)}, ${shown.tellDifference(effectOf(sweep, shown, strongest))} ${drawn ? 'between the halves of its range' : 'from the best value to the worst'}`,
    subtitle: `${sentence(shown.title)}: for each axis the mean over all cells with its best ${drawn ? 'half of the range' : 'value'} and with its worst.`,
    type: 'bar',
    datasets: [
      {
        type: 'bar',
        label: '',
        data: bars.map(({ best, worst }, y) => ({ x: [best.mean, worst.mean], y })),
        backgroundColor: bars.map((_, i) => (i === 0 ? ROLE.estimate : ROLE.estimateCore)),
        barThickness: Math.min(64, Math.round((HEIGHT - 320) / bars.length / 1.5)),
        minBarLength: 3,
        grouped: false,
      } as Dataset,
    ],
    axes: { x: valueAxis(sweep, shown, bars), y: rowAxis(bars.map(({ label }) => shorten(label, 34))) },
    legend: 'none',
    texts: bars.flatMap(({ best, worst }, y) => [
      text({ text: shorten(best.label, 22), x: best.mean, y, dx: -12, align: 'right' }),
      text({ text: shorten(worst.label, 22), x: worst.mean, y, dx: 12 }),
    ]),
  });
}

function valueAxis({ study }: SweepResults, shown: Shown, bars: readonly Bar[]): Axis {
  const least = Math.min(...bars.map(({ best }) => best.mean));
  const most = Math.max(...bars.map(({ worst }) => worst.mean));
  const margin = (most - least) * MARGIN;
  const window = { from: least - margin, to: most + margin };
  if (shown.measure !== LOST_MW_DAYS) return timeAxis(study, window, 8);
  const { from: min, to: max } = window;
  return numberAxis({ min, max, step: roundStep((max - min) / 7), title: 'MW-days', border: 'drawn' });
}
