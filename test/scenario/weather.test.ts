/** Weather as a user writes it: what each field does, by hand where the lost days are certain. */
import { describe, expect, it } from 'vitest';
import { formatDateTime, parseDate } from '../../src/base/time.ts';
import { createSampler } from '../../src/engine/draws.ts';
import { compileProgram } from '../../src/engine/program.ts';
import { createSimulator } from '../../src/engine/simulate.ts';
import type { Plan } from '../../src/plan/plan.ts';
import { runStudy } from '../../src/study/study.ts';
import { planOf, problemsOf } from '../engine/play.ts';

/** Ten hours on every day of the week. */
const TEN_HOURS =
  '{week: {mon: 08:00-18:00, tue: 08:00-18:00, wed: 08:00-18:00, thu: 08:00-18:00, fri: 08:00-18:00, sat: 08:00-18:00, sun: 08:00-18:00}}';

/** A site from 2026-01-22 on: dig for 20 wd, then pour for 5 wd in each of two halls. February is 28 days. */
function site({ weather, dig = '[wet-ground]', pour = '[cold-pour]' }: { weather: string; dig?: string; pour?: string }): string {
  return `
scenario: weather
start: 2026-01-22
until: 2026-12-31
calendars: {ten-hours: ${TEN_HOURS}}
templates:
  slab:
    title: slab
    it: 10 MW
    gross: 12 MW
    activities:
      dig: {duration: 20 wd, exposed_to: ${dig}}
      pour: {duration: 5 wd, after: dig, exposed_to: ${pour}, milestone: true, brings_online: all}
sites:
  east:
    calendar: ten-hours
    ${weather === '' ? '' : `weather: ${weather}`}
    halls:
      h1: {build: slab, target: 2026-02-16}
      h2: {build: slab}
`;
}

function finishes(plan: Plan, luck: 'median' | number = 'median'): Record<string, string> {
  const sampler = createSampler(plan);
  const work = luck === 'median' ? sampler.deterministic('median') : sampler.draw([{ text: 'weather', first: luck, count: 1 }]);
  const { finish } = createSimulator(compileProgram(plan)).run(work);
  const origin = parseDate('2026-01-22') as number;
  return Object.fromEntries(plan.activities.map(({ id }, i) => [id, formatDateTime(origin + finish[i]!)]));
}

const poured = (weather: string, rest: { dig?: string; pour?: string } = {}): string =>
  finishes(planOf(site({ weather, ...rest })))['east/h1/pour'] as string;

/** The mean day, counted from the start, on which the pour of h1 is done in so many futures. */
function meanDay(weather: string, futures = 200): number {
  const plan = planOf(site({ weather }));
  const { width, draw } = createSampler(plan);
  const simulator = createSimulator(compileProgram(plan));
  const pour = plan.activities.findIndex(({ id }) => id === 'east/h1/pour');
  const matrix = draw([{ text: 'weather', first: 0, count: futures }]);
  let sum = 0;
  for (let row = 0; row < futures; row++) sum += simulator.run(matrix.subarray(row * width, (row + 1) * width)).finish[pour]!;
  return sum / futures / 1440;
}

