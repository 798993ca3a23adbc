/**
 * What happened in one future: flat, columnar, one slot per activity, with the reason for every wait.
 * Times are ticks; NaN means it did not happen by the horizon. The arrays are reused from one replication to the next:
 * whoever wants to keep something copies it.
 */
export interface Trace {
  /** All start gates open (predecessors done, lags over, start-no-earlier-than reached). */
  readonly ready: Float64Array;
  readonly start: Float64Array;
  /** Own work done; differs from `finish` only while a finish-to-finish or start-to-finish predecessor holds it open. */
  readonly workEnd: Float64Array;
  readonly finish: Float64Array;
  /** Ticks of actual work between start and workEnd; the rest of that span is pause. */
  readonly worked: Float64Array;
  /** Workers assigned to an effort activity; 0 for others. */
  readonly crew: Int32Array;
  /** Index of the link (Program.links) whose opening made it ready, or -1: its own start-no-earlier-than (or tick 0). */
  readonly startDriver: Int32Array;
  /** Index of the link that let it finish, or -1: its own work. */
  readonly finishDriver: Int32Array;
  /** Newest wait segment of each activity, or -1; follow `waitPrevious`. */
  readonly lastWait: Int32Array;
  /** Wait segments, `waitCount` of them. A wait lasts from `waitFrom` to `waitTo`, for what `waitFor` says. */
  waitCount: number;
  waitActivity: Int32Array;
  /** Resource index, or `resources + calendar index` for a closed calendar, or `resources + calendars + hazard index` for the weather. */
  waitFor: Int32Array;
  waitFrom: Float64Array;
  waitTo: Float64Array;
  /** Activity whose give ended the wait, or -1: the calendar or a capacity step did. */
  waitEndedBy: Int32Array;
  waitPrevious: Int32Array;
  /** Number of activities that had not finished by the horizon; optional ones do not count. */
  unfinished: number;
  /** Finish of the last activity that is not optional, NaN when some are unfinished. */
  makespan: number;
}
