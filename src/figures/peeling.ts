/** How the first box of late futures was found: how dense and how complete each box of the peeling was, and which one is told. */
import { showChance } from '../base/show-chance.ts';
import type { SensitivityOutcomes } from '../measure/sensitivity/outcomes.ts';
import { amountAxis } from './axes.ts';
import type { Dataset, Figure } from './figure.ts';
import { frame, text } from './frame.ts';
import { INK, ROLE, WEIGHT } from './theme.ts';
import { shorten, tellNumber } from './words.ts';

/** Null where no box was found. */
export function peelingFigure(outcomes: SensitivityOutcomes): Figure | null {
  const { late, outcome } = outcomes;
  const [box] = late.boxes;
  if (box === undefined) return null;
  const x = amountAxis(100, 'coverage: % of the late futures that are inside', { steps: 5 });
  const y = amountAxis(100, 'density: % of the futures inside that are late', { steps: 5, headroom: 0.06 });
  const told = box.trajectory[box.chosen]!;
  return frame(outcomes, {
    name: 'late-futures',
    title: `${showChance(box.density.share)} of the futures with ${box.conditions.map(({ text: words }) => shorten(words, 70)).join(' and ')} are late`,
    subtitle: `${shorten(outcome.name, 40)} later than ${typeof late.after === 'number' ? tellNumber(late.after) : late.after}: ${showChance(late.share.share)} of all futures. Each dot is a box of the peeling, from all futures (right) to the smallest (left), in the half of the futures in which it was sought. In the other half the box that is told has density ${range(box.density)} and coverage ${range(box.coverage)}.`,
    type: 'line',
    datasets: [
      {
        type: 'line',
        label: '',
        data: box.trajectory.map(({ coverage, density }) => ({ x: 100 * coverage, y: 100 * density })),
        borderColor: ROLE.estimateCore,
        borderWidth: 2,
        pointRadius: box.trajectory.map((_, i) => (i === box.chosen ? 12 : 6)),
        pointBackgroundColor: box.trajectory.map((_, i) => (i === box.chosen ? ROLE.short : ROLE.estimate)),
        pointBorderColor: INK.ground,
        clip: 20,
      } as Dataset,
    ],
    axes: { x: { ...x, scale: { ...x.scale, position: 'bottom' } }, y },
    legend: 'none',
    texts: [
      text({
        text: box.conditions.length === 1 ? 'told: 1 condition' : `told: ${box.conditions.length} conditions`,
        x: 100 * told.coverage,
        y: 100 * told.density,
        dx: told.coverage > 0.7 ? -20 : 20,
        dy: -22,
        align: told.coverage > 0.7 ? 'right' : 'left',
        colour: INK.strong,
        weight: WEIGHT.strong,
        halo: INK.ground,
      }),
    ],
  });
}

function range({ share, lo, hi }: { readonly share: number; readonly lo: number; readonly hi: number }): string {
  return `${showChance(share)} (${showChance(lo)} to ${showChance(hi)})`;
}
