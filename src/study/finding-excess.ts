/** How far findings are from their limits, in parts that can be compared: what is worst comes first. */
import type { Finding } from './gate-outcome.ts';

/** Judged to be as bad as one another: a month, a tenth of the futures, a tenth of an amount. */
const MONTH_DAYS = 30;
const TENTH = 0.1;

/**
 * How far it is from its limit, so that dates, chances and amounts can be put in one order. Of a comparison with the baseline: in parts
 * of what is let pass, which stands for the same time in days and in MW-days. After the horizon is further than anything.
 */
export function excess({ value, limit, unit, change }: Finding): number {
  if (value === null || limit === null) return Number.POSITIVE_INFINITY;
  if (change !== undefined) return Number(value) / Math.max(1, Number(limit));
  if (typeof value === 'string' || typeof limit === 'string')
    return Math.abs(Date.parse(String(value)) - Date.parse(String(limit))) / (MONTH_DAYS * 86_400_000);
  const distance = Math.abs(value - limit);
  return unit === 'share' ? distance / TENTH : distance / (TENTH * Math.max(1, Math.abs(limit)));
}