describe('hazards', () => {
  it('stop what is exposed to them on the days they take', () => {
    // 20 days from 22 January: ten in January, ten from 1 March on. The pour follows from 11 to 15 March.
    expect(poured('{hazards: {wet-ground: {lost_days_per_month: {feb: all}}}}')).toBe('2026-03-15T18:00Z');
    // The pour alone: dug by 10 February, poured from 1 to 5 March.
    expect(poured('{hazards: {cold-pour: {lost_days_per_month: {winter: all}}}}')).toBe('2026-03-05T18:00Z');
    expect(poured('')).toBe('2026-02-15T18:00Z');
  });

  it('take a share of the day, or all of it, by month or by season, the month before the season', () => {
    // From 1 February nine hours a day: the dig has 10 days' work left, which takes 11 days and 1 h; the pour is not exposed.
    // It begins on 12 February at 10:00 and so ends five days later at 10:00.
    expect(poured('{hazards: {wet-ground: {lost_days_per_month: {feb: all}, share_lost: 10 %}}}')).toBe('2026-02-17T10:00Z');
    const table = '{winter: all, jan: 0}';
    expect(poured(`{hazards: {wet-ground: {lost_days_per_month: ${table}}}}`)).toBe('2026-03-15T18:00Z');
    expect(poured('{hazards: {wet-ground: {lost_days_per_month: 14}}}') > '2026-03-01').toBe(true);
  });

  it('are the same days for all that a site exposes to them, and others at another site', () => {
    const text = site({ weather: '{hazards: {wet-ground: {lost_days_per_month: 15}}}' });
    const here = text.slice(text.indexOf('  east:'));
    const plan = planOf(`${text}${here.replace('  east:', '  west:')}`);
    for (const future of [0, 1, 2]) {
      const times = finishes(plan, future);
      expect(times['east/h1/dig']).toBe(times['east/h2/dig']);
      expect(times['east/h1/dig']).not.toBe(times['west/h1/dig']);
      expect(finishes(planOf(text), future)['east/h1/dig']).toBe(times['east/h1/dig']);
    }
  });

  it('of which there are none change nothing but what is said of the site', () => {
    const fair = planOf(site({ weather: '' }));
    const idle = planOf(site({ weather: '{climate: west-texas, intensity: 0 %}' }));
    expect(idle).toEqual(fair);
    const elsewhere = planOf(site({ weather: '{hazards: {smoke: {lost_days_per_month: 3}}}' }));
    expect({ ...elsewhere, facts: [], notes: [], causes: fair.causes }).toEqual(fair);
    expect(elsewhere.notes).toEqual([
      'Nothing is known of "cold-pour" at east: what its halls expose to it goes on in any weather.',
      'Nothing is known of "wet-ground" at east: what its halls expose to it goes on in any weather.',
    ]);
  });
});

describe('luck', () => {
  const wet = (rest: string) => `{hazards: {wet-ground: {lost_days_per_month: {jan: 15.5, feb: 14, mar: 15.5, apr: 15}${rest}}}}`;

  it('loses half of the days where half of them are lost on average', () => {
    // 20 days' work at one lost day in two takes 40 days, then 5 for the pour; the hours of the night are 14.
    expect(Math.abs(meanDay(wet('')) - (45 - 6 / 24))).toBeLessThan(1.5);
  });

  it('intensity multiplies the lost days: half as many', () => {
    // One day in four: 26.7 days for the dig.
    expect(Math.abs(meanDay(wet('').replace('{hazards', '{intensity: 50 %, hazards')) - (20 / 0.75 + 5 - 6 / 24))).toBeLessThan(1);
  });

  it('longer spells widen the spread', () => {
    const spread = (rest: string): number => {
      const days = Array.from(
        { length: 60 },
        (_, future) => finishes(planOf(site({ weather: wet(rest) })), future)['east/h1/dig'] as string,
      );
      const ticks = days.map((day) => (parseDate(day) as number) / 1440);
      const mean = ticks.reduce((sum, day) => sum + day, 0) / ticks.length;
      return Math.sqrt(ticks.reduce((sum, day) => sum + (day - mean) ** 2, 0) / ticks.length);
    };
    expect(spread(', spell: 5 d')).toBeGreaterThan(1.5 * spread(''));
  });

  it('severe spells come at their chance, in their months, for as long as they last', () => {
    const severe = (perYear: string, lasts: string, months: string) =>
      `{hazards: {wet-ground: {severe: {per_year: ${perYear}, lasts: ${lasts}, months: ${months}}}}}`;
    // Certain to begin in February, after the first, and to last for 30 days: the dig loses them all, unless it is over by then.
    const days = meanDay(severe('100 %', '30 d', '[feb]'));
    // Begun on one of the ten days of February that the dig still needs (10 of 28, or on its way): 30 days more.
    expect(Math.abs(days - (25 - 6 / 24 + (10 / 28) * 30))).toBeLessThan(3);
    expect(meanDay(severe('30 %', '30 d', '[feb]'))).toBeLessThan(days - 4);
    expect(meanDay(severe('100 %', '10 d', '[feb]'))).toBeLessThan(days - 4);
    expect(meanDay(severe('100 %', '30 d', '[oct]'))).toBeCloseTo(25 - 6 / 24, 6);
  });
});

