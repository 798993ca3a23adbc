/** Stages on the way to power against days worked out by hand. */
import { describe, expect, it } from 'vitest';
import { libraryEntries } from '../../src/scenario/library.ts';
import { problemsOf } from '../engine/play.ts';
import { futuresOf, playSite, sitePlan, siteText, WEEK } from './site-power.ts';

const SECURED = 'secured: [{mw: 100 MW, on: 2025-01-01}]';
/** A quarter of a mean Gregorian year, in days. */
const QUARTER = 365.2425 / 4;

describe('stages', () => {
  it('go side by side: the latest of them decides', () => {
    const stages = `[{id: transformers, duration: 40 wk}, {id: line, duration: 30 wk, after: []},
      {id: substation, duration: 10 wk, after: [transformers]}, {id: backfeed, duration: 6 wk, after: [line, substation]}]`;
    const { finish } = playSite(`{${SECURED}, tranches: {north: {mw: 50 MW, stages: ${stages}}}}`);
    // 40 + 10 weeks by way of the transformers, 30 by way of the line; then 6 of backfeed.
    expect(finish('plains/power/north/backfeed')).toBe(56 * WEEK);
  });

  it('without an end of their own are joined: energised with the last of two ends', () => {
    const stages = '[{id: line, duration: 30 wk}, {id: substation, duration: 45 wk, after: []}]';
    const { finish, plan } = playSite(`{${SECURED}, tranches: {north: {mw: 50 MW, stages: ${stages}}}}`);
    expect(finish('plains/power/north/energisation')).toBe(45 * WEEK);
    expect(plan.milestones.map(({ id, activity }) => [id, activity])).toEqual([['plains/power/north', 'plains/power/north/energisation']]);
  });

  it('under way since before the start: only the rest is to come', () => {
    // Begun on 2025-12-08, four weeks before the start, of ten weeks.
    const { finish } = playSite(`{${SECURED}, tranches: {north: {mw: 50 MW, stages: [{id: line, duration: 10 wk, begin: 2025-12-08}]}}}`);
    expect(finish('plains/power/north/line')).toBe(6 * WEEK);
  });

  it('queue: those ahead, less who withdraw, by those served', () => {
    const stage = '{id: study, duration: 8 wk, queue: {ahead: 40, served_per_quarter: 12, drop_out: 25 %}}';
    const { finish } = playSite(`{${SECURED}, tranches: {north: {mw: 50 MW, stages: [${stage}]}}}`);
    // 40 x 0.75 / 12 = 2.5 quarters, then 8 weeks.
    expect(finish('plains/power/north/study')).toBeCloseTo(2.5 * QUARTER + 8 * WEEK, 2);
  });

  it('a slot: the promised day plus its slip, instead of the lead', () => {
    const stage = '{id: transformers, kind: transformers, slot: {promised: 2026-12-07, slip: 3 wk}}';
    const { finish } = playSite(`{${SECURED}, tranches: {north: {mw: 50 MW, stages: [${stage}]}}}`);
    // 2026-12-07 is 336 days after 2026-01-05.
    expect(finish('plains/power/north/transformers')).toBe(336 + 21);
  });

  it('a tail: with 10 % it takes at least 208 weeks', () => {
    const stage = '{id: transformers, duration: 100 wk, late: {p: 10 %, lasts: 208 wk}}';
    const { traces } = futuresOf(sitePlan(`{${SECURED}, tranches: {north: {mw: 50 MW, stages: [${stage}]}}}`), 1000);
    const late = traces.filter(({ finish }) => finish('plains/power/north/transformers') === 208 * WEEK).length;
    expect(traces.filter(({ finish }) => finish('plains/power/north/transformers') === 100 * WEEK).length).toBe(1000 - late);
    // Binomial: 100 with a standard deviation of 9.5.
    expect(Math.abs(late - 100)).toBeLessThan(4 * 9.5);
  });

  it('an appeal adds its time, and goodwill makes it rarer', () => {
    const stage = '{id: permits, duration: 10 wk, appeal: {p: 80 %, lasts: 26 wk}}';
    const of = (community: string) =>
      futuresOf(sitePlan(`{${SECURED}, tranches: {north: {mw: 50 MW, stages: [${stage}]}}${community}}`), 1000).traces.map(({ finish }) =>
        finish('plains/power/north/permits'),
      );
    const without = of('');
    expect(new Set(without)).toEqual(new Set([10 * WEEK, 36 * WEEK]));
    expect(Math.abs(without.filter((day) => day === 36 * WEEK).length - 800)).toBeLessThan(4 * Math.sqrt(160));
    // 20 % at the start; 2 MUSD are two halvings: goodwill 1 - 0.8 / 4 = 0.8, so that appeals come with 0.8 x 0.2 = 16 %.
    const community = ', community: {goodwill: 20 %, spend: 2 MUSD}';
    const withIt = of(community);
    expect(Math.abs(withIt.filter((day) => day === 36 * WEEK).length - 160)).toBeLessThan(4 * Math.sqrt(134));
    const { facts, accounts } = sitePlan(`{${SECURED}, tranches: {north: {mw: 50 MW, stages: [${stage}]}}${community}}`);
    expect(facts.find(({ id }) => id === 'goodwill')?.value).toBe(80);
    expect(accounts.map(({ id }) => id)).toEqual(['plains/community/spend']);
  });

  it('of an old industrial site are shorter, and its substation is there from the start', () => {
    const power = `{${SECURED}, brownfield: {mw: 20 MW, left: {line: 40 %}}, tranches: {north: {mw: 50 MW, stages: [{id: line, duration: 30 wk}]}}}`;
    const { finish, plan } = playSite(power);
    expect(finish('plains/power/north/line')).toBe(12 * WEEK);
    expect(plan.power[0]).toMatchObject({ energisedKw: 20_000, secured: [{ kw: 100_000 }, { kw: 120_000 }] });
  });

  it('cost what they cost, and bring their land', () => {
    const stages = '[{id: land, duration: 4 wk, cost: 2 MUSD, acres: 576}, {id: agreement, duration: 4 wk, cost_per_mw: 7 kUSD/MW}]';
    const { accounts, facts } = sitePlan(`{${SECURED}, tranches: {north: {mw: 50 MW, stages: ${stages}}}}`);
    // 7 kUSD x 50 MW = 350 kUSD.
    expect(
      accounts.map(({ id, unit, entries }) => [id, unit, entries.map((entry) => (entry.kind === 'event' ? entry.amount : 0))]),
    ).toEqual([
      ['plains/power-cost/north-agreement', 'USD', [350_000]],
      ['plains/power-cost/north-land', 'USD', [2_000_000]],
    ]);
    expect(facts).toMatchObject([{ site: 'plains', id: 'land/north-land', value: 576, unit: 'acres' }]);
  });
});

