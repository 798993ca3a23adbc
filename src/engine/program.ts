/**
 * A plan compiled once into flat arrays, so that a replication is a walk over numbers. Comes in: a checked Plan. Goes out:
 * a Program. Activities are numbered in natural order of id, links by (to, from), so that ties never depend on the file.
 */

import { dispatchRanks } from '../plan/dispatch.ts';
import type { Activity, Need, Plan } from '../plan/plan.ts';
import {
  FINISH_TO_FINISH,
  FINISH_TO_START,
  GIVES_AT_FINISH,
  GIVES_AT_START,
  HAS_CALENDAR,
  HAS_CREW,
  HAS_FINISH_GATES,
  HAS_NEEDS,
  HAS_STRICT_NEED,
  IDLE_IS_FREE,
  IS_SILENT,
  IS_SIMPLE,
  IS_WATCHED,
  KEEPS_WORK,
  ON_CLOSE_FIT,
  ON_CLOSE_PAUSE,
  ON_CLOSE_RELEASE,
  ON_CLOSE_RESTART,
  START_TO_FINISH,
  START_TO_START,
} from './codes.ts';
import { type OpenHours, openHours } from './open-hours.ts';
import { createWeather, type Weather } from './weather.ts';
import { weatherHours } from './weather-hours.ts';

export * from './codes.ts';

const LINK_CODES = { FS: FINISH_TO_START, SS: START_TO_START, FF: FINISH_TO_FINISH, SF: START_TO_FINISH } as const;
const ON_CLOSE_CODES = {
  pause: ON_CLOSE_PAUSE,
  'pause-and-release': ON_CLOSE_RELEASE,
  restart: ON_CLOSE_RESTART,
  fit: ON_CLOSE_FIT,
} as const;

export interface Program {
  readonly plan: Plan;
  readonly activities: number;
  readonly resources: number;
  readonly horizon: number;
  readonly indexOf: ReadonlyMap<string, number>;
  readonly resourceIndexOf: ReadonlyMap<string, number>;

  readonly notBefore: Float64Array;
  readonly startGates: Int32Array;
  readonly finishGates: Int32Array;
  /** What the engine need not look for: bits, see codes.ts. */
  readonly traits: Uint16Array;

  /** Links: who opens which gate of whom. `successors[successorsFrom[a] .. successorsFrom[a + 1])` are links out of a. */
  /** Links into a are numbered `linksInto[a] .. linksInto[a + 1]`. */
  readonly linksInto: Int32Array;
  readonly linkFrom: Int32Array;
  readonly linkTo: Int32Array;
  readonly linkType: Uint8Array;
  readonly linkLag: Float64Array;
  readonly linkShare: Float64Array;
  readonly successorsFrom: Int32Array;
  readonly successors: Int32Array;

  /** `needsFrom[a] .. needsFrom[a + 1]` index the need arrays. */
  readonly needsFrom: Int32Array;
  readonly needResource: Int32Array;
  readonly needAmount: Int32Array;
  /** What must be free for it: the amount, and what the needs before it ask of the same resource. */
  readonly needFree: Int32Array;
  readonly needGivesBack: Uint8Array;
  readonly givesFrom: Int32Array;
  readonly giveResource: Int32Array;
  readonly giveAmount: Int32Array;
  readonly giveAtStart: Uint8Array;

  /** Effort activities: the pool whose workers do it, or -1. */
  readonly crewPool: Int32Array;
  readonly crewMin: Int32Array;
  /** Workers of the same pool that its other needs take. */
  readonly crewBeside: Int32Array;
  readonly crewMax: Int32Array;
  readonly productivity: Float64Array;

  /** Calendar index or -1. */
  readonly calendarOf: Int32Array;
  /** 1: the duration counts open time only; 0: the calendar only says when it may start. */
  readonly countsOpenTime: Uint8Array;
  readonly onClose: Uint8Array;
  readonly calendars: readonly OpenHours[];
  /** Of the future that is being played: whoever plays one begins it. */
  readonly weather: Weather;

  /** First come, first served: the dispatch key is the ready time. Otherwise it is `rank`. */
  readonly isFifo: boolean;
  readonly rank: Int32Array;

  readonly initial: Int32Array;
  readonly isStrict: Uint8Array;
  /**
   * 1: strict, whoever waits for it needs it and nothing else, and it never rises in the middle of a round. If the first in its list
   * cannot have it, nobody can, and for none of them is there another answer.
   */
  readonly isPlainQueue: Uint8Array;
  /** Capacity steps after tick 0, in order of time. */
  readonly stepTime: Float64Array;
  readonly stepResource: Int32Array;
  readonly stepChange: Int32Array;
}

