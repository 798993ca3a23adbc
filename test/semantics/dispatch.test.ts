/** All or nothing; greedy and strict; who goes first. */
import { describe, expect, it } from 'vitest';
import { DISPATCH_RULES } from '../../src/plan/plan.ts';
import { network, play } from '../engine/play.ts';

describe('all or nothing', () => {
  it('takes nothing while one of its needs is missing, so that others can have the rest', () => {
    const { start } = play(
      network(
        `
        crane-user: {duration: 10, pools: {crane: 1}}
        a-needs-both: {duration: 1, not_before: 1, pools: {crane: 1, crew: 1}}
        b-needs-crew: {duration: 3, not_before: 2, pools: {crew: 1}}
        `,
        'pools: {crane: 1, crew: 1}',
      ),
    );
    expect([start('a-needs-both'), start('b-needs-crew')]).toEqual([10, 2]);
  });

  it('starts at the first minute at which all kinds of need can be granted together', () => {
    const { start } = play(
      network(
        `
        ship: {duration: 4, puts: {racks: 2}}
        energise: {duration: 6, raises: {power: 5 MW}}
        crew-user: {duration: 8, pools: {crew: 1}}
        install: {duration: 1, pools: {crew: 1}, takes: {racks: 2}, draws: {power: 5 MW}, calendar: shift, not_before: 1}
        `,
        'pools: {crew: 1}\nstocks: {racks: 0}\nlevels: {power: 0 MW}\ncalendars: {shift: {every: 24, open: [[9, 12]]}}',
      ),
    );
    expect(start('install')).toBe(9);
  });

  it('adds up what one activity asks of one pool in several ways', () => {
    const { start, crew } = play(
      network(
        `
        holder: {duration: 5, pools: {crew: 1}}
        keeper: {duration: 2, pools: {crew: 2}, keeps: {crew: 2}, not_before: 1}
        giver: {duration: 1, returns: {crew: 2}, after: keeper}
        crewed: {effort: {work: 12, crew: crew, min: 2, max: 9}, pools: {crew: 1}, not_before: 7}
        `,
        'pools: {crew: 4}',
      ),
    );
    // At 7 the giver is about to return two; only the two that "keeper" gave back are free, and one of three wanted is missing.
    expect([start('keeper'), start('crewed'), crew('crewed')]).toEqual([5, 8, 3]);
  });

  it('keeps units over a chain until another activity returns them', () => {
    const { start } = play(
      network(
        `
        a-lift: {duration: 2, keeps: {hall: 1}}
        a-fit: {duration: 3, after: a-lift, pools: {crew: 1}}
        a-leave: {duration: 1, after: a-fit, returns: {hall: 1}}
        b: {duration: 1, pools: {hall: 1}}
        `,
        'pools: {hall: 1, crew: 1}',
      ),
    );
    expect(start('b')).toBe(6);
  });
});

const BIG_AND_SMALL = `
  running: {duration: 10, pools: {crane: 1}}
  a-big: {duration: 2, not_before: 1, pools: {crane: 3}}
  b-small: {duration: 4, not_before: 2, pools: {crane: 1}}
  c-other: {duration: 4, not_before: 2, pools: {crew: 1}}
`;

