/**
 * The waist: a plan is plain frozen data, printable as JSON. Activities need something, take time and give something.
 * Trades lower themselves into this vocabulary; the engine runs it and knows nothing else. A plan holds distributions,
 * never draws. Units: ticks (minutes on a dated axis), kW, worker-minutes, pieces.
 */
import type { Path } from '../base/problem.ts';
import type { TimeAxis } from '../base/time.ts';
import type { Law } from '../random/distribution.ts';

export interface Plan {
  readonly scenario: string;
  readonly title: string;
  readonly axis: TimeAxis;
  /** What is not finished by then is censored. Ticks. */
  readonly horizon: number;
  readonly dispatch: Dispatch;
  /** In natural order of id. */
  readonly activities: readonly Activity[];
  readonly resources: readonly Resource[];
  readonly calendars: readonly Calendar[];
  readonly factors: readonly Factor[];
  readonly causes: readonly Cause[];
  readonly milestones: readonly Milestone[];
  readonly compute: readonly ComputeUnit[];
  readonly power: readonly SitePower[];
  readonly gpus: readonly GpuTranche[];
  /** Running totals: money, hours, energy. */
  readonly accounts: readonly Account[];
  /** What is true of a site in every future: shown beside its outcomes. */
  readonly facts: readonly Fact[];
  /** Choices that were made for the user and assumptions without a source: shown in every report. */
  readonly notes: readonly string[];
}

/** Which of the activities that could start goes first. Ties: ready time, then id in natural order. */
export const DISPATCH_RULES = ['fifo', 'priority', 'latest-finish', 'latest-start', 'most-successors', 'rank-positional-weight'] as const;
export type DispatchRule = (typeof DISPATCH_RULES)[number];

export interface Dispatch {
  readonly rule: DispatchRule;
}

export interface Activity {
  readonly id: string;
  /** What a person calls it. */
  readonly label: string;
  /** What holds compute back while this is being worked on: an id in `Plan.causes`. */
  readonly cause: string;
  readonly site: string | null;
  readonly hall: string | null;
  readonly work: Work;
  readonly after: readonly Link[];
  /** Starts no earlier than this tick. */
  readonly notBefore: number;
  readonly needs: readonly Need[];
  readonly gives: readonly Give[];
  /** Works only while this calendar is open; null: around the clock. */
  readonly calendar: string | null;
  /** What happens when the calendar closes during work. `pause-and-release` gives its crew back while it is paused. */
  readonly onClose: 'pause' | 'pause-and-release' | 'restart' | 'fit';
  /** For the `priority` rule: smaller goes first. */
  readonly priority: number;
  /** May never happen: a branch not taken, an answer to a risk that did not come. It neither ends nor censors a future. */
  readonly optional?: true;
  /** Where the user wrote it. */
  readonly origin: Path;
}

/** How long it takes. `clock: working` counts only time in which the calendar is open. */
export type Work =
  | {
      readonly kind: 'duration';
      readonly clock: 'elapsed' | 'working';
      readonly law: Law;
      /** A constant multiplier: work that is left, learning. */
      readonly scale: number;
      /** Ids in `Plan.factors`: random multipliers. */
      readonly factors: readonly string[];
      /** Name of the draw where it is not the activity's own: works of one name are drawn with one and the same luck. */
      readonly drawn?: string;
    }
  | {
      /** Worker-minutes done by between `min` and `max` workers of the pool, taken at the start and kept to the end. */
      readonly kind: 'effort';
      readonly clock: 'elapsed' | 'working';
      readonly law: Law;
      readonly scale: number;
      readonly factors: readonly string[];
      readonly drawn?: string;
      readonly pool: string;
      readonly min: number;
      readonly max: number;
      /** Worker-minutes of effort done per worker-minute worked. */
      readonly productivity: number;
    };

/**
 * Precedence. FS: starts after the predecessor's finish. SS: after its start. FF: finishes after its finish. SF: finishes
 * after its start. `lag` in ticks. `share`: with SS, the fraction of the predecessor's work that must be done.
 */
export interface Link {
  readonly from: string;
  readonly type: 'FS' | 'SS' | 'FF' | 'SF';
  readonly lag: number;
  readonly share: number;
}

export interface Need {
  readonly resource: string;
  /** Whole units of the resource. */
  readonly amount: number;
  /** Given back at the activity's finish (a pool); otherwise used up or handed on (a stock, a level, a kept unit). */
  readonly giveBack: boolean;
}

export interface Give {
  readonly resource: string;
  /** May be negative: lowers a level. */
  readonly amount: number;
  /** To a pool: new units, such as workers who arrive, rather than kept ones that come back. */
  readonly gains?: true;
  readonly at: 'start' | 'finish';
}

