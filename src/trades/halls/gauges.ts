/** Gauges that several halls of a site write to. Comes in: changes by one hall. Goes out: one gauge with the changes of all. */
import type { PlanBuilder } from '../../plan/builder.ts';
import type { Gauge } from '../../plan/plan.ts';

/** Adds the changes to the gauge of that id, which is made if it is not there yet. */
export function addToGauge(builder: PlanBuilder, gauge: Omit<Gauge, 'base'>): void {
  const known = builder.gauges.findIndex(({ id }) => id === gauge.id);
  const before = known < 0 ? [] : builder.gauges.splice(known, 1).flatMap(({ changes }) => changes);
  builder.gauges.push({ ...gauge, base: 0, changes: [...before, ...gauge.changes] });
}
