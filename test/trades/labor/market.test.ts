/** Regions, hires, training, pay: what a site is told, worked out by hand. */
import { describe, expect, it } from 'vitest';
import { MINUTES_PER_DAY as DAY, MINUTES_PER_WEEK as WEEK } from '../../../src/base/time.ts';
import type { Plan } from '../../../src/plan/plan.ts';
import { runStudy } from '../../../src/study/study.ts';
import { planOf, play } from '../../engine/play.ts';

/** From Monday 2026-01-05, around the clock. */
function scenario(body: string): string {
  return `scenario: x\nstart: 2026-01-05\nuntil: 2026-12-31\n${body}\n`;
}

async function outcomesOf(text: string) {
  const { outcomes } = await runStudy({
    plan: planOf(text),
    tool: 'test',
    futures: 'median',
    seedLabel: 'median',
    questions: [],
    tellActivities: false,
    workers: 1,
  });
  return outcomes;
}

function gains(plan: Plan, pool: string): { id: string; amount: number }[] {
  return plan.activities.flatMap(({ id, gives }) =>
    gives.filter(({ resource, gains: is }) => resource === pool && is === true).map(({ amount }) => ({ id, amount })),
  );
}

/** 2,400 worker-h on each of two sites. */
const WORK = 'activities: {build: {effort: {work: 2400 worker-h, crew: fitters, min: 10, max: 10}}}';

describe('a region', () => {
  it('shares its crews: two sites finish later than either alone', () => {
    // 2,400 worker-h by 10 workers are 240 h, ten days, for either alone; one after the other, ten and twenty.
    const region = (sites: string) => `regions: {west: {sites: [${sites}], crews: {fitters: {workers: 10}}}}`;
    const alone = play(scenario(`${region('a')}\nsites:\n  a: {${WORK}}`));
    const both = play(scenario(`${region('a, b')}\nsites:\n  a: {${WORK}}\n  b: {${WORK}}`));
    expect(alone.finish('a/build') / DAY).toBe(10);
    expect(both.finish('a/build') / DAY).toBe(10);
    expect(both.finish('b/build') / DAY).toBe(20);
    expect(both.waits('b/build')).toEqual([{ for: 'west/fitters', from: 0, to: 10 * DAY }]);
  });

  it("comes after a site's own crews and before those of the file", () => {
    const plan = planOf(
      scenario(`crews: {fitters: {workers: 30}}
regions: {west: {sites: [a, b], crews: {fitters: {workers: 20}}}}
sites:
  a: {crews: {fitters: {workers: 10}}, ${WORK}}
  b: {${WORK}}
  c: {${WORK}}`),
    );
    const poolOf = (id: string) =>
      plan.activities.flatMap(({ id: other, work }) => (other === id && work.kind === 'effort' ? [work.pool] : []));
    expect([poolOf('a/build'), poolOf('b/build'), poolOf('c/build')]).toEqual([['a/fitters'], ['west/fitters'], ['fitters']]);
  });

  it('lends its workers to others for as long as they last', () => {
    // Others take 6 of 10 in crews of 3 from day 1 to day 11; 10 workers are together again on day 11, and work one day.
    const { finish, start, plan } = play(
      scenario(`regions:
  west:
    sites: [a]
    crews: {fitters: {workers: 10}}
    others: {rival: {takes: {fitters: 6}, crew: 3, from: 2026-01-06, lasts: 10 d}}
sites:
  a: {activities: {build: {effort: {work: 240 worker-h, crew: fitters, min: 10, max: 10}, not_before: 2026-01-07}}}`),
    );
    expect(start('west/others/rival/fitters-1') / DAY).toBe(1);
    expect(start('west/others/rival/fitters-2') / DAY).toBe(1);
    expect(plan.activities.some(({ id }) => id === 'west/others/rival/fitters-3')).toBe(false);
    expect(start('a/build') / DAY).toBe(11);
    expect(finish('a/build') / DAY).toBe(12);
  });

  it('is free of others who begin late, or ended before', () => {
    const text = (others: string) =>
      scenario(`regions: {west: {sites: [a], crews: {fitters: {workers: 10}}, others: {rival: {takes: {fitters: 6}, ${others}}}}}
sites: {a: {activities: {build: {effort: {work: 240 worker-h, crew: fitters, min: 10, max: 10}, not_before: 2026-01-07}}}}`);
    // Five days late, they come on day 6, when the work is done.
    expect(play(text('from: 2026-01-06, slip: 5 d, lasts: 10 d')).start('a/build') / DAY).toBe(2);
    // Of ten days, seven were over at the start: they leave on day 3.
    expect(play(text('from: 2025-12-29, lasts: 10 d')).start('a/build') / DAY).toBe(3);
  });
});

