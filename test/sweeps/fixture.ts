/** A small scenario, a sweep of it, the command, and a tree as text to compare. */
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';

const COMMAND = join(import.meta.dirname, '../../dist/ttc.js');

export const BASE = `scenario: shop
time_unit: day
pools: {fitters: 3}
activities:
  cut: {duration: {triangular: {low: 4, mode: 6, high: 12}}, pools: {fitters: 1}}
  weld: {duration: {triangular: {low: 3, mode: 5, high: 11}}, pools: {fitters: 2}}
  paint: {duration: {lognormal: {p50: 4, sigma: 0.4}}, after: [cut, weld], pools: {fitters: 1}}
  ship: {milestone: true, after: paint}
`;

export const SWEEP = `sweep: shop-sweep
base: base.yaml
futures: 300
axes:
  fitters: {path: pools.fitters, values: [2, 3, 4]}
  paint: {path: activities.paint.duration.lognormal.p50, from: 2, to: 6, steps: 4}
`;

/** A folder with base.yaml and sweep.yaml in it. */
export function makeFolder(sweep = SWEEP, base = BASE): string {
  const folder = mkdtempSync(join(tmpdir(), 'ttc-sweep-'));
  writeFileSync(join(folder, 'base.yaml'), base);
  writeFileSync(join(folder, 'sweep.yaml'), sweep);
  return folder;
}

export interface Ran {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export function ttc(...words: string[]): Ran {
  const { status, stdout, stderr } = spawnSync(process.execPath, [COMMAND, ...words], { encoding: 'utf8' });
  return { status, stdout, stderr };
}

/** Starts the command, and sends a signal as soon as `when` says so. Resolves with the exit code, or the signal that ended it. */
export function stopped(words: readonly string[], signal: NodeJS.Signals, when: () => boolean): Promise<number | NodeJS.Signals> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [COMMAND, ...words], { stdio: 'ignore' });
    const watch = setInterval(() => {
      if (!when()) return;
      clearInterval(watch);
      child.kill(signal);
    }, 2);
    child.on('exit', (code, by) => {
      clearInterval(watch);
      resolve(by ?? code ?? -1);
    });
  });
}

/** Every file below a folder with the SHA-256 of its bytes. */
export function treeOf(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = files.map((entry) => join(entry.parentPath, entry.name)).sort();
  return Object.fromEntries(paths.map((path) => [relative(folder, path), createHash('sha256').update(readFileSync(path)).digest('hex')]));
}

export function cellsThere(out: string): number {
  try {
    return readdirSync(out, { recursive: true, encoding: 'utf8' }).filter((path) => /cells\/[0-9a-f]{12}\.json$/.test(path)).length;
  } catch {
    // The folder may not be there yet, or be in the making.
    return 0;
  }
}
