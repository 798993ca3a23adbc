/** `ttc validate`: checks scenario files without running them. */

import { InvalidInput, type Problem } from '../../base/problem.ts';
import type { CommandDefinition } from '../command.ts';
import { EXIT } from '../exit.ts';
import { collect } from '../options.ts';
import { problemsAsJson, showProblems } from '../show-problems.ts';
import { print, tell } from '../terminal.ts';

export const validate: CommandDefinition = {
  name: 'validate',
  summary: 'check scenario files and say everything that is wrong with them',
  examples: ['ttc validate scenarios/childress-horizon.yaml'],
  declare: (command) =>
    command
      .argument('<files...>', 'scenario files')
      .option('--set <path=value>', 'change the scenario first; may be repeated', collect, [])
      .option('--json', 'print one JSON document'),
  async act([files], options) {
    const { compile } = await import('../../scenario/compile.ts');
    const { readScenario } = await import('../../scenario/read-scenario.ts');
    const { parseSets } = await import('../../scenario/set-option.ts');
    const overrides = parseSets(options['set'] as readonly string[]);
    const results: { file: string; activities: number; problems: readonly Problem[] }[] = [];
    for (const file of files as string[]) {
      try {
        results.push({ file, activities: compile(readScenario(file, overrides)).activities.length, problems: [] });
      } catch (error) {
        if (!(error instanceof InvalidInput)) throw error;
        results.push({ file, activities: 0, problems: error.problems });
      }
    }
    const problems = results.flatMap((result) => result.problems);
    if (options['json'] === true) {
      await print(
        `${JSON.stringify({ schemaVersion: 1, files: results.map((result) => ({ file: result.file, valid: result.problems.length === 0, problems: problemsAsJson(result.problems) })) })}\n`,
      );
    } else {
      for (const result of results)
        if (result.problems.length === 0) await print(`${result.file}: valid, ${result.activities} activities\n`);
    }
    if (problems.length === 0) return EXIT.done;
    tell(showProblems(problems));
    return EXIT.invalid;
  },
};
