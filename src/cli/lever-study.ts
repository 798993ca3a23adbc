/**
 * Finds the levers of a scenario, pulls each on the same futures, and then the best, and then the best of the rest. Comes in: a
 * file and what is asked. Goes out: LeversOutcome. The only place that knows both how a lever is pulled and what it is worth.
 */
import { InvalidInput } from '../base/problem.ts';
import { showInstant } from '../base/time.ts';
import { parseOutcome, usualOutcome } from '../measure/chosen-outcome.ts';
import {
  byWorth,
  LEVERS_SCHEMA_VERSION,
  type LeverSaid,
  type LeverSequence,
  type LeversOutcome,
  type Outline,
  type RankedLever,
  type SequenceStep,
  worthOf,
} from '../measure/levers.ts';
import type { Estimate } from '../measure/outcomes.ts';
import { estimate, rankTicks } from '../measure/quantiles.ts';
import { tidy } from '../measure/tell.ts';
import type { Plan } from '../plan/plan.ts';
import { firstSeeds, type SeedRun } from '../random/seed-list.ts';
import { compile } from '../scenario/compile.ts';
import { discoverLevers } from '../scenario/levers/discover.ts';
import type { Lever } from '../scenario/levers/lever.ts';
import type { Override } from '../scenario/override.ts';
import { readText, variantsOf } from '../scenario/read-scenario.ts';
import { type Step, sequence } from '../study/levers.ts';
import type { OutlineTask } from '../study/outline.ts';
import { createOutliner } from '../study/outlines.ts';

export interface LeverRequest {
  readonly file: string;
  /** Changes to the scenario before any lever is pulled. */
  readonly overrides: readonly Override[];
  /** Null: all compute online, or the last finish. */
  readonly milestone: string | null;
  /** From 0 to 1. */
  readonly percentile: number;
  readonly futures: readonly SeedRun[];
  readonly count: number;
  readonly seedLabel: string;
  readonly grouping: 'together' | 'each place';
  /** Steps of the sequence at most; 0: no sequence. */
  readonly mostSteps: number;
  readonly workers: number;
  readonly tool: string;
  readonly onProgress?: (what: string, done: number, total: number) => void;
}

/** Futures that tell which of the levers left are worth a closer look, and how many are looked at closely. */
const SCREENING = 128;
const CLOSER = 4;
/** Causes that are told for each step. */
const MOST_BINDING = 6;

