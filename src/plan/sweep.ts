/**
 * What a sweep varies, as plain data: axes, their values, and the cells. Made by scenario/, read by measures, figures and reports,
 * which need not know how a value is written into a scenario.
 */

export interface SweepValue {
  /** As results show it: the text or number as written, the name of a point, or `as is`. */
  readonly label: string;
  /** Where it lies on an axis of numbers; on one of dates, days since 1970-01-01. Null on one of names. */
  readonly at: number | null;
}

export interface SweepAxis {
  readonly name: string;
  readonly label: string;
  readonly scale: 'number' | 'date' | 'names';
  /** Of an axis of numbers: `wk`, `x` for factors, `d` for dates moved; may be empty. */
  readonly unit: string;
  /** Drawn by a design rather than listed. */
  readonly sampled: boolean;
  readonly values: readonly SweepValue[];
}

export interface SweepCell {
  /** The hash of its overrides. */
  readonly id: string;
  /** Of cells that were named in the file. */
  readonly name: string | null;
  /** For each axis, which of its values; null: it says nothing, so the cell has what the base has. */
  readonly at: readonly (number | null)[];
  /** What stands at which path, in order of path. */
  readonly overrides: Readonly<Record<string, unknown>>;
}

/** common: every cell lives through the same futures, so that luck cancels in differences. independent: each has futures of its own. */
export const SWEEP_LUCK = ['common', 'independent'] as const;
export type SweepLuck = (typeof SWEEP_LUCK)[number];
