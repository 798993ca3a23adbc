/** How energy is booked: accounts and facts of a site, and entries cut to a stretch of time. It knows no fields. */
import type { Entry } from '../../plan/plan.ts';
import type { Lowering } from '../lowering.ts';

export const HOURS_A_YEAR = 8760;

export function bookerOf({ builder }: Lowering, site: string) {
  return (what: string, whose: string, label: string, unit: string, entries: readonly Entry[]): void =>
    void builder.accounts.push({ id: `${site}/${what}/${whose}`, label, unit, site, entries });
}

/** Facts of a site, to four decimals. */
export function facts({ builder }: Lowering, site: string, source: string | undefined) {
  return (id: string, label: string, value: number, unit: string): void =>
    void builder.facts.push({ site, id, label, value: Math.round(value * 1e4) / 1e4, unit, source: source ?? null });
}

/** The entries that lie between two ticks, cut to them. */
export function within(entries: readonly Entry[], { from, to }: { readonly from: number; readonly to: number }): Entry[] {
  return entries.flatMap((entry): Entry[] => {
    if (entry.kind !== 'running') return [entry];
    const cut = { from: Math.max(from, entry.within?.from ?? from), to: Math.min(to, entry.within?.to ?? to) };
    return cut.to > cut.from ? [{ ...entry, within: cut }] : [];
  });
}
