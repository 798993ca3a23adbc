import { describe, expect, it } from 'vitest';
import { Problems } from '../src/base/problem.ts';
import { freezeAt, type Report } from '../src/plan/as-of.ts';
import { compile } from '../src/scenario/compile.ts';
import { parseScenario } from '../src/scenario/read-scenario.ts';
import { runStudy } from '../src/study/study.ts';
import { activity, borrows, link, planOf, resource } from './plan-builder.ts';
import { futuresOf } from './trades/risks/futures.ts';

const reports = (entries: Record<string, Omit<Report, 'path'>>) =>
  new Map(Object.entries(entries).map(([id, report]) => [id, { ...report, path: ['actuals', id] }]));

function frozen(asOf: number, known: Record<string, Omit<Report, 'path'>>) {
  const problems = new Problems();
  const uniform = (low: number, high: number) => ({
    kind: 'duration' as const,
    clock: 'elapsed' as const,
    law: { kind: 'uniform', parameters: { low, high } },
    scale: 1,
    factors: [],
  });
  const plan = planOf({
    resources: [resource('pool', 'crew', 1)],
    activities: [
      activity('dig', uniform(10, 20), { needs: [borrows('crew')] }),
      activity('pour', uniform(10, 30), { after: [link('dig')], needs: [borrows('crew')] }),
      activity('roof', 10, { after: [link('pour')] }),
      activity('order', uniform(40, 60), { notBefore: 5 }),
    ],
  });
  return { problems: problems.list, plan: freezeAt(plan, asOf, reports(known), problems) };
}

const study = async (plan: ReturnType<typeof planOf>, futures = 400) =>
  (
    await runStudy({
      plan,
      tool: 't',
      futures: [{ text: 's', from: 0, count: futures }],
      seedLabel: 's',
      questions: [],
      tellActivities: false,
      workers: 1,
    })
  ).outcomes;

describe('as of a day', () => {
  it('fixes what is done, and with it what had to come before', () => {
    const { plan, problems } = frozen(50, { pour: { start: 18, finish: 45 } });
    expect(problems).toEqual([]);
    const dig = plan.activities.find(({ id }) => id === 'dig')!;
    expect([dig.notBefore, dig.work.law.parameters.value, dig.needs]).toEqual([18, 0, []]);
    const pour = plan.activities.find(({ id }) => id === 'pour')!;
    expect([pour.notBefore, pour.work.law.parameters.value]).toEqual([18, 27]);
    // Nobody reported that the roof was begun: it begins on the day at the earliest.
    expect(plan.activities.find(({ id }) => id === 'roof')!.notBefore).toBe(50);
  });

  it('draws what is left of work under way, given that it was not over', () => {
    const { plan } = frozen(40, { pour: { start: 20 } });
    const { work, notBefore } = plan.activities.find(({ id }) => id === 'pour')!;
    expect(notBefore).toBe(40);
    expect(work.law).toMatchObject({ kind: 'remaining', parameters: { elapsed: 20, of: { kind: 'uniform' } } });
    // An order needs nobody: it is under way since its date, 35 of its 40 to 60 ticks ago.
    expect(plan.activities.find(({ id }) => id === 'order')!.work.law).toMatchObject({ kind: 'remaining', parameters: { elapsed: 35 } });
  });

  it('refuses reports of the future, of nothing, and against one another', () => {
    expect(frozen(30, { pour: { start: 40 } }).problems[0]?.message).toContain('after the day of the forecast');
    expect(frozen(30, { poor: { start: 20 } }).problems[0]?.message).toContain('there is no activity "poor"; did you mean "pour"?');
    expect(frozen(60, { dig: { finish: 30 }, pour: { start: 20 } }).problems[0]?.message).toContain('reported to finish');
  });

  it('forecasts later than the day for all that has not happened', async () => {
    const { plan } = frozen(100, {});
    const { makespan } = await study(plan);
    // dig 10 to 20, pour 10 to 30, roof 10, all after tick 100; the mean is 100 + 15 + 20 + 10.
    const minutesPerDay = 1440;
    expect(makespan.mean! * minutesPerDay).toBeGreaterThan(142);
    expect(makespan.mean! * minutesPerDay).toBeLessThan(148);
  });
});

const FILE = (later: string) => `
scenario: fence
start: 2024-01-01
until: 2027-01-01
as_of: 2024-06-01
activities:
  dig: {duration: {uniform: {low: 30 d, high: 60 d}}}
  order: {duration: {lognormal: {p50: 200 d, p90: 300 d}}, not_before: 2024-03-01}
  build: {duration: {uniform: {low: 60 d, high: 200 d}}, after: [dig]}
  done: {milestone: true, after: [build, order]}
actuals:
  dig: {finish: 2024-02-20}
  build: {start: 2024-03-01${later}}
  order: {finish: 2024-09-09}
`;

describe('the fence', () => {
  it('lets nothing that became known later have a say', async () => {
    const plan = compile(parseScenario(FILE('')));
    const knowing = compile(parseScenario(FILE(', finish: 2024-12-24').replace('2024-09-09', '2024-07-07')));
    expect(JSON.stringify(knowing)).toBe(JSON.stringify(plan));
    const outcomes = await study(plan);
    expect(outcomes.milestones.done!.p10.date! > '2024-06-01').toBe(true);
  });

  it('uses it from the day on which it was known', () => {
    const scenario = parseScenario(FILE(', finish: 2024-12-24, known: 2025-02-01'));
    const isFixed = (asOf: string) => compile(scenario, asOf).activities.find(({ id }) => id === 'build')!.work.law.kind === 'fixed';
    expect([isFixed('2024-12-25'), isFixed('2025-02-01')]).toEqual([false, true]);
  });
});

