/**
 * What is wrong with the user's input, as data: where, what, and how to mend it.
 * Comes in from every room that reads or checks; goes out through cli/, which formats it.
 * It never knows about terminals or exit codes.
 */

/** A place in a YAML document, as the keys and indices that lead to it. */
export type Path = readonly (string | number)[];

export interface Problem {
  /** Where in the document; the front door turns it into file:line:column. */
  readonly path: Path;
  /** What is wrong, as one sentence without a full stop. */
  readonly message: string;
  /** How to mend it, as one sentence without a full stop. */
  readonly remedy: string;
  /** It says that something is not there. Not told where a mistake further inside was left out, of which it is a mere consequence. */
  readonly missing?: true;
  /** Set by the front door once the place in the text is known. */
  readonly place?: Place;
}

export interface Place {
  readonly file: string;
  /** 1-based. */
  readonly line: number;
  /** 1-based. */
  readonly column: number;
  /** The line of text, for the excerpt. */
  readonly excerpt: string;
}

/** Thrown once all the problems of an input have been collected. Exit code 3. */
export class InvalidInput extends Error {
  override readonly name = 'InvalidInput';
  constructor(readonly problems: readonly Problem[]) {
    super(problems.map((problem) => problem.message).join('\n'));
  }
}

/** Gathers problems so that all are told at once. */
export class Problems {
  readonly #list: Problem[];
  readonly #leftOut: Set<string>;

  /** `leftOut`: names of things that are in the input, but had to be left out for their own mistakes. */
  constructor(known: readonly Problem[] = [], leftOut: Iterable<string> = []) {
    this.#list = [...known];
    this.#leftOut = new Set(leftOut);
  }

  /** Something of this name is in the input, but is not to be found: that has been told already. */
  leaveOut(name: string): void {
    this.#leftOut.add(name);
  }

  /** Whether a thing that is not to be found is missing only for a mistake of its own. */
  wasLeftOut(name: string): boolean {
    return name.split('/').some((part) => this.#leftOut.has(part));
  }

  add(path: Path, message: string, remedy: string): void {
    this.#list.push({ path, message, remedy });
  }

  /** Adds a problem that says that something is not there. */
  addMissing(path: Path, message: string, remedy: string): void {
    this.#list.push({ path, message, remedy, missing: true });
  }

  get list(): readonly Problem[] {
    return this.#list;
  }

  throwIfAny(): void {
    if (this.#list.length > 0) throw new InvalidInput(this.#list);
  }
}

/** Whether `path` lies at or below `start`. */
export function startsWith(path: Path, start: Path): boolean {
  return start.length <= path.length && start.every((key, i) => path[i] === key);
}

/** A path as a key of sets and maps. */
export function pathKey(path: Path): string {
  return JSON.stringify(path);
}

/** The problems without those that only say that something left out is not there. */
export function withoutConsequences(problems: readonly Problem[]): Problem[] {
  // Paths at which, or below which, something else is amiss that explains why a thing is missing.
  const explained = new Set<string>();
  for (const { path, missing } of problems) {
    for (let depth = 0; depth < path.length; depth++) explained.add(pathKey(path.slice(0, depth)));
    if (missing !== true) explained.add(pathKey(path));
  }
  return problems.filter(({ path, missing }) => missing !== true || !explained.has(pathKey(path)));
}

/** By file, line and column; problems without a place keep their order. */
export function byPlace({ place: a }: Problem, { place: b }: Problem): number {
  if (a === undefined || b === undefined) return 0;
  if (a.file !== b.file) return a.file < b.file ? -1 : 1;
  return a.line - b.line || a.column - b.column;
}
