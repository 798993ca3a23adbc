/** A study from plan to outcomes: plays the futures, picks the one to be told, and says what they add up to. */

import { showMinute, ticksPerReportUnit } from '../base/time.ts';
import type { Program } from '../engine/program.ts';
import type { Trace } from '../engine/trace.ts';
import type { ReportedFinish } from '../measure/actual-curve.ts';
import { MOST_FUTURES } from '../measure/correlations.ts';
import { type Played, playedOf } from '../measure/fold.ts';
import { activityTimes } from '../measure/gantt.ts';
import { LOST_IN_ALL } from '../measure/metrics/held.ts';
import type { Outcomes } from '../measure/outcomes.ts';
import { askedAmounts, type ProbabilityQuestion } from '../measure/probability.ts';
import { tellFuture } from '../measure/representative.ts';
import { CENSORED, columnsOf, type Rows } from '../measure/rows.ts';
import { sharedLuck } from '../measure/shared-luck.ts';
import { summarise } from '../measure/summarise.ts';
import type { Plan } from '../plan/plan.ts';
import { firstSeeds, type SeedRun } from '../random/seed-list.ts';
import { DETERMINISTIC_WORLDS, type DeterministicWorld, formatSeed, type Seed } from '../random/world.ts';
import { startHelpers } from './helpers.ts';
import { firstRuns, jobsOf, seedAt } from './jobs.ts';
import { type MonteCarloOptions, playAll, type Stopping } from './monte-carlo.ts';
import { createPlayer, type Player } from './player.ts';
import { FIRST_LOOK, type Precision, tellEnough, wantedFutures } from './until.ts';

export interface StudyRequest extends MonteCarloOptions {
  readonly plan: Plan;
  /** Name and version of the tool. */
  readonly tool: string;
  /** Which futures, or the one deterministic world. */
  readonly futures: readonly SeedRun[] | DeterministicWorld;
  /** Seed text or name of the seed list, as results show it. */
  readonly seedLabel: string;
  readonly questions: readonly ProbabilityQuestion[];
  /** Play no more of the futures than make these intervals as narrow as asked. Absent: all of them. */
  readonly until?: readonly Precision[];
  /** What the scenario reports as done, to be shown beside the futures. */
  readonly reported?: readonly ReportedFinish[];
  /** Tell the times of every activity; for studies of one future. */
  readonly tellActivities: boolean;
}

export interface StudyResult {
  readonly outcomes: Outcomes;
  /** What is kept of each future, as in measure/rows.ts. */
  readonly rows: Rows;
  readonly plan: Plan;
  /** MW-days (MW-units) lost in each future; null where the plan has no dates for its compute. */
  readonly lostMwDays: Float64Array | null;
  /** Names a future of the study, by its number. */
  readonly seedOf: (future: number) => string;
  /** If no future ends by the horizon: who waits for what in the first one. Otherwise empty. */
  readonly stuck: readonly string[];
}

/** Plays the futures. Throws RangeError on futures or workers that cannot be. */
export async function runStudy(request: StudyRequest): Promise<StudyResult> {
  checkRequest(request);
  const { plan, questions, until = [] } = request;
  const { player, rows, sums, each } = await playStudy(request);
  const futures = typeof request.futures === 'string' ? request.futures : firstSeeds(request.futures, rows.futures);
  const seed = (future: number): Seed | DeterministicWorld => (typeof futures === 'string' ? futures : seedAt(futures, future));
  const seedOf = (future: number): string => {
    const which = seed(future);
    return typeof which === 'string' ? which : formatSeed(which);
  };
  const tell = (future: number) => {
    const trace = play(player, seed(future));
    return {
      representative: tellFuture(player.program, trace, seedOf(future)),
      ...(request.tellActivities ? { activities: activityTimes(player.program, trace) } : {}),
    };
  };
  const outcomes = summarise({
    program: player.program,
    tool: request.tool,
    seed: request.seedLabel,
    world: typeof futures === 'string' ? futures : null,
    rows,
    sums,
    tell,
    questions,
    ...(typeof futures === 'string' ? {} : { luck: sharedLuck(plan, firstRuns(futures, MOST_FUTURES)) }),
    ...(until.length === 0 ? {} : { enough: tellEnough(plan, rows, until) }),
    ...(request.reported === undefined ? {} : { reported: request.reported }),
  });
  const lostMwDays = lostOfEach(plan, each?.[LOST_IN_ALL]);
  return {
    outcomes,
    rows,
    plan,
    lostMwDays,
    seedOf,
    stuck: anyFinishes(plan, rows) ? [] : whoWaits(player.program, play(player, seed(0))),
  };
}

