/** `ttc fields`: what can be written at a place of a scenario, as the JSON Schema has it. */
import { nearest } from '../../base/nearest.ts';
import type { FieldNote, Place } from '../../scenario/fields-at.ts';
import type { CommandDefinition } from '../command.ts';
import { EXIT, UsageError } from '../exit.ts';
import { print } from '../terminal.ts';

/** More places of one name than this are listed by path alone. */
const MOST_TOLD = 3;
/** Nearly every place has these. */
const ORIGIN: ReadonlySet<string> = new Set(['source', 'as_of', 'confidence', 'note']);

export const fields: CommandDefinition = {
  name: 'fields',
  summary: 'say what can be written at a place of a scenario: ttc fields crews, ttc fields sites.power.tranches',
  examples: ['ttc fields', 'ttc fields crews', 'ttc fields sites.power.tranches'],
  declare: (command) => command.argument('[place]', 'where in a scenario', '').option('--json', 'print one JSON document'),
  async act([asked], options) {
    const { scenarioJsonSchema } = await import('../../scenario/json-schema.ts');
    const { allPlaces, placesNamed } = await import('../../scenario/fields-at.ts');
    const places = allPlaces(scenarioJsonSchema());
    const found = placesNamed(places, asked as string);
    if (found.length === 0) throw unknown(places, asked as string);
    if (options['json'] === true) {
      await print(`${JSON.stringify({ schemaVersion: 1, places: found })}\n`);
      return EXIT.done;
    }
    const different = alike(found);
    for (const same of different.slice(0, MOST_TOLD)) await print(`${told(same)}\n`);
    const rest = different.slice(MOST_TOLD).map(([first]) => `  ${first?.path}`);
    if (rest.length > 0) await print(`more places of that name:\n${rest.join('\n')}\n`);
    return EXIT.done;
  },
};

function unknown(places: readonly Place[], asked: string): UsageError {
  const last = asked.split(/[./]/).at(-1) ?? '';
  const holder = places.find(({ fields: all }) => all.some(({ name }) => name === last));
  const known = [...new Set(places.flatMap(({ path }) => path.split('.').filter((step) => /^\w+$/.test(step))))];
  const close = nearest(last, known);
  const remedy =
    holder === undefined
      ? `${close === undefined ? '' : `try "ttc fields ${close}"; `}"ttc fields" lists what stands at the top of a file`
      : `it is a field without fields of its own; "ttc fields ${holder.path}" tells of it`;
  return new UsageError(`no place "${asked}" in a scenario has fields`, remedy);
}

/** Places that have the same fields, together. */
function alike(places: readonly Place[]): Place[][] {
  const groups = new Map<string, Place[]>();
  for (const place of places) {
    const key = JSON.stringify(place.fields);
    groups.set(key, [...(groups.get(key) ?? []), place]);
  }
  return [...groups.values()];
}

function told(same: readonly Place[]): string {
  const { path, description, fields: all } = same[0] as Place;
  const also =
    same.length > 1
      ? `  (the same at ${same
          .slice(1)
          .map((place) => place.path || 'the top')
          .join(', ')})`
      : '';
  const head = `${path === '' ? 'at the top of a file' : path}${also}${description === '' ? '' : `\n${description}`}`;
  const origin = all.filter(({ name }) => ORIGIN.has(name)).map(({ name }) => name);
  const isOrigin = origin.length === ORIGIN.size;
  const lines = all.filter(({ name }) => !(isOrigin && ORIGIN.has(name))).map(line);
  return `${head}\n${[...lines, ...(isOrigin ? [`  ${origin.join(', ')}: where the numbers come from, of when, and how sure they are`] : [])].join('\n')}\n`;
}

function line({ name, isRequired, takes, description, examples }: FieldNote): string {
  const shown = examples.length === 0 ? '' : ` e.g. ${examples.slice(0, 2).join(' or ')}`;
  return `  ${name}${isRequired ? ' (required)' : ''}: ${takes}${description === '' ? '' : `. ${description}`}${shown}`;
}
