/** How far a sweep is: cells done, how many a second, and how long it will take. On a terminal only. */
import type { Progress } from './terminal.ts';

const BAR = 24;

/** `now` in seconds. */
export function sweepProgress(what: string, now: () => number): Progress {
  const { stderr } = process;
  if (stderr.isTTY !== true) return { update: () => undefined, clear: () => undefined };
  const start = now();
  return {
    update(done, total) {
      const full = Math.round((BAR * done) / total);
      const rate = done / Math.max(now() - start, 1e-3);
      const pace = done === 0 ? '' : `, ${rate.toPrecision(2)} a second, ${showSeconds((total - done) / rate)} left`;
      stderr.write(`\r${what} ${'█'.repeat(full)}${'░'.repeat(BAR - full)} ${done} of ${total} cells${pace}\u001B[K`);
    },
    clear: () => void stderr.write('\r\u001B[K'),
  };
}

/** `40 s`, `3 min`, `2.5 h`. */
export function showSeconds(seconds: number): string {
  if (seconds < 90) return `${Math.ceil(seconds)} s`;
  if (seconds < 5400) return `${Math.round(seconds / 60)} min`;
  return `${(seconds / 3600).toFixed(1)} h`;
}
