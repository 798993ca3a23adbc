/** The ribbon: at each date, what holds the compute that the plan had online by then and that is not. */
import type { Outcomes, Ribbon } from '../measure/outcomes.ts';
import { type Axis, amountAxis, timeAxis, timeWindow } from './axes.ts';
import { tellPlace } from './dates.ts';
import type { Dataset, Figure, FigureKind, TextMark } from './figure.ts';
import { frame, tellMean, text } from './frame.ts';
import { area, pointsOf } from './lines.ts';
import { inkOn, paletteOf } from './palette.ts';
import { INK, OTHER_COLOUR, SIZE, WEIGHT } from './theme.ts';
import { cutTo, shorten, tellNumber, tellShare, textWidth } from './words.ts';

export const bindingConstraint: FigureKind = {
  name: 'binding-constraint',
  summary: 'what holds the planned compute that is not online, by date: shares by cause, and how many MW',
  figure,
};

const MOST_BANDS = 9;
/** Less than this share of the most ever held is a tail too thin to divide into shares. */
const NOTHING = 0.002;
/** Roughly the ribbon's size on the canvas, for placing names inside bands. Pixels. */
const RIBBON = { width: 980, height: 460, padding: 40 };
/** Pixels to the right for the list of causes, from one entry to the next, and where an entry's name and share lie. */
const LIST = { width: 440, pitch: 34, name: 48, share: 440 };
/** Characters of a name inside its band: as many as find room. */
const NAME_LENGTHS = [36, 24, 14];

interface HeldBand {
  readonly label: string;
  readonly colour: string;
  readonly mw: readonly number[];
  /** Of all MW-days held. */
  readonly share: number;
}

function figure(outcomes: Outcomes): Figure | null {
  const { ribbon } = outcomes;
  if (ribbon === null || !ribbon.heldMw.some((mw) => mw > 0)) return null;
  const window = heldWindow(outcomes, ribbon);
  const bands = bandsOf(outcomes, ribbon);
  const worst = bands[0] as HeldBand;
  const peak = Math.max(...ribbon.heldMw);
  // The largest band lies on top, as it does in the legend.
  const upward = [...bands].reverse();
  return frame(outcomes, {
    name: bindingConstraint.name,
    title: `Held back most by ${shorten(worst.label, 44)}: ${tellShare(worst.share)} of the MW-days lost`,
    subtitle: `Of the MW that the plan had online by each date and that were not: above, the share each cause held; below, how many MW, ${tellMean(outcomes)}. Most at once: ${tellNumber(peak)} MW, ${tellPlace(outcomes, outcomes.grid[ribbon.heldMw.indexOf(peak)] ?? 0)}.`,
    type: 'line',
    datasets: [...ribbonBands(outcomes, ribbon, upward, window.to), heldArea(outcomes, ribbon, window.to)],
    axes: {
      x: timeAxis(outcomes, window, 8),
      ymw: stackedAxis(amountAxis(peak, 'MW held', { steps: 2, headroom: 0.1 }), 1),
      yshare: stackedAxis(shareAxis(), 3),
    },
    legend: 'none',
    texts: [...bandNames(outcomes, ribbon, upward, window), ...listOf(bands)],
    rightSpace: LIST.width,
  });
}

/** From a little before compute is first held to a little after it is last. */
function heldWindow(outcomes: Outcomes, ribbon: Ribbon): { readonly from: number; readonly to: number } {
  const whole = timeWindow(outcomes);
  const first = ribbon.heldMw.findIndex((mw) => mw > thinnest(ribbon));
  const last = ribbon.heldMw.findLastIndex((mw) => mw > thinnest(ribbon));
  const from = outcomes.grid[Math.max(0, first - 1)] ?? whole.from;
  const to = outcomes.grid[Math.min(outcomes.grid.length - 1, last + 1)] ?? whole.to;
  return { from, to: Math.max(to, from + 1e-6) };
}

function bandsOf(outcomes: Outcomes, ribbon: Ribbon): HeldBand[] {
  const colourOf = paletteOf(outcomes);
  // The exact MW-days, as the tables tell them; the curve is a look at it every so many days.
  const lost = (cause: string): number => outcomes.causes[cause]?.lostMwDays ?? 0;
  const total = ribbon.causes.reduce((all, { cause }) => all + lost(cause), 0);
  const bands = ribbon.causes
    .map(({ cause, label, group, mw }) => ({ label, colour: colourOf(cause, group), mw, share: lost(cause) / total }))
    .filter(({ share }) => share > 0)
    .sort((a, b) => b.share - a.share);
  if (bands.length <= MOST_BANDS) return bands;
  const minor = bands.slice(MOST_BANDS - 1);
  const mw = ribbon.heldMw.map((_, i) => sum(minor.map((held) => held.mw[i] ?? 0)));
  const other = { label: `${minor.length} other causes`, colour: OTHER_COLOUR, mw, share: sum(minor.map(({ share }) => share)) };
  return [...bands.slice(0, MOST_BANDS - 1), other];
}

