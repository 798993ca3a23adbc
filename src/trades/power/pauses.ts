/**
 * A regulator's pause on new loads: between two days, or from a day on for a time that luck decides, what it applies to cannot
 * begin. What has begun goes on. Lowers into a level that the pause takes away and gives back. Pauses of one name are one event:
 * they happen at all sites that name them, or at none.
 */
import { z } from 'zod';
import type { Path } from '../../base/problem.ts';
import { quantity as parse } from '../../base/units.ts';
import type { NeedDraft } from '../../plan/builder.ts';
import { annotations, date, law, name, quantity } from '../fields.ts';
import type { Lowering } from '../lowering.ts';
import { durationLaw, tickOfDate } from '../read.ts';
import { addTimed, addToken, elapsed, fixed, type Place, perhaps } from './luck.ts';
import type { Stage } from './stage.ts';

export const pausesSchema = z.lazy(() =>
  z
    .record(
      name,
      z.strictObject({
        label: z.string().optional().describe('What a person calls it.'),
        from: date('The first day of the pause.'),
        to: date('The day on which it ends, where that is known.').optional(),
        lasts: law('elapsed', 'How long it lasts, where the end is not known.').optional(),
        probability: quantity('share', 'The chance that it comes at all.').default('100 %'),
        applies_to: z
          .array(z.string().min(1))
          .min(1)
          .default(['energisation'])
          .describe('What cannot begin meanwhile: energisation, or stages by their kind or name, such as agreement.'),
        ...annotations,
      }),
    )
    .default({})
    .describe("Pauses on new loads, by name: a regulator's queue freeze, a moratorium. Pauses of one name share their luck between sites."),
);

export type PausesFields = z.output<typeof pausesSchema>;

export const ENERGISATION = 'energisation';

export interface Pauses {
  /** What energising needs. */
  readonly energising: readonly NeedDraft[];
  readonly allowed: (stage: Stage) => readonly NeedDraft[];
}

/** `most`: how many things at most may be under way at one time that a pause applies to. */
export function lowerPauses(
  lowering: Lowering,
  site: string,
  pauses: PausesFields,
  most: number,
  known: ReadonlySet<string>,
  path: Path,
): Pauses {
  const { axis, problems } = lowering;
  for (const [id, pause] of Object.entries(pauses)) {
    const at = [...path, id];
    const label = pause.label ?? `pause ${id}`;
    const from = tickOfDate(axis, pause.from);
    if ((pause.to === undefined) === (pause.lasts === undefined))
      problems.add(at, 'a pause has either an end or a length', 'give "to:" or "lasts:"');
    if (pause.to !== undefined && tickOfDate(axis, pause.to) <= from)
      problems.add([...at, 'to'], `the pause ends (${pause.to}) before it begins (${pause.from})`, 'swap the two dates');
    pause.applies_to.forEach((entry, i) => {
      if (entry !== ENERGISATION && !known.has(entry))
        problems.add(
          [...at, 'applies_to', i],
          `no stage of the site is called "${entry}", nor is one of that kind`,
          `name ${ENERGISATION}, or a stage or its kind`,
        );
    });
    // What is over before the start leaves nothing to pause.
    const length =
      pause.to === undefined
        ? durationLaw(problems, [...at, 'lasts'], pause.lasts ?? '0 d').law
        : fixed(tickOfDate(axis, pause.to) - Math.max(0, from));
    const p = parse(pause.probability, 'share');
    if (p > 1) problems.add([...at, 'probability'], `${pause.probability} is more than certain`, 'write a share from 0 % to 100 %');
    const begun = pause.lasts !== undefined && from < 0 ? { kind: 'remaining', parameters: { of: length, elapsed: -from } } : length;
    const place: Place = { lowering, site, scope: [site], cause: 'permit-grid', named: { id: levelOf(id), label }, path: at };
    addToken(place, levelOf(id), 'level', label, most);
    addTimed({ ...place, scope: [site, 'pauses'] }, id, label, {
      notBefore: Math.max(0, from),
      work: elapsed(perhaps(p, begun), `pause/${id}`),
      gives: [
        { name: levelOf(id), amount: -most, at: 'start', path: at },
        { name: levelOf(id), amount: most, at: 'finish', path: at },
      ],
      optional: true,
      ...(p < 1 && from > 0 ? { neverAfter: from } : {}),
    });
  }
  const needsOf = (applies: (entry: string) => boolean): NeedDraft[] =>
    Object.entries(pauses)
      .filter(([, { applies_to }]) => applies_to.some(applies))
      .map(([id]) => ({ name: levelOf(id), amount: 1, giveBack: true, path: [...path, id] }));
  return {
    energising: needsOf((entry) => entry === ENERGISATION),
    allowed: (stage) => needsOf((entry) => entry === stage.kind || entry === stage.id),
  };
}

function levelOf(id: string): string {
  return `pause-${id}`;
}
