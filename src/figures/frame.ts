/** What every chart has around it: title, subtitle, legend, and the footer that says what it was made from. */
import type { Outcomes } from '../measure/outcomes.ts';
import type { Axis } from './axes.ts';
import type { Dataset, Figure, Marks, Scales, StrokeMark, TextMark } from './figure.ts';
import { FONT_FAMILY, HEIGHT, INK, SIZE, WEIGHT, WIDTH } from './theme.ts';
import { shorten, tellCount, wrap } from './words.ts';

const MARGIN = 36;
const FOOTER_SPACE = 62;
const TOP = 24;
const LINE_HEIGHT = 1.25;

/** What the footer says a figure was made from. */
export type Framed = Pick<Outcomes, 'title' | 'world' | 'censored' | 'replications' | 'seed' | 'tool'>;

export interface Drawing {
  readonly name: string;
  readonly title: string;
  readonly subtitle: string;
  readonly height?: number;
  readonly type: 'line' | 'bar';
  readonly datasets: readonly Dataset[];
  /** By scale id; an id starts with `x` or `y`. */
  readonly axes: Readonly<Record<string, Axis>>;
  readonly legend: 'none' | 'top';
  readonly texts?: readonly TextMark[];
  readonly strokes?: readonly StrokeMark[];
  /** Pixels kept free to the right of the chart for texts. */
  readonly rightSpace?: number;
}

/** A figure with the house's frame around a drawing. */
export function frame(outcomes: Framed, drawing: Drawing): Figure {
  const { name, title, subtitle, height = HEIGHT, axes } = drawing;
  const [x = 'x'] = Object.keys(axes).filter((id) => id.startsWith('x'));
  const [y = 'y'] = Object.keys(axes).filter((id) => id.startsWith('y'));
  const heading = headingOf(title, subtitle, x, y);
  const marks: Marks = {
    ticks: Object.fromEntries(Object.entries(axes).map(([id, axis]) => [id, axis.ticks])),
    texts: [...(drawing.texts ?? []), ...heading.texts, ...footer(outcomes, x, y)],
    strokes: drawing.strokes ?? [],
  };
  const scales: Scales = Object.fromEntries(Object.entries(axes).map(([id, axis]) => [id, axis.scale]));
  return {
    name,
    title,
    subtitle,
    width: WIDTH,
    height,
    config: {
      type: drawing.type,
      data: { datasets: [...drawing.datasets] },
      options: {
        responsive: false,
        animation: false,
        devicePixelRatio: 1,
        locale: 'en-GB',
        color: INK.text,
        font: { family: FONT_FAMILY, size: SIZE.label },
        layout: { padding: { left: MARGIN, right: MARGIN + (drawing.rightSpace ?? 0), top: heading.height, bottom: FOOTER_SPACE } },
        indexAxis: drawing.type === 'bar' ? 'y' : 'x',
        scales,
        plugins: {
          legend: legend(drawing),
          marks,
        },
      },
    },
  };
}

/** A text mark, with what most of them share filled in. */
export function text(mark: Pick<TextMark, 'text' | 'x' | 'y'> & Partial<TextMark>): TextMark {
  return {
    xScale: 'x',
    yScale: 'y',
    dx: 0,
    dy: 0,
    align: 'left',
    colour: INK.text,
    size: SIZE.label,
    weight: WEIGHT.regular,
    halo: null,
    ...mark,
  };
}

/** A stroke, with what most of them share filled in. */
export function stroke(mark: Pick<StrokeMark, 'from' | 'to'> & Partial<StrokeMark>): StrokeMark {
  return { xScale: 'x', yScale: 'y', inset: 0, colour: INK.line, width: 2, dash: [], layer: 'above', ...mark };
}

/** Title and subtitle. Not Chart.js's own, which squeezes them where a chart keeps space free at its side. */
function headingOf(
  title: string,
  subtitle: string,
  xScale: string,
  yScale: string,
): { readonly texts: TextMark[]; readonly height: number } {
  const width = WIDTH - 2 * MARGIN;
  const texts: TextMark[] = [];
  let height = TOP;
  const add = (lines: readonly string[], size: number, weight: number, colour: string): void => {
    for (const line of lines) {
      const dy = height + (size * LINE_HEIGHT) / 2;
      texts.push(text({ text: line, xScale, yScale, x: 'canvas-start', y: 'canvas-start', dx: MARGIN, dy, size, weight, colour }));
      height += size * LINE_HEIGHT;
    }
  };
  add(wrap(title, width, SIZE.title), SIZE.title, WEIGHT.strong, INK.strong);
  height += 6;
  add(wrap(subtitle, width, SIZE.subtitle), SIZE.subtitle, WEIGHT.regular, INK.soft);
  return { texts, height: Math.round(height + 18) };
}

function legend({ legend: where, type }: Drawing) {
  return {
    display: where !== 'none',
    position: 'top' as const,
    align: 'start' as const,
    labels: {
      usePointStyle: true,
      // A line needs length to show its dashes; a dot or a diamond must not be stretched.
      ...(type === 'line' ? { pointStyleWidth: 44 } : {}),
      boxHeight: 14,
      padding: 20,
      color: INK.text,
      font: { size: SIZE.label, family: FONT_FAMILY },
    },
  };
}

/** Scenario, futures, seed and tool; for a deterministic world, that it is no forecast. */
function footer(outcomes: Framed, xScale: string, yScale: string): TextMark[] {
  const shared = { xScale, yScale, y: 'canvas-end', dy: -26, colour: INK.soft, size: SIZE.footer } as const;
  return [
    text({ ...shared, x: 'canvas-start', dx: MARGIN, text: `${shorten(outcomes.title, 70)}  ·  ${origin(outcomes)}` }),
    text({ ...shared, x: 'canvas-end', dx: -MARGIN, align: 'right', text: outcomes.tool }),
  ];
}

function origin(outcomes: Framed): string {
  if (outcomes.world !== null) return `one deterministic run (${outcomes.world} of every draw), not a forecast`;
  const unfinished = outcomes.censored > 0 ? `, ${tellCount(outcomes.censored, 'future')} unfinished at the horizon` : '';
  return `${tellCount(outcomes.replications, 'future')}, seed ${shorten(outcomes.seed, 24)}${unfinished}`;
}

/** What a mean is over, in words. */
export function tellMean(outcomes: Outcomes): string {
  return isOneRun(outcomes) ? 'in this run' : 'mean over futures';
}

/** Whether there is but one future, so that percentiles all coincide. */
export function isOneRun(outcomes: Outcomes): boolean {
  return outcomes.world !== null || outcomes.replications === 1;
}
