/** Writes a file that is either all there under its name, or not there: to a temporary name beside it, then renamed. */
import { randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** What names of files begin with that are being written, or were left behind by a process that died over it. */
export const UNFINISHED = '.tmp-';

/** The folder must be there. Throws the errors of the file system. */
export function writeWhole(file: string, content: string | Uint8Array): void {
  const temporary = join(dirname(file), `${UNFINISHED}${basename(file)}-${randomBytes(4).toString('hex')}`);
  const handle = openSync(temporary, 'wx');
  try {
    try {
      writeFileSync(handle, content);
      // A machine that stops must not leave a whole name on half a file.
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    renameSync(temporary, file);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}
