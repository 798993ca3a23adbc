/** Horizontal bars, one per cause, largest first, with the amount and its share written at the end. */
import type { CauseAmount, Outcomes } from '../measure/outcomes.ts';
import { amountAxis, rowAxis } from './axes.ts';
import type { Dataset, Figure } from './figure.ts';
import { frame, text } from './frame.ts';
import { paletteOf } from './palette.ts';
import { HEIGHT, INK, OTHER_COLOUR, WEIGHT } from './theme.ts';
import { sentence, shorten, tellNumber, tellShare } from './words.ts';

export interface CauseBars {
  readonly name: string;
  readonly title: string;
  readonly subtitle: string;
  /** What the bars measure, with its unit. */
  readonly axis: string;
  readonly amounts: readonly CauseAmount[];
}

const MOST_BARS = 14;
/** Below this share of the whole a cause is no more than rounding. */
const LEAST_SHARE = 0.0005;

interface Bar {
  readonly label: string;
  readonly amount: number;
  readonly colour: string;
}

/** Null when there is nothing to measure. */
export function causeBars(outcomes: Outcomes, { name, title, subtitle, axis, amounts }: CauseBars): Figure | null {
  const total = amounts.reduce((sum, { amount }) => sum + amount, 0);
  if (!(total > 0)) return null;
  const bars = barsOf(outcomes, amounts, total);
  const longest = Math.max(...bars.map(({ amount }) => amount));
  const thickness = Math.min(56, Math.round((HEIGHT - 300) / bars.length / 1.45));
  const dataset: Dataset = {
    type: 'bar',
    label: '',
    data: bars.map(({ amount }, y) => ({ x: amount, y })),
    backgroundColor: bars.map(({ colour }) => colour),
    barThickness: thickness,
    grouped: false,
  } as Dataset;
  const values = amountAxis(longest, axis, { headroom: 0.24, steps: 6 });
  return frame(outcomes, {
    name,
    title,
    subtitle,
    type: 'bar',
    datasets: [dataset],
    axes: { x: { ...values, scale: { ...values.scale, position: 'bottom' } }, y: rowAxis(bars.map(({ label }) => label)) },
    legend: 'none',
    texts: bars.map(({ amount }, y) =>
      text({
        text: `${tellNumber(amount)}  (${tellShare(amount / total)})`,
        x: amount,
        y,
        dx: 12,
        colour: INK.strong,
        weight: y === 0 ? WEIGHT.strong : WEIGHT.regular,
      }),
    ),
  });
}

function barsOf(outcomes: Outcomes, amounts: readonly CauseAmount[], total: number): Bar[] {
  const colourOf = paletteOf(outcomes);
  const ranked = amounts.filter(({ amount }) => amount > total * LEAST_SHARE).sort((a, b) => b.amount - a.amount);
  const bars = ranked.map(({ cause, label, group, amount }) => ({
    label: sentence(shorten(label, 36)),
    amount,
    colour: colourOf(cause, group),
  }));
  if (bars.length <= MOST_BARS) return bars;
  const minor = bars.slice(MOST_BARS - 1);
  const amount = minor.reduce((sum, bar) => sum + bar.amount, 0);
  return [...bars.slice(0, MOST_BARS - 1), { label: `${minor.length} other causes`, amount, colour: OTHER_COLOUR }];
}
