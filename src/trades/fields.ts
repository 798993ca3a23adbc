/**
 * The fields that scenario schemas are made of: quantities with units, dates, laws, and the annotations any number may
 * carry. Values stay as the user wrote them; read.ts turns them into base units once the shape is known to be right.
 */
import { z } from 'zod';
import { parseDate } from '../base/time.ts';
import { DIMENSIONS, type DimensionName, dimensionOf, parseQuantity } from '../base/units.ts';
import type { DistributionKind, ParameterType } from '../random/distribution.ts';
import { DISTRIBUTIONS } from '../random/distributions/registry.ts';
import { lazily } from '../random/remember.ts';

/** What a law is about: which dimensions its values may have. `plain` and `factor` values are bare numbers. */
export type LawDimension = 'time' | 'elapsed' | 'effort' | 'plain' | 'factor';

const DIMENSIONS_OF: Readonly<Record<LawDimension, readonly DimensionName[]>> = {
  time: ['elapsed', 'working', 'workingDays'],
  elapsed: ['elapsed'],
  effort: ['effort'],
  plain: [],
  factor: [],
};

/** No bare number is larger: no horizon reaches that far. */
export const MOST = 1e9;
/** Nor any quantity in its base unit (minutes, kW): whole numbers are exact up to 2^53. */
const LARGEST = 1e15;

/** Adds an issue that carries its own remedy. */
export function fail(context: z.core.$RefinementCtx, message: string, remedy: string): void {
  context.addIssue({ code: 'custom', message, params: { remedy } });
}

/** The same where something is not there. */
function failMissing(context: z.core.$RefinementCtx, message: string, remedy: string): void {
  context.addIssue({ code: 'custom', message, params: { remedy, missing: true } });
}

/**
 * The same for a value of the wrong shape altogether: another branch of a union may be meant. `continue: false` keeps zod from
 * taking this branch for the one that nearly fits.
 */
function failShape(context: z.core.$RefinementCtx, message: string, remedy: string): void {
  context.addIssue({ code: 'custom', message, params: { remedy, wrongShape: true }, continue: false });
}

/** Text of a certain form. `refuse` says what is wrong with any other, and how to mend it. */
export function text(pattern: RegExp, refuse: (value: string) => { readonly message: string; readonly remedy: string }) {
  return z
    .string()
    .superRefine((value, context) => {
      if (pattern.test(value)) return;
      const { message, remedy } = refuse(value);
      fail(context, message, remedy);
    })
    .register(z.globalRegistry, { pattern: pattern.source });
}

/** What a value is, as a message speaks of it. */
function shown(value: unknown): string {
  if (value === null) return 'nothing';
  if (typeof value === 'object') return Array.isArray(value) ? 'a list' : 'a map';
  return typeof value === 'string' ? JSON.stringify(value) : String(value);
}

/** A name in a map: no slash, no blanks at the ends. */
export const name = text(/^[^\s/]([^/]*[^\s/])?$/, (value) => {
  if (value === '') return { message: 'a name is empty', remedy: 'write a name' };
  if (value.includes('/'))
    return { message: `the name "${value}" holds a "/"`, remedy: 'choose a name without "/", which parts site, hall and activity' };
  return { message: `the name "${value}" begins or ends with a blank`, remedy: 'remove the blank' };
}).describe('A name, unique in its map.');

/** A quantity with its unit, as text. */
export function quantity(dimension: DimensionName, description: string): z.ZodType<string> {
  return quantityOf([dimension], description);
}

