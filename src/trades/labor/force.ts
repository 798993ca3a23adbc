/**
 * The crews of one site, region or file together: they share beds and floor. Comes in: crews. Goes out: for every tick at which
 * something changes, how many are there and what they are worth in effective workers.
 */
import { MINUTES_PER_WEEK } from '../../base/time.ts';
import { type Crew, certainHeads, efficiencyOf, type Group, plannedHeads, weeklyHours } from './crew.ts';
import { crowdingEfficiency } from './crowding.ts';
import { amountAt, type HeadSteps, shareOut } from './mobilisation.ts';

export interface Force {
  readonly crews: readonly Crew[];
  /** Null: beds for all. */
  readonly beds: HeadSteps | null;
  /** Square feet open to work; null: nobody is in another's way. */
  readonly area: HeadSteps | null;
  /** Mean delay of hires by crew and group, ticks. */
  readonly delayOf: (group: Group) => number;
}

/** One crew at one tick. Workers, and effective workers. */
export interface CrewState {
  readonly local: number;
  readonly travelling: number;
  readonly apprentices: number;
  /** Travellers who would be on the site if there were beds. */
  readonly bedless: number;
  /** Hours paid for each open hour of the calendar: of the licensed, and of apprentices. */
  readonly paid: number;
  readonly paidApprentices: number;
  readonly units: number;
}

export type Certainty = 'certain' | 'planned';

/** Ticks from 0 to `horizon` at which anything of the force may change, in order. */
export function turningPoints({ crews, beds, area, delayOf }: Force, horizon: number): number[] {
  const ticks = new Set<number>([0]);
  const steps = (list: HeadSteps | null | undefined): void => {
    for (const { from } of list ?? []) ticks.add(from);
  };
  steps(beds);
  steps(area);
  for (const { local, travelling, apprentices, shifts, newcomers } of crews) {
    steps(apprentices?.stated);
    for (const group of [local, travelling]) {
      steps(group.stated);
      for (const { recruited } of group.batches) {
        ticks.add(recruited + delayOf(group));
        ticks.add(recruited + delayOf(group) + newcomers.lasts);
      }
    }
    if (shifts === null) continue;
    const first = Math.ceil(-shifts.since / MINUTES_PER_WEEK);
    for (let tick = shifts.since + first * MINUTES_PER_WEEK; tick <= horizon; tick += MINUTES_PER_WEEK) ticks.add(tick);
  }
  return [...ticks]
    .filter((tick) => tick >= 0 && tick <= horizon)
    .map(Math.round)
    .sort((a, b) => a - b);
}

/** Every crew of the force at a tick, in order. */
export function statesAt(force: Force, tick: number, certainty: Certainty): CrewState[] {
  const { crews, area } = force;
  const present = presentAt(force, tick, certainty);
  // Crowding goes by the plan in either case: those who are likely to be there are in the way.
  const crowd = certainty === 'planned' ? present : presentAt(force, tick, 'planned');
  const crowding = area === null ? 1 : crowdingEfficiency(onOneShift(crews, crowd), amountAt(area, tick));
  return crews.map((crew, i) => {
    const { local, localFresh, travelling, travellingFresh, apprentices, bedless } = present[i]!;
    const share = weeklyHours(crew, tick) / crew.openHours;
    const localThere = local * crew.there * crew.local.filled;
    const travellersThere = travelling * crew.there * crew.travelling.filled;
    const apprenticesThere = apprentices * crew.there;
    const localEfficiency = efficiencyOf(crew, crew.local, tick, crowding, local > 0 ? localFresh / local : 0);
    const travellersEfficiency = efficiencyOf(crew, crew.travelling, tick, crowding, travellingFresh);
    return {
      local,
      travelling,
      apprentices,
      bedless,
      paid: (localThere + travellersThere) * share,
      paidApprentices: apprenticesThere * share,
      units:
        share *
        (localThere * localEfficiency +
          travellersThere * travellersEfficiency +
          apprenticesThere * (crew.apprentices?.productivity ?? 1) * localEfficiency),
    };
  });
}

interface Present {
  readonly local: number;
  readonly localFresh: number;
  /** On the site. */
  readonly travelling: number;
  /** Share of them. */
  readonly travellingFresh: number;
  readonly apprentices: number;
  readonly bedless: number;
}

function presentAt({ crews, beds, delayOf }: Force, tick: number, certainty: Certainty): Present[] {
  const heads = (crew: Crew, group: Group) =>
    certainty === 'certain'
      ? certainHeads(group, tick, crew.newcomers.lasts)
      : plannedHeads(group, tick, crew.newcomers.lasts, delayOf(group));
  const rolls = crews.map((crew) => heads(crew, crew.travelling));
  const wanted = rolls.map((roll, i) => roll.heads * crews[i]!.travelling.on);
  const whole = wanted.map(Math.ceil);
  const found = beds === null ? whole : shareOut(amountAt(beds, tick), whole);
  return crews.map((crew, i) => {
    const local = heads(crew, crew.local);
    const travelling = Math.min(wanted[i]!, found[i]!);
    const licensed = local.heads + travelling;
    const helpers = crew.apprentices === null ? 0 : amountAt(crew.apprentices.stated, tick);
    return {
      local: local.heads,
      localFresh: local.fresh,
      travelling,
      travellingFresh: rolls[i]!.heads > 0 ? rolls[i]!.fresh / rolls[i]!.heads : 0,
      apprentices: Math.min(helpers, Math.floor(licensed * (crew.apprentices?.perLicensed ?? 0))),
      bedless: whole[i]! - found[i]!,
    };
  });
}

/** Workers of the larger shift, of all crews. */
function onOneShift(crews: readonly Crew[], present: readonly Present[]): number {
  return present.reduce((sum, { local, travelling, apprentices }, i) => {
    const crew = crews[i]!;
    const second = crew.shifts?.second ?? 0;
    const there = (local * crew.local.filled + travelling * crew.travelling.filled + apprentices) * crew.there;
    return sum + there * Math.max(second, 1 - second);
  }, 0);
}

/** Effective workers that one head of a group brings at a tick, once no longer a newcomer and alone on the floor. */
export function unitsPerHead(crew: Crew, group: Group, tick: number): number {
  const share = weeklyHours(crew, tick) / crew.openHours;
  return share * group.on * group.filled * crew.there * efficiencyOf(crew, group, tick, 1, 0);
}

/** Beds that are left over for travellers whose coming is drawn. */
export function bedsLeft({ crews, beds, delayOf }: Force, tick: number): number {
  if (beds === null) return 0;
  const taken = presentAt({ crews, beds, area: null, delayOf }, tick, 'certain').reduce(
    (sum, { travelling }) => sum + Math.ceil(travelling),
    0,
  );
  return Math.max(0, amountAt(beds, tick) - taken);
}
