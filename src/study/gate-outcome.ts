/** What comes of holding a plan to what is expected of it: plain data for reports and for --json. Dates as results show them. */
import type { Instant } from '../measure/outcomes.ts';
import type { Pairing } from '../measure/paired.ts';

export const GATE_VERDICTS = ['pass', 'undecided', 'fail'] as const;
export type GateVerdict = (typeof GATE_VERDICTS)[number];

/** date: an instant. days and MW-days: numbers. share: 0 to 1. */
export type FindingUnit = 'date' | 'days' | 'MW-days' | 'share';

/** What was found of one thing that is measured. */
export interface Finding {
  /** `childress/horizon-4/online P80`, `lost_mw_days.labor`. */
  readonly name: string;
  readonly verdict: GateVerdict;
  readonly unit: FindingUnit;
  /** Null: after the horizon, or not known. Of a comparison: the change, in days or MW-days. */
  readonly value: Instant;
  readonly lo: Instant;
  readonly hi: Instant;
  /** Of the interval, both sides: what is left is how often it misses the truth. */
  readonly confidence: number;
  /** What it is held to; of a comparison, the change that is let pass. */
  readonly limit: Instant;
  /** One sentence without a full stop. */
  readonly message: string;
  readonly change?: Change;
}

/** Against the baseline. */
export interface Change {
  /** The milestone, amount of compute, or metric. */
  readonly what: string;
  readonly before: Instant;
  readonly after: Instant;
  readonly pairing: Pairing;
  /** Which causes took the days: mean days on the driving path, after less before, largest first. Empty where it is not kept. */
  readonly causes: readonly { readonly cause: string; readonly label: string; readonly days: number }[];
}

export interface GateOutcome {
  /** As written. */
  readonly expectation: string;
  readonly kind: 'limit' | 'regression';
  readonly verdict: GateVerdict;
  /** Futures it was decided on. */
  readonly futures: number;
  /** How often the futures were looked at, and the most it would have been. */
  readonly looks: number;
  readonly mostLooks: number;
  /** Worst first. */
  readonly findings: readonly Finding[];
}
