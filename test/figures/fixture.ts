/**
 * Made-up outcomes that look like a campus of four halls of 50 MW, November 2025 to mid 2028, on a weekly grid. Not simulated:
 * it exists to see what charts make of full, plausible data.
 */
import { formatDate, parseDate } from '../../src/base/time.ts';
import type {
  AmountOutcome,
  Band,
  CauseOutcome,
  ComputeCurve,
  Estimate,
  GanttBar,
  InstantSummary,
  MilestoneOutcome,
  Outcomes,
  PoolOutcome,
  PowerOutcome,
  Ribbon,
} from '../../src/measure/outcomes.ts';
import type { CauseGroup } from '../../src/plan/plan.ts';

const START = '2025-11-03';
const WEEKS = 138;
const HALLS = ['hall-1', 'hall-2', 'hall-3', 'hall-4'];
const PLANNED = [270, 360, 450, 540];
const MEDIAN = [318, 437, 561, 688];
const SPREAD = [28, 40, 52, 64];
const IDEAL = [250, 300, 350, 400];
const MW_PER_HALL = 50;
const GPUS_PER_HALL = 19_000;

const CAUSES: readonly [id: string, label: string, group: CauseGroup, from: number, to: number, weight: number][] = [
  ['interconnection', 'Utility interconnection study', 'permit-grid', 250, 400, 5],
  ['substation', 'Main substation energisation', 'power', 260, 520, 7],
  ['mining', 'Hand-back of mining load', 'power', 420, 620, 2],
  ['shell', 'Slab and shell', 'site-works', 260, 330, 2],
  ['electricians', 'Electricians', 'trade', 280, 640, 6],
  ['pipefitters', 'Pipefitters', 'trade', 330, 610, 3],
  ['mechanics', 'Mechanical fitters', 'trade', 380, 560, 1.2],
  ['switchgear', 'Medium-voltage switchgear', 'equipment', 270, 560, 9],
  ['transformers', 'Transformers', 'equipment', 300, 520, 4],
  ['chillers', 'Chillers', 'equipment', 430, 600, 2],
  ['gpus', 'GPU trays', 'gpus', 420, 700, 5],
  ['fibre', 'Network fabric', 'network', 540, 720, 2],
  ['commissioning', 'Commissioning team (L4 and L5)', 'commissioning', 320, 760, 5],
  ['acceptance', 'Acceptance by the tenant', 'acceptance', 400, 1100, 2.5],
  ['weather', 'Weather', 'weather', 290, 480, 0.8],
  ['holidays', 'Holidays and weekends', 'calendar', 270, 1100, 0.7],
];

const TRADES: readonly [id: string, label: string, base: number, peak: number, centre: number][] = [
  ['electricians', 'electricians', 180, 320, 420],
  ['pipefitters', 'pipefitters', 110, 130, 400],
  ['mechanics', 'mechanical fitters', 80, 75, 380],
  ['concrete', 'concrete crew', 60, 52, 150],
  ['fibre', 'fibre technicians', 40, 46, 560],
  ['commissioning', 'commissioning engineers', 24, 40, 600],
  ['crane', 'cranes', 3, 4, 200],
];

const grid = Array.from({ length: WEEKS }, (_, week) => week * 7);

/** The whole fixture. */
export function campus(): Outcomes {
  const curve = curveOf();
  const ribbon = ribbonOf(curve);
  const causes = causesOf(ribbon);
  return {
    schemaVersion: 1,
    tool: 'time-to-compute 0.1.0',
    scenario: 'campus',
    title: 'Childress Horizon: four liquid-cooled halls of 50 MW',
    world: null,
    start: START,
    until: dateOf(grid.at(-1) as number),
    unit: null,
    seed: 'ci-400',
    replications: 400,
    censored: 3,
    confidence: 0.9,
    grid,
    gridDates: grid.map(dateOf),
    milestones: milestonesOf(),
    makespan: { ...summary(705, 66), ...estimate(705, 8) },
    causes,
    lostMwDays: Object.values(causes).reduce((sum, { lostMwDays }) => sum + lostMwDays, 0),
    curve,
    siteCurves: { childress: curve, sweetwater: curve },
    ribbon,
    pools: Object.fromEntries(TRADES.map(([id, label, base, peak, centre]) => [id, poolOf(label, base, peak, centre)])),
    power: [powerOf('childress')],
    deliveries: deliveriesOf(),
    representative: { seed: 'ci-400/217', bars: barsOf(4) },
    probabilities: [],
    accounts: {},
    gauges: {},
    facts: {},
    correlations: [],
    notes: [],
  };
}

