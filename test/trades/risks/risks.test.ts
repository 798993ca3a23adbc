/** The risk register, each mechanism against a number worked out by hand. All times in days since the start. */
import { describe, expect, it } from 'vitest';
import { futuresOf } from './futures.ts';

/** Design takes 30 d, fit-out 100 d after it: without any risk the fit-out is done on day 130. */
const PLAN = `
activities:
  design: {duration: 30 d}
  fit-out: {duration: 100 d, after: design, milestone: true}`;

describe('a risk without a day', () => {
  it('comes between what it delays and what that waits for, by name', async () => {
    const { days, outcomes } = await futuresOf(`${PLAN}
risks:
  redesign: {title: redesign of the hall, chance: 100 %, affects: [{activity: fit-out, delay: 60 d}]}`);
    // 30 + 60 + 100.
    expect(days('fit-out')).toEqual([190]);
    expect(outcomes.milestones['fit-out']?.drivers).toContainEqual(
      expect.objectContaining({ label: 'redesign of the hall', group: 'work', amount: 60 }),
    );
  });

  it('strikes as often as it says, costs when it strikes, and takes its time only then', async () => {
    const { days, outcomes } = await futuresOf(
      `${PLAN}
risks:
  redesign: {chance: 35 %, cost: 2 MUSD, affects: [{activity: fit-out, delay: 60 d}]}`,
      1000,
    );
    const struck = days('fit-out').filter((day) => day === 190).length;
    expect(days('fit-out').filter((day) => day === 130)).toHaveLength(1000 - struck);
    // Of 1,000 futures 350 +- 3 x sqrt(1000 x 0.35 x 0.65) = 45.
    expect(Math.abs(struck - 350)).toBeLessThan(46);
    expect(outcomes.accounts['struck/redesign']?.mean).toBe(struck / 1000);
    expect(outcomes.accounts['risk-cost/redesign']).toMatchObject({ unit: 'USD', mean: 2_000 * struck });
  });

  it('strikes all it affects in the same futures, with one and the same delay, and costs once', async () => {
    const { days, outcomes } = await futuresOf(
      `
activities:
  a-racking: {duration: 10 d, milestone: true}
  b-racking: {duration: 20 d, milestone: true}
  c-piping: {duration: 20 d, milestone: true}
risks:
  shock: {chance: 50 %, cost: 1 MUSD, affects: [{activity: '*-racking', delay: {uniform: {low: 10 d, high: 90 d}}}]}`,
      200,
    );
    const delays = days('a-racking').map((day) => day - 10);
    days('b-racking').forEach((day, i) => {
      expect(day - 20).toBeCloseTo(delays[i]!, 9);
    });
    const struck = delays.filter((delay) => delay >= 10).length;
    expect(delays.filter((delay) => delay === 0)).toHaveLength(200 - struck);
    expect(new Set(delays).size).toBe(struck + 1);
    expect(new Set(days('c-piping'))).toEqual(new Set([20]));
    expect(outcomes.accounts['risk-cost/shock']?.mean).toBeCloseTo((1_000_000 * struck) / 200, 6);
  });

  it('makes work so many times as long, with the luck that the work has anyway', async () => {
    const work = `
activities:
  test: {duration: {lognormal: {mean: 20 d, sd: 8 d}}, milestone: true}`;
    const before = (await futuresOf(work, 100)).days('test');
    const { days } = await futuresOf(`${work}\nrisks: {slow: {chance: 100 %, affects: [{activity: test, times: 2.5}]}}`, 100);
    // To the minute: two roundings of half a minute.
    days('test').forEach((day, i) => {
      expect(Math.abs(day - 2.5 * before[i]!)).toBeLessThanOrEqual(2 / 1440);
    });
  });

  it('takes the crew for the additional work', async () => {
    const { days } = await futuresOf(`
crews: {fitters: {workers: 10}}
activities:
  pipes: {effort: {work: 2400 worker-h, crew: fitters, min: 10, max: 10}, milestone: true}
risks: {rework: {chance: 100 %, affects: [{activity: pipes, times: 1.5}]}}`);
    // 2,400 / 10 = 240 h = 10 d around the clock, and half of it again.
    expect(days('pipes')).toEqual([15]);
  });

  it('adds up where two strike one thing', async () => {
    const { days } = await futuresOf(`${PLAN}
risks:
  one: {chance: 100 %, affects: [{activity: fit-out, delay: 60 d}, {activity: fit-out, delay: 5 d}]}
  two: {chance: 100 %, affects: [{milestone: fit-out, delay: 7 d}]}`);
    expect(days('fit-out')).toEqual([202]);
  });

  it('befalls a delivery', async () => {
    const { days } = await futuresOf(`
sites:
  plains:
    supply: {pumps: {item: pump, quantity: 4, order: 2026-01-05, lead: 10 wk}}
    activities: {set: {duration: 1 d, takes: {pump: 4}, milestone: true}}
    risks: {customs: {chance: 100 %, affects: [{order: pumps, delay: 3 wk}]}, price: {chance: 100 %, affects: [{order: supply/pumps, times: 1.5}]}}`);
    // 70 d of lead time, half of it again, three weeks, one day.
    expect(days('plains/set')).toEqual([70 + 35 + 21 + 1]);
  });

  it('leaves everything as it was where its chance is zero', async () => {
    const work = `${PLAN}\n  test: {duration: {exponential: {mean: 20 d}}, after: fit-out, milestone: true}`;
    const before = (await futuresOf(work, 50)).days('test');
    const after = (await futuresOf(`${work}\nrisks: {no: {chance: 0 %, affects: [{activity: test, delay: 9 wk}]}}`, 50)).days('test');
    expect(after).toEqual(before);
  });
});