describe('energisation', () => {
  it('goes step by step, each as soon as the right to it is there', () => {
    const steps = 'steps: {of: 25 MW, every: 4 wk}';
    const power = (secured: string) => `{${secured}, tranches: {north: {mw: 60 MW, ${steps}, stages: [{id: line, duration: 10 wk}]}}}`;
    const { finish, plan } = playSite(power(SECURED));
    // 25, 25 and the 10 MW that are left, four weeks apart.
    expect(plan.power[0]?.energise).toEqual([
      { activity: 'plains/power/north/energisation-1', kw: 25_000 },
      { activity: 'plains/power/north/energisation-2', kw: 25_000 },
      { activity: 'plains/power/north/energisation', kw: 10_000 },
    ]);
    expect(plan.power[0]?.energise.map(({ activity }) => finish(activity))).toEqual([10 * WEEK, 14 * WEEK, 18 * WEEK]);
    expect(plan.milestones.map(({ id }) => id)).toEqual(['plains/power/north', 'plains/power/north/first']);
    // 55 MW from the start, the last 5 on 2027-01-04.
    const late = playSite(power('secured: [{mw: 55 MW, on: 2025-01-01}, {mw: 5 MW, on: 2027-01-04}]'));
    expect(plan.power[0]?.energise.map(({ activity }) => late.finish(activity))).toEqual([10 * WEEK, 14 * WEEK, 364]);
  });
});

describe('the library', () => {
  it.each(libraryEntries('scenarios/library').filter(({ kind }) => kind === 'power-stages'))('stage $name leads to power', ({ name }) => {
    const power = `{${SECURED}, tranches: {north: {mw: 50 MW, stages: [{id: only, kind: ${name}}]}}}`;
    const { traces } = futuresOf(sitePlan(power), 40);
    expect(traces.some(({ finish }) => finish('plains/power/north/only') > 0)).toBe(true);
  });

  it.each(libraryEntries('scenarios/library').filter(({ kind }) => kind === 'generators'))('generator $name comes', ({ name }) => {
    const { traces } = futuresOf(sitePlan(`{${SECURED}, bridging: {unit: {kind: ${name}, mw: 10 MW, order: 2026-01-05}}}`), 40);
    expect(traces.some(({ finish }) => finish('plains/bridging/unit-on') > 0)).toBe(true);
  });
});

describe('the right to power', () => {
  it('that comes later holds energising back', () => {
    // Built after 10 weeks; 40 MW are secured at the start, the rest on 2027-01-04, 364 days later.
    const power = `{secured: [{mw: 40 MW, on: 2025-01-01}, {mw: 60 MW, on: 2027-01-04}], energised: [{mw: 30 MW, on: 2025-01-01}],
      tranches: {north: {mw: 70 MW, stages: [{id: line, duration: 10 wk}]}}}`;
    const { start, finish } = playSite(power);
    expect(finish('plains/power/north/line')).toBe(70);
    expect(start('plains/power/north/energisation')).toBe(364);
  });

  it('may come from a stage', () => {
    const stages = '[{id: agreement, duration: 8 wk, secures: all}, {id: line, duration: 10 wk}]';
    const { finish, plan } = playSite(`{secured: [], tranches: {north: {mw: 70 MW, stages: ${stages}}}}`);
    expect(finish('plains/power/north/energisation')).toBe(18 * WEEK);
    expect(plan.power[0]?.secure).toEqual([{ activity: 'plains/power/north/agreement', kw: 70_000 }]);
  });
});

