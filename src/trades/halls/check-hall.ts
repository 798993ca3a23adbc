/** What a hall says against itself: compute that comes online twice or never, work that is done before what it comes after. */
import { quantity as parse } from '../../base/units.ts';
import { type Hall, templatePath } from './hall.ts';
import type { TemplateActivity } from './template-fields.ts';

/** What falls to a hall once, in whole or block by block. */
const ONCE = [
  ['brings_online', 'the compute of the hall comes online'],
  ['draws_power', 'the power of the hall is drawn'],
  ['installs', 'the GPUs of the hall are installed'],
  ['mines', 'the power of the hall is mined with'],
] as const;

export function checkHall(hall: Hall): void {
  checkOnce(hall);
  checkProgress(hall);
}

function checkOnce(hall: Hall): void {
  const { lowering, template, id, itKw, fields } = hall;
  const activities = Object.entries(template.activities);
  for (const [key, what] of ONCE) {
    const names = activities.filter(([, activity]) => activity[key] !== undefined).map(([name]) => name);
    for (const name of names.slice(1))
      lowering.problems.add(
        templatePath(hall, 'activities', name, key),
        `${what} with "${names[0]}" already, and with "${name}" again`,
        `leave "${key}" out of one of them`,
      );
  }
  const leads = activities.some(([, { brings_online, mines, switches_off }]) => (brings_online ?? mines ?? switches_off) !== undefined);
  if (itKw > 0 && !leads && fields.retrofits === undefined)
    lowering.problems.addMissing(
      hall.path,
      `nothing brings the compute of hall "${id}" online`,
      'add "brings_online: all" to the last activity of its template; or write "it: 0 MW" for the hall',
    );
}

function checkProgress(hall: Hall): void {
  const { fields, template, path, lowering } = hall;
  const done = new Set(fields.done);
  for (const [name, left] of Object.entries(fields.left)) {
    if (parse(left, 'share') > 1)
      lowering.problems.add([...path, 'left', name], `${left} is more than all of the work`, 'write a share from 0 % to 100 %');
    if (done.has(name))
      lowering.problems.add(
        [...path, 'left', name],
        `"${name}" is done, and yet some of it is left`,
        'leave it out of "done", or out of "left"',
      );
  }
  fields.done.forEach((name, i) => {
    const activity = Object.hasOwn(template.activities, name) ? template.activities[name] : undefined;
    if (activity === undefined) return;
    for (const before of finishedBefore(activity))
      if (Object.hasOwn(template.activities, before) && !done.has(before))
        lowering.problems.add(
          [...path, 'done', i],
          `"${name}" is done, but "${before}", which comes before it, is not`,
          `add "${before}" to "done"`,
        );
  });
}

/** Names of what had to be finished before an activity could start. */
function finishedBefore({ after }: TemplateActivity): string[] {
  if (after === undefined) return [];
  const links = (Array.isArray(after) ? after : [after]) as (string | number | { id: string | number; type: string; at?: string })[];
  return links.flatMap((link) => {
    if (typeof link !== 'object') return [String(link)];
    return link.type === 'FS' && link.at === undefined ? [String(link.id)] : [];
  });
}
