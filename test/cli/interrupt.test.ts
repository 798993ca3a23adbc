/** Ctrl-C: exit code 130, one line that says so, and nothing half-written. */
import { spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { COMMAND, ROOT, temporaryFolder } from './command.ts';

const folder = temporaryFolder();
const MESSAGE = '\nttc: interrupted; what was not finished has left no results\n';

interface Interrupted {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs `ttc` and sends it a signal as soon as `isTime` says so. */
function interrupt(words: readonly string[], signal: NodeJS.Signals, isTime: () => boolean): Promise<Interrupted> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [COMMAND, ...words], { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'], timeout: 60_000 });
    const output = { stdout: '', stderr: '' };
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output.stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      output.stderr += text;
    });
    const clock = setInterval(() => {
      if (!isTime()) return;
      clearInterval(clock);
      child.kill(signal);
    }, 5);
    child.on('close', (code) => {
      clearInterval(clock);
      resolve({ code, ...output });
    });
  });
}

/**
 * The same some time after the command was started. A machine so busy that the command had not begun by then, and was ended by the
 * signal itself, is given more.
 */
async function interruptWhileRunning(words: readonly string[], signal: NodeJS.Signals): Promise<Interrupted> {
  for (const milliseconds of [1500, 4000, 9000]) {
    const from = performance.now();
    const ended = await interrupt(words, signal, () => performance.now() - from > milliseconds);
    if (ended.code !== null) return ended;
  }
  throw new Error('the command had not begun after nine seconds');
}

describe.concurrent('an interrupted run', () => {
  it.each([
    ['on one thread', 'childress-horizon', '1', 'SIGINT'],
    ['on two threads', 'childress-horizon', '2', 'SIGINT'],
    ['of a small plan on one thread', 'first-hall', '1', 'SIGINT'],
    ['of a small plan on two threads', 'first-hall', '2', 'SIGINT'],
    ['asked to end by SIGTERM', 'childress-horizon', '1', 'SIGTERM'],
  ] as const)('%s', async (what, scenario, workers, signal) => {
    const out = join(folder.path, what);
    const words = ['run', `scenarios/${scenario}.yaml`, '--reps', '5000000', '--workers', workers, '--json', '--out', out];
    const { code, stdout, stderr } = await interruptWhileRunning(words, signal);
    expect(stderr).toBe(MESSAGE);
    expect(code).toBe(130);
    expect(stdout).toBe('');
    expect(existsSync(out)).toBe(false);
  });

  it('while results are being written takes away what is there', async () => {
    const out = join(folder.path, 'writing');
    const parent = join(out, 'childress-horizon');
    const hasBegun = (): boolean => existsSync(parent) && readdirSync(parent).length > 0;
    const words = ['run', 'scenarios/childress-horizon.yaml', '--reps', '50', '--out', out];
    const { code, stdout, stderr } = await interrupt(words, 'SIGINT', hasBegun);
    expect(stderr).toBe(MESSAGE);
    expect(code).toBe(130);
    expect(stdout).toBe('');
    expect(readdirSync(parent)).toEqual([]);
  });
});
