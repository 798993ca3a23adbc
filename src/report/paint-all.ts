/** Paints several figures, at once where there are cores for it. */
import type { Figure } from '../figures/figure.ts';
import { startThreads } from '../study/executors/threads.ts';

export interface Picture {
  readonly name: string;
  readonly png: Uint8Array;
}

/** Fewer figures than this are painted sooner than a thread has started. */
const WORTH_A_THREAD = 4;

/** `scale`: how many times as large as on a screen. */
export async function paintAll(figures: readonly Figure[], workers: number, scale = 1): Promise<Picture[]> {
  if (workers <= 1 || figures.length < WORTH_A_THREAD) {
    const { paint } = await import('../figures/paint.ts');
    return figures.map((figure) => ({ name: figure.name, png: paint(figure, scale) }));
  }
  const threads = await startThreads({ worker: 'paint-worker', count: Math.min(workers, figures.length), data: null });
  try {
    return await Promise.all(
      figures.map(async (figure) => ({ name: figure.name, png: await threads.run<Uint8Array>('paintFigure', { figure, scale }) })),
    );
  } finally {
    await threads.close();
  }
}
