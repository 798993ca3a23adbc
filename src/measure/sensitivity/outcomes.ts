/** What `ttc sensitivity` says: plain JSON, from which its table, chart and files are made. Shares are of the variance of the outcome. */
import type { CauseGroup } from '../../plan/plan.ts';
import type { Instant } from '../outcomes.ts';
import type { PeelStep, Share } from './discovery.ts';
import type { InputKind } from './inputs.ts';

export const SENSITIVITY_SCHEMA_VERSION = 1;

/** A number with its 90 % interval. */
export interface Sure {
  readonly value: number;
  readonly lo: number;
  readonly hi: number;
}

export interface InputSensitivity {
  readonly input: string;
  readonly label: string;
  readonly kind: InputKind;
  readonly cause: string;
  readonly causeLabel: string;
  readonly group: CauseGroup;
  /** Of its values; empty where they have none. */
  readonly unit: string;
  /** In nine futures of ten it is above `p10`, in one above `p90`; null where its values have no unit. */
  readonly p10: number | null;
  readonly p90: number | null;
  /** Share of the variance that it explains alone; by chance a little below 0. */
  readonly first: Sure;
  /** Rank correlation with the outcome. */
  readonly rank: Sure;
  /** By how much the outcome's mean is later (greater) where the input is in its highest fifth than where it is in its lowest. */
  readonly swing: number;
  /** More than any input shows by chance in 19 of 20 shuffles: in the first-order index or in the rank correlation. */
  readonly standsOut: boolean;
}

export interface CauseSensitivity {
  readonly cause: string;
  readonly label: string;
  readonly group: CauseGroup;
  readonly inputs: number;
  /** Sum of the first-order indices of its inputs. */
  readonly first: Sure;
}

export interface BoxCondition {
  readonly input: string;
  readonly label: string;
  readonly unit: string;
  readonly above: number | null;
  readonly below: number | null;
  /** In words. */
  readonly text: string;
  readonly densityWithout: number;
}

export interface LateBox {
  readonly conditions: readonly BoxCondition[];
  /** Share of the futures inside that are late. */
  readonly density: Share;
  /** Share of the late futures that are inside. */
  readonly coverage: Share;
  /** Share of all futures that are inside. */
  readonly mass: Share;
  readonly trajectory: readonly PeelStep[];
  readonly chosen: number;
}

export interface LateFutures {
  /** Later (greater) than this is late. A date stands for the whole of its day. */
  readonly after: Instant;
  readonly because: 'asked' | 'plan' | 'P80';
  readonly share: Share;
  readonly boxes: readonly LateBox[];
  /** Why there is no box. */
  readonly none: 'too few' | 'nothing denser' | null;
}

export type DesignOutcome =
  | {
      readonly kind: 'sobol';
      readonly futures: number;
      /** By input, the last for all others together. */
      readonly inputs: readonly { readonly input: string | null; readonly label: string; readonly first: Sure; readonly total: Sure }[];
    }
  | {
      readonly kind: 'morris';
      readonly futures: number;
      readonly paths: number;
      /** Largest first. In the outcome's unit, for half of the input's range upwards. */
      readonly inputs: readonly {
        readonly input: string;
        readonly label: string;
        readonly size: Sure;
        readonly mean: number;
        readonly sd: number;
      }[];
    };

export interface SensitivityOutcomes {
  readonly schemaVersion: typeof SENSITIVITY_SCHEMA_VERSION;
  readonly tool: string;
  readonly scenario: string;
  readonly title: string;
  readonly world: null;
  readonly seed: string;
  readonly replications: number;
  /** Futures in which the outcome is not reached by the horizon: counted as if it were reached there. */
  readonly censored: number;
  readonly confidence: 0.9;
  readonly outcome: { readonly name: string; readonly unit: string; readonly mean: Instant; readonly sd: number };
  /** `not enough futures`, why, and about how many would do. */
  readonly verdict:
    | { readonly enough: true }
    | { readonly enough: false; readonly why: 'few' | 'noise' | 'nothing stands out' | 'no spread'; readonly wanted: number };
  /** What the greatest of all inputs reaches by chance in one shuffle of twenty. */
  readonly noise: { readonly first: number; readonly rank: number };
  readonly slices: number;
  /** By all inputs one by one. What is left is interaction, and what inputs do not tell of themselves, such as when it rains. */
  readonly explained: Sure;
  /** Largest first; all of them. */
  readonly inputs: readonly InputSensitivity[];
  /** Largest first. */
  readonly causes: readonly CauseSensitivity[];
  readonly late: LateFutures;
  readonly design?: DesignOutcome;
}