/** Each band is filled down to the one before it. Stacked here rather than by Chart.js, so that there are gaps where nothing is held. */
function ribbonBands(outcomes: Outcomes, ribbon: Ribbon, upward: readonly HeldBand[], to: number): Dataset[] {
  const least = thinnest(ribbon);
  const height = ribbon.heldMw.map(() => 0);
  return upward.map((held, nth) => {
    sharesOf(ribbon, held).forEach((share, i) => {
      height[i] = (height[i] as number) + share;
    });
    const style = { label: held.label, colour: held.colour, width: 1.5, yAxisID: 'yshare' } as const;
    const edge = pointsOf(outcomes, height, to).map((point, i) => ((ribbon.heldMw[i] ?? 0) > least ? point : { ...point, y: null }));
    return { ...area(edge, style, nth === 0 ? 'zero' : 'before'), borderColor: INK.ground } as Dataset;
  });
}

function heldArea(outcomes: Outcomes, ribbon: Ribbon, to: number): Dataset {
  const dataset = area(pointsOf(outcomes, ribbon.heldMw, to), { label: 'MW held', colour: INK.line, width: 3, yAxisID: 'ymw' }, 'zero');
  return { ...dataset, borderColor: INK.soft } as Dataset;
}

/** The causes to the right of the ribbon, in its order from the top, each with its share of all MW-days held. */
function listOf(bands: readonly HeldBand[]): TextMark[] {
  return bands.flatMap(({ label, colour, share }, nth) => {
    const row = { yScale: 'yshare', x: 'end', y: 'start', dy: 14 + nth * LIST.pitch } as const;
    return [
      text({ ...row, text: '■', dx: 20, colour, size: 26 }),
      text({ ...row, text: cutTo(label, LIST.share - LIST.name - 62), dx: LIST.name }),
      text({ ...row, text: tellShare(share), dx: LIST.share, align: 'right', colour: INK.strong, weight: WEIGHT.strong }),
    ];
  });
}

/** Write a band's name inside it where it is thickest, if there is room. */
function bandNames(
  outcomes: Outcomes,
  ribbon: Ribbon,
  upward: readonly HeldBand[],
  window: { readonly from: number; readonly to: number },
): TextMark[] {
  const base = ribbon.heldMw.map(() => 0);
  const texts: TextMark[] = [];
  for (const held of upward) {
    const shares = sharesOf(ribbon, held);
    for (const name of NAME_LENGTHS.map((characters) => shorten(held.label, characters))) {
      const width = ((textWidth(name) + RIBBON.padding) / RIBBON.width) * (window.to - window.from);
      const spot = roomiest(outcomes, shares, base, width, window);
      if (spot === null || spot.thickness * RIBBON.height < SIZE.label * 1.4) continue;
      texts.push(
        text({
          text: name,
          yScale: 'yshare',
          x: spot.place,
          y: spot.height,
          align: 'center',
          colour: inkOn(held.colour),
          weight: WEIGHT.strong,
        }),
      );
      break;
    }
    shares.forEach((share, i) => {
      base[i] = (base[i] as number) + share;
    });
  }
  return texts;
}

interface Spot {
  readonly place: number;
  readonly height: number;
  readonly thickness: number;
}

/** Where a box of a given width (in units of the time axis) finds the most height between the edges of a band. */
function roomiest(
  outcomes: Outcomes,
  shares: readonly number[],
  base: readonly number[],
  width: number,
  window: { readonly from: number; readonly to: number },
): Spot | null {
  let best: Spot | null = null;
  for (let i = 0; i < shares.length; i++) {
    const place = outcomes.grid[i] as number;
    if (place - width / 2 < window.from || place + width / 2 > window.to) continue;
    let floor = 0;
    let ceiling = 1;
    for (let j = 0; j < shares.length; j++) {
      // A step holds until the next grid point, so the one just before the box counts too.
      const reaches = (outcomes.grid[j + 1] ?? Number.POSITIVE_INFINITY) >= place - width / 2;
      if (!reaches || (outcomes.grid[j] as number) > place + width / 2) continue;
      floor = Math.max(floor, base[j] as number);
      ceiling = Math.min(ceiling, (base[j] as number) + (shares[j] as number));
    }
    if (ceiling - floor > (best?.thickness ?? 0)) best = { place, height: (floor + ceiling) / 2, thickness: ceiling - floor };
  }
  return best;
}

/** What a band holds of the MW held, along the grid; none where next to nothing is held. */
function sharesOf(ribbon: Ribbon, held: HeldBand): number[] {
  const least = thinnest(ribbon);
  return held.mw.map((mw, i) => {
    const all = ribbon.heldMw[i] ?? 0;
    return all > least ? mw / all : 0;
  });
}

function thinnest(ribbon: Ribbon): number {
  return Math.max(...ribbon.heldMw) * NOTHING;
}

function shareAxis(): Axis {
  const axis = amountAxis(1, 'share of MW held', { steps: 4 });
  return { ...axis, ticks: [0, 0.25, 0.5, 0.75, 1].map((value) => ({ value, label: `${value * 100} %` })) };
}

function stackedAxis(axis: Axis, stackWeight: number): Axis {
  return { ...axis, scale: { ...axis.scale, stack: 'left', stackWeight } };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
