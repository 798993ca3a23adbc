/** Building blocks of power that a scenario names: kinds of stages, routes to power, generators. Its own go before the library's. */
import type { Path } from '../base/problem.ts';
import type { PowerLibrary } from '../trades/power.ts';
import type { LibraryReader } from './library.ts';
import type { DatedScenario } from './schema.ts';

export function findPowerBlocks(fields: DatedScenario, reader: LibraryReader): PowerLibrary {
  const stages = new Map(Object.entries(fields.power_stages));
  const routes = new Map(Object.entries(fields.power_routes));
  const generators = new Map(Object.entries(fields.generators));
  const stageKinds = (named: Iterable<{ readonly kind?: string | undefined }>, path: (i: number) => Path): void => {
    [...named].forEach(({ kind }, i) => {
      if (kind === undefined || stages.has(kind)) return;
      const found = reader.find('power-stages', kind, [...path(i), 'kind'], Object.keys(fields.power_stages));
      if (found !== undefined) stages.set(kind, found);
    });
  };
  for (const [id, { power }] of Object.entries(fields.sites)) {
    const path = ['sites', id, 'power'];
    for (const [trancheId, tranche] of Object.entries(power?.tranches ?? {})) {
      const at = [...path, 'tranches', trancheId];
      const { route } = tranche;
      if (route !== undefined && !routes.has(route)) {
        const found = reader.find('power-routes', route, [...at, 'route'], Object.keys(fields.power_routes));
        if (found !== undefined) routes.set(route, found);
      }
      if (route !== undefined) stageKinds(routes.get(route)?.stages ?? [], () => at);
      stageKinds(tranche.stages ?? [], (i) => [...at, 'stages', i]);
      const changes = Object.entries(tranche.with ?? {});
      stageKinds(
        changes.map(([, stage]) => stage),
        (i) => [...at, 'with', changes[i]![0]],
      );
    }
    for (const [unitId, { kind }] of Object.entries(power?.bridging ?? {})) {
      if (kind === undefined || generators.has(kind)) continue;
      const found = reader.find('generators', kind, [...path, 'bridging', unitId, 'kind'], Object.keys(fields.generators));
      if (found !== undefined) generators.set(kind, found);
    }
  }
  return { stages, routes, generators };
}
