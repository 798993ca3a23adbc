/** Runs the built command as a user does, and keeps what it says on both streams. */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';

export const ROOT = join(import.meta.dirname, '../..');
export const COMMAND = join(ROOT, 'dist/ttc.js');

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Starts `ttc` with these words. Stops waiting for it, and fails, after a minute. */
export function ttc(
  words: readonly string[],
  options: { readonly cwd?: string; readonly env?: Readonly<Record<string, string>> } = {},
): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [COMMAND, ...words], {
      cwd: options.cwd ?? ROOT,
      env: { ...process.env, ...options.env },
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: 60_000,
    });
    const output = { stdout: '', stderr: '' };
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output.stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      output.stderr += text;
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, ...output }));
  });
}

/** The one JSON document that a command prints. Throws if there is anything else, or if the command did not end well. */
export async function json<T>(words: readonly string[], options: { readonly cwd?: string } = {}): Promise<T> {
  const { code, stdout, stderr } = await ttc([...words, '--json'], options);
  if (code !== 0) throw new Error(`ttc ${words.join(' ')} ended with ${code}\n${stderr}`);
  return JSON.parse(stdout) as T;
}

/** A folder of its own for a test file, gone when its tests are done. */
export function temporaryFolder(): { readonly path: string; readonly write: (name: string, text: string) => string } {
  const path = mkdtempSync(join(tmpdir(), 'ttc-cli-'));
  afterAll(() => rmSync(path, { recursive: true, force: true }));
  return {
    path,
    write(name, text) {
      const file = join(path, name);
      writeFileSync(file, text);
      return file;
    },
  };
}
