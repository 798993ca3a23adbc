/**
 * Quantities as users write them: a number, a space, a unit. Each dimension has one table of units; what comes out is
 * a number in the dimension's base unit, or a sentence that says what is wrong.
 */
import { didYouMean } from './nearest.ts';
import { MINUTES_PER_DAY, MINUTES_PER_HOUR, MINUTES_PER_MONTH, MINUTES_PER_WEEK, MINUTES_PER_YEAR } from './time.ts';

interface Dimension {
  /** What it measures, for messages. */
  readonly noun: string;
  readonly example: string;
  /** Base units in one unit. */
  readonly units: Readonly<Record<string, number>>;
}

/**
 * - `elapsed`: calendar time, in minutes. `working`: time in which the activity's calendar is open, in minutes.
 *   `workingDays`: the same in working days; how many minutes those are is the calendar's to say.
 * - `power`: kW. `effort`: worker-minutes. `share`: a fraction. `rate`: kW per minute. `count`: pieces.
 */
export const DIMENSIONS = {
  elapsed: {
    noun: 'a duration',
    example: '6 wk',
    units: { min: 1, h: MINUTES_PER_HOUR, d: MINUTES_PER_DAY, wk: MINUTES_PER_WEEK, mo: MINUTES_PER_MONTH, y: MINUTES_PER_YEAR },
  },
  working: { noun: 'a working time', example: '80 wh', units: { wh: MINUTES_PER_HOUR } },
  workingDays: { noun: 'a number of working days', example: '10 wd', units: { wd: 1 } },
  power: { noun: 'a power', example: '50 MW', units: { kW: 1, MW: 1000, GW: 1_000_000 } },
  effort: { noun: 'an effort', example: '12000 worker-h', units: { 'worker-h': MINUTES_PER_HOUR } },
  share: { noun: 'a share', example: '30 %', units: { '%': 0.01 } },
  rate: {
    noun: 'a rate of power',
    example: '50 MW/mo',
    units: { 'MW/mo': 1000 / MINUTES_PER_MONTH, 'MW/wk': 1000 / MINUTES_PER_WEEK, 'MW/d': 1000 / MINUTES_PER_DAY },
  },
} as const satisfies Record<string, Dimension>;

export type DimensionName = keyof typeof DIMENSIONS;

/** Units as people spell them out, and what they are written as here. */
const SPELT_OUT: readonly (readonly [RegExp, string])[] = [
  [/^min(ute)?s?$/i, 'min'],
  [/^h(ou)?rs?$|^hours?$/i, 'h'],
  [/^days?$/i, 'd'],
  [/^w(ee)?ks?$/i, 'wk'],
  [/^months?$/i, 'mo'],
  [/^y(ea)?rs?$/i, 'y'],
  [/^(megawatts?|mva)$/i, 'MW'],
  [/^kilowatts?$/i, 'kW'],
  [/^gigawatts?$/i, 'GW'],
  [/^percent$/i, '%'],
];

const NUMBER = /^[+-]?(?:\d[\d_]*\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
const NUMBER_AND_UNIT = /^([+-]?(?:\d[\d_]*\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)\s*(\S+)$/;

export type Parsed =
  | { readonly ok: true; readonly value: number }
  | { readonly ok: false; readonly message: string; readonly remedy: string };

/** Parse `text` as a quantity of one dimension, in that dimension's base unit. */
export function parseQuantity(text: string, dimension: DimensionName): Parsed {
  const { noun, example, units }: Dimension = DIMENSIONS[dimension];
  const match = NUMBER_AND_UNIT.exec(text.trim());
  if (match === null) return notAQuantity(text.trim(), DIMENSIONS[dimension]);
  const [, digits, unit] = match as unknown as [string, string, string];
  const factor = Object.hasOwn(units, unit) ? units[unit] : undefined;
  if (factor === undefined) {
    const known = Object.keys(units);
    const belongs = dimensionOf(unit);
    const why =
      belongs === undefined
        ? `"${unit}" is not a unit of ${noun}${didYouMeanUnit(unit, known)}`
        : `"${text}" is ${DIMENSIONS[belongs].noun}, not ${noun}`;
    return { ok: false, message: why, remedy: `use ${known.length > 1 ? 'one of ' : ''}${known.join(', ')}, such as "${example}"` };
  }
  const value = Number(digits.replaceAll('_', '')) * factor;
  if (!Number.isFinite(value)) return { ok: false, message: `"${text}" is more than can be counted`, remedy: 'write a smaller number' };
  return { ok: true, value };
}

/** What is wrong with a text that is not a number followed by one word. */
function notAQuantity(text: string, { noun, example, units }: Dimension): Parsed {
  const write = `write a number and a unit, such as "${example}"`;
  if (NUMBER.test(text)) return { ok: false, message: `"${text}" has no unit`, remedy: write };
  if (Object.hasOwn(units, text)) return { ok: false, message: `"${text}" is a unit without a number`, remedy: write };
  if (/\d,\d/.test(text)) return { ok: false, message: `"${text}" is not ${noun}`, remedy: 'write 1000 or 1_000, and 0.5, without commas' };
  return { ok: false, message: `"${text}" is not ${noun}`, remedy: write };
}

function didYouMeanUnit(unit: string, known: readonly string[]): string {
  const spelt = SPELT_OUT.find(([pattern]) => pattern.test(unit))?.[1];
  return spelt !== undefined && known.includes(spelt) ? `; did you mean "${spelt}"?` : didYouMean(unit, known);
}

/** Which dimension a unit belongs to, if any. */
export function dimensionOf(unit: string): DimensionName | undefined {
  return (Object.keys(DIMENSIONS) as DimensionName[]).find((name) => Object.hasOwn(DIMENSIONS[name].units, unit));
}

/** The number in `text`, once it has been validated. Throws on text that has not. */
export function quantity(text: string, dimension: DimensionName): number {
  const parsed = parseQuantity(text, dimension);
  if (!parsed.ok) throw new Error(`${parsed.message} (${parsed.remedy})`);
  return parsed.value;
}
