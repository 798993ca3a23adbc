/** Names a run and writes its results; what the file system refuses becomes a message with the path. */
import { createHash } from 'node:crypto';
import { type WriteRequest, type Written, writeResults } from '../report/write-results.ts';
import { asOutputError } from './exit.ts';

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
    throw asOutputError(error, request.out, 'name a folder you may write to with --out, or make room on the disk');
  }
}
