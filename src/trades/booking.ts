/** Running totals that several trades and orders book into: the first entry of an id opens the account, others add to it. */
import type { PlanBuilder } from '../plan/builder.ts';
import type { Account, Entry } from '../plan/plan.ts';

/** Adds an entry to the account of that id. Amounts are in the account's unit. */
export function book(builder: PlanBuilder, account: Omit<Account, 'entries'>, entry: Entry): void {
  const index = builder.accounts.findIndex(({ id }) => id === account.id);
  const known = builder.accounts[index];
  if (known === undefined) builder.accounts.push({ ...account, entries: [entry] });
  else builder.accounts[index] = { ...known, entries: [...known.entries, entry] };
}
