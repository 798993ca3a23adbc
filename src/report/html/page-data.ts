/** What the page hands to its script: the contract between the two. Plain JSON. */
import type { PackedFigure } from './pack.ts';

/** Why a milestone comes when it does. Labels are numbers in `PageData.words`. */
export interface WhyData {
  readonly id: string;
  /** Mean days (or units) on its driving path by cause, largest first: label and amount. */
  readonly drivers: readonly (readonly [number, number])[];
  /** Share of futures in which an activity is on its driving path: label and share. */
  readonly critical: readonly (readonly [number, number])[];
  /**
   * In one future, first things first: from, to (days or units since the start), kind of step, cause, activity, and how long: less
   * than from `from` to `to` where work and weather take turns. Empty: not told.
   */
  readonly chain: readonly (readonly [number, number, number, number, number, number])[];
}

export interface PageData {
  /** ISO date, or null in a plain network. */
  readonly start: string | null;
  readonly unit: string | null;
  readonly until: string | number | null;
  readonly figures: readonly PackedFigure[];
  readonly words: readonly string[];
  readonly why: readonly WhyData[];
}

/** Kinds of step in a chain, by number. */
export const STEP_KINDS = ['work:', 'waits for', 'lag after', 'waits for its planned start'] as const;

/** Ids of the page's elements that its script looks for. */
export const DATA_ID = 'data';
