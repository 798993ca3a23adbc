/** What is said of a comparison with a baseline: one sentence without a full stop. */
import type { Moved } from './gate-compare.ts';
import { sure } from './gate-judging.ts';
import type { Change } from './gate-outcome.ts';

interface Told {
  readonly name: string;
  readonly kind: 'date' | 'amount';
  readonly unit: string;
  readonly limit: number;
  readonly tail: number;
}

export function changeMessage({ name, kind, unit, limit, tail }: Told, { by, lo, hi }: Moved, { before, after, causes }: Change): string {
  // What has not moved has no causes: what they gained and lost in futures on either side evens out.
  if (by === 0 && lo === 0 && hi === 0) return `${name} has not moved`;
  const show = (value: number | null): string => (value === null ? 'not known' : value.toFixed(1));
  const worse = kind === 'date' ? 'later' : 'more';
  const better = kind === 'date' ? 'sooner' : 'less';
  const word = by !== null && by < 0 ? better : worse;
  const sign = word === better ? -1 : 1;
  const [from, to] = sign < 0 ? [hi, lo] : [lo, hi];
  const times = (value: number | null): number | null => (value === null ? null : sign * value + 0);
  const moved =
    by === null
      ? `${name} cannot be compared: it lies after the horizon`
      : `${name} is ${show(times(by))} ${unit} ${word} (${show(times(from))} to ${show(times(to))}, ${sure(tail)})`;
  const dates = before === after ? '' : `, from ${before ?? 'after the horizon'} to ${after ?? 'after the horizon'}`;
  const took = causes
    .slice(0, 3)
    .map(({ label, days }) => `${days > 0 ? '+' : ''}${days.toFixed(1)} d ${label}`)
    .join(', ');
  const let_ = limit > 0 ? `; ${limit.toFixed(limit < 10 ? 1 : 0)} ${unit} are let pass` : '';
  return `${moved}${dates}${let_}${took === '' ? '' : `; on its way, on average: ${took}`}`;
}

/** Names that are told in one sentence. */
const MOST_NAMES = 5;

export function missingMessage(names: readonly string[]): string {
  const left = names.length - MOST_NAMES;
  const told = names.slice(0, MOST_NAMES).join(', ');
  const are = names.length === 1 ? '1 date or amount is' : `${names.length} dates and amounts are`;
  return `${are} not in the baseline: ${told}${left > 0 ? ` and ${left} more` : ''}; run "ttc baseline update"`;
}

export function otherHorizonMessage(name: string): string {
  return `${name} cannot be compared: it is counted up to the horizon, and the horizon has changed; run "ttc baseline update"`;
}
