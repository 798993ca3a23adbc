/** Turns fields that have passed the schema into base units: ticks, kW, worker-minutes, laws. */
import type { Path, Problems } from '../base/problem.ts';
import { axisOrigin, parseDate, type TimeAxis, ticksPerPlainUnit } from '../base/time.ts';
import { dimensionOf, parseQuantity, quantity } from '../base/units.ts';
import type { Law, Parameters, ParameterType, WeightedValue } from '../random/distribution.ts';
import { checkLaw, DISTRIBUTIONS } from '../random/distributions/registry.ts';
import { NAMED_DISTRIBUTIONS } from './fields.ts';

/** What time a law counts: elapsed minutes, or minutes or days of an open calendar. */
export type Clock = 'elapsed' | 'working' | 'workingDays';

export interface TimeLaw {
  readonly law: Law;
  readonly clock: Clock;
}

type Annotated<T> = T | { readonly value: T };

/** The bare value of `50 MW` or `{value: 50 MW, source: ...}`. */
export function bare<T>(field: Annotated<T>): T {
  return typeof field === 'object' && field !== null && 'value' in field ? field.value : (field as T);
}

/** kW of an annotated or bare power. */
export function kilowatts(field: Annotated<string>): number {
  return Math.round(quantity(bare(field), 'power'));
}

/** Tick of a date, relative to the axis' start; may be negative. */
export function tickOfDate(axis: TimeAxis, text: string): number {
  const minutes = parseDate(text);
  if (minutes === undefined) throw new Error(`not a date: ${text}`);
  return minutes - axisOrigin(axis);
}

/** Tick of an instant as the axis writes it: a date, or a number of the network's units. */
export function tickOfInstant(axis: TimeAxis, instant: string | number): number {
  return axis.kind === 'plain' ? Math.round(Number(instant) * ticksPerPlainUnit(axis.unit)) : tickOfDate(axis, String(instant));
}

/** Ticks of a stretch of elapsed time as the axis writes it. */
export function ticksOf(axis: TimeAxis, stretch: string | number): number {
  return axis.kind === 'plain'
    ? Math.round(Number(stretch) * ticksPerPlainUnit(axis.unit))
    : Math.round(quantity(String(stretch), 'elapsed'));
}

interface LawReader {
  readonly value: (field: unknown, path: Path) => number;
}

/** A law of bare numbers: `scale` base units to each. */
export function numberLaw(problems: Problems, path: Path, field: unknown, scale: number): Law {
  return readLaw(problems, path, field, { value: (number) => Number(number) * scale });
}

/** A law of quantities of one dimension that needs no clock (effort, elapsed time). */
export function quantityLaw(problems: Problems, path: Path, field: unknown, dimension: 'effort' | 'elapsed'): Law {
  return readLaw(problems, path, field, { value: (text) => quantity(String(text), dimension) });
}

/** A duration on a dated axis, with the clock that its unit implies. Mixing clocks in one law is a problem. */
export function durationLaw(problems: Problems, path: Path, field: unknown): TimeLaw {
  let clock: Clock | undefined;
  const law = readLaw(problems, path, field, {
    value(text, at) {
      const unit = /[^\d\s._+-]\S*$/.exec(String(text))?.[0] ?? '';
      const dimension = (dimensionOf(unit) ?? 'elapsed') as Clock;
      if (clock !== undefined && clock !== dimension)
        problems.add(
          at,
          `"${text}" counts ${CLOCK_NOUNS[dimension]}, but this law began with ${CLOCK_NOUNS[clock]}`,
          'use one kind of time throughout',
        );
      clock ??= dimension;
      const parsed = parseQuantity(String(text), dimension);
      return parsed.ok ? parsed.value : 0;
    },
  });
  return { law, clock: clock ?? 'elapsed' };
}

const CLOCK_NOUNS: Readonly<Record<Clock, string>> = {
  elapsed: 'calendar time (d, wk, mo)',
  working: 'working hours (wh)',
  workingDays: 'working days (wd)',
};

function readLaw(problems: Problems, path: Path, field: unknown, reader: LawReader): Law {
  if (typeof field !== 'object' || field === null) return { kind: 'fixed', parameters: { value: reader.value(field, path) } };
  const map = field as Record<string, unknown>;
  if (map['value'] !== undefined) return { kind: 'fixed', parameters: { value: reader.value(map['value'], [...path, 'value']) } };
  const kind = NAMED_DISTRIBUTIONS.find(({ name }) => map[name] !== undefined);
  if (kind === undefined) throw new Error('a law that names no distribution passed the schema');
  const given = map[kind.name] as Record<string, unknown>;
  const at = [...path, kind.name];
  const parameters: Record<string, Parameters[string]> = {};
  const known = problems.list.length;
  for (const [key, value] of Object.entries(given)) {
    const type = DISTRIBUTIONS.get(kind.name).parameters[key]?.type;
    if (type !== undefined && value !== undefined) parameters[key] = parameter(problems, [...at, key], type, value, reader);
  }
  const law = { kind: kind.name, parameters };
  const isSound = problems.list.length === known;
  const wrong = isSound ? checkLaw(law) : undefined;
  if (wrong !== undefined) problems.add(at, wrong.message, wrong.remedy);
  // A law that cannot be is replaced by nothing at all, so that the rest of the file is still checked.
  return isSound && wrong === undefined ? law : { kind: 'fixed', parameters: { value: 0 } };
}

function parameter(problems: Problems, path: Path, type: ParameterType, value: unknown, reader: LawReader): Parameters[string] {
  switch (type) {
    case 'value':
    case 'spread':
      return reader.value(value, path);
    case 'number':
      return Number(value);
    case 'share':
      return quantity(String(value), 'share');
    case 'values':
      return (value as unknown[]).map((entry, i) => reader.value(entry, [...path, i]));
    case 'table':
      return (value as { value: unknown; weight: number }[]).map(
        (entry, i): WeightedValue => ({ value: reader.value(entry.value, [...path, i, 'value']), weight: entry.weight }),
      );
    case 'law':
      return readLaw(problems, path, value, reader);
  }
}
