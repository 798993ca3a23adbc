/**
 * Loads the bundled program together with what V8 compiled of it before: a short command spends more time on compiling than on its
 * work. Node keeps nothing compiled by itself before version 22, and the packages that do it there break `import()`.
 */
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { cachedDataVersionTag } from 'node:v8';
import { Script } from 'node:vm';
import { inlineMore } from '../base/inline-more.ts';

export interface LoadedProgram<Exports> {
  readonly exports: Exports;
  /** Keeps what is compiled by now for the next time, unless it was there already. */
  readonly keepCompiled: () => Promise<void>;
}

/** `file`: a CommonJS bundle in ASCII that bears a digest of its text in its name, for V8 looks at no more of a text than its length. */
export function loadProgram<Exports>(file: string): LoadedProgram<Exports> {
  // Before anything is compiled, for the flags are part of what it is kept under.
  inlineMore();
  // The tag stands for the version of V8 and its flags.
  const kept = join(dirname(file), '..', 'compiled', `${basename(file)}.${cachedDataVersionTag().toString(16)}`);
  const cachedData = readIfThere(kept);
  const wrapped = `(function (exports, require, module, __filename, __dirname) {${readFileSync(file, 'latin1')}\n})`;
  const script = new Script(wrapped, {
    filename: file,
    ...(cachedData === undefined ? {} : { cachedData }),
  });
  const module = { exports: {} as Exports };
  script.runInThisContext()(module.exports, createRequire(file), module, file, dirname(file));
  return {
    exports: module.exports,
    async keepCompiled() {
      if (cachedData !== undefined && script.cachedDataRejected !== true) return;
      const { writeWhole } = await import('../report/write-file.ts');
      try {
        mkdirSync(dirname(kept), { recursive: true });
        writeWhole(kept, script.createCachedData());
      } catch {
        // Where the package's folder is not ours to write to, the program is compiled each time.
      }
    },
  };
}

function readIfThere(file: string): Buffer | undefined {
  try {
    return readFileSync(file);
  } catch {
    // The first time, and where it could not be kept.
    return undefined;
  }
}
