/**
 * The trade of plain work: activities as a user writes them, in a bare network, on a site, or in a hall's template. Lowers
 * one activity into a draft; everything else that trades lower goes through the same vocabulary.
 */
import { z } from 'zod';
import { didYouMean } from '../base/nearest.ts';
import type { Path } from '../base/problem.ts';
import { quantity as parse } from '../base/units.ts';
import type { ActivityDraft, GiveDraft, LinkDraft, NeedDraft, Scope } from '../plan/builder.ts';
import { CAUSE_GROUPS, type Work } from '../plan/plan.ts';
import { annotations, byShape, count, date, law, MOST, name, quantity } from './fields.ts';
import { groupCause, type Lowering } from './lowering.ts';
import { type Clock, durationLaw, numberLaw, quantityLaw, tickOfInstant, ticksOf } from './read.ts';
import { exposeToWeather } from './weather-exposure.ts';
import { exposedTo, standsFor } from './weather-fields.ts';

export type AxisKind = 'dated' | 'plain';

const amounts = (description: string) => z.record(name, count('Whole units.', 0)).optional().describe(description);
const levelAmounts = (description: string) =>
  z
    .record(name, byShape([count('Whole units.', 0), quantity('power', 'Power.')], 'Whole units, or a power for a level in MW.'))
    .optional()
    .describe(description);

const reference = z.lazy(() =>
  byShape([z.string().min(1), z.number()], 'The name of an activity: of the same hall, site or file, looked up from the inside out.'),
);

function linkField(axis: AxisKind) {
  const stretch = axis === 'plain' ? z.number().nonnegative().max(MOST) : quantity('elapsed', 'Elapsed time.');
  const link = z.strictObject({
    id: reference,
    type: z
      .enum(['FS', 'SS', 'FF', 'SF'])
      .default('FS')
      .describe(
        'FS: starts after its finish (default). SS: starts after its start. FF: finishes after its finish. SF: finishes after its start.',
      ),
    lag: stretch.optional().describe('Elapsed time that must pass in between.'),
    at: quantity('share', 'Start once this share of its work is done (a start-to-start link).').optional(),
  });
  return byShape(
    [reference, z.array(byShape([reference, link], 'A name, or a link with its type and lag.')), link],
    'What it comes after.',
  );
}

/** The fields of an activity. `hall`: inside a template, where amounts may be "all" of the hall's (or the block's). */
export function activityShape(axis: AxisKind) {
  const instant = axis === 'plain' ? z.number().nonnegative().max(MOST) : date('No earlier than this.');
  return {
    label: z.string().optional().describe('What a person calls it; its name otherwise.'),
    cause: z
      .enum(CAUSE_GROUPS)
      .optional()
      .describe('What holds compute back while this is being worked on: the band of the ribbon it belongs to.'),
    duration: law(
      axis === 'plain' ? 'plain' : 'time',
      'How long it takes: in d, wk, mo (calendar time), or in wd, wh (time in which its calendar is open).',
    ).optional(),
    effort: z
      .strictObject({
        work: law(axis === 'plain' ? 'plain' : 'effort', 'Work to be done, in worker-hours.'),
        crew: name.describe('The pool whose workers do it.'),
        min: count('Fewest workers it starts with.', 1).default(1),
        max: count('Most workers it takes.', 1),
        productivity: z.number().positive().default(1).describe('Worker-hours of work done per worker-hour worked.'),
      })
      .optional()
      .describe('Instead of a duration: work done by a crew. It takes as many workers as are free, up to max, and keeps them to the end.'),
    times: z.array(name).optional().describe('Names of factors that multiply the duration or the work.'),
    milestone: z.boolean().optional().describe('Reported as a milestone. Without a duration it takes no time.'),
    target: instant.optional().describe('When the plan says the milestone is reached.'),
    after: linkField(axis).optional(),
    not_before: instant.optional().describe('Starts no earlier than this.'),
    pools: amounts('Units taken at the start, all or none, and given back at the finish.'),
    keeps: amounts('Units of pools taken at the start and kept until other activities return them.'),
    returns: amounts('Units of pools, kept by earlier activities, given back at the finish.'),
    takes: amounts('Units taken out of stocks at the start.'),
    puts: amounts('Units put into stocks at the finish.'),
    draws: levelAmounts('Headroom taken from levels at the start, for good.'),
    raises: levelAmounts('Headroom added to levels at the finish.'),
    lowers: levelAmounts('Headroom taken off levels at the finish, whether it is there or not.'),
    exposed_to: exposedTo,
    stands_for: standsFor,
    calendar: name.optional().describe('The calendar that a duration in wd or wh, or an effort, is worked by.'),
    start_within: name.optional().describe('A calendar in whose open time it must start; it then runs on by the clock.'),
    on_close: z
      .enum(['pause', 'pause-and-release', 'restart', 'fit'])
      .default('pause')
      .describe(
        'When its calendar closes during work: pause and keep the crew (default), pause and give the crew back, start over, or start only if it fits.',
      ),
    priority: z.number().optional().describe('For the rule "priority": smaller goes first.'),
    online: z
      .strictObject({
        it: quantity('power', 'Critical IT load that comes online.'),
        gpus: count('GPUs that come online.', 0).default(0),
        planned: instant.optional().describe('When the plan says it is online.'),
      })
      .optional()
      .describe('Compute that comes online when this finishes.'),
    ...annotations,
  };
}

