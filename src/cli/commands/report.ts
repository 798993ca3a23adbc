/** `ttc report`: writes the report of results that are there already: of a run, a sweep, a comparison or levers. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Command } from 'commander';
import type { CommandDefinition } from '../command.ts';
import { asOutputError, EXIT } from '../exit.ts';
import { print } from '../terminal.ts';

interface ReportOptions {
  readonly levers?: string;
  readonly json?: true;
}

export const report: CommandDefinition = {
  name: 'report',
  summary: 'write the results of a run, a sweep, a comparison or levers as one HTML file to be read, printed and sent',
  examples: [
    'ttc report out/childress-horizon/20261101-120000-1a2b3c',
    'ttc report out/childress-horizon/20261101-120000-1a2b3c --levers out/childress-horizon/levers/20261101-121500-4d5e6f',
    'ttc report out/sweeps/horizon-crew-gear-gpus/0a1b2c3d4e5f',
    'ttc report out/childress-horizon/compare/20261101-123000-7a8b9c',
  ],
  declare: (command: Command) =>
    command
      .argument('<folder>', 'the folder that "ttc run", "sweep", "merge", "compare", "levers", "sensitivity" or "backtest" has left')
      .option('--levers <folder>', 'in the report of a run: the folder that "ttc levers" has left, for what would help')
      .option('--json', 'print one JSON document on stdout, and nothing else'),
  async act([folder], given) {
    const { levers, json } = given as unknown as ReportOptions;
    const { reportOfFolder } = await import('../../report/html/folder-report.ts');
    const { REPORT_FILE } = await import('../../report/html/reproduce.ts');
    const { writeWhole } = await import('../../report/write-file.ts');
    const page = reportOfFolder(folder as string, levers ?? null);
    const file = join(folder as string, REPORT_FILE);
    const digest = createHash('sha256').update(page).digest('hex');
    try {
      writeWhole(file, page);
      list(join(folder as string, 'manifest.json'), REPORT_FILE, digest, writeWhole);
    } catch (error) {
      throw asOutputError(error, file, 'copy the folder to where you may write, and name the copy');
    }
    const fromHere = relative('.', file);
    await print(
      json === true
        ? `${JSON.stringify({ schemaVersion: 1, file, bytes: Buffer.byteLength(page), sha256: digest })}\n`
        : `report: ${fromHere.startsWith('..') ? file : fromHere}\n`,
    );
    return EXIT.done;
  },
};

/** Of a sweep that goes on there is no manifest: where one stands, the tree is finished. */
function list(manifestFile: string, name: string, digest: string, write: (file: string, content: string) => void): void {
  if (!existsSync(manifestFile)) return;
  const manifest = JSON.parse(readFileSync(manifestFile, 'utf8')) as { files: Record<string, string> };
  write(manifestFile, `${JSON.stringify({ ...manifest, files: { ...manifest.files, [name]: digest } }, null, 2)}\n`);
}
