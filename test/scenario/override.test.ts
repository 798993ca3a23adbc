/** Overrides: what is named is changed, in every place that is named, and nothing else. */
import { describe, expect, it } from 'vitest';
import { InvalidInput } from '../../src/base/problem.ts';
import { overridden } from '../../src/scenario/override.ts';
import { parseScenario } from '../../src/scenario/read-scenario.ts';

const DATA = {
  crews: {
    electricians: { workers: [{ from: '2026-01-05', count: 3 }], absent: '5 %' },
    civil: { workers: 10 },
  },
  supply: {
    switchgear: { lead: { lognormal: { p50: '40 wk', sigma: 0.4 }, source: 'a study of 2026' }, order: '2026-02-01' },
  },
};

const changed = (path: string, value: unknown) => {
  const { data, problems } = overridden(DATA, [{ path, value }]);
  expect(problems).toEqual([]);
  return data as typeof DATA;
};
const problemsOf = (path: string, value: unknown) => overridden(DATA, [{ path, value }]).problems.map(({ message }) => message);

describe('an override', () => {
  it('puts a value in its place, and leaves the rest and its order alone', () => {
    const data = changed('crews.civil.workers', 12);
    expect(data).toEqual({ ...DATA, crews: { ...DATA.crews, civil: { workers: 12 } } });
    expect(Object.keys(data.crews)).toEqual(['electricians', 'civil']);
  });

  it('adds a last key, takes one away', () => {
    expect(changed('crews.civil.absent', '3 %').crews.civil).toEqual({ workers: 10, absent: '3 %' });
    expect(changed('supply.switchgear', null).supply).toEqual({});
  });

  it('stretches amounts, but neither dates nor shapes nor sources; whole numbers stay whole', () => {
    expect(changed('supply.switchgear', 'x 0.75').supply.switchgear).toEqual({
      lead: { lognormal: { p50: '30 wk', sigma: 0.4 }, source: 'a study of 2026' },
      order: '2026-02-01',
    });
    expect(changed('crews.*.workers', 'x 1.25').crews).toEqual({
      electricians: { workers: [{ from: '2026-01-05', count: 4 }], absent: '5 %' },
      civil: { workers: 13 },
    });
    expect(changed('crews.civil.workers', 'x 0.01').crews.civil.workers).toBe(1);
  });

  it('moves dates', () => {
    expect(changed('supply.switchgear.order', 'sooner 1 mo').supply.switchgear.order).toBe('2026-01-02');
    expect(changed('crews.electricians', 'later 10 d').crews.electricians.workers[0]?.from).toBe('2026-01-15');
  });

  it('tells what it cannot do', () => {
    expect(problemsOf('crews.electrician.workers', 3)).toEqual([
      '"crews.electrician.workers": there is no "electrician" in "crews"; did you mean "electricians"?',
    ]);
    expect(problemsOf('supply.switchgear.order', 'x 2')).toEqual(['"supply.switchgear.order": there is no amount that "x 2" would change']);
    expect(problemsOf('crews.civil.workers', 'later 3 d')).toEqual([
      '"crews.civil.workers": there is no date that "later 3 d" would change',
    ]);
    expect(problemsOf('crews.civil.workers', 'later 3 days')[0]).toContain('"days" is not a unit of a duration');
    expect(problemsOf('crews.civil.lag', 'x 2')).toEqual(['"crews.civil.lag": nothing stands there']);
    expect(problemsOf('crews.*.shifts.count', 3)).toEqual(['"crews.*.shifts.count": nothing is there']);
    expect(problemsOf('crews.civil.workers.from', 3)).toEqual(['"crews.civil.workers.from": "crews.civil.workers" is not a map of keys']);
  });
});

describe('a scenario with overrides', () => {
  const TEXT = 'scenario: x\ntime_unit: day\nactivities: {a: {duration: 3}}\n';

  it('is another scenario: it has another digest', () => {
    const [as, other] = [parseScenario(TEXT), parseScenario(TEXT, 'x.yaml', [{ path: 'activities.a.duration', value: 'x 2' }])];
    expect(other.content.fields.activities['a']?.duration).toBe(6);
    expect(other.digest).not.toBe(as.digest);
  });

  it('is checked like any other', () => {
    expect(parseScenario(TEXT, 'x.yaml', [{ path: 'activities.a.durations', value: 6 }]).problems[0]?.message).toContain(
      'unknown key "durations"',
    );
    expect(() => parseScenario(TEXT, 'x.yaml', [{ path: 'activities.b.duration', value: 6 }])).toThrow(InvalidInput);
  });
});
