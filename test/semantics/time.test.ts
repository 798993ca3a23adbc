/** Time is whole minutes. Working time and calendar time are different, and mixing them up is a mistake that is told. */
import { describe, expect, it } from 'vitest';
import { createSampler } from '../../src/engine/draws.ts';
import { compileProgram } from '../../src/engine/program.ts';
import { createSimulator } from '../../src/engine/simulate.ts';
import { dated, network, planOf, play, problemsOf } from '../engine/play.ts';

const HOUR = 60;
const DAY = 24 * HOUR;

/** Ten hours a day, Monday to Friday. The scenario starts on a Monday at midnight. */
const WEEK = `
  calendars:
    site:
      week: {mon: 07:00-17:00, tue: 07:00-17:00, wed: 07:00-17:00, thu: 07:00-17:00, fri: 07:00-17:00}
      closed: [2026-03-04]
`;

describe('whole minutes', () => {
  it('rounds what is drawn, so that every instant of every future is a whole minute', () => {
    const plan = planOf(
      dated(
        `
        order: {duration: {lognormal: {mean: 3 wk, sd: 1.7 wk}}}
        build: {duration: {triangular: {low: 3.3 wh, mode: 7.7 wh, high: 31 wh}}, calendar: site, after: order}
        test: {duration: {exponential: {mean: 1.01 d}}, after: [{id: build, type: SS, at: 33 %, lag: 0.37 d}]}
        crewed: {effort: {work: {normal: {mean: 700 worker-h, sd: 90 worker-h}}, crew: fitters, max: 7, productivity: 0.93}, after: test}
        `,
        `${WEEK}\n  crews: {fitters: {workers: 9}}`,
      ),
    );
    const simulator = createSimulator(compileProgram(plan));
    const matrix = createSampler(plan).draw([{ text: 'minutes', first: 0, count: 100 }]);
    for (let row = 0; row < 100; row++) {
      const { ready, start, finish, worked, unfinished } = simulator.run(matrix.subarray(row * 4, row * 4 + 4));
      expect(unfinished).toBe(0);
      for (const times of [ready, start, finish, worked]) for (const time of times) expect(Number.isInteger(time)).toBe(true);
    }
  });

  it('rounds half a minute and more up, and less down', () => {
    const text = dated('a: {duration: 0.25 h}\n b: {duration: 1.5 min}\n c: {duration: 1.4 min}'.replaceAll('\n ', '\n'));
    const { finish } = play(text);
    expect([finish('a'), finish('b'), finish('c')]).toEqual([15, 2, 1]);
  });
});

describe('calendar time', () => {
  it('runs through nights and weekends', () => {
    const { finish } = play(dated('a: {duration: 1 wk}\nb: {duration: 10 d}\nc: {duration: 36 h}'));
    expect([finish('a'), finish('b'), finish('c')]).toEqual([7 * DAY, 10 * DAY, 36 * HOUR]);
  });

  it('takes a month for a twelfth of a mean Gregorian year', () => {
    expect(play(dated('a: {duration: 1 mo}')).finish('a')).toBe(Math.round((365.2425 / 12) * DAY));
  });
});

describe('working time', () => {
  it('begins when the calendar opens and counts open hours only', () => {
    const { start, finish } = play(dated('a: {duration: 15 wh, calendar: site}', WEEK));
    // Monday 07:00 to 17:00, then five hours of Tuesday.
    expect([start('a'), finish('a')]).toEqual([7 * HOUR, DAY + 12 * HOUR]);
  });

  it("counts a working day as the calendar's hours, and skips days off and weekends", () => {
    const { finish } = play(dated('a: {duration: 2 wd, calendar: site}\nb: {duration: 5 wd, calendar: site}', WEEK));
    expect(finish('a')).toBe(DAY + 17 * HOUR);
    // Monday, Tuesday, Thursday, Friday, and the Monday after; Wednesday is off.
    expect(finish('b')).toBe(7 * DAY + 17 * HOUR);
  });

  it('follows the calendar of the whole file where an activity names none', () => {
    expect(play(dated('a: {duration: 1 wd}', `${WEEK}\n  calendar: site`)).finish('a')).toBe(17 * HOUR);
  });

  it('is counted in cycles on a bare network', () => {
    const text = network('a: {duration: 15, calendar: shift}', 'calendars: {shift: {every: 24, open: [[8, 18]]}}');
    expect(play(text).finish('a')).toBe(37);
  });
});

describe('mixing them up', () => {
  it.each([
    ['working time without a calendar', 'a: {duration: 3 wd}', ['activities', 'a', 'calendar']],
    ['calendar time with a calendar', 'a: {duration: 3 d, calendar: site}', ['activities', 'a', 'calendar']],
    [
      'both in one law',
      'a: {duration: {triangular: {low: 1 wd, mode: 2 wd, high: 1 wk}}, calendar: site}',
      ['activities', 'a', 'duration', 'triangular', 'high'],
    ],
    [
      'hours and days of a calendar in one law',
      'a: {duration: {uniform: {low: 8 wh, high: 2 wd}}, calendar: site}',
      ['activities', 'a', 'duration', 'uniform', 'high'],
    ],
    ['working time that starts within another calendar', 'a: {duration: 3 wh, start_within: site}', ['activities', 'a', 'start_within']],
  ])('refuses %s, and says where', (_what, activity, path) => {
    const problems = problemsOf(dated(activity, WEEK));
    expect(problems.map((problem) => problem.path)).toContainEqual(path);
    for (const { remedy, place } of problems) {
      expect(remedy).not.toBe('');
      expect(place?.excerpt).toContain('a: {duration');
    }
  });

  it('refuses a number without a unit where time is dated', () => {
    expect(problemsOf(dated('a: {duration: 3}'))[0]?.path).toEqual(['activities', 'a', 'duration']);
  });
});
