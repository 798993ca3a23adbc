/**
 * Boom and bust: a price that rises with a shortage, and capacity that answers the price with a lag (the cobweb: Ezekiel, "The
 * Cobweb Theorem", Quarterly Journal of Economics 52, 1938). Deterministic, month by month. Comes in: the boom's size and the
 * market's slowness. Goes out: price index and spare capacity by month.
 */

export interface Cycle {
  /** Price at the peak, as a multiple of the usual one. */
  readonly peak: number;
  /** Months from the usual price to the peak, in which the price grows evenly by the month. */
  readonly rise: number;
  /** Months in which a high price falls to half its height (of the logarithm) by demand alone. */
  readonly halfLife: number;
  /** Months from a price to the capacity it calls forth. */
  readonly lag: number;
  /** Share of the price gap (of the logarithm) that is answered by new capacity each month. */
  readonly answer: number;
}

/**
 * The price index by month, from `begin` months before month 0 (the rise begins) on: entry 0 is the month in which the rise begins.
 * After the peak x, the logarithm of the index, moves by x(t + 1) = x(t) 2^(-1/halfLife) - answer x(t - lag).
 */
export function priceIndex(cycle: Cycle, months: number): number[] {
  return logPrices(cycle, months).map(Math.exp);
}

/** Capacity beyond what the market wants at the usual price, by month, as a share of it; zero while there is none to spare. */
export function strandedCapacity(cycle: Cycle, months: number): number[] {
  return logPrices(cycle, months).map((price) => Math.max(0, Math.exp(-price) - 1));
}

function logPrices({ peak, rise, halfLife, lag, answer }: Cycle, months: number): number[] {
  const height = Math.log(peak);
  const fade = 2 ** (-1 / halfLife);
  const prices: number[] = [];
  for (let month = 0; month < months; month++) {
    const last = prices[month - 1] ?? 0;
    prices.push(month <= rise ? (height * month) / rise : last * fade - answer * (prices[month - 1 - lag] ?? 0));
  }
  return prices;
}
