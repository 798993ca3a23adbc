import { describe, expect, it } from 'vitest';
import { days, futures, POWER, site } from './hall-site.ts';

function template(fails: string): string {
  return `templates:
  shed:
    title: a shed
    it: 10 MW
    gross: 15 MW
    activities:
      build: {duration: 10 d}
      tests: {duration: 20 d, cause: commissioning, after: build, fails: ${fails}}
      online: {milestone: true, after: tests, brings_online: all}
`;
}

const HALL = `${POWER}\nhalls: {a: {build: shed}}`;

describe('tests that fail', () => {
  it('are followed by rework and retest, and what comes after waits for both', () => {
    // Certain to fail: 10 d built, 20 d tested, 6 d mended, half of 20 d tested again.
    const { finish } = days(site(HALL, template('{p: 100 %, rework: 6 d, retest: 50 %}')));
    expect(finish('a/tests')).toBe(30);
    expect(finish('a/tests/rework-1')).toBe(36);
    expect(finish('a/tests/retest-1')).toBe(46);
    expect(finish('a/online')).toBe(46);
  });

  it('may fail again, up to the stated number of times', () => {
    // 30 d, then three times 6 + 20 d.
    expect(days(site(HALL, template('{p: 100 %, rework: 6 d, up_to: 3}'))).finish('a/online')).toBe(108);
  });

  it('fail as often as stated, a second time only after a first, rework and retest together', () => {
    const plan = site(HALL, template('{p: 40 %, rework: 6 d, retest: 50 %, up_to: 2}'));
    const rows = futures(plan, 256, ['a/tests', 'a/tests/rework-1', 'a/tests/retest-1', 'a/tests/rework-2', 'a/online']);
    const once = rows.filter(([test, rework]) => rework! > test!);
    const twice = rows.filter(([, , retest, second]) => second! > retest!);
    // 0.4 of 256 is 102, give or take 8 (one sd); 0.16 of 256 is 41, give or take 6.
    expect(once.length).toBeGreaterThan(78);
    expect(once.length).toBeLessThan(126);
    expect(twice.length).toBeGreaterThan(23);
    expect(twice.length).toBeLessThan(59);
    // Lengths are fixed: 30 d without, 46 with one, 62 with two failures and nothing in between.
    expect(new Set(rows.map((row) => row[4]))).toEqual(new Set([30, 46, 62]));
    expect(twice.every((row) => once.includes(row))).toBe(true);
  });

  it('are booked under the cause of the test', () => {
    const plan = site(HALL, template('{p: 40 %, rework: 6 d}'));
    expect(plan.activities.filter(({ id }) => id.includes('/tests')).map(({ cause }) => cause)).toEqual(Array(3).fill('commissioning'));
  });

  it('at a chance of nothing add nothing', () => {
    expect(site(HALL, template('{p: 0 %, rework: 6 d}')).activities).toHaveLength(3);
  });

  it('let a start-to-start link see the test itself', () => {
    const text = template('{p: 100 %, rework: 6 d}').replace('after: tests, brings', 'after: [{id: tests, at: 50 %}], brings');
    expect(days(site(HALL, text)).finish('a/online')).toBe(20);
  });
});