export function activitySchema(axis: AxisKind) {
  return z.strictObject(activityShape(axis));
}

export type ActivityFields = z.output<ReturnType<typeof activitySchema>>;

/** What an activity inherits from where it stands. */
export interface ActivityContext {
  readonly scope: Scope;
  readonly site: string | null;
  readonly hall: string | null;
  /** The calendar of durations in wd and wh where none is named. */
  readonly calendar: string | null;
  readonly cause: string;
  /** Activities without predecessors start no earlier than this tick. */
  readonly begin: number;
  /** Multiplies the work: what is left of it. */
  readonly scale: number;
  /** Multiplies worker-hours only: learning over repeated halls. */
  readonly effortScale: number;
}

/** Lowers one activity; its compute and its milestone are the caller's to add. */
export function lowerActivity(lowering: Lowering, context: ActivityContext, id: string, fields: ActivityFields, path: Path): ActivityDraft {
  const { axis, builder, problems } = lowering;
  const { work, clock } = lowerWork(lowering, context, fields, path);
  const timed = exposeToWeather(
    lowering,
    { ...context, name: id, exposedTo: fields.exposed_to, standsFor: fields.stands_for, path },
    { work, calendar: lowerCalendar(lowering, context, fields, clock, path) },
  );
  const after = lowerLinks(lowering, fields, path);
  const notBefore = fields.not_before === undefined ? 0 : tickOfInstant(axis, fields.not_before);
  if (notBefore < 0)
    problems.add(
      [...path, 'not_before'],
      `"${id}" may start on ${fields.not_before}, which is before the scenario's start`,
      'leave it out, or move the start',
    );
  return {
    scope: context.scope,
    name: id,
    label: fields.label ?? id,
    cause: fields.cause === undefined ? context.cause : groupCause(builder, fields.cause),
    site: context.site,
    hall: context.hall,
    work: timed.work,
    after,
    notBefore: Math.max(notBefore, after.length === 0 ? context.begin : 0, 0),
    needs: lowerNeeds(lowering, context.scope, fields, path),
    gives: lowerGives(lowering, context.scope, fields, path),
    calendar: timed.calendar,
    onClose: fields.on_close,
    priority: fields.priority ?? 0,
    origin: path,
    writtenAt: path,
  };
}