/** A plain network in hours: no dates, no compute, one future after another. */
export function network(): Outcomes {
  const base = campus();
  const value = (at: number): Estimate => ({ value: at, lo: at - 1, hi: at + 1 });
  return {
    ...base,
    title: 'j301_1',
    start: null,
    until: null,
    unit: 'hour',
    censored: 0,
    grid: [],
    gridDates: [],
    milestones: {},
    makespan: {
      p10: value(38),
      p50: value(43),
      p80: value(47),
      p90: value(51),
      mean: 43.6,
      sd: 4,
      meanAt: 43.6,
      censored: 0,
      ...value(43),
    },
    curve: null,
    siteCurves: {},
    ribbon: null,
    lostMwDays: null,
    pools: Object.fromEntries(Object.entries(base.pools).map(([id, { series: _, ...pool }]) => [id, pool])),
    power: [],
    deliveries: null,
    causes: Object.fromEntries(Object.entries(base.causes).map(([id, cause]) => [id, { ...cause, lostMwDays: 0, lostShare: 0 }])),
    representative: { seed: '7', bars: barsOf(1).map((bar) => scaled(bar, 1 / 9)) },
  };
}

/** Nothing happened: every part that can be empty is. */
export function nothing(): Outcomes {
  const base = network();
  return { ...base, causes: {}, pools: {}, representative: null };
}

/** The same campus as one deterministic run. */
export function oneRun(): Outcomes {
  const base = campus();
  const flat = (outcome: MilestoneOutcome): MilestoneOutcome => ({ ...outcome, p10: outcome.p50, p80: outcome.p50, p90: outcome.p50 });
  return {
    ...base,
    world: 'median',
    replications: 1,
    censored: 0,
    milestones: Object.fromEntries(Object.entries(base.milestones).map(([id, outcome]) => [id, flat(outcome)])),
    curve: base.curve === null ? null : { ...base.curve, complete: { ...summary(688, 0), planned: dateOf(540), noWaitP50: dateOf(400) } },
  };
}

function dateOf(days: number): string {
  return formatDate((parseDate(START) as number) + Math.round(days) * 1440);
}

function estimate(days: number, interval: number): Estimate {
  return { date: dateOf(days), lo: dateOf(days - interval), hi: dateOf(days + interval) };
}

/** Quantiles of a normal spread: P10 at -1.28 sd, P80 at 0.84 sd, P90 at 1.28 sd. */
function summary(median: number, sd: number): InstantSummary {
  const at = (z: number): Estimate => estimate(median + z * sd, sd * 0.12);
  return { p10: at(-1.28), p50: at(0), p80: at(0.84), p90: at(1.28), mean: median + sd * 0.05, sd, meanAt: dateOf(median), censored: 0 };
}

/** The standard normal CDF, logistic approximation: good enough for a picture. */
function reached(day: number, median: number, sd: number): number {
  return 1 / (1 + Math.exp((-1.702 * (day - median)) / sd));
}

function mwAt(day: number, quantile: number): number {
  // Ninety per cent of futures exceed the P10 curve, so it is the late one.
  const late = { 10: 1.28, 25: 0.67, 50: 0, 75: -0.67, 90: -1.28 }[quantile] as number;
  return MEDIAN.filter((median, hall) => day >= median + late * (SPREAD[hall] as number)).length * MW_PER_HALL;
}

function curveOf(): ComputeCurve {
  const bandOf = (scale: number): Band => {
    const at = (quantile: number) => grid.map((day) => mwAt(day, quantile) * scale);
    return { p10: at(10), p25: at(25), p50: at(50), p75: at(75), p90: at(90), mean: grid.map((day) => meanMw(day) * scale) };
  };
  const steps = (days: readonly number[]) => grid.map((day) => days.filter((online) => day >= online).length * MW_PER_HALL);
  return {
    totalMw: MW_PER_HALL * HALLS.length,
    totalGpus: GPUS_PER_HALL * HALLS.length,
    mw: bandOf(1),
    mwBounds: null,
    gpus: bandOf(GPUS_PER_HALL / MW_PER_HALL),
    plannedMw: steps(PLANNED),
    noWaitMw: steps(IDEAL),
    amounts: HALLS.map((_, hall) => amountOf(hall)),
    complete: { ...summary(688, 64), planned: dateOf(540), noWaitP50: dateOf(400) },
  };
}