describe('exposure', () => {
  const february = '{hazards: {wet-ground: {lost_days_per_month: {feb: all}}}';

  it('of the site counts for more than what the activity says, that of one hall for most', () => {
    const exposed = (map: string) => finishes(planOf(site({ weather: `${february}, exposed: ${map}}` })));
    expect(exposed('{dig: []}')['east/h1/pour']).toBe('2026-02-15T18:00Z');
    const both = exposed('{h2/dig: [], pour: [wet-ground]}');
    expect(both['east/h1/dig']).toBe('2026-03-10T18:00Z');
    expect(both['east/h2/dig']).toBe('2026-02-10T18:00Z');
    expect(both['east/h2/pour']).toBe('2026-03-05T18:00Z');
  });

  it('stops work in elapsed time too, and starts that must come within a calendar', () => {
    const text = (fields: string) =>
      site({ weather: `${february}}` }).replace(
        '    halls:',
        `    activities:\n      road: {${fields}, exposed_to: [wet-ground]}\n    halls:`,
      );
    // Ten days from 22 January are over at the end of January; of 12 d two lie in March.
    expect(finishes(planOf(text('duration: 12 d')))['east/road']).toBe('2026-03-03T00:00Z');
    expect(finishes(planOf(text('duration: 12 d, not_before: 2026-02-10, start_within: ten-hours')))['east/road']).toBe(
      '2026-03-13T08:00Z',
    );
  });
});

it('an allowance for weather takes its time only where the weather is not stated', () => {
  const text = (weather: string) =>
    site({ weather })
      .replace('after: dig,', 'after: allowance,')
      .replace('      pour:', '      allowance: {duration: 10 d, after: dig, stands_for: weather}\n      pour:');
  // Dug by 10 February 18:00, ten days by the clock, poured from 21 to 25 February.
  expect(finishes(planOf(text('')))['east/h1/pour']).toBe('2026-02-25T18:00Z');
  expect(finishes(planOf(text('{hazards: {wet-ground: {}, cold-pour: {}}}')))['east/h1/pour']).toBe('2026-02-15T18:00Z');
});

describe('protection', () => {
  const weather = (rest: string) =>
    `{hazards: {wet-ground: {lost_days_per_month: {feb: all}}, cold-pour: {lost_days_per_month: {feb: all}}}, protection: {tent: {${rest}}}}`;

  it('saves the lost time of whom it is for, all of it or a part', () => {
    expect(poured(weather('against: [cold-pour, wet-ground]'))).toBe('2026-02-15T18:00Z');
    expect(poured(weather('against: [wet-ground]'))).toBe('2026-03-05T18:00Z');
    expect(poured(weather('against: [cold-pour, wet-ground], for: [h2/pour, h2/dig]'))).toBe('2026-03-15T18:00Z');
    // Half of each day of February is saved for the dig: its last ten days take twenty, to 20 February. The pour waits for March.
    expect(poured(weather('against: [wet-ground], for: [dig], removes: 50 %'))).toBe('2026-03-05T18:00Z');
    expect(finishes(planOf(site({ weather: weather('against: [wet-ground], removes: 50 %') })))['east/h1/dig']).toBe('2026-02-20T18:00Z');
  });

  it('is paid for at the start and by the day', async () => {
    const plan = planOf(
      site({ weather: weather('against: [cold-pour, wet-ground], for: [pour], cost: 10000 USD, cost_per_day: 2400 USD/d') }),
    );
    const { outcomes } = await study(plan);
    // Dug by 10 March 18:00, poured from 11 March 08:00 to 15 March 18:00 in each of two halls: 4 d 10 h at 100 USD/h, and 10,000.
    expect(outcomes.accounts['east/weather-protection/tent']).toMatchObject({ unit: 'USD', mean: 2 * (10_000 + 106 * 100), sd: 0 });
  });
});

async function study(plan: Plan) {
  return runStudy({
    ...{ plan, tool: 'test', seedLabel: 'weather', questions: [], tellActivities: false, workers: 1 },
    futures: [{ text: 'weather', from: 0, count: 8 }],
  });
}

