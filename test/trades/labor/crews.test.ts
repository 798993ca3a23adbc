/** Crews in full: what the pool has, week by week, in effective workers; worked out by hand. */
import { describe, expect, it } from 'vitest';
import { MINUTES_PER_DAY as DAY, MINUTES_PER_WEEK as WEEK } from '../../../src/base/time.ts';
import { planOf } from '../../engine/play.ts';

const CALENDARS = `calendars:
  sixty: {week: {mon: 07:00-17:00, tue: 07:00-17:00, wed: 07:00-17:00, thu: 07:00-17:00, fri: 07:00-17:00, sat: 07:00-17:00}}
  fifty: {week: {mon: 07:00-17:00, tue: 07:00-17:00, wed: 07:00-17:00, thu: 07:00-17:00, fri: 07:00-17:00}}
  forty: {week: {mon: 07:00-17:00, tue: 07:00-17:00, wed: 07:00-17:00, thu: 07:00-17:00}}`;

/** 2026-01-05 is a Monday. Capacity of a pool of the site, as [week, workers]. */
function capacity(crews: string, rest = 'calendar: sixty', pool = 'fitters'): [number, number][] {
  const plan = planOf(
    `scenario: x\nstart: 2026-01-05\nuntil: 2026-12-31\n${CALENDARS}\nsites:\n  plains:\n    ${rest.replaceAll('\n', '\n    ')}\n    crews: {${crews}}\n    activities: {a: {duration: 5 d}}\n`,
  );
  return plan.resources.find(({ id }) => id === `plains/${pool}`)!.capacity.map(({ from, amount }) => [from / WEEK, amount]);
}

