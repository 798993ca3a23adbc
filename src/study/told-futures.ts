/**
 * Some futures of a study told whole: those at P10, P50 and P80 and the worst, and in the one nearest the medians the chain of
 * causes of every milestone. Comes in: a plan, when each future ended and what brings it back. Goes out: plain data, or null
 * where the plan does not play as it did.
 */
import { ticksPerReportUnit } from '../base/time.ts';
import { createExplainer, type ExplainedStep } from '../measure/explain.ts';
import type { RepresentativeFuture } from '../measure/outcomes.ts';
import { tellFuture } from '../measure/representative.ts';
import { reportUnits } from '../measure/tell.ts';
import type { Plan } from '../plan/plan.ts';
import { DETERMINISTIC_WORLDS, type DeterministicWorld, parseSeed, type Seed } from '../random/world.ts';
import { createPlayer } from './player.ts';
import { play } from './study.ts';

export interface ToldFuture extends RepresentativeFuture {
  /** What it stands for. */
  readonly name: 'P10' | 'P50' | 'P80' | 'worst';
  /** When the last hall is online (or the last milestone is reached), in days (or units); null: not by the horizon. */
  readonly end: number | null;
}

export interface ToldFutures {
  /** Earliest first; none for a study of one future. */
  readonly futures: readonly ToldFuture[];
  /** Of the future whose chains are told. */
  readonly seed: string;
  /** Ticks of a chain's steps in a day (or unit). */
  readonly ticksPerUnit: number;
  /** By milestone. */
  readonly chains: Readonly<Record<string, readonly ExplainedStep[]>>;
}

export interface TellRequest {
  readonly plan: Plan;
  /** Ticks at which each future ends, by `endingMilestones`; infinite: not by the horizon. */
  readonly ends: Float64Array;
  /** Names a future, by its number: a seed or a deterministic world. */
  readonly seedOf: (future: number) => string;
  /** The future whose chains are told. */
  readonly nearest: string;
}

const TOLD = [
  ['P10', 0.1],
  ['P50', 0.5],
  ['P80', 0.8],
  ['worst', 1],
] as const;
/** Fewer futures than this have no percentiles worth a picture. */
const FEWEST = 5;

/** Places in `plan.milestones` of those that end a future: what brings halls online, or all of them where none does. */
export function endingMilestones({ milestones }: Plan): number[] {
  const all = milestones.map((_, i) => i);
  const online = all.filter((i) => /(^|\/)online$/.test(milestones[i]!.id));
  return online.length > 0 ? online : all;
}

export function tellFutures({ plan, ends, seedOf, nearest }: TellRequest): ToldFutures | null {
  const player = createPlayer({ plan, asked: [] });
  const { program } = player;
  const ending = endingMilestones(plan);
  const endIn = (finish: Float64Array): number => {
    const ticks = ending.map((i) => finish[program.indexOf.get(plan.milestones[i]!.activity)!]!);
    return ticks.some((tick) => Number.isNaN(tick) || tick > plan.horizon) ? Number.POSITIVE_INFINITY : Math.max(...ticks);
  };
  const order = [...ends.keys()].sort((a, b) => compare(ends[a]!, ends[b]!) || a - b);
  const futures: ToldFuture[] = [];
  for (const [name, share] of order.length < FEWEST || ending.length === 0 ? [] : TOLD) {
    const future = order[Math.ceil(share * order.length) - 1]!;
    const seed = seedOf(future);
    const trace = play(player, whichOf(seed));
    if (endIn(trace.finish as Float64Array) !== ends[future]) return null;
    const end = ends[future]!;
    futures.push({ name, end: Number.isFinite(end) ? reportUnits(plan, end) : null, ...tellFuture(program, trace, seed) });
  }
  const trace = play(player, whichOf(nearest));
  const explain = createExplainer(program);
  const chains = Object.fromEntries(plan.milestones.map(({ id, activity }) => [id, explain(trace, activity)]));
  return { futures, seed: nearest, ticksPerUnit: ticksPerReportUnit(plan.axis), chains };
}

function whichOf(name: string): Seed | DeterministicWorld {
  const world = DETERMINISTIC_WORLDS.find((known) => known === name);
  if (world !== undefined) return world;
  const parsed = parseSeed(name);
  if (!parsed.ok) throw new Error(`not a seed: ${name}`);
  return parsed.seed;
}

function compare(a: number, b: number): number {
  return a === b ? 0 : a - b;
}
