/**
 * Instants, chances, spans and differences as words that carry the number they stand for, so that a test or a reader's script can hold
 * them against the JSON of the folder: summary.json of a run; of other kinds what the nearest `data-of` names.
 */
import { showChance } from '../../base/show-chance.ts';
import { instantOf, type Timed, tellInstant } from '../../figures/dates.ts';
import { tellNumber } from '../../figures/words.ts';
import type { Estimate, Instant } from '../../measure/outcomes.ts';
import { html, type Markup } from './markup.ts';

/** A date, and where in the JSON it stands: keys with `/` between them, escaped as in a JSON pointer; in a row that has a `data-in`, below that. */
export function instant(outcomes: Timed, at: Instant, pointer: readonly (string | number)[]): Markup {
  return html`<data value="${at ?? ''}" data-at="${pointerOf(pointer)}">${tellInstant(outcomes, at)}</data>`;
}

/** The instant of an estimate at a path of the JSON. */
export function estimate(outcomes: Timed, value: Estimate, pointer: readonly (string | number)[]): Markup {
  return instant(outcomes, instantOf(value), [...pointer, value.date === undefined ? 'value' : 'date']);
}

/** `6 May 2032 to 15 Sep 2032`. */
export function interval(outcomes: Timed, value: Estimate, pointer: readonly (string | number)[]): Markup {
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

/** An amount with its interval, or a difference; null: nothing is known on that side. */
export interface Interval {
  readonly by: number | null;
  readonly lo: number | null;
  readonly hi: number | null;
}

/** `+34`, or `?` where it is not known. */
export function signed(value: number | null, pointer: readonly (string | number)[]): Markup {
  return html`<data value="${value ?? ''}" data-at="${pointerOf(pointer)}">${value === null ? '?' : tellSigned(value)}</data>`;
}

/** `+28 to +41`: the interval of a difference. */
export function signedRange({ lo, hi }: Interval, pointer: readonly (string | number)[]): Markup {
  return html`${signed(lo, [...pointer, 'lo'])} to ${signed(hi, [...pointer, 'hi'])}`;
}

/** `+34 (+28 to +41)`. */
export function difference(value: Interval, pointer: readonly (string | number)[]): Markup {
  return html`${signed(value.by, [...pointer, 'by'])} <span class="soft">(${signedRange(value, pointer)})</span>`;
}

export function tellSigned(value: number): string {
  const shown = tellNumber(Math.abs(value));
  return shown === '0' ? '0' : `${value > 0 ? '+' : '\u2212'}${shown}`;
}

/** A JSON pointer (RFC 6901). */
export function pointerOf(keys: readonly (string | number)[]): string {
  return keys.map((key) => `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}
