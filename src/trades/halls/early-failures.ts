/**
 * GPUs that turn out dead in burn-in. They are swapped for spares; when the spares run out, replacements are sent for. Comes in:
 * a burn-in that was lowered. Goes out: the swap, which counts as its end, and the pieces that failed and were replaced.
 */
import { z } from 'zod';
import type { Path } from '../../base/problem.ts';
import { quantity as parse } from '../../base/units.ts';
import type { ActivityDraft } from '../../plan/builder.ts';
import { annotations, law, quantity } from '../fields.ts';
import { groupCause, type Lowering } from '../lowering.ts';
import { durationLaw } from '../read.ts';

export const earlyFailuresSchema = z.lazy(() =>
  z
    .strictObject({
      share: quantity('share', 'Share of the GPUs that are found dead.'),
      swap: law('elapsed', 'How long it takes to swap them.'),
      replacement: law('elapsed', 'How long a replacement takes to arrive, where the spares do not go round.'),
      ...annotations,
    })
    .describe(
      'GPUs found dead when this finishes. They are swapped for spares, which are the GPUs ordered beyond those the hall holds; more come as replacements.',
    ),
);

export type EarlyFailuresFields = z.output<typeof earlyFailuresSchema>;

/** Pieces of one hall, and the activities at whose finish they are booked. */
export interface FailedGpus {
  /** Not yet used up by earlier blocks. */
  spares: number;
  readonly failed: { activity: string; quantity: number }[];
  readonly replaced: { activity: string; quantity: number }[];
}

/** `gpus`: how many the burn-in holds. Books into `pieces`, and makes the swap the end of the burn-in. */
export function lowerEarlyFailures(
  lowering: Lowering,
  burnIn: ActivityDraft,
  id: string,
  fields: EarlyFailuresFields,
  gpus: number,
  pieces: FailedGpus,
  path: Path,
): void {
  const { builder, problems } = lowering;
  const share = parse(fields.share, 'share');
  if (share > 1) problems.add([...path, 'share'], `${fields.share} is more than all of them`, 'write a share from 0 % to 100 %');
  const dead = Math.round(Math.min(share, 1) * gpus);
  const swap = durationLaw(problems, [...path, 'swap'], fields.swap).law;
  const lead = durationLaw(problems, [...path, 'replacement'], fields.replacement).law;
  if (dead === 0) return;
  const end = builder.endOf(id);
  const base = {
    ...burnIn,
    scope: [...burnIn.scope, burnIn.name],
    cause: groupCause(builder, 'gpus'),
    after: [{ name: end, type: 'FS' as const, lag: 0, share: 0, path, exact: true as const }],
    notBefore: 0,
    needs: [],
    gives: [],
    calendar: null,
  };
  const short = Math.max(0, dead - pieces.spares);
  pieces.spares -= dead - short;
  if (short > 0) {
    const replacement = builder.addActivity({
      ...base,
      name: 'replacement',
      label: `${short.toLocaleString('en')} GPUs replaced by the maker`,
      work: { kind: 'duration', clock: 'elapsed', law: lead, scale: 1, factors: [] },
      gives: [{ name: 'gpus', amount: short, at: 'finish', path }],
    });
    pieces.replaced.push({ activity: replacement, quantity: short });
  }
  const swapped = builder.addActivity({
    ...base,
    name: 'swap',
    label: `${dead.toLocaleString('en')} dead GPUs swapped`,
    work: { kind: 'duration', clock: 'elapsed', law: swap, scale: 1, factors: [] },
    needs: [{ name: 'gpus', amount: dead, giveBack: false, path }],
  });
  pieces.failed.push({ activity: swapped, quantity: dead });
  builder.addEnd(id, swapped);
}
