/** An explicit, typed list of the things of one kind, found by name. Adding a thing is one new file and one line in its room's registry. */
import { didYouMean } from './nearest.ts';

export interface Named {
  readonly name: string;
}

export class Registry<T extends Named> {
  readonly #byName: ReadonlyMap<string, T>;

  constructor(
    readonly noun: string,
    readonly all: readonly T[],
  ) {
    this.#byName = new Map(all.map((entry) => [entry.name, entry]));
    if (this.#byName.size !== all.length) throw new Error(`two ${noun}s of one name`);
  }

  has(name: string): boolean {
    return this.#byName.has(name);
  }

  get(name: string): T {
    const entry = this.#byName.get(name);
    if (entry === undefined) throw new Error(`no ${this.noun} "${name}"${didYouMean(name, this.#byName.keys())}`);
    return entry;
  }
}
