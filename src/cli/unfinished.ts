/** What to say of futures that were not over by the horizon. Comes in: outcomes. Goes out: a line, or null where all were. */
import type { Outcomes } from '../measure/outcomes.ts';

const MOST_NAMED = 3;

export function tellUnfinished({ censored, replications, until, milestones }: Outcomes): string | null {
  if (censored === 0) return null;
  const open = Object.entries(milestones)
    .filter(([, milestone]) => milestone.censored > 0)
    .sort(([, a], [, b]) => b.censored - a.censored);
  const named = open.slice(0, MOST_NAMED).map(([id, milestone]) => `${id} in ${milestone.censored}`);
  const more = open.length > MOST_NAMED ? ` and ${open.length - MOST_NAMED} more` : '';
  const what = named.length > 0 ? `missing: ${named.join(', ')}${more}` : 'every milestone is reached in all of them, other work is left';
  return `${censored} of ${replications} futures are not finished by ${until}; every table counts them (${what})`;
}
