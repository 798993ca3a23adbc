/** A chance or a part of a whole, as the user wrote it, from 0 to 1. */
import type { Path } from '../base/problem.ts';
import { quantity } from '../base/units.ts';
import type { Lowering } from './lowering.ts';

/** More than all of it is a problem, and taken for all of it. */
export function shareAt({ problems }: Lowering, text: string, path: Path): number {
  const share = quantity(text, 'share');
  if (share > 1) problems.add(path, `${text} is more than certain`, 'write a share from 0 % to 100 %');
  return Math.min(1, share);
}
