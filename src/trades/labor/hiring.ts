/** Hires whose coming is drawn: each week's batch arrives after a delay of its own, finds its pace, and, from elsewhere, a bed. */
import type { Lowering } from '../lowering.ts';
import { quantityLaw } from '../read.ts';
import { addArrival, wholeWorkers } from './arrivals.ts';
import type { LaborBook, Workforce } from './book.ts';
import { type Crew, type Group, poolOf } from './crew.ts';
import { unitsPerHead } from './force.ts';
import { BEDS } from './workforce.ts';

/** `tightness`: demand / supply of the trade, which stretches delays where the hiring says so. */
export function lowerHires(lowering: Lowering, book: LaborBook, workforce: Workforce, tightnessOf: (crew: Crew) => number): void {
  for (const crew of workforce.force.crews) {
    for (const which of ['local', 'travelling'] as const) lowerGroup(lowering, book, workforce, crew, which, tightnessOf);
  }
}

function lowerGroup(
  lowering: Lowering,
  book: LaborBook,
  { site, force, hasBeds }: Workforce,
  crew: Crew,
  which: 'local' | 'travelling',
  tightnessOf: (crew: Crew) => number,
): void {
  const group: Group = crew[which];
  if (group.hire?.delay === undefined) return;
  const origin = [...crew.path, which, 'hire'];
  // A law that is amiss was told when the crews were lowered.
  const law = quantityLaw(lowering.problems, [...origin, 'delay'], group.hire.delay, 'elapsed');
  const scale = 1 + group.hire.stretch * tightnessOf(crew);
  const first = wholeWorkers();
  const all = wholeWorkers();
  const beds = wholeWorkers();
  group.batches.forEach(({ recruited, count }, i) => {
    if (recruited > lowering.horizon) return;
    const worth = count * unitsPerHead(crew, group, Math.max(0, recruited + force.delayOf(group)));
    const units = first(worth * crew.newcomers.productivity);
    const wanted = beds(count * group.on);
    addArrival(lowering, {
      scope: [...crew.scope, 'hiring', crew.name],
      name: `${which}-${i + 1}`,
      label: `hiring ${crew.label}`,
      site,
      from: recruited,
      law,
      scale,
      pool: crew.name,
      units,
      later: { units: Math.max(0, all(worth) - units), after: crew.newcomers.lasts },
      needs: which === 'travelling' && hasBeds && wanted > 0 ? [{ name: BEDS, amount: wanted, giveBack: false, path: origin }] : [],
      origin,
    });
  });
  for (const { recruited, count } of group.batches) {
    const from = recruited + force.delayOf(group);
    book.joining.push({ pool: poolOf(crew), from, units: count * unitsPerHead(crew, group, Math.max(0, from)) });
  }
}
