/**
 * The result of a walk: segments backwards in time, contiguous, in flat buffers that the next walk overwrites. They grow
 * now and then; nothing is allocated per segment.
 */

/** What a segment is: somebody worked, waited, a lag ran, or the plan said "not before". */
export const WORKED = 0;
export const WAITED = 1;
export const LAGGED = 2;
export const PLANNED = 3;
export const SEGMENT_KINDS = ['work', 'wait', 'lag', 'plan'] as const;
export type SegmentKind = (typeof SEGMENT_KINDS)[number];

export interface Path {
  /** Segments, the latest first: `to[0]` is where the walk began, `from[count - 1]` where it ended. */
  count: number;
  from: Float64Array;
  to: Float64Array;
  cause: Int32Array;
  /** Who worked or waited; for a lag the predecessor. */
  activity: Int32Array;
  kind: Uint8Array;
  /** For a wait: its number in the trace; otherwise -1. */
  wait: Int32Array;
  /** Activities that the walk came through, also where they took no time; each once, the latest first. */
  visited: Int32Array;
  visitedCount: number;
}

export function createPath(activities: number): Path {
  const size = 64;
  return {
    count: 0,
    from: new Float64Array(size),
    to: new Float64Array(size),
    cause: new Int32Array(size),
    activity: new Int32Array(size),
    kind: new Uint8Array(size),
    wait: new Int32Array(size),
    visited: new Int32Array(activities),
    visitedCount: 0,
  };
}

/** Make room for that many segments. What was in the buffers is lost. */
export function reserve(path: Path, segments: number): void {
  if (path.from.length >= segments) return;
  const size = 2 * segments;
  path.from = new Float64Array(size);
  path.to = new Float64Array(size);
  path.cause = new Int32Array(size);
  path.activity = new Int32Array(size);
  path.kind = new Uint8Array(size);
  path.wait = new Int32Array(size);
}