/** Each hall is a quarter of the whole; they come one after the other. */
function amountOf(hall: number): AmountOutcome {
  const [median, sd, planned, ideal] = [MEDIAN, SPREAD, PLANNED, IDEAL].map((list) => list[hall] as number) as [
    number,
    number,
    number,
    number,
  ];
  const share = reached(planned, median, sd);
  return {
    share: (hall + 1) / HALLS.length,
    itMw: MW_PER_HALL * (hall + 1),
    ...summary(median, sd),
    planned: dateOf(planned),
    onTime: { share, lo: Math.max(0, share - 0.04), hi: Math.min(1, share + 0.04) },
    noWaitP50: dateOf(ideal),
  };
}

function meanMw(day: number): number {
  return MEDIAN.reduce((sum, median, hall) => sum + MW_PER_HALL * reached(day, median, SPREAD[hall] as number), 0);
}

function ribbonOf(curve: ComputeCurve): Ribbon {
  const heldMw = curve.plannedMw.map((planned, i) => {
    const held = Math.max(0, planned - (curve.mw.mean[i] as number));
    return held < 0.05 ? 0 : held;
  });
  const pull = (day: number, from: number, to: number, weight: number): number => {
    const middle = (from + to) / 2;
    const wide = (to - from) / 2;
    return weight * Math.max(0, 1 - ((day - middle) / wide) ** 2);
  };
  const total = grid.map((day) => CAUSES.reduce((sum, [, , , from, to, weight]) => sum + pull(day, from, to, weight), 1e-9));
  const causes = CAUSES.map(([cause, label, group, from, to, weight]) => ({
    cause,
    label,
    group,
    mw: grid.map((day, i) => ((heldMw[i] as number) * pull(day, from, to, weight)) / (total[i] as number)),
  }));
  return { heldMw, causes };
}

function causesOf(ribbon: Ribbon): Record<string, CauseOutcome> {
  const lost = ribbon.causes.map(({ mw }) => mw.reduce((sum, value) => sum + value * 7, 0));
  const all = lost.reduce((sum, value) => sum + value, 0);
  return Object.fromEntries(
    ribbon.causes.map(({ cause, label, group }, i) => {
      const mwDays = lost[i] as number;
      return [
        cause,
        { label, group, lostMwDays: mwDays, lostShare: mwDays / all, waitDays: mwDays / 40, drivingDays: (mwDays / all) * 688 },
      ];
    }),
  );
}

function milestonesOf(): Record<string, MilestoneOutcome> {
  const stages: readonly [name: string, before: number, shrink: number][] = [
    ['shell-done', 210, 0.35],
    ['power-on', 120, 0.7],
    ['racks-in', 70, 0.85],
    ['online', 0, 1],
  ];
  const drivers = causesOf(ribbonOf(curveOf()));
  const entries = HALLS.flatMap((hall, h) =>
    stages.map(([stage, before, shrink]): [string, MilestoneOutcome] => {
      const median = (MEDIAN[h] as number) - before;
      const target = (PLANNED[h] as number) - before * 0.9 + (stage === 'shell-done' ? 45 : stage === 'power-on' ? 70 : 0);
      const share = reached(target, median, (SPREAD[h] as number) * shrink);
      return [
        `childress/${hall}/${stage}`,
        {
          ...summary(median, (SPREAD[h] as number) * shrink),
          target: stage === 'racks-in' ? null : dateOf(target),
          onTime: stage === 'racks-in' ? null : { share, lo: Math.max(0, share - 0.04), hi: Math.min(1, share + 0.04) },
          noWaitP50: dateOf((IDEAL[h] as number) - before * 0.6),
          drivers: Object.entries(drivers).map(([cause, { label, group, drivingDays }]) => ({ cause, label, group, amount: drivingDays })),
          critical: [],
          histogram: { from: median - 100, width: 20, counts: [2, 10, 40, 90, 110, 80, 40, 20, 6, 2] },
        },
      ];
    }),
  );
  return Object.fromEntries(entries);
}

