import { describe, expect, it } from 'vitest';
import { MINUTES_PER_DAY as DAY } from '../../../src/base/time.ts';
import { days, futures, outcomesOf, POWER, site } from './hall-site.ts';

const TEMPLATE = `templates:
  shed:
    title: a shed
    it: 10 MW
    gross: 15 MW
    learning: {rate: 80 %, of: both, forgets: 50 %}
    prefab: {crews: [masons], activities: [fit], needed_by: [walls], lead: 30 d}
    activities:
      floor: {duration: 10 d}
      walls: {effort: {work: 2400 worker-h, crew: masons, min: 1, max: 10}, after: floor}
      fit: {duration: 20 d, after: walls}
      online: {milestone: true, after: fit, brings_online: all}
crews: {masons: {workers: 10}}
`;

const halls = (fields: string): string => `${POWER}\nhalls:\n  ${fields.replaceAll('\n', '\n  ')}`;
const hall = (fields: string): string => halls(`a: {build: shed${fields === '' ? '' : `, ${fields}`}}`);

describe('a hall', () => {
  it('as the template has it: 10 d, 2,400 h by 10 workers are 10 d, and 20 d', () => {
    expect(days(site(hall(''), TEMPLATE)).finish('a/online')).toBe(40);
  });

  it('may differ from its template, activity by activity', () => {
    const { finish } = days(site(hall('with: {floor: {duration: 15 d}, walls: {duration: 5 d}, fit: {after: floor}}'), TEMPLATE));
    expect(finish('a/walls')).toBe(20);
    expect(finish('a/fit')).toBe(35);
  });

  it('moves hours into a factory, and waits for the modules', () => {
    // A quarter less: walls 7.5 d, fit 15 d. Modules come on day 30, after the floor.
    const { finish } = days(site(hall('prefab: 25 %'), TEMPLATE));
    expect(finish('a/modules')).toBe(30);
    expect(finish('a/walls')).toBe(37.5);
    expect(finish('a/fit')).toBe(52.5);
    // Ordered 20 d before the start they are there when the floor is.
    const early = days(site(hall('prefab: {share: 25 %, order: 2025-12-16}'), TEMPLATE));
    expect(early.finish('a/modules')).toBe(10);
    expect(early.finish('a/online')).toBe(32.5);
  });

  it('without a share moves nothing', () => {
    expect(site(hall('prefab: 0 %'), TEMPLATE).activities.some(({ id }) => id.endsWith('/modules'))).toBe(false);
  });

  it('costs what it costs when its first work starts', async () => {
    const outcomes = await outcomesOf(site(hall('cost: 12 MUSD'), TEMPLATE));
    expect(outcomes.accounts['plains/works/a']).toMatchObject({ unit: 'USD', mean: 12_000_000 });
  });
});

describe('work packages', () => {
  it('show the worker-hours done over time, of all halls of the site together', async () => {
    const text = TEMPLATE.replace('walls: {effort', 'walls: {package: masonry, effort');
    // 2,400 h by ten workers are 10 d, those of the second hall 8 d. Its floor is done first, on day 8, so it has the masons first.
    const plan = site(halls('a: {build: shed}\nb: {build: shed}'), text);
    const { gauges, grid } = await outcomesOf(plan);
    const { finish } = days(plan);
    expect([finish('b/floor'), finish('b/walls'), finish('a/walls')]).toEqual([8, 16, 26]);
    const { mean, unit } = gauges['plains/progress/masonry']!;
    expect(unit).toBe('worker-h');
    expect([14, 21, 28].map((day) => mean[grid.indexOf(day)])).toEqual([0, 1920, 4320]);
  });
});