describe('crews', () => {
  it('are a number of workers, unless they say more', () => {
    expect(capacity('fitters: {workers: 100}')).toEqual([[0, 100]]);
    expect(capacity('fitters: {local: {workers: 100}}')).toEqual([[0, 100]]);
  });

  it('lose the absent', () => {
    expect(capacity('fitters: {workers: 100, absent: 8 %}')).toEqual([[0, 92]]);
  });

  it('tire in weeks of 60 h: 91, 84, 78, 74 %', () => {
    const tired = [
      [0, 91],
      [4, 84],
      [8, 78],
      [12, 74],
    ];
    expect(capacity('fitters: {workers: 100, shifts: {pattern: 6x10}}')).toEqual(tired);
    // The same said once for the whole site.
    expect(capacity('fitters: {workers: 100}', 'calendar: sixty\nshifts: {pattern: 6x10}')).toEqual(tired);
  });

  it('carry overtime from before the start with them', () => {
    // Six weeks of it are behind them: weeks 7 and 8 at 84 %, then 78 and 74.
    expect(capacity('fitters: {workers: 100, shifts: {pattern: 6x10, since: 2025-11-24}}')).toEqual([
      [0, 84],
      [2, 78],
      [6, 74],
    ]);
  });

  it('rest in a week of 40 h', () => {
    // Week 9: 40 of 60 h at 92 %: 61. Week 10 on at 91 % (8 % still there), 84 % in the fifth week after it, and so on.
    expect(capacity('fitters: {workers: 100, shifts: {pattern: 6x10, rest_every: 8}}').slice(0, 5)).toEqual([
      [0, 91],
      [4, 84],
      [8, 61],
      [9, 91],
      [13, 84],
    ]);
  });

  it('work the hours of their pattern against those of the calendar', () => {
    // 60 h in 50 open ones: 100 x 1.2 x 0.91 = 109.2. 50 h in 60 open ones: 100 x 5/6 x 0.95 = 79.2.
    expect(capacity('fitters: {workers: 100, shifts: {pattern: 6x10}}', 'calendar: fifty')[0]).toEqual([0, 109]);
    expect(capacity('fitters: {workers: 100, shifts: {pattern: 5x10}}')[0]).toEqual([0, 79]);
    // Around the clock: 60 of 168 h, 100 x 60/168 x 0.91 = 32.5.
    expect(capacity('fitters: {workers: 100, shifts: {pattern: 6x10}}', 'title: x')[0]).toEqual([0, 33]);
  });

  it('lose on a second shift, but are less in the way of one another', () => {
    const field = (shifts: string) => `calendar: forty\ncrowding: {open_area: 20000 sqft}\nshifts: {pattern: 4x10${shifts}}`;
    // 100 on 20,000 sqft are 5 to 1,000: 10 % lost. With 30 % of them on a second shift 70 are there at a time: 3.5 to 1,000,
    // and the loss is 0.2205 + 0.0715 ln 0.3 = 13.4 %.
    expect(capacity('fitters: {workers: 100}', field(''))).toEqual([[0, 90]]);
    expect(capacity('fitters: {workers: 100}', field(', second_shift: 30 %'))).toEqual([[0, 87]]);
  });

  it('of all trades crowd the same floor', () => {
    const crews = 'fitters: {workers: 100}, masons: {workers: 70}';
    const field = 'calendar: forty\ncrowding: {open_area: [{from: 2026-01-05, area: 20000 sqft}, {from: 2026-01-19, area: 100000 sqft}]}';
    // 170 on 20,000 sqft: 8.5 to 1,000, 30 % lost; then 1.7.
    expect(capacity(crews, field)).toEqual([
      [0, 70],
      [2, 100],
    ]);
    expect(capacity(crews, field, 'masons')).toEqual([
      [0, 49],
      [2, 70],
    ]);
  });

  it('travel in turns, and begin each turn rested', () => {
    // 3 of 4 are there: 100 x 0.75 x 0.91 = 68.25, for good.
    expect(capacity('fitters: {travelling: {workers: 100, rotation: {on: 3 wk, off: 1 wk}}, shifts: {pattern: 6x10}}')).toEqual([[0, 68]]);
  });

  it('that travel share the beds in proportion', () => {
    const crews = 'fitters: {travelling: {workers: 100}}, masons: {local: {workers: 7}, travelling: {workers: 60}}';
    const beds = 'housing: {beds: [{from: 2026-01-05, count: 40}, {from: 2026-03-02, count: 400}]}';
    // 40 x 100/160 = 25 and 15; from the ninth week on there is room for all.
    expect(capacity(crews, beds)).toEqual([
      [0, 25],
      [8, 100],
    ]);
    expect(capacity(crews, beds, 'masons')).toEqual([
      [0, 22],
      [8, 67],
    ]);
  });

  it('are hired week by week, at 80 % for three weeks', () => {
    // 10 and 8, 8, 4 hires. Newcomers: 8, 16, 20, 12, 4, 0; each loses a fifth: 16.4, 22.8, 26, 27.6, 29.2, 30.
    expect(capacity('fitters: {local: {workers: 10, hire: {count: 20, per_week: 8}}}')).toEqual([
      [0, 16],
      [1, 23],
      [2, 26],
      [3, 28],
      [4, 29],
      [5, 30],
    ]);
    expect(
      capacity(
        'fitters: {local: {workers: 10, hire: {count: 10, per_week: 10, from: 2026-01-12}}, newcomers: {productivity: 50 %, lasts: 1 wk}}',
      ),
    ).toEqual([
      [0, 10],
      [1, 15],
      [2, 20],
    ]);
  });

  it('lose those who leave and train those who replace them', () => {
    // 326.1094 %/y over 28 d are 0.25: 1 / 1.25 of the places are filled. Over 21 d they are 0.1875, at a fifth less each:
    // 100 x 0.8 x (1 - 0.2 x 0.1875) = 77.
    expect(capacity('fitters: {local: {workers: 100, attrition: {rate: 326.1094 %/y, replaced_after: 28 d}}}')).toEqual([[0, 77]]);
  });

  it('supervise so many apprentices', () => {
    // 10 licensed supervise 15 of 20, who do 60 %: 10 + 9.
    expect(capacity('fitters: {workers: 10, apprentices: {workers: 20, per_licensed: 1.5}}')).toEqual([[0, 19]]);
    expect(capacity('fitters: {workers: 10, apprentices: {workers: 8, productivity: 50 %}}')).toEqual([[0, 14]]);
  });

  it('never fall below 45 % of their pace', () => {
    // 0.55 x 0.829 x 0.7 would be 0.319: 84 h from the thirteenth week on, half on a second shift, and a crowd.
    const field = 'calendar: sixty\ncrowding: {open_area: 1000 sqft}\nshifts: {pattern: 7x12, second_shift: 50 %, since: 2025-01-06}';
    // 100 x 84/60 x 0.45 = 63.
    expect(capacity('fitters: {workers: 100}', field)).toEqual([[0, 63]]);
  });

  it('change on the day they change', () => {
    expect(capacity('fitters: {local: {workers: [{from: 2026-01-01, count: 10}, {from: 2026-01-08, count: 30}]}}')).toEqual([
      [0, 10],
      [(3 * DAY) / WEEK, 30],
    ]);
  });
});
