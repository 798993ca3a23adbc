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

/** A place that results cannot be written to. */
export class OutputError extends Error {
  override readonly name = 'OutputError';
  constructor(
    readonly path: string,
    reason: string,
  ) {
    super(`${path}: cannot write results here (${reason})`);
  }
}
