/** What holds in every future of every plan, checked on random networks that use everything the language has. */
import { describe, expect, it } from 'vitest';
import { createSampler } from '../src/engine/draws.ts';
import { createNoWait } from '../src/engine/no-wait.ts';
import { compileProgram, type Program } from '../src/engine/program.ts';
import { createSimulator } from '../src/engine/simulate.ts';
import type { Trace } from '../src/engine/trace.ts';
import type { Activity, Calendar, Link, Plan } from '../src/plan/plan.ts';
import { planOf } from './engine/play.ts';
import { randomScenario } from './engine/random-scenario.ts';
import { type Balance, balances, freeAt, isOpen, openTicks, requestsOf, waitsOf } from './engine/replay.ts';
import { inWeather, randomPlan } from './measure/random-plan.ts';

const SCENARIOS = 120;
/** Others in weather, which may be another in each future. */
const IN_WEATHER = 60;
const FUTURES = 3;

interface Future {
  readonly name: string;
  /** With the calendars of this future, from which the weather has taken what it takes. */
  readonly plan: Plan;
  readonly program: Program;
  readonly trace: Trace;
  readonly work: Float64Array;
}

const futures: Future[] = [];
for (let i = 0; i < SCENARIOS; i++) addFutures(`scenario ${i}`, planOf(JSON.stringify(randomScenario(`invariants ${i}`))));
for (let i = 0; i < IN_WEATHER; i++) addFutures(`weather ${i}`, inWeather(randomPlan(i, i % 3 === 0 ? 130 : 2000), i));

function addFutures(name: string, plan: Plan): void {
  const program = compileProgram(plan);
  const { width, draw } = createSampler(plan);
  const matrix = draw([{ text: 'invariants', first: 0, count: FUTURES }]);
  for (let row = 0; row < FUTURES; row++) {
    const work = matrix.slice(row * width, (row + 1) * width);
    const trace = createSimulator(program).run(work);
    const calendars = plan.calendars.map((calendar, k) =>
      calendar.exposure === undefined ? calendar : asOpen(calendar, program.calendars[k]!),
    );
    futures.push({ name: `${name}, future ${row}`, plan: { ...plan, calendars }, program, work, trace });
  }
}

/** The calendar with the hours that it had in the future played last. */
function asOpen(calendar: Calendar, hours: Program['calendars'][number]): Calendar {
  const open: number[] = [];
  const close: number[] = [];
  for (let next = hours.nextOpen(0); next < Number.POSITIVE_INFINITY; next = hours.nextOpen(close.at(-1)!)) {
    open.push(next);
    close.push(hours.nextClose(next));
  }
  return { ...calendar, open, close };
}

/** Runs a check over all futures; what it finds wrong is a list of sentences. */
function always(check: (future: Future, wrong: string[]) => void): void {
  for (const future of futures) {
    const wrong: string[] = [];
    check(future, wrong);
    expect(wrong, future.name).toEqual([]);
  }
}

function each({ plan, trace }: Future, look: (activity: Activity, index: number, times: Times) => void): void {
  plan.activities.forEach((activity, i) => {
    const times = {
      ready: trace.ready[i]!,
      start: trace.start[i]!,
      workEnd: trace.workEnd[i]!,
      finish: trace.finish[i]!,
      worked: trace.worked[i]!,
    };
    look(activity, i, times);
  });
}

interface Times {
  readonly ready: number;
  readonly start: number;
  readonly workEnd: number;
  readonly finish: number;
  readonly worked: number;
}

const happened = (time: number): boolean => !Number.isNaN(time);

it('the futures are worth looking at: most finish, and there are waits of every kind', () => {
  const fair = futures.slice(0, SCENARIOS * FUTURES);
  expect(fair.filter(({ trace }) => trace.unfinished === 0).length).toBeGreaterThan(0.6 * fair.length);
  const kinds = new Set<string>();
  for (const { plan, trace } of futures)
    for (let i = 0; i < plan.activities.length; i++)
      for (const { resource, hazard } of waitsOf(plan, trace, i))
        kinds.add(resource?.kind ?? (hazard === undefined ? 'calendar' : 'weather'));
  expect([...kinds].sort()).toEqual(['calendar', 'level', 'pool', 'stock', 'weather']);
});

