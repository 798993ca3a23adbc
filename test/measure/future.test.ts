/** One future told whole: which one is chosen, its bars and its chain of causes. */
import { describe, expect, it } from 'vitest';
import { MINUTES_PER_DAY as DAY } from '../../src/base/time.ts';
import { compileProgram } from '../../src/engine/program.ts';
import { createSimulator } from '../../src/engine/simulate.ts';
import { explain } from '../../src/measure/explain.ts';
import { activityTimes, ganttBars } from '../../src/measure/gantt.ts';
import { rankTicks } from '../../src/measure/quantiles.ts';
import { judgedBy, nearestFuture, tellFuture } from '../../src/measure/representative.ts';
import { activity, borrows, calendar, cause, fixedWork, gives, link, planOf, resource, takes, workOf } from '../plan-builder.ts';

const plan = planOf({
  horizon: 100 * DAY,
  activities: [
    activity('deliver', 20 * DAY, { cause: 'vendor', gives: [gives('gear')] }),
    activity('dig', 5 * DAY, { cause: 'ground' }),
    activity('paint', 1 * DAY, { cause: 'finish' }),
    activity('install', fixedWork(10 * DAY, 'working'), {
      label: 'Install the gear',
      cause: 'fitting',
      after: [link('dig')],
      needs: [takes('gear'), borrows('crew')],
      calendar: 'shift',
      onClose: 'pause-and-release',
      site: 'east',
    }),
    activity('never', 1, { after: [link('stuck')] }),
    activity('stuck', 200 * DAY, {}),
  ],
  resources: [resource('stock', 'gear', 0, { label: 'switchgear' }), resource('pool', 'crew', 1)],
  calendars: [calendar('shift', 10 * DAY, 0, 6 * DAY, 20)],
  causes: [cause('shift', { label: 'off shift', group: 'calendar' })],
  milestones: [{ id: 'installed', activity: 'install', target: null }],
});
const program = compileProgram(plan);
const trace = createSimulator(program).run(workOf(plan));

describe('the chain of causes', () => {
  it('reads forwards, from the start to the milestone', () => {
    // Gear at 20, when a shift begins; six days of work, four days off, four days of work.
    expect(
      explain(program, trace, 'install').map(({ from, to, length, kind, activity, cause, waitedFor }) => [
        from,
        to,
        length,
        kind,
        activity,
        cause,
        waitedFor,
      ]),
    ).toEqual([
      ['2026-01-01T00:00Z', '2026-01-21T00:00Z', 20, 'work', 'deliver', 'vendor', null],
      ['2026-01-21T00:00Z', '2026-01-27T00:00Z', 6, 'work', 'install', 'fitting', null],
      ['2026-01-27T00:00Z', '2026-01-31T00:00Z', 4, 'wait', 'install', 'shift', 'shift'],
      ['2026-01-31T00:00Z', '2026-02-04T00:00Z', 4, 'work', 'install', 'fitting', null],
    ]);
  });

  it('refuses what the plan does not hold', () => {
    expect(() => explain(program, trace, 'elsewhere')).toThrow('no activity "elsewhere"');
  });
});

describe('bars', () => {
  const bars = new Map(ganttBars(program, trace).map((bar) => [bar.activity, bar]));

  it('show when an activity was ready, worked and waited, in days', () => {
    expect(bars.get('install')).toEqual({
      activity: 'install',
      label: 'Install the gear',
      site: 'east',
      hall: null,
      cause: 'fitting',
      group: 'work',
      milestone: true,
      critical: false,
      ready: 5,
      start: 20,
      finish: 34,
      waits: [
        // Asked on day 5, within the first shift; the shift of day 10 finds no gear either.
        { from: 5, to: 20, cause: 'gear', label: 'gear', group: 'work' },
        { from: 26, to: 30, cause: 'shift', label: 'off shift', group: 'calendar' },
      ],
    });
  });

  it('end at the horizon for what has not finished, and are missing for what never came up', () => {
    expect(bars.get('stuck')).toMatchObject({ start: 0, finish: 100, critical: true });
    expect(bars.has('never')).toBe(false);
    expect(bars.get('never')).toBeUndefined();
  });
});

it('lists starts and finishes as instants', () => {
  const times = activityTimes(program, trace);
  expect(times.install).toEqual({ start: '2026-01-21', finish: '2026-02-04' });
  expect(times.stuck).toEqual({ start: '2026-01-01', finish: null });
  expect(times.never).toEqual({ start: null, finish: null });
});

describe('the representative future', () => {
  /** Judged by two milestones; their finishes in each future. */
  const nearest = (...finishes: [number, number][]) =>
    nearestFuture(
      [0, 1].map((milestone) => {
        const ticks = Int32Array.from(finishes, (finish) => finish[milestone]!);
        return judgedBy(ticks, rankTicks(ticks));
      }),
      finishes.length,
    );

  it('lies nearest the medians of all milestones, each measured by its own spread', () => {
    // Medians 30 and 300. The third is right about a and far off in b, the fourth a little off in both.
    expect(nearest([10, 100], [20, 250], [30, 500], [31, 310], [50, 300])).toBe(3);
  });

  it('is the first of several as near', () => {
    expect(nearest([20, 20], [10, 10], [20, 20])).toBe(0);
  });

  it('finished, if half of them did', () => {
    expect(nearest([30, -1], [10, 10], [90, 90], [31, -1], [30, 80])).toBe(4);
  });

  it('did not finish, if most did not', () => {
    expect(nearest([30, 10], [30, -1], [30, -1])).toBe(1);
  });

  it('carries its seed', () => {
    expect(tellFuture(program, trace, 'seed-7')).toMatchObject({ seed: 'seed-7' });
  });
});