function lowerWork(lowering: Lowering, context: ActivityContext, fields: ActivityFields, path: Path): { work: Work; clock: Clock } {
  const { axis, builder, problems } = lowering;
  const factors = fields.times ?? [];
  const { effort } = fields;
  if (effort !== undefined && fields.duration !== undefined)
    problems.add(path, 'this has both a duration and an effort', 'give one of them');
  if (effort !== undefined) {
    const workPath = [...path, 'effort', 'work'];
    checkKind(lowering, context.scope, effort.crew, 'crew', ['pool'], [...path, 'effort', 'crew']);
    const work =
      axis.kind === 'plain'
        ? numberLaw(problems, workPath, effort.work, ticksOf(axis, 1))
        : quantityLaw(problems, workPath, effort.work, 'effort');
    if (effort.min > effort.max)
      problems.add(
        [...path, 'effort', 'min'],
        `the smallest crew (${effort.min}) is larger than the largest (${effort.max})`,
        'let min be at most max',
      );
    const clock: Clock = (fields.calendar ?? context.calendar) === null || fields.start_within !== undefined ? 'elapsed' : 'working';
    const scale = context.scale * context.effortScale;
    return {
      clock,
      work: {
        kind: 'effort',
        clock: clock === 'elapsed' ? 'elapsed' : 'working',
        law: work,
        scale,
        factors,
        pool: effort.crew,
        min: effort.min,
        max: effort.max,
        productivity: effort.productivity,
      },
    };
  }
  if (fields.duration === undefined && fields.milestone !== true && fields.online === undefined)
    problems.addMissing(
      path,
      'this says neither how long it takes nor that it is a milestone',
      'add "duration:", "effort:" or "milestone: true"',
    );
  const durationPath = [...path, 'duration'];
  if (axis.kind === 'plain') {
    const law = numberLaw(problems, durationPath, fields.duration ?? 0, ticksOf(axis, 1));
    const clock: Clock = fields.calendar === undefined ? 'elapsed' : 'working';
    return { clock, work: { kind: 'duration', clock: clock === 'elapsed' ? 'elapsed' : 'working', law, scale: context.scale, factors } };
  }
  const { law, clock } = durationLaw(problems, durationPath, fields.duration ?? '0 d');
  const inDays = clock === 'workingDays' ? minutesPerWorkingDay(builder, fields.calendar ?? context.calendar) : 1;
  return {
    clock,
    work: { kind: 'duration', clock: clock === 'elapsed' ? 'elapsed' : 'working', law, scale: context.scale * inDays, factors },
  };
}

function minutesPerWorkingDay(builder: Lowering['builder'], calendar: string | null): number {
  return calendar === null ? 1 : (builder.calendar(calendar)?.minutesPerWorkingDay ?? 1);
}

/** Working time needs a calendar; elapsed time must not have one. Mixing them up is a mistake, not a guess. */
function lowerCalendar(lowering: Lowering, context: ActivityContext, fields: ActivityFields, clock: Clock, path: Path): string | null {
  const { axis, problems } = lowering;
  checkCalendar(lowering, fields.calendar, [...path, 'calendar']);
  checkCalendar(lowering, fields.start_within, [...path, 'start_within']);
  if (fields.start_within !== undefined) {
    if (clock !== 'elapsed')
      problems.add(
        [...path, 'start_within'],
        'work in working time has its calendar already',
        'use "calendar:" alone, or give the duration in d or wk',
      );
    return fields.start_within;
  }
  const calendar = fields.calendar ?? context.calendar;
  if (clock === 'elapsed') {
    if (fields.calendar !== undefined && axis.kind === 'dated' && fields.effort === undefined)
      problems.add(
        [...path, 'calendar'],
        'a duration in calendar time does not follow a working calendar',
        'give the duration in wd or wh, or use "start_within:"',
      );
    return null;
  }
  if (calendar === null)
    problems.addMissing(
      [...path, 'calendar'],
      'a duration in working time needs a calendar',
      'add "calendar:" here or on the site, or give the duration in d or wk',
    );
  return calendar;
}

function checkCalendar({ builder, problems }: Lowering, calendar: string | undefined, path: Path): void {
  if (calendar === undefined || builder.calendar(calendar) !== undefined || problems.wasLeftOut(calendar)) return;
  problems.add(
    path,
    `there is no calendar "${calendar}"${didYouMean(calendar, builder.calendarNames())}`,
    'define it under "calendars:", or name one that is defined',
  );
}

