/** `ttc doctor`: checks that this machine can do what ttc needs, one line each. */
import { accessSync, constants, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { packageRoot } from '../../base/package-root.ts';
import type { CommandDefinition } from '../command.ts';
import { EXIT } from '../exit.ts';
import { paint, print } from '../terminal.ts';

interface Check {
  readonly label: string;
  readonly failureLabel: string;
  /** A detail worth showing. Throws when the check fails. */
  readonly test: () => Promise<string>;
}

const CHECKS: readonly Check[] = [
  {
    label: 'Node is recent enough',
    failureLabel: 'Node 20.19 or later is needed',
    test: async () => {
      const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
      if (major < 20 || (major === 20 && minor < 19)) throw new Error(process.version);
      return process.version;
    },
  },
  {
    label: 'charts can be painted',
    failureLabel: 'the canvas or its font does not load; run npm ci again',
    test: async () => {
      const { paint: paintFigure } = await import('../../figures/paint.ts');
      const png = paintFigure({
        name: 'doctor',
        title: '',
        subtitle: '',
        width: 64,
        height: 36,
        config: { type: 'line', data: { datasets: [{ data: [{ x: 0, y: 1 }] }] }, options: { scales: { x: { type: 'linear' } } } },
      });
      return `${png.length} bytes`;
    },
  },
  {
    label: 'worker threads run',
    failureLabel: 'the bundled worker is missing; run npm run build',
    test: async () => {
      const file = join(packageRoot(), 'dist', 'worker.js');
      accessSync(file, constants.R_OK);
      return `${availableParallelism()} cores`;
    },
  },
  {
    label: 'results can be written here',
    failureLabel: 'this folder cannot be written to; use --out',
    test: async () => {
      accessSync(existsSync('out') ? 'out' : '.', constants.W_OK);
      rmSync(mkdtempSync(join(tmpdir(), 'ttc-')), { recursive: true });
      return existsSync('out') ? 'out/' : '.';
    },
  },
  {
    label: 'the library of building blocks is whole',
    failureLabel: 'scenarios/library is missing or does not read',
    test: async () => {
      const { libraryEntries } = await import('../../scenario/library.ts');
      return `${libraryEntries(join(packageRoot(), 'scenarios', 'library')).length} entries`;
    },
  },
];

export const doctor: CommandDefinition = {
  name: 'doctor',
  summary: 'check that this machine has what ttc needs',
  examples: ['ttc doctor'],
  declare: (command) => command.option('--json', 'print one JSON document'),
  async act(_args, options) {
    const results: { label: string; ok: boolean; detail: string }[] = [];
    for (const check of CHECKS) {
      try {
        results.push({ label: check.label, ok: true, detail: await check.test() });
      } catch (error) {
        results.push({ label: check.failureLabel, ok: false, detail: error instanceof Error ? error.message : String(error) });
      }
    }
    if (options['json'] === true) await print(`${JSON.stringify({ schemaVersion: 1, checks: results })}\n`);
    else
      for (const { ok, label, detail } of results)
        await print(`${ok ? '  ok ' : paint('FAIL ', 'red', process.stdout)} ${label} (${detail})\n`);
    return results.every(({ ok }) => ok) ? EXIT.done : EXIT.invalid;
  },
};
