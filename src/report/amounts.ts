/** Amounts of compute as printed reports list and name them. */
import type { AmountOutcome, Outcomes } from '../measure/outcomes.ts';

export interface AmountOfSite {
  /** Null: of all compute. */
  readonly site: string | null;
  readonly amount: AmountOutcome;
}

/** Every amount in total, then site by site where there are several. None where no IT load is planned. */
export function amountsOf({ curve, siteCurves }: Outcomes): AmountOfSite[] {
  if (curve === null || curve.totalMw <= 0) return [];
  const sites = Object.entries(siteCurves).filter(([, { totalMw }]) => totalMw > 0);
  return [[null, curve] as const, ...sites].flatMap(([site, { amounts }]) => amounts.map((amount) => ({ site, amount })));
}

/** `50 % of 200 MW`, `all 200 MW`. */
export function nameAmount({ share, itMw }: AmountOutcome): string {
  const all = (itMw / share).toLocaleString('en-GB', { maximumFractionDigits: 3 });
  return share === 1 ? `all ${all} MW` : `${Math.round(100 * share)} % of ${all} MW`;
}
