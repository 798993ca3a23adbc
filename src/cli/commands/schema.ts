/** `ttc schema`: the JSON Schema of the scenario language, or of sweep files, so that editors complete and explain every field. */
import { Argument } from 'commander';
import type { CommandDefinition } from '../command.ts';
import { EXIT } from '../exit.ts';
import { print } from '../terminal.ts';

export const schema: CommandDefinition = {
  name: 'schema',
  summary: 'print the JSON Schema of the scenario language, or of sweep files',
  examples: ['ttc schema > scenario.schema.json', 'ttc schema sweep > sweep.schema.json'],
  declare: (command) =>
    command
      .addArgument(new Argument('[language]', 'of which files').choices(['scenario', 'sweep']).default('scenario'))
      .option('--json', 'the same: the schema is JSON'),
  async act([language]) {
    const { scenarioJsonSchema } = await import('../../scenario/json-schema.ts');
    const { sweepJsonSchema } = await import('../../scenario/sweep-schema.ts');
    await print(`${JSON.stringify(language === 'sweep' ? sweepJsonSchema() : scenarioJsonSchema(), null, 2)}\n`);
    return EXIT.done;
  },
};
