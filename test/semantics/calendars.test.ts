/** What happens when a window closes during work, and work that must start within a window. */
import { describe, expect, it } from 'vitest';
import { network, play } from '../engine/play.ts';

/** Open from 8 to 18 of every 24, then 32 to 42, 56 to 66 and so on. */
const SHIFT = 'calendars: {shift: {every: 24, open: [[8, 18]]}}\npools: {crew: 1}';

function activity(rest: string): string {
  return `a: {duration: 15, calendar: shift, pools: {crew: 1}${rest}}`;
}

describe('pause, the default', () => {
  it('goes on where it stopped when the calendar opens again', () => {
    const { start, finish, worked } = play(network(activity(''), SHIFT));
    expect([start('a'), finish('a'), worked('a')]).toEqual([8, 37, 15]);
  });

  it('keeps its crew while it is paused', () => {
    const { start } = play(network(`${activity('')}\nb: {duration: 3, not_before: 20, pools: {crew: 1}}`, SHIFT));
    expect(start('b')).toBe(37);
  });

  it('ends at the closing minute if the work is done by then', () => {
    expect(play(network('a: {duration: 10, calendar: shift}', SHIFT)).finish('a')).toBe(18);
  });
});

describe('pause-and-release', () => {
  const released = activity(', on_close: pause-and-release');

  it('gives its crew back while it is paused', () => {
    const { start, finish } = play(network(`${released}\nb: {duration: 3, not_before: 20, pools: {crew: 1}}`, SHIFT));
    expect([start('b'), finish('a')]).toEqual([20, 37]);
  });

  it('waits for its crew when the calendar opens again and others have it', () => {
    const { start, finish, worked, waits } = play(network(`${released}\nb: {duration: 20, not_before: 20, pools: {crew: 1}}`, SHIFT));
    // 10 from 8 to 18, 2 from 40 to 42, 3 from 56 on.
    expect([start('a'), finish('a'), worked('a')]).toEqual([8, 59, 15]);
    expect(waits('a')).toEqual([
      { for: 'shift', from: 0, to: 8 },
      { for: 'shift', from: 18, to: 32 },
      { for: 'crew', from: 32, to: 40 },
      { for: 'shift', from: 42, to: 56 },
    ]);
  });

  it('does not use up a second time what it took for good', () => {
    const { finish, trace } = play(
      network('a: {duration: 15, calendar: shift, on_close: pause-and-release, takes: {kits: 2}}', `${SHIFT}\nstocks: {kits: 2}`),
    );
    expect([finish('a'), trace.unfinished]).toEqual([37, 0]);
  });

  it('comes back with the crew it had, and not before all of them are free', () => {
    const { crew, finish } = play(
      network(
        `
        a: {effort: {work: 60, crew: fitters, min: 1, max: 4}, calendar: shift, on_close: pause-and-release}
        b: {duration: 16, not_before: 20, pools: {fitters: 2}}
        `,
        'calendars: {shift: {every: 24, open: [[8, 18]]}}\npools: {fitters: 4}',
      ),
    );
    // Four fitters need 15: 10 from 8 to 18; two are away from 20 to 36; the other 5 from 36 on.
    expect([crew('a'), finish('a')]).toEqual([4, 41]);
  });

  it('lets others start at a share of the work only once that share is done', () => {
    const { start } = play(
      network(
        `
        ${released}
        b: {duration: 20, not_before: 20, pools: {crew: 1}}
        early: {duration: 1, after: [{id: a, at: 40 %}]}
        late: {duration: 1, after: [{id: a, at: 80 %, lag: 1}]}
        `,
        SHIFT,
      ),
    );
    // 6 of 15 are done at 14; 12 of 15 at 42, after the wait for the crew.
    expect([start('early'), start('late')]).toEqual([14, 43]);
  });
});

describe('restart', () => {
  it('starts over when it opens again, until it gets through', () => {
    const { start, finish, worked } = play(network('a: {duration: 9, not_before: 12, calendar: shift, on_close: restart}', SHIFT));
    expect([start('a'), finish('a'), worked('a')]).toEqual([12, 41, 9]);
  });

  it('keeps its crew in the meantime', () => {
    const { start } = play(
      network(
        'a: {duration: 9, not_before: 12, calendar: shift, on_close: restart, pools: {crew: 1}}\nb: {duration: 1, not_before: 20, pools: {crew: 1}}',
        SHIFT,
      ),
    );
    expect(start('b')).toBe(41);
  });

  it('counts a share of the work from the attempt that gets through', () => {
    const { start } = play(
      network('a: {duration: 9, not_before: 12, calendar: shift, on_close: restart}\nb: {duration: 1, after: [{id: a, at: 1 %}]}', SHIFT),
    );
    expect(start('b')).toBeCloseTo(32.09, 4);
  });

  it('never ends if no window is long enough', () => {
    const { start, finish, trace } = play(network('a: {duration: 11, calendar: shift, on_close: restart}', `${SHIFT}\nuntil: 1000`));
    expect([start('a'), finish('a'), trace.unfinished]).toEqual([8, Number.NaN, 1]);
  });
});

