/**
 * What a scenario came to once, kept beside it to compare with: per future, not as percentiles, so that the same futures can be set
 * against one another. Plain data; scenario/ reads and writes the file, study/ makes and compares it.
 */

export const BASELINE_VERSION = 1;

export interface Baseline {
  readonly scenario: string;
  /** Name and version of the tool that played it. */
  readonly tool: string;
  /** SHA-256 in hexadecimal: of the scenario's own text with what it includes, and of the library entries it uses. */
  readonly scenarioDigest: string;
  readonly libraryDigest: string;
  /** ISO date; null in a plain network. */
  readonly start: string | null;
  /** Days (or units) since the start; null in a future is later than this. */
  readonly until: number;
  /** The first future, such as `study:0`; the others follow it. */
  readonly seed: string;
  readonly futures: number;
  /** Days (or units) since the start, to a hundredth, one for each future; null: not by the horizon. */
  readonly milestones: Readonly<Record<string, readonly (number | null)[]>>;
  /** Amounts of each future by metric, such as `lost_mw_days`. */
  readonly amounts: Readonly<Record<string, readonly number[]>>;
  /** Mean days (or units) on the way to each milestone, by cause, over the futures that reached it. */
  readonly drivingDays: Readonly<Record<string, Readonly<Record<string, number>>>>;
}
