/** What `ttc run --json` prints: the contract that other programs rely on. */
import { describe, expect, it } from 'vitest';
import type { Estimate, InstantSummary, Outcomes } from '../../src/measure/outcomes.ts';
import { json, temporaryFolder, ttc } from './command.ts';
import { NETWORK, OFTEN_LATE, TWO_SITES } from './scenarios.ts';

const folder = temporaryFolder();
const network = folder.write('net.yaml', NETWORK);
const often = folder.write('often-late.yaml', OFTEN_LATE);
const sites = folder.write('two-sites.yaml', TWO_SITES);
const FIRST_HALL = 'scenarios/first-hall.yaml';
const out = ['--out', `${folder.path}/out`, '--no-charts'];

const PERCENTILES = ['p10', 'p50', 'p80', 'p90'] as const;
const ISO = /^\d{4}-\d{2}-\d{2}$/;

function estimates(summary: InstantSummary): Estimate[] {
  return PERCENTILES.map((percentile) => summary[percentile]);
}

describe.concurrent('a dated scenario', () => {
  it('tells milestones as ISO dates with an interval each', async () => {
    const outcomes = await json<Outcomes>(['run', FIRST_HALL, '--seed', 'a', '--reps', '300', ...out]);
    expect(outcomes).toMatchObject({ schemaVersion: 1, scenario: 'first-hall', seed: 'a', replications: 300, world: null, unit: null });
    expect(outcomes.start).toMatch(ISO);
    expect(Object.keys(outcomes.milestones).sort()).toEqual([
      'plains/hall-1/built',
      'plains/hall-1/online',
      'plains/hall-1/ready-for-service',
      'plains/power/substation',
    ]);
    for (const summary of [...Object.values(outcomes.milestones), outcomes.makespan]) {
      for (const estimate of estimates(summary)) {
        expect(Object.keys(estimate).sort()).toEqual(['date', 'hi', 'lo']);
        expect(estimate.date).toMatch(ISO);
        expect(estimate.lo).toMatch(ISO);
        expect(estimate.hi).toMatch(ISO);
        expect([estimate.lo, estimate.date, estimate.hi]).toEqual([estimate.lo, estimate.date, estimate.hi].sort());
      }
      const dates = estimates(summary).map(({ date }) => date);
      expect(dates).toEqual([...dates].sort());
      expect(summary.mean).toBeGreaterThan(0);
      expect(summary.sd).toBeGreaterThan(0);
      expect(summary.meanAt).toMatch(ISO);
      expect(summary.censored).toBe(0);
    }
    expect(Object.keys(outcomes.pools).sort()).toEqual(['plains/electricians', 'plains/pipefitters']);
    for (const [id, cause] of Object.entries(outcomes.causes)) {
      expect(id.split('/')[0]).toBe(cause.group);
      expect(cause.lostMwDays).toBeGreaterThanOrEqual(0);
    }
    const shares = Object.values(outcomes.causes).map(({ lostShare }) => lostShare);
    expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 3);
    expect(outcomes.activities).toBeUndefined();
  });

  it('answers several questions of chance, in order', async () => {
    const questions = ['plains/hall-1/online <= 2027-06-30', 'makespan <= 2028-12-31', 'plains/hall-1/built<=2026-03-10'];
    const outcomes = await json<Outcomes>([
      'run',
      FIRST_HALL,
      '--reps',
      '200',
      ...out,
      ...questions.flatMap((question) => ['--probability', question]),
    ]);
    expect(outcomes.probabilities.map(({ question }) => question)).toEqual(questions);
    const [sometime, always, never] = outcomes.probabilities.map(({ p }) => p) as [number, number, number];
    expect(sometime).toBeGreaterThan(0.05);
    expect(sometime).toBeLessThan(0.95);
    expect(always).toBe(1);
    expect(never).toBe(0);
    for (const { p, lo, hi } of outcomes.probabilities) {
      expect(lo).toBeLessThanOrEqual(p);
      expect(hi).toBeGreaterThanOrEqual(p);
      expect(hi - lo).toBeGreaterThan(0.005);
    }
  });

  it('counts futures that are not finished, and never leaves them out', async () => {
    const outcomes = await json<Outcomes>(['run', often, '--reps', '500', ...out, '--probability', 'late <= 2026-04-15']);
    const late = outcomes.milestones['late'] as Outcomes['milestones'][string];
    const early = outcomes.milestones['early'] as Outcomes['milestones'][string];
    expect(outcomes.censored).toBeGreaterThan(150);
    expect(outcomes.censored).toBeLessThan(250);
    expect(late.censored).toBe(outcomes.censored);
    expect(outcomes.makespan.censored).toBe(outcomes.censored);
    expect(early.censored).toBe(0);
    expect(late.p50.date).toBe('2026-01-15');
    expect([late.p80.date, late.p80.lo, late.p80.hi]).toEqual([null, null, null]);
    expect(early.p90.date).toBe('2026-01-15');
    const finished = 1 - outcomes.censored / 500;
    expect(outcomes.probabilities[0]?.p).toBeCloseTo(finished, 6);
    expect(late.onTime?.share).toBeCloseTo(finished, 6);
    expect(outcomes.curve?.mw.mean.at(-1)).toBeCloseTo(10 * finished, 5);
    expect(outcomes.curve?.gpus.mean.at(-1)).toBeCloseTo(1000 * finished, 3);
    // What is not online is held by something, to the end of the last day: 74 days after the plan's date, in 10 MW.
    expect(outcomes.lostMwDays).toBeCloseTo((outcomes.censored / 500) * 10 * 74, 0);
    const causes = Object.values(outcomes.causes).reduce((sum, { lostMwDays }) => sum + lostMwDays, 0);
    expect(causes).toBeCloseTo(outcomes.lostMwDays ?? 0, 3);
  });
});

