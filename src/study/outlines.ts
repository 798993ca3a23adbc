/** Outlines of many plans, several at once where there are threads. Plans are made when their turn comes, while others play. */
import type { Outline } from '../measure/levers.ts';
import type { CauseAmount } from '../measure/outcomes.ts';
import { bindingOf } from './binding.ts';
import { startThreads } from './executors/threads.ts';
import { type OutlineTask, outlineOf } from './outline.ts';

export interface Outliner {
  /** One outline per task, in their order. What `make` throws ends the whole. Null tasks give null. */
  readonly outlines: (
    tasks: readonly (() => OutlineTask | null)[],
    onDone?: (done: number, total: number) => void,
  ) => Promise<(Outline | null)[]>;
  readonly binding: (task: OutlineTask) => Promise<CauseAmount[]>;
  readonly close: () => Promise<void>;
}

/** `workers`: threads to use; 1: none besides this one. Threads live until `close`. */
export async function createOutliner(workers: number): Promise<Outliner> {
  const threads = workers <= 1 ? null : await startThreads({ worker: 'worker', count: workers, data: null });
  const play = async (task: OutlineTask): Promise<Outline> => {
    if (threads !== null) return threads.run<Outline>('playOutline', task);
    // Lets a signal or a progress line through between two plans.
    await new Promise(setImmediate);
    return outlineOf(task);
  };
  return {
    async outlines(tasks, onDone) {
      const results: (Outline | null)[] = tasks.map(() => null);
      const waiting = tasks.entries();
      let done = 0;
      // One lane more than there are threads: a plan is made while the others play.
      const lane = async (): Promise<void> => {
        for (const [i, make] of waiting) {
          const task = make();
          if (task !== null) results[i] = await play(task);
          else await new Promise(setImmediate);
          onDone?.(++done, tasks.length);
        }
      };
      await Promise.all(Array.from({ length: threads === null ? 1 : workers + 1 }, lane));
      return results;
    },
    binding: async (task) => (threads === null ? bindingOf(task) : threads.run<CauseAmount[]>('playBinding', task)),
    close: async () => threads?.close(),
  };
}
