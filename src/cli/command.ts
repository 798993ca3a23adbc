/** The contract of a command: it declares itself to commander and acts by loading what it needs when it is asked to. */
import type { Command } from 'commander';

export interface CommandDefinition {
  readonly name: string;
  /** One line for the list of commands. */
  readonly summary: string;
  /** Complete command lines; the help begins with them. */
  readonly examples: readonly string[];
  /** Adds arguments and options. */
  readonly declare: (command: Command) => Command;
  /** Does it and says how it ended, as an exit code. */
  readonly act: (args: readonly unknown[], options: Readonly<Record<string, unknown>>) => Promise<number>;
}
