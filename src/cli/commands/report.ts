/** `ttc report`: writes the report of a run that is there already, with the levers of another folder if one is named. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
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
  summary: 'write the results of a run as one HTML file to be read, printed and sent',
  examples: [
    'ttc report out/childress-horizon/20261101-120000-1a2b3c',
    'ttc report out/childress-horizon/20261101-120000-1a2b3c --levers out/childress-horizon/levers/20261101-121500-4d5e6f',
  ],
  declare: (command: Command) =>
    command
      .argument('<folder>', 'the folder that "ttc run" has left')
      .option('--levers <folder>', 'the folder that "ttc levers" has left: what would help')
      .option('--json', 'print one JSON document on stdout, and nothing else'),
  async act([folder], given) {
    const { levers, json } = given as unknown as ReportOptions;
    const { REPORT_FILE, reportOfFolder } = await import('../../report/html/write-report.ts');
    const { writeWhole } = await import('../../report/write-file.ts');
    const page = reportOfFolder(folder as string, levers ?? null);
    const file = join(folder as string, REPORT_FILE);
    const manifestFile = join(folder as string, 'manifest.json');
    const manifest = JSON.parse(readFileSync(manifestFile, 'utf8')) as { files: Record<string, string> };
    const digest = createHash('sha256').update(page).digest('hex');
    try {
      writeWhole(file, page);
      const listed = { ...manifest, files: { ...manifest.files, [REPORT_FILE]: digest } };
      writeWhole(manifestFile, `${JSON.stringify(listed, null, 2)}\n`);
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
