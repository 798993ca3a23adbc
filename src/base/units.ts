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
 * - `mass`: kg. `rackRate`: racks per day. `speed`: TFLOP/s.
 * - `hourlyPay`: USD per hour. `dailyPay`: USD per day. `yearlyShare`: a fraction per year. `area`: square feet.
 * - `money`: USD. `energyPrice`: USD per MWh. `powerPrice`: USD per kW and year. `costOfPower`: USD per kW. `emission`: t per MWh.
 *   `waterUse`: litres per kWh. `distance`: km. `costOfDistance`: USD per km. `latency`: milliseconds.
 * - `hashrate`: TH per second. `efficiency`: joules per TH. `hashprice`: USD per PH/s and day. `rent`: USD per kW and month.
 *   `pace`: GPUs per day.
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
  hourlyPay: { noun: 'pay by the hour', example: '45 USD/h', units: { 'USD/h': 1 } },
  dailyPay: { noun: 'pay by the day', example: '130 USD/d', units: { 'USD/d': 1 } },
  yearlyShare: { noun: 'a share by the year', example: '70 %/y', units: { '%/y': 0.01 } },
  mass: { noun: 'a mass', example: '25 kg', units: { kg: 1, t: 1000 } },
  rackRate: { noun: 'a rate of racks', example: '40 racks/d', units: { 'racks/d': 1, 'racks/wk': 1 / 7 } },
  speed: { noun: 'a computing speed', example: '2500 TFLOP/s', units: { 'TFLOP/s': 1, 'PFLOP/s': 1000 } },
  area: { noun: 'an area', example: '250000 sqft', units: { sqft: 1, m2: 1 / 0.09290304 } },
  money: { noun: 'an amount of money', example: '4.1 MUSD', units: { USD: 1, kUSD: 1000, MUSD: 1_000_000, BUSD: 1_000_000_000 } },
  energyPrice: { noun: 'a price of energy', example: '45 USD/MWh', units: { 'USD/MWh': 1, 'USD/kWh': 1000 } },
  powerPrice: { noun: 'a price of power by the year', example: '70 USD/kW-y', units: { 'USD/kW-y': 1 } },
  costOfPower: { noun: 'a cost per power', example: '7 kUSD/MW', units: { 'USD/MW': 0.001, 'kUSD/MW': 1 } },
  emission: { noun: 'an emission per energy', example: '490 kg/MWh', units: { 'kg/MWh': 0.001, 't/MWh': 1, 'g/kWh': 0.001 } },
  waterUse: { noun: 'a use of water per energy', example: '0.02 L/kWh', units: { 'L/kWh': 1, 'm3/MWh': 1 } },
  distance: { noun: 'a distance', example: '250 mi', units: { km: 1, mi: 1.609344 } },
  costOfDistance: {
    noun: 'a cost per distance',
    example: '60 kUSD/km',
    units: { 'USD/km': 1, 'kUSD/km': 1000, 'kUSD/mi': 1000 / 1.609344 },
  },
  latency: { noun: 'a latency', example: '10 ms', units: { ms: 1 } },
  hashrate: { noun: 'a hashrate', example: '1.2 EH/s', units: { 'TH/s': 1, 'PH/s': 1000, 'EH/s': 1_000_000 } },
  efficiency: { noun: 'the energy of a hash', example: '15 J/TH', units: { 'J/TH': 1 } },
  hashprice: { noun: 'a hashprice', example: '43 USD/PH/d', units: { 'USD/PH/d': 1 } },
  rent: { noun: 'a rent', example: '130 USD/kW-mo', units: { 'USD/kW-mo': 1 } },
  pace: { noun: 'a pace of GPUs', example: '400 GPUs/d', units: { 'GPUs/d': 1 } },
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