describe('batches', () => {
  const batches = '[{enrol_by: 2026-03-02, allocates: 2026-09-07}, {enrol_by: 2027-03-01, allocates: 2027-09-06}]';
  const tranche = (land: string, share: string) =>
    `{secured: [], tranches: {north: {mw: 70 MW, stages: [{id: land, duration: ${land}}, {id: study, batches: ${batches}, share: ${share}, secures: all}]}}}`;

  it('allocate on their day to who has joined by then', () => {
    // Land in hand after 8 weeks, on 2026-03-02: just in time. 2026-09-07 is 245 days after the start.
    expect(playSite(tranche('56 d', '100 %')).finish('plains/power/north/study')).toBe(245);
    // A day and more too late: the next one, on 2027-09-06, 609 days after the start.
    expect(playSite(tranche('58 d', '100 %')).finish('plains/power/north/study')).toBe(609);
  });

  it('leave some out, who join the next; who is never allocated has no power', () => {
    const { traces } = futuresOf(sitePlan(tranche('4 wk', '60 %')), 1000);
    const days = traces.map(({ finish }) => Math.round(finish('plains/power/north/study')));
    const share = (test: (day: number) => boolean): number => days.filter(test).length / 1000;
    // 60 % in the first, 0.4 x 0.6 = 24 % in the second, 16 % in none; four standard deviations are at most 6 %.
    expect(Math.abs(share((day) => day === 245) - 0.6)).toBeLessThan(0.062);
    expect(Math.abs(share((day) => day === 609) - 0.24)).toBeLessThan(0.055);
    expect(Math.abs(share(Number.isNaN) - 0.16)).toBeLessThan(0.047);
    for (const { finish, trace } of traces) expect(Number.isNaN(finish('plains/power/north/study'))).toBe(trace.unfinished > 0);
  });

  it('that began before the start have been joined', () => {
    const power = `{secured: [], tranches: {north: {mw: 70 MW, stages: [{id: study, begin: 2025-06-02, secures: all,
      batches: [{enrol_by: 2025-07-01, allocates: 2026-02-02}, {enrol_by: 2026-07-01, allocates: 2027-02-01}]}]}}}`;
    // 2026-02-02 is 28 days after the start; without "begin" the first batch is over.
    expect(playSite(power).finish('plains/power/north/study')).toBe(28);
    expect(playSite(power.replace('begin: 2025-06-02, ', '')).finish('plains/power/north/study')).toBe(392);
  });
});

it('stages of a kind are told apart by what holds them up', () => {
  const { causes } = sitePlan('{secured: [], tranches: {north: {mw: 100 MW, route: ercot-batch}}}');
  const told = causes.map(({ id, label }) => [id, label]);
  expect(told).toContainEqual(['permit-grid/batch-study', 'ERCOT batch study']);
  expect(told).toContainEqual(['equipment/transformers', 'main transformers']);
});

describe('routes of the library', () => {
  it.each(['ercot-batch', 'ercot-individual', 'bc-allocation'])('%s leads to power, and secures it', (route) => {
    const until = 'tranches: {north: {mw: 100 MW, route: ';
    const plan = sitePlan(`{secured: [], ${until}${route}}}}`);
    expect(plan.milestones.map(({ id }) => id)).toEqual(['plains/power/north']);
    expect(plan.power[0]?.secure).toMatchObject([{ kw: 100_000 }]);
    const { traces } = futuresOf(plan, 60);
    const days = traces.map(({ finish }) => finish('plains/power/north/energisation')).filter((day) => !Number.isNaN(day));
    expect(days.length).toBeGreaterThan(0);
    // All-in, greenfield: 24 months at the least (parameters 1.14).
    expect(Math.min(...days)).toBeGreaterThan(18 * 30);
  });

  it('can be changed and begun in the middle', () => {
    const power = `{secured: [], tranches: {north: {mw: 100 MW, route: ercot-batch, done: [land], with: {
      permits: {duration: 11 wk, appeal: {p: 100 %, lasts: 2 wk}}, study: {duration: 10 wk}, agreement: {duration: 2 wk}, transformers: {slot: {promised: 2026-02-02}},
      line: {duration: 4 wk}, switching-station: {duration: 6 wk}, substation: {duration: 3 wk}, backfeed: {duration: 1 wk}, slip: {duration: 2 wk}}}}}`;
    const { finish } = playSite(power);
    // Study 10, agreement 12, switching station 18 (line 16, substation 15), backfeed 19, slip 21 weeks.
    expect(finish('plains/power/north/energisation')).toBe(21 * WEEK);
    expect(problemsOf(siteText(power.replace('done: [land]', 'done: [lnad]'))).map(({ message }) => message)).toEqual([
      'the route has no stage "lnad"; did you mean "land"?',
    ]);
  });
});
