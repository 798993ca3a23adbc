/** Ctrl-C and its kin: whatever half a result there is goes away, and the exit code says so. */
import { EXIT } from './exit.ts';
import { tell } from './terminal.ts';

/** Ctrl-C, a polite kill, and a terminal that goes away. */
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Runs `work`; on a signal, calls what `work` has handed over to undo, says what has become of it, and ends the process with 130. */
export async function onInterrupt<T>(
  work: (onOpen: (discard: () => void) => void) => Promise<T>,
  whatIsLeft = 'what was not finished has left no results',
): Promise<T> {
  const discards: (() => void)[] = [];
  const stop = (): void => {
    for (const discard of discards) discard();
    tell(`\nttc: interrupted; ${whatIsLeft}`);
    process.exit(EXIT.interrupted);
  };
  for (const signal of SIGNALS) process.on(signal, stop);
  try {
    return await work((discard) => discards.push(discard));
  } finally {
    for (const signal of SIGNALS) process.off(signal, stop);
  }
}
