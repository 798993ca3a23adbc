/** `ttc schema`: the JSON Schema of the scenario language, so that editors complete and explain every field. */
import type { CommandDefinition } from '../command.ts';
import { EXIT } from '../exit.ts';
import { print } from '../terminal.ts';

export const schema: CommandDefinition = {
  name: 'schema',
  summary: 'print the JSON Schema of the scenario language',
  examples: ['ttc schema > scenario.schema.json'],
  declare: (command) => command.option('--json', 'the same: the schema is JSON'),
  async act() {
    const { scenarioJsonSchema } = await import('../../scenario/json-schema.ts');
    await print(`${JSON.stringify(scenarioJsonSchema(), null, 2)}\n`);
    return EXIT.done;
  },
};
