/**
 * A mitigation: it begins, costs, takes its time, and from then on protects, if it works. Comes in: a risk. Goes out: the levels
 * that tell whether it is in place.
 */
import { quantity as parse } from '../../base/units.ts';
import { scoped } from '../../plan/builder.ts';
import { book } from '../booking.ts';
import { durationLaw, tickOfDate } from '../read.ts';
import { shareAt } from '../share.ts';
import { addMark, addOwn, elapsed, type Guard, PLENTY, type Risk } from './risk.ts';

/** Null: none, or it is not taken. */
export function lowerMitigation(risk: Omit<Risk, 'guard'>): Guard | null {
  const { lowering, scope, name, title, fields, path } = risk;
  const { mitigation } = fields;
  if (mitigation === undefined) return null;
  const { axis, builder, problems } = lowering;
  const at = [...path, 'mitigation'];
  const works = shareAt(lowering, mitigation.works, [...at, 'works']);
  const lead = durationLaw(problems, [...at, 'lead'], mitigation.lead).law;
  const begin = mitigation.begin === undefined ? 0 : tickOfDate(axis, mitigation.begin);
  if (begin < 0)
    problems.add([...at, 'begin'], `it begins on ${mitigation.begin}, before the scenario does`, 'leave it out, or choose a later day');
  if (!mitigation.taken) return null;
  const open = addMark(risk, 'open', 'level', PLENTY);
  const guarded = addMark(risk, 'guarded', 'level', 0);
  const activity = addOwn(risk, 'mitigation', mitigation.title ?? 'mitigation', {
    notBefore: Math.max(0, begin),
    work: elapsed(lead),
    gives: [
      { name: open, amount: -PLENTY, at: 'finish', path: at },
      { name: guarded, amount: PLENTY, at: 'finish', path: at },
    ],
  });
  if (mitigation.cost !== undefined)
    book(
      builder,
      {
        id: scoped(scope, `mitigation/${name}`),
        label: mitigation.title ?? `mitigation of ${title}`,
        unit: 'USD',
        site: scope[0] ?? null,
      },
      { kind: 'event', activity, at: 'start', amount: parse(mitigation.cost, 'money') },
    );
  return { open, guarded, works };
}