describe('hires', () => {
  const crew = (hire: string, rest = '') =>
    scenario(`sites: {a: {crews: {fitters: {local: {workers: 0, hire: {${hire}}}${rest}}}, activities: {wait: {duration: 200 d}}}}`);

  it('arrive after their delay, each week by itself, and find their pace', () => {
    // Batches of 8 and 4, four weeks later: 6.4 and 3.2 at first, 6 and 10 - 6 in whole workers; 1.6 and 0.8 after three weeks.
    const { plan, finish } = play(crew('count: 12, per_week: 8, delay: 4 wk'));
    expect(gains(plan, 'a/fitters')).toEqual([
      { id: 'a/hiring/fitters/local-1', amount: 6 },
      { id: 'a/hiring/fitters/local-1-settled', amount: 2 },
      { id: 'a/hiring/fitters/local-2', amount: 4 },
    ]);
    expect(finish('a/hiring/fitters/local-1') / WEEK).toBe(4);
    expect(finish('a/hiring/fitters/local-1-settled') / WEEK).toBe(7);
    expect(finish('a/hiring/fitters/local-2') / WEEK).toBe(5);
  });

  it('count as headcount, and in utilisation', async () => {
    // None for 4 weeks, then 10, in which 1,680 worker-h take another week: 10 workers x 1 wk used of 10 workers x 1 wk.
    const outcomes = await outcomesOf(
      scenario(`sites: {a: {crews: {fitters: {local: {hire: {count: 10, per_week: 10, delay: 4 wk}}, newcomers: {productivity: 100 %}}},
    activities: {build: {effort: {work: 1680 worker-h, crew: fitters, min: 10, max: 10}}}}}`),
    );
    const pool = outcomes.pools['a/fitters']!;
    expect(pool.utilisation).toBe(1);
    expect(pool.series?.headcount.slice(0, 6)).toEqual([0, 0, 0, 0, 10, 10]);
    expect(pool.series?.used.slice(0, 6)).toEqual([0, 0, 0, 0, 10, 0]);
    expect(outcomes.makespan.date).toBe('2026-02-09');
  });

  it('wait longer in a tight market, if they say so', () => {
    // 2,400 worker-h wanted of 10 workers until the target in 20 days: 4,800 worker-h. A tightness of 0.5 makes 4 wk into 6.
    const text = (stretch: number) =>
      scenario(`sites:
  a:
    crews: {fitters: {local: {workers: 10, hire: {count: 5, per_week: 5, delay: 4 wk, stretch: ${stretch}}}}}
    activities: {build: {effort: {work: 2400 worker-h, crew: fitters, min: 10, max: 10}, milestone: true, target: 2026-01-25}}`);
    expect(play(text(0)).finish('a/hiring/fitters/local-1') / WEEK).toBe(4);
    expect(play(text(1)).finish('a/hiring/fitters/local-1') / WEEK).toBe(6);
  });

  it('from elsewhere come when there is a bed', () => {
    const { finish, waits, start } = play(
      scenario(`sites:
  a:
    housing: {beds: [{from: 2026-01-05, count: 10}, {from: 2026-03-02, count: 30}]}
    crews: {fitters: {travelling: {workers: 4, hire: {count: 12, per_week: 6, delay: 1 wk}}}}
    activities: {wait: {duration: 100 d}}`),
    );
    // 4 and 6 have beds; the other 6 cannot even set out before the camp grows in week 8.
    expect(finish('a/hiring/fitters/travelling-1') / WEEK).toBe(1);
    expect(start('a/hiring/fitters/travelling-2') / WEEK).toBe(8);
    expect(waits('a/hiring/fitters/travelling-2').map((wait) => wait.for)).toEqual(['a/beds']);
  });
});

it('in every future nobody works who is not there', async () => {
  const plan = planOf(
    scenario(`sites:
  a:
    housing: {beds: 12}
    crews:
      fitters:
        local: {workers: 5, hire: {count: 20, per_week: 3, delay: {lognormal: {p50: 4 wk, p90: 7 wk}}}}
        travelling: {hire: {count: 20, per_week: 5, delay: {lognormal: {p50: 3 wk, p90: 6 wk}}}}
    activities:
      build: {effort: {work: 20000 worker-h, crew: fitters, min: 4, max: 12}}
      more: {effort: {work: 20000 worker-h, crew: fitters, min: 4, max: 30}}`),
  );
  const futures = [{ text: 'labour', from: 0, count: 60 }];
  const study = { plan, futures, seedLabel: 'labour', tool: 'test', workers: 1, questions: [], tellActivities: false } as const;
  const { outcomes } = await runStudy(study);
  const { headcount, used } = outcomes.pools['a/fitters']!.series!;
  expect(Math.max(...used)).toBeGreaterThan(5);
  used.forEach((units, i) => {
    expect(units).toBeLessThanOrEqual(headcount[i]! + 1e-9);
  });
  // Five, all locals, and as many travellers as two batches of five and a bed each.
  expect(headcount.at(-1)).toBeCloseTo(5 + 20 + 10, 6);
  const beds = outcomes.pools['a/beds']!.series!;
  expect(Math.max(...beds.used)).toBeCloseTo(10, 6);
  expect(outcomes.makespan.sd).toBeGreaterThan(0);
});