function poolOf(label: string, base: number, peak: number, centre: number): PoolOutcome {
  const demand = grid.map(
    (day) => peak * (0.9 * Math.exp(-(((day - centre) / 130) ** 2)) + 0.35 * Math.exp(-(((day - centre - 200) / 60) ** 2))),
  );
  const headcount = grid.map((day) => (day < centre - 150 ? Math.round(base * 0.5) : day < centre ? Math.round(base * 0.8) : base));
  const used = demand.map((wanted, i) => Math.min(wanted, headcount[i] as number));
  const waited = demand.reduce((sum, wanted, i) => sum + (wanted - (used[i] as number)) * 7, 0);
  return {
    label,
    kind: 'pool',
    utilisation: 0.62,
    usedDays: used.reduce((sum, value) => sum + value * 7, 0),
    waitedDays: waited,
    waitDays: waited / 60,
    series: { headcount, used, demand },
  };
}

/** Power at one site's connection. */
export function powerOf(site: string, scale = 1): PowerOutcome {
  const energised = (shift: number) =>
    grid.map((day) => scale * (450 + (day >= 220 + shift ? 100 : 0) + (day >= 430 + shift ? 100 : 0) + (day >= 600 + shift ? 100 : 0)));
  return {
    site,
    securedMw: grid.map(() => 750 * scale),
    energisedMw: energised(0),
    energisedP10: energised(45),
    energisedP90: energised(-25),
    miningMw: grid.map((day) => scale * Math.max(180, 450 - 50 * Math.max(0, Math.floor((day - 100) / 90)))),
    aiMw: grid.map((day) => scale * meanMw(day + 60) * 1.5),
  };
}

function deliveriesOf() {
  const steps = (offset: number, sd: number) =>
    grid.map((day) =>
      MEDIAN.reduce(
        (sum, median, hall) =>
          sum + GPUS_PER_HALL * (sd === 0 ? Number(day >= (PLANNED[hall] as number) - 180) : reached(day, median - offset, sd + 5 * hall)),
        0,
      ),
    );
  const online = steps(0, 26);
  const installed = steps(62, 22);
  const arrived = steps(105, 18).map((value, i) => Math.max(value, installed[i] as number));
  return { ordered: steps(0, 0).map((value, i) => Math.max(value, arrived[i] as number)), arrived, installed, online };
}

const STAGES: readonly [stage: string, cause: string, group: CauseGroup, length: number, waitCause: number, wait: number][] = [
  ['permits', 'interconnection', 'permit-grid', 40, 0, 0],
  ['slab and shell', 'shell', 'site-works', 95, 4, 12],
  ['switchgear delivery', 'switchgear', 'equipment', 150, 0, 0],
  ['electrical fit-out', 'electricians', 'trade', 70, 7, 34],
  ['cooling fit-out', 'pipefitters', 'trade', 62, 5, 18],
  ['energisation', 'substation', 'power', 12, 1, 40],
  ['GPU racks', 'gpus', 'gpus', 30, 10, 22],
  ['network fabric', 'fibre', 'network', 24, 11, 0],
  ['L4 and L5 tests', 'commissioning', 'commissioning', 28, 12, 25],
  ['acceptance', 'acceptance', 'acceptance', 14, 13, 6],
  ['online', 'acceptance', 'acceptance', 0, 0, 0],
];

/** A future's bars: eleven per hall. */
export function barsOf(halls: number): GanttBar[] {
  const bars: GanttBar[] = [];
  for (let h = 0; h < halls; h++) {
    let clock = h * 85;
    for (const [stage, cause, group, length, waitCause, wait] of STAGES) {
      const parallel = stage === 'switchgear delivery' || stage === 'cooling fit-out' || stage === 'network fabric';
      const ready = stage === 'switchgear delivery' ? h * 85 + 10 : parallel ? clock - length * 0.8 : clock;
      const waited = wait * (1 + h * 0.35);
      const [waitId, waitLabel, waitGroup] = CAUSES[waitCause] as (typeof CAUSES)[number];
      const hall = `hall-${h + 1}`;
      bars.push({
        activity: `childress/${hall}/${stage}`,
        label: stage,
        site: 'childress',
        hall,
        cause,
        group,
        milestone: length === 0,
        critical: h === halls - 1 && !parallel,
        ready,
        start: ready + waited,
        finish: ready + waited + length,
        waits: waited > 0 ? [{ from: ready, to: ready + waited, cause: waitId, label: waitLabel, group: waitGroup }] : [],
      });
      if (!parallel) clock = ready + waited + length;
    }
  }
  return bars;
}

function scaled(bar: GanttBar, factor: number): GanttBar {
  return {
    ...bar,
    ready: bar.ready * factor,
    start: bar.start * factor,
    finish: bar.finish * factor,
    waits: bar.waits.map((wait) => ({ ...wait, from: wait.from * factor, to: wait.to * factor })),
  };
}