describe('resources', () => {
  it('no unit is taken that is not there: a balance is below zero only where capacity fell or a level was lowered', () => {
    always(({ plan, trace }, wrong) => {
      for (const resource of plan.resources) {
        for (const { time, free, someTaken } of balances(plan, trace, resource)) {
          if (someTaken && free < 0) wrong.push(`${resource.id} is at ${free} after starts at ${time}`);
        }
      }
    });
  });

  it('stocks are never negative', () => {
    always(({ plan, trace }, wrong) => {
      for (const resource of plan.resources.filter(({ kind }) => kind === 'stock')) {
        for (const { time, free } of balances(plan, trace, resource)) if (free < 0) wrong.push(`${resource.id} is at ${free} at ${time}`);
      }
    });
  });

  it('all units of a pool are back once everything has finished', () => {
    always(({ plan, trace }, wrong) => {
      if (trace.unfinished > 0) return;
      for (const resource of plan.resources.filter(({ kind }) => kind === 'pool')) {
        const free = balances(plan, trace, resource).at(-1)!.free;
        if (free !== resource.capacity.at(-1)!.amount) wrong.push(`${free} of ${resource.id} are left`);
      }
    });
  });

  it('a crew is as large as asked for, keeps its size, and takes as long as its work does', () => {
    always((future, wrong) => {
      each(future, ({ id, work }, i, { start, worked }) => {
        const crew = future.trace.crew[i]!;
        if (work.kind !== 'effort' || !happened(start)) {
          if (crew !== 0) wrong.push(`${id} has a crew of ${crew}`);
          return;
        }
        if (crew < work.min || crew > work.max) wrong.push(`${id} has a crew of ${crew}, not of ${work.min} to ${work.max}`);
        const effort = future.work[i]!;
        const ticks = effort === 0 ? 0 : Math.max(1, Math.round(effort / (crew * work.productivity)));
        if (worked !== ticks) wrong.push(`${id} works ${worked}, not ${ticks}`);
      });
    });
  });
});

describe('gates', () => {
  it('nothing starts before its gates are open, and it is ready when the last of them opens', () => {
    always((future, wrong) => {
      each(future, (activity, i, { ready, start }) => {
        const { id, after, notBefore, calendar } = activity;
        if (!happened(start)) return;
        if (start < ready || start < notBefore) wrong.push(`${id} starts at ${start}, ready at ${ready}`);
        const opened = after.filter(({ type }) => type === 'FS' || type === 'SS').map((link) => opensAt(future, link));
        if (opened.some((time) => Number.isNaN(time))) wrong.push(`${id} started though a predecessor did not`);
        const last = Math.max(notBefore, ...opened.filter((time) => time !== undefined));
        if (opened.every((time) => time !== undefined) ? ready !== last : ready < last)
          wrong.push(`${id} is ready at ${ready}, not ${last}`);
        const hours = future.plan.calendars.find((entry) => entry.id === calendar);
        if (hours !== undefined && !isOpen(hours, start)) wrong.push(`${id} starts at ${start} while ${hours.id} is closed`);
        const driver = linkOf(future, activity, future.trace.startDriver[i]!);
        if (driver === null && ready !== notBefore) wrong.push(`${id} is ready at ${ready}, driven by nobody`);
        if (driver !== null && (opensAt(future, driver) ?? ready) !== ready)
          wrong.push(`${id} is ready at ${ready}, not when ${driver.from} lets it`);
      });
    });
  });

  it('nothing finishes before its work is done and its finish gates are open, and then it does at once', () => {
    always((future, wrong) => {
      each(future, (activity, i, { start, workEnd, finish }) => {
        const { id, after } = activity;
        if (!happened(finish)) return;
        if (!happened(start) || !happened(workEnd) || workEnd < start) wrong.push(`${id} works from ${start} to ${workEnd}`);
        const opened = after.filter(({ type }) => type === 'FF' || type === 'SF').map((link) => opensAt(future, link)!);
        const last = Math.max(workEnd, ...opened);
        if (finish !== last) wrong.push(`${id} finishes at ${finish}, not ${last}`);
        const driver = linkOf(future, activity, future.trace.finishDriver[i]!);
        const drivenAt = driver === null ? workEnd : opensAt(future, driver);
        if (drivenAt !== finish) wrong.push(`${id} finishes at ${finish}, not when ${driver?.from ?? 'its work'} lets it`);
      });
    });
  });

  it('no finish is earlier than the same future without waits allows', () => {
    always((future, wrong) => {
      const bound = createNoWait(future.program).run(future.work);
      each(future, ({ id }, i, { finish }) => {
        if (happened(finish) && finish < bound[i]!) wrong.push(`${id} finishes at ${finish}, before ${bound[i]}`);
      });
    });
  });
});

/** The link of the activity that has this number in the program, or null for none. */
function linkOf({ plan, program }: Future, { after }: Activity, number: number): Link | null {
  if (number < 0) return null;
  const from = plan.activities[program.linkFrom[number]!]!.id;
  const type = (['FS', 'SS', 'FF', 'SF'] as const)[program.linkType[number]!];
  const found = after.find((link) => link.from === from && link.type === type && link.lag === program.linkLag[number]);
  if (found === undefined) throw new Error(`no link ${number} into this activity`);
  return found;
}