describe.concurrent('amounts of compute', () => {
  const AMOUNT = ['censored', 'itMw', 'mean', 'meanAt', 'noWaitP50', 'onTime', 'p10', 'p50', 'p80', 'p90', 'planned', 'sd', 'share'];

  it('are told for each quarter, and the last of them is all', async () => {
    const { curve, schemaVersion } = await json<Outcomes>(['run', FIRST_HALL, '--seed', 'a', '--reps', '200', ...out]);
    expect(schemaVersion).toBe(1);
    expect(curve?.amounts.map(({ share, itMw }) => [share, itMw])).toEqual([
      [0.25, 6.25],
      [0.5, 12.5],
      [0.75, 18.75],
      [1, 25],
    ]);
    for (const amount of curve?.amounts ?? []) {
      expect(Object.keys(amount).sort()).toEqual(AMOUNT);
      for (const { date, lo, hi } of estimates(amount)) {
        expect(date).toMatch(ISO);
        expect([lo, date, hi]).toEqual([lo, date, hi].sort());
      }
      expect(amount.planned).toMatch(ISO);
      expect(amount.noWaitP50).toMatch(ISO);
      expect(amount.onTime?.share).toBeGreaterThanOrEqual(0);
    }
    expect(Object.keys(curve?.complete ?? {}).sort()).toEqual(AMOUNT.filter((name) => !['share', 'itMw', 'onTime'].includes(name)));
    expect(curve?.amounts.at(-1)).toMatchObject(curve?.complete ?? {});
  });

  it('are told per site, and answered future by future on any number of threads', async () => {
    const questions = [
      'online 10 MW <= 2026-01-15',
      'north/online 100 % <= 2026-01-15',
      'online 50 % <= 2026-04-15',
      'south/online 30 MW <= 2026-04-15',
      'south/late <= 2026-04-15',
      'online 100 % <= 2026-04-15',
    ];
    const words = ['run', sites, '--reps', '700', '--seed', 'a', ...out, ...questions.flatMap((question) => ['--probability', question])];
    const [one, two] = await Promise.all([json<Outcomes>([...words, '--workers', '1']), json<Outcomes>([...words, '--workers', '2'])]);
    expect(two).toEqual(one);
    expect(Object.keys(one.siteCurves)).toEqual(['north', 'south']);
    expect(one.siteCurves['north']?.amounts.map(({ itMw, p50 }) => [itMw, p50.date])).toEqual(
      [2.5, 5, 7.5, 10].map((mw) => [mw, '2026-01-15']),
    );
    expect(one.siteCurves['south']?.amounts.map(({ itMw }) => itMw)).toEqual([7.5, 15, 22.5, 30]);
    expect(one.curve?.amounts.map(({ p80 }) => p80.date)).toEqual(['2026-01-15', null, null, null]);
    const finished = 1 - one.censored / 700;
    expect(finished).toBeGreaterThan(0.5);
    expect(finished).toBeLessThan(0.7);
    expect(one.probabilities.map(({ question }) => question)).toEqual(questions);
    const expected = [1, 1, finished, finished, finished, finished];
    one.probabilities.forEach(({ p }, i) => {
      expect(p).toBeCloseTo(expected[i] as number, 6);
    });
  });

  it('are in the printed table and in the summary, half and all', async () => {
    const [forecast, oneRun] = await Promise.all([
      ttc(['run', sites, '--reps', '100', '--seed', 'a', '--probability', 'online 10 MW <= 2026-01-15', ...out]),
      ttc(['run', sites, '--world', 'median', '--probability', 'south/online 50 % <= 2026-01-14', ...out]),
    ]);
    expect(forecast.stdout).toMatch(/^50 % of 40 MW online +2026-01-15 +2026-01-15 to 01-15 +after the horizon +.* +2026-02-01 +\d+ %$/m);
    expect(forecast.stdout).toMatch(/^all 40 MW online +2026-01-15 +2026-01-15 to \S+ +after the horizon +.* +2026-02-01 +\d+ %$/m);
    expect(forecast.stdout).toContain('P(online 10 MW <= 2026-01-15) = > 99 % (');
    expect(oneRun.stdout).toMatch(/^50 % of 40 MW online +2026-01-15 +2026-02-01 +yes$/m);
    expect(oneRun.stdout).toContain('south/online 50 % <= 2026-01-14: no in this one run');
  });
});