describe('luck', () => {
  it('is common to risks of a common cause: the likelier strikes wherever the other does', async () => {
    const register = (common: string) => `
activities: {a: {duration: 10 d, milestone: true}, b: {duration: 10 d, milestone: true}}
risks:
  drought: {chance: 20 %, ${common} affects: [{activity: a, delay: 5 d}]}
  heat: {chance: 40 %, ${common} affects: [{activity: b, delay: 5 d}]}`;
    const both = async (text: string) => {
      const { days } = await futuresOf(text, 400);
      return days('a').filter((day, i) => day === 15 && days('b')[i] === 10).length;
    };
    expect(await both(register('common_cause: summer,'))).toBe(0);
    // Apart, 20 % x 60 % = 48 of 400.
    expect(await both(register(''))).toBeGreaterThan(20);
  });

  it('falls one way in worlds without luck, at even chances too', async () => {
    const text = (p: string) => `${PLAN}\nrisks: {r: {chance: ${p}, affects: [{activity: fit-out, delay: 60 d}]}}`;
    for (const [p, world, day, struck] of [
      ['50 %', 'median', 130, 0],
      ['51 %', 'median', 190, 1],
      ['50 %', 'mode', 130, 0],
      ['51 %', 'mode', 190, 1],
      ['50 %', 'mean', 160, 0],
    ] as const) {
      const { days, outcomes } = await futuresOf(text(p), world);
      expect([p, world, days('fit-out')[0], outcomes.accounts['struck/r']?.mean]).toEqual([p, world, day, struck]);
    }
  });
});

describe('a mitigation', () => {
  const risk = (mitigation: string) =>
    `${PLAN}\nrisks: {r: {chance: 100 %, cost: 5 MUSD, affects: [{activity: fit-out, delay: 60 d}], mitigation: {cost: 1 MUSD, ${mitigation}}}}`;

  it.each([
    // In place on day 20, before the fit-out could begin on day 30.
    ['lead: 20 d', 130, 1, 0],
    // On day 40: too late, and paid for all the same.
    ['lead: 40 d', 190, 1, 5],
    ['lead: 20 d, begin: 2026-02-01', 190, 1, 5],
    ['lead: 20 d, works: 0 %', 190, 1, 5],
    ['lead: 20 d, taken: false', 190, undefined, 5],
  ])('%s', async (mitigation, day, cost, harm) => {
    const { days, outcomes } = await futuresOf(risk(mitigation), 3);
    expect(days('fit-out')).toEqual([day, day, day]);
    expect(outcomes.accounts['mitigation/r']?.mean).toBe(cost === undefined ? undefined : cost * 1_000_000);
    expect(outcomes.accounts['risk-cost/r']?.mean).toBe(harm * 1_000_000);
  });

  it('works as often as it says, apart from whether the risk strikes', async () => {
    const { days, outcomes } = await futuresOf(risk('lead: 20 d, works: 60 %').replace('100 %', '50 %'), 1000);
    const struck = days('fit-out').filter((day) => day === 190).length;
    // 1,000 x 50 % x 40 % = 200 +- 3 x sqrt(1000 x 0.2 x 0.8) = 38.
    expect(Math.abs(struck - 200)).toBeLessThan(39);
    expect(outcomes.accounts['struck/r']?.mean).toBe(struck / 1000);
    expect(outcomes.accounts['risk-cost/r']?.mean).toBe(5_000 * struck);
  });
});

