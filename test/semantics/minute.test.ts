/** Within one minute: finishes and releases, then effects, then capacity and calendars, then starts by (rule, ready time, id). */
import { describe, expect, it } from 'vitest';
import { network, play } from '../engine/play.ts';

describe('finishes come before starts', () => {
  it('a unit given back can be taken in the same minute', () => {
    const { finish, start } = play(
      network('a: {duration: 3, pools: {crane: 1}}\nb: {duration: 2, pools: {crane: 1}}', 'pools: {crane: 1}'),
    );
    expect([finish('a'), start('b')]).toEqual([3, 3]);
  });

  it('all that finish in a minute give back before anybody starts: the first in line takes what two of them held', () => {
    const { start } = play(
      network(
        `
        z1: {duration: 4, pools: {crane: 1}}
        z2: {duration: 4, pools: {crane: 1}}
        b-wants-one: {duration: 1, not_before: 1, priority: 2, pools: {crane: 1}}
        a-wants-two: {duration: 1, not_before: 2, priority: 1, pools: {crane: 2}}
        `,
        'pools: {crane: 2}\ndispatch: {rule: priority}',
      ),
    );
    expect([start('a-wants-two'), start('b-wants-one')]).toEqual([4, 5]);
  });

  it('a delivery can be used in the minute it lands', () => {
    const { start } = play(network('ship: {duration: 7, puts: {racks: 4}}\nfit: {duration: 1, takes: {racks: 4}}', 'stocks: {racks: 0}'));
    expect(start('fit')).toBe(7);
  });

  it('headroom can be drawn on in the minute it is raised, and is gone in the minute it is lowered', () => {
    const { start } = play(
      network(
        `
        energise: {duration: 5, raises: {power: 10 MW}}
        shed: {duration: 5, lowers: {power: 6 MW}}
        small: {duration: 1, draws: {power: 4 MW}}
        large: {duration: 1, draws: {power: 6 MW}}
        late: {duration: 9, raises: {power: 6 MW}}
        `,
        'levels: {power: 0 MW}',
      ),
    );
    // At 5 there are 10 - 6 = 4 MW: "large" is asked first, by name, and does not fit.
    expect([start('small'), start('large')]).toEqual([5, 9]);
  });

  it('successors start in the minute in which their predecessor finishes, through any number of milestones', () => {
    const { start } = play(
      network('a: {duration: 2}\nm1: {milestone: true, after: a}\nm2: {milestone: true, after: m1}\nb: {duration: 1, after: m2}'),
    );
    expect([start('m1'), start('m2'), start('b')]).toEqual([2, 2, 2]);
  });
});

describe('capacity changes come before starts', () => {
  it('a unit that arrives can be taken in the same minute', () => {
    const { start } = play(network('a: {duration: 1, pools: {crane: 1}}', 'pools: {crane: {capacity: [{from: 5, count: 1}]}}'));
    expect(start('a')).toBe(5);
  });

  it('a unit that leaves in the minute in which it is given back is not there to be taken', () => {
    const pools = 'pools: {crane: {capacity: [{from: 0, count: 2}, {from: 3, count: 1}]}}';
    const { start } = play(
      network('a: {duration: 3, pools: {crane: 2}}\nb: {duration: 4, pools: {crane: 1}}\nc: {duration: 4, pools: {crane: 1}}', pools),
    );
    expect([start('b'), start('c')]).toEqual([3, 7]);
  });

  it('a calendar that opens lets work start in the same minute', () => {
    const { start } = play(
      network('a: {duration: 1, not_before: 20, calendar: shift}', 'calendars: {shift: {every: 24, open: [[8, 18]]}}'),
    );
    expect(start('a')).toBe(32);
  });
});

describe('starts', () => {
  it('go by id in natural order among equals: x2 before x10', () => {
    const { start } = play(network('x10: {duration: 1, pools: {crane: 1}}\nx2: {duration: 1, pools: {crane: 1}}', 'pools: {crane: 1}'));
    expect([start('x2'), start('x10')]).toEqual([0, 1]);
  });

  it('never go by the order of the file', () => {
    const lines = [
      'b: {duration: 2, pools: {crane: 1, crew: 2}}',
      'a: {duration: 3, pools: {crane: 1}}',
      'm: {milestone: true, after: [a, b]}',
      'd: {duration: 2, after: m, pools: {crew: 1}}',
      'c: {duration: 1, after: m, pools: {crew: 2}}',
      'e: {duration: 4, after: a, pools: {crew: 3}}',
    ];
    const orders = [lines, [...lines].reverse(), [...lines.slice(3), ...lines.slice(0, 3)]];
    const traces = orders.map((order) => play(network(order.join('\n'), 'pools: {crane: 1, crew: 3}')).trace);
    expect([...traces[1]!.start]).toEqual([...traces[0]!.start]);
    expect([...traces[2]!.start]).toEqual([...traces[0]!.start]);
    expect(traces.map((trace) => [...trace.finish])[2]).toEqual([...traces[0]!.finish]);
  });

  it('of zero length take their turn, finish at once, and send the minute round again', () => {
    const { start } = play(
      network(
        `
        first: {duration: 2, pools: {crane: 1}}
        waiting: {duration: 5, priority: 3, not_before: 1, pools: {crane: 1}}
        gate: {milestone: true, priority: 2, after: first}
        behind-gate: {duration: 1, priority: 1, after: gate, pools: {crane: 1}}
        `,
        'pools: {crane: 1}\ndispatch: {rule: priority}',
      ),
    );
    // In the first round of minute 2 the crane is free and "waiting" is the only one ready that wants it.
    expect([start('gate'), start('waiting'), start('behind-gate')]).toEqual([2, 2, 7]);
  });

  it('do not see what another start of the same round set free: the next round asks again from the front', () => {
    const { start, finish } = play(
      network(
        `
        other: {duration: 3, pools: {crane: 1}}
        held: {duration: 1, priority: 0, pools: {crane: 1}, after: [{id: opener, type: SF}]}
        front: {duration: 1, priority: 1, not_before: 1, pools: {crane: 2}}
        opener: {duration: 1, priority: 2, not_before: 3}
        back: {duration: 1, priority: 3, not_before: 2, pools: {crane: 2}}
        `,
        'pools: {crane: 2}\ndispatch: {rule: priority}',
      ),
    );
    expect(finish('held')).toBe(3);
    expect([start('front'), start('back')]).toEqual([3, 4]);
  });
});
