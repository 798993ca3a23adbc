/** The language of expectations: the block "expect:" of a scenario, gate files, and baseline files. */
import { z } from 'zod';
import { BASELINE_VERSION } from '../plan/baseline.ts';
import { parseExpectation } from '../plan/expectation.ts';
import { lazily } from '../random/remember.ts';
import { parseSeed } from '../random/world.ts';
import { byShape, count, date, fail } from '../trades/fields.ts';

const expectation = z
  .string()
  .superRefine((value, context) => {
    const parsed = parseExpectation(value);
    if (!parsed.ok) fail(context, parsed.message, parsed.remedy);
  })
  .describe('What is expected, such as "hall/online.p80 <= 2026-12-31".');

export const expectSchema = lazily(() =>
  byShape(
    [expectation, z.array(expectation).min(1)],
    'What "ttc check" holds the scenario to: "hall/online.p80 <= 2026-12-31", "P(hall/online <= 2026-12-31) >= 80 %", "lost_mw_days.labor < 5000", "no worse than baseline by more than 7 d". Nothing else reads it.',
  ),
);

const FUTURES = 10_000_000;

export const gateFileSchema = lazily(() =>
  z
    .strictObject({
      title: z.string().min(1).optional().describe('What these expectations are about.'),
      description: z.string().min(1).optional().describe('Why they are what they are.'),
      expect: expectSchema(),
      reps: count('Futures of the first look.', 20).optional(),
      max_reps: count('Most futures to play before an expectation is left undecided.', 20).optional(),
    })
    .superRefine(({ reps, max_reps: most }, context) => {
      if (most !== undefined && most > FUTURES) fail(context, `"max_reps" is ${most}`, `write at most ${FUTURES}`);
      if (reps !== undefined && most !== undefined && reps > most)
        fail(context, `"reps" (${reps}) is more than "max_reps" (${most})`, 'write "max_reps" as large as "reps" or larger');
    })
    .describe('A file of expectations for "ttc check --gates".'),
);

/** One value per future. What is wrong is told once for a column, not for each of its values. */
function columnsOf<Value extends number | null>(isValue: (value: unknown) => boolean, what: string, description: string) {
  const column = z.custom<readonly Value[]>().superRefine((values, context) => {
    const list: unknown = values;
    if (!Array.isArray(list)) fail(context, 'this should be a list, one value for each future', REMAKE);
    else {
      const wrong = list.findIndex((value) => !isValue(value));
      if (wrong >= 0) fail(context, `value ${wrong + 1} of ${list.length} is not ${what}`, REMAKE);
    }
  });
  return z.record(z.string().min(1), column).describe(description);
}

const digest = (what: string) =>
  z
    .string()
    .superRefine((value, context) => {
      if (!/^[0-9a-f]{64}$/.test(value)) fail(context, `"${value}" is not a SHA-256 in hexadecimal`, REMAKE);
    })
    .describe(what);

const REMAKE = 'do not edit a baseline by hand; make it anew with "ttc baseline update <scenario>"';

export const baselineSchema = lazily(() =>
  z
    .strictObject({
      baselineVersion: z
        .number()
        .superRefine((value, context) => {
          if (value !== BASELINE_VERSION)
            fail(context, `this baseline is of version ${value}, and this ttc reads version ${BASELINE_VERSION}`, REMAKE);
        })
        .describe('Version of this format.'),
      scenario: z.string().min(1).describe('Name of the scenario.'),
      tool: z.string().min(1).describe('Name and version of the tool.'),
      scenarioDigest: digest('SHA-256 of the scenario and what it includes.'),
      libraryDigest: digest('SHA-256 of the library entries it uses.'),
      start: byShape([date('The start of the scenario.'), z.null()], 'The start of the scenario; null for a network.'),
      until: z.number().positive().describe('The horizon, in days since the start.'),
      seed: z
        .string()
        .superRefine((value, context) => {
          const parsed = parseSeed(value);
          if (!parsed.ok) fail(context, parsed.message, REMAKE);
        })
        .describe('The first future.'),
      futures: count('How many futures.', 20),
      milestones: columnsOf(
        (value) => value === null || Number.isFinite(value),
        'a number of days, or null',
        'Days since the start for each future; null: not by the horizon.',
      ),
      amounts: columnsOf<number>(Number.isFinite, 'a number', 'Amounts of each future.'),
      drivingDays: z
        .record(z.string().min(1), z.record(z.string().min(1), z.number()))
        .describe('Mean days on the way to each milestone, by cause.'),
    })
    .superRefine(({ futures, milestones, amounts }, context) => {
      for (const [key, columns] of Object.entries({ milestones, amounts }))
        for (const [name, values] of Object.entries(columns))
          if (values.length !== futures)
            context.addIssue({
              code: 'custom',
              path: [key, name],
              message: `"${name}" has ${values.length} values, but the baseline has ${futures} futures`,
              params: { remedy: REMAKE },
            });
    })
    .describe('A baseline, as "ttc baseline update" writes it.'),
);
