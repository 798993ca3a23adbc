/** From words to an exit code: builds the command line, runs the command, and turns whatever went wrong into words and a code. */
import { Command, CommanderError } from 'commander';
import { InvalidInput } from '../base/problem.ts';
import type { CommandDefinition } from './command.ts';
import { COMMANDS } from './commands/registry.ts';
import { EXIT, OutputError, UsageError } from './exit.ts';
import { problemsAsJson, showProblems } from './show-problems.ts';
import { print, tell } from './terminal.ts';

declare const TTC_VERSION: string;

export async function main(words: readonly string[]): Promise<number> {
  // Whoever prints hears of it; without a listener, it would end the process here and now.
  process.stdout.on('error', () => undefined);
  let code: number = EXIT.done;
  const program = new Command('ttc')
    .description('When will how much compute be online, how sure is that, what is holding it back?')
    .version(TTC_VERSION, '-V, --version', 'print the version')
    .showSuggestionAfterError(true)
    .showHelpAfterError('(ttc --help shows what there is)')
    .exitOverride()
    .addHelpText('beforeAll', '')
    .addHelpText('before', examples(COMMANDS.all.flatMap((definition) => definition.examples.slice(0, 1))));
  const named = COMMANDS.all.filter(({ name }) => name === words[0]);
  // Only what is asked for: declaring every command takes longer than most of them take to begin.
  for (const definition of named.length > 0 ? named : COMMANDS.all) {
    declare(program, definition, (result) => {
      code = result;
    });
  }
  try {
    await program.parseAsync(words as string[], { from: 'user' });
    return code;
  } catch (error) {
    return report(error, words);
  }
}

function declare(program: Command, definition: CommandDefinition, done: (code: number) => void): void {
  const command = definition
    .declare(program.command(definition.name))
    .description(definition.summary)
    .exitOverride()
    .addHelpText('before', examples(definition.examples));
  command.action(async (...args: unknown[]) => {
    const options = command.opts();
    done(await definition.act(args.slice(0, -2), options));
  });
}

function examples(lines: readonly string[]): string {
  return `Examples:\n${lines.map((line) => `  ${line}`).join('\n')}\n`;
}

async function report(error: unknown, words: readonly string[]): Promise<number> {
  const asJson = words.includes('--json');
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.usage;
  if (error instanceof UsageError) {
    tell(`ttc: ${error.message}\n  to mend it: ${error.remedy}`);
    return EXIT.usage;
  }
  if (error instanceof InvalidInput) {
    if (asJson) await print(`${JSON.stringify({ problems: problemsAsJson(error.problems) })}\n`);
    tell(showProblems(error.problems));
    return EXIT.invalid;
  }
  if (error instanceof OutputError) {
    tell(`ttc: ${error.message}\n  to mend it: ${error.remedy}`);
    return EXIT.invalid;
  }
  tell(
    `ttc: this is a bug in ttc ${TTC_VERSION}, not in your file.\n${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
  );
  tell(`\nTo reproduce: ttc ${words.join(' ')}  (Node ${process.version}, ${process.platform} ${process.arch})`);
  return EXIT.bug;
}