describe('a risk with a day', () => {
  // Days 0 to 100 and 50 to 60: the 2026-02-24 is day 50.
  const plan = (risk: string) => `
activities:
  early: {duration: 100 d, milestone: true}
  late: {duration: 10 d, not_before: 2026-02-24, milestone: true}
risks: {r: {chance: 100 %, ${risk}}}`;

  it.each([
    ['on: 2026-01-15', 90, 1],
    ['on: 2026-02-24', 90, 1],
    ['on: 2026-02-25', 60, 1],
    ['on: 2026-01-15, mitigation: {lead: 5 d}', 60, 0],
    ['on: 2026-01-15, mitigation: {lead: 20 d}', 90, 1],
    ['on: 2026-01-15, mitigation: {lead: 5 d, works: 0 %}', 90, 1],
  ])('%s', async (day, late, struck) => {
    const { days, outcomes } = await futuresOf(plan(`${day}, cost: 3 MUSD, affects: [{activity: '*', delay: 30 d}]`));
    // What has begun goes on.
    expect([days('early'), days('late')]).toEqual([[100], [late]]);
    expect(outcomes.accounts['risk-cost/r']?.mean).toBe(3_000_000 * struck);
  });

  it('falls on any day of its window alike', async () => {
    // Days 40 to 60: half of them come before day 50.
    const { days } = await futuresOf(plan('on: {from: 2026-02-14, to: 2026-03-06}, affects: [{activity: late, delay: 30 d}]'), 400);
    const struck = days('late').filter((day) => day === 90).length;
    expect(Math.abs(struck - 200)).toBeLessThan(31);
  });

  it('stops what has not begun', async () => {
    // From day 40 on for 25 d: on day 65 it begins.
    const { days } = await futuresOf(plan(`on: 2026-02-14, affects: [{activity: late, stops: 25 d}, {activity: early, stops: 25 d}]`));
    expect([days('early'), days('late')]).toEqual([[100], [75]]);
  });

  it('takes workers away and gives them back', async () => {
    const crew = (risk: string) => `
crews: {fitters: {workers: 10}}
activities:
  a: {duration: 10 d, pools: {fitters: 5}}
  b: {duration: 10 d, pools: {fitters: 5}}
  c: {duration: 10 d, pools: {fitters: 5}, after: a, milestone: true}
  d: {duration: 10 d, pools: {fitters: 5}, after: b, milestone: true}
${risk}`;
    const { days } = await futuresOf(crew(''));
    expect([days('c'), days('d')]).toEqual([[20], [20]]);
    // From day 5 on five of ten are gone: a and b go on to day 10, then there are five for c, and on day 20 for d.
    const short = await futuresOf(
      crew('risks: {flu: {chance: 100 %, on: 2026-01-10, affects: [{crew: fitters, loses: 50 %, lasts: 30 d}]}}'),
    );
    expect([short.days('c'), short.days('d')]).toEqual([[20], [30]]);
    // Back on day 12: d waits for two days.
    const brief = await futuresOf(crew('risks: {flu: {chance: 100 %, on: 2026-01-10, affects: [{crew: fitters, loses: 5, lasts: 7 d}]}}'));
    expect([brief.days('c'), brief.days('d')]).toEqual([[20], [22]]);
  });

  it('may do nothing but cost', async () => {
    const { outcomes } = await futuresOf(`${PLAN}\nrisks: {fee: {chance: 100 %, on: 2026-06-01, cost: 4 MUSD}}`);
    expect(outcomes.accounts['risk-cost/fee']?.mean).toBe(4_000_000);
  });

  it('may bring a charge that goes on', async () => {
    // From the minute before 2028-01-01 to the last minute of 2028-12-31: the 366 days of a leap year, of a mean year of 525,949 minutes.
    const { outcomes } = await futuresOf(`${PLAN}\nrisks: {charge: {chance: 100 %, on: 2028-01-01, cost: 1 MUSD, cost_per_year: 3 MUSD}}`);
    expect(outcomes.accounts['risk-cost/charge']?.mean).toBeCloseTo(1_000_000 + (3_000_000 * 366 * 1440) / 525_949, 4);
  });
});

describe('what is over', () => {
  it('is struck no more as of a later day', async () => {
    const text = `${PLAN}\nrisks: {r: {chance: 100 %, affects: [{activity: fit-out, delay: 60 d}]}}\nactuals: {fit-out: {start: 2026-02-04, known: 2026-02-04, left: 100 %}}`;
    // Begun on day 30, all of its 100 days left then: done on day 130.
    expect((await futuresOf(text, 1, '2026-02-14')).days('fit-out')).toEqual([130]);
  });
});