describe('fit', () => {
  it('starts only in a window that it fits in', () => {
    const { start, finish } = play(network('a: {duration: 9, not_before: 12, calendar: shift, on_close: fit}', SHIFT));
    expect([start('a'), finish('a')]).toEqual([32, 41]);
  });

  it('may fill a window to the minute', () => {
    expect(play(network('a: {duration: 10, calendar: shift, on_close: fit}', SHIFT)).start('a')).toBe(8);
  });

  it('takes no crew while it waits for such a window', () => {
    const { start } = play(
      network(
        'a: {duration: 9, not_before: 12, calendar: shift, on_close: fit, pools: {crew: 1}}\nb: {duration: 1, not_before: 13, pools: {crew: 1}}',
        SHIFT,
      ),
    );
    expect([start('a'), start('b')]).toEqual([32, 13]);
  });

  it('never starts if no window is long enough', () => {
    const { start, trace } = play(network('a: {duration: 11, calendar: shift, on_close: fit}', `${SHIFT}\nuntil: 1000`));
    expect([start('a'), trace.unfinished]).toEqual([Number.NaN, 1]);
  });
});

describe('fit, done by a crew whose size says how long it takes', () => {
  const crewed = (work: number, rest = ''): string =>
    `a: {effort: {work: ${work}, crew: fitters, min: 1, max: 2}, calendar: shift, on_close: fit${rest}}`;
  const calendars = 'calendars: {shift: {every: 24, open: [[8, 18]]}}';

  it('starts as soon as enough workers come free for it to fit', () => {
    const { start, crew, waits } = play(
      network(`${crewed(12)}\nb: {duration: 10, pools: {fitters: 1}}`, `${calendars}\npools: {fitters: 2}`),
    );
    expect([start('a'), crew('a')]).toEqual([10, 2]);
    expect(waits('a')).toEqual([
      { for: 'shift', from: 0, to: 8 },
      { for: 'fitters', from: 8, to: 10 },
    ]);
  });

  it('or as soon as a window comes that is long enough for those there are', () => {
    const { start, crew } = play(
      network(`${crewed(9, ', not_before: 12')}\nb: {duration: 100, pools: {fitters: 1}}`, `${calendars}\npools: {fitters: 2}`),
    );
    expect([start('a'), crew('a')]).toEqual([32, 1]);
  });

  it('is not forgotten while no window is long enough for a small crew', () => {
    const { start, crew, finish } = play(
      network(crewed(18), `${calendars}\npools: {fitters: {capacity: [{from: 0, count: 1}, {from: 50, count: 2}]}}`),
    );
    expect([start('a'), crew('a'), finish('a')]).toEqual([56, 2, 65]);
  });

  it('does not count on workers that it takes besides its crew', () => {
    const { start, crew } = play(
      network(crewed(12, ', pools: {fitters: 1}, not_before: 12'), `${calendars}\npools: {fitters: 2}\nuntil: 500`),
    );
    expect([start('a'), crew('a')]).toEqual([Number.NaN, 0]);
  });
});

describe('start_within', () => {
  it('starts in the window and then runs on by the clock', () => {
    const { start, finish } = play(network('a: {duration: 15, not_before: 20, start_within: shift}', SHIFT));
    expect([start('a'), finish('a')]).toEqual([32, 47]);
  });

  it('waits for the next window if it lacks something until this one has closed', () => {
    const { start, waits } = play(
      network('b: {duration: 20, pools: {crew: 1}}\nc: {duration: 1, not_before: 1, start_within: shift, pools: {crew: 1}}', SHIFT),
    );
    expect(start('c')).toBe(32);
    expect(waits('c')).toEqual([
      { for: 'shift', from: 1, to: 8 },
      { for: 'crew', from: 8, to: 20 },
      { for: 'shift', from: 20, to: 32 },
    ]);
  });
});

describe('the edges of a window', () => {
  it('the opening minute is open, the closing minute is closed', () => {
    const { start } = play(
      network(
        'a: {duration: 1, not_before: 8, calendar: shift}\nb: {duration: 1, not_before: 18, calendar: shift}\nc: {duration: 1, not_before: 17.9999, calendar: shift}',
        SHIFT,
      ),
    );
    expect([start('a'), start('b'), start('c')]).toEqual([8, 32, 17.9999]);
  });

  it('a milestone with a calendar waits for it too', () => {
    expect(play(network('a: {duration: 0, not_before: 20, calendar: shift}', SHIFT)).finish('a')).toBe(32);
  });
});