/** Throws InvalidInput on a scenario, an override or a milestone that is wrong. */
export async function studyLevers(request: LeverRequest): Promise<LeversOutcome> {
  const { file, overrides, futures, count, percentile, workers } = request;
  const variant = variantsOf(readText(file), file);
  const scenario = variant(overrides);
  const plan = compile(scenario);
  const target = targetOf(request, plan);
  const outliner = await createOutliner(workers);
  const notTried = new Map<string, { id: string; label: string; problem: string }>();

  /** The scenario with levers pulled, compiled; null where they cannot be. */
  function pulled(done: readonly Lever[], lever: Lever | null): Plan | null {
    try {
      const all = [...done, ...(lever === null ? [] : [lever])].flatMap((entry) => entry.overrides);
      const changed = compile(variant([...overrides, ...all]));
      // What asks for more compute than there is left, or for a milestone that is gone, is no relief.
      return parseOutcome(target, changed).ok ? changed : null;
    } catch (error) {
      if (!(error instanceof InvalidInput) || lever === null) throw error;
      notTried.set(lever.id, { id: lever.id, label: lever.label, problem: error.problems[0]?.message ?? 'it cannot be pulled' });
      return null;
    }
  }

  async function worths(
    done: readonly Lever[],
    levers: readonly Lever[],
    base: Outline,
    some: readonly SeedRun[],
    what: string,
  ): Promise<Step<Lever>[]> {
    const tasks = levers.map((lever) => (): OutlineTask | null => {
      const changed = pulled(done, lever);
      return changed === null ? null : { plan: changed, futures: some, target };
    });
    const outlines = await outliner.outlines(tasks, (ready, total) => request.onProgress?.(what, ready, total));
    return levers
      .flatMap((lever, i) => {
        const outline = outlines[i];
        return outline == null ? [] : [{ lever, worth: worthOf(base, outline, percentile, plan.axis) }];
      })
      .sort((a, b) => byWorth(a.worth, b.worth));
  }

  const outlined = async (changed: Plan, some: readonly SeedRun[]): Promise<Outline> => {
    const [outline] = await outliner.outlines([() => ({ plan: changed, futures: some, target })]);
    return outline!;
  };

  try {
    const base = await outlined(plan, futures);
    const levers = discoverLevers(scenario, request.grouping);
    const ranked = await worths([], levers, base, futures, 'levers');
    return {
      schemaVersion: LEVERS_SCHEMA_VERSION,
      tool: request.tool,
      scenario: scenario.name,
      title: plan.title,
      scenarioDigest: scenario.digest,
      world: null,
      start: plan.axis.kind === 'dated' ? plan.axis.start : null,
      until: showInstant(plan.axis, plan.horizon),
      unit: plan.axis.kind === 'plain' ? plan.axis.unit : null,
      seed: request.seedLabel,
      replications: count,
      censored: base.ticks.reduce((sum, tick) => sum + Number(tick < 0), 0),
      confidence: 0.9,
      milestone: target,
      percentile,
      base: { ...instantAt(plan, base, percentile), lostMwDays: meanLost(base) },
      grouping: request.grouping,
      levers: ranked.map(({ lever, worth }, i): RankedLever => ({ rank: i + 1, ...said(lever), ...worth })),
      notTried: [...notTried.values()],
      sequence: request.mostSteps === 0 ? null : await whackAMole(base, ranked),
      notes: plan.notes,
    };
  } finally {
    await outliner.close();
  }

  async function whackAMole(first: Outline, ranking: readonly Step<Lever>[]): Promise<LeverSequence> {
    const steps: SequenceStep[] = [];
    let base = first;
    let ground = plan;
    const binds = async (): Promise<LeverSequence['binds']> =>
      (await outliner.binding({ plan: ground, futures, target }))
        .slice(0, MOST_BINDING)
        .map((cause) => ({ ...cause, amount: tidy(cause.amount) }));
    const atFirst = await binds();
    const few = firstSeeds(futures, Math.min(count, SCREENING));
    const ended = await sequence<Lever>(request.mostSteps, {
      async rank(done) {
        if (done.length === 0) return ranking;
        const what = `step ${done.length + 1}`;
        // What is left is looked for again: a lever is said relative to what the ones before it have made of the scenario.
        const used = new Set(done.map(({ id }) => id));
        const now = variant([...overrides, ...done.flatMap((lever) => lever.overrides)]);
        const left = discoverLevers(now, request.grouping).filter(({ id }) => !used.has(id));
        const screened = count <= 2 * SCREENING ? left : await screen(done, left, await outlined(ground, few), few, what);
        return worths(done, screened, base, futures, what);
      },
      async onStep(done, { lever, worth }) {
        ground = pulled(done, null)!;
        base = await outlined(ground, futures);
        steps.push({ ...said(lever), ...worth, reached: instantAt(ground, base, percentile), binds: await binds() });
      },
    });
    return { binds: atFirst, steps, mostSteps: request.mostSteps, ended };
  }

  /** The levers most worth a closer look, by the mean over few futures, which says more of few than a percentile does. */
  async function screen(
    done: readonly Lever[],
    levers: readonly Lever[],
    base: Outline,
    few: readonly SeedRun[],
    what: string,
  ): Promise<Lever[]> {
    const found = await worths(done, levers, base, few, what);
    return found
      .filter(({ worth }) => worth.sooner > 0 || (worth.mwDays?.by ?? 0) > 0)
      .sort((a, b) => score(b) - score(a))
      .slice(0, CLOSER)
      .map(({ lever }) => lever);
  }

  function score({ worth }: Step<Lever>): number {
    return (worth.meanDays ?? 0) + (worth.days.by ?? 0);
  }
}

function targetOf({ milestone, file }: LeverRequest, plan: Plan): string {
  if (milestone === null) return usualOutcome(plan).name;
  const parsed = parseOutcome(milestone, plan);
  const isDate = parsed.ok && parsed.outcome.kind !== 'lost';
  if (isDate) return milestone;
  throw new InvalidInput([
    {
      path: ['--milestone'],
      message: parsed.ok ? `"${milestone}" is no date; levers tell the MW-days that they save besides` : parsed.message,
      remedy: parsed.ok ? 'name a milestone, such as "makespan"' : parsed.remedy,
      place: { file, line: 1, column: 1, excerpt: '' },
    },
  ]);
}

function said({ id, kind, label, sentence, places, overrides }: Lever): LeverSaid {
  return { id, kind, label, sentence, places, overrides: overrides.map(({ path, value }) => ({ path, value })) };
}

function instantAt(plan: Plan, { ticks }: Outline, share: number): Estimate {
  return estimate(plan, rankTicks(ticks), share, false);
}

function meanLost({ lostMwDays }: Outline): number | null {
  return lostMwDays === null ? null : tidy(lostMwDays.reduce((sum, lost) => sum + lost, 0) / lostMwDays.length);
}
