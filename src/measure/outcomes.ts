/**
 * What a study says: plain JSON. `summary.json`, the figures and the printed tables are all made from this, so they cannot
 * disagree. Instants are ISO dates in dated scenarios and bare numbers in plain networks. Percentile convention: P80 is the
 * smallest observed value that at least 80 % of futures have reached (inverse of the empirical CDF, Hyndman-Fan type 1);
 * `lo` and `hi` are order statistics that hold the true percentile with at least 90 % confidence (binomial).
 * Censored futures count as later than everything; a percentile or limit that falls among them is null: "after the horizon".
 */
import type { CauseGroup } from '../plan/plan.ts';

export const SCHEMA_VERSION = 1;

/** An ISO date (dated scenario), a bare number (plain network), or null: after the horizon. */
export type Instant = string | number | null;

export interface Estimate {
  /** Present in dated scenarios. */
  readonly date?: Instant;
  /** Present in plain networks. */
  readonly value?: Instant;
  readonly lo: Instant;
  readonly hi: Instant;
}

export interface InstantSummary {
  readonly p10: Estimate;
  readonly p50: Estimate;
  readonly p80: Estimate;
  readonly p90: Estimate;
  /** Over the futures that finished. In days since the start (dated) or in the network's unit. */
  readonly mean: number | null;
  readonly sd: number | null;
  /** The same as an instant. */
  readonly meanAt: Instant;
  /** Futures that did not reach it by the horizon. */
  readonly censored: number;
}

export interface MilestoneOutcome extends InstantSummary {
  readonly target: Instant;
  /** Share of futures in which it is reached by its target, with a 90 % interval (Wilson); null without a target. */
  readonly onTime: { readonly share: number; readonly lo: number; readonly hi: number } | null;
  /** Median of the no-wait bound: same luck, nothing ever waits for a crew, a delivery or power. */
  readonly noWaitP50: Instant;
  /** The same with its interval. */
  readonly noWait?: Estimate;
  /** Mean days (or units) on the driving path by cause, largest first. Over the futures that reached it; they sum to the mean time to the milestone. */
  readonly drivers: readonly CauseAmount[];
  /** Share of futures in which the activity is on the milestone's driving path; largest first, at most 30. */
  readonly critical: readonly { readonly activity: string; readonly label: string; readonly share: number }[];
  /** Counts of futures in equal bins of time, for the histogram. `from` and `width` in days (or units) since the start. */
  readonly histogram: { readonly from: number; readonly width: number; readonly counts: readonly number[] };
}

/** When so much compute is online. */
export interface AmountOutcome extends InstantSummary {
  /** Of the compute that is planned, 0 to 1, and the same as MW of critical IT load. */
  readonly share: number;
  readonly itMw: number;
  /** By the plan's own dates; null: the plan does not say, or after the horizon. */
  readonly planned: Instant;
  /** Share of futures in which it is online by then, with a 90 % interval (Wilson); null without such a date. */
  readonly onTime: { readonly share: number; readonly lo: number; readonly hi: number } | null;
  /** Median of the no-wait bound. */
  readonly noWaitP50: Instant;
}

export interface CauseAmount {
  readonly cause: string;
  readonly label: string;
  readonly group: CauseGroup;
  readonly amount: number;
}

export interface CauseOutcome {
  readonly label: string;
  readonly group: CauseGroup;
  /** Mean MW-days of planned compute not online while this held it (0 without compute). */
  readonly lostMwDays: number;
  /** Its share of all lost MW-days, 0 to 1. */
  readonly lostShare: number;
  /** Mean days (or units) that activities waited for it, summed over activities. */
  readonly waitDays: number;
  /** Mean days (or units) on the driving path to the last compute online (or to the makespan), to the horizon where that was not reached. */
  readonly drivingDays: number;
}

export interface Band {
  readonly p10: readonly number[];
  readonly p25: readonly number[];
  readonly p50: readonly number[];
  readonly p75: readonly number[];
  readonly p90: readonly number[];
  readonly mean: readonly number[];
}

/** The 90 % interval of each percentile of a band, at each grid point by itself. */
export type BandBounds = Readonly<Record<Exclude<keyof Band, 'mean'>, { readonly lo: readonly number[]; readonly hi: readonly number[] }>>;

