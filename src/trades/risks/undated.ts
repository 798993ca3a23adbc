/**
 * A risk without a day: it strikes whenever what it affects comes. Where a mitigation may be in place by then, which of the two it
 * is is decided as the target could begin.
 */
import type { LinkDraft } from '../../plan/builder.ts';
import { extraOf, insertBefore, insertWays } from './insert.ts';
import { addMark, addOwn, bookStrike, fails, holds, ifItFails, ifItStrikes, type Risk, strikes, takesToken } from './risk.ts';

export function lowerUndated(risk: Risk): void {
  const { guard, fields, targets, path } = risk;
  const happens = strikes(risk);
  const failed = guard === null ? null : fails(risk, guard);
  const begun: string[] = [];
  const begunGuarded: string[] = [];
  fields.affects.forEach((entry, i) => {
    for (const target of targets[i] ?? []) {
      const extra = extraOf(risk, entry, i, target);
      if (extra === null) continue;
      if (guard === null || failed === null) {
        begun.push(insertBefore(risk, target, extra, [happens]));
        continue;
      }
      const [open, guarded] = insertWays(risk, target, extra, [
        { name: 'unguarded', needs: [holds(guard.open, path)], factors: [happens] },
        { name: 'guarded', needs: [holds(guard.guarded, path)], factors: [happens, failed] },
      ]);
      if (open !== undefined) begun.push(open);
      if (guarded !== undefined) begunGuarded.push(guarded);
    }
  });
  bookOnce(risk, begun, begunGuarded);
}

/** It strikes once, however many things it strikes: as the first of them could begin. */
function bookOnce(risk: Risk, begun: readonly string[], begunGuarded: readonly string[]): void {
  const { guard, path } = risk;
  const token = begun.length + begunGuarded.length > 1 ? addMark(risk, 'first', 'stock', 1) : null;
  const needs = token === null ? [] : [takesToken(token, path)];
  const asBegins = (name: string): LinkDraft[] => [{ name, type: 'SS', lag: 0, share: 0, exact: true, path }];
  const number = (i: number): string => (i === 0 ? '' : `-${i + 1}`);
  begun.forEach((id, i) => {
    const struck = addOwn(risk, `strikes${number(i)}`, 'strikes', { after: asBegins(id), needs, work: ifItStrikes(risk) });
    bookStrike(risk, struck);
  });
  if (guard === null) return;
  begunGuarded.forEach((id, i) => {
    const comes = addOwn(risk, `comes${number(i)}`, 'comes', { after: asBegins(id), needs, work: ifItStrikes(risk) });
    const after: LinkDraft[] = [{ name: comes, type: 'FS', lag: 0, share: 0, exact: true, path }];
    bookStrike(
      risk,
      addOwn(risk, `strikes-guarded${number(i)}`, 'strikes in spite of the mitigation', { after, work: ifItFails(risk, guard) }),
    );
  });
}
