/** The scenario with every default filled in and everything it took from the library written out: it runs alone, the same. */
import { writeYaml } from './document.ts';
import type { Scenario } from './read-scenario.ts';

export function resolvedYaml({ content, library, calendars }: Scenario): string {
  const fields =
    content.kind === 'plain'
      ? content.fields
      : {
          ...content.fields,
          calendars,
          templates: Object.fromEntries(library.templates),
          equipment: Object.fromEntries(library.equipment),
          gpu_models: Object.fromEntries(library.models),
          vendors: Object.fromEntries(library.vendors),
          power_stages: Object.fromEntries(library.power.stages),
          power_routes: Object.fromEntries(library.power.routes),
          generators: Object.fromEntries(library.power.generators),
        };
  return writeYaml(withoutUndefined(fields));
}

function withoutUndefined(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutUndefined);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, entry]) => entry !== undefined)
      .map(([key, entry]) => [key, withoutUndefined(entry)]),
  );
}
