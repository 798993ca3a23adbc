/** `ttc check` and `ttc baseline` as a user meets them: every exit code, files, and what stands where. */
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { CheckResult } from '../../src/report/check-result.ts';
import { ROOT, temporaryFolder, ttc } from '../cli/command.ts';

const folder = temporaryFolder();
const options = { cwd: folder.path };

const SMALL = (gear: string) => `scenario: small
start: 2026-01-01
until: 2029-12-31
expect:
  - done.p80 <= 2028-06-30
activities:
  gear: {duration: {lognormal: {p50: ${gear}, p90: 60 wk}}, cause: equipment}
  fit: {after: gear, duration: {pert: {low: 100 d, mode: 130 d, high: 200 d}}}
  done: {after: fit, milestone: true, target: 2027-06-30}
`;
folder.write('small.yaml', SMALL('40 wk'));
folder.write('empty.yaml', 'scenario: empty\nstart: 2026-01-01\nuntil: 2029-12-31\nactivities: {a: {duration: 3 d}}\n');
folder.write('gates.yaml', 'title: gates\nexpect:\n  - P(done <= 2029-01-01) >= 90 %\nreps: 200\nmax_reps: 400\n');

async function checked(...words: string[]): Promise<{ code: number | null; result: CheckResult }> {
  const { code, stdout } = await ttc(['check', ...words, '--json'], options);
  return { code, result: JSON.parse(stdout) as CheckResult };
}

describe('ttc check', () => {
  it('0: everything is as expected, with a gate file and on the command line too', async () => {
    const { code, result } = await checked('small.yaml', '--gates', 'gates.yaml', '--expect', 'done.p50 <= 2028-01-01', '--out', 'out');
    expect(code).toBe(0);
    expect(result).toMatchObject({ schemaVersion: 1, verdict: 'pass', exitCode: 0 });
    expect(result.scenarios[0]?.gates.map(({ expectation, verdict, place }) => [expectation, verdict, place?.file, place?.line])).toEqual([
      ['done.p80 <= 2028-06-30', 'pass', 'small.yaml', 5],
      ['P(done <= 2029-01-01) >= 90 %', 'pass', 'gates.yaml', 3],
      ['done.p50 <= 2028-01-01', 'pass', undefined, undefined],
    ]);
    expect(result.scenarios[0]?.charts.length).toBeGreaterThan(0);
    for (const chart of result.scenarios[0]?.charts ?? []) expect(existsSync(join(folder.path, chart))).toBe(true);
  });

  it('4: a limit is broken', async () => {
    const { code, result } = await checked('small.yaml', '--expect', 'done.p80 <= 2026-12-01', '--reps', '200');
    expect([code, result.verdict]).toEqual([4, 'fail']);
  });

  it('6: too close to tell with the futures allowed', async () => {
    const { result } = await checked('small.yaml', '--expect', 'done.p80 > 2029-01-01', '--reps', '400', '--max-reps', '400');
    const middle = result.scenarios[0]?.gates[1]?.findings[0]?.value as string;
    const { code, result: close } = await checked('small.yaml', '--expect', `done.p80 <= ${middle}`, '--reps', '200', '--max-reps', '400');
    expect([code, close.verdict]).toEqual([6, 'undecided']);
    expect(close.scenarios[0]?.gates[1]).toMatchObject({ futures: 400, looks: 2, mostLooks: 2 });
    const { stdout } = await ttc(
      ['check', 'small.yaml', '--expect', `done.p80 <= ${middle}`, '--reps', '200', '--max-reps', '400'],
      options,
    );
    expect(stdout).toContain('to decide it: more futures (--max-reps 1600), or a limit with more room');
  });

  it.each([
    ['an unknown milestone', ['small.yaml', '--expect', 'dome.p80 <= 2027-01-01'], 'did you mean "done"?'],
    ['an unknown metric', ['small.yaml', '--expect', 'lost_mw_day < 4'], 'did you mean "lost_mw_days"?'],
    ['an unknown cause', ['small.yaml', '--expect', 'wait_days.equipmnt < 4'], 'did you mean "equipment"?'],
    ['nothing to check', ['empty.yaml'], 'nothing is expected of this scenario'],
    ['an amount without digits', ['small.yaml', '--expect', 'wait_days < _'], '"_" is not a number'],
    ['no baseline', ['small.yaml', '--expect', 'no worse than baseline'], 'there is no baseline to compare with'],
    ['no gate file', ['small.yaml', '--gates', 'nowhere.yaml'], 'there is no such file'],
    ['no scenario', ['nowhere.yaml'], 'there is no such file'],
  ])('3: %s', async (_what, words, message) => {
    const { code, stdout, stderr } = await ttc(['check', ...words], options);
    expect(stderr).toContain(message);
    expect(stderr).toContain('to mend it: ');
    expect([code, stdout]).toEqual([3, '']);
  });

  it.each([
    ['more futures first than in all', ['check', 'small.yaml', '--reps', '400', '--max-reps', '200']],
    ['more futures first than a gate file allows', ['check', 'small.yaml', '--reps', '2000', '--gates', 'gates.yaml']],
    ['fewer futures than a gate file begins with', ['check', 'small.yaml', '--max-reps', '100', '--gates', 'gates.yaml']],
    ['one baseline for two', ['check', 'small.yaml', 'empty.yaml', '--baseline', 'x.json']],
    ['two baselines of one name in one folder', ['baseline', 'update', 'small.yaml', 'below/small.yaml', '--out', 'kept']],
    ['no such verb', ['baseline', 'upgrade', 'small.yaml']],
  ])('2: %s', async (_what, words) => {
    expect((await ttc(words, options)).code).toBe(2);
  });
});

