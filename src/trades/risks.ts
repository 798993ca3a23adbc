/**
 * The trade of risks: things that may befall the plan, each with its chance, what it does to named things, and what can be done
 * about it. Comes in: the register of a file or a site. Goes out: activities, factors and accounts. It knows names of
 * activities, orders and crews, and nothing of their trades.
 */
import { z } from 'zod';
import type { Path } from '../base/problem.ts';
import type { Scope } from '../plan/builder.ts';
import { CAUSE_GROUPS } from '../plan/plan.ts';
import { annotations, byShape, count, date, law, name, quantity } from './fields.ts';
import type { Lowering } from './lowering.ts';
import { tickOfDate } from './read.ts';
import { lowerDated } from './risks/dated.ts';
import { lowerMitigation } from './risks/mitigation.ts';
import { causeOf, type Risk, type RiskInPart, targetsOf } from './risks/risk.ts';
import { lowerUndated } from './risks/undated.ts';
import { shareAt } from './share.ts';

const affected = z.lazy(() =>
  z
    .strictObject({
      activity: z
        .string()
        .min(1)
        .optional()
        .describe('An activity, or a pattern over ids: * is any part of a name, ** any part of a path, as in childress/*/racking.'),
      order: z.string().min(1).optional().describe('An order of "supply:" or "gpus:": what befalls it comes before its delivery.'),
      milestone: z.string().min(1).optional().describe('A milestone: what befalls it comes before the milestone is reached.'),
      crew: z
        .string()
        .min(1)
        .optional()
        .describe(
          'A crew or pool that loses workers (from the file <site>/<crew>); needs "loses:" and "lasts:", and a risk with a day ("on:").',
        ),
      delay: law('elapsed', 'How much later it begins, from when it could have begun.').optional(),
      times: z
        .number()
        .optional()
        .describe('How many times as long it takes, or how many times the work it is: 1.5 adds half of it. More than 1.'),
      stops: law(
        'elapsed',
        'For how long after the day it cannot begin; what has begun goes on. Needs a risk with a day ("on:").',
      ).optional(),
      loses: byShape(
        [count('Workers.', 1), quantity('share', 'Share of the workers that are stated for that day.')],
        'Workers that a crew loses: a number, or a share of those there by the stated headcount.',
      ).optional(),
      lasts: law('elapsed', 'For how long the crew is short of them.').optional(),
      ...annotations,
    })
    .describe('One thing that is affected, and how: delay, times or stops for work, loses and lasts for a crew.'),
);

const mitigation = z.lazy(() =>
  z
    .strictObject({
      title: z.string().optional().describe('What is done.'),
      cost: quantity('money', 'What it costs, whether or not the risk strikes; booked when it begins.').optional(),
      begin: date('The day it begins. Default: the start of the scenario.').optional(),
      lead: law('elapsed', 'How long it takes until it protects: what strikes before that strikes as if nothing were done.').default('0 d'),
      works: quantity('share', 'The chance that it works.').default('100 %'),
      taken: z.boolean().default(true).describe('false: it is not taken. Compare the two to see what it is worth.'),
      ...annotations,
    })
    .describe('What can be done about it. A risk that strikes after it is in place does no harm where it works.'),
);

const risk = z.lazy(() =>
  z.strictObject({
    title: z.string().optional().describe('What a person calls it; its name otherwise.'),
    chance: quantity('share', 'The chance that it strikes, once, in a future.'),
    on: byShape(
      [date('The day it strikes.'), z.strictObject({ from: date('First day of the window.'), to: date('Last day of the window.') })],
      'The day it strikes, or a window of which each day is as likely as any other: only what has not begun by then is struck. Default: whenever what it affects comes.',
    ).optional(),
    affects: z.array(affected).default([]).describe('What it affects. All of it is struck in the same futures.'),
    cause: z.enum(CAUSE_GROUPS).optional().describe('The band of the ribbon that its delays belong to. Default: that of what it delays.'),
    common_cause: name
      .optional()
      .describe('Risks of one common cause have the same luck: where one of them strikes, so do all that are as likely or likelier.'),
    cost: quantity('money', 'What it costs if it strikes, besides the time.').optional(),
    cost_per_year: quantity(
      'money',
      'What it costs in each year from then on, such as a fee or a charge; booked to the horizon.',
    ).optional(),
    mitigation: mitigation.optional(),
    ...annotations,
  }),
);

export const risksSchema = z.lazy(() =>
  z
    .record(name, risk)
    .default({})
    .describe('The risk register: what may happen, how likely, what it does to what, and what can be done about it.'),
);

