/**
 * The result of a walk: segments backwards in time, one ending where the next begins, in flat buffers that the next walk
 * overwrites. They grow now and then; nothing is allocated per segment.
 */

/** What a segment is: somebody worked, waited, a lag ran, or the plan said "not before". */
export const WORKED = 0;
export const WAITED = 1;
export const LAGGED = 2;
export const PLANNED = 3;
export const SEGMENT_KINDS = ['work', 'wait', 'lag', 'plan'] as const;
export type SegmentKind = (typeof SEGMENT_KINDS)[number];

export interface Path {
  /** Segments, the latest first. */
  count: number;
  /** Segment i lasts from `time[i + 1]` to `time[i]`; never of zero length. `time[0]` is where the walk began. */
  time: Float64Array;
  cause: Int32Array;
  /** Who worked or waited; for a lag the predecessor. */
  activity: Int32Array;
  kind: Uint8Array;
  /** For a wait: its number in the trace. Undefined for the other kinds. */
  wait: Int32Array;
  /** Activities that the walk came through, also where they took no time; each once, the latest first. */
  readonly visited: Int32Array;
  visitedCount: number;
}

export function createPath(activities: number): Path {
  return {
    count: 0,
    time: new Float64Array(0),
    cause: new Int32Array(0),
    activity: new Int32Array(0),
    kind: new Uint8Array(0),
    wait: new Int32Array(0),
    visited: new Int32Array(activities),
    visitedCount: 0,
  };
}

/** Make room for that many segments. What was in the buffers is lost. */
export function reserve(path: Path, segments: number): void {
  if (path.cause.length >= segments) return;
  const size = 2 * segments;
  path.time = new Float64Array(size + 1);
  path.cause = new Int32Array(size);
  path.activity = new Int32Array(size);
  path.kind = new Uint8Array(size);
  path.wait = new Int32Array(size);
}
