/** `ttc sensitivity` and `ttc run --until` as a user gives them: one document, files, refusals with their exit codes. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Outcomes } from '../../src/measure/outcomes.ts';
import type { SensitivityOutcomes } from '../../src/measure/sensitivity/outcomes.ts';
import { json, temporaryFolder, ttc } from '../cli/command.ts';

const folder = temporaryFolder();
const out = ['--workers', '1', '--out', folder.path];
const network = folder.write(
  'net.yaml',
  `scenario: net
time_unit: day
until: 1000
activities:
  dig: {duration: {uniform: {low: 10, high: 130}}}
  build: {after: dig, duration: {uniform: {low: 10, high: 40}}}
  done: {milestone: true, after: build}
`,
);

describe.concurrent('sensitivity', () => {
  test('prints one document and leaves its files', async () => {
    const outcomes = await json<SensitivityOutcomes>(['sensitivity', network, '--outcome', 'done', '--reps', '600', ...out]);
    expect(outcomes).toMatchObject({ schemaVersion: 1, scenario: 'net', replications: 600, verdict: { enough: true } });
    expect(outcomes.inputs.map(({ input }) => input)).toEqual(['dig', 'build']);
    expect(outcomes.inputs[0]?.first.lo).toBeGreaterThan(0.8);
  });

  test('tells a person what moves it, by input and by cause, and when it is late', async () => {
    const { code, stdout } = await ttc([
      'sensitivity',
      network,
      '--outcome',
      'done',
      '--late-after',
      '130',
      '--reps',
      '600',
      '--design',
      'sobol',
      '--design-size',
      '64',
      ...out,
    ]);
    expect(code).toBe(0);
    expect(stdout).toContain('What moves done of');
    expect(stdout).toContain('enough futures: by chance alone');
    expect(stdout).toMatch(/^ {2}dig +9\d(\.\d)? % \(/m);
    expect(stdout).toContain('done later than 130: ');
    expect(stdout).toMatch(/where dig above \d+(\.\d)? days/);
    expect(stdout).toContain('Sobol design, 256 futures of its own');
    expect(stdout).not.toMatch(/\b(0|100) %/);
    const results = join(folder.path, /results: .*(net\/\S+)/.exec(stdout)?.[1] ?? '');
    for (const file of [
      'sensitivity.json',
      'inputs.csv',
      'manifest.json',
      'charts/sensitivity.png',
      'charts/sensitivity-causes.png',
      'charts/late-futures.png',
    ])
      expect(existsSync(join(results, file)), file).toBe(true);
    expect(readFileSync(join(results, 'inputs.csv'), 'utf8').split('\n')).toHaveLength(4);
  });

  test('takes changes to the scenario', async () => {
    const changed = await json<SensitivityOutcomes>([
      'sensitivity',
      network,
      '--outcome',
      'done',
      '--reps',
      '300',
      '--no-charts',
      '--set',
      'activities.dig.duration=20',
      ...out,
    ]);
    expect(changed.inputs.map(({ input }) => input)).toEqual(['build']);
  });

  test.each([
    [['--outcome', 'dome'], 3, 'no milestone "dome"; did you mean "done"?'],
    [['--late-after', 'soon'], 3, '"soon" is not a number'],
    [['--design', 'random'], 2, 'Write sobol or morris'],
    [['--design-size', '8'], 2, '--design-size is the size of a design'],
    [['--reps', '1'], 2, 'whole number'],
  ])('refuses %j', async (words, exit, message) => {
    const { code, stderr } = await ttc(['sensitivity', network, ...words, ...out]);
    expect(stderr).toContain(message);
    expect(code).toBe(exit);
  });
});

describe.concurrent('until', () => {
  test('says what was reached in text, JSON and summary.md', async () => {
    const words = ['run', network, '--until', 'p80:done:8', ...out];
    const [outcomes, told] = await Promise.all([json<Outcomes>(words), ttc(words)]);
    expect(outcomes.enough).toMatchObject([{ question: 'p80:done:8', milestone: 'done', percentile: 0.8, asked: 8, isEnough: true }]);
    const sentence = `P80 of done: after ${outcomes.replications.toLocaleString('en-GB')} futures its 90 % interval is`;
    expect(told.stdout).toContain(sentence);
    const results = join(folder.path, /results: .*(net\/\S+)/.exec(told.stdout)?.[1] ?? '');
    expect(readFileSync(join(results, 'summary.md'), 'utf8')).toContain(sentence);
    const fixed = await json<Outcomes>(['run', network, '--reps', String(outcomes.replications), ...out]);
    const { enough, ...rest } = outcomes;
    expect(enough).toHaveLength(1);
    expect(rest).toEqual({ ...fixed });
  });

  test('gives up at --max-reps and says so', async () => {
    const { code, stdout } = await ttc(['run', network, '--until', 'p80:done:0.5', '--max-reps', '600', ...out]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/after 600 futures its 90 % interval is \S+ days wide, wider than the 0\.5 days asked for/);
  });

  test.each([
    [['--until', 'p80:dome:3'], 3, 'did you mean "done"?'],
    [['--until', 'p80:done:3', '--reps', '9'], 2, '--max-reps'],
    [['--until', 'p80:done:3', '--world', 'median'], 2, 'without luck'],
    [['--max-reps', '9'], 2, '--until'],
  ])('refuses %j', async (words, exit, message) => {
    const { code, stderr } = await ttc(['run', network, ...words, ...out]);
    expect(stderr).toContain(message);
    expect(code).toBe(exit);
  });
});