describe('what a check writes', () => {
  it('is told without what cannot be written, which makes a good verdict 3 and leaves a bad one', async () => {
    folder.write('a-file', '');
    const words = ['small.yaml', '--reps', '200', '--junit', 'a-file/check.xml', '--out', 'a-file/out', '--summary', 'told/check.md'];
    const good = await ttc(['check', ...words, '--json'], options);
    expect(good.stderr).toMatch(/a-file\S*: cannot be written/);
    expect([good.code, (JSON.parse(good.stdout) as CheckResult).exitCode]).toEqual([3, 3]);
    expect(readFileSync(join(folder.path, 'told/check.md'), 'utf8')).toContain('# ttc check: passed');
    const bad = await ttc(['check', ...words, '--expect', 'done.p80 <= 2026-12-01'], options);
    expect([bad.code, bad.stdout]).toEqual([4, expect.stringContaining('not as expected')]);
  });

  it('says what is wrong with the input in JUnit, summary and annotations too, and plays nothing', async () => {
    folder.write('typo.yaml', SMALL('40 wk').replace('done.p80', 'dome.p80'));
    const env = { GITHUB_ACTIONS: 'true', GITHUB_WORKSPACE: folder.path, GITHUB_STEP_SUMMARY: join(folder.path, 'step.md') };
    const words = ['check', 'typo.yaml', 'small.yaml', '--junit', 'refused.xml', '--summary', 'refused.md'];
    const { code, stdout, stderr } = await ttc(words, { ...options, env });
    expect([code, stdout]).toEqual([3, '']);
    expect(stderr).toMatch(/^::error file=typo\.yaml,line=5,title=not checked::.*did you mean "done"/m);
    const text = (name: string): string => readFileSync(join(folder.path, name), 'utf8');
    expect(text('refused.xml')).toContain('<testsuites name="ttc check" tests="1" failures="0" errors="1" skipped="0">');
    expect(text('refused.xml')).toMatch(/<testcase .* file="typo\.yaml" line="5">\n\s*<error /);
    expect(text('refused.md')).toMatch(/^# ttc check: not begun\n[\s\S]*`typo\.yaml:5`/);
    expect(text('step.md')).toBe(text('refused.md'));
  });

  it('tells of a mistake in an expectation, and not of the baseline that it is compared with', async () => {
    folder.write('based.yaml', SMALL('40 wk'));
    expect((await ttc(['baseline', 'update', 'based.yaml', '--reps', '100'], options)).code).toBe(0);
    const { code, stderr } = await ttc(['check', 'based.yaml', '--expect', 'no worse than baseline by more than 7'], options);
    expect([code, stderr]).toEqual([3, expect.stringContaining('"7" has no unit')]);
    expect(stderr).not.toContain('baseline.json:1:1');
  });

  it('names files of which nothing is expected, if there are others', async () => {
    const { code, stdout } = await ttc(['check', 'small.yaml', 'empty.yaml', '--reps', '200'], options);
    expect([code, stdout]).toEqual([0, expect.stringContaining('not checked: empty.yaml')]);
    expect((await checked('small.yaml', 'empty.yaml', '--reps', '200')).result.notChecked).toEqual(['empty.yaml']);
  });

  it('marks files as GitHub finds them: from the top of the checkout, wherever the step runs', async () => {
    mkdirSync(join(folder.path, 'below'));
    folder.write('below/late.yaml', SMALL('40 wk'));
    const env = { GITHUB_ACTIONS: 'true', GITHUB_WORKSPACE: folder.path };
    const { stderr } = await ttc(['check', 'late.yaml', '--reps', '200', '--expect', 'done.p80 <= 2026-12-01'], {
      cwd: join(folder.path, 'below'),
      env,
    });
    expect(stderr).toMatch(/^::error file=below\/late\.yaml,line=1,/m);
  });
});

describe('ttc baseline update, then a change of one lead time', () => {
  it('5: JUnit, summary and messages say the same of what moved, by how much and why', async () => {
    const file = join(folder.path, 'moved.yaml');
    writeFileSync(file, SMALL('40 wk'));
    const made = await ttc(['baseline', 'update', 'moved.yaml', '--reps', '300'], options);
    expect([made.code, made.stdout]).toEqual([0, expect.stringMatching(/^new {7}moved\.baseline\.json {2}300 futures/)]);
    // As many futures as it has had, unless told otherwise.
    expect((await ttc(['baseline', 'update', 'moved.yaml'], options)).stdout).toMatch(/^unchanged moved\.baseline\.json {2}300 /);
    const same = await checked('moved.yaml');
    expect(same.code).toBe(0);
    expect(same.result.scenarios[0]?.baseline).toMatchObject({ futures: 300, pairing: 'paired', changed: [] });

    writeFileSync(file, SMALL('48 wk'));
    const words = ['moved.yaml', '--junit', 'reports/check.xml', '--summary', 'reports/check.md'];
    const { code, stdout } = await ttc(['check', ...words], options);
    expect(code).toBe(5);
    const message =
      /done P80 is \d+\.\d days later \([^)]*\), from \S+ to [^;]+; 7\.0 days are let pass; on its way, on average: \+\d+\.\d d equipment/;
    const told = message.exec(stdout)?.[0];
    expect(told).toBeDefined();
    expect(stdout).toContain('the scenario has changed since the baseline');
    expect(readFileSync(join(folder.path, 'reports/check.xml'), 'utf8')).toContain(told);
    expect(readFileSync(join(folder.path, 'reports/check.md'), 'utf8')).toContain(told);
    const other = await checked('moved.yaml', '--seed', 'other', '--max-reps', '1000');
    expect(other.result.scenarios[0]?.baseline?.pairing).toBe('unpaired');
    expect(other.code).toBe(5);
  });

  it('leaves a baseline elsewhere if asked to, and takes one from there', async () => {
    copyFileSync(join(folder.path, 'small.yaml'), join(folder.path, 'elsewhere.yaml'));
    await ttc(['baseline', 'update', 'elsewhere.yaml', '--reps', '100', '--out', 'kept'], options);
    expect(existsSync(join(folder.path, 'elsewhere.baseline.json'))).toBe(false);
    const { code, result } = await checked('elsewhere.yaml', '--baseline', 'kept/elsewhere.baseline.json');
    expect(code).toBe(0);
    expect(result.scenarios[0]?.gates.map(({ expectation }) => expectation)).toContain('no worse than baseline by more than 7 d');
  });
});

describe('the baselines of this repository', () => {
  const scenarios = ['scenarios', 'scenarios/sites'].flatMap((at) =>
    readdirSync(join(ROOT, at)).flatMap((file) => (file.endsWith('.yaml') ? [`${at}/${file.replace(/\.yaml$/, '')}`] : [])),
  );

  it.each(scenarios)('%s has one, small enough to be committed', (name) => {
    const { length } = readFileSync(join(ROOT, `${name}.baseline.json`));
    expect(length).toBeLessThan((name.endsWith('portfolio') ? 160 : 64) * 1024);
  });
});