/** Running totals of a list of lists: where each one's part begins, and one past the end. */
function offsets(counts: readonly number[]): Int32Array {
  const from = new Int32Array(counts.length + 1);
  counts.forEach((count, i) => {
    from[i + 1] = from[i]! + count;
  });
  return from;
}

export function compileProgram(plan: Plan): Program {
  const { activities, resources } = plan;
  const indexOf = new Map(activities.map((activity, i) => [activity.id, i]));
  const resourceIndexOf = new Map(resources.map((resource, i) => [resource.id, i]));
  const calendarIndexOf = new Map(plan.calendars.map((calendar, i) => [calendar.id, i]));
  const find = (map: ReadonlyMap<string, number>, id: string): number => {
    const index = map.get(id);
    if (index === undefined) throw new Error(`plan names "${id}", which it does not hold`);
    return index;
  };

  const links = activities.flatMap((activity, to) =>
    activity.after
      .map((link) => ({ ...link, to, from: find(indexOf, link.from) }))
      .sort((a, b) => a.from - b.from || LINK_CODES[a.type] - LINK_CODES[b.type] || a.lag - b.lag || a.share - b.share),
  );
  const weather = createWeather(plan);
  const outgoing: number[][] = activities.map(() => []);
  const startGates = new Int32Array(activities.length);
  const finishGates = new Int32Array(activities.length);
  const startIsWatched = new Uint8Array(activities.length);
  links.forEach((link, i) => {
    outgoing[link.from]!.push(i);
    const code = LINK_CODES[link.type];
    if (code === FINISH_TO_START || code === START_TO_START) startGates[link.to]!++;
    else finishGates[link.to]!++;
    if (code === START_TO_START || code === START_TO_FINISH) startIsWatched[link.from] = 1;
  });

  const needs = activities.map(sortedNeeds(plan));
  const flatNeeds = needs.flat();
  const gives = activities.map((activity) => activity.gives);
  const flatGives = gives.flat();
  const isStrict = Uint8Array.from(resources, (resource) => Number(resource.strict));
  const strictIds = new Set(resources.filter(({ strict }) => strict).map(({ id }) => id));
  const effort = activities.map((activity) => (activity.work.kind === 'effort' ? activity.work : null));

  const steps = resources
    .flatMap((resource, r) =>
      resource.capacity.slice(1).map((step, i) => ({ time: step.from, resource: r, change: step.amount - resource.capacity[i]!.amount })),
    )
    .sort((a, b) => a.time - b.time || a.resource - b.resource);

  return {
    plan,
    activities: activities.length,
    resources: resources.length,
    horizon: plan.horizon,
    indexOf,
    resourceIndexOf,
    notBefore: Float64Array.from(activities, (activity) => activity.notBefore),
    startGates,
    finishGates,
    traits: Uint16Array.from(activities, (activity, i) => traitsOf(activity, finishGates[i]! > 0, startIsWatched[i] === 1, strictIds)),
    linksInto: offsets(activities.map((activity) => activity.after.length)),
    linkFrom: Int32Array.from(links, (link) => link.from),
    linkTo: Int32Array.from(links, (link) => link.to),
    linkType: Uint8Array.from(links, (link) => LINK_CODES[link.type]),
    linkLag: Float64Array.from(links, (link) => link.lag),
    linkShare: Float64Array.from(links, (link) => link.share),
    successorsFrom: offsets(outgoing.map((list) => list.length)),
    successors: Int32Array.from(outgoing.flat()),
    needsFrom: offsets(needs.map((list) => list.length)),
    needResource: Int32Array.from(flatNeeds, (need) => find(resourceIndexOf, need.resource)),
    needAmount: Int32Array.from(flatNeeds, (need) => need.amount),
    needFree: Int32Array.from(needs.flatMap(withThoseBefore)),
    needGivesBack: Uint8Array.from(flatNeeds, (need) => Number(need.giveBack)),
    givesFrom: offsets(gives.map((list) => list.length)),
    giveResource: Int32Array.from(flatGives, (give) => find(resourceIndexOf, give.resource)),
    giveAmount: Int32Array.from(flatGives, (give) => give.amount),
    giveAtStart: Uint8Array.from(flatGives, (give) => Number(give.at === 'start')),
    crewPool: Int32Array.from(effort, (work) => (work === null ? -1 : find(resourceIndexOf, work.pool))),
    crewMin: Int32Array.from(effort, (work) => work?.min ?? 0),
    crewBeside: Int32Array.from(effort, (work, i) =>
      needs[i]!.reduce((sum, { resource, amount }) => (resource === work?.pool ? sum + amount : sum), 0),
    ),
    crewMax: Int32Array.from(effort, (work) => work?.max ?? 0),
    productivity: Float64Array.from(effort, (work) => work?.productivity ?? 1),
    calendarOf: Int32Array.from(activities, ({ calendar }) => (calendar === null ? -1 : find(calendarIndexOf, calendar))),
    countsOpenTime: Uint8Array.from(activities, ({ work }) => Number(work.clock === 'working')),
    onClose: Uint8Array.from(activities, (activity) => ON_CLOSE_CODES[activity.onClose]),
    calendars: plan.calendars.map((calendar) =>
      calendar.exposure === undefined ? openHours(calendar) : weatherHours(calendar, plan, weather),
    ),
    weather,
    isFifo: plan.dispatch.rule === 'fifo',
    rank: dispatchRanks(plan),
    initial: Int32Array.from(resources, (resource) => resource.capacity[0]?.amount ?? 0),
    isStrict,
    isPlainQueue: plainQueues(plan),
    stepTime: Float64Array.from(steps, (step) => step.time),
    stepResource: Int32Array.from(steps, (step) => step.resource),
    stepChange: Int32Array.from(steps, (step) => step.change),
  };
}

