/**
 * GPUs brought up day by day, faster with every one that was brought up before. Comes in: a pace, a learning rate and how many
 * came before. Goes out: days. It knows nothing of plans.
 */
import { z } from 'zod';
import { annotations, count, law, quantity } from '../fields.ts';

export const bringUpSchema = z.lazy(() =>
  z
    .strictObject({
      pace: quantity('pace', 'GPUs brought up per day once "at" of them have been.'),
      at: count('GPUs brought up on the site, those of "before" with them, at which the pace holds.', 1).default(1000),
      learning: quantity('share', 'Time per GPU after each doubling of the GPUs brought up, relative to before.').default('100 %'),
      best: quantity('pace', 'The pace is never faster than this.').optional(),
      before: count('GPUs the same people have brought up elsewhere, or before the start.', 0).default(0),
      spread: law('factor', 'Luck: the time is multiplied by a draw of this.').optional(),
      ...annotations,
    })
    .describe(
      'Instead of a duration: as long as it takes to bring up the GPUs of the hall, or of the block, one after the other, with a learning curve.',
    ),
);

export type BringUpFields = z.output<typeof bringUpSchema>;

/**
 * Days to bring up `gpus` more after `before`: the sum of t(n) = (1 / pace) (n / at) ^ log2(learning), never less
 * than at the best pace (Wright, 1936). The sum is taken as an integral, which is exact to a fraction of a GPU. Until `at` GPUs
 * have been brought up the pace is the stated one: nobody knows what came before the first.
 */
export function bringUpDays(
  { pace, at, learning, best }: { readonly pace: number; readonly at: number; readonly learning: number; readonly best: number },
  before: number,
  gpus: number,
): number {
  const slope = Math.log2(learning);
  const perGpu = 1 / pace;
  // From this many on, the best pace holds.
  const fastest = slope < 0 && Number.isFinite(best) ? Math.max(at, at * (pace / best) ** (1 / slope)) : Number.POSITIVE_INFINITY;
  /** Days for GPUs 0 to n. */
  const days = (n: number): number => {
    const curved = Math.min(n, fastest);
    const flat = Math.min(curved, at) * perGpu;
    const learnt = curved <= at ? 0 : perGpu * at * primitive(curved / at, slope);
    return flat + learnt + (n > fastest ? (n - fastest) / best : 0);
  };
  return days(before + gpus) - days(before);
}

/** The integral of x ^ slope from 1 to x. */
function primitive(x: number, slope: number): number {
  return slope === -1 ? Math.log(x) : (x ** (slope + 1) - 1) / (slope + 1);
}
