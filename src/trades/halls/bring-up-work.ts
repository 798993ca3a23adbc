/** The work of bringing up GPUs. Comes in: what a template says of it, and how many the site has brought up. Goes out: a duration. */
import type { Path } from '../../base/problem.ts';
import { MINUTES_PER_DAY } from '../../base/time.ts';
import { quantity as parse } from '../../base/units.ts';
import type { Work } from '../../plan/plan.ts';
import { numberLaw } from '../read.ts';
import { type BringUpFields, bringUpDays } from './bring-up.ts';
import type { Hall } from './hall.ts';

/** What the template and the hall make of the work besides. */
interface Share {
  /** Multiplies the time: repetition, what is left, learning over halls. */
  readonly scale: number;
  readonly factors: readonly string[];
  readonly gpus: number;
}

/** As long as it takes, after all that were brought up on the site before. `broughtUp`: GPUs so far, by activity; counted on. */
export function lowerBringUp(
  { lowering, context, id }: Hall,
  broughtUp: Map<string, number>,
  name: string,
  fields: BringUpFields,
  { scale, factors, gpus }: Share,
  path: Path,
): Work {
  const { problems, builder } = lowering;
  const at = [...path, 'bring_up'];
  const pace = parse(fields.pace, 'pace');
  const best = fields.best === undefined ? Number.POSITIVE_INFINITY : parse(fields.best, 'pace');
  const learning = parse(fields.learning, 'share');
  if (pace <= 0) problems.add([...at, 'pace'], 'at this pace nothing is ever brought up', 'write a pace such as 400 GPUs/d');
  if (best < pace) problems.add([...at, 'best'], `the best pace is slower than ${fields.pace}`, 'let "best" be at least "pace"');
  if (learning <= 0 || learning > 1)
    problems.add([...at, 'learning'], `${fields.learning} is not what learning leaves`, 'write a share above 0 % and up to 100 %');
  const isSound = pace > 0 && best >= pace && learning > 0 && learning <= 1;
  const before = broughtUp.get(name) ?? 0;
  const days = isSound ? bringUpDays({ pace, at: fields.at, learning, best }, fields.before + before, gpus) : 0;
  broughtUp.set(name, before + gpus);
  const fact = `bring-up/${id}`;
  const known = builder.facts.findIndex((other) => other.site === context.site && other.id === fact);
  // Block by block the last one is the fastest; its pace is what is told.
  if (known >= 0) builder.facts.splice(known, 1);
  if (days > 0)
    builder.facts.push({
      site: context.site,
      id: fact,
      label: `GPUs brought up a day in ${id}, without luck`,
      value: Math.round(gpus / days),
      unit: 'GPUs/d',
      source: fields.source ?? null,
    });
  const law = numberLaw(problems, [...at, 'spread'], fields.spread ?? 1, 1);
  return { kind: 'duration', clock: 'elapsed', law, scale: days * MINUTES_PER_DAY * scale, factors };
}