export type RisksFields = z.output<typeof risksSchema>;
export type RiskFields = RisksFields[string];
export type Affected = RiskFields['affects'][number];

/** Lowers a register, once everything that its risks name is in the plan. `scope`: empty, or a site. */
export function lowerRisks(lowering: Lowering, scope: Scope, risks: RisksFields, path: Path): void {
  for (const [id, fields] of Object.entries(risks)) lowerRisk(lowering, scope, id, fields, [...path, id]);
}

function lowerRisk(lowering: Lowering, scope: Scope, name: string, fields: RiskFields, path: Path): void {
  const { problems } = lowering;
  const title = fields.title ?? name;
  const p = shareAt(lowering, fields.chance, [...path, 'chance']);
  checkAffected(lowering, fields, path);
  const day = dayOf(lowering, fields, path);
  if (day === null && fields.affects.length === 0)
    problems.addMissing(path, 'this affects nothing and has no day', 'add "affects:", or "on:" for what only costs money');
  const targets = fields.affects.map((entry, i) => targetsOf(lowering, scope, entry, [...path, 'affects', i]));
  const known: RiskInPart = { lowering, scope, name, title, fields, path, p, targets };
  const cause = causeOf(known);
  const risk: Risk = { ...known, cause, guard: lowerMitigation({ ...known, cause }) };
  if (day === null) lowerUndated(risk);
  else lowerDated(risk, day);
}

function dayOf({ axis, problems }: Lowering, { on }: RiskFields, path: Path): { readonly from: number; readonly to: number } | null {
  if (on === undefined) return null;
  const window = typeof on === 'string' ? { from: on, to: on } : on;
  const from = tickOfDate(axis, window.from);
  const to = tickOfDate(axis, window.to);
  const at = typeof on === 'string' ? [...path, 'on'] : [...path, 'on', 'from'];
  if (from <= 0)
    problems.add(at, `it strikes on ${window.from}, which is not after the scenario's start`, 'leave "on" out, or choose a later day');
  if (to < from)
    problems.add([...path, 'on', 'to'], `the window ends (${window.to}) before it begins (${window.from})`, 'swap the two days');
  return { from: Math.max(1, from), to: Math.max(1, from, to) };
}

const KINDS = ['activity', 'order', 'milestone', 'crew'] as const;
const EFFECTS = ['delay', 'times', 'stops', 'loses'] as const;

/** What goes with what. */
function checkAffected({ problems }: Lowering, { affects, on }: RiskFields, path: Path): void {
  affects.forEach((entry, i) => {
    const at = [...path, 'affects', i];
    const named = KINDS.filter((kind) => entry[kind] !== undefined);
    const effects = EFFECTS.filter((effect) => entry[effect] !== undefined);
    if (named.length !== 1) {
      const remedy = `name one of ${KINDS.join(', ')}`;
      if (named.length === 0) problems.addMissing(at, 'nothing says what is affected', remedy);
      else problems.add(at, `this names ${named.join(' and ')} at once`, remedy);
    }
    if (effects.length !== 1) {
      const remedy = `give one of ${EFFECTS.join(', ')}`;
      if (effects.length === 0) problems.addMissing(at, 'nothing says how it is affected', remedy);
      else problems.add(at, `this has ${effects.join(' and ')} at once`, `${remedy}; write another entry for the other`);
    }
    const isCrew = entry.crew !== undefined;
    if (named.length === 1 && effects.length === 1 && isCrew !== (entry.loses !== undefined))
      problems.add(
        at,
        isCrew ? `a crew is not affected by "${effects[0]}"` : '"loses" goes with a crew',
        isCrew ? 'use "loses:" and "lasts:"' : 'name a "crew:"',
      );
    if (entry.loses !== undefined && entry.lasts === undefined)
      problems.addMissing(at, 'nothing says for how long the crew is short', 'add "lasts:"');
    if (entry.lasts !== undefined && entry.loses === undefined)
      problems.add([...at, 'lasts'], '"lasts" goes with "loses"', 'leave it out, or use "delay:" or "stops:"');
    if (entry.times !== undefined && !(entry.times > 1))
      problems.add([...at, 'times'], `${entry.times} times does not make it longer`, 'write a number above 1, such as 1.5');
    const dated = entry.stops !== undefined ? 'stops' : entry.loses !== undefined ? 'loses' : undefined;
    if (dated !== undefined && on === undefined)
      problems.addMissing([...at, dated], `"${dated}" begins on a day, and this risk has none`, 'add "on:" to the risk');
  });
}
