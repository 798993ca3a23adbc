/** Effort: work done by a crew between its smallest and its largest size. Capacity that falls below use. */
import { describe, expect, it } from 'vitest';
import { dated, network, play } from '../engine/play.ts';

const POOL = 'pools: {crew: 10}';

describe('effort', () => {
  it('takes as many workers as are free, up to max; the duration is the work over the workers', () => {
    const { crew, start, finish } = play(network('a: {effort: {work: 60, crew: crew, min: 2, max: 6}}', POOL));
    expect([crew('a'), start('a'), finish('a')]).toEqual([6, 0, 10]);
  });

  it('makes do with fewer, and keeps those to the end though more come free', () => {
    const { crew, start, finish } = play(
      network('other: {duration: 5, pools: {crew: 7}}\na: {effort: {work: 60, crew: crew, min: 2, max: 6}, not_before: 1}', POOL),
    );
    expect([crew('a'), start('a'), finish('a')]).toEqual([3, 1, 21]);
  });

  it('waits while fewer than min are free', () => {
    const { crew, start, waits } = play(
      network('other: {duration: 5, pools: {crew: 9}}\na: {effort: {work: 60, crew: crew, min: 2, max: 6}, not_before: 1}', POOL),
    );
    expect([crew('a'), start('a')]).toEqual([6, 5]);
    expect(waits('a')).toEqual([{ for: 'crew', from: 1, to: 5 }]);
  });

  it('is done faster by a more productive crew', () => {
    const { finish } = play(network('a: {effort: {work: 60, crew: crew, max: 6, productivity: 2.5}}', POOL));
    expect(finish('a')).toBe(4);
  });

  it('gives every worker back at the finish', () => {
    const { start, crew } = play(
      network('a: {effort: {work: 20, crew: crew, max: 10}}\nb: {effort: {work: 20, crew: crew, min: 10, max: 10}, after: a}', POOL),
    );
    expect([start('b'), crew('a'), crew('b')]).toEqual([2, 10, 10]);
  });

  it('never takes more than there are', () => {
    expect(play(network('a: {effort: {work: 60, crew: crew, max: 40}}', POOL)).crew('a')).toBe(10);
  });

  it('is rounded to whole minutes, and some work is never no time at all', () => {
    const crews = 'crews: {fitters: {workers: 8}}';
    const { finish } = play(
      dated(
        'a: {effort: {work: 1 worker-h, crew: fitters, max: 7}}\nb: {effort: {work: 0.02 worker-h, crew: fitters, max: 8}, after: a}',
        crews,
      ),
    );
    // 60 worker-minutes by 7 are 8.57 minutes.
    expect([finish('a'), finish('b')]).toEqual([9, 10]);
  });

  it('in working time is done in open hours', () => {
    const calendars = 'calendars: {shift: {every: 24, open: [[8, 18]]}}';
    const { start, finish } = play(network('a: {effort: {work: 60, crew: crew, max: 4}, calendar: shift}', `${POOL}\n${calendars}`));
    expect([start('a'), finish('a')]).toEqual([8, 37]);
  });
});

describe('capacity that falls below use', () => {
  const pool = 'pools: {crew: {capacity: [{from: 0, count: 4}, {from: 5, count: 2}]}}';

  it('leaves running work its workers, and lets nothing new start until use fits', () => {
    const { finish, start } = play(
      network(
        'a: {duration: 10, pools: {crew: 3}}\nb: {duration: 1, not_before: 6, pools: {crew: 1}}\nc: {duration: 1, not_before: 6, pools: {crew: 2}}',
        pool,
      ),
    );
    expect([finish('a'), start('b'), start('c')]).toEqual([10, 10, 11]);
  });

  it('leaves a crew its size', () => {
    const { crew, finish } = play(network('a: {effort: {work: 40, crew: crew, max: 4}}', pool));
    expect([crew('a'), finish('a')]).toEqual([4, 10]);
  });

  it('counts what comes back only once use fits', () => {
    const { start } = play(
      network(
        `
        a: {duration: 8, pools: {crew: 2}}
        b: {duration: 9, pools: {crew: 2}}
        c: {duration: 1, not_before: 6, pools: {crew: 1}}
        `,
        'pools: {crew: {capacity: [{from: 0, count: 4}, {from: 5, count: 1}]}}',
      ),
    );
    // At 8 there are 1 - 2 workers, at 9 there is 1.
    expect(start('c')).toBe(9);
  });
});
