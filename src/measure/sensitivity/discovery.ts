/**
 * Which futures are late, in plain conditions. Comes in: the values of the inputs by future, and which futures are of interest. Goes out: boxes,
 * each with its conditions and with how dense and how complete it is. Boxes are found in one half of the futures and measured in the other, so that
 * what is said of them is not what they were chosen for.
 */
import { wilsonInterval } from '../../base/statistics.ts';
import { type Bound, type Box, countHits, peel, placesIn } from './prim.ts';

/** Boxes told at most, conditions in one at most. */
const MOST_BOXES = 3;
const MOST_CONDITIONS = 4;
/**
 * A condition must lift the hits of a box this many standard deviations above what the box without it would give by chance (the test of Bryant and
 * Lempert 2010, section 3.3, but stricter: conditions were chosen as the best of many).
 */
const WORTH_A_CONDITION = 3.5;
/** At the lower end of its interval a box must be denser than the futures it was taken from, by this share of what is or is not of interest there. */
const LEAST_GAIN = 0.2;
/** Fewer of interest than this in either half make no box. */
const FEWEST_HITS = 15;

export interface Share {
  readonly share: number;
  readonly lo: number;
  readonly hi: number;
}

export interface Condition {
  /** Number of the input. */
  readonly column: number;
  /** Values inside are above and below; null: open. */
  readonly above: number | null;
  readonly below: number | null;
  /** Density of the box if this condition alone is dropped, in the half it was measured in: what the condition is worth. */
  readonly densityWithout: number;
}

/** A box on the way from all futures to the one that is told. */
export interface PeelStep {
  /** Share of all futures inside. */
  readonly mass: number;
  /** Of the futures inside, the share of interest. */
  readonly density: number;
  /** Of the futures of interest, the share inside. */
  readonly coverage: number;
  readonly conditions: number;
}

export interface DiscoveredBox {
  readonly conditions: readonly Condition[];
  /** Of the futures inside, the share of interest: measured where the box was not sought. */
  readonly density: Share;
  /** Of all futures of interest, the share inside. */
  readonly coverage: Share;
  /** Of all futures, the share inside. */
  readonly mass: Share;
  /** How it was found, in the half where it was sought: from all futures on, peel by peel. `chosen`: the one that is told. */
  readonly trajectory: readonly PeelStep[];
  readonly chosen: number;
}

export interface Discovery {
  readonly futures: number;
  /** Of all futures. */
  readonly interest: Share;
  readonly boxes: readonly DiscoveredBox[];
  /** Why there is no box. */
  readonly none: 'too few' | 'nothing denser' | null;
}

export function discover(columns: readonly Float64Array[], interest: Uint8Array): Discovery {
  const places = Int32Array.from({ length: interest.length }, (_, i) => i);
  const sought = places.filter((place) => place % 2 === 0);
  const measured = places.filter((place) => place % 2 === 1);
  const all = { futures: interest.length, interest: shareOf(countHits(interest, places), places.length) };
  const fewest = Math.min(countHits(interest, sought), countHits(interest, measured));
  if (fewest < FEWEST_HITS || fewest > interest.length / 2 - FEWEST_HITS) return { ...all, boxes: [], none: 'too few' };
  const boxes: DiscoveredBox[] = [];
  let left: Int32Array = sought;
  let leftToMeasure: Int32Array = measured;
  while (boxes.length < MOST_BOXES && countHits(interest, left) >= FEWEST_HITS) {
    const trajectory = peel(columns, interest, left);
    const chosen = choose(trajectory, left.length, countHits(interest, left));
    if (chosen === null) break;
    const bounds = simplified(columns, interest, left, trajectory[chosen]!.bounds);
    const inside = placesIn(columns, { bounds }, leftToMeasure);
    const hits = countHits(interest, inside);
    const before = countHits(interest, leftToMeasure) / leftToMeasure.length;
    if (inside.length === 0 || wilsonInterval(hits, inside.length).lo < before + LEAST_GAIN * Math.min(before, 1 - before)) break;
    boxes.push({
      conditions: bounds.map((bound) => conditionOf(columns, interest, leftToMeasure, bounds, bound)),
      density: shareOf(hits, inside.length),
      coverage: shareOf(hits, countHits(interest, measured)),
      mass: shareOf(inside.length, measured.length),
      trajectory: trajectory.map((box) => ({
        mass: box.inside / left.length,
        density: box.hits / box.inside,
        coverage: box.hits / countHits(interest, left),
        conditions: box.bounds.length,
      })),
      chosen,
    });
    left = outside(columns, bounds, left);
    leftToMeasure = outside(columns, bounds, leftToMeasure);
  }
  return { ...all, boxes, none: boxes.length === 0 ? 'nothing denser' : null };
}

