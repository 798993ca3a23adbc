/** Failure is loud: what can be known to be impossible is refused with its place; what turns out to be is unfinished, never a date. */
import { describe, expect, it } from 'vitest';
import { dated, network, planOf, play, problemsOf } from '../engine/play.ts';

interface Refusal {
  readonly text: string;
  readonly path: readonly (string | number)[];
  readonly says: RegExp;
}

const REFUSED: Readonly<Record<string, Refusal>> = {
  'a circle': {
    text: network('a: {duration: 1, after: c}\nb: {duration: 1, after: a}\nc: {duration: 1, after: b}'),
    path: ['activities'],
    says: /circle: (a -> b -> c -> a|b -> c -> a -> b|c -> a -> b -> c)/,
  },
  'an activity that comes after itself': { text: network('a: {duration: 1, after: a}'), path: ['activities', 'a'], says: /circle: a -> a/ },
  'a stock without a supplier': {
    text: network('a: {duration: 1, takes: {racks: 2}}', 'stocks: {racks: 0}'),
    path: ['stocks', 'racks'],
    says: /"racks" has no supplier/,
  },
  'more taken from a stock than is ever put in': {
    text: network(
      'a: {duration: 1, takes: {racks: 2}}\nb: {duration: 1, takes: {racks: 2}}\nc: {duration: 1, puts: {racks: 1}}',
      'stocks: {racks: 2}',
    ),
    path: ['stocks', 'racks'],
    says: /4 are taken, but only 3/,
  },
  'a request larger than its pool': {
    text: network('a: {duration: 1, pools: {crane: 3}}', 'pools: {crane: {capacity: [{from: 0, count: 1}, {from: 9, count: 2}]}}'),
    path: ['activities', 'a'],
    says: /3 of "crane", which never has more than 2/,
  },
  'a smallest crew larger than its pool': {
    text: network('a: {effort: {work: 9, crew: crew, min: 5, max: 9}}', 'pools: {crew: 4}'),
    path: ['activities', 'a'],
    says: /5 of "crew", which never has more than 4/,
  },
  'more of one pool in several ways than it has': {
    text: network('a: {duration: 1, pools: {crane: 1}, keeps: {crane: 1}}', 'pools: {crane: 1}'),
    path: ['activities', 'a'],
    says: /2 of "crane", which never has more than 1/,
  },
  'a draw on a level larger than it ever is': {
    text: network('a: {duration: 1, draws: {power: 75 MW}}\nb: {duration: 1, raises: {power: 50 MW}}', 'levels: {power: 20 MW}'),
    path: ['activities', 'a'],
    says: /75 MW of "power", which never has more than 70 MW/,
  },
  'units returned that nobody kept': {
    text: network('a: {duration: 1, returns: {crane: 1}}', 'pools: {crane: 1}'),
    path: ['activities', 'a'],
    says: /returns 1 of "crane", more than are kept/,
  },
  'a calendar that has no open hours': {
    text: network('a: {duration: 1, calendar: shift}', 'calendars: {shift: {every: 24, open: []}}'),
    path: ['calendars', 'shift'],
    says: /"shift" never opens/,
  },
  'a calendar that is closed until after the horizon': {
    text: dated(
      'a: {duration: 1 wh, calendar: site}',
      'calendars: {site: {week: {mon: 07:00-17:00}, closed: [{from: 2026-03-01, to: 2026-06-02}]}}',
    ),
    path: ['calendars', 'site'],
    says: /"site" never opens/,
  },
  'a predecessor that is not there': {
    text: network('pour: {duration: 1}\nb: {duration: 1, after: puor}'),
    path: ['activities', 'b', 'after'],
    says: /no activity "puor".*did you mean "pour"/,
  },
  'a pool that is not there': {
    text: network('a: {duration: 1, pools: {crain: 1}}', 'pools: {crane: 1}'),
    path: ['activities', 'a', 'pools', 'crain'],
    says: /did you mean "crane"/,
  },
  'a start after the horizon': {
    text: network('a: {duration: 1, not_before: 50}', 'until: 40'),
    path: ['activities', 'a', 'not_before'],
    says: /only after the horizon/,
  },
  'a smallest crew above the largest': {
    text: network('a: {effort: {work: 1, crew: crew, min: 3, max: 2}}', 'pools: {crew: 9}'),
    path: ['activities', 'a', 'effort', 'min'],
    says: /smallest crew \(3\) is larger than the largest \(2\)/,
  },
};