describe.concurrent('a plain network', () => {
  it('tells milestones and the makespan as bare numbers', async () => {
    const outcomes = await json<Outcomes>(['run', network, '--reps', '300', ...out, '--probability', 'done <= 12']);
    expect(outcomes).toMatchObject({ schemaVersion: 1, scenario: 'net', start: null, unit: 'day', replications: 300, censored: 0 });
    for (const summary of [outcomes.milestones['done'], outcomes.makespan]) {
      for (const estimate of estimates(summary as InstantSummary)) {
        expect(Object.keys(estimate).sort()).toEqual(['hi', 'lo', 'value']);
        expect(typeof estimate.value).toBe('number');
        expect(estimate.lo as number).toBeLessThanOrEqual(estimate.value as number);
        expect(estimate.hi as number).toBeGreaterThanOrEqual(estimate.value as number);
      }
    }
    expect(outcomes.milestones['done']?.target).toBe(12);
    expect(outcomes.probabilities[0]?.p).toBe(outcomes.milestones['done']?.onTime?.share);
    expect(outcomes.makespan).toMatchObject({
      value: outcomes.makespan.p50.value,
      lo: outcomes.makespan.p50.lo,
      hi: outcomes.makespan.p50.hi,
    });
    expect(outcomes.pools['crew']).toMatchObject({ kind: 'pool' });
  });

  it('--world tells one labelled run, with its activities on request', async () => {
    const outcomes = await json<Outcomes>(['run', network, '--world', 'median', '--activities', ...out]);
    expect(outcomes).toMatchObject({ world: 'median', seed: 'median', replications: 1 });
    // c cannot run beside b, which takes both of the crew: it begins with a, and b waits for it to end on day 5.
    expect(outcomes.activities?.['c']).toEqual({ start: 0, finish: 5 });
    expect(outcomes.activities?.['b']).toEqual({ start: 5, finish: 11 });
    expect(outcomes.activities?.['done']).toEqual({ start: 11, finish: 11 });
    expect(outcomes.makespan.value).toBe(11);
    expect(outcomes.makespan.p10).toEqual({ value: 11, lo: 11, hi: 11 });
    expect(outcomes.makespan.sd).toBeNull();
  });

  it('mode and mean are other runs, and none of them is called a forecast', async () => {
    const [mode, mean, text] = await Promise.all([
      json<Outcomes>(['run', network, '--world', 'mode', '--activities', ...out]),
      json<Outcomes>(['run', network, '--world', 'mean', '--activities', ...out]),
      ttc(['run', network, '--world', 'median', ...out]),
    ]);
    expect(mode.activities?.['a']).toEqual({ start: 0, finish: 4 });
    expect(mean.activities?.['a']).toEqual({ start: 0, finish: 5 });
    expect(mode.world).toBe('mode');
    expect(mean.world).toBe('mean');
    expect(text.stdout).toContain('one deterministic run (median of every draw): not a forecast');
    expect(text.stdout).not.toMatch(/P50|P80|%.*in time/);
  });

  it('--activities with one future tells that future', async () => {
    const outcomes = await json<Outcomes>(['run', network, '--seed', 'a:7', '--reps', '1', '--activities', ...out]);
    expect(outcomes.activities?.['done']?.finish).toBe(outcomes.makespan.value);
    expect(Object.keys(outcomes.activities ?? {}).sort()).toEqual(['a', 'b', 'c', 'done']);
  });
});