describe('training', () => {
  const site = (fields: string) =>
    scenario(
      `sites: {a: {crews: {fitters: {workers: 10}}, training: {school: {trade: fitters, intake: 40, lasts: 12 wk, ${fields}}}, activities: {wait: {duration: 5 d}}}}`,
    );

  it('sends those who pass, at a growing pace, into the crew', () => {
    // A quarter of 40 pass; 10 at 40 % are 4, at 70 % 7, 26 weeks later. Two intakes, 20 weeks apart.
    const { plan, finish } = play(site('pass: 25 %, intakes: 2, every: 20 wk'));
    expect(gains(plan, 'a/fitters')).toEqual([
      { id: 'a/training/school/intake-1', amount: 4 },
      { id: 'a/training/school/intake-1-settled', amount: 3 },
      { id: 'a/training/school/intake-2', amount: 4 },
      { id: 'a/training/school/intake-2-settled', amount: 3 },
    ]);
    expect(finish('a/training/school/intake-1') / WEEK).toBe(12);
    expect(finish('a/training/school/intake-1-settled') / WEEK).toBe(38);
    expect(finish('a/training/school/intake-2') / WEEK).toBe(32);
  });

  it('counts graduates and what they cost, and does not make the site late', async () => {
    const outcomes = await outcomesOf(site('pass: 25 %, cost: 9 kUSD, intakes: 2'));
    expect(outcomes.accounts['a/graduates/school']).toMatchObject({ mean: 20, unit: 'workers' });
    expect(outcomes.accounts['a/training-cost/school']).toMatchObject({ mean: 720_000, unit: 'USD' });
    expect(outcomes.makespan.date).toBe('2026-01-10');
    expect(outcomes.censored).toBe(0);
  });

  it('of apprentices is limited by those who supervise them', () => {
    // 10 licensed supervise 10: of 40 graduates 10 count.
    const { plan } = play(site('as: apprentice, productivity: {start: 50 %, full: 50 %}'));
    expect(gains(plan, 'a/fitters')).toEqual([{ id: 'a/training/school/intake-1', amount: 5 }]);
  });
});

