/** Exit codes, and the errors that carry them. README.md explains them to users. */
export const EXIT = {
  done: 0,
  bug: 1,
  usage: 2,
  invalid: 3,
  gate: 4,
  regression: 5,
  undecided: 6,
  partial: 7,
  cannotFinish: 8,
  interrupted: 130,
} as const;

/** The command line itself is wrong. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
  constructor(
    message: string,
    readonly remedy: string,
  ) {
    super(message);
  }
}

/** A place that cannot be written to. */
export class OutputError extends Error {
  override readonly name = 'OutputError';
  constructor(
    path: string,
    reason: string,
    readonly remedy: string,
  ) {
    super(`${path}: cannot be written (${reason})`);
  }
}

/** What the file system refused, in words, or the error itself if it is not of that kind. */
export function asOutputError(error: unknown, target: string, remedy: string): unknown {
  const { code, path } = error as NodeJS.ErrnoException;
  const reason = code === undefined ? undefined : REFUSALS.get(code);
  return reason === undefined ? error : new OutputError(path ?? target, reason, remedy);
}

const REFUSALS: ReadonlyMap<string, string> = new Map([
  ['EACCES', 'permission denied'],
  ['EPERM', 'permission denied'],
  ['EROFS', 'read-only file system'],
  ['ENOSPC', 'the disk is full'],
  ['EDQUOT', 'the disk quota is used up'],
  ['ENOTDIR', 'part of the path is a file'],
  ['EEXIST', 'part of the path is a file'],
  ['ENOENT', 'part of the path is not there'],
  ['EISDIR', 'it is a folder'],
  ['ENAMETOOLONG', 'the name is too long'],
  ['EIO', 'the disk failed'],
]);
