/**
 * The whole numbers that stand for words in a Program's arrays. They live in a file that imports nothing because only from
 * such a file does the bundler write them into the code as they are; elsewhere each use reads a variable.
 */

/** Types of link. */
export const FINISH_TO_START = 0;
export const START_TO_START = 1;
export const FINISH_TO_FINISH = 2;
export const START_TO_FINISH = 3;

/** What happens when a calendar closes during work. */
export const ON_CLOSE_PAUSE = 0;
export const ON_CLOSE_RELEASE = 1;
export const ON_CLOSE_RESTART = 2;
export const ON_CLOSE_FIT = 3;

/** Traits of an activity, as bits. Needs nothing, has no calendar, and nobody waits for its start: its finish is known once it is ready. */
export const IS_SIMPLE = 1;
/** Gives nothing back and puts nothing anywhere: only its successors hear of its finish. */
export const IS_SILENT = 2;
export const HAS_NEEDS = 4;
export const HAS_CREW = 8;
export const HAS_CALENDAR = 16;
export const HAS_STRICT_NEED = 32;
export const HAS_FINISH_GATES = 64;
export const GIVES_AT_START = 128;
export const GIVES_AT_FINISH = 256;
/** Somebody may start or finish only after its start. */
export const IS_WATCHED = 512;
/** Gives its crew back while its calendar is closed, with work left. */
export const KEEPS_WORK = 1024;
/** Needs nothing when no work is drawn for it. */
export const IDLE_IS_FREE = 2048;

/** Answers to somebody who asks to begin; any other is the resource that is missing. */
export const GRANTED = -1;
export const CLOSED = -2;

/** Kinds of event, packed into the lowest three bits beside the activity's number. */
export const WORK_ENDS = 0;
export const BECOMES_READY = 1;
export const CALENDAR_OPENS = 2;
export const CREW_PAUSES = 3;
export const MAY_CLOSE = 4;
export const KIND_BITS = 3;
export const KIND_MASK = 7;

/** Places in the counters of a future. How many newcomers there are: */
export const NEW = 0;
/** The round of asking: */
export const ROUND = 1;
/** How many activities have finished: */
export const FINISHED = 2;
/** How many finished whose effects are still to come: */
export const JUST_FINISHED = 3;
/** Which release comes next: */
export const NEXT_RELEASE = 4;
/** When the next thing comes that was known beforehand: */
export const NEXT_KNOWN = 5;
