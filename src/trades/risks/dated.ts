/**
 * A risk with a day, or with a window in which it falls: what has begun by then goes on, and what begins later is struck. A
 * mitigation counts if it is in place on the day. Comes in: a risk. Goes out: an event, and what follows from it.
 */
import { quantity as parse } from '../../base/units.ts';
import type { GiveDraft, LinkDraft } from '../../plan/builder.ts';
import type { Law } from '../../random/distribution.ts';
import { durationLaw } from '../read.ts';
import type { Affected } from '../risks.ts';
import { extraOf, insertWays } from './insert.ts';
import {
  AT_ONCE,
  addMark,
  addOwn,
  bookStrike,
  elapsed,
  holds,
  idOf,
  ifItFails,
  ifItStrikes,
  PLENTY,
  type Risk,
  takesToken,
} from './risk.ts';

/** Levels: headroom in the first until it strikes, in the second from then on. */
interface Event {
  readonly calm: string;
  readonly struck: string;
}

/** `from` and `to`: the first and the last day, in ticks. */
export function lowerDated(risk: Risk, { from, to }: { readonly from: number; readonly to: number }): void {
  const { fields, targets, path } = risk;
  const event: Event = { calm: addMark(risk, 'calm', 'level', PLENTY), struck: addMark(risk, 'struck', 'level', 0) };
  addEvent(risk, event, from, to);
  fields.affects.forEach((entry, i) => {
    if (entry.loses !== undefined) losesWorkers(risk, event, entry, i, from);
    else if (entry.stops !== undefined) stops(risk, event, entry, i);
    for (const target of targets[i] ?? []) {
      const extra = extraOf(risk, entry, i, target);
      if (extra === null) continue;
      insertWays(risk, target, extra, [
        { name: 'before-it', needs: [holds(event.calm, path)], factors: null },
        { name: 'struck', needs: [holds(event.struck, path)], factors: [] },
      ]);
    }
  });
}

/** The day comes; then it strikes or does not. A minute early, so that what begins on the day is struck. */
function addEvent(risk: Risk, { calm, struck }: Event, from: number, neverAfter: number): void {
  const { guard, path } = risk;
  const window: Law = neverAfter > from ? { kind: 'uniform', parameters: { low: 0, high: neverAfter - from } } : AT_ONCE;
  const day = addOwn(risk, 'day', 'the day', { notBefore: from - 1, work: elapsed(window) });
  const after = (name: string): LinkDraft[] => [{ name, type: 'FS', lag: 0, share: 0, exact: true, path }];
  const gives = [
    { name: calm, amount: -PLENTY, at: 'finish' as const, path },
    { name: struck, amount: PLENTY, at: 'finish' as const, path },
  ];
  if (guard === null) {
    bookStrike(risk, addOwn(risk, 'strikes', 'strikes', { after: after(day), work: ifItStrikes(risk), gives, neverAfter }));
    return;
  }
  const token = takesToken(addMark(risk, 'undecided', 'stock', 1), path);
  const needs = [token, holds(guard.open, path)];
  bookStrike(risk, addOwn(risk, 'strikes', 'strikes', { after: after(day), needs, work: ifItStrikes(risk), gives, neverAfter }));
  const comes = addOwn(risk, 'comes', 'comes', {
    after: after(day),
    needs: [token, holds(guard.guarded, path)],
    work: ifItStrikes(risk),
    neverAfter,
  });
  const spite = addOwn(risk, 'strikes-guarded', 'strikes in spite of the mitigation', {
    after: after(comes),
    work: ifItFails(risk, guard),
    gives,
    neverAfter,
  });
  bookStrike(risk, spite);
}

/** What has not begun cannot begin until it is over: a level that it takes away and gives back. */
function stops(risk: Risk, { struck }: Event, entry: Affected, index: number): void {
  const { lowering, path, targets } = risk;
  const at = [...path, 'affects', index, 'stops'];
  const { law } = durationLaw(lowering.problems, at, entry.stops);
  const allowed = addMark(risk, `allowed-${index + 1}`, 'level', PLENTY);
  const stop = addOwn(risk, `stop-${index + 1}`, 'nothing begins', {
    work: elapsed(law, [], `${idOf(risk)}/stops-${index + 1}`),
    needs: [holds(struck, at)],
    gives: [{ name: allowed, amount: -PLENTY, at: 'start', path: at }],
  });
  addOver(risk, stop, `stop-${index + 1}-over`, { name: allowed, amount: PLENTY, at: 'finish', path: at });
  for (const { id } of targets[index] ?? []) {
    const draft = lowering.builder.draft(id);
    lowering.builder.amend(id, { needs: [...(draft?.needs ?? []), holds(allowed, at)] });
  }
}

/** Workers go, and others come in their place when it is over. Those at work stay until what they do is done. */
function losesWorkers(risk: Risk, { struck }: Event, entry: Affected, index: number, from: number): void {
  const { lowering, scope, path } = risk;
  const { builder, problems } = lowering;
  const at = [...path, 'affects', index];
  const name = entry.crew ?? '';
  if (entry.crew === undefined || entry.lasts === undefined || entry.loses === undefined) return;
  const pool = builder.findResource(scope, name);
  if (pool === undefined || pool.kind !== 'pool') {
    if (pool !== undefined || !problems.wasLeftOut(name))
      problems.add(
        [...at, 'crew'],
        pool === undefined ? `there is no crew or pool "${name}"` : `"${name}" is a ${pool.kind}, not a crew`,
        'name a crew or a pool',
      );
    return;
  }
  const there = pool.capacity.filter((step) => step.from <= from).at(-1)?.amount ?? 0;
  const workers = typeof entry.loses === 'number' ? entry.loses : Math.round(there * parse(entry.loses, 'share'));
  if (workers > there)
    problems.add([...at, 'loses'], `"${name}" has ${there} workers on that day, and loses ${entry.loses}`, 'let it lose fewer');
  const { law } = durationLaw(problems, [...at, 'lasts'], entry.lasts);
  if (workers === 0 || workers > there) return;
  const short = addOwn(risk, `short-${index + 1}`, `${pool.label} short`, {
    work: elapsed(law, [], `${idOf(risk)}/lasts-${index + 1}`),
    needs: [holds(struck, at)],
    gives: [{ name, amount: -workers, gains: true, at: 'start', path: at }],
  });
  addOver(risk, short, `short-${index + 1}-over`, { name, amount: workers, gains: true, at: 'finish', path: at });
}

/** It began a minute early, and ends in time. */
function addOver(risk: Risk, what: string, name: string, gives: GiveDraft): void {
  const after: LinkDraft[] = [{ name: what, type: 'FS', lag: 1, share: 0, exact: true, path: risk.path }];
  addOwn(risk, name, 'it is over', { after, gives: [gives] });
}
