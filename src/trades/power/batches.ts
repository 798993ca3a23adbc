/**
 * Batch studies: join by a day, hear on the day of allocation, and with some chance stand empty-handed and join a later batch.
 * Lowers into tokens: an application that batches take, and an allocation that what comes after waits for. Whoever is in no
 * batch by the horizon has no allocation: that future is censored, and says so.
 */

import { MINUTES_PER_DAY } from '../../base/time.ts';
import type { LinkDraft, NeedDraft } from '../../plan/builder.ts';
import { durationLaw, tickOfDate } from '../read.ts';
import { addTimed, addToken, after, atOnceWithChance, elapsed, fixed, type Place } from './luck.ts';
import type { Batches } from './stage.ts';

export interface BatchStudy {
  readonly id: string;
  readonly label: string;
  readonly batches: Batches;
  /** The chance that a batch allocates. */
  readonly share: number;
  readonly after: readonly LinkDraft[];
  /** The tick at which the application is ready at the earliest; before the start: it has been made already. */
  readonly begin: number;
  readonly needs: readonly NeedDraft[];
}

/** Adds the activities of the study but the one that closes it; returns what the closing one comes after and takes. */
export function lowerBatches(place: Place, study: BatchStudy): { readonly after: LinkDraft[]; readonly needs: NeedDraft[] } {
  const { lowering, path } = place;
  const { axis, problems } = lowering;
  const { id, label, batches, share } = study;
  const applied = `${id}-applied`;
  const allocated = `${id}-allocated`;
  addToken(place, applied, 'stock', `${label}: application`, 0);
  addToken(place, allocated, 'stock', `${label}: allocation`, 0);
  const application = addTimed(place, `${id}-application`, `${label}: application`, {
    after: study.after,
    notBefore: Math.max(0, study.begin),
    needs: study.needs,
    gives: [{ name: applied, amount: 1, at: 'finish', path }],
  });
  let opens = 0;
  let joinable = 0;
  batches.forEach((batch, i) => {
    const number = i + 1;
    const name = `${id}-batch-${number}`;
    const said = `${label}, batch ${number}`;
    const at = [...path, 'batches', i];
    const allocates = tickOfDate(axis, batch.allocates);
    // The last day counts as a whole.
    const closes = tickOfDate(axis, batch.enrol_by ?? batch.allocates) + MINUTES_PER_DAY;
    if (closes > allocates + MINUTES_PER_DAY)
      problems.add([...at, 'enrol_by'], 'one can join this batch after it has allocated', 'let "enrol_by" be no later than "allocates"');
    if (i > 0 && allocates <= tickOfDate(axis, batches[i - 1]!.allocates))
      problems.add([...at, 'allocates'], 'batches must come in order of time', 'put the earlier batch first');
    const hasJoined = study.after.length === 0 && study.begin < closes;
    // Over before the start, and we are not in it; or it has allocated already.
    if (allocates < 0 || (closes <= 0 && !hasJoined)) return;
    addToken(place, `${name}-open`, 'level', `${said}: enrolment`, 1);
    addToken(place, `${name}-decided`, 'stock', `${said}: decision`, 0);
    if (closes > 0)
      addTimed(place, `${name}-closes`, `${said}: enrolment closes`, {
        notBefore: closes,
        gives: [{ name: `${name}-open`, amount: -1, at: 'finish', path }],
        optional: true,
      });
    const joined = addTimed(place, name, said, {
      after: after([application], path),
      notBefore: closes > 0 ? opens : 0,
      needs: [
        { name: applied, amount: 1, giveBack: false, path },
        { name: `${name}-open`, amount: 1, giveBack: true, path },
      ],
      optional: true,
    });
    // The study runs from the start on, so that waiting for its day is waiting for the grid and not for a planned date.
    const date = addTimed(place, `${name}-study`, `${said}: study`, { work: elapsed(fixed(allocates)), optional: true });
    const decided = addTimed(place, `${name}-decision`, `${said}: allocation`, {
      after: after([joined, date], path),
      work: elapsed(durationLaw(problems, [...at, 'slip'], batch.slip ?? '0 d').law),
      gives: [{ name: `${name}-decided`, amount: 1, at: 'finish', path }],
      optional: true,
    });
    const luck = addTimed(place, `${name}-luck`, `${said}: luck`, {
      after: after([decided], path),
      work: elapsed(atOnceWithChance(lowering, share)),
      optional: true,
    });
    const decision: NeedDraft = { name: `${name}-decided`, amount: 1, giveBack: false, path };
    addTimed(place, `${name}-won`, `${said}: allocated`, {
      after: after([luck], path),
      needs: [decision],
      gives: [{ name: allocated, amount: 1, at: 'finish', path }],
      optional: true,
    });
    // A minute later than good luck would have been.
    addTimed(place, `${name}-lost`, `${said}: not allocated`, {
      after: after([decided], path, 1),
      needs: [decision],
      gives: [{ name: applied, amount: 1, at: 'finish', path }],
      optional: true,
    });
    opens = closes + 1;
    joinable++;
  });
  if (joinable === 0) problems.add([...path, 'batches'], 'no batch can be joined any more', 'add a later batch');
  return { after: after([application], path), needs: [{ name: allocated, amount: 1, giveBack: false, path }] };
}
