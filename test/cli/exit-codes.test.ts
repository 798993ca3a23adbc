/** How the command ends: usage, unwritable folders, plans that cannot finish, and readers that have seen enough. */
import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { COMMAND, ROOT, temporaryFolder, ttc } from './command.ts';
import { DEADLOCK, NETWORK, TOO_LONG } from './scenarios.ts';

const folder = temporaryFolder();
const network = folder.write('net.yaml', NETWORK);
const out = ['--out', `${folder.path}/out`, '--no-charts'];

describe.concurrent('2: the command line itself is wrong', () => {
  it.each([
    ['no such command', ['rnu', network], "unknown command 'rnu'\n(Did you mean run?)"],
    ['no such option', ['run', network, '--wrold', 'median'], "unknown option '--wrold'\n(Did you mean --world?)"],
    ['no file', ['run'], "missing required argument 'files'"],
    ['no milestone to explain', ['explain', network], "missing required argument 'milestone'"],
    ['an option without its value', ['run', network, '--reps'], "option '--reps <n>' argument missing"],
    ['no number', ['run', network, '--reps', 'many'], 'Write a whole number from 1 to 10000000.'],
    ['half a future', ['run', network, '--reps', '1.5'], 'Write a whole number from 1 to 10000000.'],
    ['no futures', ['run', network, '--reps', '0'], 'Write a whole number from 1 to 10000000.'],
    ['a folder without a name', ['run', network, '--out', ''], 'Name a folder, such as out.'],
    ['no threads', ['run', network, '--workers', '0'], 'Write a whole number from 1 to 1024.'],
    ['an unknown world', ['run', network, '--world', 'best'], 'Write one of median, mean, mode.'],
    ['a world with a seed', ['run', network, '--world', 'median', '--seed', 'a'], '--world is one run without luck'],
    ['a world with futures', ['run', network, '--world', 'median', '--reps', '5'], '--world is one run without luck'],
    ['two kinds of seeds', ['run', network, '--seed', 'a', '--seeds', 'seeds/ci.txt'], 'two ways to say which futures'],
    ['activities of many futures', ['run', network, '--activities'], '--activities tells one future'],
    ['no seed', ['run', network, '--seed', 'a b'], '"a b" is not a seed'],
    ['a seed without room', ['run', network, '--seed', 'a:999999990', '--reps', '11'], 'leaves no room for 11 futures'],
    [
      'more futures than a list holds',
      ['run', network, '--seeds', 'seeds/ci.txt', '--reps', '201'],
      'holds 200 seeds, fewer than --reps 201',
    ],
    ['no number of futures to explain', ['explain', network, 'done', '--reps', 'x'], '--reps x is not a number of futures'],
  ])('%s', async (_what, words, message) => {
    const { code, stdout, stderr } = await ttc(words);
    expect(stderr).toContain(message);
    expect(stderr).not.toMatch(/^\s+at /m);
    expect(stdout).toBe('');
    expect(code).toBe(2);
  });
});

describe.concurrent('3: what was asked for cannot be read or written', () => {
  it('results go where a file is', async () => {
    const { code, stdout, stderr } = await ttc(['run', network, '--reps', '1', '--out', `${network}/out`, '--json', '--no-charts']);
    expect(code).toBe(3);
    expect(stderr).toContain('cannot be written (part of the path is a file)');
    expect(stderr).toContain('to mend it: name a folder you may write to with --out');
    expect(stderr).not.toMatch(/^\s+at /m);
    expect(stdout).toBe('');
  });

  it('a milestone that the plan does not have', async () => {
    const { code, stderr } = await ttc(['explain', network, 'dome']);
    expect(code).toBe(3);
    expect(stderr).toContain('has no milestone or activity "dome"; did you mean "done"?');
  });

  it('a scenario that is not there', async () => {
    for (const command of [['run'], ['validate'], ['plan']]) {
      const { code, stderr } = await ttc([...command, `${folder.path}/nowhere.yaml`]);
      expect(stderr).toContain(`${folder.path}/nowhere.yaml:1:1: there is no such file`);
      expect(code).toBe(3);
    }
  });
});

describe.concurrent('8: the plan cannot finish', () => {
  it('over kept units, with who waits for what', async () => {
    const { code, stdout, stderr } = await ttc(['run', folder.write('deadlock.yaml', DEADLOCK), '--reps', '20', '--json', ...out]);
    expect(code).toBe(8);
    expect(JSON.parse(stdout)).toMatchObject({ replications: 20, censored: 20, makespan: { value: null, p50: { value: null } } });
    expect(stderr).toContain('no future of deadlock finishes by the horizon. Who waits for what:');
    expect(stderr).toContain('"left-lift" waits for pool "crane" since 1\n');
    expect(stderr).toContain('"right-lift" waits for pool "crane" since 1\n');
  });

  it('by its horizon', async () => {
    const { code, stderr } = await ttc(['run', folder.write('too-long.yaml', TOO_LONG), '--world', 'median', ...out]);
    expect(code).toBe(8);
    expect(stderr).toContain('"pour" is still at work, since 2026-01-25T00:00Z\n');
    expect(stderr).toContain('"cure" waits for "pour"\n');
  });
});

describe.concurrent('0: a reader that has seen enough is no error', () => {
  it('closing the pipe ends the command quietly', async () => {
    const child = spawn(process.execPath, [COMMAND, 'plan', 'scenarios/childress-horizon.yaml', '--json'], {
      cwd: ROOT,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let stderr = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
    });
    child.stdout.once('data', () => child.stdout.destroy());
    const code = await new Promise((resolve) => child.on('close', resolve));
    expect(stderr).toBe('');
    expect(code).toBe(0);
  });

  it('help and version are no errors either', async () => {
    const [help, version, runHelp] = await Promise.all([ttc(['--help']), ttc(['--version']), ttc(['run', '--help'])]);
    expect(help.code).toBe(0);
    expect(help.stdout).toMatch(/^Examples:\n {2}ttc run /);
    expect(version.stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
    expect(runHelp.stdout).toMatch(/^Examples:\n {2}ttc run /);
    for (const { code, stderr } of [help, version, runHelp]) {
      expect(code).toBe(0);
      expect(stderr).toBe('');
    }
  });
});

it('a folder that is there already is written into', async () => {
  mkdirSync(`${folder.path}/there/net`, { recursive: true });
  const { code } = await ttc(['run', network, '--reps', '1', '--out', `${folder.path}/there`]);
  expect(code).toBe(0);
});