interface PlayedStudy extends Played {
  readonly player: Player;
}

async function playStudy({ plan, questions, futures, workers, onProgress, until = [] }: StudyRequest): Promise<PlayedStudy> {
  const parts = { plan, asked: askedAmounts(questions), each: [LOST_IN_ALL] };
  if (typeof futures === 'string') {
    const player = createPlayer(parts);
    return { player, ...playedOf(plan, player.playWorld(futures)) };
  }
  const helpers = await startHelpers(parts, workers, jobsOf(futures).length);
  try {
    const player = createPlayer(parts);
    const played = await playAll(player, helpers, futures, onProgress, until.length === 0 ? undefined : stoppingAt(until));
    return { player, ...played };
  } finally {
    await helpers?.close();
  }
}

function lostOfEach(plan: Plan, kwTicks: Float64Array | undefined): Float64Array | null {
  const scale = 1000 * ticksPerReportUnit(plan.axis);
  return kwTicks === undefined ? null : kwTicks.map((lost) => lost / scale);
}

function stoppingAt(until: readonly Precision[]): Stopping {
  return { first: FIRST_LOOK, wanted: (rows) => wantedFutures(rows, until) };
}

function checkRequest({ futures, workers }: StudyRequest): void {
  if (!Number.isInteger(workers) || workers < 1) throw new RangeError(`workers: ${workers} is not a whole number from 1 on`);
  if (typeof futures === 'string') {
    if (!DETERMINISTIC_WORLDS.includes(futures))
      throw new RangeError(`futures: "${futures}" is not one of ${DETERMINISTIC_WORLDS.join(', ')}, nor a list of seeds`);
    return;
  }
  if (futures.length === 0) throw new RangeError('futures: there are none');
  for (const { from, count } of futures)
    if (!Number.isInteger(from) || from < 0 || !Number.isInteger(count) || count < 1)
      throw new RangeError(`futures: ${count} from number ${from} on are not whole numbers, from 0 and at least one`);
}

/** The trace of one future. */
export function play(player: Player, which: Seed | DeterministicWorld): Trace {
  return player.trace(typeof which === 'string' ? which : { text: which.text, first: which.index, count: 1 });
}

function anyFinishes(plan: Plan, rows: Rows): boolean {
  return rows.column(columnsOf(plan).makespan).some((tick) => tick !== CENSORED);
}

/** Longest list of waits that is still read. */
const MOST_WAITS = 20;

/** What each unfinished activity is held up by at the horizon, those that wait for a thing first. */
export function whoWaits(program: Program, trace: Trace): string[] {
  const { plan, linksInto, linkFrom, linkType, resources } = program;
  const { axis, horizon } = plan;
  const waiting: string[] = [];
  const working: string[] = [];
  const blocked: string[] = [];
  plan.activities.forEach(({ id }, activity) => {
    if (!Number.isNaN(trace.finish[activity]!)) return;
    const wait = trace.lastWait[activity]!;
    if (wait >= 0 && trace.waitTo[wait] === horizon) {
      const what = trace.waitFor[wait]!;
      const hazard = plan.weather[what - resources - plan.calendars.length];
      const closed = hazard === undefined ? `calendar "${plan.calendars[what - resources]?.id}"` : `the weather, "${hazard.id}",`;
      const name = what < resources ? `${plan.resources[what]?.kind} "${plan.resources[what]?.id}"` : closed;
      waiting.push(`"${id}" waits for ${name} since ${showMinute(axis, trace.waitFrom[wait]!)}`);
    } else if (!Number.isNaN(trace.start[activity]!))
      working.push(`"${id}" is still at work, since ${showMinute(axis, trace.start[activity]!)}`);
    else {
      for (let link = linksInto[activity]!; link < linksInto[activity + 1]!; link++) {
        const from = linkFrom[link]!;
        const isOpen = linkType[link] === 1 ? !Number.isNaN(trace.start[from]!) : !Number.isNaN(trace.finish[from]!);
        if (!isOpen) {
          blocked.push(`"${id}" waits for "${plan.activities[from]?.id}"`);
          return;
        }
      }
      blocked.push(`"${id}" may start only after the horizon`);
    }
  });
  const all = [...waiting, ...working, ...blocked];
  return all.length > MOST_WAITS ? [...all.slice(0, MOST_WAITS), `and ${all.length - MOST_WAITS} more`] : all;
}
