/**
 * Amounts of compute as they are asked about: `online 100 MW`, `online 50 %`, `<site>/online 50 %`. Comes in: the text and a plan.
 * Goes out: IT kW of a scope, or what is wrong with the text.
 */
import { didYouMean } from '../base/nearest.ts';
import { parseQuantity } from '../base/units.ts';
import type { Plan } from '../plan/plan.ts';
import { type Amount, plannedKw } from './reach.ts';
import type { ComputeScope } from './rows.ts';
import { megawatts } from './tell.ts';

/** An amount of compute, and the last tick that is in time for it. */
export interface AskedAmount extends Amount {
  readonly limit: number;
}

export type ParsedAmount =
  | { readonly ok: true; readonly amount: Amount }
  | { readonly ok: false; readonly message: string; readonly remedy: string };

/** `online`, perhaps of a site, and something after a space; names of milestones have no spaces. */
const AMOUNT = /^(?:(.+)\/)?online\s+(.+)$/;

/** Whether a text asks for an amount rather than for a milestone. */
export function asksForAmount(text: string): boolean {
  return AMOUNT.test(text);
}

/** Parse an amount of the compute that is planned: more than nothing, and no more than there is. */
export function parseAmount(text: string, plan: Plan): ParsedAmount {
  const [, site, quantity] = AMOUNT.exec(text) ?? [];
  if (quantity === undefined) return { ok: false, message: `"${text}" is not an amount of compute`, remedy: 'write it like "online 50 %"' };
  const scope: ComputeScope = site ?? null;
  const sites = [...new Set(plan.compute.flatMap((unit) => unit.site ?? []))];
  if (plan.compute.length === 0)
    return { ok: false, message: `"${text}" asks for compute, but the plan has none`, remedy: 'ask for a milestone' };
  if (scope !== null && !sites.includes(scope))
    return {
      ok: false,
      message: `no site "${scope}" with compute${didYouMean(scope, sites)}`,
      remedy: `ask for ${[...sites.map((name) => `"${name}/online ${quantity}"`), `"online ${quantity}"`].join(' or ')}`,
    };
  const isShare = quantity.endsWith('%');
  const remedy = 'write MW of IT load or a share of what is planned, such as "online 100 MW" or "online 50 %"';
  if (Number.isFinite(Number(quantity))) return { ok: false, message: `"${quantity}" has no unit`, remedy };
  const parsed = parseQuantity(quantity, isShare ? 'share' : 'power');
  if (!parsed.ok) return { ok: false, message: parsed.message, remedy };
  const all = plannedKw(plan.compute, scope);
  const kw = isShare ? parsed.value * all : parsed.value;
  const most = `${megawatts(all)} MW`;
  if (!(parsed.value > 0))
    return { ok: false, message: `"${quantity}" is online from the start`, remedy: `ask for more than nothing, up to ${most}` };
  if (kw > all)
    return {
      ok: false,
      message: `"${quantity}" is more than the plan has: ${most} of IT load${scope === null ? '' : ` at ${scope}`}`,
      remedy: `ask for ${most} or less, or for "100 %"`,
    };
  return { ok: true, amount: { scope, kw } };
}
