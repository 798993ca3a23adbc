/** What judging a gate starts from and comes to, and how its findings speak of their intervals. */
import type { Pairing } from '../measure/paired.ts';
import type { Baseline } from '../plan/baseline.ts';
import type { Finding, GateVerdict } from './gate-outcome.ts';
import type { Played } from './gate-play.ts';

export interface Judging {
  readonly played: Played;
  readonly baseline: Baseline | null;
  readonly pairing: Pairing;
  /** How likely a verdict of this look may be wrong, each way. */
  readonly tail: number;
  /** Place of the gate's amount among those asked of the player, if it has one. */
  readonly asked: number;
}

export interface Judged {
  readonly verdict: GateVerdict;
  /** Worst first. */
  readonly findings: readonly Finding[];
}

/** The confidence of an interval that is wrong with this chance on either side, such as `97.5 %`. */
export function sure(tail: number): string {
  return `${Math.round(1000 * (1 - 2 * tail)) / 10} %`;
}
