import { describe, expect, it } from 'vitest';
import { createSampler } from '../../src/engine/draws.ts';
import { compileProgram, type Program } from '../../src/engine/program.ts';
import { createSimulator } from '../../src/engine/simulate.ts';
import type { Trace } from '../../src/engine/trace.ts';
import { indexCauses } from '../../src/measure/causes.ts';
import { type Path, SEGMENT_KINDS } from '../../src/measure/path.ts';
import { createWalk } from '../../src/measure/walk.ts';
import type { Plan } from '../../src/plan/plan.ts';
import { activity, borrows, calendar, fixedWork, gives, link, planOf, resource, takes, workOf } from '../plan-builder.ts';
import { inWeather, randomPlan } from './random-plan.ts';

function played(plan: Plan): { readonly program: Program; readonly trace: Trace } {
  const program = compileProgram(plan);
  const work = plan.weather.length === 0 ? workOf(plan) : createSampler(plan).draw([{ text: 'weather', first: 0, count: 1 }]);
  return { program, trace: createSimulator(program).run(work) };
}

/** `from-to kind cause activity`, the earliest first. */
function told(program: Program, path: Path): string[] {
  const lines = Array.from({ length: path.count }, (_, i) => {
    const { plan } = program;
    return `${path.time[i + 1]}-${path.time[i]} ${SEGMENT_KINDS[path.kind[i]!]} ${plan.causes[path.cause[i]!]!.id} ${plan.activities[path.activity[i]!]!.id}`;
  });
  return lines.reverse();
}

function walked(plan: Plan, of: string, mode: 'hold' | 'drive'): string[] {
  const { program, trace } = played(plan);
  const walk = createWalk(program, indexCauses(program));
  const index = program.indexOf.get(of)!;
  return told(program, mode === 'hold' ? walk.hold(trace, index, 0) : walk.drive(trace, index));
}

