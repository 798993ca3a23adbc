/** The no-wait bound by hand: what each kind of calendar rule, crew and link makes of it when nothing is ever scarce. */
import { describe, expect, it } from 'vitest';
import { createNoWait } from '../../src/engine/no-wait.ts';
import { network, play } from './play.ts';

/** Open from 8 to 18 of every 24. */
const REST = 'calendars: {shift: {every: 24, open: [[8, 18]]}}\npools: {crew: {capacity: [{from: 0, count: 1}, {from: 90, count: 4}]}}';

function bound(activities: string, id: string): number {
  const { program, work } = play(network(activities, REST));
  return createNoWait(program).run(work)[program.indexOf.get(id)!]! / 10_000;
}

describe('the no-wait bound', () => {
  it('follows the longest chain of links and lags', () => {
    const activities = `
      a: {duration: 3}
      b: {duration: 2, not_before: 4}
      c: {duration: 1, after: [{id: a, lag: 5}, b]}
      d: {duration: 1, after: [{id: c, type: FF, lag: 7}, {id: b, type: SS, lag: 1}]}
      e: {duration: 4, after: [{id: d, type: SF, lag: 20}]}
    `;
    expect([bound(activities, 'c'), bound(activities, 'd'), bound(activities, 'e')]).toEqual([9, 16, 25]);
  });

  it('ignores pools and gives effort its largest crew', () => {
    expect(bound('a: {duration: 9, pools: {crew: 4}}', 'a')).toBe(9);
    expect(bound('a: {effort: {work: 12, crew: crew, max: 4}}', 'a')).toBe(3);
  });

  it.each([
    ['pause', 35],
    ['pause-and-release', 35],
    ['restart', 41],
    ['fit', 41],
  ])('%s: nine hours of work from the twelfth hour on end at %d', (rule, end) => {
    expect(bound(`a: {duration: 9, not_before: 12, calendar: shift, on_close: ${rule}}`, 'a')).toBe(end);
  });

  it.each([
    ['pause', 12.9],
    ['restart', 32.9],
    ['fit', 32.9],
  ])('%s: a tenth of them is done at %d', (rule, done) => {
    const activities = `a: {duration: 9, not_before: 12, calendar: shift, on_close: ${rule}}\nb: {duration: 1, after: [{id: a, at: 10 %}]}`;
    expect(bound(activities, 'b')).toBeCloseTo(done + 1, 4);
    expect(play(network(activities, REST)).finish('b')).toBeCloseTo(done + 1, 4);
  });

  it('lets work that starts within a window run on by the clock', () => {
    expect(bound('a: {duration: 30, not_before: 20, start_within: shift}', 'a')).toBe(62);
  });

  it('has no end where no window is long enough', () => {
    expect(bound('a: {duration: 11, calendar: shift, on_close: restart}', 'a')).toBe(Number.POSITIVE_INFINITY);
  });
});
