/** Comparisons: a known slip is found, its cause named, and results read back from folders say the same as scenarios. */
import { beforeAll, describe, expect, it } from 'vitest';
import { InvalidInput } from '../../src/base/problem.ts';
import { overlayFigure } from '../../src/figures/overlay.ts';
import { shiftsFigure } from '../../src/figures/overlay-shifts.ts';
import { type Comparison, compareSides, type Side } from '../../src/measure/comparison.ts';
import { comparisonCsv, comparisonMarkdown } from '../../src/report/comparison-tables.ts';
import { readResults } from '../../src/report/read-results.ts';
import { writeResults } from '../../src/report/write-results.ts';
import { compile } from '../../src/scenario/compile.ts';
import { parseScenario, type Scenario } from '../../src/scenario/read-scenario.ts';
import { parseSets, showSet } from '../../src/scenario/set-option.ts';
import { commonEnds, playSide } from '../../src/study/compare.ts';
import { runStudy } from '../../src/study/study.ts';
import { temporaryFolder } from '../cli/command.ts';
import { TWO_SITES } from '../cli/scenarios.ts';

const folder = temporaryFolder();
const COUNT = 400;

const TEXT = `scenario: slip
start: 2026-01-05
until: 2028-12-31
sites:
  plains:
    crews: {builders: {workers: 10}}
    supply:
      gear: {item: mv-switchgear, quantity: 1, order: 2026-01-05, lead: {lognormal: {p50: 40 wk, sigma: 0.25}}}
    activities:
      build: {label: building, duration: {uniform: {low: 80 d, high: 120 d}}}
      install: {label: fitting, duration: 20 d, after: build, takes: {mv-switchgear: 1}}
      online: {milestone: true, after: install, online: {it: 40 MW, planned: 2026-10-01}}
`;

const futures = (text = 'study', count = COUNT) => [{ text, from: 0, count }];
const play = (label: string, sets: readonly string[] = [], text = TEXT, seed = 'study', count = COUNT): Promise<Side> =>
  playAll(label, [sets], text, seed, count).then(([side]) => side!);
/** As the command does it: what is lost is counted to the end of the one that ends first. */
const playAll = (label: string, several: readonly (readonly string[])[], text = TEXT, seed = 'study', count = COUNT): Promise<Side[]> => {
  const scenarios = several.map((sets) => parseScenario(text, `scenarios/${label}.yaml`, parseSets(sets)));
  const ends = commonEnds(scenarios.map((scenario) => compile(scenario)));
  return Promise.all(scenarios.map((scenario, i) => playOne(label, scenario, ends[i]!, seed, count)));
};
const playOne = (label: string, scenario: Scenario, lostUntil: number, seed: string, count: number): Promise<Side> => {
  return playSide({
    label,
    plan: compile(scenario),
    lostUntil,
    scenarioDigest: scenario.digest,
    futures: futures(seed, count),
    seedLabel: seed,
    workers: 1,
    tool: 'ttc',
  });
};
const dateOf = ({ dates }: Comparison, name: string) => dates.find((date) => date.name === name)!;

