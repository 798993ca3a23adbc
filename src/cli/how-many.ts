/** How many futures a check begins with and may come to, from the command line and from gate files, which may not contradict each other. */
import type { GateFile } from '../scenario/gate-file.ts';
import { UsageError } from './exit.ts';

export const FIRST_LOOK = 1000;
export const MOST_FUTURES = 8000;

export interface HowMany {
  readonly reps: number;
  readonly maxReps: number;
}

interface Said {
  readonly count: number;
  readonly by: string;
}

/** The command line goes before gate files, and of several files the one that asks for most. Throws UsageError. */
export function howManyFutures(
  options: { readonly reps?: number; readonly maxReps?: number },
  files: readonly (Pick<GateFile, 'reps' | 'maxReps'> & { readonly name: string })[],
): HowMany {
  const first = said(options.reps, '--reps', files, ({ reps, name }) => ({ count: reps, by: `"reps" of ${name}` }));
  const most = said(options.maxReps, '--max-reps', files, ({ maxReps, name }) => ({ count: maxReps, by: `"max_reps" of ${name}` }));
  if (first !== null && most !== null && first.count > most.count)
    throw new UsageError(
      `${first.by} (${first.count}) is more than ${most.by} (${most.count})`,
      'begin with fewer, or allow more: both can be given with --reps and --max-reps',
    );
  const maxReps = most?.count ?? Math.max(MOST_FUTURES, first?.count ?? 0);
  return { reps: first?.count ?? Math.min(FIRST_LOOK, maxReps), maxReps };
}

function said<File>(
  given: number | undefined,
  by: string,
  files: readonly File[],
  read: (file: File) => { readonly count: number | undefined; readonly by: string },
): Said | null {
  if (given !== undefined) return { count: given, by };
  return files.map(read).reduce<Said | null>((most, { count, by: file }) => {
    return count !== undefined && count > (most?.count ?? 0) ? { count, by: file } : most;
  }, null);
}