export interface Resource {
  readonly id: string;
  readonly label: string;
  readonly kind: 'pool' | 'stock' | 'level';
  /** What one unit of amount is. */
  readonly unit: 'each' | 'kW';
  /** What a wait for it is called: an id in `Plan.causes`. */
  readonly cause: string;
  /** Units there are from each tick on; the first at tick 0. In order of tick. A stock or level starts with the first and has no further steps. */
  readonly capacity: readonly { readonly from: number; readonly amount: number }[];
  /** A waiting activity that does not fit blocks those behind it that want this resource too. */
  readonly strict: boolean;
  readonly site: string | null;
  readonly origin: Path;
}

/** When work goes on, as intervals in ticks: open[i] <= t < close[i]. They cover the horizon and do not touch. */
export interface Calendar {
  readonly id: string;
  readonly label: string;
  /** What being closed is called when it holds something up: an id in `Plan.causes`. */
  readonly cause: string;
  readonly open: readonly number[];
  readonly close: readonly number[];
  /** What a working day (`wd`) is worth. */
  readonly minutesPerWorkingDay: number;
  readonly origin: Path;
}

/** A random multiplier shared by all activities that name it, such as a vendor-wide shock. */
export interface Factor {
  readonly id: string;
  readonly law: Law;
}

export interface Cause {
  readonly id: string;
  readonly label: string;
  /** The band of the ribbon it belongs to; see measure/causes.ts for the order and the colours. */
  readonly group: CauseGroup;
}

export const CAUSE_GROUPS = [
  'permit-grid',
  'power',
  'site-works',
  'trade',
  'equipment',
  'gpus',
  'network',
  'commissioning',
  'acceptance',
  'weather',
  'calendar',
  'plan',
  'work',
] as const;
export type CauseGroup = (typeof CAUSE_GROUPS)[number];

/** A point that people ask about: the finish of one activity. */
export interface Milestone {
  /** `<site>/<hall>/<milestone>`, or the activity's id in a bare network. */
  readonly id: string;
  readonly activity: string;
  /** Planned tick, if the scenario states one. */
  readonly target: number | null;
}

/** Compute that comes online when `activity` finishes. */
export interface ComputeUnit {
  readonly activity: string;
  readonly itKw: number;
  readonly gpus: number;
  readonly site: string | null;
  readonly hall: string | null;
  /** When the plan says it is online, in ticks; null: the plan does not say. */
  readonly planned: number | null;
}

/** Power at one site's connection, for the measures: who raises the level, who draws on it. kW at the connection. */
export interface SitePower {
  readonly site: string;
  readonly level: string;
  /** Secured in all from each tick on (which may lie before the start), in order. */
  readonly secured: readonly { readonly from: number; readonly kw: number }[];
  /** Energised at tick 0. */
  readonly energisedKw: number;
  readonly energise: readonly { readonly activity: string; readonly kw: number }[];
  /** Mining load at tick 0. */
  readonly miningKw: number;
  readonly handBack: readonly { readonly activity: string; readonly kw: number }[];
  /** AI load, drawn from the start of each activity on. */
  readonly draw: readonly { readonly activity: string; readonly kw: number }[];
}

/** GPUs of one order: ordered at `orderedAt`, arrived when `delivery` finishes, installed when each of `installs` finishes. */
export interface GpuTranche {
  readonly id: string;
  readonly model: string;
  readonly site: string;
  readonly hall: string;
  readonly quantity: number;
  readonly orderedAt: number;
  readonly deliveries: readonly { readonly activity: string; readonly quantity: number }[];
  readonly installs: readonly { readonly activity: string; readonly quantity: number }[];
}

/** A running total over one future. Amounts are in `unit`: USD, MWh, worker-hours, tonnes. */
export interface Account {
  /** `<site>/<what>/<whose>`. */
  readonly id: string;
  readonly label: string;
  readonly unit: string;
  readonly site: string | null;
  readonly entries: readonly Entry[];
}

export type Entry =
  /** Per hour and unit of a pool in use. */
  | { readonly kind: 'use'; readonly resource: string; readonly perUnitHour: number }
  /** Per hour and unit of a pool that is there, used or not, to the last finish (or the horizon). */
  | { readonly kind: 'presence'; readonly resource: string; readonly perUnitHour: number }
  /** Once, if the activity starts (finishes) by the horizon. */
  | { readonly kind: 'event'; readonly activity: string; readonly at: 'start' | 'finish'; readonly amount: number }
  /** Per hour from the activity's start (finish) on, to the horizon. */
  | { readonly kind: 'running'; readonly activity: string; readonly from: 'start' | 'finish'; readonly perHour: number };

/** Something stated or worked out beforehand, with its unit and source. */
export interface Fact {
  readonly site: string;
  readonly id: string;
  readonly label: string;
  readonly value: number | string;
  /** Empty for text. */
  readonly unit: string;
  readonly source: string | null;
}
