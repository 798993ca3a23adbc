/** GPUs that have arrived and are not yet installed. Comes in: what has been lowered for a site. Goes out: a gauge of it over time. */
import type { Gauge } from '../../plan/plan.ts';
import type { Lowering } from '../lowering.ts';

/** Adds the gauge `<site>/gpus-in-store`. Call once the site's halls are lowered: they take what is stored. */
export function tellWarehouse({ builder }: Lowering, site: string, halls: readonly string[]): void {
  const stocks = new Set(halls.map((hall) => `${site}/${hall}/gpus`).filter((id) => builder.hasResource(id)));
  if (stocks.size === 0) return;
  const changes: Gauge['changes'][number][] = [];
  for (const { gives, name, needs, scope } of builder.drafts()) {
    if (scope[0] !== site) continue;
    const activity = [...scope, name].join('/');
    const isStock = (resource: string): boolean => stocks.has(builder.findResource(scope, resource)?.id ?? '');
    for (const give of gives) if (isStock(give.name)) changes.push({ activity, at: give.at, amount: give.amount });
    for (const need of needs) if (isStock(need.name)) changes.push({ activity, at: 'start', amount: -need.amount });
  }
  builder.gauges.push({
    id: `${site}/gpus-in-store`,
    label: 'GPUs in store: arrived, and nobody has begun to rack them',
    unit: 'GPUs',
    site,
    perUnit: 1,
    base: 0,
    changes,
  });
}