describe('refused before anything runs, with the place in the file', () => {
  it.each(Object.entries(REFUSED))('%s', (_what, { text, path, says }) => {
    const problems = problemsOf(text);
    const problem = problems.find(({ message }) => says.test(message));
    expect(problem?.message, JSON.stringify(problems)).toMatch(says);
    expect(problem!.path.slice(0, path.length)).toEqual(path);
    expect(problem!.remedy).not.toBe('');
    // The line told is the one that holds the key the path ends in.
    const line = text.split('\n')[problem!.place!.line - 1]!;
    expect(line).toBe(problem!.place!.excerpt);
    expect(line).toContain(`${problem!.path.at(-1)}`);
  });

  it('tells all problems at once', () => {
    const text = network(
      'a: {duration: 1, pools: {crane: 3}}\nb: {duration: 1, takes: {racks: 2}}',
      'pools: {crane: 2}\nstocks: {racks: 1}',
    );
    expect(problemsOf(text).map(({ path }) => path.join('.'))).toEqual(expect.arrayContaining(['stocks.racks', 'activities.a']));
  });

  it('does not refuse what is merely tight', () => {
    const text = network(
      'a: {duration: 1, pools: {crane: 2}, takes: {racks: 3}}\nb: {duration: 1, puts: {racks: 1}}',
      'pools: {crane: 2}\nstocks: {racks: 2}',
    );
    expect(planOf(text).activities).toHaveLength(2);
  });
});

describe('a future that cannot finish', () => {
  it('is unfinished: no start, no finish, no makespan, and it says who waited for what until the horizon', () => {
    const { trace, start, finish, waits } = play(
      network(
        `
        done: {duration: 3}
        draws: {duration: 1, draws: {power: 20 MW}}
        draws-too: {duration: 1, draws: {power: 20 MW}, not_before: 4}
        after: {duration: 1, after: draws-too, raises: {power: 20 MW}}
        `,
        'levels: {power: 30 MW}\nuntil: 100',
      ),
    );
    expect(trace.unfinished).toBe(2);
    expect(trace.makespan).toBeNaN();
    expect([finish('done'), finish('draws')]).toEqual([3, 1]);
    expect([start('draws-too'), finish('draws-too'), start('after'), finish('after')]).toEqual([
      Number.NaN,
      Number.NaN,
      Number.NaN,
      Number.NaN,
    ]);
    expect(waits('draws-too')).toEqual([{ for: 'power', from: 4, to: 100 }]);
    expect(waits('after')).toEqual([]);
  });

  it('keeps the start of what was under way at the horizon, and gives it no end', () => {
    const { trace, start, workEnd, finish } = play(
      network('a: {duration: 30, not_before: 80}\nb: {duration: 20, not_before: 80}', 'until: 100'),
    );
    expect([start('a'), workEnd('a'), finish('a')]).toEqual([80, Number.NaN, Number.NaN]);
    // What ends at the horizon itself has ended.
    expect([finish('b'), trace.unfinished]).toEqual([100, 1]);
  });

  it('has no starts beyond the horizon', () => {
    const { trace, start, finish } = play(
      network('a: {duration: 90}\nb: {duration: 5, after: [{id: a, lag: 20}]}\nc: {duration: 5, after: b}', 'until: 100'),
    );
    expect(trace.unfinished).toBe(2);
    expect([start('b'), finish('b'), start('c'), finish('c')]).toEqual([Number.NaN, Number.NaN, Number.NaN, Number.NaN]);
  });

  it('over units that two of them hold from each other', () => {
    const { trace } = play(
      network(
        `
        a1: {duration: 1, keeps: {hall: 1}}
        a2: {duration: 1, after: a1, pools: {lift: 1}, returns: {hall: 1}}
        b1: {duration: 1, keeps: {lift: 1}}
        b2: {duration: 1, after: b1, pools: {hall: 1}, returns: {lift: 1}}
        `,
        'pools: {hall: 1, lift: 1}\nuntil: 100',
      ),
    );
    expect([trace.unfinished, trace.makespan]).toEqual([2, Number.NaN]);
  });
});
