/** Writes a run's files to a temporary folder beside where they belong, and renames it when all is there: no half results. */
import { createHash, randomBytes } from 'node:crypto';
import { closeSync, existsSync, mkdirSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

export type Content = string | Uint8Array | Iterable<string>;

export interface ResultFolder {
  /** Write a file at a path within the folder, whole or part by part; returns its SHA-256 in hexadecimal. */
  readonly write: (path: string, content: Content) => string;
  /** Everything is there: give the folder its name, which is returned. */
  readonly finish: () => string;
  /** Leave nothing behind. */
  readonly discard: () => void;
}

/** `id` becomes `id-2` and so on if there is such a folder already. Throws the errors of the file system. */
export function openResultFolder(parent: string, id: string): ResultFolder {
  makeFolders(parent);
  const temporary = join(parent, `.tmp-${id}-${randomBytes(4).toString('hex')}`);
  mkdirSync(temporary);
  return {
    write(path, content) {
      const file = join(temporary, path);
      makeFolders(dirname(file));
      const digest = createHash('sha256');
      const handle = openSync(file, 'wx');
      try {
        for (const part of partsOf(content)) {
          writeFileSync(handle, part);
          digest.update(part);
        }
      } finally {
        closeSync(handle);
      }
      return digest.digest('hex');
    },
    finish() {
      let name = join(parent, id);
      for (let number = 2; existsSync(name); number++) name = join(parent, `${id}-${number}`);
      renameSync(temporary, name);
      return name;
    },
    discard: () => rmSync(temporary, { recursive: true, force: true }),
  };
}

function partsOf(content: Content): Iterable<string | Uint8Array> {
  return typeof content === 'string' || content instanceof Uint8Array ? [content] : content;
}

/** One by one from the top: `recursive` of Node goes round for ever where a file system has folders but takes no new ones (/proc). */
function makeFolders(path: string): void {
  if (existsSync(path)) return;
  makeFolders(dirname(path));
  try {
    mkdirSync(path);
  } catch (error) {
    // Another run may have made it just now.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}
