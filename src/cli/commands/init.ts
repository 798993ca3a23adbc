/** `ttc init`: writes an example scenario to start from. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Command } from 'commander';
import { packageRoot } from '../../base/package-root.ts';
import type { CommandDefinition } from '../command.ts';
import { asOutputError, EXIT, UsageError } from '../exit.ts';
import { print } from '../terminal.ts';

export const init: CommandDefinition = {
  name: 'init',
  summary: 'write an example scenario to start from',
  examples: ['ttc init my-site.yaml'],
  declare: (command: Command) => command.argument('[file]', 'file to write', 'scenario.yaml').option('--json', 'print one JSON document'),
  async act([file], options) {
    const target = file as string;
    if (existsSync(target)) throw new UsageError(`${target} is there already`, 'name another file, or move that one away');
    const { sentence } = await import('../../figures/words.ts');
    const example = named(readFileSync(join(packageRoot(), 'scenarios', 'first-hall.yaml'), 'utf8'), target, sentence);
    try {
      writeFileSync(target, example, { flag: 'wx' });
    } catch (error) {
      throw asOutputError(error, target, 'name a file in a folder you may write to');
    }
    await print(
      options['json'] === true ? `${JSON.stringify({ schemaVersion: 1, file: target })}\n` : `wrote ${target}\nnext: ttc run ${target}\n`,
    );
    return EXIT.done;
  },
};

/** The example under the name of its file: results go to a folder of that name. A name that a scenario cannot have leaves it as it is. */
function named(example: string, file: string, sentence: (text: string) => string): string {
  const name = basename(file).replace(/\.ya?ml$/i, '');
  if (!/^[a-z0-9][a-z0-9-]*$/.test(name)) return example;
  const title = sentence(name.replaceAll('-', ' '));
  return example
    .replace(/^# Try: .*$/m, `# Try: ttc validate ${file}, ttc plan ..., ttc run ...`)
    .replace(/^scenario: .*$/m, `scenario: ${name}`)
    .replace(/^title: .*$/m, `title: ${JSON.stringify(title)}`);
}