describe('greedy and strict', () => {
  it('greedy: a later one may pass one that cannot start', () => {
    const { start } = play(network(BIG_AND_SMALL, 'pools: {crane: 3, crew: 1}'));
    expect([start('a-big'), start('b-small'), start('c-other')]).toEqual([10, 2, 2]);
  });

  it('strict: it blocks those behind it that want the same pool, and only those', () => {
    const { start } = play(network(BIG_AND_SMALL, 'pools: {crane: 3, crew: 1}\ndispatch: {strict: true}'));
    expect([start('a-big'), start('b-small'), start('c-other')]).toEqual([10, 12, 2]);
  });

  it("is a pool's own to say", () => {
    const strict = play(network(BIG_AND_SMALL, 'pools: {crane: {capacity: 3, strict: true}, crew: 1}'));
    const greedy = play(network(BIG_AND_SMALL, 'pools: {crane: {capacity: 3, strict: false}, crew: 1}\ndispatch: {strict: true}'));
    expect([strict.start('b-small'), greedy.start('b-small')]).toEqual([12, 2]);
  });

  it('strict: it blocks all the pools it wants, also those that are free', () => {
    const activities = `
      running: {duration: 10, pools: {crane: 1}}
      a-both: {duration: 2, not_before: 1, pools: {crane: 1, crew: 1}}
      b-crew: {duration: 4, not_before: 2, pools: {crew: 1}}
    `;
    const start = (rest: string): number => play(network(activities, `pools: {crane: 1, crew: 1}\n${rest}`)).start('b-crew');
    expect([start('dispatch: {strict: false}'), start('dispatch: {strict: true}')]).toEqual([2, 12]);
  });

  it('strict: whoever is blocked blocks in turn', () => {
    const activities = `
      running: {duration: 10, pools: {crane: 1}}
      a: {duration: 2, not_before: 1, pools: {crane: 1, crew: 1}}
      b: {duration: 2, not_before: 2, pools: {crew: 1, lift: 1}}
      c: {duration: 2, not_before: 3, pools: {lift: 1}}
    `;
    const { start } = play(network(activities, 'pools: {crane: 1, crew: 1, lift: 1}\ndispatch: {strict: true}'));
    expect([start('a'), start('b'), start('c')]).toEqual([10, 12, 14]);
  });

  it('strict: one that goes before those who wait is not held up by them', () => {
    const activities = `
      running: {duration: 10, pools: {crane: 1}}
      big: {duration: 2, priority: 5, not_before: 1, pools: {crane: 3}}
      urgent: {duration: 1, priority: 1, not_before: 2, pools: {crane: 1}}
    `;
    expect(play(network(activities, 'pools: {crane: 3}\ndispatch: {rule: priority, strict: true}')).start('urgent')).toBe(2);
  });
});

/** Latest finish, counted from the end: a -20, b -10, c -9. Latest start: c -24, a -22, b -12. Followers: b 3, c 2, a 1. Weight: a 22, c 20, b 6. */
const THREE_FOR_ONE_CRANE = `
  hold: {duration: 10, pools: {crane: 1}, priority: 0}
  a: {duration: 2, not_before: 2, priority: 3, pools: {crane: 1}}
  a1: {duration: 20, after: a}
  b: {duration: 2, not_before: 1, priority: 2, pools: {crane: 1}}
  b1: {duration: 4, after: b}
  b2: {duration: 3, after: b1}
  b3: {duration: 3, after: b2}
  c: {duration: 15, not_before: 3, priority: 1, pools: {crane: 1}}
  c1: {duration: 5, after: c}
  c2: {duration: 4, after: c1}
`;

describe('who goes first', () => {
  it.each([
    ['fifo', 'bac'],
    ['priority', 'cba'],
    ['latest-finish', 'abc'],
    ['latest-start', 'cab'],
    ['most-successors', 'bca'],
    ['rank-positional-weight', 'acb'],
  ] as const)('%s: %s', (rule, order) => {
    const { start } = play(network(THREE_FOR_ONE_CRANE, `pools: {crane: 1}\ndispatch: {rule: ${rule}}`));
    expect(['a', 'b', 'c'].sort((x, y) => start(x) - start(y)).join('')).toBe(order);
    expect(Math.min(start('a'), start('b'), start('c'))).toBe(10);
  });

  it('knows no other rule than these', () => {
    expect([...DISPATCH_RULES].sort()).toEqual([
      'fifo',
      'latest-finish',
      'latest-start',
      'most-successors',
      'priority',
      'rank-positional-weight',
    ]);
  });

  it('plans by expected durations, not by those of this future', () => {
    // The tail of "b" is shorter on average, and much shorter in the median future.
    const activities = `
      a: {duration: 1, pools: {crane: 1}}
      a1: {duration: 8, after: a}
      b: {duration: 1, pools: {crane: 1}}
      b1: {duration: {exponential: {mean: 9}}, after: b}
    `;
    const { start } = play(network(activities, 'pools: {crane: 1}\ndispatch: {rule: latest-finish}'));
    expect([start('b'), start('a')]).toEqual([0, 1]);
  });
});