describe('learning', () => {
  const scales = (second: string): number[] => {
    const plan = site(
      halls(
        `a: {build: shed, target: 2026-03-02}\nb: {build: shed, begin: ${second}}\nc: {build: shed, begin: 2026-12-07, target: 2027-01-04}`,
      ),
      TEMPLATE,
    );
    return ['a', 'b', 'c'].map((id) => plan.activities.find((activity) => activity.id === `plains/${id}/fit`)!.work.scale);
  };

  it('shortens durations too where the template says so', () => {
    // b begins 8 weeks after the planned end of a: 0.8. c begins 32 weeks after the begin of b, which has no target: of the
    // gain 1 - 0.8^log2(3) = 0.2979 it keeps half, so it takes 0.8511.
    const [a, b, c] = scales('2026-04-27');
    expect(a).toBe(1);
    expect(b).toBeCloseTo(0.8, 12);
    expect(c).toBeCloseTo(1 - (1 - 0.8 ** Math.log2(3)) / 2, 12);
    expect(c).toBeCloseTo(0.8511, 4);
  });

  it('is forgotten over a gap of more than 8 weeks: half of the 20 % gained', () => {
    expect(scales('2026-05-04')[1]).toBeCloseTo(0.9, 12);
  });

  it('is forgotten over a new design', () => {
    const plan = site(halls('a: {build: shed}\nb: {build: shed, new_design: 30 %}'), TEMPLATE);
    expect(plan.activities.find(({ id }) => id === 'plains/b/fit')!.work.scale).toBeCloseTo(0.9, 12);
    const small = site(halls('a: {build: shed}\nb: {build: shed, new_design: 20 %}'), TEMPLATE);
    expect(small.activities.find(({ id }) => id === 'plains/b/fit')!.work.scale).toBeCloseTo(0.8, 12);
  });
});

describe('a change of design', () => {
  it('holds up what comes after the work it hits, as often as stated', () => {
    const plan = site(hall('design_change: {p: 25 %, after: floor, adds: 7 d}'), TEMPLATE);
    const online = futures(plan, 256, ['a/online']).map(([at]) => at);
    expect(new Set(online)).toEqual(new Set([40, 47]));
    // 64 of 256, give or take 7 (one sd).
    const hit = online.filter((at) => at === 47).length;
    expect(hit).toBeGreaterThan(43);
    expect(hit).toBeLessThan(85);
    expect(plan.causes.find(({ id }) => id === 'site-works/design-change')?.label).toBe('change of design');
  });
});

describe('a shell from a developer', () => {
  const developer = (starts: string): string =>
    `developer: {hands_over: 2026-02-04, slip: 12 d, rent: 100 USD/kW-mo, rent_starts: ${starts}}`;

  it('comes before all work of the hall, late by its own delay', () => {
    // Promised for day 30, 12 d late; then 40 d of fit-out.
    const { finish } = days(site(hall(developer('handover')), TEMPLATE));
    expect(finish('a/powered-shell')).toBe(42);
    expect(finish('a/online')).toBe(82);
  });

  it('splits the lost days between developer and fit-out', async () => {
    const outcomes = await outcomesOf(site(hall(`target: 2026-01-06, ${developer('handover')}`), TEMPLATE));
    // Planned for day 1 (the whole day), online on day 82: 42 days are the developer's, the rest are works and crews.
    expect(outcomes.milestones['plains/a/powered-shell']?.p50.date).toBe('2026-02-16');
    const drivers = Object.fromEntries(outcomes.milestones['plains/a/online']?.drivers.map(({ cause, amount }) => [cause, amount]) ?? []);
    expect(drivers['site-works/developer']).toBe(12);
    expect(drivers['plan']).toBe(30);
    expect(drivers['site-works']).toBe(40);
  });

  it.each([
    ['handover', 42],
    ['promise', 30],
  ])('is rented from the %s on', async (starts, from) => {
    const plan = site(hall(developer(starts)), TEMPLATE);
    const outcomes = await outcomesOf(plan);
    // 100 USD x 10,000 kW a month of 43,829 minutes, to the horizon.
    const months = (plan.horizon - from * DAY) / 43_829;
    expect(outcomes.accounts['plains/rent/a']?.mean).toBeCloseTo(1_000_000 * months, 3);
  });
});

describe('the lag until compute is paid for', () => {
  it('adds a milestone', async () => {
    const outcomes = await outcomesOf(site(hall('fill_lag: 9 d'), TEMPLATE));
    // 40 d and 9 d after 2026-01-05.
    expect(outcomes.milestones['plains/a/paying']?.p50.date).toBe('2026-02-23');
  });
});
