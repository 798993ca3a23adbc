/**
 * Boxes in which something happens more often than elsewhere: the patient rule induction method. Comes in: columns of numbers and which
 * futures are of interest. Goes out: the peeling trajectory, box by box. It knows nothing of plans.
 *
 * Friedman and Fisher (1999), "Bump hunting in high-dimensional data", Statistics and Computing 9, 123-143; for scenario discovery Bryant and
 * Lempert (2010), "Thinking inside the box", Technological Forecasting and Social Change 77, 34-49.
 */

/** Share of a box that one peel may take; more only where values tie. */
const PEEL = 0.08;
/** Share of all futures below which a box is too small to be told. */
const SMALLEST = 0.04;

/** Values inside are above `above` and below `below`; infinite where that side is open. */
export interface Bound {
  readonly column: number;
  readonly above: number;
  readonly below: number;
}

export interface Box {
  /** Of the columns that are bounded, in the order in which they were first peeled. */
  readonly bounds: readonly Bound[];
  /** Futures inside, and those of interest among them. */
  readonly inside: number;
  readonly hits: number;
}

/**
 * Peels from the whole to the smallest box, slice by slice. The first box of the trajectory is the
 * whole. `only`: the places to look at. Empty if nothing, or all, is of interest.
 */
export function peel(columns: readonly Float64Array[], interest: Uint8Array, only: Int32Array): Box[] {
  let inside = only;
  let hits = countHits(interest, inside);
  if (hits === 0 || hits === inside.length) return [];
  const bounds = new Map<number, Bound>();
  const trajectory: Box[] = [{ bounds: [], inside: inside.length, hits }];
  const least = Math.max(4, SMALLEST * only.length);
  while (hits < inside.length) {
    const best = bestPeel(columns, interest, inside, hits, least);
    if (best === null) break;
    inside = best.kept;
    hits = best.hits;
    const known = bounds.get(best.column) ?? { column: best.column, above: Number.NEGATIVE_INFINITY, below: Number.POSITIVE_INFINITY };
    bounds.set(best.column, best.side === 'low' ? { ...known, above: best.at } : { ...known, below: best.at });
    trajectory.push({ bounds: [...bounds.values()], inside: inside.length, hits });
  }
  return trajectory;
}

/** The places among `only` that lie in a box. */
export function placesIn(columns: readonly Float64Array[], { bounds }: Pick<Box, 'bounds'>, only: Int32Array): Int32Array {
  return only.filter((place) =>
    bounds.every(({ column, above, below }) => columns[column]![place]! > above && columns[column]![place]! < below),
  );
}

export function countHits(interest: Uint8Array, places: Int32Array): number {
  let hits = 0;
  for (let i = 0; i < places.length; i++) hits += interest[places[i]!]!;
  return hits;
}

interface Peel {
  readonly column: number;
  readonly side: 'low' | 'high';
  /** Inside is strictly above (below) it. */
  readonly at: number;
  readonly kept: Int32Array;
  readonly hits: number;
}

/** The peel that gains most density per future that it takes; null where none gains, or none leaves enough. */
function bestPeel(columns: readonly Float64Array[], interest: Uint8Array, inside: Int32Array, hits: number, least: number): Peel | null {
  const density = hits / inside.length;
  const take = Math.max(1, Math.floor(PEEL * inside.length));
  let best: Peel | null = null;
  let bestGain = 0;
  const values = new Float64Array(inside.length);
  columns.forEach((column, number) => {
    for (let i = 0; i < inside.length; i++) values[i] = column[inside[i]!]!;
    const sorted = Float64Array.from(values).sort();
    for (const side of ['low', 'high'] as const) {
      const at = side === 'low' ? sorted[take - 1]! : sorted[sorted.length - take]!;
      let count = 0;
      let kept = 0;
      for (let i = 0; i < inside.length; i++) {
        if (side === 'low' ? values[i]! <= at : values[i]! >= at) continue;
        count++;
        kept += interest[inside[i]!]!;
      }
      if (count < least || count === inside.length) continue;
      const gain = (kept / count - density) / (1 - count / inside.length);
      if (gain > bestGain + 1e-12) {
        bestGain = gain;
        best = {
          column: number,
          side,
          at,
          kept: inside.filter((_, i) => (side === 'low' ? values[i]! > at : values[i]! < at)),
          hits: kept,
        };
      }
    }
  });
  return best;
}