describe('a walk', () => {
  it("tells work, lags and the plan's own dates apart", () => {
    const plan = planOf({
      activities: [
        activity('dig', 10, { cause: 'ground', notBefore: 5 }),
        activity('pour', 4, { cause: 'concrete', after: [link('dig', 'FS', 7)] }),
      ],
    });
    expect(walked(plan, 'pour', 'drive')).toEqual([
      '0-5 plan plan dig',
      '5-15 work ground dig',
      '15-22 lag ground dig',
      '22-26 work concrete pour',
    ]);
  });

  it('jumps from a wait for a stock to the delivery that ended it, only in the chain of causes', () => {
    const plan = planOf({
      activities: [
        activity('deliver', 50, { cause: 'vendor', gives: [gives('gear')] }),
        activity('dig', 20, { cause: 'ground' }),
        activity('install', 10, { cause: 'fitting', after: [link('dig')], needs: [takes('gear')] }),
      ],
      resources: [resource('stock', 'gear', 0)],
    });
    expect(walked(plan, 'install', 'hold')).toEqual(['0-20 work ground dig', '20-50 wait gear install', '50-60 work fitting install']);
    expect(walked(plan, 'install', 'drive')).toEqual(['0-50 work vendor deliver', '50-60 work fitting install']);
  });

  it('jumps to the start of an activity that delivers when it starts', () => {
    const plan = planOf({
      activities: [
        activity('energise', 30, { cause: 'grid', notBefore: 40, gives: [gives('power', 1, 'start')] }),
        activity('test', 10, { cause: 'tests', needs: [takes('power')] }),
      ],
      resources: [resource('level', 'power', 0)],
    });
    expect(walked(plan, 'test', 'drive')).toEqual(['0-40 plan plan energise', '40-50 work tests test']);
  });

  it('keeps waits for crews and calendars as they are', () => {
    const plan = planOf({
      activities: [
        activity('a', 30, { cause: 'first', needs: [borrows('crew')] }),
        activity('b', fixedWork(10, 'working'), { cause: 'second', needs: [borrows('crew')], calendar: 'shift' }),
      ],
      resources: [resource('pool', 'crew', 1)],
      calendars: [calendar('shift', 100, 0, 25, 5)],
    });
    // The crew is back at 30, when the shift is over; the next one begins at 100.
    const both = ['0-30 wait crew b', '30-100 wait shift b', '100-110 work second b'];
    expect(walked(plan, 'b', 'hold')).toEqual(both);
    expect(walked(plan, 'b', 'drive')).toEqual(both);
  });

  it('tells the pauses of a crew that leaves when its shift ends', () => {
    const plan = planOf({
      activities: [
        activity('long', fixedWork(15, 'working'), {
          cause: 'wiring',
          needs: [borrows('crew')],
          calendar: 'shift',
          onClose: 'pause-and-release',
        }),
        activity('night', 20, { notBefore: 12, cause: 'other', needs: [borrows('crew')] }),
      ],
      resources: [resource('pool', 'crew', 1)],
      calendars: [calendar('shift', 24, 0, 10, 9)],
    });
    // The night crew keeps the people from 12 to 32, eight ticks into the second shift, which ends at 34.
    expect(walked(plan, 'long', 'hold')).toEqual([
      '0-10 work wiring long',
      '10-24 wait shift long',
      '24-32 wait crew long',
      '32-34 work wiring long',
      '34-48 wait shift long',
      '48-51 work wiring long',
    ]);
  });

  it('follows what holds a finish open', () => {
    const plan = planOf({
      activities: [
        activity('cable', 30, { cause: 'cable' }),
        activity('test', 5, { cause: 'tests', after: [link('cable', 'FF', 2)] }),
        activity('watch', 1, { cause: 'watch', after: [link('test', 'SF', 40)] }),
      ],
    });
    expect(walked(plan, 'test', 'drive')).toEqual(['0-30 work cable cable', '30-32 lag cable cable']);
    expect(walked(plan, 'watch', 'drive')).toEqual(['0-40 lag tests test']);
  });

  it('splits a start-to-start link into the share that had to be done and the lag', () => {
    const plan = planOf({
      activities: [
        activity('pull', 40, { cause: 'cable', notBefore: 3 }),
        activity('test', 5, { cause: 'tests', after: [link('pull', 'SS', 2, 0.5)] }),
      ],
    });
    expect(walked(plan, 'test', 'drive')).toEqual([
      '0-3 plan plan pull',
      '3-23 work cable pull',
      '23-25 lag cable pull',
      '25-30 work tests test',
    ]);
  });

  it('starts at the horizon for what has not finished', () => {
    const plan = planOf({
      horizon: 100,
      activities: [
        activity('never', 60, { cause: 'vendor', notBefore: 70 }),
        activity('next', 1, { after: [link('never')] }),
        activity('waits', 1, { needs: [takes('gear')], notBefore: 20 }),
        activity('lagging', 10, { cause: 'curing' }),
        activity('late', 1, { after: [link('lagging', 'FS', 500)] }),
        activity('open', 1, { after: [link('lagging', 'FF', 500)] }),
        activity('beside', 1, { after: [link('late', 'SS')] }),
        activity('someday', 1, { notBefore: 200 }),
      ],
      resources: [resource('stock', 'gear', 0)],
    });
    expect(walked(plan, 'next', 'hold')).toEqual(['0-70 plan plan never', '70-100 work vendor never']);
    expect(walked(plan, 'waits', 'hold')).toEqual(['0-20 plan plan waits', '20-100 wait gear waits']);
    expect(walked(plan, 'late', 'drive')).toEqual(['0-10 work curing lagging', '10-100 lag curing lagging']);
    expect(walked(plan, 'open', 'drive')).toEqual(['0-10 work curing lagging', '10-100 lag curing lagging']);
    expect(walked(plan, 'beside', 'drive')).toEqual(['0-10 work curing lagging', '10-100 lag curing lagging']);
    expect(walked(plan, 'someday', 'drive')).toEqual(['0-100 plan plan someday']);
  });
});