/** On day 100 (2024-04-10) storm may have struck, and it was asked whether the grid was there on day 60. */
const PAST = (grid: string) => `
sites:
  plains:
    activities:
      grid: {duration: 30 d, milestone: true}
      dig: {duration: 300 d}
      online: {duration: 1 d, milestone: true}
    branches:
      bridging: {if_not: grid, by: 2026-03-06, do: {rent: {duration: 50 d}}, else: {switch-over: {duration: 2 d}}, before: [online]}
    risks:
      storm: {chance: 50 %, on: 2026-02-14, affects: [{activity: dig, delay: 90 d}], cost: 1 MUSD}
actuals:
  plains/grid: {finish: ${grid}}`;

describe('what had its day before the forecast', () => {
  it.each([
    ['2026-02-04', 0, 2],
    ['2026-03-20', 1, 50],
  ])('a branch on a grid that came on %s', async (grid, late, course) => {
    const { outcomes, days } = await futuresOf(PAST(grid), 40, '2026-04-15');
    expect(outcomes.accounts['plains/branch/bridging']?.mean).toBe(late);
    // The course begins on day 100: nobody reported that it had begun.
    for (const day of days('plains/online')) expect(day).toBeCloseTo(100 + course + 1, 3);
  });

  it('a risk that nobody reported did not strike; without the forecast it strikes in every other future', async () => {
    const spent = async (asOf?: string) =>
      (await futuresOf(PAST('2026-02-04'), 200, asOf)).outcomes.accounts['plains/struck/storm']?.mean ?? 0;
    expect(await spent('2026-04-15')).toBe(0);
    expect(Math.abs((await spent()) - 0.5)).toBeLessThan(0.15);
  });
});

/** The median day of a milestone called done, in days since 2026-01-05. */
const doneAsOf = async (text: string, asOf?: string) => {
  const days = (await futuresOf(text, 200, asOf)).days('done').sort((a, b) => a - b);
  return { p10: days[20]!, p50: days[100]!, p90: days[180]! };
};

describe('work that begins by its date', () => {
  const STUDY = 'activities: {study: {duration: {uniform: {low: 280 d, high: 320 d}}}, done: {after: study, milestone: true}}';

  it('is under way, whatever may yet befall it', async () => {
    const risk = 'risks: {fire: {chance: 1 %, affects: [{activity: study, delay: 10 d}]}}';
    const alone = await doneAsOf(STUDY, '2026-08-03');
    expect(alone.p50).toBeLessThan(320);
    expect(await doneAsOf(`${STUDY}\n${risk}`, '2026-08-03')).toEqual(alone);
  });

  it('keeps the chance of a tail that nobody reported', async () => {
    const stages = 'stages: [{id: works, duration: 200 d, late: {p: 20 %, lasts: 400 d}}]';
    const site = `sites: {s: {power: {secured: [{mw: 5 MW, on: 2025-01-01}], tranches: {t: {mw: 5 MW, ${stages}}}}, activities: {racks: {duration: 1 d, draws: {power: 5 MW}}}}}`;
    const { days } = await futuresOf(site, 300, '2026-02-02');
    const late = days('s/power/t').filter((day) => day > 300).length / 300;
    expect(Math.abs(late - 0.2)).toBeLessThan(0.08);
  });

  it('has what follows it under way, where its own length is fixed', async () => {
    const chain =
      'activities: {slot: {duration: 30 d}, built: {duration: {uniform: {low: 100 d, high: 300 d}}, after: slot}, done: {after: built, milestone: true}}';
    const { p90 } = await doneAsOf(chain, '2026-07-06');
    expect(p90).toBeLessThan(330);
  });
});

describe('a tranche of power', () => {
  const site = (rest: string) =>
    `sites: {s: {power: {secured: [{mw: 5 MW, on: 2025-01-01}], tranches: {main: {mw: 5 MW, stages: [{id: line, duration: 40 d}, {id: station, duration: 30 d}]}}}, activities: {racks: {duration: 1 d, draws: {power: 5 MW}}, after-it: {milestone: true, after: power/main}}${rest}}}`;

  it('goes by its name, in links, branches and reports', async () => {
    expect((await futuresOf(site(''))).days('s/after-it')).toEqual([70]);
    const branch = ', branches: {bridge: {if_not: power/main, by: 2026-02-14, do: {rent: {duration: 5 d, milestone: true}}}}';
    expect((await futuresOf(site(branch))).outcomes.accounts['s/branch/bridge']?.mean).toBe(1);
    const reported = `${site('')}\nactuals: {s/power/main: {finish: 2026-02-24}}`;
    expect((await futuresOf(reported, 1, '2026-03-02')).days('s/power/main')).toEqual([50]);
  });
});

describe('reports', () => {
  const WORK = (actual: string) =>
    `activities: {work: {duration: 100 d, milestone: true}, done: {after: work, milestone: true}}\nactuals: {work: ${actual}}`;

  it('of what was left count from the day on which it was left', async () => {
    const half = WORK('{start: 2026-01-05, left: 50 %, known: 2026-02-24}');
    expect((await doneAsOf(half, '2026-02-24')).p50).toBe(100);
    expect((await doneAsOf(half, '2026-04-05')).p50).toBe(100);
  });

  it('of what was left say nothing before they are known', async () => {
    const asOf = '2026-02-02';
    const begun = await doneAsOf(WORK('{start: 2026-01-25}'), asOf);
    expect(await doneAsOf(WORK('{start: 2026-01-25, left: 90 %, known: 2026-02-24}'), asOf)).toEqual(begun);
  });

  it('may lie before the start', async () => {
    expect((await doneAsOf(WORK('{start: 2025-12-06}'), '2026-02-02')).p50).toBe(70);
  });
});