describe('hours and pay', () => {
  it('books hours, wages that rise with tightness, and daily allowances by site', async () => {
    const outcomes = await outcomesOf(
      scenario(`regions:
  west:
    sites: [a, b]
    crews: {fitters: {travelling: {workers: 10, per_diem: 120 USD/d}, wage: {base: 40 USD/h}}}
sites:
  a: {activities: {build: {effort: {work: 480 worker-h, crew: fitters, min: 10, max: 10}, milestone: true, target: 2026-01-15}}}
  b: {activities: {build: {effort: {work: 720 worker-h, crew: fitters, min: 10, max: 10}}}}`),
    );
    // 1,200 worker-h wanted of 10 x 240 until the target: tightness 0.5, wages 40 x 1.15 = 46 USD/h.
    expect(outcomes.accounts['a/hours/fitters']).toMatchObject({ mean: 480, unit: 'worker-h', site: 'a' });
    expect(outcomes.accounts['b/hours/fitters']?.mean).toBe(720);
    expect(outcomes.accounts['a/pay/fitters']?.mean).toBe(480 * 46);
    expect(outcomes.accounts['b/pay/fitters']?.mean).toBe(720 * 46);
    // 480 worker-h around the clock are 20 days of a traveller.
    expect(outcomes.accounts['a/per-diem/fitters']?.mean).toBe(20 * 120);
    expect(outcomes.facts.west?.['labour/fitters/tightness']?.value).toBe(0.5);
    expect(outcomes.facts.west?.['labour/fitters/wage-index']?.value).toBe(1.15);
    expect(outcomes.facts.west?.['labour/local-share']?.value).toBe(0);
  });

  it('pays for the hours that are lost', async () => {
    // At 86.56 % (a second shift of 30 %) 1,000 worker-h of work are 1,155.3 paid; 50 apprentices at 60 % of the work and pay.
    const efficiency = 1 - (0.2205 + 0.0715 * Math.log(0.3));
    const text = (apprentices: string) =>
      scenario(`sites:
  a:
    crews: {fitters: {workers: 100, absent: 10 %, shifts: {pattern: 4x10, second_shift: 30 %}, wage: {base: 40 USD/h, tightness: 0}${apprentices}}}
    activities: {build: {effort: {work: 1000 worker-h, crew: fitters, min: 5, max: 5}}}`);
    const alone = await outcomesOf(text(''));
    expect(alone.accounts['a/hours/fitters']?.mean).toBeCloseTo(1000 / efficiency, 3);
    expect(alone.accounts['a/pay/fitters']?.mean).toBeCloseTo(40_000 / efficiency, 1);
    const helped = await outcomesOf(text(', apprentices: {workers: 50, productivity: 60 %, pay: 30 %}'));
    // 100 + 50 do the work of 130: 150 / 130 hours, and 115 / 130 of the wages.
    expect(helped.accounts['a/hours/fitters']?.mean).toBeCloseTo((1000 / efficiency) * (150 / 130), 3);
    expect(helped.accounts['a/pay/fitters']?.mean).toBeCloseTo((40_000 / efficiency) * (115 / 130), 1);
  });

  it("rises with others' demand nearby", async () => {
    const text = (others: string) =>
      scenario(`regions: {west: {sites: [a], crews: {fitters: {workers: 10, wage: {base: 40 USD/h}}}${others}}}
sites: {a: {activities: {build: {effort: {work: 960 worker-h, crew: fitters, min: 4, max: 4}, milestone: true, target: 2026-01-15}}}}`);
    // 960 of 2,400 worker-h: 0.4. Five workers of others for five days are 600 more: 0.65.
    const alone = await outcomesOf(text(''));
    const contested = await outcomesOf(text(', others: {rival: {takes: {fitters: 5}, lasts: 5 d}}'));
    expect(alone.accounts['a/pay/fitters']?.mean).toBeCloseTo(960 * 40 * (1 + 0.3 * 0.4), 6);
    expect(contested.accounts['a/pay/fitters']?.mean).toBeCloseTo(960 * 40 * (1 + 0.3 * 0.65), 6);
  });
});

describe('facts', () => {
  it('tell of local workers, beds, and jobs that stay', async () => {
    const outcomes = await outcomesOf(
      scenario(`sites:
  a:
    housing: {beds: 20}
    jobs: {permanent_per_mw: 0.5}
    crews: {fitters: {local: {workers: 20}, travelling: {workers: 60}}}
    activities: {build: {effort: {work: 480 worker-h, crew: fitters, max: 10}, online: {it: 50 MW}}}`),
    );
    // 20 of 60 travellers find a bed: 40 workers, half of them local.
    expect(outcomes.facts.a).toMatchObject({
      'labour/local-share': { value: 50, unit: '%' },
      'labour/workers-peak': { value: 40 },
      'labour/bedless': { value: 40 },
      'labour/permanent-jobs': { value: 25, unit: 'jobs' },
      'labour/fitters/worth': { value: 1 },
    });
    const { headcount, makeup } = outcomes.pools['a/fitters']!.series!;
    expect([headcount[0], makeup?.local?.[0], makeup?.travelling?.[0]]).toEqual([40, 20, 20]);
  });

  it('tell what the labour of a site costs for each MW', () => {
    const { plan } = play(
      scenario(`sites:
  a:
    crews: {fitters: {workers: 20, wage: {base: 40 USD/h, tightness: 0}}}
    activities: {build: {effort: {work: 480 worker-h, crew: fitters, max: 10}, online: {it: 10 MW}}}`),
    );
    // 480 x 40 / 10
    expect(plan.facts.find(({ id }) => id === 'labour/cost-per-mw')).toMatchObject({ value: 1920, unit: 'USD/MW' });
  });

  it('may reckon jobs by the connection', () => {
    const { plan } = play(
      scenario(`sites:
  a:
    jobs: {permanent_per_mw: 0.0933, of: connection}
    power: {secured: [{mw: 600 MW, on: 2025-01-01}], energised: [{mw: 600 MW, on: 2025-01-01}]}
    activities: {build: {duration: 5 d, online: {it: 50 MW}}}`),
    );
    // The Childress plan: 56 at 600 MW.
    expect(plan.facts.find(({ id }) => id === 'labour/permanent-jobs')?.value).toBe(56);
  });

  it('are not told of crews that are only a number', () => {
    const { plan } = play(
      scenario('sites: {a: {crews: {fitters: {workers: 10}}, activities: {build: {effort: {work: 10 worker-h, crew: fitters, max: 10}}}}}'),
    );
    expect(plan.facts).toEqual([]);
    expect(plan.accounts).toEqual([]);
  });
});
