/**
 * What an outcome is sensitive to. Comes in: a plan, the outcome and its futures. Goes out: how much of its variance each input and each cause
 * explains, in which futures it is late, and if asked for what a design of its own says. Plays the futures for that one number only.
 */
import { moments } from '../base/statistics.ts';
import { lastTickOf, ticksPerReportUnit } from '../base/time.ts';
import { type ChosenOutcome, toldUnits } from '../measure/chosen-outcome.ts';
import { percentileTick, rankTicks } from '../measure/quantiles.ts';
import { CENSORED } from '../measure/rows.ts';
import { describeCondition, uniqueLabels } from '../measure/sensitivity/describe.ts';
import { discover } from '../measure/sensitivity/discovery.ts';
import { type GivenData, type GivenIndex, givenData } from '../measure/sensitivity/given-data.ts';
import { type InputColumns, inputColumns } from '../measure/sensitivity/input-values.ts';
import { type Input, inputsOf } from '../measure/sensitivity/inputs.ts';
import {
  type CauseSensitivity,
  type InputSensitivity,
  type LateFutures,
  SENSITIVITY_SCHEMA_VERSION,
  type SensitivityOutcomes,
  type Sure,
} from '../measure/sensitivity/outcomes.ts';
import { meanRanks } from '../measure/sensitivity/ranks.ts';
import { instantOf, tidy } from '../measure/tell.ts';
import type { Plan } from '../plan/plan.ts';
import type { SeedRun } from '../random/seed-list.ts';
import { type DesignRequest, playDesign } from './designed.ts';
import { jobsOf } from './jobs.ts';
import type { MonteCarloOptions } from './monte-carlo.ts';
import { type OutcomeJob, startOutcomeFarm } from './outcome-player.ts';

export interface SensitivityRequest extends MonteCarloOptions {
  readonly plan: Plan;
  readonly tool: string;
  readonly futures: readonly SeedRun[];
  readonly seedLabel: string;
  readonly outcome: ChosenOutcome;
  /** Later than this tick is late; for lost MW-days more than this. Null: than the plan has it, or else than P80. */
  readonly lateAfter: number | null;
  readonly design: DesignRequest | null;
}

/** Plays the futures and measures. The same for any number of workers. */
export async function runSensitivity(request: SensitivityRequest): Promise<SensitivityOutcomes> {
  const { plan, outcome, futures, workers, onProgress } = request;
  const inputs = inputsOf(plan);
  const jobs = jobsOf(futures);
  const seeds = jobs.map((job): OutcomeJob => ({ kind: 'seeds', runs: job.runs, futures: job.futures }));
  const farm = startOutcomeFarm({ plan, outcome, keys: inputs.map(({ key }) => key) }, Math.min(workers, jobs.length));
  try {
    const raw = await farm.play(seeds, onProgress);
    const told = toldUnits(plan, outcome, raw);
    const columns = inputColumns(
      plan,
      inputs,
      jobs.flatMap(({ runs }) => runs),
    );
    const measured = givenData(
      columns.map(({ luck }) => luck),
      told,
      inputs.map(({ cause }) => cause),
      request.seedLabel,
    );
    const labels = uniqueLabels(inputs);
    const ranked = inputs
      .map((input, i) => inputSensitivity({ ...input, label: labels[i]! }, columns[i]!, measured.inputs[i]!, told))
      .sort((a, b) => b.first.value - a.first.value || (a.input < b.input ? -1 : 1));
    const named = inputs.map((input, i) => ({ ...input, label: labels[i]! }));
    const design =
      request.design === null
        ? null
        : await playDesign(request.design, { plan, outcome, inputs: named, ranked, farm, key: request.seedLabel });
    const { mean, sd } = moments(told);
    return {
      schemaVersion: SENSITIVITY_SCHEMA_VERSION,
      tool: request.tool,
      scenario: plan.scenario,
      title: plan.title,
      world: null,
      seed: request.seedLabel,
      replications: raw.length,
      censored: raw.reduce((sum, value) => sum + Number(value === Number.POSITIVE_INFINITY), 0),
      confidence: 0.9,
      outcome: {
        name: outcome.name,
        unit: unitOf(plan, outcome),
        mean: outcome.kind === 'lost' ? tidy(mean) : instantOf(plan, mean * ticksPerReportUnit(plan.axis)),
        sd: raw.length < 2 ? 0 : tidy(sd),
      },
      verdict: verdictOf(measured, sd),
      noise: { first: tidy(measured.noise.first), rank: tidy(measured.noise.rho) },
      slices: measured.slices,
      explained: sure(measured.total.first, measured.total),
      inputs: ranked,
      causes: causesOf(inputs, measured),
      late: lateFutures(request, raw, named, columns, ranked),
      ...(design === null ? {} : { design }),
    };
  } finally {
    await farm.close();
  }
}

function verdictOf({ notEnough }: GivenData, sd: number): SensitivityOutcomes['verdict'] {
  if (sd === 0) return { enough: false, why: 'no spread', wanted: 0 };
  return notEnough === null ? { enough: true } : { enough: false, ...notEnough };
}

