/** Names of activities that the levers of a template or a hall refer to. Comes in: a name. Goes out: whether it is one, told if not. */
import { didYouMean } from '../../base/nearest.ts';
import type { Path } from '../../base/problem.ts';
import type { Hall } from './hall.ts';

/** Is there an activity of that name in the template? Tells of it if not. */
export function namesActivity({ lowering, template }: Hall, entry: string, path: Path): boolean {
  if (Object.hasOwn(template.activities, entry)) return true;
  const names = Object.keys(template.activities);
  lowering.problems.add(path, `the template has no activity "${entry}"${didYouMean(entry, names)}`, `name one of ${names.join(', ')}`);
  return false;
}
