/**
 * Loads the bundled program together with what V8 compiled of it before: a short command spends more time on compiling than on its
 * work. Node keeps nothing compiled by itself before version 22, and the packages that do it there break `import()`.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { cachedDataVersionTag } from 'node:v8';
import { Script } from 'node:vm';

export interface LoadedProgram<Exports> {
  readonly exports: Exports;
  /** Keeps what is compiled by now for the next time, unless it was there already. */
  readonly keepCompiled: () => Promise<void>;
}

/** One for each version of V8 and its flags that are in use; when there are more, all go but the newest. */
const MOST_KEPT = 4;
const DIGEST_BYTES = 32;

/** `file`: a CommonJS bundle in ASCII that bears a digest of its text in its name, for V8 looks at no more of a text than its length. */
export function loadProgram<Exports>(file: string): LoadedProgram<Exports> {
  // Stands for the version of V8 and its flags.
  const tag = cachedDataVersionTag();
  const kept = join(dirname(file), '..', 'compiled', `${basename(file)}.${tag.toString(16)}`);
  const cachedData = readCompiled(kept);
  // A kept script has no `import()` of its own.
  const wrapped = `(function (exports, require, module, __filename, __dirname, __import) {${readFileSync(file, 'latin1')}\n})`;
  const script = new Script(wrapped, { filename: file, ...(cachedData === undefined ? {} : { cachedData }) });
  const module = { exports: {} as Exports };
  const load = (name: string): Promise<unknown> => import(name);
  script.runInThisContext()(module.exports, createRequire(file), module, file, dirname(file), load);
  return {
    exports: module.exports,
    async keepCompiled() {
      const isThere = cachedData !== undefined && script.cachedDataRejected !== true;
      // What is compiled under other flags than those it would be looked for under is no use.
      if (isThere || cachedDataVersionTag() !== tag) return;
      const { writeWhole } = await import('../report/write-file.ts');
      try {
        makeRoom(dirname(kept));
        writeWhole(kept, withDigest(script.createCachedData()));
      } catch {
        // Where the package's folder is not ours to write to, the program is compiled each time.
      }
    },
  };
}

function makeRoom(folder: string): void {
  mkdirSync(folder, { recursive: true });
  const names = readdirSync(folder);
  if (names.length >= MOST_KEPT) for (const name of names) rmSync(join(folder, name), { force: true });
}

/** V8 takes damaged data for good, and dies of it. */
function withDigest(data: Buffer): Buffer {
  return Buffer.concat([data, digestOf(data)]);
}

function digestOf(data: Buffer): Buffer {
  return createHash('sha256').update(data).digest();
}

/** Undefined the first time, where it could not be kept, and where it is not what was kept. */
function readCompiled(file: string): Buffer | undefined {
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch {
    return undefined;
  }
  const data = bytes.subarray(0, -DIGEST_BYTES);
  return digestOf(data).equals(bytes.subarray(data.length)) ? data : undefined;
}
