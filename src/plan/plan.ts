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
  /** Weather that takes days out of calendars, anew in each future. */
  readonly weather: readonly Hazard[];
  readonly factors: readonly Factor[];
  readonly causes: readonly Cause[];
  readonly milestones: readonly Milestone[];
  readonly compute: readonly ComputeUnit[];
  readonly power: readonly SitePower[];
  readonly gpus: readonly GpuTranche[];
  /** Running totals: money, hours, energy. */
  readonly accounts: readonly Account[];
  /** Quantities that step up and down: hashrate, MW out of service. */
  readonly gauges: readonly Gauge[];
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
  /** Needs nothing in a future in which no work is drawn for it: rework that is not called for waits for nobody, and for no calendar. */
  readonly idleIsFree?: true;
  /** May never happen: a branch not taken, an answer to a risk that did not come. It neither ends nor censors a future. */
  readonly optional?: true;
  /** Put in before another, whose gates it has: a delay that a risk may bring. */
  readonly inserted?: true;
  /** Happens by this tick or never. A forecast of a later day finds that it did not, unless it was reported or follows from reports. */
  readonly neverAfter?: number;
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
      readonly copula?: Copula;
    }
  | {
      /** Worker-minutes done by between `min` and `max` workers of the pool, taken at the start and kept to the end. */
      readonly kind: 'effort';
      readonly clock: 'elapsed' | 'working';
      readonly law: Law;
      readonly scale: number;
      readonly factors: readonly string[];
      readonly drawn?: string;
      readonly copula?: Copula;
      readonly pool: string;
      readonly min: number;
      readonly max: number;
      /** Worker-minutes of effort done per worker-minute worked. */
      readonly productivity: number;
    };

/**
 * Luck that is shared in part: the normal scores of works of one name have correlation `rho`, 0 to 1, with one another (the
 * one-factor Gaussian copula). Each work keeps its law.
 */
export interface Copula {
  readonly name: string;
  readonly rho: number;
}

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
  /** Of a pool: what stands behind its units, such as local and travelling workers, in steps. Shown, not reckoned with. */
  readonly makeup?: Readonly<Record<string, readonly { readonly from: number; readonly amount: number }[]>>;
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
  /** Weather that takes days out of it; `open` and `close` are those of fair weather. */
  readonly exposure?: readonly Exposure[];
  readonly origin: Path;
}

/** How a hazard bears on the work of a calendar. */
export interface Exposure {
  /** An id in `Plan.weather`. */
  readonly hazard: string;
  /** What is left of the hazard's grip, 0 to 1: it takes so much less of each day. 1: unprotected. */
  readonly grip: number;
}

/**
 * Weather that holds up work. A day, in UTC, is lost or it is not, the same for every calendar that is exposed. What is lost of
 * a day is lost from its beginning, so work starts late.
 */
export interface Hazard {
  /** `<site>/<hazard>`: whose luck it is. */
  readonly id: string;
  readonly label: string;
  /** What time lost to it is called: an id in `Plan.causes`. */
  readonly cause: string;
  /** Chance that a day is lost, by calendar month: twelve numbers from January on. */
  readonly chance: readonly number[];
  /** Mean number of days that the weather stays as it is, good or bad; at least 1: each day by itself. */
  readonly spell: number;
  /** Share of the open time of a lost day that is lost: 1 is all of it. */
  readonly share: number;
  /** Rare long spells in which every day is lost altogether. */
  readonly severe: SevereSpell | null;
  readonly origin: Path;
}

export interface SevereSpell {
  /** Chance that one begins in a given calendar year. */
  readonly perYear: number;
  /** Months in which it may begin, January = 0. Each of their days is as likely as any other. */
  readonly months: readonly number[];
  /** Length in ticks; it lasts whole days, one at least. */
  readonly lasts: Law;
}

/** A random multiplier shared by all activities that name it, such as a vendor-wide shock. */
export interface Factor {
  readonly id: string;
  readonly law: Law;
  /** Name of the draw where it is not the factor's own: factors of one name are drawn with one and the same luck. */
  readonly drawn?: string;
  /** Drawn with the opposite luck, 1 - u: it is high where others of its name are low. */
  readonly turned?: true;
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

/** The cause of days before the plan lets work begin: they are on the path, and hold nothing back. Every plan has it. */
export const PLANNED_START = 'plan';

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
  /** Secured by activities, such as an allocation or an agreement, besides what is secured on known days. */
  readonly secure?: readonly { readonly activity: string; readonly kw: number }[];
  /** Made on the site, behind the meter: added to what is energised; negative where it goes. */
  readonly onSite?: readonly { readonly activity: string; readonly kw: number }[];
  /** Mining load at tick 0. */
  readonly miningKw: number;
  /** Mining load that goes when the activity finishes; negative: load that comes. */
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
  /** Cancelled, and ordered elsewhere at the same time, when the activity starts; what is ordered instead is among the deliveries. */
  readonly cancelled?: readonly { readonly activity: string; readonly quantity: number }[];
  /** Found dead and swapped for one that was in store, when each activity finishes: what is installed stays the same. */
  readonly failed?: readonly { readonly activity: string; readonly quantity: number }[];
  /** Sent by the maker for what failed: not among `quantity` and `deliveries`; in store when each activity finishes. */
  readonly replaced?: readonly { readonly activity: string; readonly quantity: number }[];
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
  /** Per hour and unit of a pool in use; `site`: only by what belongs to it (null: to none). */
  | { readonly kind: 'use'; readonly resource: string; readonly perUnitHour: number; readonly site?: string | null }
  /** Per hour and unit of a pool that is there, used or not, to the last finish (or the horizon). */
  | { readonly kind: 'presence'; readonly resource: string; readonly perUnitHour: number }
  /** Once, if the activity starts (finishes) by the horizon. */
  | { readonly kind: 'event'; readonly activity: string; readonly at: 'start' | 'finish'; readonly amount: number }
  /** Once, if the activity starts by the horizon and what it waited for last was this resource. */
  | { readonly kind: 'last-wait'; readonly activity: string; readonly resource: string; readonly amount: number }
  /** Per hour from the activity's start (finish) on, to the horizon (or the end of `within`). */
  | {
      readonly kind: 'running';
      readonly activity: string;
      readonly from: 'start' | 'finish';
      readonly perHour: number;
      /** Only between these ticks. */
      readonly within?: { readonly from: number; readonly to: number };
    };

/** A quantity that stands at something from the start on and steps when activities start or finish. */
export interface Gauge {
  /** `<site>/<what>`. */
  readonly id: string;
  readonly label: string;
  readonly unit: string;
  readonly site: string | null;
  /** Whole amounts that make one `unit`, so that sums over futures are whole. */
  readonly perUnit: number;
  readonly base: number;
  readonly changes: readonly { readonly activity: string; readonly at: 'start' | 'finish'; readonly amount: number }[];
}

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