/** MW really online from a date on. */
export interface ActualStep {
  readonly date: Instant;
  readonly mw: number;
}

/** Accepted compute against time. All arrays run along `Outcomes.grid`. */
export interface ComputeCurve {
  readonly totalMw: number;
  readonly totalGpus: number;
  readonly mw: Band;
  /** Null: one run alone bounds nothing. */
  readonly mwBounds: BandBounds | null;
  readonly gpus: Band;
  /** MW online by the plan's own dates; empty where the plan states none. */
  readonly plannedMw: readonly number[];
  /** Median of the no-wait bound. */
  readonly noWaitMw: readonly number[];
  /** What was really online, by the scenario's own reports, later than its as_of too; absent where none is of compute. No draw knows of it. */
  readonly actual?: readonly ActualStep[];
  /** When a quarter, half, three quarters and all of `totalMw` are online, from the futures themselves, to the day. */
  readonly amounts: readonly AmountOutcome[];
  /** When all of `totalMw` is online: the last of `amounts`. */
  readonly complete: InstantSummary & { readonly planned: Instant; readonly noWaitP50: Instant };
}

/** For each grid point, what holds the compute that the plan had online by then and that is not. */
export interface Ribbon {
  /** Mean MW planned and not online. */
  readonly heldMw: readonly number[];
  /** Mean MW held by each cause; sums to `heldMw`. */
  readonly causes: readonly {
    readonly cause: string;
    readonly label: string;
    readonly group: CauseGroup;
    readonly mw: readonly number[];
  }[];
}

export interface PoolOutcome {
  readonly label: string;
  readonly kind: 'pool';
  /** Unit-ticks in use by unit-ticks there were, both summed over futures, from the start to the makespan (or the horizon). */
  readonly utilisation: number | null;
  /** Mean unit-days (or unit-units) in use and waited for. */
  readonly usedDays: number;
  readonly waitedDays: number;
  /** Mean days (or units) that activities waited for it. */
  readonly waitDays: number;
  /** Along the grid; absent in plain networks. Mean units over each grid interval. */
  readonly series?: {
    readonly headcount: readonly number[];
    readonly used: readonly number[];
    readonly demand: readonly number[];
    /** What stands behind the units, as planned: heads of local and travelling workers, of apprentices. Present where the plan tells. */
    readonly makeup?: Readonly<Record<string, readonly number[]>>;
  };
}

/** A running total of money, hours or energy, up to the horizon. */
export interface AccountOutcome {
  readonly label: string;
  readonly unit: string;
  readonly site: string | null;
  readonly mean: number;
  /** Standard deviation over futures; null for a single one. */
  readonly sd: number | null;
}

/** Two things that go together, by rank (Spearman). */
export interface CorrelationOutcome {
  /** Shared luck (a factor, a risk, a draw, a correlated time) or a milestone. */
  readonly a: string;
  readonly b: string;
  readonly rho: number;
  /** 90 % interval. */
  readonly lo: number;
  readonly hi: number;
}

/** A quantity that steps up and down, as a mean over futures along the grid. */
export interface GaugeOutcome {
  readonly label: string;
  readonly unit: string;
  readonly site: string | null;
  readonly mean: readonly number[];
}

/** What is stated of a site, or worked out beforehand. */
export interface FactOutcome {
  readonly label: string;
  readonly value: number | string;
  /** Empty for text. */
  readonly unit: string;
  readonly source: string | null;
}

export interface PowerOutcome {
  readonly site: string;
  /** MW at the connection, along the grid: medians over futures. What is secured is stated, or allocated in each future. */
  readonly securedMw: readonly number[];
  readonly energisedMw: readonly number[];
  readonly energisedP10: readonly number[];
  readonly energisedP90: readonly number[];
  /** Made on the site, on top of what is energised; absent where none is planned. */
  readonly onSiteMw?: readonly number[];
  readonly miningMw: readonly number[];
  readonly aiMw: readonly number[];
}