describe('outcomes', () => {
  it('tell the time lost to each hazard, hold compute back for the weather, and state what is expected', async () => {
    const weather = '{hazards: {wet-ground: {label: mud, lost_days_per_month: {feb: all}, source: judgement}}}';
    const { outcomes } = await study(planOf(site({ weather })));
    // Each of the two digs pauses from 1 February 08:00 to 1 March 08:00.
    expect(outcomes.causes['weather/wet-ground']).toMatchObject({ label: 'mud', group: 'weather', waitDays: 56, drivingDays: 28 });
    // h1 was planned for 16 February: 10 MW are held for 13 d 8 h by the weather until 1 March 08:00, then by work.
    expect(outcomes.causes['weather/wet-ground']?.lostMwDays).toBeCloseTo(10 * (13 + 1 / 3), 6);
    const driver = outcomes.milestones['east/h1/pour']?.drivers.find(({ cause }) => cause === 'weather/wet-ground');
    expect(driver?.amount).toBe(28);
    expect(outcomes.facts.east?.['weather/wet-ground']).toEqual({
      label: 'days lost to mud, expected',
      value: 28,
      unit: 'd/y',
      source: 'judgement',
    });
  });
});

it('a crew that waits for the weather is in use, unless it is sent away', async () => {
  const text = (fields: string) => `
scenario: crew
start: 2026-01-22
until: 2026-12-31
calendars: {ten-hours: ${TEN_HOURS}}
pools: {diggers: 1}
sites:
  east:
    calendar: ten-hours
    weather: {hazards: {wet-ground: {lost_days_per_month: {feb: all}}}}
    activities:
      dig: {duration: 20 wd, pools: {diggers: 1}, exposed_to: [wet-ground]${fields}}
`;
  const used = async (fields: string) => (await study(planOf(text(fields)))).outcomes.pools.diggers?.usedDays;
  // From 22 January 08:00 to 10 March 18:00: 47 d 10 h. Sent away, it works ten hours on each of 20 days.
  expect(await used('')).toBeCloseTo(47 + 10 / 24, 6);
  expect(await used(', on_close: pause-and-release')).toBeCloseTo((20 * 10) / 24, 6);
});

describe('climates', () => {
  it.each(['west-texas', 'bc-interior', 'oklahoma'])('%s takes days, by its name or with changes', (climate) => {
    const plan = planOf(site({ weather: `{climate: ${climate}}` }));
    expect(plan.calendars.map(({ exposure }) => exposure?.length ?? 0)).toContain(1);
    expect(meanDay(`{climate: ${climate}}`, 50)).toBeGreaterThan(25);
    expect(poured(`{climate: ${climate}, hazards: {wet-ground: {lost_days_per_month: {feb: all}}, cold-pour: {}}}`)).toBe(
      '2026-03-15T18:00Z',
    );
  });

  it('of the facts: West Texas loses 2.5, 4.5, 2 and 2.5 outdoor days a month to wind and rain', () => {
    const { weather } = planOf(site({ weather: '{climate: west-texas}', dig: '[crane-wind, wet-ground, heat]' }));
    const of = (id: string, month: number, days: number) => weather.find((hazard) => hazard.id === `east/${id}`)!.chance[month]! * days;
    const lost = [of('crane-wind', 0, 31) + of('wet-ground', 0, 31), of('crane-wind', 3, 30) + of('wet-ground', 3, 30)];
    expect(lost[0]).toBeCloseTo(2.5, 12);
    expect(lost[1]).toBeCloseTo(4.5, 12);
    expect(weather.find(({ id }) => id === 'east/heat')).toMatchObject({ share: 0.1, chance: [0, 0, 0, 0, 0, 1, 1, 1, 1, 0, 0, 0] });
  });

  it('may stand in the file', () => {
    const own = site({ weather: '{climate: bog}' }).replace(
      'templates:',
      'climates: {bog: {hazards: {wet-ground: {lost_days_per_month: {feb: all}}}}}\ntemplates:',
    );
    expect(finishes(planOf(own))['east/h1/pour']).toBe('2026-03-15T18:00Z');
  });
});

it('work that belongs to no site, or to a site without weather, has none', () => {
  expect(
    problemsOf('scenario: a\ntime_unit: day\nactivities: {a: {duration: 1, exposed_to: [wind]}}').map(({ message }) => message),
  ).toEqual(['a plain network has no weather']);
});
