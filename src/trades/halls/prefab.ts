/**
 * Factory-built modules: part of the hours of a scope moves into a factory, and the modules come with an order of their own.
 * Comes in: the template's scope and the hall's share. Goes out: a multiplier per activity, and the order.
 */
import type { Path } from '../../base/problem.ts';
import { quantity as parse } from '../../base/units.ts';
import { namedCause } from '../lowering.ts';
import { durationLaw, tickOfDate } from '../read.ts';
import { addedActivity, type Hall, templatePath } from './hall.ts';
import { namesActivity } from './names.ts';
import type { TemplateActivity } from './template-fields.ts';

const MODULES = 'modules';

interface Prefab {
  /** Multiplies the work of an activity. */
  readonly scaleOf: (name: string, fields: TemplateActivity) => number;
  readonly waitsForModules: (name: string) => boolean;
}

const NOTHING: Prefab = { scaleOf: () => 1, waitsForModules: () => false };

/** Adds the order of modules, if any hours are moved. */
export function lowerPrefab(hall: Hall): Prefab {
  const { lowering, template, fields, path } = hall;
  const { builder, problems, axis } = lowering;
  const scope = template.prefab;
  const own = typeof fields.prefab === 'string' ? { share: fields.prefab } : fields.prefab;
  if (scope === undefined) {
    if (own !== undefined)
      problems.add(
        [...path, 'prefab'],
        `the template "${fields.build}" does not say what a factory can do`,
        'add "prefab:" to the template, or leave it out here',
      );
    return NOTHING;
  }
  const at = (...keys: (string | number)[]): Path => templatePath(hall, 'prefab', ...keys);
  scope.activities.forEach((entry, i) => void namesActivity(hall, entry, at('activities', i)));
  scope.needed_by.forEach((entry, i) => void namesActivity(hall, entry, at('needed_by', i)));
  const written = own?.share ?? scope.share ?? '0 %';
  const share = parse(written, 'share');
  if (share > 1)
    problems.add(
      own?.share === undefined ? at('share') : [...path, 'prefab'],
      `${written} is more than all of it`,
      'write a share from 0 % to 100 %',
    );
  const lead = durationLaw(problems, at('lead'), scope.lead).law;
  if (share === 0 || share > 1) return NOTHING;
  const order = own?.order ?? scope.order;
  const ordered = order === undefined ? hall.begin : tickOfDate(axis, order);
  builder.addActivity({
    ...addedActivity(hall),
    name: MODULES,
    label: `factory-built modules for ${hall.id}`,
    cause: namedCause(builder, 'equipment', MODULES, 'factory-built modules'),
    work: {
      kind: 'duration',
      clock: 'elapsed',
      // Ordered before the start: under way since, and not arrived yet.
      law: ordered < 0 ? { kind: 'remaining', parameters: { of: lead, elapsed: -ordered } } : lead,
      scale: 1,
      factors: [],
    },
    after: [],
    notBefore: Math.max(0, ordered),
  });
  return {
    scaleOf: (name, { effort }) =>
      scope.activities.includes(name) || (effort !== undefined && scope.crews.includes(effort.crew)) ? 1 - share : 1,
    waitsForModules: (name) => scope.needed_by.includes(name),
  };
}

/** The link of an activity that needs the modules. */
export function afterModules({ path }: Hall) {
  return { name: MODULES, type: 'FS' as const, lag: 0, share: 0, path };
}