describe('in random plans', () => {
  const fair = Array.from({ length: 400 }, (_, seed) => randomPlan(seed, seed % 2 === 0 ? 5000 : 80 + (seed % 60)));
  const plans = [...fair, ...fair.slice(0, 200).map(inWeather)];

  it('blocked, waiting, working, paused and held open add up to each finish', () => {
    for (const plan of plans) {
      const { program, trace } = played(plan);
      for (let i = 0; i < program.activities; i++) {
        if (Number.isNaN(trace.start[i]!)) continue;
        let waitedBefore = 0;
        let pausedByWait = 0;
        let covered = 0;
        for (let wait = trace.lastWait[i]!; wait >= 0; wait = trace.waitPrevious[wait]!) {
          const length = trace.waitTo[wait]! - trace.waitFrom[wait]!;
          expect(length).toBeGreaterThan(0);
          if (trace.waitTo[wait]! <= trace.start[i]!) waitedBefore += length;
          else pausedByWait += length;
          covered += length;
        }
        expect(trace.ready[i]! + waitedBefore).toBe(trace.start[i]);
        expect(covered).toBe(waitedBefore + pausedByWait);
        if (Number.isNaN(trace.workEnd[i]!)) continue;
        const { onClose, calendar: name } = plan.activities[i]!;
        const hours = name === null || program.countsOpenTime[i] === 0 ? null : program.calendars[program.calendarOf[i]!]!;
        const span = trace.workEnd[i]! - trace.start[i]!;
        if (hours === null) expect(span).toBe(trace.worked[i]);
        else if (onClose === 'pause-and-release') expect(span).toBe(trace.worked[i]! + pausedByWait);
        else if (onClose === 'restart') expect(span).toBeGreaterThanOrEqual(trace.worked[i]!);
        else expect(hours.openBetween(trace.start[i]!, trace.workEnd[i]!)).toBe(trace.worked[i]);
      }
    }
  });

  it('pauses for the weather are told as waits inside the work, and as nothing else', () => {
    let pauses = 0;
    for (const plan of plans) {
      const { program, trace } = played(plan);
      for (let wait = 0; wait < trace.waitCount; wait++) {
        const i = trace.waitActivity[wait]!;
        if (trace.waitFrom[wait]! < trace.start[i]! || Number.isNaN(trace.start[i]!) || program.plan.activities[i]!.onClose !== 'pause')
          continue;
        expect(trace.waitFor[wait]).toBeGreaterThanOrEqual(program.resources + plan.calendars.length);
        const hours = program.calendars[program.calendarOf[i]!]!;
        expect(hours.openBetween(trace.waitFrom[wait]!, trace.waitTo[wait]!)).toBe(0);
        expect(hours.lost?.hazardAt(trace.waitFrom[wait]!)).toBe(trace.waitFor[wait]! - program.resources - plan.calendars.length);
        pauses++;
      }
    }
    expect(pauses).toBeGreaterThan(100);
  });

  it('both walks tile the time from 0 to the finish, or to the horizon, with what happened', () => {
    let unfinished = 0;
    let segments = 0;
    for (const [number, plan] of plans.entries()) {
      const { program, trace } = played(plan);
      const walk = createWalk(program, indexCauses(program));
      for (let i = 0; i < program.activities; i++) {
        const isUnfinished = Number.isNaN(trace.finish[i]!);
        if (isUnfinished) unfinished++;
        for (const run of [() => walk.hold(trace, i, 0), () => walk.drive(trace, i)]) {
          const path = run();
          const where = `plan ${number}, ${plan.activities[i]!.id}`;
          segments += path.count;
          expect(path.time[0], where).toBe(isUnfinished ? plan.horizon : trace.finish[i]);
          expect(path.time[path.count], where).toBe(0);
          for (let segment = 0; segment < path.count; segment++) expectFact(plan, trace, path, segment, where);
        }
      }
    }
    // The plans are worth something only if they hold both kinds and real chains.
    expect(unfinished).toBeGreaterThan(300);
    expect(segments).toBeGreaterThan(10_000);
  });

  it('comes through each activity once', () => {
    for (const plan of plans) {
      const { program, trace } = played(plan);
      const walk = createWalk(program, indexCauses(program));
      for (let i = 0; i < program.activities; i++) {
        const { visited, visitedCount } = walk.drive(trace, i);
        const list = [...visited.subarray(0, visitedCount)];
        expect(list[0]).toBe(i);
        expect(new Set(list).size).toBe(list.length);
      }
    }
  });

  it('stops a walk of what holds something once it is past the tick asked for', () => {
    for (const plan of plans.slice(0, 50)) {
      const { program, trace } = played(plan);
      const walk = createWalk(program, indexCauses(program));
      for (let i = 0; i < program.activities; i++) {
        const whole = told(program, walk.hold(trace, i, 0));
        const part = told(program, walk.hold(trace, i, 30));
        expect(whole.slice(whole.length - part.length)).toEqual(part);
      }
    }
  });
});

/** The segment must be something that the trace says happened then. */
function expectFact(plan: Plan, trace: Trace, path: Path, segment: number, where: string): void {
  const from = path.time[segment + 1]!;
  const to = path.time[segment]!;
  const activity = path.activity[segment]!;
  expect(from, where).toBeLessThan(to);
  const waits: { from: number; to: number }[] = [];
  for (let wait = trace.lastWait[activity]!; wait >= 0; wait = trace.waitPrevious[wait]!)
    waits.push({ from: trace.waitFrom[wait]!, to: trace.waitTo[wait]! });
  switch (SEGMENT_KINDS[path.kind[segment]!]!) {
    case 'work':
      expect(from, where).toBeGreaterThanOrEqual(trace.start[activity]!);
      expect(Number.isNaN(trace.workEnd[activity]!) || to <= trace.workEnd[activity]!, where).toBe(true);
      expect(
        waits.filter((wait) => wait.from < to && wait.to > from),
        where,
      ).toEqual([]);
      break;
    case 'wait':
      expect(waits, where).toContainEqual({ from, to });
      expect(trace.waitActivity[path.wait[segment]!]).toBe(activity);
      break;
    case 'lag':
      expect(from, where).toBeGreaterThanOrEqual(trace.start[activity]!);
      break;
    case 'plan':
      expect(from, where).toBe(0);
      expect(to, where).toBeLessThanOrEqual(Math.min(plan.activities[activity]!.notBefore, plan.horizon));
      break;
  }
}