function shareOf(hits: number, futures: number): Share {
  return wilsonInterval(hits, futures);
}

function outside(columns: readonly Float64Array[], bounds: readonly Bound[], places: Int32Array): Int32Array {
  const inside = new Set(placesIn(columns, { bounds }, places));
  return places.filter((place) => !inside.has(place));
}

/**
 * The box that holds most of what is of interest and least of what is not (the greatest difference of the two shares: Youden 1950), among those of
 * few conditions; null: none.
 */
function choose(trajectory: readonly Box[], futures: number, hits: number): number | null {
  let best: number | null = null;
  let most = 0;
  trajectory.forEach((box, i) => {
    if (box.bounds.length === 0 || box.bounds.length > MOST_CONDITIONS) return;
    const difference = box.hits / hits - (box.inside - box.hits) / (futures - hits);
    if (difference > most) {
      best = i;
      most = difference;
    }
  });
  return best;
}

/** Without the sides of conditions that chance could as well have brought, the least worthy first. */
function simplified(columns: readonly Float64Array[], interest: Uint8Array, places: Int32Array, bounds: readonly Bound[]): Bound[] {
  let kept = [...bounds];
  for (;;) {
    const inside = placesIn(columns, { bounds: kept }, places);
    const hits = countHits(interest, inside);
    const open = kept
      .flatMap((bound) => [
        { bound, without: replaced(kept, bound, { ...bound, above: Number.NEGATIVE_INFINITY }) },
        { bound, without: replaced(kept, bound, { ...bound, below: Number.POSITIVE_INFINITY }) },
      ])
      .filter(({ without }) => without.length > 0 && sides(without) < sides(kept))
      .map(({ without }) => ({ without, density: densityOf(columns, interest, places, without) }))
      .sort((a, b) => b.density - a.density)[0];
    if (open === undefined) return kept;
    const expected = inside.length * open.density;
    if (hits - expected >= WORTH_A_CONDITION * Math.sqrt(expected * (1 - open.density))) return kept;
    kept = open.without;
  }
}

function replaced(bounds: readonly Bound[], bound: Bound, by: Bound): Bound[] {
  return bounds.flatMap((other) => (other !== bound ? [other] : Number.isFinite(by.above) || Number.isFinite(by.below) ? [by] : []));
}

function sides(bounds: readonly Bound[]): number {
  return bounds.reduce((sum, { above, below }) => sum + Number(Number.isFinite(above)) + Number(Number.isFinite(below)), 0);
}

function densityOf(columns: readonly Float64Array[], interest: Uint8Array, places: Int32Array, bounds: readonly Bound[]): number {
  const inside = placesIn(columns, { bounds }, places);
  return inside.length === 0 ? 0 : countHits(interest, inside) / inside.length;
}

function conditionOf(
  columns: readonly Float64Array[],
  interest: Uint8Array,
  places: Int32Array,
  bounds: readonly Bound[],
  bound: Bound,
): Condition {
  const finite = (value: number): number | null => (Number.isFinite(value) ? value : null);
  const rest = bounds.filter((other) => other !== bound);
  return {
    column: bound.column,
    above: finite(bound.above),
    below: finite(bound.below),
    densityWithout: densityOf(columns, interest, places, rest),
  };
}
