/** The step of action.yml that checks, run as GitHub runs it: inputs as variables, bash that stops at the first error. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { COMMAND, ROOT, temporaryFolder } from '../cli/command.ts';

const folder = temporaryFolder();
const SMALL = `scenario: small
start: 2026-01-01
until: 2029-12-31
expect: done.p80 <= 2028-06-30
activities:
  gear: {duration: {lognormal: {p50: 40 wk, p90: 60 wk}}}
  done: {after: gear, milestone: true}
`;
folder.write('small.yaml', SMALL);
folder.write('-odd.yaml', SMALL);
folder.write('empty.yaml', 'scenario: empty\nstart: 2026-01-01\nuntil: 2029-12-31\nactivities: {a: {duration: 3 d}}\n');

interface Action {
  readonly runs: { readonly steps: readonly { readonly id?: string; readonly run: string }[] };
}
const { runs } = parse(readFileSync(join(ROOT, 'action.yml'), 'utf8')) as Action;
const script = runs.steps.find(({ id }) => id === 'check')?.run ?? '';

function step(inputs: Readonly<Record<string, string>>, output = 'outputs.txt') {
  const none = { GATES: '', EXPECT: '', MAX_REPS: '', JUNIT: '', OUT: '', UNDECIDED: 'fail' };
  const env = { ...process.env, ...none, REPS: '200', TTC: COMMAND, GITHUB_OUTPUT: join(folder.path, output), ...inputs };
  const { status, stdout, stderr } = spawnSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', script], {
    cwd: folder.path,
    env,
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

describe('the step of the action', () => {
  it('takes patterns, and writes no JUnit file if none is asked for', () => {
    const { status, stdout } = step({ SCENARIOS: 's*.yaml\nempty.yaml' });
    expect([status, stdout]).toEqual([0, expect.stringContaining('not checked: empty.yaml')]);
    expect(readFileSync(join(folder.path, 'outputs.txt'), 'utf8')).toBe('exit-code=0\n');
    expect(existsSync(join(folder.path, 'ttc-check.xml'))).toBe(false);
    expect(step({ SCENARIOS: 'small.yaml', JUNIT: 'a/check.xml' }).status).toBe(0);
    expect(existsSync(join(folder.path, 'a/check.xml'))).toBe(true);
  });

  it('takes no file for an option', () => {
    expect(step({ SCENARIOS: '-odd.yaml' }).status).toBe(0);
  });

  it('keeps the verdict where outputs cannot be written', () => {
    const inputs = { SCENARIOS: 'small.yaml', EXPECT: 'done.p80 <= 2026-02-01', JUNIT: 'small.yaml/check.xml' };
    const { status, stdout, stderr } = step(inputs, 'nowhere/outputs.txt');
    expect([status, stdout]).toEqual([4, expect.stringContaining('not as expected')]);
    expect(stderr).toContain('cannot be written');
  });
});
