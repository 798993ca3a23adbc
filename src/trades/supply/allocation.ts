/**
 * Who gets what a vendor makes, month by month. Comes in: pieces made each month and the order book. Goes out: pieces of each
 * order served in each month. What nobody has ordered by then is not made. It knows neither dates nor plans.
 */

export const ALLOCATIONS = ['fifo', 'pro-rata', 'priority'] as const;
export type Allocation = (typeof ALLOCATIONS)[number];

export interface BookEntry {
  readonly id: string;
  /** Month of the order, counted from the start; may be negative. A fraction orders those of one month. */
  readonly month: number;
  readonly quantity: number;
  /** How big a buyer it is: for `priority`, bigger goes first. */
  readonly size: number;
}

export interface AllocationRules {
  readonly allocation: Allocation;
  /** Most pieces that one order is served in a month. */
  readonly mostPerMonth: number;
}

/**
 * Pieces served by order and month. An order is served from the first month that begins at or after it. `fifo`: by date of order.
 * `priority`: the bigger buyer first, then by date. `pro-rata`: in proportion to what is still open, remainders to the largest
 * fractions. Orders of one date stand in the order of the book.
 */
export function allocate(made: readonly number[], book: readonly BookEntry[], rules: AllocationRules): readonly (readonly number[])[] {
  const left = book.map(({ quantity }) => quantity);
  const served = book.map(() => made.map(() => 0));
  const queue = book.map((_, i) => i).sort((a, b) => goesBefore(book[a]!, book[b]!, rules.allocation) || a - b);
  made.forEach((capacity, month) => {
    const open = queue.filter((i) => book[i]!.month <= month && left[i]! > 0);
    const wanted = open.map((i) => Math.min(left[i]!, book[i]!.month === Number.NEGATIVE_INFINITY ? left[i]! : rules.mostPerMonth));
    const given = rules.allocation === 'pro-rata' ? inProportion(capacity, wanted) : inTurn(capacity, wanted);
    open.forEach((i, place) => {
      served[i]![month] = given[place]!;
      left[i] = left[i]! - given[place]!;
    });
  });
  return served;
}

function goesBefore(a: BookEntry, b: BookEntry, allocation: Allocation): number {
  return (allocation === 'priority' ? b.size - a.size : 0) || a.month - b.month;
}

function inTurn(capacity: number, wanted: readonly number[]): number[] {
  let free = capacity;
  return wanted.map((pieces) => {
    const given = Math.min(free, pieces);
    free -= given;
    return given;
  });
}

/** Whole pieces in proportion to what is wanted: the method of largest remainders. */
export function inProportion(capacity: number, wanted: readonly number[]): number[] {
  const total = wanted.reduce((sum, pieces) => sum + pieces, 0);
  if (total <= capacity) return [...wanted];
  const exact = wanted.map((pieces) => (capacity * pieces) / total);
  const given = exact.map(Math.floor);
  const spare = capacity - given.reduce((sum, pieces) => sum + pieces, 0);
  const byRemainder = exact.map((_, i) => i).sort((a, b) => exact[b]! - given[b]! - (exact[a]! - given[a]!) || a - b);
  for (const i of byRemainder.slice(0, spare)) given[i] = given[i]! + 1;
  return given;
}

/** The month in which an order has been served `pieces` in all, or undefined: not within the months that are known. */
export function monthServed(served: readonly number[], pieces: number): number | undefined {
  let sum = 0;
  for (let month = 0; month < served.length; month++) {
    sum += served[month]!;
    if (sum >= pieces) return month;
  }
  return undefined;
}
