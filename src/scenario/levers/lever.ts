/**
 * What a lever is: one constraint relieved, said as overrides that can be copied into YAML or `--set`. Comes in: parts of levers,
 * one for each place that has the constraint. Goes out: levers. It plays nothing.
 */
import { MINUTES_PER_DAY } from '../../base/time.ts';
import { type Override, overridden } from '../override.ts';
import type { Scenario } from '../read-scenario.ts';
import type { DatedScenario } from '../schema.ts';

/** In the order in which levers of equal worth are listed. */
export const LEVER_KINDS = [
  'crew',
  'hiring',
  'second-shift',
  'lead-time',
  'on-time',
  'vendor',
  'gpus',
  'power',
  'mining',
  'prefab',
  'risk',
  'mitigation',
  'weather',
  'others',
] as const;

export type LeverKind = (typeof LEVER_KINDS)[number];

export interface Lever {
  /** `<kind>/<what>`, with `@<place>` behind it where each place has a lever of its own. */
  readonly id: string;
  readonly kind: LeverKind;
  /** A few words: `electricians +25 %`. */
  readonly label: string;
  /** What is done, in a sentence. */
  readonly sentence: string;
  /** Sites, regions or halls; empty: the whole file. */
  readonly places: readonly string[];
  readonly overrides: readonly Override[];
}

/** What a lever does in one place. */
export interface LeverPart {
  readonly kind: LeverKind;
  readonly what: string;
  readonly label: string;
  /** The sentence without its places and its full stop. */
  readonly says: string;
  /** Null: not of one place. */
  readonly place: string | null;
  readonly overrides: readonly Override[];
}

/** What levers are looked for in. */
export interface Ground {
  readonly fields: DatedScenario;
  readonly library: Scenario['library'];
  readonly calendars: Scenario['calendars'];
}

/** Parts of one kind and name as one lever; or, with `eachPlace`, as one for each place. Parts that change nothing are left out. */
export function leversOf(parts: readonly LeverPart[], grouping: 'together' | 'each place'): Lever[] {
  const groups = new Map<string, LeverPart[]>();
  for (const part of parts) {
    if (part.overrides.length === 0) continue;
    const suffix = grouping === 'each place' && part.place !== null ? `@${part.place}` : '';
    const id = `${part.kind}/${part.what}${suffix}`;
    groups.set(id, [...(groups.get(id) ?? []), part]);
  }
  const levers = [...groups].map(([id, group]): Lever => {
    const [first] = group as [LeverPart, ...LeverPart[]];
    const places = [...new Set(group.flatMap(({ place }) => place ?? []))];
    return {
      id,
      kind: first.kind,
      label: id.includes('@') ? `${first.label} (${first.place})` : first.label,
      sentence: `${first.says}${places.length === 0 ? '' : `, ${listed(places)}`}.`,
      places,
      overrides: group.flatMap(({ overrides }) => overrides),
    };
  });
  return levers.sort((a, b) => LEVER_KINDS.indexOf(a.kind) - LEVER_KINDS.indexOf(b.kind));
}

const MOST_PLACES = 4;

function listed(places: readonly string[]): string {
  if (places.length > MOST_PLACES) return `in ${places.length} places`;
  return `at ${places.length === 1 ? places[0] : `${places.slice(0, -1).join(', ')} and ${places.at(-1)}`}`;
}

/** A value with every amount in it times `by`, without its sources: those speak of the value as it was. */
export function stretched(value: unknown, by: number): unknown {
  return (overridden({ value: withoutNotes(value) }, [{ path: 'value', value: `x ${by}` }]).data as { readonly value: unknown }).value;
}

/** A value with every date in it moved, as "later 30 d" or "sooner 3 mo" say. */
export function moved(value: unknown, by: string): unknown {
  return (overridden({ value: withoutNotes(value) }, [{ path: 'value', value: by }]).data as { readonly value: unknown }).value;
}

const NOTES = new Set(['source', 'as_of', 'confidence', 'note']);

function withoutNotes(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNotes);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key, entry]) => !NOTES.has(key) && entry !== undefined)
      .map(([key, entry]) => [key, withoutNotes(entry)]),
  );
}

/** Ticks as whole days, the way they are written. */
export function inDays(ticks: number): string {
  return `${Math.max(0, Math.round(ticks / MINUTES_PER_DAY))} d`;
}