function unitOf({ axis }: Plan, { kind }: ChosenOutcome): string {
  const time = axis.kind === 'dated' ? 'd' : axis.unit === 'unit' ? 'units' : `${axis.unit}s`;
  if (kind !== 'lost') return time;
  return axis.kind === 'dated' ? 'MW-days' : `MW-${time}`;
}

function sure(value: number, { lo, hi }: { readonly lo: number; readonly hi: number }): Sure {
  return { value: tidy(value), lo: tidy(lo), hi: tidy(hi) };
}

function inputSensitivity(input: Input, { luck, value }: InputColumns, index: GivenIndex, told: Float64Array): InputSensitivity {
  const { id, label, kind, cause, causeLabel, group, unit } = input;
  const sorted = value === null ? null : Float64Array.from(value).sort();
  const at = (share: number): number | null =>
    sorted === null ? null : tidy(sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!);
  return {
    ...{ input: id, label, kind, cause, causeLabel, group, unit },
    p10: at(0.1),
    p90: at(0.9),
    first: sure(index.first, index),
    rank: sure(index.rank.rho, index.rank),
    swing: tidy(swingOf(luck, told)),
    standsOut: index.standsOut || index.rank.standsOut,
  };
}

/** The mean outcome of the fifth with the highest ranks less that of the fifth with the lowest; ties lie at their mean rank. */
function swingOf(luck: Float64Array, told: Float64Array): number {
  const ranks = meanRanks(luck);
  const [least, most] = minAndMax(ranks);
  const low = Math.max(least, luck.length / 5);
  const high = Math.min(most, luck.length * 0.8);
  const meanOf = (isIn: (rank: number) => boolean): number => {
    let sum = 0;
    let count = 0;
    for (let i = 0; i < ranks.length; i++) {
      if (!isIn(ranks[i]!)) continue;
      sum += told[i]!;
      count++;
    }
    return count === 0 ? 0 : sum / count;
  };
  return meanOf((rank) => rank >= high) - meanOf((rank) => rank <= low);
}

function minAndMax(values: Float64Array): [number, number] {
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < values.length; i++) {
    min = Math.min(min, values[i]!);
    max = Math.max(max, values[i]!);
  }
  return [min, max];
}

function causesOf(inputs: readonly Input[], { groups }: GivenData): CauseSensitivity[] {
  return groups.map(({ name, first, lo, hi, inputs: count }) => {
    const { causeLabel, group } = inputs.find(({ cause }) => cause === name)!;
    return { cause: name, label: causeLabel, group, inputs: count, first: sure(first, { lo, hi }) };
  });
}

/** Conditions are sought among the inputs that stand out, but among this many at least. */
const LEAST_SOUGHT = 8;

function lateFutures(
  { plan, outcome, lateAfter }: SensitivityRequest,
  raw: Float64Array,
  inputs: readonly Input[],
  columns: readonly InputColumns[],
  ranked: readonly InputSensitivity[],
): LateFutures {
  const limit = limitOf(plan, outcome, lateAfter, raw);
  const interest = Uint8Array.from(raw, (value) => Number(value > limit.at));
  const sought = new Set(ranked.slice(0, LEAST_SOUGHT).map(({ input }) => input));
  for (const { input, standsOut } of ranked) if (standsOut) sought.add(input);
  const used = columns.flatMap(({ input, value }, i) => (value !== null && sought.has(input.id) ? [{ input: inputs[i]!, value }] : []));
  const {
    boxes,
    interest: share,
    none,
  } = discover(
    used.map(({ value }) => value),
    interest,
  );
  return {
    after: outcome.kind === 'lost' ? tidy(limit.at / (1000 * ticksPerReportUnit(plan.axis))) : instantOf(plan, limit.at),
    because: limit.because,
    share,
    boxes: boxes.map((box) => ({
      ...box,
      conditions: box.conditions.map(({ column, above, below, densityWithout }) => {
        const { input } = used[column]!;
        return {
          ...{ input: input.id, label: input.label, unit: input.unit, above, below, densityWithout },
          text: describeCondition(input, above, below),
        };
      }),
    })),
    none,
  };
}

const RARE = 0.05;

function limitOf(
  plan: Plan,
  outcome: ChosenOutcome,
  asked: number | null,
  raw: Float64Array,
): { readonly at: number; readonly because: LateFutures['because'] } {
  if (asked !== null) return { at: asked, because: 'asked' };
  if ((outcome.kind === 'milestone' || outcome.kind === 'amount') && outcome.target !== null && outcome.target <= plan.horizon) {
    const at = lastTickOf(plan.axis, outcome.target);
    const late = raw.reduce((sum, value) => sum + Number(value > at), 0) / raw.length;
    // Of a date that is nearly always met, or nearly never, no conditions can be told.
    if (late >= RARE && late <= 1 - RARE) return { at, because: 'plan' };
  }
  if (outcome.kind === 'lost') {
    const sorted = Float64Array.from(raw).sort();
    return { at: sorted[Math.ceil(0.8 * sorted.length) - 1]!, because: 'P80' };
  }
  const ticks = Int32Array.from(raw, (value) => (value === Number.POSITIVE_INFINITY ? CENSORED : value));
  return { at: Math.min(plan.horizon, percentileTick(rankTicks(ticks), 0.8)), because: 'P80' };
}
