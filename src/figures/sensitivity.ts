/**
 * What an outcome is sensitive to: a bar for each input (or cause) with the share of the variance it explains, its interval as a whisker, and a line
 * at what chance alone shows. Comes in: what a sensitivity study says. Goes out: figures; none where nothing was measured.
 */
import type { CauseSensitivity, SensitivityOutcomes, Sure } from '../measure/sensitivity/outcomes.ts';
import type { CauseGroup } from '../plan/plan.ts';
import { amountAxis, rowAxis } from './axes.ts';
import type { Dataset, Figure, StrokeMark, TextMark } from './figure.ts';
import { frame, stroke, text } from './frame.ts';
import { groupColour, tint } from './palette.ts';
import { INK, SIZE, WEIGHT } from './theme.ts';
import { cutTo, sentence, shorten, shortenFront, tellNumber } from './words.ts';

const MOST_BARS = 14;
/** Pixels: of the room for bars, and for what is written to their right. */
const ROOM = 560;
const TABLE = 330;
/** The widest name of a row. */
const NAME = 470;

export function sensitivityFigures(outcomes: SensitivityOutcomes): Figure[] {
  return [inputsFigure(outcomes), causesFigure(outcomes)].filter((figure) => figure !== null);
}

interface Row {
  readonly label: string;
  readonly group: CauseGroup;
  readonly first: Sure;
  readonly standsOut: boolean;
  readonly note: string;
}

function inputsFigure(outcomes: SensitivityOutcomes): Figure | null {
  const { inputs, outcome, noise, verdict } = outcomes;
  const shown = inputs.slice(0, MOST_BARS);
  const [most] = shown;
  if (most === undefined) return null;
  const what = shorten(outcome.name, 40);
  const title = !most.standsOut
    ? `No input stands out of the noise in ${what}`
    : `${sentence(shorten(most.label, 60))} explains most of what is unsure about ${what}: ${percent(most.first.value)}`;
  return bars(outcomes, {
    name: 'sensitivity',
    title: verdict.enough ? title : `Not enough futures to rank what moves ${what}`,
    subtitle: `Share of the variance that each input explains alone (first-order index), with 90 % intervals. ${shown.length} of ${inputs.length} inputs; chance alone shows up to ${percent(noise.first)}. Right: by how much the mean moves from the input's lowest fifth to its highest.`,
    rows: shown.map((input) => ({ ...input, note: `${signed(input.swing)} ${outcome.unit}` })),
    noise: noise.first,
  });
}

function causesFigure(outcomes: SensitivityOutcomes): Figure | null {
  const causes = outcomes.causes.slice(0, MOST_BARS);
  const [most] = causes;
  if (most === undefined) return null;
  return bars(outcomes, {
    name: 'sensitivity-causes',
    title: `${sentence(shorten(most.label, 50))} explains ${percent(most.first.value)} of what is unsure about ${shorten(outcomes.outcome.name, 40)}`,
    subtitle: `Share of the variance that the inputs of each cause explain, one by one and added up, with 90 % intervals. All inputs together: ${percent(outcomes.explained.value)}; the rest is interaction, and luck that no input tells.`,
    rows: causes.map((cause) => ({ ...cause, standsOut: cause.first.lo > 0, note: inputsOf(cause) })),
    noise: null,
  });
}

function inputsOf({ inputs }: CauseSensitivity): string {
  return `${inputs} input${inputs === 1 ? '' : 's'}`;
}

interface Bars {
  readonly name: string;
  readonly title: string;
  readonly subtitle: string;
  readonly rows: readonly Row[];
  readonly noise: number | null;
}

function bars(outcomes: SensitivityOutcomes, { name, title, subtitle, rows, noise }: Bars): Figure {
  const pitch = Math.min(56, ROOM / rows.length);
  const longest = Math.max(...rows.map(({ first }) => Math.max(first.hi, first.value)), noise ?? 0, 0.01);
  const axis = amountAxis(100 * longest, '% of the variance', { headroom: 0.04, steps: 6 });
  const dataset: Dataset = {
    type: 'bar',
    label: '',
    data: rows.map(({ first }, y) => ({ x: 100 * Math.max(0, first.value), y })),
    backgroundColor: rows.map(({ group, standsOut }) => (standsOut ? groupColour(group) : tint(groupColour(group), 0.35))),
    barThickness: Math.round(pitch * 0.62),
    grouped: false,
  } as Dataset;
  return frame(outcomes, {
    name,
    title,
    subtitle,
    type: 'bar',
    height: Math.round(340 + rows.length * pitch),
    datasets: [dataset],
    axes: {
      x: { ...axis, scale: { ...axis.scale, position: 'bottom' } },
      y: rowAxis(rows.map(({ label }) => cutTo(sentence(shortenFront(label, 60)), NAME))),
    },
    legend: 'none',
    texts: rows.flatMap((row, y) => table(row, y)),
    strokes: [...rows.flatMap(({ first }, y) => whisker(first, y)), ...(noise === null ? [] : noiseLine(noise))],
    rightSpace: TABLE,
  });
}

function table({ first, note, standsOut }: Row, y: number): TextMark[] {
  const place = { x: 'end', y, align: 'right', size: SIZE.label } as const;
  return [
    text({
      ...place,
      text: `${percent(first.value)} (${tellNumber(100 * first.lo)} to ${tellNumber(100 * first.hi)})`,
      dx: 210,
      colour: standsOut ? INK.strong : INK.soft,
      weight: standsOut ? WEIGHT.strong : WEIGHT.regular,
    }),
    text({ ...place, text: note, dx: TABLE, colour: standsOut ? INK.text : INK.soft }),
  ];
}

function whisker({ lo, hi }: Sure, y: number): StrokeMark[] {
  const line = { colour: INK.strong, width: 2 };
  return [
    stroke({ ...line, from: [100 * lo, y], to: [100 * hi, y] }),
    ...[lo, hi].map((end) => stroke({ ...line, from: [100 * end, y - 0.12], to: [100 * end, y + 0.12] })),
  ];
}

function noiseLine(noise: number): StrokeMark[] {
  return [stroke({ from: [100 * noise, 'start'], to: [100 * noise, 'end'], colour: INK.soft, width: 2, dash: [6, 6] })];
}

function percent(share: number): string {
  const value = 100 * share;
  if (value < 0.1) return '< 0.1 %';
  return value > 99.9 ? '> 99.9 %' : `${tellNumber(value)} %`;
}

function signed(value: number): string {
  return `${value > 0 ? '+' : value < 0 ? '−' : ''}${tellNumber(Math.abs(value))}`;
}
