/** Instants, chances and spans of outcomes as words that carry the number they stand for, so that a test or a reader's script can hold them against summary.json. */
import { showChance } from '../../base/show-chance.ts';
import { instantOf, tellInstant } from '../../figures/dates.ts';
import type { Estimate, Instant, Outcomes } from '../../measure/outcomes.ts';
import { html, type Markup } from './markup.ts';

/** A date, and where in summary.json it stands: keys with `/` between them, escaped as in a JSON pointer; in a row that has a `data-in`, below that. */
export function instant(outcomes: Outcomes, at: Instant, pointer: readonly (string | number)[]): Markup {
  return html`<data value="${at ?? ''}" data-at="${pointerOf(pointer)}">${tellInstant(outcomes, at)}</data>`;
}

/** The instant of an estimate at a path of summary.json. */
export function estimate(outcomes: Outcomes, value: Estimate, pointer: readonly (string | number)[]): Markup {
  return instant(outcomes, instantOf(value), [...pointer, value.date === undefined ? 'value' : 'date']);
}

/** `6 May 2032 to 15 Sep 2032`. */
export function interval(outcomes: Outcomes, value: Estimate, pointer: readonly (string | number)[]): Markup {
  return html`${instant(outcomes, value.lo, [...pointer, 'lo'])} to ${instant(outcomes, value.hi, [...pointer, 'hi'])}`;
}

/** A share between 0 and 1 as per cent. */
export function chance(share: number, pointer: readonly (string | number)[]): Markup {
  return html`<data value="${share}" data-at="${pointerOf(pointer)}">${showChance(share)}</data>`;
}

/** A number in words of its own. */
export function amount(value: number, words: string, pointer: readonly (string | number)[]): Markup {
  return html`<data value="${value}" data-at="${pointerOf(pointer)}">${words}</data>`;
}

/** A JSON pointer (RFC 6901). */
export function pointerOf(keys: readonly (string | number)[]): string {
  return keys.map((key) => `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}