/** When a link opens its gate: NaN if never; undefined where a share of the work depends on what happened in between. */
function opensAt({ plan, program, trace }: Future, { from, type, lag, share }: Link): number | undefined {
  const i = program.indexOf.get(from)!;
  const { calendar, work, onClose } = plan.activities[i]!;
  if (type === 'FS' || type === 'FF') return trace.finish[i]! + lag;
  const start = trace.start[i]!;
  const part = Math.round(share * trace.worked[i]!);
  if (type === 'SF' || part === 0 || !happened(start)) return start + lag;
  if (calendar === null || work.clock === 'elapsed') return start + part + lag;
  if (onClose !== 'pause' && onClose !== 'fit') return undefined;
  const hours = plan.calendars.find(({ id }) => id === calendar)!;
  // The first instant by which so much of the calendar has been open, found from its intervals.
  let left = part;
  for (const [interval, open] of hours.open.entries()) {
    const begin = Math.max(open, start);
    const room = hours.close[interval]! - begin;
    if (room <= 0) continue;
    if (room >= left) return begin + left + lag;
    left -= room;
  }
  return Number.NaN;
}

/** All its predecessors have done what it waits for, and its time had come by the horizon. */
function hasOpenGates(future: Future, { after, notBefore }: Activity): boolean {
  const opened = after.filter(({ type }) => type === 'FS' || type === 'SS').map((link) => opensAt(future, link));
  // A share of work in doubt: the engine is believed if the activity started.
  if (opened.includes(undefined)) return false;
  return Math.max(notBefore, ...opened.filter((time) => time !== undefined)) <= future.plan.horizon;
}

describe('waits', () => {
  it('tile the time from ready to start, each with a length and a cause of its own', () => {
    always((future, wrong) => {
      each(future, (activity, i, { ready, start }) => {
        const { id } = activity;
        const waits = waitsOf(future.plan, future.trace, i);
        const before = waits.filter(({ from }) => !happened(start) || from < start);
        waits.forEach((wait, k) => {
          if (wait.to <= wait.from) wrong.push(`${id}: a wait from ${wait.from} to ${wait.to}`);
          const next = waits[k + 1];
          if (
            next !== undefined &&
            next.from === wait.to &&
            next.resource === wait.resource &&
            next.calendar === wait.calendar &&
            next.hazard === wait.hazard &&
            next.from !== start
          )
            wrong.push(`${id}: one wait told as two at ${wait.to}`);
        });
        let cursor = ready;
        for (const { from, to } of before) {
          if (from !== cursor) wrong.push(`${id}: ${cursor} to ${from} is not explained`);
          cursor = to;
        }
        const end = happened(start) ? start : future.plan.horizon;
        if (hasOpenGates(future, activity) && cursor !== end) wrong.push(`${id}: ${cursor} to ${end} is not explained`);
      });
    });
  });

  it('blocked, waits, work and pauses are all the time there is until the work ends, to the tick', () => {
    always((future, wrong) => {
      each(future, ({ id, calendar, onClose, work }, i, { ready, start, workEnd, worked }) => {
        if (!happened(workEnd)) return;
        const waits = waitsOf(future.plan, future.trace, i);
        const waited = waits.reduce((sum, { from, to }) => sum + to - from, 0);
        const away = waits.filter(({ from }) => from >= start).reduce((sum, { from, to }) => sum + to - from, 0);
        const hours = future.plan.calendars.find((entry) => entry.id === calendar && work.clock === 'working');
        const closed = hours === undefined ? 0 : workEnd - start - openTicks(hours, start, workEnd);
        const paused = { pause: closed, fit: 0, 'pause-and-release': 0, restart: workEnd - start - worked }[onClose];
        // The weather's part of the pauses is told among the waits.
        const inWeather = onClose === 'pause-and-release' ? 0 : away;
        if (ready + waited - inWeather + worked + paused !== workEnd)
          wrong.push(`${id}: ${ready} + ${waited} + ${worked} + ${paused} is not ${workEnd}`);
        const isAway = waits.some(({ from, hazard }) => from >= start && hazard === undefined);
        if (onClose !== 'pause-and-release' && isAway) wrong.push(`${id} waits though it has started`);
        if (inWeather > paused) wrong.push(`${id} pauses ${inWeather} for the weather, of ${paused}`);
        if (onClose === 'pause-and-release' && workEnd - start - worked !== away) wrong.push(`${id} is away for ${away}`);
        if (onClose === 'restart' && paused < 0) wrong.push(`${id} works more than the time it had`);
      });
    });
  });

  it('a wait for a calendar is while it is closed', () => {
    always((future, wrong) => {
      each(future, ({ id, onClose }, i) => {
        if (onClose === 'fit') return;
        for (const { hazard, from, to } of waitsOf(future.plan, future.trace, i)) {
          const hours =
            hazard === undefined ? undefined : future.plan.calendars.find((entry) => entry.id === future.plan.activities[i]!.calendar);
          if (hours !== undefined && openTicks(hours, from, to) > 0)
            wrong.push(`${id} waits for ${hazard?.id} at ${from}, in fair weather`);
        }
        for (const { calendar, from, to } of waitsOf(future.plan, future.trace, i)) {
          if (calendar !== undefined && openTicks(calendar, from, Math.min(to, future.plan.horizon)) > 0)
            wrong.push(`${id} waits for ${calendar.id} at ${from}, which is open before ${to}`);
        }
      });
    });
  });

  it('nobody waits who could have started: at every minute of a wait something is missing', () => {
    always((future, wrong) => {
      const { plan, trace } = future;
      const ledger = new Map(plan.resources.map((resource) => [resource.id, balances(plan, trace, resource)]));
      const strict = new Set(plan.resources.filter((resource) => resource.strict).map(({ id }) => id));
      each(future, (activity, i, { ready, start }) => {
        const requests = requestsOf(activity);
        // Those behind somebody in a strict queue may wait for nothing else.
        if (!hasOpenGates(future, activity) || [...requests.keys()].some((id) => strict.has(id))) return;
        for (const time of minutesToLookAt(ledger, requests, ready, happened(start) ? start : plan.horizon)) {
          if (couldStart(future, activity, i, requests, ledger, time))
            wrong.push(`${activity.id} could have started at ${time}, not at ${start}`);
        }
      });
    });
  });
});