function lowerLinks({ axis, problems }: Lowering, fields: ActivityFields, path: Path): LinkDraft[] {
  if (fields.after === undefined) return [];
  const isList = Array.isArray(fields.after);
  const entries = (isList ? fields.after : [fields.after]) as (
    | string
    | number
    | { id: string | number; type: LinkDraft['type']; lag?: string | number; at?: string }
  )[];
  return entries.map((entry, i) => {
    const at = isList ? [...path, 'after', i] : [...path, 'after'];
    if (typeof entry !== 'object') return { name: String(entry), type: 'FS', lag: 0, share: 0, path: at };
    const share = entry.at === undefined ? 0 : parse(entry.at, 'share');
    if (share > 1) problems.add([...at, 'at'], `${entry.at} is more than all of the work`, 'write a share from 0 % to 100 %');
    if (entry.at !== undefined && entry.type !== 'FS' && entry.type !== 'SS')
      problems.add([...at, 'type'], '"at" goes with a start, not with a finish', 'leave the type out');
    return {
      name: String(entry.id),
      type: entry.at === undefined ? entry.type : 'SS',
      lag: entry.lag === undefined ? 0 : ticksOf(axis, entry.lag),
      share,
      path: at,
    };
  });
}

/** Whole units of a resource, or kW where a power is given; the two must agree with what the resource is counted in. */
function unitsOf({ builder, problems }: Lowering, scope: Scope, resource: string, field: string | number, path: Path): number {
  const isPower = typeof field === 'string';
  const unit = builder.findResource(scope, resource)?.unit;
  if (unit === 'kW' && !isPower) problems.add(path, `"${resource}" is counted in MW`, `write a power, such as "${field} MW"`);
  if (unit === 'each' && isPower) problems.add(path, `"${resource}" is counted in whole units`, 'write a whole number');
  return isPower ? Math.round(parse(field, 'power')) : field;
}

function lowerNeeds(lowering: Lowering, scope: Scope, fields: ActivityFields, path: Path): NeedDraft[] {
  const take = (key: 'pools' | 'keeps' | 'takes' | 'draws', kinds: readonly string[]): NeedDraft[] =>
    Object.entries(fields[key] ?? {}).map(([resource, field]) => {
      const at = [...path, key, resource];
      checkKind(lowering, scope, resource, key, kinds, at);
      return { name: resource, amount: unitsOf(lowering, scope, resource, field, at), giveBack: key === 'pools', path: at };
    });
  return [...take('pools', ['pool', 'level']), ...take('keeps', ['pool']), ...take('takes', ['stock']), ...take('draws', ['level'])].filter(
    ({ amount }) => amount > 0,
  );
}

function lowerGives(lowering: Lowering, scope: Scope, fields: ActivityFields, path: Path): GiveDraft[] {
  const give = (key: 'returns' | 'puts' | 'raises' | 'lowers', kinds: readonly string[], sign: 1 | -1): GiveDraft[] =>
    Object.entries(fields[key] ?? {}).map(([resource, field]) => {
      const at = [...path, key, resource];
      checkKind(lowering, scope, resource, key, kinds, at);
      return { name: resource, amount: sign * unitsOf(lowering, scope, resource, field, at), at: 'finish', path: at };
    });
  return [
    ...give('returns', ['pool'], 1),
    ...give('puts', ['stock'], 1),
    ...give('raises', ['level'], 1),
    ...give('lowers', ['level'], -1),
  ].filter(({ amount }) => amount !== 0);
}

function checkKind(
  { builder, problems }: Lowering,
  scope: Scope,
  resource: string,
  key: string,
  kinds: readonly string[],
  path: Path,
): void {
  const found = builder.findResource(scope, resource);
  if (found !== undefined && !kinds.includes(found.kind))
    problems.add(
      path,
      `"${resource}" is a ${found.kind}, and "${key}" goes with a ${kinds.join(' or a ')}`,
      key === 'crew' ? 'name a pool or a crew' : `use ${KEYS_OF[found.kind]}`,
    );
}

const KEYS_OF = { pool: '"pools", "keeps" or "returns"', stock: '"takes" or "puts"', level: '"draws", "raises" or "lowers"' } as const;