describe('a comparison of two scenarios', () => {
  let before: Side;
  let later: Comparison;
  beforeAll(async () => {
    before = await play('before');
    // Every lead time two weeks longer: all that waits for the gear comes two weeks later, in every future.
    later = compareSides(before, await play('after', ['sites.plains.supply.gear.slip=2 wk']));
  });

  it('finds a slip of two weeks to the minute, in the percentiles and in the mean', () => {
    const online = dateOf(later, 'plains/online');
    expect(later.pairing).toBe('paired');
    for (const difference of [online.p50, online.p80, online.mean]) expect(difference).toMatchObject({ by: 14, verdict: 'later' });
    expect(online.p80.lo).toBe(14);
    expect(online.p80.hi).toBe(14);
    expect(online).toMatchObject({ verdict: 'later', sooner: 0, later: 1, kind: 'milestone' });
    expect(dateOf(later, 'online 100 %').p80.by).toBe(14);
    expect(dateOf(later, 'makespan').p80.by).toBe(14);
  });

  it('says which cause took the days, and the MW-days', () => {
    const [first] = dateOf(later, 'plains/online').causes;
    expect(first?.label).toContain('switchgear');
    expect(first?.by).toBeCloseTo(14, 6);
    const sum = dateOf(later, 'plains/online').causes.reduce((all, { by }) => all + by, 0);
    expect(sum).toBeCloseTo(dateOf(later, 'plains/online').mean.by!, 4);
    expect(later.lostMwDays).toMatchObject({ verdict: 'more' });
    expect(later.lostByCause.reduce((all, { by }) => all + by, 0)).toBeCloseTo(later.lostMwDays!.by!, 3);
  });

  it('shows no difference of a scenario from itself', async () => {
    const same = compareSides(before, await play('again'));
    for (const date of same.dates) expect(date).toMatchObject({ verdict: 'no difference shown', sooner: 0, later: 0, causes: [] });
    expect(same.lostMwDays).toMatchObject({ by: 0, lo: 0, hi: 0 });
    expect(same.notes).toEqual([]);
  });

  it('says when the luck is not the same, and then holds less for certain', async () => {
    const other = compareSides(before, await play('other', [], TEXT, 'b'));
    expect(other.pairing).toBe('unpaired');
    expect(other.notes[0]).toContain('same seed');
    expect(dateOf(other, 'plains/online').sooner).toBeNull();
    const { lo, hi } = dateOf(other, 'plains/online').p80;
    expect(lo!).toBeLessThan(hi!);
  });

  it('compares dates, not days since the start, where the two start on different days', async () => {
    const moved = TEXT.replace('start: 2026-01-05', 'start: 2026-01-01').replace('order: 2026-01-05', 'order: 2026-01-05');
    const shifted = compareSides(
      await play('early', [], moved.replace('40 wk, sigma: 0.25', '40 wk, sigma: 0.000001')),
      await play('late', [], TEXT.replace('sigma: 0.25', 'sigma: 0.000001')),
    );
    expect(dateOf(shifted, 'plains/online').p50.by).toBeCloseTo(0, 2);
    expect(shifted.notes.join()).toContain('start on different days');
  });

  it.each([
    ['cut short', [], ['until=2026-12-15']],
    ['longer', ['until=2026-12-15'], []],
  ])('never calls it later or sooner where only the end is %s', async (_, first, second) => {
    const [a, b] = (await playAll('ends', [first, second])) as [Side, Side];
    const ends = compareSides(a, b);
    // In some futures the gear is not there by then.
    expect(Math.max(ends.before.censored, ends.after.censored)).toBeGreaterThan(COUNT / 5);
    for (const { p50, p80, mean, verdict } of ends.dates)
      for (const said of [p50.verdict, p80.verdict, mean.verdict, verdict]) expect(['no difference shown', 'cannot say']).toContain(said);
    for (const { sooner, later, causes } of ends.dates) expect({ sooner, later, causes }).toEqual({ sooner: 0, later: 0, causes: [] });
    expect(dateOf(ends, 'plains/online').p80.by).toBeNull();
    // Counted to the same end, they lose the same.
    expect(ends.lostMwDays).toMatchObject({ by: 0, lo: 0, hi: 0, verdict: 'no difference shown' });
    expect(ends.lostByCause).toEqual([]);
    expect(ends.notes.join()).toContain('end on different days');
    // Results of runs count to their own ends: no one can say.
    const apart = compareSides({ ...a, lostUntil: a.horizon }, { ...b, lostUntil: b.horizon });
    expect(apart.lostMwDays).toMatchObject({ by: null, verdict: 'cannot say' });
  });

  it('still sees what is later for certain, though one of them ends first', async () => {
    const [a, b] = (await playAll('slip', [[], ['until=2027-03-31', 'sites.plains.supply.gear.slip=2 wk']])) as [Side, Side];
    const ends = compareSides(a, b);
    expect(dateOf(ends, 'plains/online').p50).toMatchObject({ by: 14, verdict: 'later' });
    expect(ends.lostMwDays?.verdict).toBe('more');
  });

  it('names milestones that only one of them has', async () => {
    const renamed = compareSides(before, await play('renamed', [], TEXT.replace('online: {milestone', 'live: {milestone')));
    expect([renamed.onlyBefore, renamed.onlyAfter]).toEqual([['plains/online'], ['plains/live']]);
  });

  it('makes tables and charts of it', () => {
    expect(comparisonCsv(later).split('\n')[0]).toContain('p80_later_by');
    expect(comparisonMarkdown(later)).toContain('+14 (+14 to +14)');
    expect(overlayFigure(later)?.title).toBe('All compute is online 14 days later at P80');
    const shifts = shiftsFigure(later);
    expect(shifts?.config.data.datasets[0]?.data[0]?.x).toBe(14);
    expect(shifts?.title).toContain('later');
  });

  it('refuses to set a dated scenario beside a plain network', async () => {
    const plain = await play('net', [], 'scenario: net\ntime_unit: day\nactivities: {a: {duration: 3}}\n');
    expect(() => compareSides(before, plain)).toThrow(RangeError);
  });
});