/** Minutes in which something changed, once it was ready and before it started. */
function minutesToLookAt(
  ledger: ReadonlyMap<string, readonly Balance[]>,
  requests: ReadonlyMap<string, number>,
  from: number,
  to: number,
): number[] {
  const times = [...requests.keys()].flatMap((id) => ledger.get(id)!.map(({ time }) => time));
  return [from, ...times].filter((time) => from <= time && time < to);
}

function couldStart(
  { plan, work }: Future,
  { calendar, onClose, work: kind }: Activity,
  index: number,
  requests: ReadonlyMap<string, number>,
  ledger: ReadonlyMap<string, readonly Balance[]>,
  time: number,
): boolean {
  const isThere = [...requests].every(([id, amount]) => freeAt(ledger.get(id)!, time) >= amount);
  const hours = plan.calendars.find(({ id }) => id === calendar);
  if (!isThere || hours === undefined) return isThere;
  if (!isOpen(hours, time)) return false;
  if (onClose !== 'fit') return true;
  const crew =
    kind.kind === 'effort' ? Math.min(kind.max, freeAt(ledger.get(kind.pool)!, time) - (requests.get(kind.pool)! - kind.min)) : 0;
  const ticks = kind.kind === 'effort' ? Math.max(1, Math.round(work[index]! / (crew * kind.productivity))) : work[index]!;
  return openTicks(hours, time, time + ticks) === ticks;
}

describe('bookkeeping', () => {
  it('counts those without a finish, and dates the last finish', () => {
    always(({ trace, plan }, wrong) => {
      const unfinished = [...trace.finish].filter((time) => Number.isNaN(time)).length;
      if (trace.unfinished !== unfinished) wrong.push(`${trace.unfinished} unfinished, not ${unfinished}`);
      const makespan = unfinished > 0 ? Number.NaN : Math.max(...trace.finish);
      if (!Object.is(trace.makespan, makespan)) wrong.push(`makespan ${trace.makespan}, not ${makespan}`);
      for (const times of [trace.start, trace.workEnd, trace.finish])
        for (const time of times) if (time > plan.horizon || time < 0) wrong.push(`${time} lies outside of the scenario`);
    });
  });

  it('a simulator that has played other futures plays this one as a new simulator does', () => {
    for (let first = 0; first < futures.length; first += FUTURES) {
      const played = futures.slice(first, first + FUTURES);
      const simulator = createSimulator(played[0]!.program);
      for (const { work } of played) simulator.run(work);
      for (const { work, trace, name } of played) expect(copyOf(simulator.run(work)), name).toEqual(copyOf(trace));
    }
  });
});

/** All that a trace says; its buffers may be longer than what is in them. */
function copyOf(trace: Trace): object {
  const { waitCount } = trace;
  const entries = Object.entries(trace).map(([key, value]) => {
    if (!ArrayBuffer.isView(value)) return [key, value];
    const numbers = Array.from(value as unknown as ArrayLike<number>);
    return [key, key.startsWith('wait') ? numbers.slice(0, waitCount) : numbers];
  });
  return Object.fromEntries(entries);
}
