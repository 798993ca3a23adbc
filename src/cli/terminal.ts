/** Where output goes: data to stdout, progress and messages to stderr; colour only on a terminal and never with NO_COLOR. */
import { asOutputError } from './exit.ts';

/**
 * Waits until the text is on its way, so that an exit does not cut a long document short. A reader that has seen enough (| head)
 * is no error: nothing more is printed, and what is written to files is written. Throws OutputError where it cannot be written.
 */
export function print(text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    process.stdout.write(text, (error: NodeJS.ErrnoException | null | undefined) => {
      if (error == null || error.code === 'EPIPE') resolve();
      else reject(asOutputError(error, 'standard output', 'make room, or send it elsewhere'));
    });
  });
}

export function tell(text: string): void {
  process.stderr.write(`${text}\n`);
}

const CODES = { bold: 1, dim: 2, red: 31, yellow: 33, cyan: 36 } as const;

/** The text in a colour, if this stream shows colours. */
export function paint(text: string, style: keyof typeof CODES, stream: NodeJS.WriteStream): string {
  const noColour = process.env['NO_COLOR'];
  const colours = stream.isTTY === true && (noColour === undefined || noColour === '');
  return colours ? `\u001B[${CODES[style]}m${text}\u001B[0m` : text;
}

export interface Progress {
  readonly update: (done: number, total: number) => void;
  readonly clear: () => void;
}

const BAR = 24;

/** One line that is written over and over, on a terminal only. */
export function progress(what: string, counted = 'futures'): Progress {
  const { stderr } = process;
  if (stderr.isTTY !== true) return { update: () => undefined, clear: () => undefined };
  return {
    update(done, total) {
      const full = Math.round((BAR * done) / total);
      stderr.write(`\r${what} ${'█'.repeat(full)}${'░'.repeat(BAR - full)} ${done} of ${total} ${counted}\u001B[K`);
    },
    clear: () => void stderr.write('\r\u001B[K'),
  };
}