function plainQueues({ activities, resources }: Plan): Uint8Array {
  const others = new Set<string>();
  for (const { needs, gives, work, calendar } of activities) {
    if (needs.length > 1 || work.kind === 'effort' || calendar !== null) for (const { resource } of needs) others.add(resource);
    if (work.kind === 'effort') others.add(work.pool);
    for (const { resource, at } of gives) if (at === 'start') others.add(resource);
  }
  return Uint8Array.from(resources, ({ id, strict }) => Number(strict && !others.has(id)));
}

/** For each need the amount it and the needs before it ask of its resource. */
function withThoseBefore(needs: readonly Need[]): number[] {
  return needs.map(({ resource }, i) =>
    needs.slice(0, i + 1).reduce((sum, need) => (need.resource === resource ? sum + need.amount : sum), 0),
  );
}

function traitsOf(activity: Activity, hasFinishGates: boolean, isWatched: boolean, strict: ReadonlySet<string>): number {
  const { needs, gives, work, calendar, onClose } = activity;
  const hasCrew = work.kind === 'effort';
  const hasNeeds = hasCrew || needs.length > 0;
  const givesAtStart = gives.some(({ at }) => at === 'start');
  const givesAtFinish = gives.some(({ at }) => at === 'finish');
  const isSimple = !hasNeeds && calendar === null && !givesAtStart && !hasFinishGates && !isWatched;
  const isSilent = !hasCrew && !givesAtFinish && needs.every(({ giveBack }) => !giveBack);
  const wantsStrict = needs.some(({ resource }) => strict.has(resource)) || (work.kind === 'effort' && strict.has(work.pool));
  return (
    (isSimple ? IS_SIMPLE : 0) |
    (isSilent ? IS_SILENT : 0) |
    (hasNeeds ? HAS_NEEDS : 0) |
    (hasCrew ? HAS_CREW : 0) |
    (calendar !== null ? HAS_CALENDAR : 0) |
    (wantsStrict ? HAS_STRICT_NEED : 0) |
    (hasFinishGates ? HAS_FINISH_GATES : 0) |
    (givesAtStart ? GIVES_AT_START : 0) |
    (givesAtFinish ? GIVES_AT_FINISH : 0) |
    (isWatched ? IS_WATCHED : 0) |
    (onClose === 'pause-and-release' ? KEEPS_WORK : 0) |
    (activity.idleIsFree === true ? IDLE_IS_FREE : 0)
  );
}

/**
 * The order in which needs are asked for decides only what a wait is called when several are missing at once: power first,
 * then things, then people, because no crew is sent to a hall that has nothing to install.
 */
const ASKING_ORDER = { level: 0, stock: 1, pool: 2 } as const;

function sortedNeeds(plan: Plan): (activity: Activity) => Activity['needs'] {
  const position = new Map(plan.resources.map((resource, i) => [resource.id, ASKING_ORDER[resource.kind] * plan.resources.length + i]));
  return (activity) => [...activity.needs].sort((a, b) => position.get(a.resource)! - position.get(b.resource)!);
}
