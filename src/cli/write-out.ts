/** Names a run and writes its results; what the file system refuses becomes a message with the path. */
import { createHash } from 'node:crypto';
import { type WriteRequest, type Written, writeResults } from '../report/write-results.ts';
import { OutputError } from './exit.ts';

/** `20251106-143005-1a2b3c`: when the run ended (UTC), and six digits of what was run. */
export function runId(now: Date, ...identity: readonly string[]): string {
  const digits = now.toISOString().replace(/[-:]/g, '').replace('T', '-').slice(0, 15);
  return `${digits}-${createHash('sha256').update(identity.join('\n')).digest('hex').slice(0, 6)}`;
}

export async function writeOut(request: Omit<WriteRequest, 'runId'>): Promise<Written> {
  const { outcomes } = request.result;
  const id = runId(new Date(), request.scenario.digest, outcomes.tool, outcomes.seed, String(outcomes.replications));
  try {
    return await writeResults({ ...request, runId: id });
  } catch (error) {
    const { code, path } = error as NodeJS.ErrnoException;
    if (code !== undefined && REFUSALS.has(code)) throw new OutputError(path ?? request.out, REFUSALS.get(code) as string);
    throw error;
  }
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
