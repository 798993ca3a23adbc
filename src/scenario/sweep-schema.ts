/** The language of sweep files: which scenario, what varies, how it is combined, what is told. Values are checked in sweep-values.ts. */
import { z } from 'zod';
import { SWEEP_LUCK } from '../plan/sweep.ts';
import { lazily } from '../random/remember.ts';
import { parseSeed } from '../random/world.ts';
import { byShape, count, fail, name, text } from '../trades/fields.ts';

/** Its results go into a folder of this name. */
const SWEEP_NAME = /^[A-Za-z0-9][A-Za-z0-9._-]*$/;

export const SWEEP_DESIGNS = ['latin-hypercube', 'sobol'] as const;

const path = z
  .string()
  .superRefine((value, context) => {
    if (value.split('.').some((key) => key.trim() === ''))
      fail(context, `"${value}" is not a path of keys`, 'write keys joined by dots, such as "sites.childress.crews.electricians.workers"');
  })
  .describe('Keys of the scenario joined by dots; numbers count the entries of a list from 0, and * is every key there is.');

const overrides = z
  .record(path, z.unknown())
  .describe('What stands at which path instead; null takes a key away, and "x 0.75", "later 30 d" or "sooner 3 mo" change what is there.');

const end = z.union([z.number(), z.string().min(1)]);

const axis = z
  .strictObject({
    label: z.string().min(1).optional().describe('What charts and tables call it. Default: its name.'),
    path: byShape([path, z.array(path).min(1)], 'Where its values are written: one path, or several.').optional(),
    values: z.array(z.unknown()).min(1).optional().describe('A list of values; "as is" leaves the scenario as it is.'),
    from: end
      .optional()
      .describe('The first value of a range: a number, a quantity, a date, a factor ("x 0.8") or a shift ("sooner 30 d").'),
    to: end.optional().describe('The last value of a range, written like the first.'),
    steps: count('How many values the range has, both ends included. Without it, a design draws them: see "sample".', 2).optional(),
    round: z.number().positive().optional().describe('Values of the range are rounded to multiples of this, in the unit of its ends.'),
    points: z.record(name, overrides).optional().describe('Named values, each any number of overrides; {} leaves the scenario as it is.'),
  })
  .superRefine((value, context) => {
    const ways = [
      ...(value.values === undefined ? [] : ['"values"']),
      ...(value.from === undefined && value.to === undefined ? [] : ['"from" and "to"']),
      ...(value.points === undefined ? [] : ['"points"']),
    ];
    const one = 'give one of "values", "from" and "to", or "points"';
    if (ways.length === 0) fail(context, 'this axis has no values', one);
    if (ways.length > 1) fail(context, `this axis gets its values in ${ways.length} ways: ${ways.join(', ')}`, one);
    if (ways.length !== 1) return;
    if (value.points !== undefined && value.path !== undefined)
      fail(context, 'points name their paths themselves, so the axis has none', 'remove "path"');
    if (value.points === undefined && value.path === undefined)
      fail(context, 'this axis does not say what it changes', 'add "path:" with the keys of the scenario, joined by dots');
    if ((value.from === undefined) !== (value.to === undefined))
      fail(context, `a range has two ends, and "${value.from === undefined ? 'from' : 'to'}" is missing`, 'add it');
    if (value.from === undefined && (value.steps !== undefined || value.round !== undefined))
      fail(context, '"steps" and "round" belong to ranges', 'remove them, or give "from" and "to"');
  })
  .describe('Something that varies.');

const byAxis = z.record(z.string(), z.unknown());

export const sweepSchema = lazily(() =>
  z
    .strictObject({
      sweep: text(SWEEP_NAME, (value) => ({
        message: `"${value}" cannot be the name of a folder`,
        remedy: 'write letters, digits, dots, dashes or underscores, beginning with a letter or digit',
      })).describe('Name of the sweep; its results go into a folder of that name.'),
      title: z.string().min(1).optional().describe('One line on what is asked.'),
      description: z.string().optional().describe('Anything a reader should know.'),
      base: z.string().min(1).describe('The scenario file that all cells start from, as seen from this file.'),
      futures: count('Futures that each cell lives through.', 1).default(200),
      seed: z
        .string()
        .superRefine((value, context) => {
          const parsed = parseSeed(value);
          if (!parsed.ok) fail(context, parsed.message, parsed.remedy);
        })
        .default('study')
        .describe('Seed text: future i is <text>:i.'),
      luck: z
        .enum(SWEEP_LUCK)
        .default('common')
        .describe('common: all cells live through the same futures, so that luck cancels in differences. independent: each has its own.'),
      axes: z
        .record(name, axis)
        .default({})
        .describe('What varies, by name. Without more said, every value of one meets every value of the others.'),
      zip: z
        .array(z.array(z.string()).min(2))
        .default([])
        .describe('Axes that go together, value by value, rather than crossed: lists of their names.'),
      sample: z
        .strictObject({
          design: z.enum(SWEEP_DESIGNS).describe('How the points are spread.'),
          points: count('How many points.', 1),
          key: z.string().min(1).default('design').describe('Another key, other points.'),
          axes: z.array(z.string()).min(1).optional().describe('The axes that are drawn. Default: all ranges without "steps".'),
        })
        .optional()
        .describe('Axes whose values are drawn together by a design, rather than crossed.'),
      exclude: z.array(byAxis).default([]).describe('Cells to leave out: for each axis that matters, a value or a list of values.'),
      include: z
        .array(byAxis)
        .default([])
        .describe('Cells to add: a value for each axis that matters; the others stay as the scenario has them.'),
      points: z
        .record(name, overrides)
        .default({})
        .describe('Cells of their own, by name, each any number of overrides; {} is the scenario as it is.'),
      measure: z
        .array(z.string())
        .min(1)
        .optional()
        .describe(
          'What is told of each cell: milestones, "online 50 %" (25, 50, 75 or 100 %, of a site with "<site>/online 50 %"), "makespan", "lost_mw_days", "top_cause" (what most compute is lost to), "driving_cause" (what takes the largest part of the driving path, without days before work may begin). Default: the compute.',
        ),
    })
    .describe('A sweep: the same scenario many times, with something else in each.'),
);

export type SweepFields = z.output<ReturnType<typeof sweepSchema>>;
export type SweepAxisFields = SweepFields['axes'][string];

/** Draft 2020-12, for what a user writes (defaults may be left out). */
export function sweepJsonSchema(): Record<string, unknown> {
  return {
    ...(z.toJSONSchema(sweepSchema(), { io: 'input', unrepresentable: 'any' }) as Record<string, unknown>),
    title: 'time-to-compute sweep',
  };
}