describe('result folders', () => {
  const write = async (sets: readonly string[], runId: string, text = TEXT): Promise<string> => {
    const scenario = parseScenario(text, 'scenarios/slip.yaml', parseSets(sets));
    const result = await runStudy({
      plan: compile(scenario),
      tool: 'ttc',
      futures: futures(),
      seedLabel: 'study',
      questions: [],
      tellActivities: false,
      workers: 1,
    });
    const { folder: path } = await writeResults({
      result,
      scenario,
      out: folder.path,
      runId,
      charts: 'none',
      workers: 1,
      onOpen: () => undefined,
    } as Parameters<typeof writeResults>[0]);
    return path;
  };

  it('say what the scenarios they came from say, future by future', async () => {
    const sets = ['sites.plains.supply.gear.slip={gamma: {shape: 1.5, scale: 4 wk}}'];
    const [a, b] = [await write([], 'a'), await write(sets, 'b')];
    const read = compareSides(readResults(a), readResults(b));
    const played = compareSides(await play('a'), await play('b', sets));
    expect(read.pairing).toBe('paired');
    expect(read.dates.map(({ name, p50, p80, mean, causes }) => ({ name, p50, p80, mean, causes }))).toEqual(
      played.dates.map(({ name, p50, p80, mean, causes }) => ({ name, p50, p80, mean, causes })),
    );
    for (const key of ['by', 'lo', 'hi'] as const) expect(read.lostMwDays?.[key]).toBeCloseTo(played.lostMwDays![key]!, 3);
    expect(read.lostMwDays?.verdict).toBe('more');
    expect([...read.dates.map(({ name }) => name)]).not.toContain('lost MW-days');
  });

  it('of a version that did not keep the MW-days of each future have no interval of them', async () => {
    const path = await write([], 'old');
    const { readFileSync, writeFileSync } = await import('node:fs');
    const lines = readFileSync(`${path}/replications.csv`, 'utf8').trimEnd().split('\n');
    writeFileSync(`${path}/replications.csv`, `${lines.map((line) => line.slice(0, line.lastIndexOf(','))).join('\n')}\n`);
    expect(compareSides(readResults(path), readResults(path)).lostMwDays).toMatchObject({ by: 0, lo: null, verdict: 'cannot say' });
  });

  it('keep what is after the horizon, and amounts site by site', async () => {
    const path = await write([], 'sites', TWO_SITES);
    const side = readResults(path);
    expect([...side.dates.keys()]).toContain('south/online 100 %');
    const never = side.dates.get('south/online 100 %')!.filter((tick) => tick < 0).length;
    expect(never).toBe(side.outcomes.siteCurves['south']!.complete.censored);
  });

  it('are refused where files are missing or do not go together', async () => {
    const broken = (path: string): string => {
      try {
        readResults(path);
        return 'read';
      } catch (error) {
        expect(error).toBeInstanceOf(InvalidInput);
        return (error as InvalidInput).problems[0]!.message;
      }
    };
    expect(broken(folder.path)).toContain('no result folder');
    const path = await write([], 'cut');
    const { readFileSync, writeFileSync } = await import('node:fs');
    const rows = readFileSync(`${path}/replications.csv`, 'utf8').split('\n');
    writeFileSync(`${path}/replications.csv`, `${rows.slice(0, 10).join('\n')}\n`);
    expect(broken(path)).toContain('replications.csv has 9');
    writeFileSync(`${path}/summary.json`, '{');
    expect(broken(path)).toContain('no JSON');
  });
});

describe('--set', () => {
  it('reads values as YAML does', () => {
    expect(
      parseSets(['a.b=3', 'a.c=50 MW', 'a.d=x 0.75', 'a.e=null', 'a.f=[1, 2]', 'a.g={p: 1}', 'a.h=2026-01-05']).map(({ path, value }) => [
        path,
        value,
      ]),
    ).toEqual([
      ['a.b', 3],
      ['a.c', '50 MW'],
      ['a.d', 'x 0.75'],
      ['a.e', null],
      ['a.f', [1, 2]],
      ['a.g', { p: 1 }],
      ['a.h', '2026-01-05'],
    ]);
  });

  it('shows an override so that it can be copied to a shell and read back', () => {
    for (const override of [
      { path: 'a.b', value: 'x 1.25' },
      { path: 'a.b', value: '12 wk' },
      { path: 'a.b', value: null },
      { path: 'a.b', value: { lognormal: { p50: '4 wk', sigma: 0.2 } } },
      { path: 'a.b', value: "it's" },
      { path: 'a.b', value: '3' },
    ]) {
      const shell = showSet(override).replace(/^--set /, '');
      const word = shell.startsWith("'") ? shell.slice(1, -1).replaceAll("'\\''", "'") : shell;
      expect(parseSets([word])[0]).toMatchObject(override);
    }
  });

  it('tells all that cannot be read at once', () => {
    const problems = (): readonly { message: string }[] => {
      try {
        parseSets(['nothing', '=3', 'a..b=3', 'a=', 'a={b', 'fine=1']);
        return [];
      } catch (error) {
        return (error as InvalidInput).problems;
      }
    };
    expect(problems().map(({ message }) => message.replace(/^"[^"]*" /, ''))).toEqual([
      'has no "=" between a path and a value',
      'has no path before the "="',
      'has an empty key in its path',
      'has no value after the "="; null takes a key away',
      expect.stringContaining('is no YAML'),
    ]);
  });
});