function quantityOf(dimensions: readonly DimensionName[], description: string): z.ZodType<string> {
  const units = dimensions.flatMap((dimension) => Object.keys(DIMENSIONS[dimension].units));
  const example = DIMENSIONS[dimensions[0]!].example;
  return z
    .custom<string>()
    .superRefine((value, context) => {
      if (typeof value === 'number' && !Number.isFinite(value))
        fail(context, `${value} is not a finite number`, `write a number and a unit, such as "${example}"`);
      else if (typeof value === 'number')
        fail(context, `${value} has no unit`, `write it with a unit (${units.join(', ')}), such as "${example}"`);
      else if (typeof value !== 'string')
        failShape(
          context,
          `this should be ${DIMENSIONS[dimensions[0]!].noun}, not ${shown(value)}`,
          `write a number and a unit, such as "${example}"${value === null ? ', or remove the key' : ''}`,
        );
      else checkQuantity(value, dimensions, context);
    })
    .register(z.globalRegistry, {
      type: 'string',
      description: `${description} Units: ${units.join(', ')}.`,
      examples: [example],
      pattern: `^\\s*[-+]?[0-9._eE+-]+\\s*(${units.map((unit) => unit.replace('/', '\\/')).join('|')})\\s*$`,
    });
}

function checkQuantity(text: string, dimensions: readonly DimensionName[], context: z.core.$RefinementCtx): void {
  const unit = /[^\d\s._+-][^\s]*$/.exec(text.trim())?.[0];
  const dimension = dimensions.find((candidate) => unit !== undefined && dimensionOf(unit) === candidate) ?? dimensions[0]!;
  const parsed = parseQuantity(text, dimension);
  const units = dimensions.flatMap((candidate) => Object.keys(DIMENSIONS[candidate].units));
  if (!parsed.ok) fail(context, parsed.message, parsed.remedy.replace(/^use one of .*?(?=, such as)/, `use one of ${units.join(', ')}`));
  else if (parsed.value > LARGEST) fail(context, `"${text}" is more than can be counted`, 'write a smaller quantity');
  else if (parsed.value < 0) fail(context, `"${text}" is negative`, 'write a quantity of zero or more');
}

/** An ISO date or date-time, UTC. */
export function date(description: string): z.ZodType<string> {
  return z
    .custom<string>()
    .superRefine((value, context) => {
      const remedy = 'write a date such as 2026-03-01, or 2026-03-01T06:30 (UTC)';
      if (typeof value === 'object') failShape(context, `this should be a date, not ${shown(value)}`, remedy);
      else if (typeof value !== 'string' || parseDate(value) === undefined) fail(context, `${shown(value)} is not a date`, remedy);
    })
    .register(z.globalRegistry, { type: 'string', description: `${description} ISO date, or date-time in UTC.`, examples: ['2026-03-01'] });
}

export function count(description: string, least: number): z.ZodType<number> {
  return z
    .custom<number>()
    .superRefine((value, context) => {
      if (typeof value !== 'number')
        failShape(context, `this should be a whole number, not ${shown(value)}`, 'write a whole number, without a unit');
      else if (!Number.isInteger(value)) fail(context, `${value} is not a whole number`, 'write a whole number');
      else if (value < least || value > 2_000_000_000)
        fail(context, `${value} is out of range`, `write a whole number from ${least} to 2000000000`);
    })
    .register(z.globalRegistry, { type: 'integer', minimum: least, description });
}

export const CONFIDENCES = ['H', 'M', 'L', 'J', 'F', 'F2', 'P', 'B', 'D'] as const;

/** What any number may say about where it comes from. */
export const annotations = {
  source: z.string().min(1).optional().describe('Where the number comes from: a citation, an address, or "judgement".'),
  as_of: date('When the source was current.').optional(),
  confidence: z
    .enum(CONFIDENCES)
    .optional()
    .describe(
      'H regulator, filing or several agreeing sources; M one credible source; L one weak source or a derivation; J judgement. Facts: F filing, F2 filing at second hand, P press, B blog or tracker, D derived.',
    ),
  note: z.string().optional().describe('Anything a reader should know about the number.'),
};

/** A quantity, bare or with annotations: `50 MW` or `{value: 50 MW, source: ...}`. */
export function annotated<T extends z.ZodType>(value: T, description: string) {
  return byShape([value, z.strictObject({ value, ...annotations })], description);
}

/**
 * A union whose branches are told apart by shape alone (scalar, list, map), so that a mistake inside a branch is reported
 * as what it is and not as "matches none of these".
 */
