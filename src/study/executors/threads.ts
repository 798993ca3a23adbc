/** The doorway to tinypool: runs named functions of a bundled worker file on several threads that live as long as the pool. */
import { join } from 'node:path';
import { packageRoot } from '../../base/package-root.ts';

export interface Threads {
  /** Calls an exported function of the worker file with one argument, which is cloned. */
  readonly run: <Result>(name: string, task: unknown) => Promise<Result>;
  readonly close: () => Promise<void>;
}

export interface ThreadsOptions {
  /** Name of a worker bundle in dist/: threads cannot run TypeScript on the Node versions we support. */
  readonly worker: 'worker' | 'paint-worker';
  readonly count: number;
  /** Jobs that lie ready in each thread while it is at work on another. Default: 0. */
  readonly jobsAhead?: number;
  /** Handed to every thread once. */
  readonly data: unknown;
}

export async function startThreads({ worker, count, jobsAhead = 0, data }: ThreadsOptions): Promise<Threads> {
  const { Tinypool } = await import('tinypool');
  const pool = new Tinypool({
    filename: join(packageRoot(), 'dist', `${worker}.js`),
    minThreads: count,
    maxThreads: count,
    concurrentTasksPerWorker: 1 + jobsAhead,
    isolateWorkers: false,
    runtime: 'worker_threads',
    workerData: data,
  });
  return {
    run: <Result>(name: string, task: unknown) => pool.run(task, { name }) as Promise<Result>,
    close: () => pool.destroy(),
  };
}
