/** Which halls of a site repeat which, and what that saves. Comes in: the halls in order of begin. Goes out: a multiplier per hall. */
import { MINUTES_PER_WEEK } from '../../base/time.ts';
import { quantity as parse } from '../../base/units.ts';
import { learnedHours } from '../labor/learning.ts';
import type { Lowering } from '../lowering.ts';
import { tickOfDate } from '../read.ts';
import type { HallFields } from './hall-fields.ts';
import type { Template } from './template-fields.ts';

/**
 * Work of each hall relative to the first of its template, by name. The gap before a hall runs from the planned end of the one
 * before it (or, without a target, from its begin) to its own begin.
 */
export function learnedScales(
  lowering: Lowering,
  templates: ReadonlyMap<string, Template>,
  halls: readonly (readonly [string, HallFields])[],
): ReadonlyMap<string, number> {
  const scales = new Map<string, number>();
  for (const [build, template] of templates) {
    const { learning } = template;
    if (learning === undefined) continue;
    const built = halls.filter(([, hall]) => hall.build === build);
    const forgets = parse(learning.forgets, 'share');
    const repetitions = built.map(([, hall], i) => {
      const before = built[i - 1]?.[1];
      if (before === undefined || forgets === 0) return { gapWeeks: 0, designChange: 0 };
      const gap = tickOf(lowering, hall.begin) - tickOf(lowering, before.target ?? before.begin);
      return { gapWeeks: gap / MINUTES_PER_WEEK, designChange: hall.new_design === undefined ? 0 : parse(hall.new_design, 'share') };
    });
    const learned = learnedHours(parse(learning.rate, 'share'), repetitions, forgets);
    built.forEach(([id], i) => void scales.set(id, learned[i]!));
  }
  return scales;
}

function tickOf({ axis }: Lowering, date: string | undefined): number {
  return date === undefined ? 0 : Math.max(0, tickOfDate(axis, date));
}