export function byShape<const T extends readonly [z.ZodType, z.ZodType, ...z.ZodType[]]>(options: T, description: string) {
  return z.union(options).describe(description);
}

function parameterField(type: ParameterType, dimension: LawDimension, description: string): z.ZodType {
  const value = valueField(dimension, description);
  switch (type) {
    case 'value':
    case 'spread':
      return value;
    case 'number':
      return z.number().describe(description);
    case 'share':
      return quantity('share', description);
    case 'table':
      return z
        .array(z.strictObject({ value, weight: z.number().describe('Relative weight, more than zero.') }))
        .min(1)
        .describe(description);
    case 'values':
      return z.array(value).min(1).describe(description);
    case 'law':
      return z.lazy(() => law(dimension, description));
  }
}

function valueField(dimension: LawDimension, description: string): z.ZodType {
  const dimensions = DIMENSIONS_OF[dimension];
  return dimensions.length > 0 ? quantityOf(dimensions, description) : z.number().nonnegative().max(MOST).describe(description);
}

/** The fields of a map, none of which is built before the map is first read: laws have hundreds, and most files read few. */
function builtWhenRead(fields: readonly (readonly [string, () => z.ZodType])[]): Record<string, z.ZodType> {
  const shape: Record<string, z.ZodType> = {};
  for (const [key, build] of fields) Object.defineProperty(shape, key, { enumerable: true, get: lazily(build) });
  return shape;
}

function kindField(kind: DistributionKind, dimension: LawDimension) {
  const shape = builtWhenRead(
    Object.entries(kind.parameters).map(([key, { type, description }]) => [
      key,
      () => parameterField(type, dimension, description).optional(),
    ]),
  );
  return z
    .strictObject(shape)
    .superRefine((value, context) => {
      const given = Object.keys(value).filter((key) => (value as Record<string, unknown>)[key] !== undefined);
      const fits = kind.forms.some((form) => form.length === given.length && form.every((key) => given.includes(key)));
      const forms = kind.forms.map((form) => `{${form.join(', ')}}`).join(' or ');
      if (!fits)
        (given.length === 0 ? failMissing : fail)(
          context,
          given.length === 0 ? `${kind.name} has no parameters` : `${kind.name} cannot be made of {${given.join(', ')}}`,
          `give ${forms}`,
        );
    })
    .describe(kind.summary)
    .optional();
}

/** The distributions a user may name; a fixed value is written as it is, or as `{value: ...}`. */
export const NAMED_DISTRIBUTIONS = DISTRIBUTIONS.all.filter(({ name: kind }) => kind !== 'fixed');

const cachedLaws = new Map<LawDimension, z.ZodType>();

/** A fixed quantity or a distribution with optional annotations. */
export function law(dimension: LawDimension, description: string): z.ZodType {
  const known = cachedLaws.get(dimension) ?? makeLaw(dimension);
  cachedLaws.set(dimension, known);
  return known.describe(description);
}

function makeLaw(dimension: LawDimension): z.ZodType {
  const names = ['value', ...NAMED_DISTRIBUTIONS.map((kind) => kind.name)];
  const shape = builtWhenRead([
    ['value', () => valueField(dimension, 'A fixed value.').optional()],
    ...NAMED_DISTRIBUTIONS.map((kind) => [kind.name, () => kindField(kind, dimension)] as const),
    ...Object.entries(annotations).map(([key, field]) => [key, () => field] as const),
  ]);
  const map = z.strictObject(shape).superRefine((value, context) => {
    const given = names.filter((key) => (value as Record<string, unknown>)[key] !== undefined);
    if (given.length !== 1) {
      const remedy = `give exactly one of ${names.join(', ')}`;
      if (given.length === 0) failMissing(context, 'this names no distribution', remedy);
      else fail(context, `this names ${given.length} distributions (${given.join(', ')})`, remedy);
    }
  });
  return byShape([valueField(dimension, 'A fixed value.'), map], 'A fixed value or a distribution.');
}