describe.concurrent('stdout', () => {
  it('holds one document and a line end, and nothing else', async () => {
    const { code, stdout } = await ttc(['run', network, '--reps', '10', '--json', ...out]);
    expect(code).toBe(0);
    expect(stdout.endsWith('}\n')).toBe(true);
    expect(stdout.trimEnd()).not.toContain('\n');
  });

  it('holds one line for each of fifty files, in the order they were named', async () => {
    const names = Array.from({ length: 50 }, (_, i) => `many-${i}`);
    const files = names.map((name, i) =>
      folder.write(
        `${name}.yaml`,
        `scenario: ${name}\ntime_unit: day\nactivities:\n  a: {duration: ${i + 1}}\n  b: {duration: 1, after: a}\n`,
      ),
    );
    const { code, stdout } = await ttc(['run', ...files, '--json', '--world', 'median', ...out]);
    expect(code).toBe(0);
    const lines = stdout.trimEnd().split('\n');
    const documents = lines.map((line) => JSON.parse(line) as Outcomes);
    expect(documents.map(({ scenario }) => scenario)).toEqual(names);
    expect(documents.map(({ makespan }) => makespan.value)).toEqual(names.map((_, i) => i + 2));
  });

  it('a later file that is broken stops all before anything is run', async () => {
    const broken = folder.write('broken.yaml', 'scenario: broken\ntime_unit: day\nactivities:\n  a: {duraton: 5}\n');
    const { code, stdout } = await ttc(['run', network, broken, '--json', ...out]);
    expect(code).toBe(3);
    const { problems } = JSON.parse(stdout) as { problems: unknown[] };
    expect(problems).toEqual([
      {
        path: ['activities', 'a', 'duraton'],
        message: 'unknown key "duraton"; did you mean "duration"?',
        remedy: 'write "duration", or remove it',
        file: broken,
        line: 4,
        column: 7,
      },
    ]);
  });
});

describe.concurrent('questions of chance that cannot be answered', () => {
  it('more compute than is planned', async () => {
    const asked = [
      'online 41 MW <= 2026-03-01',
      'north/online 11 MW <= 2026-03-01',
      'nroth/online 5 MW <= 2026-03-01',
      'online 120 % <= 2026-03-01',
    ];
    const { code, stdout, stderr } = await ttc([
      'run',
      sites,
      '--json',
      ...out,
      ...asked.flatMap((question) => ['--probability', question]),
    ]);
    expect(code).toBe(3);
    expect((JSON.parse(stdout) as { problems: { message: string }[] }).problems.map(({ message }) => message)).toEqual([
      '"41 MW" is more than the plan has: 40 MW of IT load',
      '"11 MW" is more than the plan has: 10 MW of IT load at north',
      'no site "nroth" with compute; did you mean "north"?',
      '"120 %" is more than the plan has: 40 MW of IT load',
    ]);
    expect(stderr).toContain('to mend it: ask for 40 MW or less');
  });

  it.each([
    ['dome <= 5', 'no milestone "dome"; did you mean "done"?'],
    ['done >= 5', '"done >= 5" is not a question'],
    ['done <= soon', '"soon" is not a number'],
    ['done <= 2026-01-01', '"2026-01-01" is not a number'],
    ['done <= 1000', '"1000" is not over by the end of the simulation'],
    ['online 5 MW <= 12', '"online 5 MW" asks for compute, but the plan has none'],
  ])('%s', async (question, message) => {
    const { code, stdout, stderr } = await ttc(['run', network, '--probability', question, '--json', ...out]);
    expect(code).toBe(3);
    expect((JSON.parse(stdout) as { problems: { message: string }[] }).problems[0]?.message).toContain(message);
    expect(stderr).toContain(message);
    expect(stderr).toContain('to mend it:');
  });
});
