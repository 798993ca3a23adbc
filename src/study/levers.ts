/** "Pull the best lever, see what binds next": the order in which moles are whacked. It does not know how a lever is pulled. */
import { isWorth, type LeverWorth } from '../measure/levers.ts';

export interface Step<Lever> {
  readonly lever: Lever;
  readonly worth: LeverWorth;
}

/** What the sequence asks of whoever can pull levers. `done`: levers pulled so far, in order. */
export interface Sequencer<Lever> {
  /** The levers that are left, and what each is worth after those done, best first. Few futures will do to tell which are worth a closer look. */
  readonly rank: (done: readonly Lever[]) => Promise<readonly Step<Lever>[]>;
  /** Called after each step, such as to find out what binds now. */
  readonly onStep: (done: readonly Lever[], step: Step<Lever>) => Promise<void>;
}

/** Pulls the best lever, then the best of the rest, until none is worth it or `most` are pulled. Returns why it ended. */
export async function sequence<Lever>(most: number, { rank, onStep }: Sequencer<Lever>): Promise<'nothing helps' | 'most steps'> {
  const done: Lever[] = [];
  while (done.length < most) {
    const [best] = (await rank(done)).filter(({ worth }) => isWorth(worth));
    if (best === undefined) return 'nothing helps';
    done.push(best.lever);
    await onStep(done, best);
  }
  return 'most steps';
}
