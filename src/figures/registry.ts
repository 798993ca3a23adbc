/** The charts there are, in the order in which reports show them. A new chart is one file and one line here. */
import { Registry } from '../base/registry.ts';
import type { Outcomes } from '../measure/outcomes.ts';
import { bindingConstraint } from './binding-constraint.ts';
import { crews } from './crews.ts';
import { deliveries } from './deliveries.ts';
import { drivers } from './drivers.ts';
import type { Figure } from './figure.ts';
import { gantt } from './gantt.ts';
import { lostCompute } from './lost-compute.ts';
import { milestones } from './milestones.ts';
import { power } from './power.ts';
import { sites } from './sites.ts';
import { timeToCompute } from './time-to-compute.ts';

export const figureKinds = new Registry('figure', [
  timeToCompute,
  sites,
  bindingConstraint,
  milestones,
  lostCompute,
  drivers,
  power,
  crews,
  deliveries,
  gantt,
]);

/** Every figure that these outcomes have something to show in. */
export function figuresOf(outcomes: Outcomes): Figure[] {
  return figureKinds.all.flatMap(({ figure }) => figure(outcomes) ?? []);
}