/** Mean GPUs along the grid. ordered >= arrived, and installed >= online. Those that failed and were replaced arrive twice, and are installed once. */
export interface DeliveryOutcome {
  readonly ordered: readonly number[];
  readonly arrived: readonly number[];
  readonly installed: readonly number[];
  readonly online: readonly number[];
}

/** One real future, told whole: the one whose milestones lie nearest the medians. */
export interface RepresentativeFuture {
  readonly seed: string;
  readonly bars: readonly GanttBar[];
}

export interface GanttBar {
  readonly activity: string;
  readonly label: string;
  readonly site: string | null;
  readonly hall: string | null;
  readonly cause: string;
  readonly group: CauseGroup;
  readonly milestone: boolean;
  /** On the driving path to the last compute online (or the makespan). */
  readonly critical: boolean;
  /** Days (or units) since the start. */
  readonly ready: number;
  readonly start: number;
  readonly finish: number;
  readonly waits: readonly {
    readonly from: number;
    readonly to: number;
    readonly cause: string;
    readonly label: string;
    readonly group: CauseGroup;
  }[];
}

/** The interval of a percentile, from its lower end to its upper, in days (or units). */
export interface EnoughOutcome {
  /** As it was asked. */
  readonly question: string;
  readonly milestone: string;
  readonly percentile: number;
  readonly asked: number;
  /** Null: an end of the interval is after the horizon, or so few futures do not bound it. */
  readonly reached: number | null;
  readonly isEnough: boolean;
}

export interface Outcomes {
  readonly schemaVersion: typeof SCHEMA_VERSION;
  readonly tool: string;
  readonly scenario: string;
  readonly title: string;
  /** Set when this is one deterministic run (median, mode or mean of every draw): such a run is never a forecast. */
  readonly world: 'median' | 'mode' | 'mean' | null;
  /** ISO date; null in a plain network. */
  readonly start: string | null;
  readonly until: Instant;
  /** Null in dated scenarios. */
  readonly unit: string | null;
  /** Seed text, or the name of the seed list. */
  readonly seed: string;
  readonly replications: number;
  /** Futures in which something had not finished by the horizon. */
  readonly censored: number;
  readonly confidence: 0.9;
  /** Instants of the series below: grid[i] in days (or units) since the start, and as dates. */
  readonly grid: readonly number[];
  readonly gridDates: readonly Instant[];
  readonly milestones: Readonly<Record<string, MilestoneOutcome>>;
  /** Plain networks and dated ones alike: the finish of the last activity. `value`, `lo`, `hi` repeat the median. */
  readonly makespan: InstantSummary & Estimate;
  readonly causes: Readonly<Record<string, CauseOutcome>>;
  /** Mean MW-days of planned compute not online between the plan's date and the horizon; null without a plan. */
  readonly lostMwDays: number | null;
  readonly curve: ComputeCurve | null;
  /** Per site, where there is more than one. */
  readonly siteCurves: Readonly<Record<string, ComputeCurve>>;
  readonly ribbon: Ribbon | null;
  readonly pools: Readonly<Record<string, PoolOutcome>>;
  readonly power: readonly PowerOutcome[];
  readonly deliveries: DeliveryOutcome | null;
  /** Running totals by id, `<site>/<what>/<whose>`. */
  readonly accounts: Readonly<Record<string, AccountOutcome>>;
  /** Quantities that step up and down, by id, `<site>/<what>`; empty in plain networks. */
  readonly gauges: Readonly<Record<string, GaugeOutcome>>;
  /** What goes together, largest first, at most 20; without those whose interval holds zero. Of the first 1,024 futures. */
  readonly correlations: readonly CorrelationOutcome[];
  /** By site, then by name. */
  readonly facts: Readonly<Record<string, Readonly<Record<string, FactOutcome>>>>;
  readonly representative: RepresentativeFuture | null;
  /** Answers to `--probability`. */
  readonly probabilities: readonly { readonly question: string; readonly p: number; readonly lo: number; readonly hi: number }[];
  /** With `--until`: how narrow intervals were asked for, and how narrow they are. */
  readonly enough?: readonly EnoughOutcome[];
  readonly notes: readonly string[];
  /** With `--activities`, for one world. */
  readonly activities?: Readonly<Record<string, { readonly start: Instant; readonly finish: Instant }>>;
}
